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

// Claims that stand, in the month of their meal, less those taken back, in the month that the reversal fell into. What comes back of a
// meal that was eaten is only what payers gave.
const MONTHS = `SELECT point, month, line, payer, clause, sum(sign) AS meals, sum(sign * fen) AS fen FROM (
    SELECT r.meal_point_id AS point, c.month, c.sign, s.line, s.payer_code AS payer, s.clause, s.fen
    FROM (SELECT 'meal' AS line, * FROM current_split UNION ALL SELECT kind, order_id, payer_code, clause, fen FROM current_beside) s
    JOIN (SELECT h.order_id, substr(o.service_date, 1, 7) AS month, 1 AS sign, '' AS reason FROM ${STANDING}
      UNION ALL SELECT order_id, period, -1, reason FROM claim_reversal) c ON c.order_id = s.order_id
    JOIN meal_order o ON o.id = s.order_id JOIN meal_run r ON r.id = o.meal_run_id
    WHERE (s.fen > 0 OR s.payer_code = 'elder') AND NOT (c.reason = 'wrong_subsidy' AND s.payer_code IN ('elder', 'discount', 'operator_concession')))
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign) <> 0 OR sum(sign * fen) <> 0 ORDER BY 1, 2, 3, 4, 5`;

// What each order has moved so far, and what it still holds in reserve, against what its state says it should: in the operator's
// account for its meals, and in those for what it gets beside the price.
const LEDGER = `WITH bill AS (
    SELECT o.id, o.state, o.pay_by, o.self_pay_fen, r.no_show_rule,
      (SELECT coalesce(sum(fen), 0) FROM current_split WHERE order_id = o.id AND payer_code NOT IN ('elder', 'discount', 'operator_concession')) AS subsidy,
      (SELECT coalesce(sum(fen), 0) FROM current_beside WHERE order_id = o.id) AS beside,
      (SELECT reason FROM claim_reversal WHERE order_id = o.id) AS reversed
    FROM meal_order o JOIN meal_run r ON r.id = o.meal_run_id)
  SELECT b.id, b.state,
    coalesce(sum(CASE WHEN t.kind = 'post' AND t.credit_account GLOB 'operator:*' THEN t.amount_fen WHEN t.kind = 'reverse' AND t.debit_account GLOB 'operator:*' THEN -t.amount_fen END), 0) AS posted,
    coalesce(sum(CASE WHEN t.kind = 'post' AND t.credit_account GLOB '*_subsidy:*' THEN t.amount_fen WHEN t.kind = 'reverse' AND t.debit_account GLOB '*_subsidy:*' THEN -t.amount_fen END), 0) AS posted_beside,
    coalesce(sum(CASE WHEN t.kind = 'reserve' AND t.id NOT IN (SELECT resolves_id FROM transfer WHERE resolves_id IS NOT NULL) THEN t.amount_fen END), 0) AS reserved,
    CASE WHEN b.reversed = 'wrong_subsidy' THEN b.self_pay_fen WHEN b.reversed IS NOT NULL THEN 0 WHEN b.state = 'handed_over' THEN b.subsidy + b.self_pay_fen WHEN b.state = 'missed' AND b.pay_by = 'prepaid' AND b.no_show_rule = 'keep_self_pay' THEN b.self_pay_fen ELSE 0 END AS should_post,
    CASE WHEN b.state = 'handed_over' AND b.reversed IS NULL THEN b.beside ELSE 0 END AS should_post_beside,
    CASE WHEN b.state = 'placed' THEN b.subsidy + b.beside + CASE b.pay_by WHEN 'prepaid' THEN b.self_pay_fen ELSE 0 END ELSE 0 END AS should_reserve
  FROM bill b LEFT JOIN transfer t ON t.order_id = b.id GROUP BY b.id`;

// Each balance that is kept, against the transfers that made it.
const BALANCES = `SELECT account_id, balance_fen, reserved_fen,
    (SELECT coalesce(sum(CASE WHEN t.credit_account = account_id THEN t.amount_fen ELSE -t.amount_fen END), 0) FROM transfer t
      WHERE t.kind IN ('post', 'reverse') AND account_id IN (t.credit_account, t.debit_account)) AS moved,
    (SELECT coalesce(sum(t.amount_fen), 0) FROM transfer t WHERE t.kind = 'reserve' AND t.debit_account = account_id
      AND t.id NOT IN (SELECT resolves_id FROM transfer WHERE resolves_id IS NOT NULL)) AS held FROM balance`;

/** Totals equal their rows (a claim taken back stands against them), one hand-over stands for each meal handed over and none for any other, the ledger holds what each order's state says. */
export async function expectBooksToAgree(): Promise<void> {
  const days = await all('SELECT meal_point_id AS point, service_date AS date, slot, ordered, handed_over, walk_ins, missed FROM day_total ORDER BY 1, 2, 3');
  expect(days).toEqual(await all(DAYS));
  const months = await all('SELECT meal_point_id AS point, month, line, payer_code AS payer, clause, meals, fen FROM month_total WHERE meals <> 0 OR fen <> 0 ORDER BY 1, 2, 3, 4, 5');
  expect(months).toEqual(await all(MONTHS));
  const standing = await all<{ id: string }>(`SELECT o.id FROM ${STANDING} ORDER BY 1`);
  expect(standing).toEqual(await all("SELECT id FROM meal_order WHERE state = 'handed_over' ORDER BY 1"));
  for (const order of await all<Record<string, number>>(LEDGER)) {
    expect(order).toMatchObject({ posted: order['should_post'], posted_beside: order['should_post_beside'], reserved: order['should_reserve'] });
  }
  for (const kept of await all<Record<string, number>>(BALANCES)) expect(kept).toMatchObject({ balance_fen: kept['moved'], reserved_fen: kept['held'] });
}

/** What a refused or repeated request may not touch. */
export async function rowCounts(): Promise<unknown> {
  return one(`SELECT (SELECT count(*) FROM meal_order) AS orders, (SELECT count(*) FROM hand_over) AS hand_overs, (SELECT count(*) FROM hand_over_undo) AS undos,
    (SELECT count(*) FROM transfer) AS transfers, (SELECT count(*) FROM audit) AS audits, (SELECT total(handed_over) FROM day_total) AS handed_over`);
}
