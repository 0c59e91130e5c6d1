import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { draftText } from '../support/drafts.ts';
import { run } from '../support/guards.ts';
import { imported, uploadRoster } from '../support/rosters.ts';
import { NOW, seedCounty, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// The county's own payers and categories: what is refused in words, what is remembered, what a policy and a list may then say.

let db: Database;
let now: Instant;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  second = await visit(db, { personId: 'clerk2' }, () => now);
});

const page = async (path: string, who = clerk) => (await who.get(path)).text();
const add = (what: 'payers' | 'categories', form: Record<string, string>, who = clerk) => who.post(`/civil/${what}`, { key: newId(), ...form });
const rename = (path: string, was: string, name: string, reason = '县里发文', who = clerk) => who.post(`${path}/name`, { was, name, reason });
const said = async (answer: Response) => [answer.status, await answer.text()] as const;

describe('a payer', () => {
  it('is added once, a fund with an account and a balance of nothing, and behind those that are there', async () => {
    const key = newId();
    const form = { key, code: ' Ｃharity_Fund', name: '慈善助餐 基金', kind: 'fund' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.post('/civil/payers', form)));
    expect(new Set(answers.map((answer) => answer.headers.get('location')))).toEqual(new Set(['/civil/payers/charity_fund?done=added']));
    await add('payers', { code: 'town', name: '镇街', kind: 'budget' });
    expect(await all('SELECT code, name, funded FROM payer WHERE position < 97 ORDER BY position')).toEqual([
      { code: 'unspecified', name: '文件未载明', funded: 0 }, { code: 'charity_fund', name: '慈善助餐 基金', funded: 1 }, { code: 'town', name: '镇街', funded: 0 },
    ]);
    expect(await all("SELECT account_id, balance_fen FROM balance")).toEqual([{ account_id: 'payer:charity_fund', balance_fen: 0 }]);
    expect(await page('/civil/payers')).toMatch(/慈善助餐 基金<\/a><\/td><td>charity_fund<\/td><td>基金，有余额/);
    expect((await clerk.post('/civil/payers', { ...form, kind: 'budget' })).status).toBe(422);
    await expectBooksToAgree();
  });

  it.each([
    ['elder', '本人', 'budget', '人人都有'], ['discount', '店里的', 'budget', '人人都有'], ['operator_concession', '让', 'budget', '人人都有'],
    ['unspecified', '另一个', 'budget', '这个代号已经用了'], ['town', '文件 未载明', 'budget', '已经有一个叫这个名称'], ['', '镇街', 'budget', '请写代号'],
    ['镇街', '镇街', 'budget', '代号用小写字母'], ['town', ' ', 'budget', '请写名称'], ['town', '镇'.repeat(31), 'budget', '名称太长'], ['town', '镇街', '', '请选怎么出钱'],
  ])('with the code “%s” and the name “%s” is not added, what was typed stays: %s', async (code, name, kind, words) => {
    const [status, html] = await said(await add('payers', { code, name, ...(kind === '' ? {} : { kind }) }));
    expect(status).toBe(422);
    expect(html).toContain(words);
    expect(html).toContain(`value="${name}"`);
    expect(await one('SELECT count(*) AS n FROM payer WHERE position < 97')).toEqual({ n: 1 });
  });

  it('is called otherwise with a reason, as it was read, and every page says so at once', async () => {
    const path = '/civil/payers/unspecified';
    expect((await rename(path, '文件未载明', '县财政', '')).status).toBe(422);
    expect((await rename(path, '文件未载明', '店里优惠')).status).toBe(422);
    const answers = await Promise.all([rename(path, '文件未载明', '县财政'), rename(path, '文件未载明', '市财政', '另一份文件', second)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
    expect(await one('SELECT count(*) AS n FROM label_change')).toEqual({ n: 1 });
    const name = (await one<{ name: string }>("SELECT name FROM payer WHERE code = 'unspecified'"))?.name ?? '';
    expect(await page(path)).toContain(`<td>文件未载明</td><td>${name}</td>`);
    expect((await rename(path, '文件未载明', name)).status).toBe(303);
    expect(await one("SELECT count(*) AS n FROM audit WHERE action = 'payer.rename' AND reason <> ''")).toEqual({ n: 1 });
  });

  it('that nobody has named is removed, twice pressed too; one that has an account is not', async () => {
    await add('payers', { code: 'town', name: '镇街', kind: 'budget' });
    await add('payers', { code: 'gift', name: '基金', kind: 'fund' });
    for (const code of ['unspecified', 'gift']) {
      const [status, html] = await said(await clerk.post(`/civil/payers/${code}/deletion`));
      expect([status, html.includes('不能删')]).toEqual([409, true]);
    }
    for (let press = 0; press < 2; press += 1) expect((await clerk.post('/civil/payers/town/deletion')).headers.get('location')).toBe('/civil/payers?done=removed');
    expect((await clerk.post('/civil/payers/elder/deletion')).status).toBe(404);
    expect(await all("SELECT code FROM payer WHERE position < 97 ORDER BY code")).toEqual([{ code: 'gift' }, { code: 'unspecified' }]);
  });

  it('removed while a policy that names it is approved: the one or the other', async () => {
    await add('payers', { code: 'town', name: '镇街', kind: 'budget' });
    const path = (await clerk.post('/civil/policies/drafts', { key: newId(), text: draftText({ from: TOMORROW }).replaceAll('unspecified', 'town') })).headers.get('location') ?? '';
    const hidden = async (who: Visitor, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(await page(path, who))?.[1] ?? '';
    await clerk.post(`${path}/sending`, { hash: await hidden(clerk, 'hash') });
    const form = { step: await hidden(second, 'step'), hash: await hidden(second, 'hash') };
    await Promise.all([second.post(`${path}/approval`, form), clerk.post('/civil/payers/town/deletion')]);
    const row = await one("SELECT (SELECT count(*) FROM payer WHERE code = 'town') AS payers, (SELECT count(*) FROM account WHERE id = 'payer:town') AS accounts");
    expect([{ payers: 1, accounts: 1 }, { payers: 0, accounts: 0 }]).toContainEqual(row);
  });
});

describe('a draft', () => {
  const fundText = (balance: object) => draftText({ from: TOMORROW, payers: [{ payer: 'gift', ...balance }] });

  it('that names a payer or category of nobody leads to the page where it is added', async () => {
    const post = (text: string) => clerk.post('/civil/policies/drafts', { key: newId(), text });
    expect(await (await post(draftText({ from: TOMORROW }).replaceAll('unspecified', 'lottery'))).text()).toMatch(/本县没有“lottery”这个出资方[^]*<a href="\/civil\/payers">/);
    expect(await (await post(draftText({ from: TOMORROW }).replace('minimum_living_guarantee', 'rich'))).text()).toMatch(/本县没有“rich”这个类别[^]*<a href="\/civil\/categories">/);
    await add('payers', { code: 'lottery', name: '福彩公益金', kind: 'budget' });
    expect((await post(draftText({ from: TOMORROW }).replaceAll('unspecified', 'lottery'))).status).toBe(303);
  });

  it('writes a fund as one that runs out', async () => {
    await add('payers', { code: 'gift', name: '慈善基金', kind: 'fund' });
    const [status, html] = await said(await clerk.post('/civil/policies/drafts', { key: newId(), text: fundText({}) }));
    expect([status, html.includes('“gift”是基金，会用完')]).toEqual([422, true]);
    expect((await clerk.post('/civil/policies/drafts', { key: newId(), text: fundText({ balance: {} }) })).status).toBe(303);
  });
});

describe('a category', () => {
  const low = '/civil/categories/minimum_living_guarantee';

  it.each([
    ['minimum_living_guarantee', '另一类', '这个代号已经用了'], ['rich', '低 保', '已经有一个叫这个名称'], ['A B', '', '请写名称'], ['1st', '一类', '代号用小写字母'],
  ])('with the code “%s” and the name “%s” is not added: %s', async (code, name, words) => {
    const [status, html] = await said(await add('categories', { code, name }));
    expect([status, html.includes(words), html.includes(`value="${code}"`)]).toEqual([422, true, true]);
  });

  it('is added once, and lists may call it by its name and by the words given to it', async () => {
    const key = newId();
    const form = { key, code: 'lost_only_child', name: '失独家庭' };
    await Promise.all(Array.from({ length: 20 }, () => clerk.post('/civil/categories', form)));
    expect(await all("SELECT code, position FROM category ORDER BY position")).toEqual([{ code: 'minimum_living_guarantee', position: 1 }, { code: 'lost_only_child', position: 2 }]);
    const path = '/civil/categories/lost_only_child';
    for (let press = 0; press < 2; press += 1) expect((await clerk.post(`${path}/words`, { word: ' 失 独' })).status).toBe(303);
    expect(await all('SELECT word, category_code FROM category_word')).toEqual([{ word: '失独', category_code: 'lost_only_child' }]);
    const roster = await imported(uploadRoster(clerk, { covers: ['lost_only_child'], file: '姓名,身份证号,类别\n李秀英,370000000000000001,失独\n王桂兰,370000000000000002,失独家庭\n' }));
    expect(await all("SELECT count(*) AS n, sum(problems LIKE '%value_unknown%') AS unknown FROM roster_line WHERE roster_id = '" + roster + "'")).toEqual([{ n: 2, unknown: 0 }]);
  });

  it('does not take a word from another unasked, and never another’s name', async () => {
    await add('categories', { code: 'rich', name: '高收入' });
    await clerk.post(`${low}/words`, { word: '城市低保' });
    const [status, html] = await said(await clerk.post('/civil/categories/rich/words', { word: '城市低保' }));
    expect([status, html.includes('这个词现在指“低保”')]).toEqual([422, true]);
    expect(html).toContain('“城市低保”不再指低保，改为指高收入');
    expect((await clerk.post('/civil/categories/rich/words', { word: '低保' })).status).toBe(422);
    expect((await clerk.post('/civil/categories/rich/words', { word: '' })).status).toBe(422);
    expect((await clerk.post('/civil/categories/rich/words', { word: '城市低保', from: 'minimum_living_guarantee' })).status).toBe(303);
    expect((await clerk.post(`${low}/words`, { word: '城市低保', from: 'nobody' })).status).toBe(422);
    expect(await page('/civil/categories')).toMatch(/高收入<\/a><\/td><td>rich<\/td><td class="n">0<\/td><td>城市低保/);
    expect((await rename(low, '低保', '城市低保')).status).toBe(422);
  });

  it('called otherwise is still known to lists by its old name', async () => {
    expect((await rename(low, '低保', '最低生活保障对象')).status).toBe(303);
    expect(await page(low)).toContain('名册里写“最低生活保障对象”，或者：低保');
    expect((await rename(low, '最低生活保障对象', '低保')).status).toBe(303);
    expect(await all('SELECT number, was, name FROM label_change ORDER BY number')).toEqual([
      { number: 1, was: '低保', name: '最低生活保障对象' }, { number: 2, was: '最低生活保障对象', name: '低保' },
    ]);
  });

  it('that nobody holds and nothing names is removed; one that somebody held once stays', async () => {
    await add('categories', { code: 'rich', name: '高收入' });
    expect((await clerk.post('/civil/categories/rich/deletion')).headers.get('location')).toBe('/civil/categories?done=removed');
    expect((await clerk.post('/civil/categories/rich/deletion')).status).toBe(303);
    expect((await clerk.post(`${low}/deletion`)).status).toBe(409);
    await add('categories', { code: 'extreme_hardship', name: '特困' });
    expect(await page('/civil/categories/extreme_hardship')).toContain('城阳区助老餐厅');
    expect((await clerk.post('/civil/categories/extreme_hardship/deletion')).status).toBe(409);
  });

  it.each([
    ['removed while somebody holds it', "DELETE FROM category WHERE code = 'minimum_living_guarantee'", 'never removed'],
    ['called otherwise without a reason', "UPDATE category SET name = 'x'", 'with its reason'],
    ['given another code', "UPDATE OR REPLACE category SET code = 'x'", 'keeps its code'],
    ['written anew', "INSERT OR REPLACE INTO category VALUES ('minimum_living_guarantee', 'x', 1)", 'the category is there'],
  ])('is not %s, whoever opens the database', async (_what, sql, words) => {
    await expect(run(sql)).rejects.toThrow(words);
  });
});

it('of the county is no matter of a town’s office, and there is no way to it', async () => {
  const town = await visit(db, { personId: 'town-clerk' }, () => now);
  for (const path of ['/civil/payers', '/civil/categories', '/civil/donations']) expect((await town.get(path)).status).toBe(404);
  expect(await page('/civil', town)).not.toContain('/civil/donations');
  expect(await page('/civil')).toContain('/civil/donations');
});
