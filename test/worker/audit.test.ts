import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { scopeFor } from '../../src/domain/access.ts';
import { instantAt } from '../../src/domain/calendar.ts';
import { loadAudit, type AuditFilter } from '../../src/store/audit-log.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all } from '../support/books.ts';
import { asked as wished, decide, seedAdministrators } from '../support/administrators.ts';
import { complain, giveUp } from '../support/follow-ups.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// An auditor's log: what happened in a small county, and below it some thousands of entries of long ago.

let db: Database;
let auditor: Visitor;
const run = (sql: string, ...values: unknown[]) => env.DB.prepare(sql).bind(...values).run();
const COUNT = 'WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)';

/** Orders of a job, of one cook every tenth, a look every hundredth; all in one minute, so that the id has to part them. */
async function fill(entries: number): Promise<void> {
  await run(
    `${COUNT} INSERT INTO audit (id, at, actor, action, subject, request_id) SELECT printf('old%07d', i), ?2 + i / 50, iif(i % 10 = 0, 'person:cook1', 'job:expand-standing-orders'),
      iif(i % 100 = 0, 'elder.look_phone', iif(i % 10 = 0, 'hand_over.record', 'order.place')), iif(i % 100 = 0, 'elder:e1', 'order:gone' || i), 'r' FROM n`,
    entries,
    instantAt(day('2026-06-01'), 0),
  );
}

const MANY = 6000;
let handed: string;
beforeAll(async () => {
  db = await seedCounty();
  await fill(MANY);
  await run("INSERT INTO person (id, name) VALUES ('aud', '刘洋'), ('cook9', '李芳')");
  await run("INSERT INTO role_grant (id, person_id, role, division_code, granted_at, granted_by) VALUES ('g-aud', 'aud', 'auditor', '370481000000', 0, 'x')");
  auditor = await visit(db, { personId: 'aud' }, at('12:00'));
  handed = await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'lunch') });
  const clerk = await visit(db, { personId: 'clerk' }, at('11:00'));
  await clerk.post('/civil/elders/e1/looks', { key: newId(), field: 'id_number', why: 'paper', words: '=报送名册' });
  await clerk.post('/civil/elders/e4/looks', { key: newId(), field: 'phone', why: 'call', words: '' });
});

const textOf = async (path: string) => (await auditor.get(path)).text();
const bodyOf = (page: string) => /<tbody>([\s\S]*?)<\/tbody>/.exec(page)?.[1] ?? '';
const rowsOf = (page: string) => bodyOf(page).split('</tr>').length - 1;
const search = (form: Record<string, string>) => auditor.post('/civil/audit', { who: '', whom: '', ...form });

describe('the log', () => {
  it('says the latest first, in words, with a way to the record', async () => {
    const page = await textOf('/civil/audit');
    const body = bodyOf(page);
    expect(rowsOf(page)).toBe(50);
    expect(page).toContain('看老人的身份证号');
    expect(body.indexOf('看老人的电话')).toBeLessThan(body.indexOf('下单'));
    expect(page).toContain('周敏');
    expect(page).toContain('href="/civil/elders/e1"');
    expect(page).toContain(`href="/civil/orders/${handed}"`);
    expect(page).toContain('11 月 23 日');
  });

  it('says who looked at whom, at what and what for, apart from everything else', async () => {
    const page = await textOf('/civil/audit?kind=looks');
    expect(bodyOf(page)).toContain('身份证号，全部');
    expect(bodyOf(page)).toContain('填写公文、名册：=报送名册');
    expect(bodyOf(page)).toContain('赵玉珍');
    expect(bodyOf(page)).not.toContain('下单');
  });

  it('turns its pages without a gap and without a repetition, through a minute that has fifty entries', async () => {
    const seen: string[] = [];
    let href: string | null = '/civil/audit?by=person:cook1&kind=looks';
    while (href !== null) {
      const { lines, next }: Awaited<ReturnType<typeof loadAudit>> = await loadAudit(db, SCOPE, { by: 'person:cook1', kind: 'looks', before: cursorOf(href) }, 7);
      seen.push(...lines.map((one) => one.id));
      href = next && `${next.at}.${next.id}`;
    }
    const expected = await all("SELECT id FROM audit WHERE actor = 'person:cook1' AND action = 'elder.look_phone' ORDER BY at DESC, id DESC");
    expect(seen).toEqual(expected.map((one) => one['id']));
  });

  it('leads from page to page', async () => {
    const first = await textOf('/civil/audit?by=person:cook1');
    const next = /href="([^"]*before=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await auditor.get(next);
    expect([second.status, rowsOf(await second.text())]).toEqual([200, 50]);
  });

  it.each([
    ['/civil/audit?of=order:nowhere', '没有这样的记录'],
    ['/civil/audit?before=1.a', '没有更早的了'],
    ['/civil/audit?whose=nobody', '查不到这个人'],
  ])('%s is a page that says so', async (path, words) => expect(await textOf(path)).toContain(words));

  it.each(['by=x', "of=order:'", 'since=2026-13-01', 'before=x', 'kind=A%20B', `whose=${encodeURIComponent('李')}`])('%s cannot be asked', async (asked) =>
    expect((await auditor.get(`/civil/audit?${asked}`)).status).toBe(404));
});

describe('a search', () => {
  it('offers kinds of acts by what they are about, each once', async () => {
    const select = /<select id="kind"[\s\S]*?<\/select>/.exec(await textOf('/civil/audit?kind=pin.wrong'))?.[0] ?? '';
    const groups = [...select.matchAll(/<optgroup label="([^"]+)">([\s\S]*?)<\/optgroup>/g)].map(([, label, options = '']) => [label, options.split('<option').length - 1] as const);
    expect(groups.every(([, options]) => options > 0 && options < 30)).toBe(true);
    expect(groups.map(([label]) => label)).toEqual(expect.arrayContaining(['订饭', '结算和账', '人员和授权', '登录']));
    const values = [...select.matchAll(/value="([^"]*)"/g)].map(([, value]) => value);
    expect([values.length > 120, new Set(values).size]).toEqual([true, values.length]);
    expect(select).toContain('<option value="pin.wrong" selected');
  });


  it('by who did it, by whose record, by kind and by days leads to an address without a name', async () => {
    const answer = await search({ who: '周敏', whom: '李秀英', kind: 'elder.look_id_number', since: '2026-11-23', until: '2026-11-23' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/civil/audit?kind=elder.look_id_number&since=2026-11-23&until=2026-11-23&by=person%3Aclerk&whose=e1']);
    expect(rowsOf(await textOf(answer.headers.get('location') ?? ''))).toBe(1);
    expect(await textOf('/civil/audit?whose=e1&since=2026-11-24')).toContain('没有这样的记录');
  });

  it('asks which one where several are called so, and keeps the other answer', async () => {
    const page = await (await search({ who: '李芳', whom: '李秀英' })).text();
    expect(page).toContain('李芳（食堂工作人员）');
    expect(page).toContain('李芳（家属，或没有岗位）');
    expect(page).toMatch(/href="\/civil\/audit\?[^"]*by=person%3Acook1[^"]*whose=e1|href="\/civil\/audit\?[^"]*whose=e1[^"]*by=person%3Acook1/);
  });

  it.each<[string, Record<string, string>, string]>([
    ['nobody of that name', { who: '欧阳锋' }, '没有叫这个名字的'],
    ['nobody’s record', { whom: '欧阳锋' }, '没有查到这个姓名'],
    ['a day that is none', { since: '2026-02-30' }, '日期'],
    ['days backwards', { since: '2026-11-23', until: '2026-11-22' }, '早于'],
  ])('%s: 422, in words, with what was typed', async (_case, form, words) => {
    const answer = await search(form);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(words);
    expect(page).toContain(`value="${Object.values(form)[0]}"`);
  });

  it('by one record finds everything about an elder: her record and her meals', async () => {
    const page = bodyOf(await textOf('/civil/audit?whose=e1&since=2026-11-01'));
    expect(page).toContain('下单');
    expect(page).toContain('看老人的身份证号');
    expect(page).not.toContain('赵玉珍');
  });

  it('her complaint and the messages that did not reach anybody as well, sent again or not, and nobody else’s', async () => {
    const cook = await visit(db, { personId: 'cook1' }, at('13:00'));
    await cook.post(`/canteen/orders/${handed}/hand-over`, { key: newId() });
    const complaint = await complain(db, { orderId: handed, point: 'p1', elderId: 'e1' });
    expect((await cook.post(`/canteen/complaints/${complaint}/answer`, { answer: '明天煮软一点' })).status).toBe(303);
    const clerk = await visit(db, { personId: 'clerk' }, at('13:05'));
    const hers = await giveUp(db, { orderId: handed, elderId: 'e1', kind: 'ordered' });
    const others = await giveUp(db, { orderId: handed, elderId: 'e4', kind: 'ordered' });
    for (const [id, reason] of [[hers, '告诉她换了菜'], [others, '别人的事']]) await clerk.post(`/civil/messages/${id}/look`, { reason: reason ?? '' });
    const log = async () => bodyOf(await textOf('/civil/audit?whose=e1&since=2026-11-01'));
    expect(await log()).toContain('告诉她换了菜');
    expect(await log()).toContain('回话');
    expect(await log()).not.toContain('别人的事');
    expect(await textOf('/civil/audit?kind=looks&whose=e1')).toContain('告诉她换了菜');
    expect((await clerk.post(`/civil/messages/${hers}/resending`, { attempts: '3' })).status).toBe(303);
    expect(await all('SELECT state FROM message WHERE id = ?', hers)).toEqual([{ state: 'waiting' }]);
    expect(await log()).toContain('告诉她换了菜');
  });
});

describe('the file', () => {
  it('has the same entries, runs no formula, and is an entry itself', async () => {
    const before = await all("SELECT id FROM audit WHERE action = 'audit.export'");
    const file = await auditor.get('/civil/audit/file.csv?kind=looks&since=2026-11-23');
    const text = await file.text();
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(text).toContain('李秀英');
    expect(text.split('\r\n').filter((line) => line.includes('，全部'))).toHaveLength(2);
    expect(text).not.toMatch(/(^|,)[=+@-]/m);
    expect(text).not.toMatch(/10000000001|370000000000000001/);
    const after = await all("SELECT actor, reason FROM audit WHERE action = 'audit.export'");
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toEqual({ actor: 'person:aud', reason: 'kind=looks&since=2026-11-23' });
  });

  it('says so where it is cut', async () => expect(await (await auditor.get('/civil/audit/file.csv')).text()).toContain('只列了最近 2000 条'));
});

const SCOPE = scopeFor({ kind: 'person', personId: 'aud', name: '', grants: [{ role: 'auditor', divisionCode: '370481000000' }] }, 'audit.read') ?? expect.fail();
const cursorOf = (text: string) => (/^\d+\./.test(text) ? { at: Number(text.split('.')[0]), id: text.split('.')[1] ?? '' } : undefined);

/** What D1 says it read for one page. */
async function rowsRead(filter: AuditFilter): Promise<number> {
  let rows = 0;
  const counting = new Proxy(env.DB, {
    get(target, name) {
      if (name !== 'batch') return typeof Reflect.get(target, name) === 'function' ? (Reflect.get(target, name) as () => unknown).bind(target) : Reflect.get(target, name);
      return async (statements: D1PreparedStatement[]) => {
        const answers = await target.batch(statements);
        rows += answers.reduce((sum, answer) => sum + answer.meta.rows_read, 0);
        return answers;
      };
    },
  });
  await loadAudit(openDatabase(counting), SCOPE, filter, 50);
  return rows;
}

describe('a page of thousands of entries', () => {
  const middle = { at: instantAt(day('2026-06-01'), 0) + 60, id: 'old0003010' };
  it.each<[string, AuditFilter, number]>([
    ['the latest', {}, 500],
    ['in the middle', { before: middle }, 500],
    ['of one person', { by: 'person:cook1', before: middle }, 500],
    ['of one kind', { kind: 'hand_over.record', before: middle }, 500],
    ['of a day', { since: instantAt(day('2026-05-31'), 0), until: instantAt(TOMORROW, 0), before: middle }, 500],
    ['of looks', { kind: 'looks', before: middle }, 500],
    ['of looks of one person', { kind: 'looks', by: 'person:cook1', before: middle }, 500],
    ['of one record', { of: `order:gone3001` }, 60],
    // A rare act of a busy program: what is looked through for one page has an end, and the page says to go on.
    ['of one kind of one person', { kind: 'hand_over.undo', by: 'job:expand-standing-orders' }, 9000],
  ])('%s reads few rows', async (_case, filter, most) => {
    const read = await rowsRead(filter);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(most);
  });

  it('reads no more where there are twice as many', async () => {
    const asked: AuditFilter[] = [{}, { by: 'person:cook1' }, { kind: 'order.place' }, { kind: 'looks' }, { kind: 'looks', by: 'person:cook1' }, { kind: 'hand_over.undo', by: 'job:expand-standing-orders' }];
    const before = await Promise.all(asked.map(rowsRead));
    await run(`INSERT INTO audit (id, at, actor, action, subject, request_id) SELECT 'x' || id, at - 1000000, actor, action, subject, request_id FROM audit WHERE id LIKE 'old%'`);
    const after = await Promise.all(asked.map(rowsRead));
    expect(after.map((rows, index) => rows <= (before[index] ?? 0) + 10)).toEqual(asked.map(() => true));
  });

  it('where nothing of it was found, leads on to what was not looked through', async () => {
    const page = await textOf('/civil/audit?kind=hand_over.undo&by=job:expand-standing-orders');
    expect(page).toContain('接着往前找');
    expect(page).toMatch(/href="[^"]*before=/);
  });
});

describe('what somebody may do', () => {
  it('is said with its role and place where it is asked for, confirmed and taken away; a code with what it is for', async () => {
    await seedAdministrators(db);
    let now = at('14:00');
    const [first, second, third] = await Promise.all([1, 2, 3].map((no) => visit(db, { personId: `admin${no}` }, () => (now += 1)))) as [Visitor, Visitor, Visitor];
    const cook = await wished(first, { personId: 'fresh', role: 'canteen_staff', place: 'p1' });
    const village = await wished(first, { personId: 'fresh', role: 'community_worker', town: '370481001000', place: '370481001001' });
    await decide(second, cook);
    await decide(second, village, 'declined');
    const grant = await all("SELECT id FROM role_grant WHERE person_id = 'fresh'");
    expect((await third.post(`/civil/grants/${String(grant[0]?.['id'])}/revocation`, { reason: '离职' })).status).toBe(303);
    await first.post('/civil/people/fresh/login', { login: 'dingjie' });
    const given = { key: newId(), resets: 'nothing', reason: '新来的', present_seen: 'on' };
    expect((await third.post('/civil/people/fresh/start-codes', given)).status).toBe(303);
    const log = (await textOf('/civil/audit?of=person:fresh')).replace(/<[^>]*>/g, '|');
    for (const words of ['提请授权、启用：食堂工作人员，荆河街道长者食堂', '确认授权、启用：食堂工作人员，荆河街道长者食堂', '没有同意授权、启用：社区工作人员，荆河街道东关社区', '收回授权：食堂工作人员，荆河街道长者食堂', '给开通码：第一次用']) expect(log).toContain(`|${words}|`);
    expect(await (await auditor.get('/civil/audit/file.csv?of=person:fresh')).text()).toContain('收回授权：食堂工作人员，荆河街道长者食堂');
  });
});

describe('the place of an auditor', () => {
  const grant = (place: string) => run(`INSERT INTO role_grant (id, person_id, role, ${place}, granted_at, granted_by) VALUES ('g-no', 'cook9', 'auditor', ?, 0, 'x')`, place === 'meal_point_id' ? 'p1' : '370481001000');
  it.each(['division_code', 'meal_point_id'])('is the county: the database refuses a smaller %s', async (place) =>
    expect(grant(place)).rejects.toThrow('an auditor is granted for the county'));

  it('is the county: a grant is not made smaller afterwards', async () =>
    expect(run("UPDATE role_grant SET division_code = '370481001000' WHERE id = 'g-aud'")).rejects.toThrow('an auditor is granted for the county'));

  it('a county official is no auditor', async () => {
    const clerk = await visit(db, { personId: 'clerk' }, at('12:00'));
    expect([(await clerk.get('/civil/audit')).status, (await clerk.get('/civil/audit/file.csv')).status, (await clerk.post('/civil/audit', { who: '' })).status]).toEqual([404, 404, 404]);
  });
});
