import { sql, type SQL } from 'drizzle-orm';
import type { Instant, Month } from '../domain/calendar.ts';

// A month's figures as one text, made in the database: read for the page, asked again inside the batch that closes, and asked again by the
// nightly check of months that are closed. One wording for all three, so that the same rows always give the same hash.

/** The orders whose money falls into the month: those of its runs, and those of earlier months taken back in it. CROSS JOIN: in this order. */
const ordersOf = (month: SQL | Month) => sql`(SELECT o.id FROM meal_point p
    CROSS JOIN meal_run r ON r.meal_point_id = p.id AND r.service_date >= ${month} || '-01' AND r.service_date <= ${month} || '-31'
    CROSS JOIN meal_order o ON o.meal_run_id = r.id
  UNION SELECT order_id FROM claim_reversal WHERE period = ${month}) o`;

/** The month's transfers: by their order, or by themselves through an index of their own (transfer_beside_orders). */
const transfersOf = (month: SQL | Month, fields: SQL) => sql`SELECT ${fields} FROM transfer t WHERE t.order_id IS NULL AND t.period = ${month}
  UNION ALL SELECT ${fields} FROM ${ordersOf(month)} CROSS JOIN transfer t ON t.order_id = o.id AND t.period = ${month}`;

const kindOf = (account: SQL) => sql`substr(${account}, 1, instr(${account}, ':') - 1)`;
const [debit, credit] = [kindOf(sql`t.debit_account`), kindOf(sql`t.credit_account`)];
const isPost = sql`t.kind = 'post'`;

/** What was posted, from one kind of account to another; a reversal is the same with the sign turned. */
const moved = (month: SQL | Month) =>
  sql`(SELECT source, target, sum(fen) AS fen FROM (${transfersOf(month, sql`t.kind, iif(${isPost}, ${debit}, ${credit}) AS source, iif(${isPost}, ${credit}, ${debit}) AS target,
    iif(${isPost}, t.amount_fen, -t.amount_fen) AS fen`)}) WHERE kind IN ('post', 'reverse') GROUP BY source, target HAVING sum(fen) <> 0 ORDER BY source, target)`;

const totals = (month: SQL | Month) =>
  sql`(SELECT m.meal_point_id, m.line, m.payer_code, m.clause, m.meals, m.fen FROM meal_point p CROSS JOIN month_total m ON m.meal_point_id = p.id AND m.month = ${month}
    WHERE m.meals <> 0 OR m.fen <> 0 ORDER BY m.meal_point_id, m.line, m.payer_code, m.clause)`;

/** The text that domain/month-figures.ts reads. `month`: a month, or a column that holds one. */
export function figuresText(month: SQL | Month): SQL<string> {
  return sql<string>`json_object('month', ${month},
    'totals', json((SELECT json_group_array(json_array(meal_point_id, line, payer_code, clause, meals, fen)) FROM ${totals(month)})),
    'moves', json((SELECT json_group_array(json_array(source, target, fen)) FROM ${moved(month)})),
    'reversals', (SELECT count(*) FROM claim_reversal WHERE period = ${month}))`;
}

/** When the newest transfer of the month was written; null where there is none. */
export function lastPostedAt(month: Month): SQL<Instant | null> {
  return sql<Instant | null>`(SELECT max(at) FROM (${transfersOf(month, sql`t.at`)}))`;
}
