import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Instant } from '../../src/domain/calendar.ts';
import type { SheetKind } from '../../src/domain/sheet.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { finishToday } from '../support/runs.ts';
import { at, day, runId, seedCounty, seedElder, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
let now: Instant;
const lunch = runId('p1', TODAY, 'lunch');

/** Three eat in, one fetches, one is brought the meal: the list of the first two kinds has rows 1 to 4, by name. */
beforeEach(async () => {
  db = await seedCounty();
  now = at('09:50');
  cook = await visit(db, { personId: 'cook1' }, () => now);
  await seedElder(db, { id: 'e5', name: '周长河', birthDate: day('1949-02-02') });
  await seedElder(db, { id: 'e6', name: '郑送来', birthDate: day('1949-02-02') });
  for (const id of ['e1', 'e2', 'e3']) await placeOrder(db, id);
  await placeOrder(db, 'e5', { mode: 'pickup' });
  await placeOrder(db, 'e6', { mode: 'home_delivery' });
  await cook.post(`/canteen/meal-runs/${lunch}/closing`);
  await printed('production');
  await printed('pickup_list');
  now = at('13:30');
});

async function printed(kind: SheetKind, run = lunch, by = cook): Promise<void> {
  const answer = await by.post(`/canteen/meal-runs/${run}/print-runs`, { key: newId(), kind });
  if (answer.status !== 303) throw new Error(`not printed: ${answer.status}`);
}

const SHEET = { sheet: '2', by: '孙师傅' };
const sheetId = async (number: string) =>
  (await one<{ id: string }>("SELECT id FROM print_run WHERE meal_point_id = 'p1' AND number = ?", /\d+/.exec(number)?.[0] ?? ''))?.id ?? newId();
/** The entry form; with a key the preview's, which names the sheet that was shown. */
const enter = async (form: Record<string, string>, by = cook) => {
  const typed = { ...SHEET, ...form };
  return by.post('/canteen/paper-lists', { ...('key' in typed ? { printRun: await sheetId(typed.sheet) } : {}), ...typed });
};
const previewedAndRecorded = (): Record<string, string>[] => [{}, { key: newId() }];
const text = async (answer: Response) => {
  const location = answer.headers.get('location');
  return location ? (await cook.get(location)).text() : answer.text();
};
/** The real database, noting how many statements each batch had. */
function countingBatches(sizes: number[]): D1Database {
  return new Proxy(env.DB, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        if (name === 'batch' && Array.isArray(given[0])) sizes.push(given[0].length);
        return Reflect.apply(member, target, given);
      };
    },
  });
}
/** What is said of each row, in their order. */
const states = (page: string) => [...page.matchAll(/<span class="unbroken">([^<]+)<\/span>/g)].map((match) => match[1]);
const names = (page: string) => [...page.matchAll(/<b class="person">([^<]+)<\/b>/g)].map((match) => match[1]);

describe('a ticked list comes back', () => {
  it('goes back to what was typed', async () => {
    const page = await cook.post('/canteen/paper-lists', { sheet: '2', rows: '1-3，9', by: '孙师傅', point: 'p1', again: 'yes' });
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('value="1-3，9"');
    expect(html).toContain('value="孙师傅"');
  });

  it('is shown by name before anything is recorded', async () => {
    const before = await rowCounts();
    const page = await text(await enter({ rows: '1-3，9' }));
    expect(names(page)).toEqual(['李秀英', '王桂兰', '张德昌']);
    expect(states(page)).toEqual(['要登记', '要登记', '要登记', '没有这一行']);
    for (const words of ['2 号堂食自取名单', '11 月 23 日，星期一 午餐', '孙师傅打的勾：要登记 3 位，没有这一行 1 处', '对的，登记']) expect(page).toContain(words);
    expect(await rowCounts()).toEqual(before);
  });

  it('each row is a hand-over by the person who entered it, with who ticked it, its sheet and row', async () => {
    const page = await text(await enter({ rows: '1-3，9', key: newId() }));
    expect(page).toContain('已登记 3 位，没有这一行 1 处');
    expect(states(page)).toEqual(['已登记', '已登记', '已登记', '没有这一行']);
    const sheet = await one<{ id: string }>('SELECT id FROM print_run WHERE number = 2');
    expect(await all('SELECT row_no, print_run_id, proof, ticked_by, handed_by, handed_at, recorded_at, recorded_by FROM hand_over ORDER BY row_no')).toEqual(
      [1, 2, 3].map((row) => ({
        row_no: row, print_run_id: sheet?.id, proof: 'paper', ticked_by: '孙师傅', handed_by: 'person:cook1', handed_at: at('12:40'), recorded_at: now,
        recorded_by: 'person:cook1',
      })),
    );
    expect(await one("SELECT subject, actor FROM audit WHERE action = 'paper_list.record'")).toEqual({ subject: `print_run:${sheet?.id}`, actor: 'person:cook1' });
    expect(await one('SELECT ordered, handed_over FROM day_total')).toEqual({ ordered: 5, handed_over: 3 });
    await expectBooksToAgree();
  });

  it('entered twice counts once: the same form, another form, and overlapping rows', async () => {
    const form = { rows: '1-2', key: newId() };
    const first = await enter(form);
    const after = await rowCounts();
    const again = await enter(form);
    expect([again.status, again.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    expect(await text(again)).toContain('已登记 2 位');
    const other = await text(await enter({ rows: '1-2', key: newId() }));
    expect(other).toContain('早已登记 2 位');
    expect(other).toContain('没有要登记的');
    expect(await rowCounts()).toEqual(after);
    const page = await text(await enter({ rows: '1-4', key: newId() }));
    expect(page).toContain('已登记 2 位，早已登记 2 位');
    expect(await one('SELECT count(*) AS n FROM hand_over')).toEqual({ n: 4 });
    await expectBooksToAgree();
  });

  it('beside the counter: who was handed the meal there is not counted again', async () => {
    const order = await one<{ id: string }>("SELECT id FROM meal_order WHERE elder_id = 'e2'");
    await cook.post(`/canteen/orders/${order?.id}/hand-over`, { key: newId() });
    expect(await text(await enter({ rows: '1-3', key: newId() }))).toContain('已登记 2 位，早已登记 1 位');
    await expectBooksToAgree();
  });

  it('on another day: the missed are made good', async () => {
    await finishToday(db);
    now = at('08:00', TOMORROW);
    expect(await text(await enter({ rows: '1-3', key: newId() }))).toContain('已登记 3 位');
    expect(await one('SELECT handed_over, missed FROM day_total')).toEqual({ handed_over: 3, missed: 2 });
    await expectBooksToAgree();
  });

  it('until the end of the third day after; then each row says so', async () => {
    await finishToday(db);
    now = at('00:00', addDays(TODAY, 4));
    const before = await rowCounts();
    for (const more of previewedAndRecorded()) {
      const page = await text(await enter({ rows: '1-3', ...more }));
      expect(states(page)).toEqual(['过了登记的日子', '过了登记的日子', '过了登记的日子']);
      expect(page).toContain('没有要登记的');
    }
    expect(await rowCounts()).toEqual(before);
    now -= 1;
    expect(await text(await enter({ rows: '1-3', key: newId() }))).toContain('已登记 3 位');
    await expectBooksToAgree();
  });

  it('not before the serving begins: nobody has eaten yet', async () => {
    now = at('11:00') - 1;
    for (const more of previewedAndRecorded()) expect(states(await text(await enter({ rows: '1-2', ...more })))).toEqual(['还没开饭', '还没开饭']);
    expect(await all('SELECT * FROM hand_over')).toEqual([]);
    now = at('11:00');
    expect(await text(await enter({ rows: '1-2', key: newId() }))).toContain('已登记 2 位');
  });

  it('at the counter and at the county it says who ticked it and who entered it, and when where that was another day', async () => {
    const other = await one<{ id: string }>("SELECT id FROM meal_order WHERE elder_id = 'e3'");
    await cook.post(`/canteen/orders/${other?.id}/hand-over`, { key: newId() });
    await finishToday(db);
    now = at('08:00', TOMORROW);
    await enter({ rows: '1', by: ' 孙师傅 ', key: newId() });
    const order = await one<{ order_id: string; elder_id: string }>(
      "SELECT h.order_id, o.elder_id FROM hand_over AS h JOIN meal_order AS o ON o.id = h.order_id WHERE h.proof = 'paper'",
    );
    const clerk = await visit(db, { personId: 'clerk' }, now);
    const rows = await (await clerk.get('/civil/statements/p1/2026-11/rows')).text();
    for (const words of ['登记时间', '2026-11-23 12:40', '2026-11-24 08:00', '孙师傅（纸单，李芳登记）']) expect(rows).toContain(words);
    expect(rows.match(/2026-11-23 13:30/g)).toHaveLength(1);
    const file = await (await clerk.get('/civil/statements/p1/2026-11.csv')).text();
    for (const cells of ['2026-11-23 12:40,2026-11-24 08:00,孙师傅（纸单，李芳登记）', '2026-11-23 13:30,2026-11-23 13:30,李芳']) expect(file).toContain(cells);
    expect(await (await clerk.get('/civil/statements/p1/2026-11/print?detail=all')).text()).toContain('孙师傅（纸单，李芳登记）');
    const trail = await (await clerk.get(`/civil/orders/${order?.order_id}`)).text();
    for (const words of ['<td>孙师傅</td>', '纸单打勾，第 2 号单第 1 行', '李芳，2026-11-24 08:00']) expect(trail).toContain(words);
    now = at('12:40');
    const caller = await (await cook.get(`/canteen/counter?elder=${order?.elder_id}`)).text();
    expect(caller).toContain('8:00 已交，纸单，孙师傅打的勾，李芳登记');
  });

  it('and a row can be taken back at the counter', async () => {
    await enter({ rows: '1', key: newId() });
    expect(await (await cook.get('/canteen/counter')).text()).toContain('撤销');
    const id = (await one<{ id: string }>('SELECT id FROM hand_over'))?.id ?? '';
    expect((await cook.post(`/canteen/hand-overs/${id}/undo`)).status).toBe(303);
    expect(await text(await enter({ rows: '1', key: newId() }))).toContain('已登记 1 位');
    expect(await one('SELECT max(attempt) AS attempt FROM hand_over')).toEqual({ attempt: 2 });
    await expectBooksToAgree();
  });

  it('the delivery list too', async () => {
    await printed('delivery_list');
    expect(await text(await enter({ sheet: '第 3 号', rows: '1', key: newId() }))).toContain('郑送来');
    expect(await one("SELECT state FROM meal_order WHERE elder_id = 'e6'")).toEqual({ state: 'handed_over' });
  });

  it('of eighty-six rows: one commit of as many statements as for two rows', async () => {
    const dinner = runId('p1', TODAY, 'dinner');
    const ids = Array.from({ length: 86 }, (_, index) => `e${index + 10}`);
    await Promise.all(ids.map((id) => seedElder(db, { id, name: `钱多${id}`, birthDate: day('1950-01-01') })));
    await Promise.all(ids.map((id, index) => placeOrder(db, id, { runId: dinner, ...(index < 43 ? {} : { setMealId: 'B', mode: 'pickup' }) })));
    await cook.post(`/canteen/meal-runs/${dinner}/closing`);
    await printed('pickup_list', dinner);
    now = at('17:30');
    const batches: number[] = [];
    const counted = cook.over({ DB: countingBatches(batches) });
    expect(await text(await enter({ sheet: '3', rows: '1-2', key: newId() }, counted))).toContain('已登记 2 位');
    const forTwo = Math.max(...batches.splice(0));
    expect(await text(await enter({ sheet: '3', rows: '3-86', key: newId() }, counted))).toContain('已登记 84 位');
    expect(Math.max(...batches)).toBe(forTwo);
    expect(await one("SELECT count(*) AS n FROM hand_over WHERE proof = 'paper'")).toEqual({ n: 86 });
    await expectBooksToAgree();
  });

  it('sixty at once, with keys of their own: each row once', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => enter({ rows: '1-4', key: newId() })));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(await one('SELECT count(*) AS n FROM hand_over')).toEqual({ n: 4 });
    await expectBooksToAgree();
  });
});

describe('what is wrong is said, and what was typed is kept', () => {
  it.each([
    ['no such sheet', { sheet: '77' }, '没有这张纸单'],
    ['not a number', { sheet: '十二' }, '单号是纸单最下面的数字'],
    ['a sheet without names', { sheet: '1' }, '这是备餐单'],
    ['no rows', { rows: ' ' }, '请写打了勾的行号'],
    ['rows that cannot be read', { rows: '1-2，三' }, '“三”看不懂'],
    ['row 0', { rows: '0' }, '行号从 1 开始'],
    ['backwards', { rows: '5-2' }, '前后反了'],
    ['too many', { rows: '1-600' }, '太多了'],
    ['nobody ticked it', { by: '  ' }, '请写上是谁打的勾'],
    ['a number for a name', { by: '007' }, '请写打勾的人的姓名'],
    ['a name with something unseen in it', { by: '孙\u200B师傅' }, '请写打勾的人的姓名'],
    ['a name of twenty-one letters', { by: '长'.repeat(21) }, '姓名太长了'],
    ['a name as long as a page', { by: '长'.repeat(300) }, '太长了'],
  ])('%s', async (_case, wrong, words) => {
    const before = await rowCounts();
    const typed = { ...SHEET, rows: '1-2', ...wrong };
    for (const form of [typed, { ...typed, key: newId() }]) {
      const answer = await enter(form);
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toContain(words);
      for (const kept of Object.values(typed)) expect(page).toContain(`value="${kept}"`);
    }
    expect(await rowCounts()).toEqual(before);
  });

  it.each<[string, (key: string) => Promise<Record<string, string>>]>([
    ['without the sheet that was shown', async (key) => ({ key })],
    ['without a key', async () => ({ printRun: await sheetId('2') })],
    ['with more fields', async () => ({ extra: '1' })],
  ])('a form %s is no form of ours', async (_case, more) => {
    const answer = await cook.post('/canteen/paper-lists', { ...SHEET, rows: '1', ...(await more(newId())) });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('没有看懂');
    expect(await all('SELECT * FROM hand_over')).toEqual([]);
  });

  it('what was previewed is what is recorded: the number of another sheet is refused', async () => {
    await printed('pickup_list');
    const preview = await text(await enter({ rows: '1' }));
    expect(preview).toContain(`name="printRun" value="${await sheetId('2')}"`);
    expect(preview).toContain('name="point" value="p1"');
    const answer = await enter({ rows: '1', key: newId(), sheet: '3', printRun: await sheetId('2') });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('没有这张纸单');
    expect(await all('SELECT * FROM hand_over')).toEqual([]);
  });

  it('everything at once', async () => {
    const page = await text(await enter({ sheet: 'x', rows: '', by: '' }));
    expect(page).toContain('有 3 处要改');
  });

  it("another point's sheet number is none here, and does not say that it exists there", async () => {
    const other = await visit(db, { personId: 'cook2' }, () => now);
    const [foreign, missing] = [await enter({ rows: '1' }, other), await enter({ rows: '1', sheet: '99' }, other)];
    expect([foreign.status, missing.status]).toEqual([422, 422]);
    expect((await foreign.text()).replace('value="2"', '')).toBe((await missing.text()).replace('value="99"', ''));
  });

  it('the key of another request is refused, and the result of another person is not shown', async () => {
    const key = newId();
    const answer = await enter({ rows: '1', key });
    expect((await enter({ rows: '2', key })).status).toBe(422);
    const other = await visit(db, { personId: 'cook2' }, now);
    expect((await other.get(answer.headers.get('location') ?? '')).status).toBe(404);
    expect((await cook.get(`/canteen/paper-lists?result=${newId()}`)).status).toBe(404);
    const handOverKey = newId();
    const order = await one<{ id: string }>("SELECT id FROM meal_order WHERE elder_id = 'e3'");
    await cook.post(`/canteen/orders/${order?.id}/hand-over`, { key: handOverKey });
    expect((await cook.get(`/canteen/paper-lists?result=${handOverKey}`)).status).toBe(404);
  });
});
