import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { SESSION_COOKIE } from '../../src/request.ts';
import type { Ask, Audience } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import type { Place } from '../support/canary-records.ts';
import { flawsOf } from '../support/headers.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// What is sent by hand: every field of every form and every parameter of every address gets what nobody would type. Nothing may break (no
// 5xx, no line in the log), nothing may come back as markup or as a formula, and no statement may be smuggled in.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let db: Database;
let place: Place;
const visitors = new Map<string, Visitor>();
const log = vi.spyOn(console, 'error');
beforeAll(async () => {
  const planted = await plantCanaries();
  db = planted.db;
  place = planted.places[0] as Place;
});
beforeEach(() => void log.mockReset().mockReturnValue(undefined));

const WHO = (audience: Audience): string => {
  if (audience === 'everybody') return '';
  if (/elder|carer/.test(audience)) return 'elder:e101';
  if (/famil/.test(audience)) return 'person:f1';
  if (/cook/.test(audience)) return 'person:cook1';
  if (/worker/.test(audience)) return 'person:worker1';
  return /town/.test(audience) ? 'person:town1' : 'person:clerk';
};
async function visitorOf(audience: Audience): Promise<Visitor> {
  const who = WHO(audience);
  const known = visitors.get(who);
  if (known) return known;
  const [kind, id = ''] = who.split(':');
  const fresh = await visit(db, kind === '' ? null : kind === 'elder' ? { elderId: id } : { personId: id }, NOON);
  visitors.set(who, fresh);
  return fresh;
}

const MARKUP = '"><svg/onload=alert(1)>';
const VALUES: Record<string, string> = {
  'a statement': "x'; DROP TABLE meal_order; --",
  'a union': '1 UNION SELECT id_number_sealed FROM elder--',
  markup: MARKUP,
  'a formula': '=HYPERLINK("https://elsewhere.test","x")',
  'a formula after a BOM and a blank': '\uFEFF ＝1+1',
  'a NUL': 'a\u0000b',
  'half a letter': '\uD800',
  'letters that turn round and hide': '\u202Eabc\u200B\u2066',
  'a newline for a header': 'x\r\nSet-Cookie: a=b',
  negative: '-1',
  exponent: '1e9',
  'too large for a number': '9007199254740993',
  'not a number': 'NaN',
  'full-width digits': '１２',
  'a prototype': '__proto__',
  empty: '',
  blank: ' \u3000\t',
  long: '饭'.repeat(20_000),
};

/** Files are sent whole by their own tests; these are the fields of words. */
const FORMS = Object.entries(ASKS).flatMap(([route, asks]) =>
  asks.filter((ask) => Object.keys(ask.form?.({} as Place) ?? {}).length > 0).slice(0, 2).map((ask): [string, Ask] => [route, ask]));
const schemaOf = async () => (await env.DB.prepare("SELECT group_concat(name) n FROM (SELECT name FROM sqlite_schema ORDER BY name)").first<{ n: string }>())?.n;

/** What is wrong with an answer to something that was sent by hand. Whoever watches from outside is told with 503 that nothing is ready here. */
function flaws(what: string, status: number, headers: Headers, page: string): string[] {
  return [
    ...(status >= 500 && !page.startsWith('{"ready":') ? [`${what}: ${status}`] : []),
    ...(page.includes('<svg/onload') ? [`${what}: markup comes back`] : []),
    ...(headers.get('set-cookie')?.includes('a=b') ? [`${what}: sets a cookie`] : []),
    ...flawsOf(headers, page).map((flaw) => `${what}: ${flaw}`),
  ];
}

describe('a form with what nobody would type', () => {
  it.each(FORMS)('%s', async (_route, ask) => {
    const before = await schemaOf();
    const visitor = await visitorOf(ask.may);
    const wrong: string[] = [];
    for (const field of Object.keys(ask.form?.(place) ?? {})) {
      for (const [what, value] of Object.entries(VALUES)) {
        const form = { ...ask.form?.(place), [field]: value };
        const answer = await visitor.post(ask.path(place), form);
        wrong.push(...flaws(`${field}, ${what}`, answer.status, answer.headers, await answer.text()));
      }
    }
    expect(wrong).toEqual([]);
    expect(log.mock.calls).toEqual([]);
    expect(await schemaOf()).toBe(before);
  });

  it('whatever of it was stored, no page shows it as markup and no table as a formula', async () => {
    const wrong: string[] = [];
    for (const [route, asks] of Object.entries(ASKS).filter(([name]) => name.startsWith('GET'))) {
      for (const ask of asks) {
        const answer = await (await visitorOf(ask.may)).get(ask.path(place));
        const text = await answer.text();
        wrong.push(...flaws(route, answer.status, answer.headers, text));
        if (answer.headers.get('content-type')?.includes('csv') && text.split(/[\r\n,]+/).some((cell) => /^"?[\s\uFEFF\u3000]*[=＝@＠+＋]/.test(cell))) wrong.push(`${route}: a formula in a table`);
      }
    }
    expect(wrong).toEqual([]);
    expect(log.mock.calls).toEqual([]);
  });
});

describe('an address with what nobody would type', () => {
  const PARAMETERS = ['month', 'date', 'page', 'q', 'elder', 'pass', 'point', 'size', 'at', 'day', 'from', 'to', 'state', 'for', 'run', 'meal', 'mode', 'done', 'after', 'of', 'town'];
  const asks = Object.entries(ASKS).flatMap(([route, [ask]]): [string, Ask][] => (route.startsWith('GET') && ask ? [[route, ask]] : []));
  it.each(asks)('%s', async (_route, ask) => {
    const visitor = await visitorOf(ask.may);
    const wrong: string[] = [];
    for (const [what, value] of Object.entries(VALUES).filter(([name]) => name !== 'long')) {
      const path = ask.path(place).split('?')[0] ?? '/';
      const answer = await visitor.get(`${path}?${new URLSearchParams(PARAMETERS.map((name) => [name, value])).toString()}`);
      wrong.push(...flaws(what, answer.status, answer.headers, await answer.text()));
    }
    expect(wrong).toEqual([]);
    expect(log.mock.calls).toEqual([]);
  });
});

describe('a cookie that was made by hand', () => {
  const COOKIES: Record<string, string> = {
    'no token': `${SESSION_COOKIE}=`,
    'a statement': `${SESSION_COOKIE}=' OR '1'='1`,
    'an id instead of a token': `${SESSION_COOKIE}=cook1`,
    'a very long one': `${SESSION_COOKIE}=${'a'.repeat(7000)}`,
    'another name': `session=${'a'.repeat(43)}`,
    'twice': `${SESSION_COOKIE}=a; ${SESSION_COOKIE}=b`,
    'broken percent signs': `${SESSION_COOKIE}=%E0%A4%A; text_size=%%%`,
    'a size that is none': `text_size=${encodeURIComponent(MARKUP)}`,
  };
  it.each(Object.entries(COOKIES))('%s: a stranger, and no fault', async (what, cookie) => {
    const stranger = await visit(db, null, NOON);
    for (const path of ['/', '/canteen', '/civil', '/family', '/orders/x']) {
      const answer = await stranger.send(path, { headers: { cookie } });
      expect(flaws(what, answer.status, answer.headers, await answer.text())).toEqual([]);
      expect([path, answer.status]).toEqual([path, path === '/' ? 200 : 303]);
    }
    expect(log.mock.calls).toEqual([]);
  });

  it('a session that ended, or whose hash was read in the database, opens nothing', async () => {
    const stored = await env.DB.prepare('SELECT token_hash h FROM session LIMIT 1').first<{ h: string }>();
    const stranger = await visit(db, null, NOON);
    expect((await stranger.send('/canteen', { headers: { cookie: `${SESSION_COOKIE}=${stored?.h}` } })).status).toBe(303);
  });
});
