import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { fundPays, openFund } from '../support/funds.ts';
import { order, placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, day, NOW, runId, seedCounty, seedElder, TODAY } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

// A fund that runs out: many want the last of it at once.

vi.setConfig({ testTimeout: 60_000 });

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
  const clerk = await visit(db, { personId: 'clerk' }, NOW);
  await openFund(clerk);
  await clerk.post('/civil/donations', { key: newId(), fund: 'charity', donor: '', way: 'cash', amount: '10', received: TODAY, note: '' });
});

const crowd = Array.from({ length: 20 }, (_, index) => `e${index + 10}`);
async function seedCrowd(): Promise<void> {
  for (const id of crowd) await seedElder(db, { id, name: `众人${id}`, birthDate: day('1950-03-01') });
}
const held = () => one("SELECT balance_fen, reserved_fen FROM balance WHERE account_id = 'payer:charity'");
/** What each payer gives of all standing meals: how often, and how much. */
const shares = () => all<{ payer: string; fen: number; times: number }>(
  "SELECT s.payer_code AS payer, s.fen, count(*) AS times FROM current_split s JOIN meal_order o ON o.id = s.order_id WHERE s.fen > 0 AND o.state <> 'cancelled' GROUP BY 1, 2 ORDER BY 1, 2");

describe('twenty at once for the last ten yuan, three yuan each', () => {
  it('three get three, one gets the last one, and the others pay themselves', async () => {
    await seedCrowd();
    await fundPays(db, { fen: 300 });
    const answers = await Promise.all(crowd.map((id) => order(db, id)));
    expect(answers.map((answer) => answer.status)).toEqual(crowd.map(() => 303));
    expect(await shares()).toEqual([
      { payer: 'charity', fen: 100, times: 1 }, { payer: 'charity', fen: 300, times: 3 },
      { payer: 'elder', fen: 1200, times: 3 }, { payer: 'elder', fen: 1400, times: 1 }, { payer: 'elder', fen: 1500, times: 16 },
    ]);
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 1000 });
    expect(await one('SELECT sum(price_fen) AS prices, sum(self_pay_fen) AS own FROM meal_order')).toEqual({ prices: 30_000, own: 29_000 });
    await expectBooksToAgree();
  });

  it('or the county pays, where the policy says so', async () => {
    await seedCrowd();
    await fundPays(db, { fen: 300, thenPays: 'county' });
    await Promise.all(crowd.map((id) => order(db, id)));
    expect(await shares()).toEqual([
      { payer: 'charity', fen: 100, times: 1 }, { payer: 'charity', fen: 300, times: 3 },
      { payer: 'county', fen: 200, times: 1 }, { payer: 'county', fen: 300, times: 16 }, { payer: 'elder', fen: 1200, times: 20 },
    ]);
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 1000 });
    await expectBooksToAgree();
  });
});

describe('a meal cancelled', () => {
  it('gives its money back to the fund for who orders next; who ordered before keeps what was said', async () => {
    await fundPays(db, { fen: 600 });
    const first = await placeOrder(db, 'e1');
    const short = await placeOrder(db, 'e2', { setMealId: 'C' });
    const own = (id: string) => one<{ self_pay_fen: number }>('SELECT self_pay_fen FROM meal_order WHERE id = ?', id);
    expect([await own(first), await own(short)]).toEqual([{ self_pay_fen: 900 }, { self_pay_fen: 800 }]);
    const elder = await visit(db, { elderId: 'e1' }, NOW);
    expect((await elder.post(`/orders/${first}/cancellation`)).status).toBe(303);
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 400 });
    expect(await own(short)).toEqual({ self_pay_fen: 800 });
    const again = await placeOrder(db, 'e1');
    expect(await own(again)).toEqual({ self_pay_fen: 900 });
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 1000 });
    await expectBooksToAgree();
  });

  it('and one undone after hand-over: what was spent is set aside again, and no donation can be taken out from under it', async () => {
    await fundPays(db, { fen: 600 });
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
    const handed = await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
    expect(await held()).toEqual({ balance_fen: 400, reserved_fen: 0 });
    const handOver = /done=(\w+)/.exec(handed.headers.get('location') ?? '')?.[1] ?? '';
    expect((await cook.post(`/canteen/hand-overs/${handOver}/undo`)).status).toBe(303);
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 600 });
    const donation = (await one<{ id: string }>('SELECT id FROM donation'))?.id ?? '';
    const second = await visit(db, { personId: 'clerk2' }, at('11:31'));
    const shown = /name="shown" value="([^"]+)"/.exec(await (await second.get(`/civil/donations/${donation}`)).text())?.[1] ?? '';
    expect((await second.post(`/civil/donations/${donation}/reversal`, { shown, reason: '记错' })).status).toBe(409);
    await expectBooksToAgree();
  });

  it('taken back and spent at once: the one or the other, never both', async () => {
    await fundPays(db, { fen: 600 });
    const donation = (await one<{ id: string }>('SELECT id FROM donation'))?.id ?? '';
    const second = await visit(db, { personId: 'clerk2' }, NOW);
    const shown = /name="shown" value="([^"]+)"/.exec(await (await second.get(`/civil/donations/${donation}`)).text())?.[1] ?? '';
    const [, back] = await Promise.all([placeOrder(db, 'e1'), second.post(`/civil/donations/${donation}/reversal`, { shown, reason: '记错' })]);
    const after = back.status === 303 ? { balance_fen: 0, reserved_fen: 0 } : { balance_fen: 1000, reserved_fen: 600 };
    expect(await held()).toEqual(after);
    await expectBooksToAgree();
  });
});
