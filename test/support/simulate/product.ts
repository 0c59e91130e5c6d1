// The program itself, pressed as its routes press it: load, the request's own key, decide, commit. Refusals come as their codes.
import { sql, type SQL } from 'drizzle-orm';
import { scopeFor, type Scope } from '../../../src/domain/access.ts';
import { serviceDateOf, type Month } from '../../../src/domain/calendar.ts';
import { decideHandOver, decideHandOverUndo } from '../../../src/domain/hand-over.ts';
import { beyondFunds, payWayOf } from '../../../src/domain/ledger.ts';
import { decideClosing } from '../../../src/domain/meal-run.ts';
import type { ServiceMode } from '../../../src/domain/meal-slot.ts';
import type { Fen } from '../../../src/domain/money.ts';
import { decideCancellation, decidePlacement, decideWalkIn } from '../../../src/domain/order.ts';
import { decideTicks, tickedAt } from '../../../src/domain/paper-list.ts';
import { payAtHandOver, payListAtHandOver, type MoneyOutcome } from '../../../src/domain/prepaid.ts';
import { closeMealRuns } from '../../../src/jobs/close-meal-runs.ts';
import { finishMealRuns } from '../../../src/jobs/finish-meal-runs.ts';
import { cancelOrder, loadOwnOrder } from '../../../src/store/cancellations.ts';
import { closeRuns } from '../../../src/store/closings.ts';
import { PeriodClosed, untilSettled, type Conflict } from '../../../src/store/commit.ts';
import { recordDonation } from '../../../src/store/donations.ts';
import { loadHandOverUndo, undoHandOver } from '../../../src/store/hand-over-undos.ts';
import { loadHandOvers, recordHandOvers, type NewHandOver } from '../../../src/store/hand-overs.ts';
import { loadPlacement, placeOrder } from '../../../src/store/orders.ts';
import { openDatabase, type Database } from '../../../src/store/read.ts';
import { replay } from '../../../src/store/request-keys.ts';
import { loadWalkIn, recordWalkIn } from '../../../src/store/walk-ins.ts';
import { closeAsItStands } from '../closed-month.ts';
import type { Outcome } from './model.ts';
import { decideAsked, giveBack, payIn, type Cash } from './purses.ts';

const COUNTER = 'person:cook';
const elderScope = (elderId: string): Scope => found(scopeFor({ kind: 'elder', elderId, name: '', callAs: null, point: { id: '', name: '', phone: '', phoneHours: '' } }, 'order.own'));
const staffScope = (): Scope => found(scopeFor({ kind: 'person', personId: 'cook', name: '', grants: [{ role: 'canteen_staff', divisionCode: '370481000000' }] }, 'hand_over.record'));

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('not found');
  return value;
}

/** Nobody races here: a write that keeps losing is one that was decided wrongly, and untilSettled says so. */
async function settled(attempt: () => Promise<Outcome | Conflict>): Promise<Outcome> {
  try {
    return await untilSettled(attempt);
  } catch (error) {
    if (error instanceof PeriodClosed) return 'period_closed';
    throw error;
  }
}

export type Meal = { orderId: string; elderId: string; runId: string; setMealId: string; mode: ServiceMode; key: string };

export class Product {
  readonly db: Database;
  readonly d1: D1Database;
  constructor(d1: D1Database) {
    this.d1 = d1;
    this.db = openDatabase(d1);
  }

  private entry(now: number, actor: string, subject: string) {
    return { at: now, actor, action: 'simulate', subject, requestId: 'simulate' };
  }

  place(now: number, { orderId, key, ...wish }: Meal): Promise<Outcome> {
    const actor = `elder:${wish.elderId}`;
    const payloadHash = JSON.stringify(wish);
    return settled(async () => {
      const read = found(await loadPlacement(this.db, elderScope(wish.elderId), wish, key));
      const before = replay(read.prior, { actor, payloadHash });
      if (before !== 'fresh') return before === 'misused' ? 'misused' : 'again';
      const placement = decidePlacement(read.facts, now);
      if (placement.refused !== null) return placement.refused;
      const payBy = payWayOf(placement.assessment.selfPayFen, read.prepaidFen);
      const order = { id: orderId, wish, channel: 'elder_page' as const, placement, payBy, read };
      return placeOrder(this.db, this.entry(now, actor, orderId), order, { key, payloadHash, answer: orderId });
    });
  }

  walkIn(now: number, { orderId, key, ...wish }: Meal): Promise<Outcome> {
    const payloadHash = JSON.stringify(wish);
    return settled(async () => {
      const read = found(await loadWalkIn(this.db, staffScope(), wish, serviceDateOf(now), key));
      const before = replay(read.prior, { actor: COUNTER, payloadHash });
      if (before !== 'fresh') return before === 'misused' ? 'misused' : 'again';
      const placement = decideWalkIn(read.facts, now);
      if (placement.refused !== null) return placement.refused;
      const payBy = payWayOf(placement.assessment.selfPayFen, read.prepaidFen);
      const walkIn = { id: orderId, handOverId: `${orderId}-1`, wish, channel: 'walk_in' as const, proof: 'name' as const, placement, payBy, read };
      return recordWalkIn(this.db, this.entry(now, COUNTER, orderId), walkIn, { key, payloadHash, answer: orderId });
    });
  }

  cancel(now: number, orderId: string, elderId: string): Promise<Outcome> {
    return settled(async () => {
      const order = found(await loadOwnOrder(this.db, elderScope(elderId), orderId));
      const { orderState, placedAt, late, state, cutoffAt, undoMinutes } = order;
      const { refused } = decideCancellation({ state: orderState, placedAt, late, run: { state, cutoffAt, undoMinutes } }, now);
      return refused ?? cancelOrder(this.db, this.entry(now, `elder:${elderId}`, orderId), order);
    });
  }

  hand(now: number, orderId: string, handOverId: string, key: string): Promise<Outcome> {
    return settled(async () => {
      const { orders, funds, prior } = await loadHandOvers(this.db, staffScope(), [orderId], key);
      const order = found(orders[0]);
      const before = replay(prior, { actor: COUNTER, payloadHash: orderId });
      if (before !== 'fresh') return before === 'misused' ? 'misused' : 'again';
      const { refused } = decideHandOver(order, now, beyondFunds(orders, funds).length > 0);
      if (refused !== null) return refused;
      return this.record(now, [{ id: handOverId, order, payBy: payAtHandOver(order.bill, order.transfers, order.prepaidFen), proof: 'name', handedAt: now }], key, orderId);
    });
  }

  /** A ticked list of everybody in the run. */
  paper(now: number, rows: readonly { row: number; orderId: string; handOverId: string }[], key: string): Promise<Outcome> {
    return settled(async () => {
      const { orders, funds, prior } = await loadHandOvers(this.db, staffScope(), rows.map((one) => one.orderId), key);
      const payloadHash = JSON.stringify(rows.map((one) => one.orderId));
      const before = replay(prior, { actor: COUNTER, payloadHash });
      if (before !== 'fresh') return before === 'misused' ? 'misused' : 'again';
      const ticks = decideTicks(rows.map((one) => one.row), rows, orders, now, beyondFunds(orders, funds));
      const paid = payListAtHandOver(orders);
      const handOvers = ticks.flatMap(({ on, outcome, row }): NewHandOver[] => {
        const order = paid.find((one) => one.id === on?.orderId);
        if (!on || !order || outcome !== 'to_record') return [];
        return [{ id: on.handOverId, order, payBy: order.payBy, proof: 'paper', handedAt: tickedAt(order.run, now), rowNo: row, tickedBy: '孙师傅' }];
      });
      return handOvers.length === 0 ? 'nothing' : this.record(now, handOvers, key, payloadHash);
    });
  }

  private record(now: number, handOvers: readonly NewHandOver[], key: string, payloadHash: string) {
    return recordHandOvers(this.db, this.entry(now, COUNTER, payloadHash), handOvers, { key, payloadHash, answer: '/' });
  }

  undo(now: number, handOverId: string): Promise<Outcome> {
    return settled(async () => {
      const undo = found(await loadHandOverUndo(this.db, staffScope(), handOverId));
      const decision = decideHandOverUndo({ ...undo, undoMinutes: undo.run.undoMinutes, runState: undo.run.state }, now);
      return decision.refused ?? undoHandOver(this.db, this.entry(now, COUNTER, undo.orderId), undo, decision.becomes);
    });
  }

  close(now: number, run: { id: string; state: 'open' | 'closed' | 'done'; close: number }): Promise<Outcome> {
    const { refused } = decideClosing({ state: run.state, closeAt: run.close }, 'by_hand', now);
    return settled(async () => refused ?? closeRuns(this.db, this.entry(now, COUNTER, run.id), [run.id]));
  }

  async jobs(now: number): Promise<void> {
    await closeMealRuns(this.db, now);
    await finishMealRuns(this.db, now);
  }

  private counter(now: number, actor: string, subject: string) {
    return { db: this.db, scope: staffScope(), entry: this.entry(now, actor, subject) };
  }

  topUp(now: number, cash: Cash): Promise<Outcome> {
    return settled(() => payIn(this.counter(now, COUNTER, cash.id), cash));
  }

  /** Where it takes two, the other one says yes at once; what a closed month refuses is declined, so that nothing waits. */
  async refund(now: number, cash: Cash): Promise<Outcome> {
    const asked = await settled(() => giveBack(this.counter(now, COUNTER, cash.id), cash));
    if (asked !== 'asked') return asked;
    const decide = (outcome: MoneyOutcome) => settled(() => decideAsked(this.counter(now, 'person:second', cash.id), cash.id, outcome));
    const granted = await decide('approved');
    if (granted !== 'done') await decide('declined');
    return granted;
  }

  donate(now: number, id: string, amountFen: Fen): Promise<Outcome> {
    const made = { id, fund: 'charity', county: 'county', donor: null, anonymous: true, way: 'bank' as const, amountFen, received: serviceDateOf(now), note: '' };
    return settled(async () => recordDonation(this.db, this.entry(now, 'person:clerk', id), made, { key: id, payloadHash: id, answer: id }));
  }

  closeMonth(now: number, period: Month): Promise<Outcome> {
    return settled(async () => {
      if (await this.exists(sql`SELECT 1 FROM closed_period WHERE period = ${period}`)) return 'already_closed';
      return closeAsItStands(this.db, period, now);
    });
  }

  private async exists(query: SQL): Promise<boolean> {
    return (await this.db.all(query)).length > 0;
  }
}
