import { and, asc, desc, eq, lte, sql, type SQL } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { nextTryAt, stateAfter, type AttemptOutcome, type LetterFacts, type MessageRule } from '../domain/message.ts';
import type { Relation } from '../domain/family.ts';
import type { Vault } from '../vault.ts';
import { fieldOf, insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { inList, optional, pick, readRows, readTogether, type Database } from './read.ts';
import {
  elder, elderFact, familyBinding, familyMember, handOverUndo, mealOrder, mealPoint, mealRun, message, messageAttempt, messageResend, messageRule, setMeal, signInCode, standingFamily,
} from './schema.ts';

/** What waits and may be tried now, codes first, and the settings that hold. For the job, which acts for everybody. */
export async function loadDue(db: Database, now: Instant, limit: number) {
  const { rules, due } = await readTogether(db, {
    rules: messageRules(db),
    due: db
      .select(pick({ id: message.id, kind: message.kind, attempts: message.attempts, resentAfter: resentAfter() }))
      .from(message)
      .where(and(eq(message.state, 'waiting'), lte(message.nextAt, now)))
      .orderBy(asc(sql`${message.kind} <> 'sign_in_code'`), asc(message.nextAt))
      .limit(limit),
  });
  const [rule] = rules;
  if (!rule) throw new Error('no message_rule holds');
  return { rule, due };
}
export type Due = Awaited<ReturnType<typeof loadDue>>['due'][number];

/** The try that a message had come to when somebody last had it sent again; 0 where nobody did. From there the rule counts anew. */
function resentAfter(): SQL<number> {
  return sql`(SELECT coalesce(max(${messageResend.afterAttempt}), 0) FROM ${messageResend} WHERE ${messageResend.messageId} = ${message.id})`;
}

/** The settings that hold: what was set last. */
export function messageRules(db: Database) {
  return db
    .select(
      pick({
        quietFromMinute: messageRule.quietFromMinute, quietToMinute: messageRule.quietToMinute,
        retryMinutes: messageRule.retryMinutes, attempts: messageRule.attempts,
      }),
    )
    .from(messageRule)
    .orderBy(desc(messageRule.setAt))
    .limit(1);
}

/**
 * Takes these messages in hand before anything leaves: the try is counted and the next one set, so that two jobs at once do not both send,
 * and a job that dies leaves them to be tried again.
 */
export async function claimMessages(db: Database, entry: AuditEntry, due: readonly Due[], rule: MessageRule): Promise<'done' | Conflict> {
  const list = JSON.stringify(due.map(({ id, attempts, resentAfter: before }) => ({ id, attempts, nextAt: nextTryAt(entry.at, attempts - before + 1, rule) })));
  const asRead = sql`SELECT count(*) = ${due.length} FROM json_each(${list}) CROSS JOIN ${message}
    ON ${message.id} = ${fieldOf('id')} AND ${message.attempts} = ${fieldOf('attempts')} AND ${message.state} = 'waiting'`;
  return commit(db, entry, {
    guards: [guard('messages wait as read', asRead)],
    changes: [sql`UPDATE ${message} SET attempts = message.attempts + 1, next_at = ${fieldOf('nextAt')} FROM json_each(${list}) WHERE message.id = ${fieldOf('id')}`],
  });
}

export type Tried = { id: string; attempt: number; resentAfter: number; outcome: AttemptOutcome; cause: string };

/** How the tries ended, each with what becomes of its message. */
export async function recordAttempts(db: Database, entry: AuditEntry, tried: readonly Tried[], rule: MessageRule): Promise<'done' | Conflict> {
  const ended = tried.map(({ id, attempt, resentAfter: before, outcome }) => ({ id, state: stateAfter(outcome, attempt - before, rule) })).filter(({ state }) => state !== 'waiting');
  const move = sql`UPDATE ${message} SET state = ${fieldOf('state')} FROM json_each(${JSON.stringify(ended)}) WHERE message.id = ${fieldOf('id')} AND message.state = 'waiting'`;
  return commit(db, entry, {
    changes: [
      insertMany(messageAttempt, tried.map(({ id: messageId, attempt, outcome, cause }) => ({ messageId, at: entry.at, attempt, outcome, cause }))),
      ...(ended.length > 0 ? [move] : []),
    ],
  });
}

/** Everything that the words of these messages and the decision to send them rest on. */
export async function loadLetters(db: Database, ids: readonly string[]): Promise<LetterRow[]> {
  return readRows(db, letterRows(db, ids));
}
export type LetterRow = Awaited<ReturnType<typeof letterRows>>[number];

const personId = sql`substr(${message.recipient}, 8)`;
const ofPerson = sql`${message.recipient} GLOB 'person:*'`;
const codeId = sql`substr(${message.recipient}, 14)`;

/** What whoever wrote it is to the elder: known for family members only. */
const writer = sql<Relation | null>`(SELECT ${familyBinding.relation} FROM ${familyBinding} WHERE ${familyBinding.elderId} = ${message.elderId}
  AND ${message.writtenBy} = 'person:' || ${familyBinding.personId} ORDER BY ${familyBinding.askedAt} DESC LIMIT 1)`;

/** `ids`: a list, or a select of them. */
export function letterRows(db: Database, ids: readonly string[] | SQL) {
  const deceased = sql<number>`EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.elderId} = ${message.elderId} AND ${elderFact.kind} = 'death' AND ${elderFact.toDate} IS NULL)`;
  const undone = sql<number>`EXISTS (SELECT 1 FROM ${handOverUndo} WHERE ${handOverUndo.handOverId} = ${message.handOverId})`;
  return db
    .select(
      pick({
        id: message.id, kind: message.kind, recipient: message.recipient, attempt: message.attempts, resentAfter: resentAfter(), writtenBy: message.writtenBy,
        subsidyFen: message.subsidyFen, selfPayFen: message.selfPayFen, balanceFen: message.balanceFen,
        elderId: optional(elder.id), elderName: optional(elder.name), elderSex: optional(elder.sex), elderPhone: optional(elder.phoneSealed),
        memberId: optional(familyMember.personId), memberPhone: optional(familyMember.phoneSealed), relation: optional(standingFamily.relation), writer,
        codeId: optional(signInCode.id), codePhone: optional(signInCode.phoneSealed), codeExpiresAt: optional(signInCode.expiresAt), codeUsedAt: signInCode.usedAt,
        serviceDate: optional(mealOrder.serviceDate), slot: optional(mealOrder.slot), mode: optional(mealOrder.mode), setMealName: optional(setMeal.name),
        cutoffAt: optional(mealRun.cutoffAt), pointPhone: optional(mealPoint.phone), deceased, undone,
      }),
    )
    .from(message)
    .leftJoin(elder, eq(elder.id, message.elderId))
    .leftJoin(mealOrder, eq(mealOrder.id, message.orderId))
    .leftJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .leftJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .leftJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .leftJoin(familyMember, and(ofPerson, eq(familyMember.personId, personId)))
    .leftJoin(standingFamily, and(ofPerson, eq(standingFamily.personId, personId), eq(standingFamily.elderId, message.elderId)))
    .leftJoin(signInCode, and(eq(message.kind, 'sign_in_code'), eq(signInCode.id, codeId)))
    .where(inList(message.id, ids))
    .orderBy(asc(message.writtenAt), asc(message.id));
}

/** Opens the telephone, which is nowhere stored again. */
export async function letterFacts(vault: Vault, row: LetterRow, now: Instant): Promise<LetterFacts> {
  const { kind, deceased, undone } = row;
  const known = { kind, deceased: deceased === 1, undone: undone === 1, phone: await phoneOf(vault, row) };
  if (kind === 'sign_in_code') return { ...known, mayKnow: row.codeUsedAt === null && now < (row.codeExpiresAt ?? 0) };
  return { ...known, mayKnow: row.recipient.startsWith('elder:') || row.relation !== null };
}

async function phoneOf(vault: Vault, row: LetterRow): Promise<string | null> {
  const open = async (table: string, id: string | null, sealed: string | null) =>
    id === null || sealed === null ? null : vault.open({ table, column: 'phone_sealed', row: id }, sealed);
  if (row.kind === 'sign_in_code') return open('sign_in_code', row.codeId, row.codePhone);
  if (row.recipient.startsWith('elder:')) return open('elder', row.elderId, row.elderPhone);
  return open('family_member', row.memberId, row.memberPhone);
}
