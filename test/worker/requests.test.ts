import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.tsx';
import type { Database } from '../../src/store/read.ts';
import type { Ask, Audience } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import type { Place } from '../support/canary-records.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { flawsOf, isKeptNowhere } from '../support/headers.ts';
import { allRows, type Rows } from '../support/rows.ts';
import { ORIGIN, visit, type Visitor } from '../support/visitor.ts';

// Hundreds of requests a test: slow where other work is going on.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let db: Database;
let place: Place;
let visitors: Record<Audience, Visitor>;
beforeAll(async () => {
  const planted = await plantCanaries();
  ({ db } = planted);
  const [first] = planted.places;
  if (!first) throw new Error('no place was planted');
  place = first;
  const [stranger, elder, cook, official, worker, town, family, manager, admin, auditor] = await Promise.all(
    [null, { elderId: 'e101' }, { personId: 'cook1' }, { personId: 'clerk' }, { personId: 'worker1' }, { personId: 'town1' }, { personId: 'f1' }, { personId: 'manager1' }, { personId: 'admin1' }, { personId: 'auditor' }].map((who) => visit(db, who, NOON)),
  );
  if (!stranger || !elder || !cook || !official || !worker || !town || !family || !manager || !admin || !auditor) throw new Error('nobody came');
  visitors = {
    everybody: stranger, staff: cook, elders: elder, 'own elder': elder, cooks: cook, 'own cook': cook, 'either cook': cook, officials: official, 'own officials': official,
    readers: auditor, 'own readers': auditor, 'either readers': auditor, 'county readers': auditor, 'county or auditor': auditor, 'own county or auditor': auditor, auditor,
    'county officials': official, families: family, 'own family': family, carers: family, 'own carer': family, 'own arranger': family, workers: worker, 'own worker': worker, 'own town': town, county: official, 'own county': official,
    answerers: manager, 'own answerers': manager, 'own managers': manager, administrators: admin, 'own administrators': admin, 'readers of people': admin, 'own readers of people': admin,
  };
});

/** What is stored before a group of tests that must change nothing. */
function beforeIt(): { rows: Rows } {
  const stored: { rows: Rows } = { rows: {} };
  beforeAll(async () => {
    stored.rows = await allRows();
  });
  return stored;
}

const log = vi.spyOn(console, 'error');
beforeEach(() => {
  log.mockReset().mockReturnValue(undefined);
});

const asksOf = (method: 'GET' | 'POST') =>
  Object.entries(ASKS).flatMap(([route, asks]) => (route.startsWith(method) ? asks.map((ask): [string, Ask] => [route, ask]) : []));
const perRoute = (method: 'GET' | 'POST') =>
  Object.entries(ASKS).flatMap(([route, [ask]]): [string, Ask][] => (route.startsWith(method) && ask ? [[route, ask]] : []));

describe('every kind of answer carries the headers', () => {
  const answers: [string, number, () => Promise<Response>][] = [
    ['a page', 200, () => visitors.everybody.get('/')],
    ['a page for people at work', 200, () => visitors.cooks.get('/canteen')],
    ['a file', 200, () => visitors.officials.get(`/civil/statements/${place.point}/2026-11.csv`)],
    ['a redirect', 303, () => visitors.everybody.get('/canteen')],
    ['a sign-in', 303, () => visitors.everybody.get('/cards/card-e101')],
    ['a foreign form', 403, () => visitors.elders.send('/orders', { method: 'POST' })],
    ['an address that is none', 404, () => visitors.everybody.get('/nowhere')],
    ['one under /canteen', 404, () => visitors.cooks.get('/canteen/nowhere')],
    ['one under /civil', 404, () => visitors.officials.get('/civil/nowhere')],
    ['a dead card', 404, () => visitors.everybody.get('/cards/dead')],
    ['a refusal', 409, () => visitors.elders.get(`/orders/${place.order}/cancellation`)],
    ['a form that is not understood', 422, () => visitors.elders.post('/orders', { key: 'x' })],
    ['a form that is too large', 422, () => visitors.elders.post('/orders', { key: 'x'.repeat(70_000) })],
    ['one that does not say how large it is', 422, () => visitors.elders.send('/orders', { method: 'POST', headers: { origin: ORIGIN }, body: new Blob(['x'.repeat(70_000)]).stream() })],
    ['no database while reading', 503, () => visitors.elders.over({ DB: faultyDatabase(env.DB, { call: 2, when: 'before' }).db }).get('/')],
    ['a fault before anything is known', 500, () => visitors.elders.over({ VAULT_KEY: '' }).get('/')],
    ['no database at work', 503, () => visitors.cooks.over({ DB: faultyDatabase(env.DB, { call: 2, when: 'before' }).db }).get('/canteen')],
    ['a write of unknown outcome', 503, () => visitors.everybody.over({ DB: faultyDatabase(env.DB, { call: 2, when: 'before' }).db }).get('/cards/card-e101')],
    ['a method that is none', 404, () => visitors.elders.send('/orders', { method: 'DELETE', headers: { origin: ORIGIN } })],
    ['a HEAD', 200, () => visitors.everybody.send('/', { method: 'HEAD' })],
  ];
  it.each(answers)('%s, %i', async (_kind, status, ask) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(flawsOf(answer.headers, await answer.text())).toEqual([]);
    expect(isKeptNowhere(answer.headers)).toBe(true);
  });
});

describe('a form that does not come from our own page', () => {
  const stored = beforeIt();
  const SENDERS: Record<string, Record<string, string>> = {
    'says nothing': {},
    'says another origin': { origin: 'https://elsewhere.test' },
    'says another origin and lies about the site': { origin: 'https://elsewhere.test', 'sec-fetch-site': 'same-origin' },
    'says the origin null': { origin: 'null' },
    'says our origin and that it comes from another site': { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    'says our origin and that it comes from a neighbour': { origin: ORIGIN, 'sec-fetch-site': 'same-site' },
    'says our host over another scheme': { origin: ORIGIN.replace('https', 'http') },
    'says our host with another port': { origin: `${ORIGIN}:8443` },
    'says a host that begins like ours': { origin: `${ORIGIN}.elsewhere.test` },
    'comes from another site': { 'sec-fetch-site': 'cross-site' },
    'comes from a neighbour': { 'sec-fetch-site': 'same-site' },
    'was typed': { 'sec-fetch-site': 'none' },
  };
  const TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'application/json', 'text/plain', ''];

  it.each(perRoute('POST'))('is refused by %s, whatever its content type, and changes nothing', async (_route, ask) => {
    const wrong: string[] = [];
    for (const [says, sender] of Object.entries(SENDERS)) {
      for (const type of TYPES) {
        const headers = { ...sender, ...(type ? { 'content-type': type } : {}) };
        const body = new URLSearchParams(ask.form?.(place)).toString();
        const answer = await visitors[ask.may].send(ask.path(place), { method: 'POST', headers, body });
        if (answer.status !== 403) wrong.push(`${says}, ${type}: ${answer.status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await allRows()).toEqual(stored.rows);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('is refused by %s too', async (method) => {
    for (const [, ask] of [...perRoute('GET'), ...perRoute('POST')]) {
      expect((await visitors[ask.may].send(ask.path(place), { method })).status).toBe(403);
    }
  });

  it('is taken when the browser says so without an origin', async () => {
    const init = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ q: '' }) };
    expect((await visitors.cooks.send('/canteen/counter', init)).status).toBe(303);
  });
});

describe('a method that a route does not know', () => {
  const stored = beforeIt();
  const app = createApp(async () => NOON);
  const known = new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
  const others = (route: string) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].filter((method) => !known.has(`${method} ${route.split(' ')[1]}`));

  it.each([...perRoute('GET'), ...perRoute('POST')])('%s: is not found, and changes nothing', async (route, ask) => {
    for (const method of others(route)) {
      const answer = await visitors[ask.may].send(ask.path(place), { method, headers: { origin: ORIGIN } });
      expect([method, answer.status]).toEqual([method, 404]);
    }
    expect(await allRows()).toEqual(stored.rows);
  });
});

describe('a body that is no form of ours', () => {
  const stored = beforeIt();
  const boundary = (body: string) => ({ headers: { 'content-type': 'multipart/form-data; boundary=b' }, body });
  const BODIES: Record<string, { headers: Record<string, string>; body?: BodyInit }> = {
    'nothing at all': { headers: {} },
    'an empty form': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' },
    'half a multipart form': boundary('--b\r\nContent-Disposition: form-data; name="key"'),
    'rubbish as multipart': boundary('\u0000\u0001 nothing of the kind'),
    'a file where a word belongs': boundary('--b\r\nContent-Disposition: form-data; name="key"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n'),
    'multipart without a boundary': { headers: { 'content-type': 'multipart/form-data' }, body: 'x' },
    JSON: { headers: { 'content-type': 'application/json' }, body: '{"key":"0123456789abcdef"}' },
    'broken JSON': { headers: { 'content-type': 'application/json' }, body: '{' },
    text: { headers: { 'content-type': 'text/plain' }, body: 'key=0123456789abcdef' },
    'broken percent signs': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'key=%E0%A4%A&%%%=%' },
    'names of objects': { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '__proto__=1&constructor=2&toString=3' },
  };
  const withFields = perRoute('POST').filter(([, { form }]) => Object.keys(form?.({} as Place) ?? {}).length > 0);

  it.each(withFields)('%s: is answered 422 with a page, and changes nothing', async (_route, ask) => {
    const wrong: string[] = [];
    for (const [what, { headers, body }] of Object.entries(BODIES)) {
      const answer = await visitors[ask.may].send(ask.path(place), { method: 'POST', headers: { origin: ORIGIN, ...headers }, ...(body === undefined ? {} : { body }) });
      const page = await answer.text();
      if (answer.status !== 422 || !page.includes('<h1')) wrong.push(`${what}: ${answer.status}`);
      wrong.push(...flawsOf(answer.headers, page));
    }
    expect(wrong).toEqual([]);
    expect(log).not.toHaveBeenCalled();
    expect(await allRows()).toEqual(stored.rows);
  });

  it.each(withFields)('%s: an unknown field and a field given twice are refused', async (_route, ask) => {
    const form = ask.form?.(place) ?? {};
    const [name = '', value = ''] = Object.entries(form)[0] ?? [];
    for (const more of ['&unknown=1', `&${name}=${encodeURIComponent(value)}`]) {
      const body = `${new URLSearchParams(form).toString()}${more}`;
      const headers = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await visitors[ask.may].send(ask.path(place), { method: 'POST', headers, body });
      expect([more, answer.status]).toEqual([more, 422]);
    }
    expect(await allRows()).toEqual(stored.rows);
  });
});

describe('an address', () => {
  it.each(asksOf('GET'))('%s: what a messenger adds to it changes nothing', async (_route, ask) => {
    const path = ask.path(place);
    const added = `${path}${path.includes('?') ? '&' : '?'}from=singlemessage&isappinstalled=0&__proto__=1`;
    const answer = await visitors[ask.may].get(added);
    expect((ask.ok ?? [200])).toContain(answer.status);
    await answer.text();
  });

  it.each(perRoute('GET'))('%s: HEAD answers as GET does, without a body', async (_route, ask) => {
    const answer = await visitors[ask.may].send(ask.path(place), { method: 'HEAD' });
    // A link checker that looks at a card's link signs nobody in.
    const isCard = ask.path(place).startsWith('/cards/');
    expect(isCard ? [204] : (ask.ok ?? [200])).toContain(answer.status);
    expect([await answer.text(), isCard && answer.headers.get('set-cookie')]).toEqual(['', isCard && null]);
  });

  const labels = new Proxy({} as Place, { get: (_target, name) => `{${String(name)}}` });
  const params = asksOf('GET').filter(([, ask]) => ask.path(labels).includes('{')).map(([, ask]): [string, Ask] => [ask.path(labels), ask]);
  const BROKEN = ['%E0%A4%A', '%00', '%2e%2e%2f', "'%20OR%201=1--", 'x'.repeat(500), '%EF%BC%91', '__proto__', '%20', '-'];
  it.each(params)('%s: one that cannot be is not found, and no fault', async (_path, ask) => {
    for (const broken of BROKEN) {
      const everything = new Proxy({} as Place, { get: () => broken });
      const { status } = await visitors[ask.may].get(ask.path(everything));
      const couldBe = /^[\w-]+$/.test(broken) && broken.length < 41;
      expect([broken, status]).toEqual([broken, couldBe ? (ask.none ?? 404) : 404]);
    }
    expect(log).not.toHaveBeenCalled();
  });
});
