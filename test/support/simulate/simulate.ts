// One sequence: every step is told to the program and to the model, and both must say the same and hold the same afterwards.
import * as fc from 'fast-check';
import { expectSame } from './differs.ts';
import { Model, type Order } from './model.ts';
import { Product } from './product.ts';
import { sequences, type Step } from './steps.ts';
import { tell } from './tell.ts';

const OPEN = "kind = 'reserve' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.resolves_id = t.id)";
const QUERIES = {
  orders: 'SELECT id, state, self_pay_fen AS self, pay_by AS payBy FROM meal_order ORDER BY length(id), id',
  lines: `SELECT order_id AS id, line, payer_code AS payer, clause, fen FROM (SELECT 'meal' AS line, order_id, payer_code, clause, fen FROM current_split
    UNION ALL SELECT kind, order_id, payer_code, clause, fen FROM current_beside) WHERE fen > 0 OR payer_code = 'elder' ORDER BY 1, 2, 3, 4`,
  accounts: `SELECT a.id, (SELECT coalesce(sum(CASE WHEN t.credit_account = a.id THEN t.amount_fen ELSE -t.amount_fen END), 0) FROM transfer t
      WHERE t.kind IN ('post', 'reverse') AND a.id IN (t.credit_account, t.debit_account)) AS balance,
    (SELECT coalesce(sum(t.amount_fen), 0) FROM transfer t WHERE t.debit_account = a.id AND ${OPEN}) AS reserved FROM account a ORDER BY 1`,
  kept: 'SELECT account_id AS id, balance_fen AS balance, reserved_fen AS reserved FROM balance ORDER BY 1',
  days: 'SELECT meal_point_id || service_date || slot AS sitting, ordered, handed_over, walk_ins, missed FROM day_total WHERE ordered + handed_over + walk_ins + missed > 0 ORDER BY 1',
  months: "SELECT meal_point_id || ' ' || month || ' ' || line || ' ' || payer_code || ' ' || clause AS line, meals, fen FROM month_total WHERE meals <> 0 OR fen <> 0 ORDER BY 1",
  standing: 'SELECT order_id AS id, count(*) AS standing FROM hand_over WHERE id NOT IN (SELECT hand_over_id FROM hand_over_undo) GROUP BY 1 ORDER BY 1',
  runs: 'SELECT id, state FROM meal_run ORDER BY 1',
  places: 'SELECT (SELECT sum(taken) FROM offer) AS offers, (SELECT sum(taken) FROM meal_run_mode) AS modes',
} as const;

const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
const sortedBy = <T>(rows: readonly T[], keyOf: (row: T) => string) => rows.toSorted((one, other) => byText(keyOf(one), keyOf(other)));

async function compare(at: number, step: Step, { d1 }: Product, model: Model): Promise<void> {
  const names = Object.keys(QUERIES) as (keyof typeof QUERIES)[];
  const answers = await d1.batch(names.map((name) => d1.prepare(QUERIES[name])));
  const stands: Record<keyof typeof QUERIES, unknown> = standsIn(model, (answers[names.indexOf('accounts')]?.results ?? []).map((row) => String((row as { id: string }).id)));
  for (const [index, name] of names.entries()) expectSame(`${name} after step ${at + 1} ${JSON.stringify(step)}`, answers[index]?.results, stands[name]);
}

function standsIn(model: Model, accountIds: readonly string[]): Record<keyof typeof QUERIES, unknown> {
  const { orders } = model;
  const held = (ids: readonly string[]) => ids.map((id) => ({ id, ...model.held(id) }));
  const handed = orders.filter((one) => one.state === 'handed_over');
  const active = orders.filter((one) => one.state !== 'cancelled' && !one.walkIn);
  const lines = orders.flatMap(({ id, lines: its }) => its.map(({ line, payer, clause, fen: amount }) => ({ id, line, payer, clause, fen: amount })));
  const count = (its: readonly Order[], test: (order: Order) => boolean) => its.filter(test).length;
  const days = [...Map.groupBy(orders, (one) => sittingOf(model, one))].map(([sitting, its]) => ({
    sitting, ordered: count(its, (one) => !one.walkIn && one.state !== 'cancelled'), handed_over: count(its, (one) => one.state === 'handed_over'),
    walk_ins: count(its, (one) => one.walkIn && one.state === 'handed_over'), missed: count(its, (one) => one.state === 'missed'),
  }));
  const claimed = handed.flatMap((one) => one.lines.map((line) => ({ ...line, run: model.runOf(one.run) })));
  const months = [...Map.groupBy(claimed, ({ run, line, payer, clause }) => `${run.point} ${run.date.slice(0, 7)} ${line} ${payer} ${clause}`)]
    .map(([line, its]) => ({ line, meals: its.length, fen: its.reduce((sum, one) => sum + one.fen, 0) }));
  return {
    orders: orders.map(({ id, state, self, payBy }) => ({ id, state, self, payBy })),
    lines: sortedBy(lines, (one) => [one.id, one.line, one.payer, one.clause].join('\u0000')),
    accounts: held(accountIds),
    kept: held(accountIds.filter((id) => id === 'payer:charity' || id.startsWith('prepaid'))),
    days: sortedBy(days.filter((one) => one.ordered + one.handed_over + one.walk_ins + one.missed > 0), (one) => one.sitting),
    months: sortedBy(months, (one) => one.line),
    standing: sortedBy(handed.map(({ id }) => ({ id, standing: 1 })), (one) => one.id),
    runs: sortedBy(model.runs.map(({ id, state }) => ({ id, state })), (one) => one.id),
    places: [{ offers: active.length, modes: active.length }],
  };
}

function sittingOf(model: Model, order: Order): string {
  const { point, date, slot } = model.runOf(order.run);
  return point + date + slot;
}

export type Twist = (product: Product, model: Model) => void;

type County = () => Promise<D1Database>;
/** How often each kind of outcome has come up. */
export type Tally = Map<string, number>;

/** Runs one list of steps on a fresh county. Throws where program and model differ. */
export async function playSteps(steps: readonly Step[], freshCounty: County, twist?: Twist, tally: Tally = new Map()): Promise<void> {
  const product = new Product(await freshCounty());
  const model = new Model();
  const saw = (what: string) => void tally.set(what, (tally.get(what) ?? 0) + 1);
  twist?.(product, model);
  for (const [at, step] of steps.entries()) {
    await tell(step, { at, product, model, saw });
    if (step.do !== 'wait' && step.do !== 'edge') await compare(at, step, product, model);
  }
}

export type Played = { seed: number; failure: string | null };

/** One seed is one sequence. A failing one is made smaller before it is told, unless `smaller` says not to. */
export async function playSeed(seed: number, freshCounty: County, { twist, tally, smaller = true }: { twist?: Twist; tally?: Tally; smaller?: boolean } = {}): Promise<Played> {
  const steps = fc.sample(sequences, { seed, numRuns: 1 })[0] ?? [];
  const failureOf = (some: readonly Step[], count?: Tally) => playSteps(some, freshCounty, twist, count).then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error)));
  const failure = await failureOf(steps, tally);
  if (failure === null) return { seed, failure };
  const least = smaller ? await withoutNeedless(steps, async (some) => (await failureOf(some)) !== null) : steps;
  return { seed, failure: [await failureOf(least), '  steps:', ...least.map((step) => `    ${JSON.stringify(step)}`)].join('\n') };
}

/** Leaves out what the failure does not need: half of the steps at first, one by one in the end. */
async function withoutNeedless(steps: readonly Step[], fails: (some: readonly Step[]) => Promise<boolean>): Promise<readonly Step[]> {
  let least = steps;
  for (let size = Math.ceil(steps.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = least.length - size; from > -size; from -= size) {
      const some = least.toSpliced(Math.max(0, from), size);
      if (await fails(some)) least = some;
    }
  }
  return least;
}
