import { sql, type SQL } from 'drizzle-orm';
import type { CheckResult, InvariantName, MonthSpan } from '../domain/invariants.ts';
import { CONCESSION, DISCOUNT, ELDER } from '../domain/policy-rules.ts';
import { sha256 } from '../vault.ts';
import { figuresText } from './month-figures.ts';
import { pick, readRows, type Database } from './read.ts';
import { SCHEMA_HASH, TRIGGERS } from './schema-hash.ts';

// For each invariant the rows that break it, as a question that answers their ids. A month is reached through the points' runs
// (meal_run_by_point), their orders (meal_order_number) and from there by primary keys: what is read grows with the month asked for.

/** `pointId`: of this point's runs alone. Of other points it then says nothing that is right. */
export type Ground = MonthSpan & { pointId?: string | null };
type RowQuestion = (span: Ground) => SQL;

const runs = ({ from, to, pointId = null }: Ground) =>
  sql`meal_point p CROSS JOIN meal_run r ON r.meal_point_id = p.id AND r.service_date >= ${from} AND r.service_date < ${to}${pointId === null ? sql`` : sql` AND p.id = ${pointId}`}`;

/** The orders of the months, each with what its run says. CROSS JOIN: in this order. */
const orders = (span: Ground) => sql`(SELECT o.id, o.state, o.channel, o.pay_by, o.elder_id, o.assessment_no, o.price_fen, o.self_pay_fen, o.service_date, o.slot,
  (SELECT reason FROM claim_reversal WHERE order_id = o.id) AS reversed, EXISTS (SELECT 1 FROM no_show_waiver WHERE order_id = o.id) AS waived, r.operator_id, r.meal_point_id, r.no_show_rule, r.service_date AS run_date, r.slot AS run_slot FROM ${runs(span)} CROSS JOIN meal_order o ON o.meal_run_id = r.id) o`;

const standing = sql`hand_over h WHERE h.order_id = o.id AND NOT EXISTS (SELECT 1 FROM hand_over_undo u WHERE u.hand_over_id = h.id)`;

const unresolved = sql`NOT EXISTS (SELECT 1 FROM transfer later WHERE later.resolves_id = t.id)`;

/** What every payer owes for an order, by account. `own`: the elder's share. What the seller takes off its price nobody owes. */
const shares = (span: Ground) => sql`(
  SELECT o.id, o.state, o.reversed, o.waived, o.pay_by, o.no_show_rule, s.payer_code = ${ELDER} AS own, CASE WHEN s.payer_code <> ${ELDER} THEN 'payer:' || s.payer_code
      WHEN o.pay_by = 'prepaid' THEN 'prepaid:' || o.operator_id || ':' || o.elder_id ELSE 'cash:' || o.meal_point_id END AS debit,
    'operator:' || o.operator_id AS credit, s.fen
  FROM ${orders(span)} CROSS JOIN order_split s ON s.order_id = o.id AND s.assessment_no = o.assessment_no AND s.fen > 0 AND s.payer_code NOT IN (${DISCOUNT}, ${CONCESSION})
  UNION ALL
  SELECT o.id, o.state, o.reversed, o.waived, o.pay_by, o.no_show_rule, 0, 'payer:' || s.payer_code, s.kind || '_subsidy:' || o.operator_id, s.fen
  FROM ${orders(span)} CROSS JOIN order_beside s ON s.order_id = o.id AND s.assessment_no = o.assessment_no)`;

const moved = (span: Ground) => sql`${orders(span)} CROSS JOIN transfer t ON t.order_id = o.id`;

const splitSumsToPrice: RowQuestion = (span) => sql`SELECT o.id FROM ${orders(span)} LEFT JOIN order_split s ON s.order_id = o.id AND s.assessment_no = o.assessment_no
  GROUP BY o.id HAVING total(s.fen) <> o.price_fen OR total(s.fen) FILTER (WHERE s.payer_code = ${ELDER}) <> o.self_pay_fen`;

const orderFitsRun: RowQuestion = (span) => sql`SELECT o.id FROM ${orders(span)} WHERE o.service_date <> o.run_date OR o.slot <> o.run_slot`;

/** Cash or prepaid money: at the counter the elder's share may be paid the other way than it was ordered. */
const payerOf = (account: SQL) => sql`iif(${account} GLOB 'cash:*' OR ${account} GLOB 'prepaid:*', 'own', ${account})`;

/** Of a missed order the operator keeps the elder's prepaid share, where the run's rule says so and the person had not died; of a meal that was eaten but wrongly subsidised, the elder's share. */
const postedAsState: RowQuestion = (span) => sql`SELECT DISTINCT id FROM (
    SELECT id, ${payerOf(sql`debit`)} AS debit, credit, fen FROM ${shares(span)}
    WHERE (state = 'handed_over' AND (reversed IS NULL OR (own AND reversed = 'wrong_subsidy'))) OR (state = 'missed' AND NOT waived AND own AND pay_by = 'prepaid' AND no_show_rule = 'keep_self_pay')
    UNION ALL
    SELECT o.id, ${payerOf(sql`iif(t.kind = 'post', t.debit_account, t.credit_account)`)}, iif(t.kind = 'post', t.credit_account, t.debit_account), iif(t.kind = 'post', -t.amount_fen, t.amount_fen)
    FROM ${moved(span)} WHERE t.kind IN ('post', 'reverse')
  ) GROUP BY id, debit, credit HAVING sum(fen) <> 0`;

const reservedAsState: RowQuestion = (span) => sql`SELECT DISTINCT id FROM (
    SELECT id, debit, credit, fen FROM ${shares(span)} WHERE state = 'placed' AND (NOT own OR pay_by = 'prepaid')
    UNION ALL
    SELECT o.id, t.debit_account, t.credit_account, -t.amount_fen FROM ${moved(span)} WHERE t.kind = 'reserve' AND ${unresolved}
  ) GROUP BY id, debit, credit HAVING sum(fen) <> 0`;

const cancelledAsState: RowQuestion = (span) =>
  sql`SELECT o.id FROM ${orders(span)} WHERE (o.state = 'cancelled') <> EXISTS (SELECT 1 FROM cancellation WHERE order_id = o.id)`;

const oneHandOverStands: RowQuestion = (span) => sql`SELECT o.id FROM ${orders(span)} WHERE (SELECT count(*) FROM ${standing}) <> (o.state = 'handed_over')`;

const dayTotalsEqualRows: RowQuestion = (span) => sql`SELECT point || ' ' || date || ' ' || slot AS id FROM (
    SELECT meal_point_id AS point, service_date AS date, slot, ordered, handed_over, walk_ins, missed FROM meal_point p CROSS JOIN day_total d ON d.meal_point_id = p.id
      AND d.service_date >= ${span.from} AND d.service_date < ${span.to}
    UNION ALL
    SELECT o.meal_point_id, o.service_date, o.slot, -(o.channel <> 'walk_in' AND o.state <> 'cancelled'), -(o.state = 'handed_over'),
      -(o.channel = 'walk_in' AND o.state = 'handed_over'), -(o.state = 'missed') FROM ${orders(span)}
  ) GROUP BY point, date, slot HAVING sum(ordered) <> 0 OR sum(handed_over) <> 0 OR sum(walk_ins) <> 0 OR sum(missed) <> 0`;

/** Which orders count in which month, and how often: a claim taken back counts against the month that the reversal fell into. */
const claims = (span: Ground) => sql`(
    SELECT o.id, o.meal_point_id, o.assessment_no, substr(o.service_date, 1, 7) AS month, 1 AS sign, '' AS reason FROM ${orders(span)} CROSS JOIN ${standing}
    UNION ALL
    SELECT o.id, r.meal_point_id, o.assessment_no, c.period, -1, c.reason FROM claim_reversal c CROSS JOIN meal_order o ON o.id = c.order_id CROSS JOIN meal_run r ON r.id = o.meal_run_id
      WHERE c.period >= substr(${span.from}, 1, 7) AND c.period < substr(${span.to}, 1, 7))`;

/** Of a meal that was eaten only what payers gave is taken back. */
const countedBack = sql`NOT (c.reason = 'wrong_subsidy' AND s.payer_code IN (${ELDER}, ${DISCOUNT}, ${CONCESSION}))`;

const monthTotalsEqualRows: RowQuestion = (span) => sql`SELECT point || ' ' || month || ' ' || line || ' ' || payer || ' ' || clause AS id FROM (
    SELECT meal_point_id AS point, month, line, payer_code AS payer, clause, meals, fen FROM meal_point p CROSS JOIN month_total m ON m.meal_point_id = p.id
      AND m.month >= substr(${span.from}, 1, 7) AND m.month < substr(${span.to}, 1, 7)
    UNION ALL
    SELECT c.meal_point_id, c.month, 'meal', s.payer_code, s.clause, -c.sign, -c.sign * s.fen
    FROM ${claims(span)} c CROSS JOIN order_split s ON s.order_id = c.id AND s.assessment_no = c.assessment_no AND (s.fen > 0 OR s.payer_code = ${ELDER}) AND ${countedBack}
    UNION ALL
    SELECT c.meal_point_id, c.month, s.kind, s.payer_code, s.clause, -c.sign, -c.sign * s.fen
    FROM ${claims(span)} c CROSS JOIN order_beside s ON s.order_id = c.id AND s.assessment_no = c.assessment_no
  ) GROUP BY point, month, line, payer, clause HAVING sum(meals) <> 0 OR sum(fen) <> 0`;

/** The points whose totals kept are not those of their rows: a select of ids. */
export const pointsAdrift: RowQuestion = (span) => sql`SELECT DISTINCT substr(id, 1, instr(id, ' ') - 1) FROM (${monthTotalsEqualRows(span)})`;

/** The transfers of the months' orders, and those of no order by the month that they were posted into. */
const transfers = (span: Ground) => sql`(SELECT t.* FROM ${moved(span)} UNION ALL
  SELECT * FROM transfer WHERE order_id IS NULL AND period >= substr(${span.from}, 1, 7) AND period < substr(${span.to}, 1, 7)) t`;

const transfersBalance: RowQuestion = (span) => sql`SELECT t.id FROM ${transfers(span)} LEFT JOIN transfer e ON e.id = t.resolves_id
  WHERE typeof(t.amount_fen) <> 'integer' OR t.amount_fen <= 0 OR t.debit_account = t.credit_account OR t.kind NOT IN ('reserve', 'post', 'void', 'reverse')
    OR NOT EXISTS (SELECT 1 FROM account WHERE id = t.debit_account) OR NOT EXISTS (SELECT 1 FROM account WHERE id = t.credit_account)
    OR (t.resolves_id IS NULL AND t.kind IN ('void', 'reverse')) OR (t.resolves_id IS NOT NULL AND t.kind = 'reserve')
    OR (t.resolves_id IS NOT NULL AND NOT coalesce(e.order_id IS t.order_id AND e.amount_fen = t.amount_fen AND e.kind = iif(t.kind = 'reverse', 'post', 'reserve')
      AND e.debit_account = iif(t.kind = 'reverse', t.credit_account, t.debit_account) AND e.credit_account = iif(t.kind = 'reverse', t.debit_account, t.credit_account), 0))`;

const closedMonthsRest: RowQuestion = (span) =>
  sql`SELECT t.id FROM ${transfers(span)} JOIN closed_period c ON c.period = t.period WHERE t.at > c.closed_at`;

// One pass over all transfers: about three rows for each order, and there is no shorter way to a sum over all time.
const balancesEqualTransfers: RowQuestion = () => sql`SELECT account AS id FROM (
    SELECT account_id AS account, balance_fen AS fen, reserved_fen AS held FROM balance
    UNION ALL
    SELECT t.credit_account, -t.amount_fen, 0 FROM transfer t JOIN balance b ON b.account_id = t.credit_account WHERE t.kind IN ('post', 'reverse')
    UNION ALL
    SELECT t.debit_account, iif(t.kind IN ('post', 'reverse'), t.amount_fen, 0), iif(t.kind = 'reserve', -t.amount_fen, iif(t.resolves_id IS NOT NULL AND t.kind <> 'reverse', t.amount_fen, 0))
    FROM transfer t JOIN balance b ON b.account_id = t.debit_account
  ) GROUP BY account HAVING sum(fen) <> 0 OR sum(held) <> 0
  UNION ALL SELECT a.id FROM (SELECT id FROM account WHERE kind = 'prepaid' UNION SELECT 'payer:' || code FROM payer WHERE funded = 1) a
    WHERE NOT EXISTS (SELECT 1 FROM balance WHERE account_id = a.id)`;

/** By the donation rows, and by the transfers that no order explains. */
const donationsAsTransfers: RowQuestion = () => sql`SELECT d.id FROM donation d
    LEFT JOIN transfer t ON t.order_id IS NULL AND t.event_id = d.id AND t.kind = 'post' AND t.credit_account = 'payer:' || d.payer_code AND t.amount_fen = d.amount_fen
      AND t.debit_account GLOB iif(d.way = 'cash', 'office_cash:*', 'bank:*')
    WHERE t.id IS NULL OR EXISTS (SELECT 1 FROM donation_reversal WHERE donation_id = d.id) <> EXISTS (SELECT 1 FROM transfer WHERE resolves_id = t.id)
  UNION ALL
  SELECT t.id FROM transfer t JOIN payer p ON p.funded = 1 AND t.credit_account = 'payer:' || p.code
    WHERE t.order_id IS NULL AND t.kind = 'post' AND NOT EXISTS (SELECT 1 FROM donation WHERE id = t.event_id)`;

/** What meals have cost is taken from the totals of the months, which are counted from hand-overs and not from the ledger. */
const fundsAsGiven: RowQuestion = () => sql`SELECT p.code AS id FROM payer p JOIN balance b ON b.account_id = 'payer:' || p.code
  WHERE p.funded = 1 AND b.balance_fen <> (SELECT coalesce(sum(d.amount_fen), 0) FROM donation d WHERE d.payer_code = p.code AND d.id NOT IN (SELECT donation_id FROM donation_reversal))
    - (SELECT coalesce(sum(m.fen), 0) FROM month_total m WHERE m.payer_code = p.code)`;

const noNegativeBalance: RowQuestion = () => sql`SELECT account_id AS id FROM balance WHERE reserved_fen < 0 OR balance_fen < reserved_fen`;

const triggersPresent: RowQuestion = () =>
  sql`SELECT value AS id FROM json_each(${JSON.stringify(TRIGGERS)}) WHERE value NOT IN (SELECT name FROM sqlite_schema WHERE type = 'trigger')`;

/** Those that a question in SQL answers; the two others need a hash. */
export type AskedInvariant = Exclude<InvariantName, 'schema_as_committed' | 'closed_as_confirmed'>;

export const QUESTIONS: Record<AskedInvariant, RowQuestion> = {
  split_sums_to_price: splitSumsToPrice,
  order_fits_run: orderFitsRun,
  posted_as_state: postedAsState,
  reserved_as_state: reservedAsState,
  cancelled_as_state: cancelledAsState,
  one_hand_over_stands: oneHandOverStands,
  day_totals_equal_rows: dayTotalsEqualRows,
  month_totals_equal_rows: monthTotalsEqualRows,
  transfers_balance: transfersBalance,
  closed_months_rest: closedMonthsRest,
  balances_equal_transfers: balancesEqualTransfers,
  donations_as_transfers: donationsAsTransfers,
  funds_as_given: fundsAsGiven,
  no_negative_balance: noNegativeBalance,
  triggers_present: triggersPresent,
};

/** Every month there is. */
export const ALL_MONTHS = { from: '0000-01-01', to: '9999-12-31' } as MonthSpan;

/** How many rows break an invariant within these months, and up to five of them. Reads only. */
export async function checkInvariant(db: Database, name: InvariantName, span: MonthSpan): Promise<CheckResult> {
  if (name === 'schema_as_committed') return checkSchema(db);
  if (name === 'closed_as_confirmed') return checkClosed(db, span);
  const found = await readRows(
    db,
    db.select(pick({ id: sql<string>`id`, broken: sql<number>`count(*) OVER ()` })).from(sql`(${QUESTIONS[name](span)})`).orderBy(sql`id`).limit(5),
  );
  return { broken: found[0]?.broken ?? 0, samples: found.map((row) => row.id) };
}

/** The figures of each closed month made again: their hash is the one that two officials agreed on. */
async function checkClosed(db: Database, { from, to }: MonthSpan): Promise<CheckResult> {
  const agreed = sql<string | null>`(SELECT s.figures_hash FROM month_step s WHERE s.period = c.period AND s.kind = 'proposed' ORDER BY s.number DESC LIMIT 1)`;
  const rows = await readRows(
    db,
    db
      .select(pick({ month: sql<string>`c.period`, agreed, text: figuresText(sql`c.period`) }))
      .from(sql`closed_period c`)
      .where(sql`c.period >= substr(${from}, 1, 7) AND c.period < substr(${to}, 1, 7)`)
      .orderBy(sql`c.period`),
  );
  const hashes = await Promise.all(rows.map(({ text }) => sha256(text)));
  const broken = rows.filter(({ agreed: hash }, index) => hash !== hashes[index]).map(({ month }) => month);
  return { broken: broken.length, samples: broken.slice(0, 5) };
}

async function checkSchema(db: Database): Promise<CheckResult> {
  const { hash } = await readSchema(db);
  return hash === SCHEMA_HASH ? { broken: 0, samples: [] } : { broken: 1, samples: [hash] };
}

/** What stands in the database now: its triggers, and one hash over the words of everything, without comments and line ends, which tools change. */
export async function readSchema(db: Database): Promise<{ hash: string; triggers: string[] }> {
  const rows = await readRows(
    db,
    db
      .select(pick({ type: sql<string>`type`, name: sql<string>`name`, text: sql<string>`sql` }))
      .from(sql`sqlite_schema`)
      .where(sql`sql IS NOT NULL AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'd1_*'`)
      .orderBy(sql`name`),
  );
  const words = rows.map(({ text }) => text.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim());
  return { hash: await sha256(words.sort().join('\n')), triggers: rows.flatMap(({ type, name }) => (type === 'trigger' ? [name] : [])) };
}
