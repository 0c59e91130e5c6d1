import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Model } from '../support/simulate/model.ts';
import { countiesInMemory } from '../support/simulate/on-node.ts';
import type { Product } from '../support/simulate/product.ts';
import { playSeed, type Twist } from '../support/simulate/simulate.ts';

// The program against an independent model, step by step. `npm run simulate -- --seeds N` plays any number.

const KEPT: number[] = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/simulate/failing-seeds.json'), 'utf8'));
const seeds = (count: number) => [...new Set([...KEPT, ...Array.from({ length: count }, (_, index) => index + 1)])];

async function firstFailure(upTo: number, county = countiesInMemory(), twist?: Twist, smaller = false): Promise<string | null> {
  for (const seed of seeds(upTo)) {
    const { failure } = await playSeed(seed, county, twist, smaller);
    if (failure !== null) return `seed ${seed}: ${failure}`;
  }
  return null;
}

test('300 sequences: program and model agree after every step', async () => {
  expect(await firstFailure(300, undefined, undefined, true)).toBeNull();
}, 180_000);

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
      const move = product.move.bind(product);
      Object.assign(product, { move: async (...[now, id, one]: Parameters<Product['move']>) => (await move(now, `${id}-again`, one), move(now, id, one)) });
    }],
    ['whose day never ends', (product: Product) => Object.assign(product, { jobs: async () => undefined })],
    ['with another idea of what a cash drawer holds', (_product: Product, model: Model) => Object.assign(model, { held: () => ({ balance: 0, reserved: 0 }) })],
  ];
  test.each(changed)('or one %s', async (_what, twist) => expect(await firstFailure(60, countiesInMemory(), twist)).toContain('program:'), 60_000);
});
