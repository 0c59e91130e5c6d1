import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { CONSENT_VERSION } from '../../src/domain/family.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { bind, DAUGHTER, familyOf, SON } from '../support/families.ts';
import { cardNumber, NOW, seedCounty } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let daughter: Visitor;
let elder: Visitor;
let cook: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  await bind(db, DAUGHTER, 'e4');
  daughter = await familyOf(db, DAUGHTER, NOW);
  elder = await visit(db, { elderId: 'e1' }, NOW);
  cook = await visit(db, { personId: 'cook1' }, NOW);
});

const one = async <T = unknown>(sql: string) => env.DB.prepare(sql).first<T>();
const run = (sql: string) => env.DB.prepare(sql).run();
const ask = (form: Record<string, string>, who = daughter) => who.post('/family/bindings', { key: newId(), relation: 'daughter', ...form });
const bindingId = async () => (await one<{ id: string }>("SELECT id FROM family_binding WHERE elder_id = 'e1'"))?.id ?? '';
const week = async (who = daughter) => (await who.get('/family/elders/e1')).status;

describe('asking with a card', () => {
  it.each([
    ['its number', { card: cardNumber('e1') }],
    ['its number as a Chinese keyboard types it', { card: cardNumber('e1').replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0)) }],
    ['the address behind its code', { card: 'https://zhucan.test/cards/card-e1' }],
    ['the code, opened', { token: 'card-e1' }],
  ])('by %s; nothing is seen before she says yes', async (_how, shown) => {
    expect((await ask(shown)).headers.get('location')).toBe('/family');
    expect(await week()).toBe(404);
    const home = await (await daughter.get('/family')).text();
    expect(home).toContain('李*英');
    expect(home).not.toContain('李秀英');
    expect(await one('SELECT name, relation, person_id FROM family_binding WHERE elder_id = \'e1\'')).toEqual({ name: '刘芳', relation: 'daughter', person_id: 'd1' });
  });

  it('a family member who opens the link of a card stays who they are', async () => {
    const page = await daughter.get('/cards/card-e1');
    expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await page.text()).toMatch(/李\*英.*name="token" value="card-e1"/s);
    await run("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'");
    expect((await daughter.get('/cards/card-e1')).status).toBe(404);
  });

  it.each([
    ['nothing', { card: '' }], ['a slip of the keys', { card: '600000013' }], ['a card that nobody has', { card: cardNumber('e99') }],
    ['no relation', { card: cardNumber('e1'), relation: '' }], ['a relation that is none', { card: cardNumber('e1'), relation: 'boss' }],
  ])('%s is asked again, and what was typed is kept', async (_what, form) => {
    const answer = await ask(form);
    expect(answer.status).toBe(422);
    if (form.card !== '') expect(await answer.text()).toContain(`value="${form.card}"`);
    expect(await bindingId()).toBe('');
  });

  it('a revoked card, and the card of somebody who has died, are cards that nobody has', async () => {
    const words = async (elderId: string) => (await (await ask({ card: cardNumber(elderId) })).text()).replaceAll(/[0-9a-z]{16}/g, '').replaceAll(cardNumber(elderId), '');
    await run("UPDATE card SET revoked_at = 1 WHERE id = 'card-e2'");
    const revoked = await words('e2');
    await run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");
    expect(await words('e1')).toBe(revoked);
    expect(revoked).toContain('没有找到这张卡');
  });

  it('ten numbers a day, exactly, right or wrong, and then not even a right one', async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, (_, nth) => ask({ card: cardNumber(`e${50 + nth}`) })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 4 }, () => 409), ...Array.from({ length: 10 }, () => 422)].sort());
    expect((await ask({ card: cardNumber('e1') })).status).toBe(409);
    // The code on the card itself is not found by trying.
    expect((await ask({ token: 'card-e1' })).status).toBe(303);
  });

  it('pressed twice, and by two at once, it is asked once', async () => {
    const key = newId();
    const form = { key, card: cardNumber('e1') };
    await Promise.all([ask(form), ask(form), ask({ card: cardNumber('e1') })]);
    expect(await one("SELECT count(*) n FROM family_binding WHERE elder_id = 'e1'")).toEqual({ n: 1 });
    const again = await ask({ card: cardNumber('e1') });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('在等本人同意')]);
  });

  it('the first name that is given is the person’s', async () => {
    await run("INSERT INTO person (id, name) VALUES ('n1', '')");
    await run("INSERT INTO family_member SELECT 'n1', phone_sealed, 'other', 0 FROM family_member");
    const stranger = await visit(db, { personId: 'n1' }, NOW);
    expect((await ask({ card: cardNumber('e1') }, stranger)).status).toBe(422);
    expect((await ask({ card: cardNumber('e1'), name: '王伟' }, stranger)).status).toBe(303);
    expect(await one("SELECT name FROM person WHERE id = 'n1'")).toEqual({ name: '王伟' });
  });
});

describe('her yes', () => {
  beforeEach(async () => {
    await bind(db, SON, 'e1', 'asked');
  });
  const id = 'b-s1-e1';
  const son = () => familyOf(db, SON, NOW);

  it('on her own page: who asks, what they could do, one button; recorded with version, channel and time', async () => {
    expect(await (await elder.get('/')).text()).toContain('刘强，您儿子，想替您订饭');
    const page = await (await elder.get(`/relatives/${id}`)).text();
    expect(page).toMatch(/154\*{4}1002.*刘强能看到您吃什么.*看不到您的身份证号和住址.*同意.*不同意/s);
    expect(await week(await son())).toBe(404);
    const answers = [await elder.post(`/relatives/${id}/consent`), await elder.post(`/relatives/${id}/consent`)];
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([[303, `/relatives/${id}`], [303, `/relatives/${id}`]]);
    expect(await week(await son())).toBe(200);
    expect(await one('SELECT version, channel, given_at, given_by, witness FROM family_consent WHERE binding_id = \'b-s1-e1\'')).toEqual({
      version: CONSENT_VERSION, channel: 'elder_page', given_at: NOW, given_by: 'elder:e1', witness: null,
    });
    expect(await one("SELECT actor, action FROM audit WHERE subject = 'family_binding:b-s1-e1'")).toEqual({ actor: 'elder:e1', action: 'family.consent' });
    expect(await (await elder.get('/')).text()).not.toContain('想替您订饭');
  });

  it('at the counter: whoever works there asks her and stands for it by name', async () => {
    expect(await (await cook.get('/canteen/relatives?elder=e1')).text()).toMatch(/刘强.*当面问过，本人同意/s);
    expect((await cook.post(`/canteen/relatives/${id}/consent`, { elder: 'e1' })).status).toBe(303);
    expect(await one("SELECT channel, given_by, witness FROM family_consent WHERE binding_id = 'b-s1-e1'")).toEqual({ channel: 'counter', given_by: 'person:cook1', witness: 'person:cook1' });
    expect(await week(await son())).toBe(200);
  });

  it('nobody says it for her: not another elder, not whoever asked, not a counter that she never comes to', async () => {
    const other = await visit(db, { elderId: 'e2' }, NOW);
    const cook2 = await visit(db, { personId: 'cook2' }, NOW);
    const answers = [
      await other.post(`/relatives/${id}/consent`), await (await son()).post(`/relatives/${id}/consent`),
      await cook2.post(`/canteen/relatives/${id}/consent`, { elder: 'e1' }), await cook2.get('/canteen/relatives?elder=e1'),
      await cook.post(`/canteen/relatives/${id}/consent`, { elder: 'e2' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    await expect(run("INSERT INTO family_consent VALUES ('b-s1-e1', 'v', 'counter', 0, 'person:s1', 'person:s1')")).rejects.toThrow('does not move that way');
    expect(await one("SELECT count(*) n FROM family_consent WHERE binding_id = 'b-s1-e1'")).toEqual({ n: 0 });
  });

  it('declined, it cannot be said any more, and can be asked again', async () => {
    await elder.post(`/relatives/${id}/withdrawal`);
    await elder.post(`/relatives/${id}/consent`);
    expect(await week(await son())).toBe(404);
    expect(await (await elder.get(`/relatives/${id}`)).text()).toContain('这件事已经办过了');
    expect((await (await son()).post('/family/bindings', { key: newId(), card: cardNumber('e1'), relation: 'son' })).status).toBe(303);
  });

  it('a card that was lost and revoked takes with it what was asked by it', async () => {
    await run("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'");
    await cook.post(`/canteen/relatives/${id}/consent`, { elder: 'e1' });
    expect(await one("SELECT count(*) n FROM family_consent WHERE binding_id = 'b-s1-e1'")).toEqual({ n: 0 });
    expect(await (await (await son()).get('/family')).text()).toContain('卡已停用');
  });
});

describe('withdrawn', () => {
  beforeEach(async () => {
    await bind(db, DAUGHTER, 'e1');
    await bind(db, SON, 'e1');
  });

  it.each([
    ['by her', 'elder:e1', 'elder_page', () => elder.post('/relatives/b-d1-e1/withdrawal')],
    ['at the counter', 'person:cook1', 'counter', () => cook.post('/canteen/relatives/b-d1-e1/withdrawal', { elder: 'e1' })],
    ['by the family member', 'person:d1', 'family_page', () => daughter.post('/family/bindings/b-d1-e1/withdrawal')],
  ])('%s, it is over at once for one and goes on for the other', async (_who, by, channel, withdraw) => {
    expect(await week()).toBe(200);
    expect([(await withdraw()).status, (await withdraw()).status]).toEqual([303, 303]);
    expect(await week()).toBe(404);
    expect(await week(await familyOf(db, SON, NOW))).toBe(200);
    expect((await daughter.get('/family/elders/e4')).status).toBe(200);
    expect(await one('SELECT withdrawn_by, channel, withdrawn_at FROM family_withdrawal')).toEqual({ withdrawn_by: by, channel, withdrawn_at: NOW });
  });

  it('one family member, several elders; one elder, several family members', async () => {
    const home = await (await daughter.get('/family')).text();
    expect(home).toMatch(/李秀英.*赵玉珍|赵玉珍.*李秀英/s);
    expect(await (await elder.get('/relatives')).text()).toMatch(/刘芳，您女儿.*刘强，您儿子/s);
  });

  it('nobody lets go for another', async () => {
    expect((await daughter.post('/family/bindings/b-s1-e1/withdrawal')).status).toBe(404);
    expect((await daughter.get('/family/bindings/b-s1-e1/withdrawal')).status).toBe(404);
  });
});
