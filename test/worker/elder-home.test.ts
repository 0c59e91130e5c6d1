import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { at, day, NOW, runId, seedCounty, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let elder: Visitor;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
  elder = await visit(db, { elderId: 'e1' }, NOW);
});

const change = (sql: string) => env.DB.prepare(sql).run();
const wordsOf = async (answer: Response) => (await answer.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const read = async (path = '/', who = elder) => wordsOf(await who.get(path));

describe('when nothing can be ordered, the page says why', () => {
  it('to the family of somebody who has died: the telephone, and nothing careless', async () => {
    await elder.post('/orders', { key: newId(), runId: lunch, setMealId: 'A', mode: 'dine_in' });
    await change("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");
    await change("UPDATE offer SET taken = capacity WHERE set_meal_id = 'B'");
    const home = await (await elder.get('/')).text();
    expect(home).toContain('有什么事，我们在电话里给您办');
    for (const careless of ['/meals/', '/orders/', '订完', '都能订', '和上次一样', '还想吃', '李']) expect(home).not.toContain(careless);
    for (const path of [`/meals/${lunch}`, `/meals/${lunch}/A`, `/meals/${lunch}/B/dine_in`]) {
      const answer = await elder.get(path);
      expect(answer.status).toBe(409);
      expect(await wordsOf(answer)).toMatch(/请给食堂打个电话(?!.*还想吃)/);
    }
  });

  it('all of it sold out', async () => {
    await change(`UPDATE offer SET taken = capacity WHERE meal_run_id = '${lunch}'`);
    expect(await read()).toMatch(/今天午饭 *订完了(?!.*以前都能订)/);
    expect(await read(`/meals/${lunch}`)).toMatch(/订完了(?!.*以前都能订)/);
  });

  it('dishes are left, but every way of eating is full', async () => {
    await change(`UPDATE meal_run_mode SET taken = capacity WHERE meal_run_id = '${lunch}'`);
    expect(await read()).toMatch(/今天午饭 *人满了(?!.*(订完了|以前都能订))/);
    expect(await read(`/meals/${lunch}`)).toMatch(/这一顿人满了(?!.*(订完了|以前都能订))/);
    expect(await read(`/meals/${lunch}/A`)).toMatch(/已经满了，订不上(?!.*以前都能订)/);
  });

  it('nothing that she may eat', async () => {
    await change(`UPDATE dish SET contains = '["peanut"]'`);
    expect(await read('/', await visit(db, { elderId: 'e2' }, NOW))).toMatch(/今天午饭 *没有您能吃的菜.*里有花生(?!.*订完了)/);
  });

  it('the licence has run out', async () => {
    await change("UPDATE meal_point SET licence_expires_date = '2026-11-22'");
    expect(await read()).toMatch(/现在没有能订的饭(?!.*订完了)/);
    expect(await read(`/meals/${lunch}`)).toMatch(/食堂这一天不能供饭(?!.*订完了)/);
  });
});

describe('when everything is over', () => {
  it('the page says which meal comes next, from when on, and leads to the menu', async () => {
    const afterwards = await visit(db, { elderId: 'e1' }, at('14:00', TOMORROW));
    expect(await read('/', afterwards)).toMatch(/现在没有能订的饭(?!.*就能订)/);
    await seedRun(db, 'p1', day('2026-11-27'), 'lunch');
    expect(await read('/', afterwards)).toMatch(/星期五（11 月 27 日）中午有饭， ?后天就能订/);
    await seedRun(db, 'p1', day('2026-11-26'), 'lunch');
    expect(await read('/', afterwards)).toMatch(/后天中午有饭， ?明天就能订/);
    expect(await (await afterwards.get('/')).text()).toContain('href="/menus/p1"');
  });

  it('an order of a later day is no answer for today and tomorrow: the page says which day it is for, and whom to ask', async () => {
    await seedRun(db, 'p1', day('2026-11-27'), 'lunch');
    const early = await visit(db, { elderId: 'e1' }, at('13:00', TOMORROW));
    await early.post('/orders', { key: newId(), runId: runId('p1', day('2026-11-27'), 'lunch'), setMealId: 'A', mode: 'dine_in' });
    const later = await read('/', await visit(db, { elderId: 'e1' }, at('14:00', TOMORROW)));
    expect(later).toMatch(/您星期五（11 月 27 日）午饭 *订好了.*今天、明天要吃饭，打上面的电话/);
    expect(later).not.toContain('都订好了');
  });

  it('an order of today is named by its day, and nobody is sent to the telephone', async () => {
    for (const slot of ['lunch', 'dinner'] as const) await elder.post('/orders', { key: newId(), runId: runId('p1', TODAY, slot), setMealId: 'A', mode: 'dine_in' });
    await change(`UPDATE meal_run SET state = 'closed' WHERE service_date = '${TOMORROW}'`);
    const home = await read();
    expect(home).toMatch(/您今天午饭 *订好了/);
    expect(home).not.toContain('要吃饭，打上面的电话');
  });

  it('and what it promises is so: on that day it asks about that meal', async () => {
    await seedRun(db, 'p1', day('2026-11-26'), 'lunch');
    const dayBefore = await visit(db, { elderId: 'e1' }, at('00:00', day('2026-11-25')));
    expect(await read('/', dayBefore)).toMatch(/您明天中午 ?想吃什么？/);
  });
});

describe('another person', () => {
  it('is asked for before anybody is signed out', async () => {
    expect(await (await elder.get('/')).text()).toContain('href="/sign-out"');
    expect(await read('/sign-out')).toContain('不换，我就是李阿姨');
    expect(await read()).toContain('李阿姨');
    await elder.post('/sign-out');
    expect(await read()).toContain('扫一扫卡');
    expect((await elder.get('/sign-out')).headers.get('location')).toBe('/');
  });
});

it('the menu of a canteen that is not hers sends nobody back to order what her own page does not have', async () => {
  expect(await read('/menus/p1')).toMatch(/回到开头，选一个菜就行.*去订饭/);
  expect(await read('/menus/p2')).toMatch(/这里不是您常去的食堂.*带上助餐卡来(?!.*去订饭)/);
  expect(await read('/menus/p2', await visit(db, null, NOW))).toContain('没有卡怎么办');
});

describe('标准版 at the foot of the page leads', () => {
  it('an elder to the plain pages of a family, and somebody at work to their own', async () => {
    const foot = async (who: Visitor) => /href="([^"]+)">\s*标准版/.exec(await (await who.get('/')).text())?.[1];
    expect([await foot(elder), await foot(await visit(db, { personId: 'cook1' }, NOW)), await foot(await visit(db, { personId: 'clerk' }, NOW))]).toEqual(['/family', '/canteen', '/civil']);
  });
});
