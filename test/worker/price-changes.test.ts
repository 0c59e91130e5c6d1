import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { howMissing, reasonMissing, tellerMissing, tellingRefusalText } from '../../web/price-change-text.ts';
import { all } from '../support/books.ts';
import { endHardship, grantHardship } from '../support/hardship.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// 张德昌 has ordered as 低保 for 2 yuan and is none any more: 8 yuan, and somebody has to tell him before he eats.

let db: Database;
let now: Instant;
let cook: Visitor;
let clerk: Visitor;
let order: string;
beforeEach(async () => {
  db = await seedCounty();
  now = at('08:30');
  cook = await visit(db, { personId: 'cook1' }, () => now);
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  order = await placeOrder(db, 'e3', { runId: runId('p1', TOMORROW, 'lunch') });
  await endHardship(db, 'e3', now);
});

const page = async (who: Visitor, path: string) => (await who.get(path)).text();
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const list = async (who: Visitor, path: string) => plain(await page(who, path));
const TOLD = { assessment: '2', selfPayFen: '800', teller: '李芳', how: 'phone', note: '女儿接的' };
const tell = (who: Visitor, where: 'canteen' | 'civil', more: Record<string, string> = {}) => who.post(`/${where}/price-changes/${order}/told`, { ...TOLD, ...more });
const told = () => all('SELECT assessment_no AS no, self_pay_fen AS fen, how, told_by_name AS teller, note, recorded_by AS actor FROM price_change_told');

describe('the list', () => {
  it.each(['canteen', 'civil'] as const)('of %s: who, which meal, from what to what and why, with a masked phone; the first page counts', async (where) => {
    const who = where === 'canteen' ? cook : clerk;
    const words = await list(who, `/${where}/price-changes`);
    for (const part of ['还没告知：1 份', '张德昌', '100****0003', '11 月 24 日，星期二，午餐', '荆河街道长者食堂', '2 元 → 8 元', '多 6 元', '档案里不再是低保']) expect(words).toContain(part);
    expect(words).not.toContain('10000000003');
    expect(await list(who, `/${where}`)).toContain('1 位老人订的饭价钱变了，还没告知，其中 1 位要多付');
  });

  it('is of one’s own places only, and empty says what will stand there', async () => {
    const other = await visit(db, { personId: 'cook2' }, () => now);
    const words = await list(other, '/canteen/price-changes');
    expect(words).toContain('没有要告知的');
    expect(words).not.toContain('张德昌');
    expect(await list(other, '/canteen')).not.toContain('价钱变了，还没告知');
    for (const path of [`/canteen/price-changes/${order}`, '/canteen/price-changes/nosuch']) expect((await other.get(path)).status).toBe(404);
    expect((await tell(other, 'canteen')).status).toBe(404);
    expect((await other.post(`/canteen/price-changes/${order}/look`, { reason: 'x' })).status).toBe(404);
    expect((await cook.get('/civil/price-changes')).status).toBe(404);
  });

  it('has the rises first', async () => {
    await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'lunch') });
    await grantHardship(db, 'e1', at('08:40'));
    const words = await list(cook, '/canteen/price-changes');
    expect(words).toContain('7 元 → 2 元');
    expect(words.indexOf('张德昌')).toBeLessThan(words.indexOf('李秀英'));
    expect(words).toContain('档案里新登记为低保');
  });

  it('loses a meal whose price is what it was again, and one that was cancelled', async () => {
    await grantHardship(db, 'e3', at('08:45'));
    expect(await list(cook, '/canteen/price-changes')).toContain('还没告知：0 份');
    await endHardship(db, 'e3', at('08:50'));
    expect(await list(cook, '/canteen/price-changes')).toContain('还没告知：1 份');
    await (await visit(db, { elderId: 'e3' }, at('08:55'))).post(`/orders/${order}/cancellation`);
    expect(await list(cook, '/canteen/price-changes')).toContain('还没告知：0 份');
    expect(await list(cook, `/canteen/price-changes/${order}`)).toContain('这一餐已经退订，不用告知');
    const late = await tell(cook, 'canteen', { assessment: '4' });
    expect([late.status, (await late.text()).includes(tellingRefusalText.cancelled)]).toEqual([409, true]);
  });

  it('keeps behind a filter what was eaten without anybody telling', async () => {
    await freeze(db, runId('p1', TOMORROW, 'lunch'));
    now = at('11:05', TOMORROW);
    expect((await cook.post(`/canteen/orders/${order}/hand-over`, { key: newId() })).status).toBe(303);
    expect(await list(cook, '/canteen/price-changes')).toContain('还没告知：0 份');
    expect(await list(cook, '/canteen/price-changes?show=past')).toContain('张德昌');
    expect((await cook.get('/canteen/price-changes?show=past&page=2')).status).toBe(404);
  });
});

describe('telling', () => {
  it('is recorded with who, how and when, once; the item leaves the list and stands among the told', async () => {
    const answer = await tell(cook, 'canteen');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/canteen/price-changes']);
    expect((await tell(clerk, 'civil')).status).toBe(303);
    expect(await told()).toEqual([{ no: 2, fen: 800, how: 'phone', teller: '李芳', note: '女儿接的', actor: 'person:cook1' }]);
    expect(await list(cook, '/canteen/price-changes')).toContain('还没告知：0 份');
    expect(await list(clerk, '/civil/price-changes?show=told')).toMatch(/张德昌.*2 元 → 8 元.*李芳，打电话，11 月 23 日 8:30。女儿接的/);
    expect(await list(clerk, '/civil')).not.toContain('价钱变了，还没告知');
    expect(await all("SELECT actor, subject FROM audit WHERE action = 'price_change.told'")).toEqual([{ actor: 'person:cook1', subject: `order:${order}` }]);
  });

  it('of many presses at once is one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => tell(index % 2 ? cook : clerk, index % 2 ? 'canteen' : 'civil')));
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([303]));
    expect(await told()).toHaveLength(1);
  });

  it('what was missing is said, and what was typed stays', async () => {
    const answer = await tell(cook, 'canteen', { teller: ' ', how: '' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const words of [tellerMissing, howMissing, 'value="女儿接的"', '有 2 处要改']) expect(html).toContain(words);
    expect(await told()).toEqual([]);
  });

  it('of a price that changed again meanwhile is refused and shows the new one; what she knows is what she was told last', async () => {
    await tell(cook, 'canteen');
    await grantHardship(db, 'e3', at('08:45'));
    expect(await list(cook, '/canteen/price-changes')).toContain('8 元 → 2 元');
    await endHardship(db, 'e3', at('08:50'));
    expect(await list(cook, '/canteen/price-changes')).toContain('还没告知：0 份');
    await grantHardship(db, 'e3', at('08:55'));
    const stale = await tell(cook, 'canteen', { assessment: '3', selfPayFen: '200' });
    const html = plain(await stale.text());
    expect([stale.status, html.includes(tellingRefusalText.changed_again), html.includes('原来付 8 元，现在付 2 元')]).toEqual([409, true, true]);
    expect((await tell(cook, 'canteen', { assessment: '5', selfPayFen: '200' })).status).toBe(303);
    expect((await told()).map((one) => one['no'])).toEqual([2, 5]);
  });

  it('says only a price that was judged', async () => {
    await expect(env.DB.prepare(`INSERT INTO price_change_told VALUES ('${order}', 2, 700, 'phone', 'x', '', 0, 'person:x')`).run()).rejects.toThrow('the price that was judged');
  });
});

describe('the telephone', () => {
  it('is whole for one record after a reason, which is written down first', async () => {
    const none = await cook.post(`/canteen/price-changes/${order}/look`, { reason: ' ' });
    const refused = await none.text();
    expect([none.status, refused.includes(reasonMissing), refused.includes('10000000003')]).toEqual([422, true, false]);
    expect(await page(cook, `/canteen/price-changes/${order}`)).not.toContain('10000000003');
    const shown = await cook.post(`/canteen/price-changes/${order}/look`, { reason: '打电话告知' });
    expect([shown.status, (await shown.text()).includes('10000000003')]).toEqual([200, true]);
    expect(await all("SELECT actor, subject, reason FROM audit WHERE action = 'price_change.look'")).toEqual([{ actor: 'person:cook1', subject: `order:${order}`, reason: '打电话告知' }]);
  });
});

describe('who else sees it', () => {
  it('the elder, in one sentence on the page of the order, until it is eaten', async () => {
    const elder = await visit(db, { elderId: 'e3' }, () => now);
    expect(await list(elder, `/orders/${order}`)).toContain('这一餐的价钱变了：原来自己付 2 元，现在自己付 8 元。');
    await grantHardship(db, 'e3', at('08:45'));
    expect(await list(elder, `/orders/${order}`)).not.toContain('价钱变了');
  });

  it('the official, in the trail of the order', async () => {
    await tell(cook, 'canteen');
    const words = await list(clerk, `/civil/orders/${order}`);
    expect(words).toMatch(/下单以后重新认定过.*系统自动.*2\.00 → 8\.00.*档案里不再是低保.*李芳，打电话/);
    const other = await placeOrder(db, 'e1');
    expect(await list(clerk, `/civil/orders/${other}`)).not.toContain('下单以后重新认定过');
  });
});
