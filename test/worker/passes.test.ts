import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays, type Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { placeOrder } from '../support/ordering.ts';
import { enterCard } from '../support/passes.ts';
import { freeze } from '../support/runs.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// A card's id stands in sessions and addresses and proves nothing. What a pass opens, and what is no pass. e4 eats elsewhere.

let db: Database;
let cook: Visitor;
let now: Instant;
const lunch = runId('p1', TODAY, 'lunch');
/** Of the right shape, and made by nobody. */
const FORGED = 'A'.repeat(22);

beforeEach(async () => {
  db = await seedCounty();
  now = at('11:30');
  cook = await visit(db, { personId: 'cook1' }, () => now);
});

describe('somebody of another point', () => {
  const looks = () => all("SELECT actor, subject FROM audit WHERE action = 'elder.look'");

  it.each<[string, (good: string) => Promise<Record<string, string>>]>([
    ['none', async () => ({})],
    ["the card's id", async () => ({ card: 'card-e4' })],
    ["the card's id as a pass", async () => ({ pass: 'card-e4' })],
    ['one made up', async () => ({ pass: `card-e4.${FORGED}` })],
    ['one with a letter changed', async (good) => ({ pass: good.slice(0, -2) + (good.at(-2) === 'A' ? 'B' : 'A') + good.slice(-1) })],
    ['the mark of another card', async () => ({ pass: `card-e4.${(await enterCard(cook, 'e1')).split('.')[1]}` })],
    ["somebody else's card", async () => ({ pass: await enterCard(cook, 'e1') })],
    ["another cook's", async () => ({ pass: await enterCard(await visit(db, { personId: 'cook2' }, now), 'e4') })],
    ["yesterday's", async (good) => {
      now = at('00:00', TOMORROW);
      return { pass: good };
    }],
    ['one whose card was revoked since', async (good) => {
      await db.$client.prepare("UPDATE card SET revoked_at = 1 WHERE id = 'card-e4'").run();
      return { pass: good };
    }],
  ])('no pass: %s shows nobody of another point, not even what they might eat', async (_case, given) => {
    const query = await given(await enterCard(cook, 'e4'));
    const meal = { run: lunch, meal: 'A', mode: 'dine_in' };
    for (const path of ['/canteen/counter', '/canteen/walk-ins', '/canteen/walk-ins?' + new URLSearchParams(meal).toString()]) {
      const answer = await cook.get(`${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ elder: 'e4', ...query }).toString()}`);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain('赵玉珍');
    }
    expect(await looks()).toEqual([]);
  });

  it('each look at somebody of another point leaves a trace, at one of our own none', async () => {
    const [own, other] = [await enterCard(cook, 'e1'), await enterCard(cook, 'e4')];
    await cook.get(`/canteen/counter?elder=e1&pass=${own}`);
    await cook.get(`/canteen/walk-ins?elder=e1&pass=${own}`);
    expect(await looks()).toEqual([]);
    await cook.get(`/canteen/counter?elder=e4&pass=${other}`);
    expect(await looks()).toEqual([{ actor: 'person:cook1', subject: 'elder:e4' }]);
    await cook.get(`/canteen/walk-ins?elder=e4&pass=${other}`);
    await cook.get(`/canteen/walk-ins?elder=e4&pass=${other}&run=${lunch}&meal=A&mode=dine_in`);
    expect(await looks()).toHaveLength(3);
    await placeOrder(db, 'e4', { runId: runId('p1', TODAY, 'dinner') });
    await cook.get(`/canteen/counter?elder=e4&pass=${other}`);
    expect(await looks()).toHaveLength(3);
  });

  it('where no trace can be left, nothing is shown', async () => {
    const pass = await enterCard(cook, 'e4');
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const meal = `&run=${lunch}&meal=A&mode=dine_in`;
    for (const path of [`/canteen/counter?elder=e4&pass=${pass}`, `/canteen/walk-ins?elder=e4&pass=${pass}`, `/canteen/walk-ins?elder=e4&pass=${pass}${meal}`]) {
      const line = faultyDatabase(env.DB, null);
      await cook.over({ DB: line.db }).get(path);
      const broken = faultyDatabase(env.DB, { call: line.calls(), when: 'before' });
      const answer = await cook.over({ DB: broken.db }).get(path);
      expect(answer.status).toBe(503);
      expect(await answer.text()).not.toContain('赵玉珍');
    }
  });
});

describe('a meal handed over', () => {
  const handOver = (orderId: string, pass?: string) =>
    cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId(), ...(pass === undefined ? {} : { pass }) });

  it.each<[string, (() => Promise<string>) | null, string]>([
    ['no card shown', null, 'name'],
    ["somebody else's card", () => enterCard(cook, 'e2'), 'name'],
    ["the card's id with a mark made up", async () => `card-e1.${FORGED}`, 'name'],
    ["another cook's pass", async () => enterCard(await visit(db, { personId: 'cook2' }, now), 'e1'), 'name'],
    ["yesterday's pass", async () => enterCard(await visit(db, { personId: 'cook1' }, at('23:59', addDays(TODAY, -1))), 'e1'), 'name'],
    ['their own', () => enterCard(cook, 'e1'), 'card'],
  ])('the proof is what was checked, not what was claimed: %s', async (_case, shown, proof) => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    expect((await handOver(orderId, shown ? await shown() : undefined)).status).toBe(303);
    expect(await one('SELECT proof FROM hand_over')).toEqual({ proof });
  });

  it('with a card that was revoked since: by name', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    const pass = await enterCard(cook, 'e1');
    await db.$client.prepare("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'").run();
    await handOver(orderId, pass);
    expect(await one('SELECT proof FROM hand_over')).toEqual({ proof: 'name' });
  });
});
