import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { scopeFor } from '../../src/domain/access.ts';
import type { ChangeSheet } from '../../src/domain/change-sheet.ts';
import { findPrintRun, loadRunOnPaper } from '../../src/store/print-runs.ts';
import type { Database } from '../../src/store/read.ts';
import { elderDiet } from '../../src/store/schema.ts';
import { newId, openVault } from '../../src/vault.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, day, NOW, seedCounty, seedElder } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
const sheets = `/canteen/meal-runs/${LUNCH}/sheets`;
const printing = `/canteen/meal-runs/${LUNCH}/print-runs`;

beforeEach(async () => {
  db = await seedCounty();
  cook = await visit(db, { personId: 'cook1' }, at('10:00'));
});

const all = async <Row = Record<string, unknown>>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results;
const run = (sql: string) => env.DB.prepare(sql).run();
const print = (kind: string, key = newId()) => cook.post(printing, { key, kind });
const read = async (path: string) => (await cook.get(path)).text();
const printed = async (kind: string) => {
  const answer = await print(kind);
  if (answer.status !== 303) throw new Error(`not printed: ${answer.status} ${(await answer.text()).match(/role="alert"[^]*?<\/p>/)?.[0]}`);
  return answer.headers.get('location') ?? '';
};
const late = (elder: string, more: Record<string, string> = {}, by = cook) =>
  by.post('/canteen/late-orders', { key: newId(), elder, run: LUNCH, meal: 'A', mode: 'dine_in', selfPayFen: '700', reason: '忘了订', ...more });
const lateOrder = async (elder: string, more: Record<string, string> = {}) => {
  const id = /done=(\w+)/.exec((await late(elder, more)).headers.get('location') ?? '')?.[1];
  if (!id) throw new Error('the late order was not taken');
  return id;
};
const takeBack = (orderId: string) => cook.post(`/canteen/phone-orders/orders/${orderId}/cancellation`);

const scope = () => {
  const made = scopeFor({ kind: 'person', personId: 'cook1', name: '', grants: [{ role: 'canteen_staff', mealPointId: 'p1' }] }, 'sheet.print');
  if (!made) throw new Error('no scope');
  return made;
};
const archived = async () => {
  const vault = await openVault(env);
  const rows = await all<{ id: string }>('SELECT id FROM print_run ORDER BY number');
  return Promise.all(rows.map(async ({ id }) => {
    const found = await findPrintRun(db, vault, scope(), id);
    if (!found) throw new Error('not archived');
    return found;
  }));
};
const changeSheets = async () => (await archived()).flatMap(({ content }) => (content.kind === 'change_sheet' ? [content] : []));
const onPaper = async () => (await loadRunOnPaper(db, await openVault(env), scope(), LUNCH))?.printed?.map((line) => line.orderId) ?? [];
const accepted = async () => (await all<{ id: string }>("SELECT id FROM meal_order WHERE state <> 'cancelled' ORDER BY order_no")).map((row) => row.id);

/** Two have ordered, the count is frozen, and the kitchen has its sheet: number 1. */
async function onKitchenWall() {
  await placeOrder(db, 'e1');
  await placeOrder(db, 'e2', { mode: 'pickup' });
  await freeze(db, LUNCH);
  await printed('production');
}

describe('what changed after printing', () => {
  it('is on the page of the run and of its sheets, and prints as a numbered change sheet by name', async () => {
    await onKitchenWall();
    const nothing = await read(sheets);
    expect(nothing).not.toContain('印出后有变动');
    expect(nothing).not.toContain('value="change_sheet"');
    const wrong = await lateOrder('e3', { selfPayFen: '200' });
    await takeBack(wrong);
    await lateOrder('e3', { mode: 'home_delivery', selfPayFen: '200' });
    for (const page of [sheets, `/canteen/meal-runs/${LUNCH}`, '/canteen']) expect(await read(page)).toContain('印出后有变动（+1）');
    const page = await read(await printed('change_sheet'));
    for (const words of [
      '变更单 第 2 号', '本餐第 1 次变更，改的是第 1 号备餐单。', '上次印出 2 ＋ 加 1 － 减 0 ＝ 现在 3', '订单 3 ＝ 备餐 3 ＝', '加 1 份', '张德昌', '送餐', '东关小区 3 号楼 502', '按单号 2 和行号登记',
    ]) expect(page).toContain(words);
    expect(page).not.toContain('李秀英');
    expect(await read(sheets)).not.toContain('印出后有变动');
    expect(await all("SELECT reason FROM audit WHERE action = 'order.place_late' AND reason IS NULL")).toEqual([]);
  });

  it('+1 −1: one taken back after it was printed is crossed out on the next', async () => {
    await onKitchenWall();
    const order = await lateOrder('e3', { selfPayFen: '200' });
    await printed('change_sheet');
    await takeBack(order);
    expect(await read(sheets)).toContain('印出后有变动（−1）');
    const page = await read(await printed('change_sheet'));
    for (const words of ['变更单 第 3 号', '本餐第 2 次变更', '接着前面的变更单', '减 1 份：不做了，从名单上划掉', '张德昌', '上次印出 3 ＋ 加 0 － 减 1 ＝ 现在 2']) expect(page).toContain(words);
  });

  it('a diet written down meanwhile: what it was and what it is, and no portion more or less', async () => {
    await onKitchenWall();
    await db.insert(elderDiet).values({ elderId: 'e1', texture: 'semi_liquid', feedingHelp: 1, note: '慢慢喂', askedAt: 1 });
    expect(await read(sheets)).toContain('印出后有变动（改 1）');
    const page = await read(await printed('change_sheet'));
    for (const words of ['改 1 位：份数不变', '李秀英', '普食，没有要当心的', '慢慢喂', '要人喂', '−1', '+1']) expect(page).toContain(words);
    expect((await print('change_sheet')).status).toBe(409);
  });

  it('an address written anew is on the page for the driver, with the new one; a name with no door is not', async () => {
    await placeOrder(db, 'e3', { mode: 'home_delivery' });
    await placeOrder(db, 'e1');
    await freeze(db, LUNCH);
    await printed('delivery_list');
    const vault = await openVault(env);
    for (const id of ['e3', 'e1']) {
      await run(`UPDATE elder SET address_sealed = '${await vault.seal({ table: 'elder', column: 'address_sealed', row: id }, '新村 7 号楼 101')}' WHERE id = '${id}'`);
    }
    const page = await read(await printed('change_sheet'));
    for (const words of ['改 1 位', '张德昌', '地址或电话改了', '送餐的变动，这一页带在路上', '新村 7 号楼 101']) expect(page).toContain(words);
    expect(page).not.toContain('李秀英');
  });

  it('takes no money for what is paid from prepaid money, and says so at the counter and at the door', async () => {
    await onKitchenWall();
    await cook.post('/canteen/top-ups', { key: newId(), elder: 'e3', point: 'p1', amountFen: '700', counterpart: '' });
    await lateOrder('e3', { mode: 'home_delivery', selfPayFen: '200' });
    const page = await read(await printed('change_sheet'));
    const collected = [...page.matchAll(/收（元）<\/th>[^]*?<td class="n plain w18">([^<]*)<\/td>/g)].map(([, cell]) => cell);
    expect(collected).toEqual(['已付', '已付']);
  });

  it('what has been handed over changes no more', async () => {
    await onKitchenWall();
    const [first] = await accepted();
    await cook.post(`/canteen/orders/${first}/hand-over`, { key: newId() });
    await db.insert(elderDiet).values({ elderId: 'e1', texture: 'soft', feedingHelp: 0, note: '', askedAt: 1 });
    expect(await read(sheets)).not.toContain('印出后有变动');
  });

  it('what is added can be ticked by sheet and row; what is taken away cannot', async () => {
    await onKitchenWall();
    await lateOrder('e3', { selfPayFen: '200' });
    await printed('change_sheet');
    const evening = await visit(db, { personId: 'cook1' }, at('12:00'));
    const preview = await evening.post('/canteen/paper-lists', { sheet: '2', rows: '1', by: '王师傅' });
    expect([preview.status, await preview.text()]).toEqual([200, expect.stringContaining('张德昌')]);
  });
});

describe('one state on all paper', () => {
  it('nothing is printed before the change sheet, and afterwards every sheet has the change in it', async () => {
    await onKitchenWall();
    await lateOrder('e3', { selfPayFen: '200' });
    const refused = await print('pickup_list');
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('先打变更单')]);
    await printed('change_sheet');
    const list = await read(await printed('pickup_list'));
    expect(list).toContain('张德昌');
    expect(list).toContain('订单 3 ＝ 备餐 3 ＝ 堂食名单 2 ＋ 自取名单 1');
    expect((await print('change_sheet')).status).toBe(409);
  });

  it('without paper and without changes there is no change sheet, in words', async () => {
    await placeOrder(db, 'e1');
    await freeze(db, LUNCH);
    const early = await print('change_sheet');
    expect([early.status, await early.text()]).toEqual([409, expect.stringContaining('还没有打过单子')]);
    await printed('production');
    const again = await print('change_sheet');
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('没有新的变动')]);
    expect(await changeSheets()).toEqual([]);
  });

  it.each([
    ['cancelled behind everybody', "UPDATE meal_order SET state = 'cancelled' WHERE elder_id = 'e2'", '王桂兰（2 号）'],
    ['an order that nobody took', "UPDATE meal_order SET late_reason = NULL WHERE elder_id = 'e3'", '张德昌（3 号）'],
  ])('%s is no change: it refuses to print and is named', async (_case, spoil, who) => {
    await onKitchenWall();
    await lateOrder('e3', { selfPayFen: '200' });
    await run('DROP TRIGGER meal_order_agreed');
    await run(spoil);
    const refused = await print('change_sheet');
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining(who)]);
    expect(await changeSheets()).toEqual([]);
  });
});

describe('at once', () => {
  it('ten press for the same change: it is printed once, and the others are told', async () => {
    await onKitchenWall();
    await lateOrder('e3', { selfPayFen: '200' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => print('change_sheet')));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
    expect(await changeSheets()).toHaveLength(1);
    const key = newId();
    await takeBack((await accepted()).at(-1) ?? '');
    const same = await Promise.all(Array.from({ length: 5 }, () => print('change_sheet', key)));
    expect(new Set(same.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect((await changeSheets()).map((sheet) => sheet.changeNo)).toEqual([1, 2]);
  });

  it('closing, ordering, ordering late, taking back and printing: what is printed is what is accepted, and nothing twice', async () => {
    const elders = Array.from({ length: 36 }, (_, index) => `e${100 + index}`);
    for (const id of elders) await seedElder(db, { id, name: `第${id}位`, birthDate: day('1948-01-01') });
    const early = await Promise.all(elders.slice(0, 12).map((elderId) => visit(db, { elderId }, NOW)));
    const inTime = early.map((elder) => () => elder.post('/orders', { runId: LUNCH, setMealId: 'A', mode: 'dine_in', key: newId() }));
    const afterwards = elders.slice(12).map((elder, index) => async () => {
      const answer = await late(elder, { mode: index % 3 === 0 ? 'home_delivery' : 'pickup' });
      const id = /done=(\w+)/.exec(answer.headers.get('location') ?? '')?.[1];
      if (id && index % 4 === 0) await takeBack(id);
      return answer;
    });
    const kinds = ['production', 'change_sheet', 'pickup_list', 'change_sheet', 'delivery_list', 'change_sheet'];
    const first = inTime.slice(0, 8).map((start) => start());
    await Promise.race(first);
    await Promise.all([...first, cook.post(`/canteen/meal-runs/${LUNCH}/closing`), ...inTime.slice(8).map((start) => start()), ...afterwards.slice(0, 4).map((start) => start())]);
    await Promise.all([...afterwards.slice(4).map((start) => start()), ...Array.from({ length: 18 }, (_, index) => print(kinds[index % kinds.length] ?? ''))]);
    const last = await print('change_sheet');
    expect([303, 409]).toContain(last.status);
    expect((await print('change_sheet')).status).toBe(409);

    expect((await accepted()).length).toBeGreaterThan(20);
    expect(await onPaper()).toEqual(await accepted());
    const prints = await archived();
    expect(prints.map((one) => one.number)).toEqual(prints.map((_, index) => index + 1));
    const changes = prints.flatMap(({ content }) => (content.kind === 'change_sheet' ? [content] : []));
    expect(changes.map((sheet) => sheet.changeNo)).toEqual(changes.map((_, index) => index + 1));
    expect(changes.length).toBeGreaterThan(0);
    // Each change was printed once: an order is added at most once, and taken away at most once, after it was there.
    for (const kind of ['added', 'removed'] as const) {
      const ids = changes.flatMap((sheet) => idsOf(sheet, kind));
      expect(new Set(ids).size).toBe(ids.length);
    }
    const [full] = prints;
    const sum = changes.reduce((total, sheet) => total + idsOf(sheet, 'added').length - idsOf(sheet, 'removed').length, 0);
    expect((full?.content.equality.accepted ?? 0) + sum).toBe((await accepted()).length);
  });
});

const idsOf = (sheet: ChangeSheet, kind: 'added' | 'removed') => sheet.rows.flatMap(({ change }) => (change.kind === kind ? [change.line.orderId] : []));
