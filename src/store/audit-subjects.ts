import { sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { MealSlot } from '../domain/meal-slot.ts';
import { ordersOfElder } from './orders-of-elder.ts';
import { placeName } from './people.ts';
import { accessDecision, accessRequest, audit, grantRevocation, roleGrant, startCode } from './schema.ts';

// What an entry of the audit is about: 'elder:…', 'order:…'. Whose it is and where, looked up for the entries that are shown.

const kind = sql`substr(${audit.subject}, 1, instr(${audit.subject}, ':') - 1)`;
const id = sql`substr(${audit.subject}, instr(${audit.subject}, ':') + 1)`;

/** Tables whose rows are one elder's, under the word that stands in the audit. */
const OWNED = ['application', 'card', 'family_binding', 'money_request', 'pause', 'receipt', 'standing_order'] as const;

const cases = (branches: readonly [word: string, value: SQL][]) => sql.join(branches.map(([word, value]) => sql`WHEN ${sql.raw(`'${word}'`)} THEN ${value}`), sql` `);

/** Whose record the entry is about; null where it is nobody's. */
export const elderOfSubject = sql<string | null>`CASE ${kind} ${cases([
  ['elder', id],
  ['order', sql`(SELECT elder_id FROM meal_order WHERE id = ${id})`],
  ['fact', sql`(SELECT elder_id FROM elder_fact WHERE id = ${id})`],
  ['complaint', sql`(SELECT o.elder_id FROM complaint c JOIN meal_order o ON o.id = c.order_id WHERE c.id = ${id})`],
  ['message', sql`(SELECT elder_id FROM message WHERE id = ${id})`],
  ...OWNED.map((word): [string, SQL] => [word, sql`(SELECT elder_id FROM ${sql.identifier(word)} WHERE id = ${id})`]),
])} END`;

/** What it is called where it has a name: a point, a list, a person, an applicant who is not in the system. */
export const nameOfSubject = sql<string | null>`CASE ${kind} ${cases([
  ['application', sql`(SELECT name FROM application WHERE id = ${id})`],
  ['roster', sql`(SELECT name FROM roster WHERE id = ${id})`],
  ['meal_point', sql`(SELECT name FROM meal_point WHERE id = ${id})`],
  ['operator', sql`(SELECT name FROM operator WHERE id = ${id})`],
  ['set_meal', sql`(SELECT name FROM set_meal WHERE id = ${id})`],
  ['payer', sql`(SELECT name FROM payer WHERE code = ${id})`],
  ['category', sql`(SELECT name FROM category WHERE code = ${id})`],
  ['person', sql`(SELECT name FROM person WHERE id = ${id})`],
  ['tablet', sql`(SELECT t.name || '（' || p.name || '）' FROM tablet t JOIN meal_point p ON p.id = t.meal_point_id WHERE t.id = ${id})`],
  ['shift', sql`(SELECT name FROM meal_point WHERE id = substr(${id}, 1, instr(${id}, ':') - 1))`],
  ['meal_run', sql`(SELECT p.name FROM meal_run r JOIN meal_point p ON p.id = r.meal_point_id WHERE r.id = ${id})`],
  ['print_run', sql`(SELECT p.name FROM print_run r JOIN meal_point p ON p.id = r.meal_point_id WHERE r.id = ${id})`],
])} END`;

/** Two at one instant are not told apart, and nothing is said of either. */
const theOne = (wanted: SQL) => sql`iif(count(*) = 1, max(${wanted}), NULL)`;
const wantedOf = (of: typeof accessRequest | typeof roleGrant, wishKind: SQL, resets: SQL) => theOne(sql`json_object('kind', ${wishKind}, 'role', ${of.role}, 'placeName', ${placeName(of)}, 'resets', ${resets})`);
const wish = wantedOf(accessRequest, sql`${accessRequest.kind}`, sql`${accessRequest.resets}`);
const wished = sql`(SELECT ${wish} FROM ${accessRequest} WHERE ${accessRequest.personId} = ${id} AND ${accessRequest.requestedAt} = ${audit.at} AND ${accessRequest.requestedBy} = ${audit.actor})`;
const decided = (outcome: 'confirmed' | 'declined') => sql`(SELECT ${wish} FROM ${accessRequest} JOIN ${accessDecision} ON ${accessDecision.requestId} = ${accessRequest.id}
  WHERE ${accessRequest.personId} = ${id} AND ${accessDecision.decidedAt} = ${audit.at} AND ${accessDecision.decidedBy} = ${audit.actor} AND ${accessDecision.outcome} = ${outcome})`;
const taken = sql`(SELECT ${wantedOf(roleGrant, sql`'grant'`, sql`NULL`)} FROM ${roleGrant} JOIN ${grantRevocation} ON ${grantRevocation.grantId} = ${roleGrant.id}
  WHERE ${roleGrant.personId} = ${id} AND ${grantRevocation.revokedAt} = ${audit.at} AND ${grantRevocation.revokedBy} = ${audit.actor})`;
const issued = sql`(SELECT ${theOne(sql`json_object('kind', 'start_code', 'role', NULL, 'placeName', '', 'resets', ${startCode.resets})`)} FROM ${startCode}
  WHERE ${startCode.personId} = ${id} AND ${startCode.issuedAt} = ${audit.at} AND ${startCode.issuedBy} = ${audit.actor})`;

/** Of an entry about what somebody may do: which role and where, or what the code is for, as JSON. It is told by who did it and when. */
export const wantedOfEntry = sql<string | null>`CASE ${audit.action} ${cases([
  ['access.ask', wished], ['access.confirm', decided('confirmed')], ['access.decline', decided('declined')], ['access.revoke', taken],
  ['start_code.ask', wished], ['start_code.decline', decided('declined')], ['start_code.issue', issued],
])} END`;

const ofMeal = (column: 'service_date' | 'slot') => sql`CASE ${kind} ${cases([
  ['order', sql`(SELECT ${sql.raw(column)} FROM meal_order WHERE id = ${id})`],
  ['meal_run', sql`(SELECT ${sql.raw(column)} FROM meal_run WHERE id = ${id})`],
  ['print_run', sql`(SELECT r.${sql.raw(column)} FROM print_run p JOIN meal_run r ON r.id = p.meal_run_id WHERE p.id = ${id})`],
])} END`;

/** Which meal, where it is about one. */
export const dateOfSubject = sql<ServiceDate | null>`${ofMeal('service_date')}`;
export const slotOfSubject = sql<MealSlot | null>`${ofMeal('slot')}`;

/**
 * Messages about her that somebody may have looked at: only what was given up is shown to anybody, and what was sent again stood there. All
 * of hers would need an index that is written with each message.
 */
const messagesSeen = (elderId: string) => sql`SELECT 'message:' || id AS subject FROM message WHERE elder_id = ${elderId} AND state = 'given_up'
  UNION ALL SELECT DISTINCT 'message:' || m.id FROM message_resend r CROSS JOIN message m ON m.id = r.message_id WHERE m.elder_id = ${elderId} AND m.state <> 'given_up'`;

/** Every subject that is one elder's, for what was done about her: her record, her meals, whatever hangs on her. D1 takes five selects in one union: so in two steps. */
export function subjectsOfElder(elderId: string): SQL {
  const all = (words: readonly string[]) =>
    sql.join(words.map((word) => sql`SELECT ${sql.raw(`'${word}:'`)} || id AS subject FROM ${sql.identifier(word)} WHERE elder_id = ${elderId}`), sql` UNION ALL `);
  const ofMeals = sql`SELECT 'order:' || id AS subject FROM (${ordersOfElder(elderId)})
    UNION ALL SELECT 'complaint:' || c.id FROM (${ordersOfElder(elderId)}) o CROSS JOIN complaint c ON c.order_id = o.id UNION ALL SELECT subject FROM (${messagesSeen(elderId)})`;
  return sql`SELECT 'elder:' || ${elderId} UNION ALL SELECT subject FROM (${ofMeals}) UNION ALL SELECT 'fact:' || id FROM elder_fact WHERE elder_id = ${elderId}
    UNION ALL SELECT subject FROM (${all(OWNED.slice(0, 4))}) UNION ALL SELECT subject FROM (${all(OWNED.slice(4))})`;
}
