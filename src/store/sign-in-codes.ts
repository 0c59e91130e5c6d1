import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import { addressShare, codeOf, hourOf, type CodesSent, type FamilyRule } from '../domain/sign-in-code.ts';
import { newId, type Vault } from '../vault.ts';
import { insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { messageRules } from './message-queue.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import type { SignInWrite } from './sessions.ts';
import { audit, familyMember, familyRule, message, person, signInAddress, signInCode, signInHour } from './schema.ts';

// Signing in by a code that is sent to a phone. Whether the county knows the phone makes no difference until the code was right.

/** The settings that hold: what was set last. */
export function familyRules(db: Database) {
  return db
    .select(
      pick({
        codeMinutes: familyRule.codeMinutes, codeTries: familyRule.codeTries, codesADay: familyRule.codesADay, cardTries: familyRule.cardTries,
        countyCodesAnHour: familyRule.countyCodesAnHour, countyCodesADay: familyRule.countyCodesADay, addressCodesAnHour: familyRule.addressCodesAnHour,
      }),
    )
    .from(familyRule)
    .orderBy(desc(familyRule.setAt))
    .limit(1);
}

export function ruleOf(rows: readonly FamilyRule[]): FamilyRule {
  const [rule] = rows;
  if (!rule) throw new Error('no family_rule holds');
  return { ...rule, addressCodesAnHour: addressShare(rule) };
}

/** Six digits, made from the code's id with the county's key: nothing that is stored tells them. */
export async function codeDigits(vault: Vault, codeId: string): Promise<string> {
  return codeOf(await vault.sign('sign_in_code', codeId));
}

const toPhone = (phoneIndex: string, today: ServiceDate) =>
  sql<number>`(SELECT count(*) FROM ${signInCode} WHERE ${signInCode.phoneIndex} = ${phoneIndex} AND ${signInCode.codeDate} = ${today})`;
const behind = (addressIndex: string | null, now: Instant) =>
  sql<number>`coalesce((SELECT ${signInAddress.codes} FROM ${signInAddress} WHERE ${signInAddress.addressIndex} = ${addressIndex} AND ${signInAddress.hourAt} = ${hourOf(now)}), 0)`;
const inHour = (now: Instant) => sql<number>`coalesce((SELECT ${signInHour.codes} FROM ${signInHour} WHERE ${signInHour.hourAt} = ${hourOf(now)}), 0)`;
const onDay = (today: ServiceDate) => sql<number>`coalesce((SELECT sum(${signInHour.codes}) FROM ${signInHour} WHERE ${signInHour.codeDate} = ${today}), 0)`;

/** How many codes all phones together were sent in this hour and today. A part of a page's one trip. */
export function codesSent(db: Database, now: Instant, today: ServiceDate) {
  return db.select(pick({ countyHour: inHour(now), countyToday: onDay(today) })).from(sql`(SELECT 1)`);
}

/** Who asks for a code. `addressIndex`: where from; null where it is not known. */
export type Asking = { phoneIndex: string; addressIndex: string | null };

/** What asking for a code depends on: how many went to this phone, to the address that asks, and to all, and what the county allows. */
export async function loadCodeRequest(db: Database, { phoneIndex, addressIndex }: Asking, now: Instant, today: ServiceDate, key: string) {
  const rows = await readTogether(db, {
    asking: db.select(pick({ phoneToday: toPhone(phoneIndex, today), addressHour: behind(addressIndex, now) })).from(sql`(SELECT 1)`),
    county: codesSent(db, now, today),
    rules: familyRules(db),
    messageRules: messageRules(db),
    prior: priorAnswer(db, key),
  });
  const [messages] = rows.messageRules;
  const [asking, county] = [rows.asking[0], rows.county[0]];
  if (!messages || !asking || !county) throw new Error('no message_rule holds');
  const sent: CodesSent = { ...asking, ...county };
  return { sent, rule: ruleOf(rows.rules), messages, prior: rows.prior[0] };
}

export type NewCode = Asking & { id: string; phone: string; expiresAt: Instant; retryAt: Instant };

/** The message that brings a code, named like every other by what it tells and whom. */
export const codeMessageId = (codeId: string) => `sign_in_code.${codeId}`;

/** The code and its message in one batch; the message's first try is the caller's, and the job's only if that one dies. */
export async function recordCode(
  db: Database, vault: Vault, entry: AuditEntry, fresh: NewCode, today: ServiceDate, rule: FamilyRule, keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const { id, phone, phoneIndex, addressIndex, expiresAt, retryAt } = fresh;
  const phoneSealed = await vault.seal({ table: 'sign_in_code', column: 'phone_sealed', row: id }, phone);
  const told = {
    id: codeMessageId(id), kind: 'sign_in_code' as const, recipient: `sign_in_code:${id}`,
    writtenAt: entry.at, writtenBy: entry.actor, state: 'waiting' as const, attempts: 1, nextAt: retryAt,
  };
  return commit(db, entry, {
    keyed,
    guards: [
      guard('codes left today', sql`${toPhone(phoneIndex, today)} < ${rule.codesADay}`),
      guard('codes left for all', sql`${inHour(entry.at)} < ${rule.countyCodesAnHour} AND ${onDay(today)} < ${rule.countyCodesADay}`),
      guard('codes left from here', sql`${behind(addressIndex, entry.at)} < ${rule.addressCodesAnHour}`),
    ],
    changes: [db.insert(signInCode).values({ id, phoneSealed, phoneIndex, codeDate: today, expiresAt }), countOne(entry.at, today), ...countFrom(addressIndex, entry.at), db.insert(message).values(told)],
  });
}

const countOne = (now: Instant, today: ServiceDate) =>
  sql`INSERT INTO sign_in_hour (hour_at, code_date, codes) VALUES (${hourOf(now)}, ${today}, 1) ON CONFLICT (hour_at) DO UPDATE SET codes = codes + 1`;

/** Hours that are over are forgotten on the way. */
const countFrom = (addressIndex: string | null, now: Instant) =>
  addressIndex === null
    ? []
    : [
        sql`INSERT INTO sign_in_address (address_index, hour_at, codes) VALUES (${addressIndex}, ${hourOf(now)}, 1)
          ON CONFLICT (address_index) DO UPDATE SET codes = iif(hour_at < excluded.hour_at, 1, codes + 1), hour_at = max(hour_at, excluded.hour_at)`,
        sql`DELETE FROM sign_in_address WHERE hour_at < ${hourOf(now)}`,
      ];

/** One code, the phone it went to, and who that phone belongs to. Null: there is no such code. */
export async function findCode(db: Database, vault: Vault, codeId: string) {
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
    rules: familyRules(db),
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

/** The right code, used, as part of the write that begins the session: the family member is known from now on. Once: a second use finds it used. */
export async function usingCode(db: Database, vault: Vault, entry: AuditEntry, code: FoundCode, personId: string): Promise<SignInWrite> {
  const phoneSealed = await vault.seal({ table: 'family_member', column: 'phone_sealed', row: personId }, code.phone);
  const joining = [
    db.insert(person).values({ id: personId, name: '' }),
    db.insert(familyMember).values({ personId, phoneSealed, phoneIndex: code.phoneIndex, joinedAt: entry.at }),
  ];
  return {
    guards: [guard('code is not used', sql`SELECT 1 FROM ${signInCode} WHERE id = ${code.id} AND used_at IS NULL`)],
    changes: [
      db.update(signInCode).set({ usedAt: entry.at }).where(and(eq(signInCode.id, code.id), isNull(signInCode.usedAt))),
      ...(code.member ? [] : joining),
      insertMany(audit, [{ id: newId(), ...entry }]),
    ],
  };
}
