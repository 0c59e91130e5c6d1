import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, day, NOW, runId, seedElder, TODAY, TOMORROW } from '../support/seed.ts';
import { hiddenIn, seedWorker } from '../support/village.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// The worker's village: e1 李秀英 and e2 王桂兰 (a severe peanut allergy: not B), e3 张德昌, all of 3号楼; e5 another 李秀英, of 8号楼.

let db: Database;
let worker: Visitor;
beforeEach(async () => {
  ({ db, worker } = await seedWorker(NOW));
  await seedElder(db, { id: 'e5', name: '李秀英', birthDate: day('1939-02-02'), address: '东关小区 8 号楼 101' });
});

const paste = (text: string, more: Record<string, string> = {}, who = worker) => who.post('/community/chain', { text, date: TODAY, slot: 'lunch', ...more });
const pasted = async (text: string, more: Record<string, string> = {}) => (await paste(text, more)).text();
/** What is ticked or chosen on the page as it stands. */
const checked = (page: string) => [...page.matchAll(/<input type="(?:checkbox|radio)" name="([^"]*)" value="([^"]*)" checked/g)].map(([, name = '', value = '']) => [name, value] as const);
const radios = (page: string) => [...page.matchAll(/<input type="radio" name="([^"]*)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [name, value] as const);
const orders = async () => (await env.DB.prepare('SELECT elder_id AS elder, service_date AS day, set_meal_id AS meal, mode, channel FROM meal_order ORDER BY elder_id').all()).results;
const LUNCH = runId('p1', TODAY, 'lunch');

describe('a pasted chain', () => {
  it('is explained line by line: matched, two of that name, no such dish, already ordered, not understood', async () => {
    await placeOrder(db, 'e3');
    const page = await pasted('#接龙\n今天午餐\n例 张三 A\n1. 王桂兰 A 送\n2. 李秀英 A\n3. 王桂兰 糖醋鱼\n4. 张德昌 A\n5. 路人甲 A\n6、王桂兰 晚餐 B');
    expect(page).toContain('王桂兰，今天午饭，A 红烧茄子套餐，送餐');
    expect(page).toMatch(/叫“李秀英”的不止一位[^]*87 岁，8 号楼[^]*76 岁，3 号楼/);
    expect(page).toContain('这一餐没有“糖醋鱼”');
    expect(page).toMatch(/张德昌，今天午饭，A：[^<]*已有订单/);
    expect(page).toContain('没有找到“路人甲”');
    expect(page).toMatch(/王桂兰，今天晚饭，B：[^<]*严重过敏/);
    expect(checked(page)).toEqual([['d.4.1', `e2.${LUNCH}.A.home_delivery`], ['d.5.1', ''], ['d.6.1', '']]);
    expect(await orders()).toHaveLength(1);
  });

  it('finds people by building, initials and what they are called', async () => {
    const page = await pasted('1. 8号楼李秀英 A\n2. wgl C\n3. 王奶奶 晚餐A');
    expect(checked(page).map(([, value]) => value)).toEqual([
      `e5.${LUNCH}.A.dine_in`, `e2.${LUNCH}.C.dine_in`, `e2.${runId('p1', TODAY, 'dinner')}.A.dine_in`,
    ]);
  });

  it('says that the cut-off has passed', async () => {
    const late = await visit(db, { personId: 'worker1' }, at('09:40'));
    const page = await (await paste('1. 王桂兰 A', {}, late)).text();
    expect(page).toMatch(/王桂兰，今天午饭，A：[^<]*已过截止时间/);
    expect(checked(page)).toEqual([]);
  });

  it('knows nobody of another village', async () => {
    const page = await pasted('1. 赵玉珍 A');
    expect(page).toContain('没有找到“赵玉珍”');
    expect(page).not.toContain('e4');
  });

  it('keeps what was typed when there is nothing to read, and says what is wrong', async () => {
    const empty = await paste('  ');
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('还没有粘贴')]);
    const long = await paste('王桂兰 A\n'.repeat(151));
    expect([long.status, await long.text()]).toEqual([422, expect.stringMatching(/太长了[^]*王桂兰 A/)]);
    expect((await worker.post('/community/chain', { text: '1. 王桂兰 A', date: '2026-02-30', slot: 'lunch' })).status).toBe(422);
  });

  it('starts from the next day whose lunch still takes orders', async () => {
    const late = await visit(db, { personId: 'worker1' }, at('09:40'));
    expect(await (await late.get('/community/chain')).text()).toContain(`value="${TOMORROW}" selected`);
    expect(await (await worker.get('/community/chain')).text()).toContain(`value="${TODAY}" selected`);
  });
});

describe('from the chain to the orders', () => {
  it('reads prices over first, orders what was ticked and chosen, and only that', async () => {
    const page = await pasted('1. 王桂兰 A 送\n2. 李秀英 A\n3. 张德昌 A');
    const [other] = radios(page);
    const chosen = Object.fromEntries([...checked(page).filter(([name]) => name !== 'd.3.1'), ...(other ? [other] : [])]);
    const text = hiddenIn(page, '/community/order-checks');
    const check = await (await worker.post('/community/order-checks', { ...text, ...chosen })).text();
    expect(check).toContain('会订上的：2 份');
    expect(check).toContain('自己付合计 <b>12 元</b>');
    expect(await orders()).toEqual([]);
    const answer = await worker.post('/community/order-batches', hiddenIn(check, '/community/order-batches'));
    expect(answer.status).toBe(303);
    expect(await orders()).toEqual([
      { elder: 'e2', day: TODAY, meal: 'A', mode: 'home_delivery', channel: 'community_worker' },
      { elder: 'e5', day: TODAY, meal: 'A', mode: 'dine_in', channel: 'community_worker' },
    ]);
    const back = await worker.post('/community/chain', hiddenIn(check, '/community/chain'));
    expect(await back.text()).toContain('已有订单');
  });

  it('asks again where nothing is ticked, and refuses what no page sends', async () => {
    const text = { text: '1. 王桂兰 A', date: TODAY, slot: 'lunch' };
    const nothing = await worker.post('/community/order-checks', { ...text, 'd.1.1': '' });
    expect([nothing.status, await nothing.text()]).toEqual([422, expect.stringMatching(/一份都没有选[^]*王桂兰/)]);
    expect((await worker.post('/community/order-checks', { ...text, 'd.1.1': 'rubbish' })).status).toBe(422);
    expect((await worker.post('/community/order-checks', { ...text, surprise: `e2.${LUNCH}.A.dine_in` })).status).toBe(422);
    expect((await worker.post('/community/order-checks', { ...text, 'd.1.1': `e4.${runId('p2', TODAY, 'lunch')}.A.dine_in` })).status).toBe(404);
  });

  it('leaves no name in an address, a log or the database', async () => {
    const said = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
    const page = await pasted('1. 王桂兰 A 门口的邻居说的暗号\n2. 看不懂的暗号');
    expect(page).not.toMatch(/(?:href|action)="[^"]*(?:%E|王)/);
    expect(said.flatMap((one) => one.mock.calls).join(' ')).not.toContain('暗号');
    const { results } = await env.DB.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'").all<{ name: string }>();
    for (const { name } of results) expect(JSON.stringify((await env.DB.prepare(`SELECT * FROM ${name}`).all()).results)).not.toContain('暗号');
  });
});
