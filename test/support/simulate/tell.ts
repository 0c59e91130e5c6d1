// One step, told to the program and to the model: both must answer it alike. Says to `saw` what has come of it.
import type { Month } from '../../../src/domain/calendar.ts';
import type { ServiceMode } from '../../../src/domain/meal-slot.ts';
import { fen } from '../../../src/domain/money.ts';
import { Differs, expectSame } from './differs.ts';
import type { Model, Order, Outcome } from './model.ts';
import type { Product } from './product.ts';
import type { Step } from './steps.ts';
import { ELDERS, MEALS, MODES, POINTS, REFUND_ALONE, type Run } from './world.ts';

const pick = <T>(from: readonly T[], at: number): T => {
  const one = from[at % from.length];
  if (one === undefined) throw new Differs('nothing to pick from');
  return one;
};
const among = <T>(wanted: readonly T[], all: readonly T[], at: number): T => pick(wanted.length > 0 ? wanted : all, at);

export type Told = { at: number; product: Product; model: Model; saw: (what: string) => void };
type Doing<Kind extends Step['do']> = Step & { do: Kind };

export async function tell(step: Step, told: Told): Promise<void> {
  const { product, model } = told;
  const { now } = model;
  const same = (program: Outcome, expected: Outcome) => answered(step, told, program, expected);
  switch (step.do) {
    case 'order':
    case 'walkIn':
      return eat(step, told);
    case 'paper':
      return paper(step, told);
    case 'close': {
      const run = runOf(step, model);
      const asked = { ...run };
      return same(await product.close(now, asked), model.close(run));
    }
    case 'jobs':
      return jobs(told);
    case 'topUp':
    case 'refund':
      return purse(step, told);
    case 'donate':
      return answered(step, told, await product.donate(now, `m${told.at}`, fen(step.fen)), model.move('bank:county', 'payer:charity', step.fen));
    case 'closeMonth': {
      // Rarely: a month that rests refuses nearly everything after it.
      const month = step.month === 0 ? '2026-11' : step.month === 1 ? '2026-12' : `2025-0${1 + (step.month % 9)}`;
      return same(await product.closeMonth(now, month as Month), model.closeMonth(month));
    }
    case 'wait':
      model.now += step.minutes * 60_000;
      return;
    case 'edge':
      model.now = model.nextEdge(step.of) + step.off;
      return;
    default:
      await onOrder(step, told);
  }
}

function answered(step: Step, { at, saw }: Told, program: Outcome, expected: Outcome): void {
  expectSame(`step ${at + 1} ${JSON.stringify(step)}`, program, expected);
  saw(`${step.do}: ${expected}`);
}

function runOf({ run, day }: { run: number; day: string }, model: Model): Run {
  const ordered = model.orders.filter((one) => one.state !== 'cancelled' && one.state !== 'handed_over').map((one) => one.run);
  const near = (one: Run) => one.ends > model.now && one.serve < model.now + 1440 * 60_000;
  return among(day === 'any' ? [] : model.runs.filter((one) => (day === 'near' ? near(one) : ordered.includes(one.id))), model.runs, run);
}

/** The key of a command: a new one, or the last one that did something. The payload says whether it is the same request. */
function keyFor(told: Told, reuse: boolean, payload: string): { key: string; before: Outcome | null; done: () => void } {
  const { model, at } = told;
  const last = model.keyed.at(-1);
  const key = reuse && last ? last.key : `k${at}`;
  const known = () => model.keyed.find((one) => one.key === key);
  const before = known();
  return {
    key,
    before: before ? (before.payload === payload ? 'again' : 'misused') : null,
    done: () => void (known() ?? model.keyed.push({ key, payload })),
  };
}

async function eat(step: Doing<'order' | 'walkIn'>, told: Told): Promise<void> {
  const { product, model } = told;
  const [elderId, runId, setMealId, mode] = [pick(ELDERS, step.elder).id, runOf(step, model).id, pick(MEALS, step.meal).id, pick(MODES, step.mode).id];
  const wanted = { orderId: `o${model.orders.length + 1}`, elderId, runId, setMealId, mode: mode as ServiceMode };
  for (let press = 0; press < step.presses; press += 1) {
    const { key, before, done } = keyFor(told, step.reuse, JSON.stringify([step.do, elderId, runId, setMealId, mode]));
    const outcome = before ?? model.placeFor(elderId, runId, setMealId, mode, step.do === 'walkIn');
    const meal = { ...wanted, key };
    answered(step, told, await (step.do === 'order' ? product.place(model.now, meal) : product.walkIn(model.now, meal)), outcome);
    if (outcome !== 'done') continue;
    done();
    const order = model.orders.at(-1);
    if (order) told.saw(`${step.do}: paid ${order.payBy}, ${order.why}`);
  }
}

async function paper(step: Doing<'paper'>, told: Told): Promise<void> {
  const { product, model } = told;
  const run = runOf(step, model);
  const listed = () => model.orders.filter((one) => one.run === run.id && !one.walkIn);
  const rows = listed().map((order, index) => ({ row: index + 1, orderId: order.id, handOverId: nextHandOver(order) }));
  for (let press = 0; press < step.presses; press += 1) {
    const { key, before, done } = keyFor(told, step.reuse, JSON.stringify(['paper', rows.map((one) => one.orderId)]));
    const beyond = model.beyondFund(listed());
    const ready = listed().filter((one) => model.handRefusal(one) === null && model.now >= run.serve && !beyond.includes(one));
    const outcome = before ?? (ready.length === 0 ? 'nothing' : model.hand(ready));
    if (outcome === 'done' && beyond.length > 0) told.saw('paper: done but for whom the fund does not reach');
    answered(step, told, await product.paper(model.now, rows, key), outcome);
    if (outcome === 'done') done();
  }
}

async function jobs({ product, model, saw }: Told): Promise<void> {
  const waiting = model.orders.filter((one) => one.state === 'placed').map((one) => one.id);
  await product.jobs(model.now);
  model.jobs();
  const missed = model.orders.filter((one) => waiting.includes(one.id) && one.state === 'missed');
  for (const { run, payBy } of missed) saw(`missed: ${payBy}, ${model.runOf(run).keeps ? 'kept' : 'released'}`);
}

/** Above the limit a refund was asked for with its key, even where the month then refused it. */
async function purse(step: Doing<'topUp' | 'refund'>, told: Told): Promise<void> {
  const { product, model, at } = told;
  const { id: pointId, operator } = pick(POINTS, step.point);
  const elderId = pick(ELDERS, step.elder).id;
  const account = `prepaid:${operator}:${elderId}`;
  const byTwo = step.do === 'refund' && step.fen > REFUND_ALONE;
  for (let press = 0; press < step.presses; press += 1) {
    const { key, before, done } = keyFor(told, step.reuse, JSON.stringify([step.do, elderId, pointId, step.fen]));
    const outcome = before ?? (step.do === 'topUp' ? model.topUp(`cash:${pointId}`, account, step.fen) : model.refund(`cash:${pointId}`, account, step.fen));
    const cash = { id: `m${at}-${press}`, elderId, pointId, amountFen: fen(step.fen), key };
    answered(step, told, await (step.do === 'topUp' ? product.topUp(model.now, cash) : product.refund(model.now, cash)), outcome);
    if (outcome === 'done' || (byTwo && outcome === 'period_closed')) done();
    if (byTwo && outcome === 'done') told.saw('refund: done by two');
  }
}

/** Each press is told to both. A hand-over's second press comes with the first one's key. */
async function onOrder(step: Doing<'cancel' | 'hand' | 'undo'>, told: Told): Promise<void> {
  const { product, model } = told;
  if (model.orders.length === 0) return;
  const { now } = model;
  const wanted = step.of === 'newest' ? model.orders.slice(-1) : model.orders.filter((one) => one.state === step.of);
  const { id, elder, handOvers } = among(wanted, model.orders, step.order);
  const order = () => model.orderOf(id);
  for (let press = 0; press < step.presses; press += 1) {
    if (step.do === 'cancel') answered(step, told, await product.cancel(now, id, elder), model.cancel(order()));
    else if (step.do === 'undo') {
      const expected = model.undo(order());
      if (expected !== 'nothing') answered(step, told, await product.undo(now, `${id}-${handOvers}`), expected);
      if (expected === 'done') told.saw(`undo: ${order().walkIn ? 'walk-in' : `to ${order().state}, ${model.runOf(order().run).keeps ? 'kept' : 'released'}`}`);
    } else await hand(step, told, order);
  }
}

async function hand(step: Doing<'cancel' | 'hand' | 'undo'>, told: Told, order: () => Order): Promise<void> {
  const { product, model } = told;
  const { id, state, handOvers, payBy, run } = order();
  const { key, before, done } = keyFor(told, step.reuse, JSON.stringify(['hand', id]));
  const outcome = before ?? model.handRefusal(order()) ?? (model.beyondFund([order()]).length > 0 ? 'fund_exhausted' : model.hand([order()]));
  answered(step, told, await product.hand(model.now, id, `${id}-${handOvers + 1}`, key), outcome);
  if (outcome !== 'done') return;
  done();
  const now = order().posted.some((one) => one.from.startsWith('cash')) ? 'cash' : 'prepaid';
  const late = state === 'missed' ? `late, ${model.runOf(run).keeps ? 'kept' : 'released'}, ` : '';
  told.saw(`hand: ${late}${payBy}${now === payBy ? '' : ` but now ${now}`}`);
}

const nextHandOver = (order: Order) => `${order.id}-${order.handOvers + 1}`;
