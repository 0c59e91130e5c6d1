import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runJobs } from '../../src/jobs/jobs.ts';
import type { Database } from '../../src/store/read.ts';
import { all, one, rowCounts } from '../support/books.ts';
import { bind, DAUGHTER, familyOf, orderAs, provider, SON } from '../support/families.ts';
import { giveUp } from '../support/follow-ups.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Messages that were given up: the county's office has them sent again, or writes down that somebody was told otherwise.

let db: Database;
let sms: ReturnType<typeof provider>;
let now: number;
let clerk: Visitor;
let orderId: string;
let id: string;

beforeEach(async () => {
  db = await seedCounty();
  sms = provider();
  now = at('09:00');
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockReturnValue(undefined);
  await bind(db, DAUGHTER, 'e1');
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  orderId = await placeOrder(db, 'e1', { runId: LUNCH });
  id = await giveUp(db, { orderId, elderId: 'e1', personId: 'd1', kind: 'ordered' });
});

const run = (sql: string) => env.DB.prepare(sql).run();
const jobs = () => runJobs(env, now, sms.port);
const path = (step = '') => `/civil/messages/${id}${step}`;
const text = async (answer: Promise<Response> | Response) => (await answer).text();
const list = (query = '') => text(clerk.get(`/civil/messages${query}`));
const resend = (attempts = '3', by = clerk) => by.post(path('/resending'), { attempts });
const TOLD = { attempts: '3', how: 'phone', teller: '周敏', when: '2026-11-23 8:50', note: '女儿说知道了' };
const tell = (form: Partial<typeof TOLD> = {}, by = clerk) => by.post(path('/telling'), { ...TOLD, ...form });
const message = () => one('SELECT state, attempts FROM message WHERE id = ?', id);

describe('what was given up', () => {
  it('is listed by kind, time, reason and tries, the phone with stars, no address and no subsidy beside the name', async () => {
    const page = await list();
    for (const words of ['订好了', '李秀英', '11 月 23 日，星期一 午餐', '女儿', '154****1001', '11 月 23 日 8:00', '短信平台忙（503）']) expect(page).toContain(words);
    expect(page).toMatch(/<td class="n">3<\/td>/);
    expect(page).not.toMatch(/15400001001|东关|补贴 8|自己付/);
    const opened = await text(clerk.get(path()));
    for (const words of ['补贴 8 元，自己付 7 元', '一共试了 3 次', '再发一次']) expect(opened).toContain(words);
    expect(opened).not.toMatch(/15400001001|东关|小区/);
  });

  it('stands beside what waits, since when, and how many codes went out', async () => {
    const daughter = await familyOf(db, DAUGHTER, () => now);
    await orderAs(daughter, 'e1', runId('p1', TOMORROW, 'lunch'));
    now = at('11:00');
    const page = await list();
    expect(page).toMatch(/<b>1<\/b>[^<]*<[^>]*>条等着发，最早 11 月 23 日 9:00，等了 2 小时|条等着发，最早 11 月 23 日 9:00，等了 2 小时/);
    expect(page).toContain('0 / 300');
  });

  it('is looked at by kind, and a page there is not is none', async () => {
    await bind(db, SON, 'e1');
    await giveUp(db, { orderId: await placeOrder(db, 'e2', { runId: LUNCH, setMealId: 'A' }), elderId: 'e1', personId: 's1', kind: 'ordered' });
    await run("INSERT INTO message SELECT 'cancelled.x.elder:e1', 'cancelled', 'elder:e1', 'e1', order_id, NULL, NULL, NULL, NULL, written_at, written_by, 'given_up', 1, 0 FROM message LIMIT 1");
    const page = await list('?kind=cancelled');
    expect([page.includes('全部 3'), page.includes('订好了 2'), page.includes('退了 1'), page.includes('老人本人'), page.includes('154****1001')]).toEqual([true, true, true, true, false]);
    expect([(await clerk.get('/civil/messages?page=2')).status, (await clerk.get('/civil/messages?kind=nonsense')).status]).toEqual([404, 404]);
  });

  it('is the matter of the county’s own office: a town finds nothing, and a message that is on its way is no page', async () => {
    const town = await visit(db, { personId: 'town-clerk' }, () => now);
    expect([(await town.get('/civil/messages')).status, (await town.get(path())).status, (await resend('3', town)).status, (await tell({}, town)).status]).toEqual([404, 404, 404, 404]);
    await run("INSERT INTO message SELECT 'ordered.y.elder:e1', 'ordered', 'elder:e1', 'e1', order_id, NULL, NULL, NULL, NULL, 0, 'x', 'sent', 1, 0 FROM message LIMIT 1");
    expect((await clerk.get('/civil/messages/ordered.y.elder:e1')).status).toBe(404);
  });

  it('shows the whole telephone after a reason, which is written down first', async () => {
    expect((await clerk.post(path('/look'), { reason: ' ' })).status).toBe(422);
    expect(await all("SELECT 1 FROM audit WHERE action = 'message.look'")).toEqual([]);
    expect(await text(clerk.post(path('/look'), { reason: '打电话告知' }))).toContain('15400001001');
    expect(await one("SELECT actor, reason, subject FROM audit WHERE action = 'message.look'")).toEqual({ actor: 'person:clerk', reason: '打电话告知', subject: `message:${id}` });
  });

  it('with a telephone that cannot be opened it is still a page, and not sent', async () => {
    await run("UPDATE family_member SET phone_sealed = 'v1.broken.broken' WHERE person_id = 'd1'");
    expect(await list()).toContain('没有');
    expect(await text(clerk.get(path()))).toContain('没有能用的');
    expect((await resend()).status).toBe(409);
    expect((await tell()).status).toBe(303);
  });
});

describe('sent again', () => {
  it('under its own key, with all the tries of the rule, and the list says who asked for it', async () => {
    await run("INSERT INTO message_rule VALUES (1, '滕民 9 号', 1260, 420, 1, 3, 'person:clerk')");
    expect((await resend()).headers.get('location')).toBe(encodeURI(path()).replace(':', '%3A'));
    sms.answer({ sent: false, cause: 'timeout', final: false });
    for (const minute of [0, 1, 2, 3, 4, 7]) {
      now = at('09:00') + minute * 60_000;
      await jobs();
    }
    expect(sms.letters.map(({ key }) => key)).toEqual([id, id, id]);
    expect(await message()).toEqual({ state: 'given_up', attempts: 6 });
    expect(await text(clerk.get(path()))).toContain('周敏 11 月 23 日 9:00 叫再发一次，还是没发出去，短信平台没有回答');
    expect((await resend('6')).status).toBe(303);
    sms.answer({ sent: true });
    await jobs();
    expect(await message()).toEqual({ state: 'sent', attempts: 7 });
    expect(await list('?show=done')).toContain('叫再发一次，发出去了');
    expect(await all("SELECT actor FROM audit WHERE action = 'message.resend'")).toHaveLength(2);
  });

  it('a second press and ten at once are one; a press on an old page after it was given up anew is none', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => resend()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const before = await rowCounts();
    await resend();
    expect(await rowCounts()).toEqual(before);
    sms.answer({ sent: false, cause: 'status 400', final: true });
    await jobs();
    await resend();
    expect(await message()).toEqual({ state: 'given_up', attempts: 4 });
    expect(await all('SELECT after_attempt FROM message_resend')).toEqual([{ after_attempt: 3 }]);
    expect((await resend('9')).status).toBe(409);
  });

  it.each([
    ['she has died', "INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'", '老人已经去世，不再告诉任何人吃饭的事'],
    ['she withdrew her consent', "INSERT INTO family_withdrawal VALUES ('b-d1-e1', 'elder_page', 0, 'elder:e1')", '这位家属已经解除代订'],
  ])('not where %s: nobody is to be told, the words are not shown, and the list is rid of it', async (_why, sql, words) => {
    await run(sql);
    const page = await text(clerk.get(path()));
    expect([page.includes(words), page.includes('自己付'), page.includes('<form method="post" action="/civil/messages')]).toEqual([true, false, false]);
    expect([(await resend()).status, (await tell()).status]).toEqual([409, 409]);
    expect(await text(clerk.post(path('/look'), { reason: 'x' }))).not.toContain('15400001001');
    expect([(await list()).includes('李秀英'), (await list('?show=moot')).includes('李秀英')]).toEqual([false, true]);
    expect(await message()).toEqual({ state: 'given_up', attempts: 3 });
  });

  it('not a code: whoever needs one asks anew, and no official is shown what it was', async () => {
    await run("INSERT INTO message VALUES ('sign_in_code.c1', 'sign_in_code', 'sign_in_code:c1', NULL, NULL, NULL, NULL, NULL, NULL, 0, 'x', 'given_up', 3, 0)");
    id = 'sign_in_code.c1';
    expect(await text(clerk.get(path()))).toContain('谁也不能替他看');
    expect([(await resend()).status, (await tell()).status]).toEqual([409, 409]);
    await expect(run("INSERT INTO message_resend VALUES ('sign_in_code.c1', 3, 0, 'x')")).rejects.toThrow('only a message that was given up');
  });
});

describe('told otherwise', () => {
  it('is written down once with who, when and how, and ends it', async () => {
    expect((await tell()).status).toBe(303);
    expect(await one('SELECT how, told_by_name, told_at, note, recorded_by FROM message_told')).toEqual({ how: 'phone', told_by_name: '周敏', told_at: at('08:50'), note: '女儿说知道了', recorded_by: 'person:clerk' });
    expect([(await list()).includes('李秀英'), (await list('?show=done')).includes('周敏 11 月 23 日 8:50 打电话：女儿说知道了')]).toEqual([false, true]);
    const before = await rowCounts();
    expect([(await tell({ note: '' })).status, (await resend()).status]).toEqual([303, 409]);
    expect(await rowCounts()).toEqual(before);
    await jobs();
    expect(sms.letters.filter(({ key }) => key === id)).toEqual([]);
    expect(await one("SELECT actor, reason FROM audit WHERE action = 'message.told'")).toEqual({ actor: 'person:clerk', reason: '女儿说知道了' });
  });

  it('is refused in words, with what was typed', async () => {
    const wrong = await tell({ how: '', teller: ' ', when: '昨天', note: '字'.repeat(201) });
    const page = await wrong.text();
    expect(wrong.status).toBe(422);
    for (const words of ['有 4 处要改', '选一个：怎么告诉的', '写上是谁告诉的', '没有看懂这个时间', '说明太长了', 'value="昨天"']) expect(page).toContain(words);
    for (const [form, words] of [[{ when: '2026-11-23 9:01' }, '还没有到'], [{ when: '2026-11-23 7:59' }, '比短信还早'], [{ how: 'needless', note: '' }, '不用再说的，写上为什么']] as const) {
      const answer = await tell(form);
      expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
    }
    expect(await all('SELECT 1 FROM message_told')).toEqual([]);
    expect((await tell({ when: '2026-11-23 8:00', how: 'needless', note: '饭已经吃过' })).status).toBe(303);
  });

  it('raced with sending it again: one of them, never both', async () => {
    const answers = await Promise.all([resend(), tell(), resend(), tell()]);
    const [told, again] = [await all('SELECT 1 FROM message_told'), await all('SELECT 1 FROM message_resend')];
    expect(told.length + again.length).toBe(1);
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(2);
  });
});

it('a hand-over that was taken back has nothing to be told any more', async () => {
  now = at('11:05');
  await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${runId('p1', TODAY, 'lunch')}'`);
  const cook = await visit(db, { personId: 'cook1' }, () => now);
  const handed = await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: '0123456789abcdef' });
  id = await giveUp(db, { orderId, elderId: 'e1', personId: 'd1' });
  expect(await text(clerk.get(path()))).toContain('拿到了');
  await cook.post(`/canteen/hand-overs/${/done=(\w+)/.exec(handed.headers.get('location') ?? '')?.[1]}/undo`);
  expect([(await resend()).status, await text(clerk.get(path()))]).toEqual([409, expect.stringContaining('这一次交付已经撤销')]);
});
