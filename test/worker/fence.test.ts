import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fences } from '../../src/ports/fences.ts';
import type { Bindings } from '../../src/request.ts';
import { knownDevice } from '../../src/store/schema.ts';
import { newId, newToken, sha256 } from '../../src/vault.ts';
import { flawsOf } from '../support/headers.ts';
import { allRows } from '../support/rows.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { cheaply, giveLogin } from '../support/staff-logins.ts';
import { ORIGIN, visit, type Visitor } from '../support/visitor.ts';

// The real rate limiting binding, as wrangler.toml sets it up. Each test knocks from an address of its own.

const { SIGN_INS, FAMILY_SIGN_INS, CARDS, FORMS }: Bindings = env;
const LIMITS = { SIGN_INS: 100, FAMILY_SIGN_INS: 300, CARDS: 600, FORMS: 60 };

let me: Visitor;
beforeAll(async () => {
  const db = await seedCounty();
  me = await visit(db, null, NOW, { send: async () => ({ sent: true }) });
});

let nth = 0;
const address = () => `203.0.113.${(nth += 1)}`;
const knock = (path: string, from: string, form?: Record<string, string>) =>
  me.send(path, { headers: { 'cf-connecting-ip': from, ...(form ? { origin: ORIGIN } : {}) }, ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}) });

/** Knocks until no more are let through. A minute that is nearly over is waited out: what follows has to fall into the same one. */
async function crowd(gate: keyof Fences, from: string): Promise<void> {
  const fence = { SIGN_INS, FAMILY_SIGN_INS, CARDS, FORMS }[gate];
  let sent = 0;
  for (let open = true; open; sent += open ? 1 : 0) open = (await fence?.limit({ key: from }))?.success ?? false;
  expect(sent).toBeGreaterThanOrEqual(LIMITS[gate]);
  if (Date.now() % 60_000 < 55_000) return;
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  await crowd(gate, from);
}

const ASKED = { key: newId(), town: '370481001000', village: '', name: '李<四>', idNumber: '1', wish: '', note: '', applicant: '', relation: '', phone: '' };
const DOORS: [string, keyof Fences, string, Record<string, string> | undefined, number, string][] = [
  ['a name and a password', 'SIGN_INS', '/sign-in/staff', { key: newId(), login: 'lifang', password: 'x' }, 422, 'value="lifang"'],
  ['a start code', 'SIGN_INS', '/sign-in/start', { key: newId(), login: 'lifang', code: '1234567890', password: 'x', again: 'x' }, 422, 'value="lifang"'],
  ['a code for a phone', 'FAMILY_SIGN_INS', '/family/sign-in/codes', { key: newId(), phone: '15412345678' }, 303, 'value="15412345678"'],
  ['the code that was sent', 'FAMILY_SIGN_INS', '/family/sign-in/codes/none', { key: newId(), code: '123456' }, 404, '过一分钟'],
  ['the link on a card', 'CARDS', '/cards/none', undefined, 404, '等一分钟'],
  ['an application without an account', 'FORMS', '/family/applications', ASKED, 422, 'value="李&lt;四&gt;"'],
  ['a number and a code', 'FORMS', '/family/look-up', { no: '20261123-000001', code: '12345678' }, 422, 'value="20261123-000001"'],
  ['a step by number and code', 'FORMS', '/family/look-up/steps', { no: '20261123-000001', code: '12345678', action: 'withdraw' }, 422, 'value="20261123-000001"'],
];

describe('whoever knocks too often from one address', { timeout: 120_000 }, () => {
  it.each(DOORS)('at %s is asked to wait a minute, keeps what was typed, and writes nothing', async (_door, gate, path, form, freely, keeps) => {
    const from = address();
    expect((await knock(path, address(), form)).status).toBe(freely);
    await crowd(gate, from);
    const before = await allRows();
    const held = await knock(path, from, form);
    const page = await held.text();
    expect([held.status, held.headers.get('retry-after'), page.includes(keeps)]).toEqual([429, '60', true]);
    expect(flawsOf(held.headers, page)).toEqual([]);
    expect(await allRows()).toEqual(before);
    expect((await knock(path, address(), form)).status, 'another address').not.toBe(429);
  });
});

describe('a fence', () => {
  const held: Partial<Bindings> = { SIGN_INS: { limit: async () => ({ success: false }) } };
  const asked = (by: Visitor, from: Record<string, string>) =>
    by.send('/sign-in/staff', { method: 'POST', headers: { origin: ORIGIN, ...from }, body: new URLSearchParams({ key: newId(), login: 'nobody', password: 'x' }) });

  it('is asked by the address that the network names, and by the network of a home where it is of version 6', async () => {
    const keys: string[] = [];
    const by = me.over({ SIGN_INS: { limit: async ({ key }) => (keys.push(key), { success: true }) } });
    for (const from of ['198.51.100.7', '2001:db8:1:2:3:4:5:6']) await asked(by, { 'cf-connecting-ip': from, 'x-forwarded-for': '192.0.2.1' });
    expect(keys).toEqual(['198.51.100.7', '2001:db8:1:2']);
  });

  it('keeps nobody out where the host names no address, has no fence, or its fence does not answer', async () => {
    const broken = { SIGN_INS: { limit: vi.fn(async () => Promise.reject(new Error('not now'))) } };
    const somewhere = { 'cf-connecting-ip': address() };
    const answers = await Promise.all([asked(me.over(held), {}), asked(me.over({ SIGN_INS: undefined }), somewhere), asked(me.over(broken), somewhere), asked(me.over(held), somewhere)]);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 429]);
    expect(broken.SIGN_INS.limit).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a name and a password', '/sign-in/staff', { key: newId(), password: 'x' }],
    ['a start code', '/sign-in/start', { key: newId(), code: '1234567890', password: '今天中午吃红烧带鱼饭', again: '今天中午吃红烧带鱼饭' }],
  ] as const)('lets pass at %s whoever is known for the name, however many knock at the same address, and for no other', async (_door, path, form) => {
    const db = await seedCounty();
    for (const [personId, login] of [['cook1', 'lifang'], ['cook2', 'wangmin']] as const) await giveLogin(db, personId, login, await cheaply('another'));
    const token = newToken();
    await db.insert(knownDevice).values({ id: 'd', personId: 'cook1', tokenHash: await sha256(token), expiresAt: NOW + 1 });
    const at = async (login: string, cookie: string) => {
      const headers = { origin: ORIGIN, cookie: `__Host-device=${cookie}`, 'cf-connecting-ip': address() };
      return (await me.over(held).send(path, { method: 'POST', headers, body: new URLSearchParams({ login, ...form }) })).status;
    };
    expect([await at('LiFang', token), await at('wangmin', token), await at('lifang', newToken()), await at('lifang', '')]).toEqual([422, 429, 429, 429]);
  });

  it('for families is not the one for people at work', async () => {
    const from = { 'cf-connecting-ip': address() };
    const phone = await me.over(held).send('/family/sign-in/codes', { method: 'POST', headers: { origin: ORIGIN, ...from }, body: new URLSearchParams({ key: newId(), phone: '1' }) });
    const work = await asked(me.over({ FAMILY_SIGN_INS: held.SIGN_INS }), from);
    expect([phone.status, work.status]).toEqual([422, 422]);
  });

  it('lets whoever only looks at the page pass', async () => {
    expect((await me.over(held).send('/sign-in/staff', { headers: { 'cf-connecting-ip': address() } })).status).toBe(200);
  });
});
