import { beforeEach, describe, expect, it, vi } from 'vitest';
import { monthOf, type Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { closeAsItStands } from '../support/closed-month.ts';
import { fundPays, openFund } from '../support/funds.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, NOW, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Money that is given: read back, recorded once, receipted, in the fund, and taken back only by another official and as far as it is there.

vi.setConfig({ testTimeout: 30_000 });

let db: Database;
let now: Instant;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  second = await visit(db, { personId: 'clerk2' }, () => now);
  await openFund(clerk);
});

const typed = { fund: 'charity', donor: '滕州市善行公司', way: 'bank', amount: '1000', received: TODAY, note: '' };
const give = (form: Record<string, string> = {}, who = clerk) => who.post('/civil/donations', { key: newId(), ...typed, ...form });
const leadsTo = (answer: Response) => answer.headers.get('location') ?? expect.fail(`answered ${answer.status}`);
const given = async (form: Record<string, string> = {}, who = clerk) => leadsTo(await give(form, who));
const page = async (path: string, who = clerk) => (await who.get(path)).text();
const held = () => one("SELECT balance_fen, reserved_fen FROM balance WHERE account_id = 'payer:charity'");
const shownOn = async (path: string, who: Visitor) => /name="shown" value="([^"]+)"/.exec(await page(path, who))?.[1] ?? 'A'.repeat(43);
const takeBack = async (path: string, reason = '汇错了账户', who = second) => who.post(`${path}/reversal`, { shown: await shownOn(path, who), reason });

describe('a donation', () => {
  it('is read back in figures and in words, with what would be recorded twice, before it is recorded', async () => {
    const check = await clerk.post('/civil/donations', { ...typed, amount: '１２３４．５元', anonymous: '1' });
    const html = await check.text();
    for (const words of ['1234.5 元', '壹仟贰佰叁拾肆元伍角', '滕州市善行公司（不公开姓名）', '转账', '钱收到了']) expect(html).toContain(words);
    expect(html).not.toContain('别记重了');
    expect(await one('SELECT count(*) AS n FROM donation')).toEqual({ n: 0 });
    const hidden = Object.fromEntries([...html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
    const path = leadsTo(await clerk.post('/civil/donations', hidden));
    expect(await page(path)).toContain('捐赠第 1 号');
    expect(await (await clerk.post('/civil/donations', { ...typed, amount: '1234.50' })).text()).toMatch(/别记重了[^]*第 1 号/);
    expect(await held()).toEqual({ balance_fen: 123_450, reserved_fen: 0 });
    await expectBooksToAgree();
  });

  it.each([
    ['amount', '0', '要比 0 多'], ['amount', '-5', '要比 0 多'], ['amount', '一千', '没有看懂'], ['amount', '', '请写多少元'], ['amount', '1.005', '最多写到分'], ['amount', '12345678', '太大了'],
    ['way', '', '请选转账还是现金'], ['received', TOMORROW, '不能在今天以后'], ['received', '11 月', '请写哪天收到的'], ['donor', '善'.repeat(41), '40 个字以内'], ['note', '善'.repeat(101), '100 个字以内'],
  ])('with the %s “%s” is not taken, and what was typed stays: %s', async (field, value, words) => {
    const [readBack, confirmed]: Record<string, string>[] = [{}, { key: newId() }];
    for (const key of [readBack, confirmed]) {
      const answer = await clerk.post('/civil/donations', { ...typed, [field]: value, ...key });
      const html = await answer.text();
      expect([answer.status, html.includes(words), html.includes(`value="${field === 'donor' || field === 'way' ? '1000' : typed.donor}"`)]).toEqual([422, true, true]);
    }
    expect(await one('SELECT count(*) AS n FROM donation')).toEqual({ n: 0 });
  });

  it('is recorded once for one key; others at once have the next numbers, none twice and none left out', async () => {
    const key = newId();
    const pressed = await Promise.all(Array.from({ length: 20 }, () => give({ key })));
    expect(new Set(pressed.map(leadsTo)).size).toBe(1);
    expect((await give({ key, amount: '2000' })).status).toBe(422);
    expect((await give({ key }, second)).status).toBe(422);
    await Promise.all(Array.from({ length: 20 }, (_, index) => give({ amount: '1', way: index % 2 === 0 ? 'cash' : 'bank' }, index % 3 === 0 ? second : clerk)));
    expect(await one('SELECT count(*) AS n, max(number) AS last FROM donation')).toEqual({ n: 21, last: 21 });
    expect(await all("SELECT debit_account AS account, sum(amount_fen) AS fen FROM transfer WHERE credit_account = 'payer:charity' GROUP BY 1 ORDER BY 1")).toEqual([
      { account: 'bank:370481000000', fen: 101_000 }, { account: 'office_cash:370481000000', fen: 1000 },
    ]);
    expect(await held()).toEqual({ balance_fen: 102_000, reserved_fen: 0 });
    await expectBooksToAgree();
  });

  it('has a receipt with its number, the amount in capitals, and says so when it is printed again', async () => {
    const path = await given({ amount: '1010.05', note: '请用在荆河街道' });
    const paper = await page(`${path}/receipt`);
    for (const words of ['第 1 号', '￥1,010.05', '人民币壹仟零壹拾元零伍分', '滕州市善行公司', '请用在荆河街道', '周敏', '滕州市']) expect(paper).toContain(words);
    expect(paper).not.toContain('补打');
    expect(await page(`${path}/receipt`)).toContain('补打（第 1 次）');
    await takeBack(path);
    expect(await page(`${path}/receipt`)).toContain('本收据作废');
  });

  it('of somebody who does not want to be named is in no ledger that leaves the office', async () => {
    await given({ donor: '王善人', anonymous: '1' });
    await given({ donor: '', amount: '20' });
    await given({ donor: '李善人', amount: '30' });
    const sheet = await page('/civil/donations/funds/charity/print?year=2026');
    expect(sheet).not.toContain('王善人');
    for (const words of ['匿名，收据第 1 号', '匿名，收据第 2 号', '李善人，收据第 3 号', '1,050.00']) expect(sheet).toContain(words);
    const office = await page('/civil/donations/funds/charity');
    for (const words of ['王善人（不公开姓名）', '没有留姓名', '李善人']) expect(office).toContain(words);
  });

  it('does not come into a month that is closed', async () => {
    await closeAsItStands(db, monthOf(TODAY), at('08:00'));
    expect((await give()).status).toBe(409);
    expect(await one('SELECT count(*) AS n FROM donation')).toEqual({ n: 0 });
  });

  it('goes to a fund of the county and to nobody else', async () => {
    expect((await give({ fund: 'unspecified' })).status).toBe(404);
    expect((await give({ fund: 'nobody' })).status).toBe(404);
  });
});

describe('taking back', () => {
  it('is done once, by another official, with a reason, on what was shown', async () => {
    const path = await given();
    expect(await page(path)).toContain('要另一位经办人来撤');
    expect((await takeBack(path, '汇错', clerk)).status).toBe(409);
    expect((await takeBack(path, ' ')).status).toBe(422);
    expect((await second.post(`${path}/reversal`, { shown: 'A'.repeat(43), reason: '汇错' })).status).toBe(409);
    const shown = await shownOn(path, second);
    const answers = await Promise.all(Array.from({ length: 20 }, () => second.post(`${path}/reversal`, { shown, reason: '汇错了账户' })));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 303));
    expect(await held()).toEqual({ balance_fen: 0, reserved_fen: 0 });
    expect(await all('SELECT reason, reversed_by FROM donation_reversal')).toEqual([{ reason: '汇错了账户', reversed_by: 'person:clerk2' }]);
    expect(await page(path)).toContain('已撤回');
    expect(await page('/civil/donations/funds/charity')).toMatch(/撤回<a[^>]*>第 1 号[^]*-1,000\.00[^]*0\.00/);
    await expectBooksToAgree();
  });

  it('reaches no further than the fund: what meals have taken, or hold, stays', async () => {
    const path = await given({ amount: '5' });
    await fundPays(db, { fen: 300 });
    const orderId = await placeOrder(db, 'e1');
    const answer = await takeBack(path);
    expect([answer.status, (await answer.text()).includes('还差 3 元')]).toEqual([409, true]);
    expect(await held()).toEqual({ balance_fen: 500, reserved_fen: 300 });
    await given({ amount: '3' });
    expect((await takeBack(path)).status).toBe(303);
    expect(await held()).toEqual({ balance_fen: 300, reserved_fen: 300 });
    await freeze(db, runId('p1', TODAY, 'lunch'));
    now = at('11:30');
    const cook = await visit(db, { personId: 'cook1' }, () => now);
    await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
    expect(await held()).toEqual({ balance_fen: 0, reserved_fen: 0 });
    const ledger = await page('/civil/donations/funds/charity');
    expect(ledger).toMatch(/餐费补贴，1 份<\/td><td class="n">-3\.00<\/td><td class="n">0\.00/);
    expect(ledger).toMatch(/2026 年 11 月<\/td><td class="n">1<\/td><td class="n">3\.00/);
    await expectBooksToAgree();
  });
});

it('without a fund there is nothing to record, and the page says where to begin', async () => {
  db = await seedCounty();
  const official = await visit(db, { personId: 'clerk' }, () => now);
  expect(await page('/civil/donations', official)).toMatch(/还没有基金[^]*href="\/civil\/payers"/);
  expect((await official.get('/civil/donations/new')).status).toBe(303);
});
