import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runJobs } from '../../src/jobs/jobs.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { codeIn, bind, DAUGHTER, familyOf, orderAs, provider, SON } from '../support/families.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, NOW, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let sms: ReturnType<typeof provider>;
let clock: { now: number };
let daughter: Visitor;
let elder: Visitor;
let cook: Visitor;
const lines: string[] = [];
beforeEach(async () => {
  db = await seedCounty();
  sms = provider();
  clock = { now: NOW };
  lines.length = 0;
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line));
  await bind(db, DAUGHTER, 'e1');
  await bind(db, SON, 'e1');
  daughter = await familyOf(db, DAUGHTER, () => clock.now);
  elder = await visit(db, { elderId: 'e1' }, () => clock.now);
  cook = await visit(db, { personId: 'cook1' }, () => clock.now);
});

const one = async <T = unknown>(sql: string) => env.DB.prepare(sql).first<T>();
const all = async (sql: string) => (await env.DB.prepare(sql).all()).results;
const run = (sql: string) => env.DB.prepare(sql).run();
const jobs = (now = clock.now) => runJobs(env, now, sms.port);
const told = () => Object.fromEntries(sms.letters.map(({ to, text }) => [to, text]));
const sent = async () => {
  sms.letters.length = 0;
  await jobs();
  return told();
};
const [ELDER, D, S] = ['10000000001', '15400001001', '15400001002'];
const orderIdOf = (answer: Response) => /orders\/(\w+)$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
const handOver = (id: string) => cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() });

describe('what is told to whom', () => {
  it('a daughter orders: her mother and her brother hear of it, she does not', async () => {
    await orderAs(daughter, 'e1', LUNCH, { mode: 'home_delivery' });
    expect(await sent()).toEqual({
      [ELDER]: '【滕州助餐】您女儿给您订了今天午饭：红烧茄子套餐，送到家。补贴 8 元，自己付 7 元。不想要，今天上午 9 点 40 分以前能退，电话 0632-5550123。',
      [S]: '【滕州助餐】女儿给您妈妈今天午饭订好了：红烧茄子套餐，送到家。补贴 8 元，自己付 7 元。',
    });
  });

  it('an elder who orders for herself rings nobody’s phone', async () => {
    await placeOrder(db, 'e1');
    expect(await sent()).toEqual({});
  });

  it('handed over: her family hears, with what is left of her prepaid money', async () => {
    await cook.post('/canteen/top-ups', { key: newId(), elder: 'e1', point: 'p1', amountFen: '10000', counterpart: '' });
    const id = await placeOrder(db, 'e1');
    clock.now = at('11:05');
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`);
    expect((await handOver(id)).status).toBe(303);
    const text = '【滕州助餐】您妈妈今天午饭拿到了：红烧茄子套餐。补贴 8 元，自己付 7 元，余额 93 元。';
    expect(await sent()).toEqual({ [D]: text, [S]: text });
  });

  it('somebody who came without an order has eaten too', async () => {
    clock.now = at('11:05');
    const walkIn = await cook.post('/canteen/walk-ins', { key: newId(), elder: 'e1', run: LUNCH, meal: 'A', mode: 'dine_in', selfPayFen: '700' });
    expect(walkIn.status).toBe(303);
    expect(Object.keys(await sent())).toEqual([D, S]);
  });

  it('handed over by mistake: corrected where it had been told, silent where it had not', async () => {
    const id = await placeOrder(db, 'e1');
    clock.now = at('11:05');
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`);
    const undo = async (answer: Response) => cook.post(`/canteen/hand-overs/${/done=(\w+)/.exec(answer.headers.get('location') ?? '')?.[1]}/undo`);
    await undo(await handOver(id));
    expect(await sent()).toEqual({});
    expect(await all("SELECT state, count(*) n FROM message GROUP BY state")).toEqual([{ state: 'dropped', n: 2 }]);
    const again = await handOver(id);
    await sent();
    await undo(again);
    expect((await sent())[D]).toBe('【滕州助餐】更正：您妈妈今天午饭还没有拿到，刚才的短信不算数。有事打 0632-5550123。');
  });

  it('nobody came: her family hears in the morning, with the telephone', async () => {
    await placeOrder(db, 'e1');
    clock.now = at('00:00', TOMORROW);
    expect(await sent()).toEqual({});
    clock.now = at('07:00', TOMORROW);
    expect((await sent())[D]).toBe('【滕州助餐】您妈妈昨天午饭没有拿，也没有退。没有收钱。请打个电话问问她，食堂电话 0632-5550123。');
  });

  it('nobody came, and the point keeps her share: the message says so', async () => {
    db = await seedCounty('keep_self_pay');
    await bind(db, DAUGHTER, 'e1');
    await (await visit(db, { personId: 'cook1' }, NOW)).post('/canteen/top-ups', { key: newId(), elder: 'e1', point: 'p1', amountFen: '10000', counterpart: '' });
    await placeOrder(db, 'e1');
    clock.now = at('08:00', TOMORROW);
    expect((await sent())[D]).toContain('按食堂的规定扣了 7 元，余额 93 元。');
  });

  it.each([
    ['she cancels what she had ordered: nobody', 'e1', 'e1', []],
    ['she cancels what her daughter had ordered: her children', 'd1', 'e1', [D, S]],
    ['her daughter cancels what she had ordered: she and her son', 'e1', 'd1', [ELDER, S]],
  ])('%s', async (_what, placer, canceller, hear) => {
    const id = placer === 'e1' ? await placeOrder(db, 'e1') : orderIdOf(await orderAs(daughter, 'e1', LUNCH));
    await sent();
    await (canceller === 'e1' ? elder.post(`/orders/${id}/cancellation`) : daughter.post(`/family/elders/e1/orders/${id}/cancellation`));
    const letters = await sent();
    expect(Object.keys(letters).sort()).toEqual([...hear].sort());
    if (canceller === 'd1') expect(letters[ELDER]).toBe('【滕州助餐】您女儿把您今天午饭退了，不收钱。还想吃，打 0632-5550123 问问。');
    if (canceller === 'e1') for (const text of Object.values(letters)) expect(text).toBe('【滕州助餐】您妈妈今天午饭退了，是本人退的，不收钱。');
  });

  it('the price changes before the meal: she and her family hear both sums', async () => {
    await placeOrder(db, 'e1');
    await run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'category', 'minimum_living_guarantee', NULL, '2026-01-01', NULL, 'x', NULL, 0, 'person:clerk'");
    await run(`INSERT INTO reassessment_due VALUES ('e1', ${NOW}, 'fact_changed', 'person:clerk', NULL)`);
    const letters = await sent();
    expect(Object.keys(letters).sort()).toEqual([ELDER, D, S].sort());
    expect(letters[D]).toMatch(/您妈妈今天午饭的价钱变了。补贴 \d+ 元.*自己付/);
    expect(letters[D]).not.toContain('自己付 7 元');
  });

  it('no message holds a name, an address, an ID number or why she pays what she pays', async () => {
    await orderAs(daughter, 'e1', LUNCH, { mode: 'home_delivery' });
    await sent();
    clock.now = at('11:05');
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`);
    const [{ id = '' } = {}] = await all('SELECT id FROM meal_order') as { id?: string }[];
    await handOver(id);
    await sent();
    const texts = JSON.stringify(await all('SELECT * FROM message')) + sms.letters.map(({ text }) => text).join();
    expect(texts).not.toMatch(/李秀英|刘芳|刘强|东关|小区|37000000|低保|15400|10000000/);
  });
});

describe('when it leaves', () => {
  it.each([['20:59', 1], ['21:00', 0], ['23:59', 0], ['06:59', 0], ['07:00', 1]])('at %s: %i', async (time, letters) => {
    await run(`UPDATE meal_run SET cutoff_at = cutoff_at + 172800000, close_at = close_at + 172800000`);
    clock.now = at(time, TOMORROW);
    await orderAs(daughter, 'e1', runId('p1', TOMORROW, 'lunch'));
    await run("DROP TRIGGER message_no_delete");
    await run("DELETE FROM message WHERE recipient <> 'person:s1'");
    expect(Object.keys(await sent())).toHaveLength(letters);
    expect(await one("SELECT count(*) n FROM message WHERE state IN ('waiting', 'sent')")).toEqual({ n: 1 });
  });

  it('the quiet hours are the county’s setting', async () => {
    await run("INSERT INTO message_rule VALUES (1, '滕民 9 号', 480, 490, 1, 3, 'person:clerk')");
    await orderAs(daughter, 'e1', LUNCH);
    expect(await sent()).toEqual({});
    clock.now = at('08:10');
    expect(Object.keys(await sent())).toHaveLength(2);
  });

  it('a code that was asked for goes out at night, and no code that is too old', async () => {
    clock.now = at('02:00');
    const stranger = await visit(db, null, () => clock.now, sms.port);
    sms.answer({ sent: false, cause: 'timeout', final: false });
    await stranger.post('/family/sign-in/codes', { key: newId(), phone: '15400002001' });
    const first = codeIn(sms.letters[0] ?? { key: '', to: '', text: '' });
    sms.answer({ sent: true });
    clock.now += 60_000;
    const letters = await sent();
    expect(letters['15400002001']).toContain(`验证码 ${first}，14 分钟内有效`);
    sms.answer({ sent: false, cause: 'timeout', final: false });
    await stranger.post('/family/sign-in/codes', { key: newId(), phone: '15400002002' });
    clock.now += 15 * 60_000;
    sms.answer({ sent: true });
    expect(await sent()).toEqual({});
    expect(await all("SELECT cause FROM message_attempt WHERE outcome = 'dropped'")).toEqual([{ cause: 'not_theirs' }]);
  });

  it('later again, twice as long each time, always under the same key, until it gets through', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    sms.answer({ sent: false, cause: 'status 503', final: false });
    const tries: number[] = [];
    for (let minute = 0; minute <= 16; minute += 1) {
      sms.letters.length = 0;
      await jobs(NOW + minute * 60_000);
      if (sms.letters.length > 0) tries.push(minute);
      expect(new Set(sms.letters.map(({ key }) => key)).size).toBe(sms.letters.length);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15]);
    sms.answer({ sent: true });
    sms.letters.length = 0;
    await jobs(NOW + 31 * 60_000);
    expect(sms.letters.map(({ key }) => key).sort()).toEqual((await all("SELECT id FROM message ORDER BY id")).map(({ id }) => id));
    expect(await all("SELECT attempt, outcome, cause FROM message_attempt WHERE message_id LIKE '%s1' ORDER BY attempt")).toEqual([
      ...[1, 2, 3, 4, 5].map((attempt) => ({ attempt, outcome: 'failed', cause: 'status 503' })), { attempt: 6, outcome: 'sent', cause: '' },
    ]);
    sms.letters.length = 0;
    await jobs(NOW + 40 * 60_000);
    expect(sms.letters).toEqual([]);
  });

  it('after as many tries as the county says nobody tries any more, and at once where the provider refuses', async () => {
    await run("INSERT INTO message_rule VALUES (1, '滕民 9 号', 1260, 420, 1, 3, 'person:clerk')");
    await orderAs(daughter, 'e1', LUNCH);
    sms.answer({ sent: false, cause: 'status 503', final: false });
    for (const minute of [0, 1, 3, 7, 15]) await jobs(NOW + minute * 60_000);
    expect(await all('SELECT DISTINCT state, attempts FROM message')).toEqual([{ state: 'given_up', attempts: 3 }]);
    expect(sms.letters).toHaveLength(6);
    await elder.post(`/orders/${(await one<{ id: string }>('SELECT id FROM meal_order'))?.id}/cancellation`);
    sms.answer({ sent: false, cause: 'status 400', final: true });
    await jobs(NOW + 16 * 60_000);
    expect(await all("SELECT DISTINCT state, attempts FROM message WHERE kind = 'cancelled'")).toEqual([{ state: 'given_up', attempts: 1 }]);
  });

  it('three jobs at once send it once', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await Promise.all([jobs(), jobs(), jobs()]);
    expect(sms.letters).toHaveLength(2);
  });

  it('a job that dies after the provider took it sends it again with the same key', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await run("CREATE TRIGGER broken BEFORE INSERT ON message_attempt BEGIN SELECT RAISE(ABORT, 'broken'); END");
    await jobs();
    await run('DROP TRIGGER broken');
    await jobs(NOW + 60_000);
    expect(sms.letters).toHaveLength(4);
    expect(new Set(sms.letters.map(({ key }) => key)).size).toBe(2);
    expect(await all('SELECT DISTINCT state FROM message')).toEqual([{ state: 'sent' }]);
  });

  it('one that cannot be opened keeps no other from leaving, and the log names nobody', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await run("UPDATE family_member SET phone_sealed = 'v1.broken.broken' WHERE person_id = 's1'");
    expect(Object.keys(await sent())).toEqual([ELDER]);
    expect(lines.map((line) => JSON.parse(line)).find(({ job }) => job === 'send-messages')).toEqual({ level: 'warn', job: 'send-messages', done: 1, left: [{ id: 'messages', cause: 'unreadable (1)' }] });
    expect(lines.join()).not.toMatch(/e1|d1|s1|李|刘|154|1000000/);
  });

  it('where no provider is set up they wait and the log says so', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await runJobs(env, NOW, null);
    expect(lines.map((line) => JSON.parse(line)).find(({ job }) => job === 'send-messages')).toEqual({ level: 'warn', job: 'send-messages', done: 0, left: [{ id: 'messages', cause: 'no provider is set up' }] });
    expect(Object.keys(await sent())).toHaveLength(2);
  });
});

describe('what nobody may know any more', () => {
  it('a consent that was withdrawn after it was written, before it was sent', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await elder.post('/relatives/b-s1-e1/withdrawal');
    expect(Object.keys(await sent())).toEqual([ELDER]);
    expect(await one("SELECT state FROM message WHERE recipient = 'person:s1'")).toEqual({ state: 'dropped' });
  });

  it('after a death no phone rings about a meal', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");
    expect(await sent()).toEqual({});
    expect(await all('SELECT DISTINCT state, attempts FROM message')).toEqual([{ state: 'dropped', attempts: 0 }]);
  });

  it('what a death stops and what it leaves unclaimed is told to nobody', async () => {
    await placeOrder(db, 'e1', { runId: LUNCH });
    await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'dinner') });
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`);
    await run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");
    await runJobs(env, NOW, null);
    await runJobs(env, at('03:00', TOMORROW), null);
    expect(await all('SELECT state FROM meal_order ORDER BY state')).toEqual([{ state: 'cancelled' }, { state: 'missed' }]);
    expect(await all('SELECT id FROM message')).toEqual([]);
  });

  it('whoever only asked, and the family of others', async () => {
    await bind(db, { id: 'x1', name: '周莉', relation: 'relative', phone: '15400001003' }, 'e1', 'asked');
    await bind(db, { id: 'y1', name: '吴刚', relation: 'son', phone: '15400001004' }, 'e2');
    await orderAs(daughter, 'e1', LUNCH);
    expect(Object.keys(await sent()).sort()).toEqual([ELDER, S].sort());
  });

  it('an elder without a telephone is not written to', async () => {
    await run("UPDATE elder SET phone_sealed = NULL, phone_index = NULL WHERE id = 'e1'");
    await orderAs(daughter, 'e1', LUNCH);
    expect(Object.keys(await sent())).toEqual([S]);
  });
});

it('a refused order tells nothing: the message is written in the batch of what it tells', async () => {
  await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`);
  expect((await orderAs(daughter, 'e1', LUNCH)).status).toBe(409);
  await orderAs(daughter, 'e1', runId('p1', TODAY, 'dinner'));
  expect(await all('SELECT DISTINCT order_id FROM message')).toHaveLength(1);
});
