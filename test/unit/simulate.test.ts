import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Model } from '../support/simulate/model.ts';
import { countiesInMemory } from '../support/simulate/on-node.ts';
import type { Product } from '../support/simulate/product.ts';
import { playSeed, type Tally, type Twist } from '../support/simulate/simulate.ts';

// The program against an independent model, step by step. `npm run simulate -- --seeds N` plays any number.

const KEPT: number[] = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/simulate/failing-seeds.json'), 'utf8'));
const seeds = (count: number) => [...new Set([...KEPT, ...Array.from({ length: count }, (_, index) => index + 1)])];

async function firstFailure(upTo: number, county = countiesInMemory(), how: { twist?: Twist; tally?: Tally; smaller?: boolean } = { smaller: false }): Promise<string | null> {
  for (const seed of seeds(upTo)) {
    const { failure } = await playSeed(seed, county, how);
    if (failure !== null) return `seed ${seed}: ${failure}`;
  }
  return null;
}

/** What 300 sequences must have come to, and at least how often: coverage that sinks is a failure. */
const REACHED: Record<number, string[]> = {
  50: [
    'order: done', 'order: again', 'order: misused', 'order: already_ordered', 'order: cutoff_passed', 'order: run_closed', 'order: paid prepaid, fund ran out',
    'walkIn: not_today', 'walkIn: still_open', 'cancel: done', 'hand: done', 'hand: cash', 'hand: cancelled', 'hand: still_open', 'hand: already_handed_over',
    'hand: misused', 'refund: above_balance', 'undo: too_late', 'close: done', 'closeMonth: done',
  ],
  10: [
    'walkIn: done', 'walkIn: again', 'walkIn: already_ordered', 'walkIn: misused', 'cancel: already_cancelled', 'cancel: too_late', 'cancel: already_handed_over',
    'hand: again', 'hand: prepaid', 'hand: too_late', 'paper: done', 'paper: misused', 'paper: nothing', 'undo: already_undone', 'undo: to placed, released',
    'missed: cash, kept', 'missed: cash, released', 'order: paid cash, day limit', 'topUp: period_closed', 'topUp: above_most', 'topUp: above_held', 'topUp: again', 'refund: done', 'refund: done by two', 'refund: again', 'donate: done',
  ],
  1: [
    'cancel: missed', 'cancel: run_closed', 'close: already_closed', 'hand: late, kept, cash', 'hand: late, released, cash', 'hand: period_closed', 'order: period_closed',
    'order: sold_out', 'order: mode_full', 'order: paid cash, week limit', 'order: paid cash, month limit', 'undo: to placed, kept', 'undo: to missed, kept',
    'undo: to missed, released', 'undo: walk-in', 'missed: prepaid, kept', 'missed: prepaid, released', 'paper: again', 'walkIn: period_closed', 'refund: reserved', 'refund: period_closed', 'topUp: misused', 'refund: misused',
  ],
};

test('300 sequences: program and model agree after every step', async () => {
  const tally: Tally = new Map();
  expect(await firstFailure(300, undefined, { tally })).toBeNull();
  const rare = Object.entries(REACHED).flatMap(([least, kinds]) => kinds.filter((kind) => (tally.get(kind) ?? 0) < Number(least)));
  expect(rare, 'outcomes that hardly come up').toEqual([]);
}, 600_000);

describe('a broken program is caught', () => {
  const without = (trigger: string) => countiesInMemory((text) => {
    const broken = text.replace(new RegExp(`CREATE TRIGGER ${trigger} [\\s\\S]*?END;`), '');
    if (broken === text) throw new Error(`no trigger ${trigger}`);
    return broken;
  });
  test.each(['balance_void', 'balance_spend_reserved', 'balance_receive', 'transfer_period_open'])(
    'without the trigger %s',
    async (trigger) => expect(await firstFailure(60, without(trigger))).toContain('program:'),
    60_000,
  );

  const changed: [string, Twist][] = [
    ['that cancels and does nothing', (product: Product) => Object.assign(product, { cancel: async () => 'done' })],
    ['that pays a top-up in twice', (product: Product) => {
      const topUp = product.topUp.bind(product);
      Object.assign(product, { topUp: async (...[now, cash]: Parameters<Product['topUp']>) => (await topUp(now, { ...cash, id: `${cash.id}-again`, key: `${cash.key}-again` }), topUp(now, cash)) });
    }],
    ['whose day never ends', (product: Product) => Object.assign(product, { jobs: async () => undefined })],
    ['with another idea of what a cash drawer holds', (_product: Product, model: Model) => Object.assign(model, { held: () => ({ balance: 0, reserved: 0 }) })],
  ];
  test.each(changed)('or one %s', async (_what, twist) => expect(await firstFailure(60, countiesInMemory(), { twist, smaller: false })).toContain('program:'), 60_000);
});
