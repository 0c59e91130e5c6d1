// The county as product.md (D, E, F) and trust.md say it should be: plain data and arithmetic, and nothing of the program's own code.
import {
  BESIDE, COUNTY_MONTH, COUNTY_PART, dateAt, DAY, ELDERS, HELD_MOST, MEALS, midnight, MINUTE, MODES, mondayOf, RUNS, START, TOP_UP_MOST, WEEK_MEALS, type Run,
} from './world.ts';

type Share = { from: string; to: string; fen: number };
type Line = { line: string; payer: string; clause: string; fen: number };
export type Order = {
  id: string; elder: string; run: string; meal: string; mode: string; walkIn: boolean; placedAt: number;
  state: 'placed' | 'cancelled' | 'handed_over' | 'missed'; lines: Line[]; self: number; payBy: 'prepaid' | 'cash';
  /** What the subsidy came to: all of it, or what stood in the way. */
  why: string; shares: Share[]; reserved: Share[]; posted: Share[]; handedAt: number; handOvers: number;
};
export type Outcome = string;

class Refused extends Error {}

export class Model {
  now = START;
  runs: Run[] = RUNS.map((run) => ({ ...run, state: 'open' }));
  orders: Order[] = [];
  moves: Share[] = [];
  closed: string[] = [];
  keyed: { key: string; payload: string }[] = [];

  /** All or nothing, as every command must be. */
  attempt(work: () => void): Outcome {
    const before = structuredClone({ runs: this.runs, orders: this.orders, moves: this.moves });
    try {
      work();
      return 'done';
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      Object.assign(this, before);
      return error.message;
    }
  }

  runOf(id: string): Run {
    const run = this.runs.find((one) => one.id === id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  }

  orderOf(id: string): Order {
    const order = this.orders.find((one) => one.id === id);
    if (!order) throw new Error(`no order ${id}`);
    return order;
  }

  placeFor(elder: string, runId: string, mealId: string, modeId: string, walkIn: boolean): Outcome {
    return this.attempt(() => {
      const run = this.runOf(runId);
      const twice = this.orders.some((one) => one.elder === elder && one.state !== 'cancelled' && this.sitting(one) === `${run.date} ${run.slot}`);
      refuse(twice, 'already_ordered');
      if (walkIn) {
        refuse(run.date !== dateAt(this.now) || run.state === 'done', 'not_today');
        refuse(this.onlyOnOrder(run), 'still_open');
      } else {
        refuse(run.state !== 'open', 'run_closed');
        refuse(this.now >= run.cutoff, 'cutoff_passed');
        const took = this.orders.filter((one) => one.run === runId && !one.walkIn && one.state !== 'cancelled');
        refuse(took.filter((one) => one.meal === mealId).length >= (MEALS.find((one) => one.id === mealId)?.room ?? 0), 'sold_out');
        refuse(took.filter((one) => one.mode === modeId).length >= (MODES.find((one) => one.id === modeId)?.room ?? 0), 'mode_full');
      }
      const order = this.priced(elder, run, mealId, modeId, walkIn);
      this.orders.push(order);
      this.open(run, (walkIn ? order.shares : setAside(order)).length);
      if (!walkIn) this.reserve(order);
      else {
        this.post(order);
        Object.assign(order, { state: 'handed_over', handedAt: this.now, handOvers: 1 });
      }
    });
  }

  cancel(order: Order): Outcome {
    if (order.state === 'cancelled') return 'already_cancelled';
    if (order.state !== 'placed') return order.state === 'missed' ? 'missed' : 'already_handed_over';
    const run = this.runOf(order.run);
    if (run.state !== 'open') return 'run_closed';
    if (this.now >= Math.max(run.cutoff, order.placedAt + 10 * MINUTE)) return 'too_late';
    return this.attempt(() => {
      this.open(run, order.reserved.length);
      Object.assign(order, { state: 'cancelled', reserved: [] });
    });
  }

  handRefusal(order: Order): string | null {
    const run = this.runOf(order.run);
    if (order.state === 'cancelled') return 'cancelled';
    if (order.state === 'handed_over') return 'already_handed_over';
    if (this.now >= run.claim) return 'too_late';
    return this.onlyOnOrder(run) ? 'still_open' : null;
  }

  /** One over the counter, or what a paper list brings: all of them or none. */
  hand(orders: readonly Order[]): Outcome {
    return this.attempt(() => {
      for (const { id } of orders) {
        const order = this.orderOf(id);
        const run = this.runOf(order.run);
        this.open(run);
        this.post(order);
        Object.assign(order, { state: 'handed_over', handedAt: this.now, handOvers: order.handOvers + 1 });
      }
    });
  }

  /** Who was missed has nothing set aside any more: one after the other, those for whom the fund no longer has enough. */
  beyondFund(orders: readonly Order[]): Order[] {
    let left = this.left('payer:charity');
    return orders.filter((order) => {
      const needs = order.state === 'missed' ? order.shares.filter((one) => one.from === 'payer:charity').reduce((sum, one) => sum + one.fen, 0) : 0;
      if (needs > left) return true;
      left -= needs;
      return false;
    });
  }

  undo(order: Order): Outcome {
    if (order.handOvers === 0) return 'nothing';
    if (order.state !== 'handed_over') return 'already_undone';
    if (this.now >= order.handedAt + 10 * MINUTE) return 'too_late';
    const run = this.runOf(order.run);
    const keeps = !order.walkIn && run.state === 'done' && run.keeps;
    return this.attempt(() => {
      const kept = order.posted.filter((one) => keeps && one.from.startsWith('prepaid'));
      const again = !order.walkIn && run.state !== 'done';
      this.open(run);
      Object.assign(order, { posted: kept, state: again ? 'placed' : order.walkIn ? 'cancelled' : 'missed' });
      if (again) this.reserve(order);
    });
  }

  close(run: Run): Outcome {
    if (run.state !== 'open') return 'already_closed';
    run.state = 'closed';
    return 'done';
  }

  /** Ten minutes after the cut-off a run closes; on the day after it ends, and who did not come has missed. */
  jobs(): void {
    for (const run of this.runs) if (run.state === 'open' && this.now >= run.close) run.state = 'closed';
    for (const { id } of this.runs) {
      this.attempt(() => {
        const run = this.runOf(id);
        if (run.state !== 'closed' || run.date >= dateAt(this.now)) return;
        for (const order of this.orders.filter((one) => one.run === id && one.state === 'placed')) {
          this.open(run, order.reserved.length);
          const kept = order.reserved.filter((one) => run.keeps && one.from.startsWith('prepaid'));
          Object.assign(order, { state: 'missed', reserved: [], posted: kept });
        }
        run.state = 'done';
      });
    }
  }

  move(from: string, to: string, amount: number): Outcome {
    return this.attempt(() => this.moved(from, to, amount));
  }

  /** Cash paid in for later meals, within what the operator may take and hold. */
  topUp(cash: string, purse: string, amount: number): Outcome {
    return this.attempt(() => {
      refuse(amount > TOP_UP_MOST, 'above_most');
      refuse(this.held(purse).balance + amount > HELD_MOST, 'above_held');
      this.moved(cash, purse, amount);
    });
  }

  /** And given back, but for what meals hold that are ordered. */
  refund(cash: string, purse: string, amount: number): Outcome {
    return this.attempt(() => {
      refuse(amount > this.held(purse).balance, 'above_balance');
      refuse(amount > this.left(purse), 'reserved');
      this.moved(purse, cash, amount);
    });
  }

  closeMonth(month: string): Outcome {
    if (this.closed.includes(month)) return 'already_closed';
    this.closed.push(month);
    return 'done';
  }

  /** The next instant at which something of this kind changes, so that steps fall on both sides of it. */
  nextEdge(of: 'any' | 'undo' | 'serve' | 'claim' | 'midnight'): number {
    const edges = {
      serve: this.runs.map((one) => one.serve), claim: this.runs.map((one) => one.claim), midnight: this.runs.map((one) => midnight(one.date) + DAY),
      undo: this.orders.flatMap((one) => [one.placedAt + 10 * MINUTE, one.handedAt + 10 * MINUTE]), cut: this.runs.flatMap((one) => [one.cutoff, one.close]),
    };
    const asked = of === 'any' ? Object.values(edges).flat() : edges[of];
    return Math.min(...asked.filter((edge) => edge > this.now + 1), this.now + (of === 'undo' ? MINUTE : DAY));
  }

  held(account: string): { balance: number; reserved: number } {
    const all = [...this.moves, ...this.orders.flatMap((one) => one.posted)];
    const sum = (shares: readonly Share[]) => shares.reduce((total, one) => total + (one.to === account ? one.fen : 0) - (one.from === account ? one.fen : 0), 0);
    return { balance: sum(all), reserved: this.orders.flatMap((one) => one.reserved).reduce((total, one) => total + (one.from === account ? one.fen : 0), 0) };
  }

  private moved(from: string, to: string, amount: number): void {
    this.spend({ from, to, fen: amount });
    refuse(this.closed.includes(dateAt(this.now).slice(0, 7)), 'period_closed');
    this.moves.push({ from, to, fen: amount });
  }

  private sitting(order: Order): string {
    const run = this.runOf(order.run);
    return `${run.date} ${run.slot}`;
  }

  private onlyOnOrder(run: Run): boolean {
    return run.state === 'open' && this.now < run.cutoff && this.now < run.serve;
  }

  /** Nothing is posted into a closed month, and no meal of it is given out or taken back, even one that moves no money. */
  private open(run: Run, transfers = 1): void {
    refuse(transfers > 0 && this.closed.includes(run.date.slice(0, 7)), 'period_closed');
  }

  private left(account: string): number {
    const { balance, reserved } = this.held(account);
    return balance - reserved;
  }

  /** An elder's prepaid money and the fund can run out; the others are billed. */
  private spend({ from, fen }: Share): void {
    refuse((from.startsWith('prepaid') || from === 'payer:charity') && this.left(from) < fen, 'no_money');
  }

  private reserve(order: Order): void {
    for (const share of setAside(order)) {
      this.spend(share);
      order.reserved.push(share);
    }
  }

  /** Prepaid money that has gone elsewhere since is no reason to refuse a meal: it is paid in cash after all. */
  private post(order: Order): void {
    for (const share of order.shares) {
      if (order.posted.some((one) => same(one, share))) continue;
      const at = order.reserved.findIndex((one) => same(one, share));
      const cash = at < 0 && share.from.startsWith('prepaid') && this.left(share.from) < share.fen;
      if (at >= 0) order.reserved.splice(at, 1);
      else if (!cash) this.spend(share);
      order.posted.push(cash ? { ...share, from: `cash:${this.runOf(order.run).point}` } : share);
    }
  }

  private priced(elder: string, run: Run, mealId: string, mode: string, walkIn: boolean): Order {
    const price = MEALS.find((one) => one.id === mealId)?.price ?? 0;
    const { gives, clause } = ELDERS.find((one) => one.id === elder) ?? { gives: 0, clause: '' };
    const counted = this.orders.filter((one) => one.elder === elder && (one.state === 'placed' || one.state === 'handed_over'));
    const given = (order: Order, payer?: string) => order.lines.filter((one) => one.line === 'meal' && one.payer !== 'elder' && (!payer || one.payer === payer)).reduce((sum, one) => sum + one.fen, 0);
    const subsidised = counted.filter((one) => given(one) > 0).map((one) => this.runOf(one.run).date);
    const sameDay = subsidised.includes(run.date);
    const full = sameDay || subsidised.filter((date) => mondayOf(date) === mondayOf(run.date)).length >= WEEK_MEALS;
    const month = counted.filter((one) => this.runOf(one.run).date.slice(0, 7) === run.date.slice(0, 7)).reduce((sum, one) => sum + given(one, 'county'), 0);
    const countyLeft = Math.max(0, COUNTY_MONTH - month);
    const first = full ? 0 : Math.min(COUNTY_PART, countyLeft);
    const charity = full ? 0 : Math.min(gives - COUNTY_PART, Math.max(0, this.left('payer:charity')));
    const county = first + (full ? 0 : Math.min(gives - COUNTY_PART - charity, countyLeft - first));
    const self = price - county - charity;
    const ran = charity < gives - COUNTY_PART ? 'fund ran out' : 'whole subsidy';
    const why = sameDay ? 'day limit' : full ? 'week limit' : county + charity < gives ? 'month limit' : ran;
    const beside = county + charity > 0 ? BESIDE : 0;
    const lines = [
      { line: 'meal', payer: 'county', clause, fen: county }, { line: 'meal', payer: 'charity', clause, fen: charity },
      { line: 'operator', payer: 'town', clause: '运营补贴', fen: beside }, { line: 'meal', payer: 'elder', clause: '', fen: self },
    ].filter((one) => one.fen > 0 || one.payer === 'elder');
    const purse = `prepaid:${run.operator}:${elder}`;
    const payBy = self > 0 && this.left(purse) >= self ? 'prepaid' : 'cash';
    const shares = lines.filter((one) => one.fen > 0).map((one) => ({
      from: one.payer === 'elder' ? (payBy === 'prepaid' ? purse : `cash:${run.point}`) : `payer:${one.payer}`,
      to: `${one.line === 'meal' ? 'operator' : 'operator_subsidy'}:${run.operator}`, fen: one.fen,
    }));
    return {
      id: `o${this.orders.length + 1}`, elder, run: run.id, meal: mealId, mode, walkIn, placedAt: this.now, state: 'placed', lines, self, payBy, why,
      shares, reserved: [], posted: [], handedAt: -DAY, handOvers: 0,
    };
  }
}

function refuse(when: boolean, why: string): void {
  if (when) throw new Refused(why);
}

/** Cash is taken when the meal is handed over, so nothing of it is set aside before. */
const setAside = ({ shares }: Order) => shares.filter((one) => !one.from.startsWith('cash'));
const same = (one: Share, other: Share) => one.from === other.from && one.to === other.to;
