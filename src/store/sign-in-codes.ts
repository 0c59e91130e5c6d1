import { and, desc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import { codeOf, type FamilyRule } from '../domain/sign-in-code.ts';
import type { Vault } from '../vault.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { messageRules } from './message-queue.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { familyMember, familyRule, message, person, signInCode } from './schema.ts';

// Signing in by a code that is sent to a phone. Whether the county knows the phone makes no difference until the code was right.

/** The settings that hold on a day. */
export function familyRules(db: Database, today: ServiceDate) {
  return db
    .select(pick({ codeMinutes: familyRule.codeMinutes, codeTries: familyRule.codeTries, codesADay: familyRule.codesADay, cardTries: familyRule.cardTries }))
    .from(familyRule)
    .where(lte(familyRule.fromDate, today))
    .orderBy(desc(familyRule.fromDate))
    .limit(1);
}

export function ruleOf(rows: readonly FamilyRule[]): FamilyRule {
  const [rule] = rows;
  if (!rule) throw new Error('no family_rule holds');
  return rule;
}

/** Six digits, made from the code's id with the county's key: nothing that is stored tells them. */
export async function codeDigits(vault: Vault, codeId: string): Promise<string> {
  return codeOf(await vault.sign('sign_in_code', codeId));
}

const sentTo = (phoneIndex: string, today: ServiceDate) =>
  sql`(SELECT count(*) FROM ${signInCode} WHERE ${signInCode.phoneIndex} = ${phoneIndex} AND ${signInCode.codeDate} = ${today})`;

/** What asking for a code depends on: how many went to this phone today. */
export async function loadCodeRequest(db: Database, phoneIndex: string, today: ServiceDate, key: string) {
  const rows = await readTogether(db, {
    sent: db.select(pick({ today: sql<number>`count(*)` })).from(signInCode).where(and(eq(signInCode.phoneIndex, phoneIndex), eq(signInCode.codeDate, today))),
    rules: familyRules(db, today),
    messageRules: messageRules(db, today),
    prior: priorAnswer(db, key),
  });
  const [messages] = rows.messageRules;
  if (!messages) throw new Error('no message_rule holds');
  return { sentToday: rows.sent[0]?.today ?? 0, rule: ruleOf(rows.rules), messages, prior: rows.prior[0] };
}

export type NewCode = { id: string; phone: string; phoneIndex: string; expiresAt: Instant; retryAt: Instant };

/** The message that brings a code, named like every other by what it tells and whom. */
export const codeMessageId = (codeId: string) => `sign_in_code.${codeId}`;

/** The code and its message in one batch; the message's first try is the caller's, and the job's only if that one dies. */
export async function recordCode(
  db: Database, vault: Vault, entry: AuditEntry, fresh: NewCode, today: ServiceDate, rule: FamilyRule, keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const { id, phone, phoneIndex, expiresAt, retryAt } = fresh;
  const phoneSealed = await vault.seal({ table: 'sign_in_code', column: 'phone_sealed', row: id }, phone);
  const told = {
    id: codeMessageId(id), kind: 'sign_in_code' as const, recipient: `sign_in_code:${id}`,
    writtenAt: entry.at, writtenBy: entry.actor, state: 'waiting' as const, attempts: 1, nextAt: retryAt,
  };
  return commit(db, entry, {
    keyed,
    guards: [guard('codes left today', sql`${sentTo(phoneIndex, today)} < ${rule.codesADay}`)],
    changes: [db.insert(signInCode).values({ id, phoneSealed, phoneIndex, codeDate: today, expiresAt }), db.insert(message).values(told)],
  });
}

/** One code, the phone it went to, and who that phone belongs to. Null: there is no such code. */
export async function findCode(db: Database, vault: Vault, codeId: string, today: ServiceDate) {
  const { codes, members, rules } = await readTogether(db, {
    codes: db
      .select(
        pick({
          id: signInCode.id, phoneSealed: signInCode.phoneSealed, phoneIndex: signInCode.phoneIndex,
          expiresAt: signInCode.expiresAt, tries: signInCode.tries, usedAt: signInCode.usedAt,
        }),
      )
      .from(signInCode)
      .where(eq(signInCode.id, codeId)),
    members: db
      .select(pick({ personId: familyMember.personId, disabledAt: person.disabledAt }))
      .from(signInCode)
      .innerJoin(familyMember, eq(familyMember.phoneIndex, signInCode.phoneIndex))
      .innerJoin(person, eq(person.id, familyMember.personId))
      .where(eq(signInCode.id, codeId)),
    rules: familyRules(db, today),
  });
  const [code] = codes;
  if (!code) return null;
  const phone = await vault.open({ table: 'sign_in_code', column: 'phone_sealed', row: codeId }, code.phoneSealed);
  return { ...code, phone, member: members[0] ?? null, rule: ruleOf(rules) };
}
export type FoundCode = NonNullable<Awaited<ReturnType<typeof findCode>>>;

/** Counts a try before it is looked at: of any number of guesses at once, no more are looked at than the rule allows. */
export async function countTry(db: Database, entry: AuditEntry, { id, tries }: FoundCode): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('tried as read', sql`SELECT 1 FROM ${signInCode} WHERE id = ${id} AND tries = ${tries} AND used_at IS NULL`)],
    changes: [db.update(signInCode).set({ tries: tries + 1 }).where(eq(signInCode.id, id))],
  });
}

/** The right code, used: the family member is known from now on. Once: a second use finds it used. */
export async function useCode(db: Database, vault: Vault, entry: AuditEntry, code: FoundCode, personId: string): Promise<'done' | Conflict> {
  const phoneSealed = await vault.seal({ table: 'family_member', column: 'phone_sealed', row: personId }, code.phone);
  const joining = [
    db.insert(person).values({ id: personId, name: '' }),
    db.insert(familyMember).values({ personId, phoneSealed, phoneIndex: code.phoneIndex, joinedAt: entry.at }),
  ];
  return commit(db, entry, {
    guards: [guard('code is not used', sql`SELECT 1 FROM ${signInCode} WHERE id = ${code.id} AND used_at IS NULL`)],
    changes: [
      db.update(signInCode).set({ usedAt: entry.at }).where(and(eq(signInCode.id, code.id), isNull(signInCode.usedAt))),
      ...(code.member ? [] : joining),
    ],
  });
}
