// One sequence: every step is told to the program and to the model, and both must say the same and hold the same afterwards.
import * as fc from 'fast-check';
import { fen } from '../../../src/domain/money.ts';
import type { Month } from '../../../src/domain/calendar.ts';
import type { ServiceMode } from '../../../src/domain/meal-slot.ts';
import { ELDERS, MEALS, Model, MODES, POINTS, RUNS, type Order, type Outcome } from './model.ts';
import { Product } from './product.ts';
import { sequences, type Step } from './steps.ts';

const pick = <T>(from: readonly T[], at: number): T => {
  const one = from[at % from.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

export class Differs extends Error {}

function expectSame(what: string, program: unknown, model: unknown): void {
  const [one, other] = [JSON.stringify(program), JSON.stringify(model)];
  if (one !== other) throw new Differs(`${what}\n  program: ${one}\n  model:   ${other}`);
}

type Told = { product: Product; model: Model; same: (program: Outcome, expected: Outcome) => void; key: string };

/** Tells one step to both, and both must answer it alike. */
async function tell(step: Step, at: number, product: Product, model: Model): Promise<void> {
  const { now } = model;
  const same = (program: Outcome, expected: Outcome) => expectSame(`step ${at + 1} ${JSON.stringify(step)}`, program, expected);
  const key = `k${at}`;
  const told = { product, model, same, key };
  switch (step.do) {
    case 'order':
    case 'walkIn': {
      const [elder, run, meal, mode] = [pick(ELDERS, step.elder).id, pick(RUNS, step.run).id, pick(MEALS, step.meal).id, pick(MODES, step.mode).id];
      const wanted = { orderId: `o${model.orders.length + 1}`, elderId: elder, runId: run, setMealId: meal, mode: mode as ServiceMode, key };
      const press = () => (step.do === 'order' ? product.place(now, wanted) : product.walkIn(now, wanted));
      const outcome = model.placeFor(elder, run, meal, mode, step.do === 'walkIn');
      same(await press(), outcome);
      for (let more = 1; more < step.presses; more += 1) same(await press(), outcome === 'done' ? 'again' : outcome);
      return;
    }
    case 'paper': {
      const run = model.runOf(pick(RUNS, step.run).id);
      const rows = model.orders.filter((one) => one.run === run.id && !one.walkIn);
      const listed = rows.map((order, index) => ({ row: index + 1, orderId: order.id, handOverId: nextHandOver(order) }));
      const beyond = model.beyondFund(rows);
      const ready = rows.filter((one) => model.handRefusal(one) === null && now >= run.serve && !beyond.includes(one));
      same(await product.paper(now, listed, key), ready.length === 0 ? 'nothing' : model.hand(ready));
      return;
    }
    case 'close': {
      const run = model.runOf(pick(RUNS, step.run).id);
      const asked = { ...run };
      return same(await product.close(now, asked), model.close(run));
    }
    case 'jobs':
      await product.jobs(now);
      return model.jobs();
    case 'topUp':
    case 'refund': {
      const { id, operator } = pick(POINTS, step.point);
      const [cash, purse] = [`cash:${id}`, `prepaid:${operator}:${pick(ELDERS, step.elder).id}`];
      return move(told, step.do === 'topUp' ? [cash, purse] : [purse, cash], step.fen);
    }
    case 'donate':
      return move(told, ['bank:county', 'payer:charity'], step.fen);
    case 'closeMonth': {
      // Rarely: a month that rests refuses nearly everything after it.
      const month = step.month === 0 ? '2026-11' : step.month === 1 ? '2026-12' : `2025-0${step.month}`;
      return same(await product.closeMonth(now, month as Month), model.closeMonth(month));
    }
    case 'wait':
      model.now += step.minutes * 60_000;
      return;
    case 'edge':
      model.now = model.nextEdge() + step.off;
      return;
    default:
      await onOrder(told, step);
  }

}

async function move({ product, model, same, key }: Told, [from, to]: [string, string], amount: number): Promise<void> {
  same(await product.move(model.now, key, { debit: from, credit: to, amountFen: fen(amount) }), model.move(from, to, amount));
}

/** Each press is told to both. A hand-over's second press comes with the first one's key. */
async function onOrder({ product, model, same, key }: Told, { do: what, order: index, presses }: Extract<Step, { order: number }>): Promise<void> {
  if (model.orders.length === 0) return;
  const { now } = model;
  const order = () => pick(model.orders, index);
  const { id, elder, handOvers } = order();
  for (let press = 0; press < presses; press += 1) {
    if (what === 'cancel') same(await product.cancel(now, id, elder), model.cancel(order()));
    else if (what === 'undo') {
      const expected = model.undo(order());
      if (expected !== 'nothing') same(await product.undo(now, `${id}-${handOvers}`), expected);
    } else {
      const repeated = order().handOvers > handOvers;
      same(await product.hand(now, id, `${id}-${handOvers + 1}`, key), repeated ? 'again' : (model.handRefusal(order()) ?? (model.beyondFund([order()]).length > 0 ? 'fund_exhausted' : model.hand([order()]))));
    }
  }
}

const nextHandOver = (order: Order) => `${order.id}-${order.handOvers + 1}`;

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

/** Runs one list of steps on a fresh county. Throws where program and model differ. */
export async function playSteps(steps: readonly Step[], freshCounty: () => Promise<D1Database>, twist?: Twist): Promise<void> {
  const product = new Product(await freshCounty());
  const model = new Model();
  twist?.(product, model);
  for (const [at, step] of steps.entries()) {
    await tell(step, at, product, model);
    await compare(at, step, product, model);
  }
}

export type Played = { seed: number; failure: string | null };

/** One seed is one sequence. A failing one is made smaller before it is told, unless `smaller` says not to. */
export async function playSeed(seed: number, freshCounty: () => Promise<D1Database>, twist?: Twist, smaller = true): Promise<Played> {
  const property = fc.asyncProperty(sequences, (steps) => playSteps(steps, freshCounty, twist));
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: 1, endOnFailure: !smaller });
  if (!failed) return { seed, failure: null };
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const steps = (counterexample?.[0] ?? []).map((step) => `    ${JSON.stringify(step)}`);
  return { seed, failure: [why, '  steps:', ...steps].join('\n') };
}
