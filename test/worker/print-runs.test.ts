import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { scopeFor } from '../../src/domain/access.ts';
import { checkCode, makeSheet, planSheets, SHEET_KINDS } from '../../src/domain/sheet.ts';
import { archiveSheet, loadRunOnPaper } from '../../src/store/print-runs.ts';
import type { Database } from '../../src/store/read.ts';
import { elderDiet, elderDietItem } from '../../src/store/schema.ts';
import { newId, openVault, sha256 } from '../../src/vault.ts';
import { sheetKindLabel } from '../../web/text.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, day, seedCounty, seedElder } from '../support/seed.ts';
import { facts } from '../support/sheets.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
const sheets = `/canteen/meal-runs/${LUNCH}/sheets`;
const printing = `/canteen/meal-runs/${LUNCH}/print-runs`;
const closing = `/canteen/meal-runs/${LUNCH}/closing`;
const NOTE = '要喂，吞咽慢，饭后半小时不能躺下，请和护理员当面交代，不要虾皮，不要紫菜，不要太烫，也不要太稠';

beforeEach(async () => {
  db = await seedCounty();
  cook = await visit(db, { personId: 'cook1' }, at('09:51'));
});

const all = async <Row = Record<string, unknown>>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results;
const one = async <Row = Record<string, unknown>>(sql: string) => (await all<Row>(sql))[0];
const run = (sql: string) => env.DB.prepare(sql).run();
const print = (kind: string, key = newId()) => cook.post(printing, { key, kind });
const printed = async (kind: string) => {
  const answer = await print(kind);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
};
const read = async (path: string) => (await cook.get(path)).text();

/** 李秀英 eats here, 王桂兰 takes away, 张德昌 is brought it, 孙无址 too but nobody knows where. */
async function lunch(): Promise<string[]> {
  await seedElder(db, { id: 'e9', name: '孙无址', birthDate: day('1944-04-04'), address: null });
  const wishes = [['e1', 'dine_in'], ['e2', 'pickup'], ['e3', 'home_delivery'], ['e9', 'home_delivery']] as const;
  const ids: string[] = [];
  for (const [elderId, mode] of wishes) ids.push(await placeOrder(db, elderId, { mode }));
  return ids;
}

describe('printing', () => {
  it('before the closing leads to the closing', async () => {
    await lunch();
    expect((await print('production')).headers.get('location')).toBe(closing);
    expect((await cook.get(sheets)).headers.get('location')).toBe(closing);
    expect(await all('SELECT id FROM print_run')).toEqual([]);
  });

  it('three sheets with the equation, numbered in order, archived sealed with the hash of what they say', async () => {
    await lunch();
    await cook.post(closing);
    const equation = '订单 4 ＝ 备餐 4 ＝ 堂食名单 1 ＋ 自取名单 1 ＋ 送餐单 1 ＋ 未分配 1';
    expect(await read(sheets)).toContain(equation);
    const vault = await openVault(env);
    for (const [index, kind] of SHEET_KINDS.entries()) {
      const page = await read(await printed(kind));
      const row = await one<{ id: string; number: number; content_sealed: string; content_hash: string }>(
        `SELECT id, number, content_sealed, content_hash FROM print_run WHERE kind = '${kind}'`,
      );
      if (!row) throw new Error('not archived');
      expect(row.number).toBe(index + 1);
      expect(page).toContain(`荆河街道长者食堂 · 2026 年 11 月 23 日 星期一 午餐 · ${sheetKindLabel[kind]} 第 ${row.number} 号 · 内容校验 ${checkCode(row.content_hash)} · 11 月 23 日 9:51 打印`);
      expect(page).toContain(equation);
      const plain = await vault.open({ table: 'print_run', column: 'content_sealed', row: row.id }, row.content_sealed);
      expect(await sha256(plain)).toBe(row.content_hash);
      expect(JSON.parse(plain).kind).toBe(kind);
    }
    expect(await all("SELECT subject FROM audit WHERE action = 'sheet.print'")).toHaveLength(3);
  });

  it('opens doors and phones for the delivery list alone; who has no address stands there under 未分配', async () => {
    await lunch();
    await cook.post(closing);
    for (const kind of ['production', 'pickup_list']) expect(await read(await printed(kind))).not.toMatch(/东关小区|10000000003/);
    const page = await read(await printed('delivery_list'));
    expect(page).toContain('东关小区 3 号楼 502');
    expect(page).toContain('10000000003');
    expect(page).toMatch(/未分配 1 位[\s\S]*孙无址/);
    expect(page).not.toContain('李秀英');
  });

  it('writes what can hurt somebody in full on the kitchen sheet, and no reason on the one that leaves the house', async () => {
    await db.insert(elderDiet).values({ elderId: 'e3', texture: 'regular', feedingHelp: 1, note: NOTE, askedAt: 1 });
    await db.insert(elderDietItem).values({ elderId: 'e3', kind: 'allergy', code: 'soy', severity: 'mild' });
    await lunch();
    await cook.post(closing);
    const kitchen = await read(await printed('production'));
    expect(kitchen).toContain(NOTE);
    expect(kitchen).toContain('大豆，轻度过敏');
    expect(kitchen).toContain('A：红烧茄子里有大豆');
    const list = await read(await printed('delivery_list'));
    expect(list).toContain('不吃大豆');
    expect(list).toContain('单独做的，对清名字');
    expect(list).toContain('有嘱咐，出门前问厨房');
    for (const secret of [NOTE, '过敏']) expect(list).not.toContain(secret);
  });

  it('names whoever has a severe allergy before all figures, in today’s dishes or not, and once', async () => {
    await db.insert(elderDietItem).values(['e1', 'e3'].map((elderId) => ({ elderId, kind: 'allergy' as const, code: elderId === 'e3' ? ('soy' as const) : ('crustacean' as const), severity: 'mild' as const })));
    const ids = await lunch();
    await cook.post(closing);
    await run("UPDATE elder_diet_item SET severity = 'severe' WHERE elder_id = 'e3'");
    const page = await read(await printed('production'));
    const places = ['严重过敏 2 位，其中 1 位要换，先看', '张德昌', '不能上桌！', '王桂兰', 'A：菜里没有，别沾到', '<h2>按套餐', '这 1 位要当心', '李秀英'].map((words) => page.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect([ids.length, page.split('王桂兰').length - 1, page.split('张德昌').length - 1]).toEqual([4, 1, 1]);
  });
});

describe('once and again', () => {
  it('the same key prints once, in any number of presses; with another kind it is refused', async () => {
    await lunch();
    await cook.post(closing);
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => print('production', key)));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect((await print('pickup_list', key)).status).toBe(422);
    expect(await one('SELECT count(*) n FROM print_run')).toEqual({ n: 1 });
  });

  it('ten prints at once get ten numbers in a row', async () => {
    await lunch();
    await cook.post(closing);
    await Promise.all(Array.from({ length: 10 }, () => print('production')));
    expect((await all<{ number: number }>('SELECT number FROM print_run ORDER BY number')).map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('printing again, with nothing changed, has a new number and the same check code', async () => {
    await lunch();
    await cook.post(closing);
    await printed('pickup_list');
    await printed('pickup_list');
    const rows = await all<{ number: number; content_hash: string }>('SELECT number, content_hash FROM print_run ORDER BY number');
    expect(rows.map((row) => row.number)).toEqual([1, 2]);
    expect(new Set(rows.map((row) => row.content_hash)).size).toBe(1);
  });

  it('a sheet looked at later is the archive, whatever has changed since', async () => {
    await lunch();
    await cook.post(closing);
    const path = await printed('delivery_list');
    const before = await read(path);
    await run("UPDATE elder SET name = '改了名', address_sealed = NULL WHERE id = 'e3'");
    await run("UPDATE set_meal SET name = '改了菜'");
    const words = (page: string) => page.replace(/name="key" value="\w+"/, '');
    const later = await visit(db, { personId: 'cook1' }, at('15:00'));
    expect(words(await (await later.get(path)).text())).toBe(words(before));
    expect(await all("SELECT at FROM audit WHERE action = 'sheet.look' ORDER BY at")).toEqual([{ at: at('09:51') }, { at: at('15:00') }]);
  });

  it('an archive that is not what was printed is a fault, never a sheet', async () => {
    await lunch();
    await cook.post(closing);
    const path = await printed('production');
    await run('DROP TRIGGER print_run_no_update');
    await run("UPDATE print_run SET content_hash = 'forged'");
    const log = vi.spyOn(console, 'error').mockReturnValue();
    expect((await cook.get(path)).status).toBe(500);
    expect(log.mock.calls.flat().join()).not.toContain('李秀英');
    log.mockRestore();
  });
});

describe('what does not add up is not printed', () => {
  it.each([
    ['cancelled behind the closing', "UPDATE meal_order SET state = 'cancelled' WHERE elder_id = 'e2'", '王桂兰（2 号）', '截止时有这一份，现在没有了'],
    ['a set meal that the run does not offer', "DELETE FROM offer WHERE set_meal_id = 'B'", '王桂兰（2 号）', '没有算进备餐份数'],
    ['a way of eating that no list knows', "UPDATE meal_order SET mode = 'robot' WHERE elder_id = 'e2'", '王桂兰（2 号）', '不在任何一张名单上'],
    ['frozen without her', 'UPDATE meal_run_closing SET order_ids = json_remove(order_ids, \'$[1]\')', '王桂兰（2 号）', '截止时没有、也没有补订过这一份，现在多出来了'],
    ['frozen twice', 'UPDATE meal_run_closing SET order_ids = json_insert(order_ids, \'$[#]\', json_extract(order_ids, \'$[1]\'))', '王桂兰（2 号）', '截止的名册里记了两次'],
    ['frozen, and no such order', 'UPDATE meal_run_closing SET order_ids = json_insert(order_ids, \'$[#]\', \'ghost\')', '查不到的订单', '截止时有这一份，现在没有了'],
  ])('%s', async (_case, spoil, who, what) => {
    await placeOrder(db, 'e1');
    await db.delete(elderDietItem);
    await placeOrder(db, 'e2', { setMealId: 'B' });
    await cook.post(closing);
    for (const trigger of ['meal_order_agreed', 'meal_run_closing_no_update']) await run(`DROP TRIGGER ${trigger}`);
    await run(spoil);
    const answer = await print('production');
    const page = await answer.text();
    expect(answer.status).toBe(409);
    expect(page).toContain(who);
    expect(page).toContain(what);
    expect(page).not.toContain('李秀英');
    expect(await read(sheets)).toContain(who);
    expect(await all('SELECT id FROM print_run')).toEqual([]);
  });

  it('an order that changes while its sheet is being made stops the sheet', async () => {
    const orderId = await placeOrder(db, 'e1');
    await cook.post(closing);
    const scope = scopeFor({ kind: 'person', personId: 'cook1', name: '', grants: [{ role: 'canteen_staff', mealPointId: 'p1' }] }, 'sheet.print');
    const vault = await openVault(env);
    const found = scope && (await loadRunOnPaper(db, vault, scope, LUNCH));
    if (!found) throw new Error('no such run');
    const made = facts([]);
    const sheet = { id: 'sheet1', run: found.read.run, orderIds: [orderId], after: 0, lines: [], content: makeSheet('production', made, planSheets(made), new Map()) };
    const entry = { at: at('09:52'), actor: 'person:cook1', action: 'sheet.print', subject: 'print_run:sheet1', requestId: 'r1' };
    await run(`UPDATE meal_order SET state = 'cancelled' WHERE id = '${orderId}'`);
    expect(await archiveSheet(db, vault, entry, sheet, { key: newId(), payloadHash: 'p', answer: 'a' })).toBe('conflict');
    expect(await all('SELECT id FROM print_run')).toEqual([]);
  });
});

describe('who may', () => {
  it.each([
    ['the cook of another point', { personId: 'cook2' }, 404],
    ['a county official', { personId: 'clerk' }, 404],
    ['an elder', { elderId: 'e1' }, 404],
    ['a stranger', null, 303],
  ])('%s prints nothing and reads no sheet', async (_who, who, status) => {
    await lunch();
    await cook.post(closing);
    const path = await printed('delivery_list');
    const visitor = await visit(db, who, at('09:52'));
    expect((await visitor.post(printing, { key: newId(), kind: 'production' })).status).toBe(status);
    expect((await visitor.get(path)).status).toBe(status);
    expect(await one('SELECT count(*) n FROM print_run')).toEqual({ n: 1 });
  });

  it.each([
    ['an unknown kind', { key: newId(), kind: 'poster' }],
    ['no key', { kind: 'production' }],
    ['a field too many', { key: newId(), kind: 'production', number: '7' }],
  ])('%s is not understood, and nothing is printed', async (_case, form) => {
    await lunch();
    await cook.post(closing);
    expect((await cook.post(printing, form)).status).toBe(422);
    expect(await all('SELECT id FROM print_run')).toEqual([]);
  });
});
