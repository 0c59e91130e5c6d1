import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { countedD1 } from '../../src/cli/counted-d1.ts';
import { demoRoutes } from '../../src/demo/demo.tsx';
import type { Database } from '../../src/store/read.ts';
import { fewAdministrators } from '../../web/civil/people-text.ts';
import { heard, put, titleOf } from '../support/access-answers.ts';
import type { Ask } from '../support/access-asks.ts';
import { flawsOfAnswers, flawsOfRefusals, openCells, type Cells } from '../support/access-cells.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import { nothing, type Place, type Records } from '../support/canary-records.ts';
import { enterCard } from '../support/passes.ts';
import { idNumberOf, uploadRoster } from '../support/rosters.ts';
import { at, cardNumber, day } from '../support/seed.ts';
import { allRows } from '../support/rows.ts';
import { visit } from '../support/visitor.ts';

// Every route is asked by everybody about everything: one's own, the sibling point's, the other town's, and what never was.

// Hundreds of requests a test: slow where other work is going on.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let db: Database;
let places: Place[];
/** Got for a card while it was good. */
const passes = new Map<string, string>();
beforeAll(async () => {
  ({ db, places } = await plantCanaries());
  for (const { cook } of places) passes.set(cook, await enterCard(await visit(db, { personId: cook }, NOON), 'e103'));
  await env.DB.prepare("UPDATE card SET revoked_at = 1 WHERE id = 'card-e103'").run();
});

const log = vi.spyOn(console, 'error');
beforeEach(() => {
  log.mockReset().mockReturnValue(undefined);
});

const asksOf = (wanted: 'GET' | 'POST') => Object.entries(ASKS).flatMap(([route, asks]) => (route.startsWith(wanted) ? asks.map((ask): [string, Ask] => [titleOf(wanted, ask), ask]) : []));

describe('the routes', () => {
  const routesOf = (app: ReturnType<typeof createApp>) =>
    Map.groupBy(app.routes.filter(({ method }) => method !== 'ALL'), ({ method, path }) => `${method} ${path}`);

  it('stand in the table of who may, every one, and nothing else does', () => {
    expect(Object.keys(ASKS).sort()).toEqual([...routesOf(createApp(async () => NOON)).keys()].sort());
  });

  it('each declare one permission, before anything else is done', () => {
    const app = createApp(async () => NOON, { prefix: '/demo', routes: demoRoutes(env.DEMO) });
    const declared = [...routesOf(app)].map(([route, handlers]) => [route, handlers.map(({ handler }) => 'permission' in handler)]);
    expect(declared).toEqual([...routesOf(app)].map(([route, handlers]) => [route, handlers.map((_handler, index) => index === 0)]));
  });

  it('have nothing beside them that answers every method or a part of the addresses', () => {
    const wide = createApp(async () => NOON).routes.filter(({ method }) => method === 'ALL').map(({ path }) => path);
    expect([...new Set(wide)]).toEqual(['/*']);
  });
});

describe('whoever may not', () => {
  let before: Awaited<ReturnType<typeof allRows>>;
  let cells: Cells;
  beforeAll(async () => {
    cells = await openCells({ db, places });
    before = await allRows();
  });

  it.each([...asksOf('GET'), ...asksOf('POST')])('%s learns nothing', async (_name, ask) => {
    expect(await flawsOfRefusals(cells, ask)).toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });

  afterAll(async () => expect(await allRows(), 'and nothing was written').toEqual(before));
});

describe('half one’s own, half another place’s', () => {
  const served = (who: string, run: string) => ({ elder: who, run, meal: 'A', mode: 'dine_in' });
  const phoned = (elder: string, run: string) => ({ key: KEY, elder, run, meal: 'A', mode: 'dine_in', selfPayFen: '700' });
  const asAddress = (values: Record<string, string>) => `/canteen/walk-ins?${new URLSearchParams(values).toString()}`;
  const mixed: [string, number, (own: Place, other: Records) => Pick<Ask, 'path' | 'form'>][] = [
    ['a walk-in of one’s own at another’s meal, asked', 404, (own, other) => ({ path: () => asAddress(served(own.walkIn, other.lunch)) })],
    ['a walk-in of another’s at one’s own meal, asked', 404, (own, other) => ({ path: () => asAddress(served(other.walkIn, own.lunch)) })],
    ['a walk-in of one’s own at another’s meal', 404, (own, other) => ({ path: () => '/canteen/walk-ins', form: () => ({ key: KEY, selfPayFen: '700', ...served(own.walkIn, other.lunch) }) })],
    ['a walk-in of another’s at one’s own meal', 404, (own, other) => ({ path: () => '/canteen/walk-ins', form: () => ({ key: KEY, selfPayFen: '700', ...served(other.walkIn, own.lunch) }) })],
    ['money of one’s own at another’s point', 404, (own, other) => ({ path: () => `/canteen/top-ups?elder=${own.walkIn}&point=${other.point}` })],
    ['money of another’s at one’s own point', 404, (own, other) => ({ path: () => `/canteen/top-ups?elder=${other.walkIn}&point=${own.point}` })],
    ['money given back of one’s own at another’s point', 404, (own, other) => ({ path: () => `/canteen/refunds?elder=${own.saver}&point=${other.point}` })],
    ['money given back of another’s at one’s own point', 404, (own, other) => ({ path: () => `/canteen/refunds?elder=${other.saver}&point=${own.point}` })],
    ['another’s elder with one’s own pass', 404, (own, other) => ({ path: () => `/canteen/counter?elder=${other.elder}&pass=${own.pass}` })],
    ['another’s elder with another’s pass for their card', 404, (_own, other) => ({ path: () => `/canteen/counter?elder=${other.walkIn}&pass=${other.pass}` })],
    ['a telephone order of one’s own at another’s meal', 404, (own, other) => ({ path: () => '/canteen/phone-orders/orders', form: () => phoned(own.walkIn, other.tomorrow) })],
    ['a telephone order of another’s at one’s own meal', 404, (own, other) => ({ path: () => '/canteen/phone-orders/orders', form: () => phoned(other.walkIn, own.tomorrow) })],
    ['one’s own sheet at another’s point', 422, (own, other) => ({ path: () => '/canteen/paper-lists', form: () => ({ sheet: own.sheet, rows: '1', by: '王师傅', point: other.point }) })],
    ['another’s sheet at one’s own point', 422, (own, other) => ({ path: () => '/canteen/paper-lists', form: () => ({ sheet: other.sheet, rows: '1', by: '王师傅', point: own.point }) })],
  ];
  const KEY = '0123456789abcdef';

  it.each(mixed)('%s is answered %i like what never was, and nothing is written', async (_what, status, halves) => {
    const before = await allRows();
    for (const own of places) {
      const cook = await visit(db, { personId: own.cook }, NOON);
      const never = nothing();
      const unknown = await put(cook, { ...halves(own, never), may: 'own cook' }, never);
      for (const other of places.filter((one) => one !== own)) {
        const answer = await put(cook, { ...halves(own, other), may: 'own cook' }, other);
        expect([answer.status, heard(answer)]).toEqual([status, heard(unknown)]);
      }
    }
    expect({ ...(await allRows()), session: before['session'] }).toEqual(before);
  });
});

it.each(['cook1', 'cook2', 'cook3'])('a revoked card shows nobody to %s', async (personId) => {
  const cook = await visit(db, { personId }, NOON);
  const opened = await cook.get(`/canteen/counter?elder=e103&pass=${passes.get(personId)}`);
  const searched = await cook.post('/canteen/counter', { q: cardNumber('e103') });
  expect([opened.status, searched.status]).toEqual([404, 200]);
  expect(await searched.text()).not.toMatch(/card-e103|elder=e103/);
});

it.each(['p1', 'p2', 'p3'])('%s asks whoever usually eats there what they may not eat, and no guest', async (point) => {
  for (const { guest, host, cook, ...place } of places.filter((one) => one.point === point || one.host === point)) {
    const reader = places.find((one) => one.point === point)?.cook ?? '';
    const page = await (await (await visit(db, { personId: reader }, NOON)).get(`/canteen/counter?elder=${guest}`)).text();
    expect([place.point, host, page.includes(`/canteen/diets?elder=${guest}`)]).toEqual([place.point, host, reader === cook]);
  }
});

it.each([
  ['the calendar of the coming year is', '/civil?month=2026-11', /2027 年的节假日/, at('09:00', day('2026-12-02'))],
  ['drafts of policies are', '/civil/policies', /policies\/drafts/, NOON],
])('%s the county’s matter, and on no page of its towns', async (_what, path, mark, now) => {
  const says = async (personId: string) => mark.test(await (await (await visit(db, { personId }, now)).get(path)).text());
  expect(await Promise.all(['clerk', 'town-clerk', 'town1'].map(says))).toEqual([true, false, false]);
});

it('administrators count those of their own county', async () => {
  const page = async (personId: string) => (await (await visit(db, { personId }, NOON)).get('/civil/people')).text();
  expect([await page('admin-far'), await page('admin1')]).toEqual([1, 2].map((count) => expect.stringContaining(fewAdministrators(count) ?? '')));
});

it('of a list for another’s office nobody is read', async () => {
  const official = await visit(db, { personId: 'town-clerk' }, NOON);
  const read: unknown[] = [];
  const DB = countedD1(env.DB, { read: 0, written: 0, trips: 0 }, (answers) => read.push(...answers.map(({ results }) => results)));
  const answer = await uploadRoster(official.over({ DB }), { kind: 'death', office: '370481002000', file: `姓名,身份证号,死亡日期\n南宫子丁,${idNumberOf(204)},2026-11-22\n` });
  expect([answer.status, JSON.stringify(read)]).toEqual([404, expect.not.stringContaining('e204')]);
});

describe.each(['GET', 'POST'] as const)('whoever may, by %s', (method) => {
  let cells: Cells;
  beforeAll(async () => {
    cells = await openCells({ db, places });
  });

  it.each(asksOf(method))('%s sees what is theirs and no more', async (_name, ask) => {
    expect(await flawsOfAnswers(cells, ask)).toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });
});
