// The books recomputed from the rows, as an auditor would: whatever happened, the totals and the ledger must say the same.
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';

export async function all<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await env.DB.prepare(sql).bind(...values).all<Row>()).results;
}

export async function one<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row | undefined> {
  return (await all<Row>(sql, ...values))[0];
}

const STANDING = 'hand_over h JOIN meal_order o ON o.id = h.order_id JOIN meal_run r ON r.id = o.meal_run_id WHERE h.id NOT IN (SELECT hand_over_id FROM hand_over_undo)';

const DAYS = `SELECT r.meal_point_id AS point, o.service_date AS date, o.slot,
    sum(o.channel <> 'walk_in' AND o.state <> 'cancelled') AS ordered, sum(o.state = 'handed_over') AS handed_over,
    sum(o.channel = 'walk_in' AND o.state = 'handed_over') AS walk_ins, sum(o.state = 'missed') AS missed
  FROM meal_order o JOIN meal_run r ON r.id = o.meal_run_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;

const MONTHS = `SELECT point, month, payer, clause, count(*) AS meals, sum(fen) AS fen FROM (
    SELECT r.meal_point_id AS point, substr(o.service_date, 1, 7) AS month, s.payer_code AS payer, s.clause, s.fen
    FROM order_split s JOIN (SELECT h.order_id FROM ${STANDING}) h ON h.order_id = s.order_id JOIN meal_order o ON o.id = s.order_id
    JOIN meal_run r ON r.id = o.meal_run_id WHERE s.fen > 0 OR s.payer_code = 'elder') GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;

// What each order has moved so far, and what it still holds in reserve, against what its state says it should.
const LEDGER = `SELECT o.id, o.state, coalesce(sum(CASE t.kind WHEN 'post' THEN t.amount_fen WHEN 'reverse' THEN -t.amount_fen END), 0) AS posted,
    coalesce(sum(CASE WHEN t.kind = 'reserve' AND t.id NOT IN (SELECT resolves_id FROM transfer WHERE resolves_id IS NOT NULL) THEN t.amount_fen END), 0) AS reserved,
    CASE o.state WHEN 'handed_over' THEN o.price_fen ELSE 0 END AS should_post,
    CASE o.state WHEN 'placed' THEN o.price_fen - o.self_pay_fen ELSE 0 END AS should_reserve
  FROM meal_order o LEFT JOIN transfer t ON t.order_id = o.id GROUP BY o.id`;

/** Totals equal their rows, one hand-over stands for each meal handed over and none for any other, the ledger holds what each order's state says. */
export async function expectBooksToAgree(): Promise<void> {
  const days = await all('SELECT meal_point_id AS point, service_date AS date, slot, ordered, handed_over, walk_ins, missed FROM day_total ORDER BY 1, 2, 3');
  expect(days).toEqual(await all(DAYS));
  const months = await all('SELECT meal_point_id AS point, month, payer_code AS payer, clause, meals, fen FROM month_total WHERE meals <> 0 OR fen <> 0 ORDER BY 1, 2, 3, 4');
  expect(months).toEqual(await all(MONTHS));
  const standing = await all<{ id: string }>(`SELECT o.id FROM ${STANDING} ORDER BY 1`);
  expect(standing).toEqual(await all("SELECT id FROM meal_order WHERE state = 'handed_over' ORDER BY 1"));
  for (const order of await all<Record<string, number>>(LEDGER)) {
    expect(order).toMatchObject({ posted: order['should_post'], reserved: order['should_reserve'] });
  }
}

/** What a refused or repeated request may not touch. */
export async function rowCounts(): Promise<unknown> {
  return one(`SELECT (SELECT count(*) FROM meal_order) AS orders, (SELECT count(*) FROM hand_over) AS hand_overs, (SELECT count(*) FROM hand_over_undo) AS undos,
    (SELECT count(*) FROM transfer) AS transfers, (SELECT count(*) FROM audit) AS audits, (SELECT total(handed_over) FROM day_total) AS handed_over`);
}
