import { sql, type SQL } from 'drizzle-orm';
import type { MessageKind } from '../domain/message.ts';
import { CONCESSION, DISCOUNT } from '../domain/policy-rules.ts';
import { ELDER_PAYER } from '../domain/subsidy.ts';
import { fieldOf } from './bulk.ts';
import type { AuditEntry } from './commit.ts';
import { balance, currentSplit, elder, elderFact, mealOrder, mealRun, message, standingFamily } from './schema.ts';

// What is to be told is written in the batch of what happened, after its transfers: the amounts are those that it left behind.

/** What happened to which order. `event`: makes the message one of its own, so that nothing is told twice. */
export type ToTell = { orderId: string; event: string; handOverId?: string };

type Teller = Pick<AuditEntry, 'at' | 'actor'>;
type AboutMeal = Exclude<MessageKind, 'corrected' | 'sign_in_code'>;

/** The elder sees and pays for herself what happens at the counter; she is told what others decide for her. */
const TOLD_TO_ELDER: readonly AboutMeal[] = ['ordered', 'cancelled', 'price_changed'];

/**
 * One statement for any number of orders: a message for each family member who may know, and for the elder where somebody else did it.
 * Nobody is told what they did themselves, and nobody that an elder cancelled what she had ordered herself.
 */
export function tell(entry: Teller, kind: AboutMeal, about: readonly ToTell[]): SQL {
  const list = sql`json_each(${JSON.stringify(about)}) CROSS JOIN ${mealOrder} o ON o.id = ${fieldOf('orderId')}`;
  const facts = sql`o.id AS order_id, o.elder_id, o.placed_by, ${fieldOf('event')} AS event, ${fieldOf('handOverId')} AS hand_over_id,
    ${subsidyOf(sql`o.id`)} AS subsidy_fen, ${selfPayOf(kind)} AS self_pay_fen, ${prepaidOf} AS balance_fen`;
  const run = sql`JOIN ${mealRun} r ON r.id = o.meal_run_id`;
  const families = sql`SELECT 'person:' || f.person_id AS recipient, ${facts} FROM ${list} JOIN ${standingFamily} f ON f.elder_id = o.elder_id ${run}`;
  const elders = sql`SELECT 'elder:' || e.id AS recipient, ${facts} FROM ${list} JOIN ${elder} e ON e.id = o.elder_id AND e.phone_sealed IS NOT NULL ${run}`;
  const told = TOLD_TO_ELDER.includes(kind) ? sql`${families} UNION ALL ${elders}` : families;
  const byOthers = kind === 'cancelled' ? sql`AND (${entry.actor} <> 'elder:' || elder_id OR placed_by <> ${entry.actor})` : sql``;
  return sql`INSERT INTO ${message} (${COLUMNS}) SELECT ${kind} || '.' || event || '.' || recipient, ${kind}, recipient, elder_id, order_id, hand_over_id,
    subsidy_fen, self_pay_fen, balance_fen, ${entry.at}, ${entry.actor}, 'waiting', 0, ${entry.at} FROM (${told}) t
    WHERE recipient <> ${entry.actor} ${byOthers} AND ${lives(sql`t.elder_id`)}`;
}

/** Whoever was told of this hand-over, or may have been, is told that it was taken back. */
export function tellCorrection(entry: Teller, handOverId: string): SQL {
  return sql`INSERT INTO ${message} (${COLUMNS}) SELECT 'corrected.' || hand_over_id || '.' || recipient, 'corrected', recipient, elder_id, order_id, hand_over_id,
    NULL, NULL, NULL, ${entry.at}, ${entry.actor}, 'waiting', 0, ${entry.at} FROM ${message}
    WHERE hand_over_id = ${handOverId} AND kind = 'handed_over' AND (state = 'sent' OR (state = 'waiting' AND attempts > 0))
      AND ${lives(sql`message.elder_id`)}`;
}

/** About the meals of somebody who has died nothing is written to anybody. */
const lives = (elderId: SQL) => sql`NOT EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.elderId} = ${elderId} AND ${elderFact.kind} = 'death' AND ${elderFact.toDate} IS NULL)`;

const COLUMNS = sql.raw(
  'id, kind, recipient, elder_id, order_id, hand_over_id, subsidy_fen, self_pay_fen, balance_fen, written_at, written_by, state, attempts, next_at',
);

/** What payers give of an order's price: neither the elder nor the seller. */
export function subsidyOf(orderId: SQL): SQL {
  return sql`(SELECT coalesce(sum(${currentSplit.fen}), 0) FROM ${currentSplit} WHERE ${currentSplit.orderId} = ${orderId}
    AND ${currentSplit.payerCode} NOT IN (${ELDER_PAYER}, ${DISCOUNT}, ${CONCESSION}))`;
}

/** Of a missed meal: what the point's rule keeps of prepaid money, mostly nothing. */
const selfPayOf = (kind: AboutMeal) =>
  kind === 'missed' ? sql`iif(o.pay_by = 'prepaid' AND r.no_show_rule = 'keep_self_pay', o.self_pay_fen, 0)` : sql`o.self_pay_fen`;

/** What is free to spend of the money that the run's operator holds; null where there never was any. */
const prepaidOf = sql`(SELECT b.balance_fen - b.reserved_fen FROM ${balance} b WHERE b.account_id = 'prepaid:' || r.operator_id || ':' || o.elder_id)`;
