import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import type { MessageKind } from '../domain/message.ts';
import type { Told } from '../domain/undelivered.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { countyOffice } from './county-office.ts';
import { letterRows } from './message-queue.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { message, messageAttempt, messageResend, messageTold } from './schema.ts';
import { countyGranted } from './scope.ts';
import { codesSent, familyRules } from './sign-in-codes.ts';

// Messages that were given up, for the county's own office.

/** `open`: somebody should see to it. `done`: sent again, or told otherwise. `moot`: nobody is to be told any more. */
export const UNDELIVERED_LISTS = ['open', 'done', 'moot'] as const;
export type UndeliveredList = (typeof UNDELIVERED_LISTS)[number];

/** What `whyDropped` would keep from leaving, but for a missing telephone: it can still be told. A code is asked for anew. */
const moot = sql`(m.kind = 'sign_in_code'
  OR EXISTS (SELECT 1 FROM elder_fact f WHERE f.elder_id = m.elder_id AND f.kind = 'death' AND f.to_date IS NULL)
  OR (m.kind = 'handed_over' AND EXISTS (SELECT 1 FROM hand_over_undo u WHERE u.hand_over_id = m.hand_over_id))
  OR (m.recipient GLOB 'person:*' AND NOT EXISTS (SELECT 1 FROM standing_family s WHERE 'person:' || s.person_id = m.recipient AND s.elder_id = m.elder_id)))`;
const toldOf = sql`EXISTS (SELECT 1 FROM message_told t WHERE t.message_id = m.id)`;
const givenUp = sql`m.state = 'given_up'`;

const inList: Record<UndeliveredList, SQL> = {
  open: sql`FROM message m WHERE ${givenUp} AND NOT ${toldOf} AND NOT ${moot}`,
  moot: sql`FROM message m WHERE ${givenUp} AND NOT ${toldOf} AND ${moot}`,
  done: sql`FROM message m WHERE m.id IN (SELECT message_id FROM message_told UNION SELECT message_id FROM message_resend) AND (${toldOf} OR NOT ${givenUp})`,
};

export type UndeliveredQuery = { list: UndeliveredList; kind: MessageKind | null; page: number; size: number; now: Instant; today: ServiceDate };

/** The counts of the whole outbox, and one page of one list: what waits longest first, what is done the latest first. Null where no county was granted. */
export async function loadUndelivered(db: Database, scope: Scope, { list, kind, page, size, now, today }: UndeliveredQuery) {
  const ofKind = kind === null ? sql`` : sql`AND m.kind = ${kind}`;
  const ids = sql`SELECT m.id ${inList[list]} ${ofKind} AND ${countyGranted(scope)}
    ORDER BY iif(${list} = 'done', -m.written_at, m.written_at), m.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const rows = await readTogether(db, {
    offices: countyOffice(db, scope),
    letters: letterRows(db, ids),
    ends: ends(db, sql`${message.id} IN (${ids})`),
    kinds: db.select(pick({ kind: sql<MessageKind>`k.kind`, count: sql<number>`k.n` })).from(sql`(SELECT m.kind, count(*) AS n ${inList[list]} GROUP BY m.kind) k`).orderBy(sql`k.n DESC`, sql`k.kind`),
    outbox: db
      .select(pick({ waiting: sql<number>`count(*)`, oldestAt: sql<Instant | null>`min(${message.writtenAt})` }))
      .from(message)
      .where(eq(message.state, 'waiting')),
    open: db.select(pick({ count: sql<number>`(SELECT count(*) ${inList.open})` })).from(sql`(SELECT 1)`),
    codes: codesSent(db, now, today),
    rules: familyRules(db),
  });
  const [outbox, codes, rule] = [rows.outbox[0], rows.codes[0], rows.rules[0]];
  if (rows.offices.length === 0 || !outbox || !codes || !rule) return null;
  const endOf = new Map(rows.ends.map((one) => [one.id, one]));
  const inOrder = list === 'done' ? rows.letters.toReversed() : rows.letters;
  const letters = inOrder.map((letter) => ({ ...letter, end: endOf.get(letter.id) ?? null }));
  return { offices: rows.offices, letters, kinds: rows.kinds, outbox, open: rows.open[0]?.count ?? 0, codes: { ...codes, rule } };
}

/** How the last try ended, and what somebody did about it. */
function ends(db: Database, which: SQL) {
  const last = sql`${messageAttempt.messageId} = ${message.id} AND ${messageAttempt.attempt} = (SELECT max(a.attempt) FROM message_attempt a WHERE a.message_id = ${message.id})`;
  const again = sql`${messageResend.messageId} = ${message.id} AND ${messageResend.afterAttempt} = (SELECT max(r.after_attempt) FROM message_resend r WHERE r.message_id = ${message.id})`;
  return db
    .select(
      pick({
        id: message.id, state: message.state, writtenAt: message.writtenAt, lastAt: optional(messageAttempt.at), cause: optional(messageAttempt.cause),
        resentAt: optional(messageResend.resentAt), resentAfter: optional(messageResend.afterAttempt), resentBy: sql<string | null>`${nameOfActor(messageResend.resentBy)}`,
        how: optional(messageTold.how), toldByName: optional(messageTold.toldByName), toldAt: optional(messageTold.toldAt), note: optional(messageTold.note),
        recordedAt: optional(messageTold.recordedAt), recordedBy: sql<string | null>`${nameOfActor(messageTold.recordedBy)}`,
      }),
    )
    .from(message)
    .leftJoin(messageAttempt, last)
    .leftJoin(messageResend, again)
    .leftJoin(messageTold, eq(messageTold.messageId, message.id))
    .where(which);
}
export type MessageEnd = Awaited<ReturnType<typeof ends>>[number];

/** One message that was given up, now or before, with everything it rests on and every try. Null where it never was, or no county was granted. */
export async function loadOneUndelivered(db: Database, scope: Scope, messageId: string) {
  const id = sql`SELECT m.id FROM message m WHERE m.id = ${messageId} AND ${countyGranted(scope)}
    AND (${givenUp} OR EXISTS (SELECT 1 FROM message_resend r WHERE r.message_id = m.id))`;
  const rows = await readTogether(db, {
    offices: countyOffice(db, scope),
    letters: letterRows(db, id),
    ends: ends(db, sql`${message.id} IN (${id})`),
    attempts: db
      .select(pick({ attempt: messageAttempt.attempt, at: messageAttempt.at, outcome: messageAttempt.outcome, cause: messageAttempt.cause }))
      .from(messageAttempt)
      .where(sql`${messageAttempt.messageId} IN (${id})`)
      .orderBy(desc(messageAttempt.attempt)),
    resends: db
      .select(pick({ afterAttempt: messageResend.afterAttempt, at: messageResend.resentAt, by: nameOfActor(messageResend.resentBy) }))
      .from(messageResend)
      .where(sql`${messageResend.messageId} IN (${id})`)
      .orderBy(asc(messageResend.afterAttempt)),
  });
  const [letter, end] = [rows.letters[0], rows.ends[0]];
  return letter && end ? { offices: rows.offices, letter, end, attempts: rows.attempts, resends: rows.resends } : null;
}
export type OneUndelivered = NonNullable<Awaited<ReturnType<typeof loadOneUndelivered>>>;

const asShown = (id: string, attempts: number) => sql`SELECT 1 FROM ${message} WHERE id = ${id} AND state = 'given_up' AND attempts = ${attempts}`;
const notTold = (id: string) => sql`NOT EXISTS (SELECT 1 FROM ${messageTold} WHERE message_id = ${id})`;

/** It waits again under its own key, and is tried as often as the rule says. */
export async function resendMessage(db: Database, entry: AuditEntry, id: string, attempts: number): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('given up as shown', asShown(id, attempts)), guard('not told', notTold(id))],
    changes: [
      db.insert(messageResend).values({ messageId: id, afterAttempt: attempts, resentAt: entry.at, resentBy: entry.actor }),
      db.update(message).set({ state: 'waiting', nextAt: entry.at }).where(and(eq(message.id, id), eq(message.state, 'given_up'))),
    ],
  });
}

/** Somebody was told otherwise: it is not sent any more. */
export async function recordTold(db: Database, entry: AuditEntry, id: string, attempts: number, told: Told): Promise<'done' | Conflict> {
  return commit(db, told.note === '' ? entry : { ...entry, reason: told.note }, {
    guards: [guard('given up as shown', asShown(id, attempts))],
    changes: [db.insert(messageTold).values({ messageId: id, ...told, recordedAt: entry.at, recordedBy: entry.actor })],
  });
}
