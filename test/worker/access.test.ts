import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { demoRoutes } from '../../src/demo/demo.tsx';
import type { Database } from '../../src/store/read.ts';
import type { Ask, Audience } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import { nothing, type Place, type Records } from '../support/canary-records.ts';
import { flawsOf } from '../support/headers.ts';
import { enterCard } from '../support/passes.ts';
import { cardNumber } from '../support/seed.ts';
import { allRows } from '../support/rows.ts';
import { visit, type Visitor } from '../support/visitor.ts';

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

/** `at`: whose points, where that matters. `self`: which of a place's people an elder is. */
type Actor = {
  who: { elderId: string } | { personId: string } | null;
  is: 'elder' | 'family' | 'cook' | 'worker' | 'town' | 'official' | 'manager' | 'admin' | 'auditor' | 'person' | 'stranger';
  at: string[];
  self?: [point: string, index: number];
};
const anElder = (elderId: string, point: string, index: number): Actor => ({ who: { elderId }, is: 'elder', at: index === 0 ? [point] : [], self: [point, index] });
const staff = (personId: string, is: Actor['is'], ...at: string[]): Actor => ({ who: { personId }, is, at });
const ACTORS: Record<string, Actor> = {
  'a stranger': { who: null, is: 'stranger', at: [] },
  'an elder of p1': anElder('e101', 'p1', 0),
  'another elder of p1': anElder('e102', 'p1', 1),
  'an elder of p2': anElder('e201', 'p2', 0),
  'an elder of p3': anElder('e301', 'p3', 0),
  'an elder whose card was revoked': { who: { elderId: 'e103' }, is: 'stranger', at: [] },
  'a daughter of p1’s elder': staff('f1', 'family', 'p1'),
  'a daughter of p2’s elder': staff('f2', 'family', 'p2'),
  'a daughter of p3’s elder': staff('f3', 'family', 'p3'),
  'a neighbour who only asked': staff('asker', 'family'),
  'a son whom she does not let any more': staff('former', 'family'),
  'a cook of p1': staff('cook1', 'cook', 'p1'),
  'a cook of p2': staff('cook2', 'cook', 'p2'),
  'a cook of p3': staff('cook3', 'cook', 'p3'),
  'a county official': staff('clerk', 'official', 'p1', 'p2', 'p3'),
  'an official of p1’s town': staff('town-clerk', 'official', 'p1', 'p3'),
  'an official of p2’s town': staff('town2-clerk', 'official', 'p2'),
  'a worker of p1’s community': staff('worker1', 'worker', 'p1', 'p3'),
  'a worker of p2’s community': staff('worker2', 'worker', 'p2'),
  'p1’s town official': staff('town1', 'town', 'p1', 'p3'),
  'p2’s town official': staff('town2', 'town', 'p2'),
  'the manager of whoever runs all points': staff('manager1', 'manager', 'p1', 'p2', 'p3'),
  'the manager of whoever runs none': staff('manager2', 'manager'),
  'an administrator': staff('admin1', 'admin', 'p1', 'p2', 'p3'),
  'an administrator of another county': staff('admin-far', 'admin'),
  'the county’s auditor': staff('auditor', 'auditor', 'p1', 'p2', 'p3'),
  'a person who was disabled': staff('disabled', 'stranger'),
  'a person whose grants were revoked': staff('revoked', 'person'),
};

const CLASS: Record<Audience, [readonly Actor['is'][] | 'everybody', 'any place' | 'own place' | 'every place']> = {
  everybody: ['everybody', 'any place'],
  staff: [['cook', 'worker', 'town', 'official', 'manager', 'admin', 'auditor', 'person'], 'any place'],
  elders: [['elder'], 'any place'],
  'own elder': [['elder'], 'own place'],
  families: [['family'], 'any place'],
  'own family': [['family'], 'own place'],
  carers: [['elder', 'family'], 'any place'],
  'own carer': [['elder', 'family'], 'own place'],
  cooks: [['cook'], 'any place'],
  'own cook': [['cook'], 'own place'],
  officials: [['official', 'town'], 'any place'],
  'own officials': [['official', 'town'], 'own place'],
  'county officials': [['official'], 'every place'],
  answerers: [['cook', 'manager'], 'any place'],
  'own answerers': [['cook', 'manager'], 'own place'],
  'own managers': [['manager'], 'own place'],
  administrators: [['admin'], 'any place'],
  'own administrators': [['admin'], 'own place'],
  'readers of people': [['admin', 'auditor'], 'any place'],
  'own readers of people': [['admin', 'auditor'], 'own place'],
  readers: [['official', 'town', 'auditor'], 'any place'],
  'own readers': [['official', 'town', 'auditor'], 'own place'],
  'county readers': [['official', 'auditor'], 'every place'],
  'county or auditor': [['official', 'auditor'], 'any place'],
  'own county or auditor': [['official', 'auditor'], 'own place'],
  auditor: [['auditor'], 'any place'],
  workers: [['worker'], 'any place'],
  'own worker': [['worker'], 'own place'],
  'own town': [['town'], 'own place'],
  county: [['official'], 'any place'],
  'own county': [['official'], 'own place'],
};
const isOf = (actor: Actor, audience: Audience) => CLASS[audience][0] === 'everybody' || CLASS[audience][0].includes(actor.is);
const reaches: Record<(typeof CLASS)[Audience][1], (actor: Actor, place: Place) => boolean> = {
  'any place': () => true,
  'own place': (actor, place) => actor.at.includes(place.point),
  'every place': (actor) => places.every(({ point }) => actor.at.includes(point)),
};
const may = (actor: Actor, ask: Ask, place: Place) => isOf(actor, ask.may) && reaches[CLASS[ask.may][1]](actor, place);

type Answer = { status: number; text: string; headers: Headers; asked: string[] };
async function put(visitor: Visitor, ask: Ask, of: Records): Promise<Answer> {
  const [path, form] = [ask.path(of), ask.form?.(of)];
  const answer = form ? await visitor.post(path, form) : await visitor.get(path);
  const said = `${path} ${Object.values(form ?? {}).join(' ')}`;
  const asked = Object.values(of).flat().filter((value) => value.length > 1 && said.includes(value)).sort((a, b) => b.length - a.length);
  return { status: answer.status, text: await answer.text(), headers: answer.headers, asked };
}

/** Everything that came back, without what was asked with, nor what chance decides. */
function heard({ text, headers, asked }: Answer): string {
  const all = [text, ...[...headers].map(([name, value]) => `${name}: ${value}`)].join('\n');
  const without = asked.reduce((left, value) => left.replaceAll(value, '◆').replaceAll(encodeURIComponent(value), '◆'), all);
  return without.replace(/\b[0-9a-hjkmnp-tv-z]{16}\b/g, '◆').replace(/__Host-session=[\w-]+/g, '◆');
}

const idsOf = ({ order, waiting, cancelling, handOver, production, delivery, entry, elder: first, walkIn, ...of }: Place) =>
  [order, waiting, cancelling, handOver, production, delivery, entry, first, walkIn, of.application, of.checked, of.appealed, of.granted, of.own, of.fact, of.proposedFact, of.review, of.roster, of.rosterSpare, of.standing, of.failing, of.grant, of.accessRequest, of.unit];

/** The names and ids that are an actor's own: a cook's are those of the place, an official's of every place in the division. */
function ownOf(actor: Actor): string[] {
  const { at, self } = actor;
  const [point, index = 0] = self ?? [];
  const first = (one: Place) => [one.names[0] ?? '', one.elder, one.order, one.cancelling, ...one.relatives];
  if (actor.is === 'family') return places.filter((one) => at.includes(one.point)).flatMap((one) => [...first(one), one.standing]);
  if (!point) return places.filter((one) => at.includes(one.point)).flatMap((one) => [one.pointName, ...one.names, ...(actor.is === 'cook' ? one.relatives : one.applicants), ...idsOf(one)]);
  return places.filter((one) => one.point === point).flatMap((one) => (index === 0 ? [...first(one), one.own, one.standing] : [one.names[index] ?? '', one.waiting, one.checked, one.failing]));
}

/** An id counts whole: within a longer one, made by chance, it says nothing. */
const holdsMark = (text: string, mark: string) => (/^[\w-]+$/.test(mark) ? new RegExp(`(?<![0-9a-z])${mark}(?![0-9a-z])`).test(text) : text.includes(mark));

/** What of other people came back. The names of points are public, but no matter of people at work elsewhere. */
function leaksTo(name: string, actor: Actor, ask: Ask, place: Place | null, answer: Answer): string[] {
  const allowed = new Set([...ownOf(actor), ...(place ? (ask.reveals?.(place) ?? []) : []), ...answer.asked]);
  const atWork = /^\/(canteen|civil|community)/.test(ask.path(LABELS));
  const marks = places.flatMap((one) => [...one.names, ...one.applicants, ...one.relatives, ...one.doors, ...one.secrets, ...one.sealed, ...idsOf(one), ...(atWork ? [one.pointName] : [])]);
  const received = [answer.text, ...answer.headers.values()].join('\n');
  const open = `${/<title>([^<]*)/.exec(answer.text)?.[1] ?? ''} ${answer.headers.get('location') ?? ''}`;
  return [
    ...marks.filter((mark) => !allowed.has(mark) && holdsMark(received, mark)).map((mark) => `${name} learns ${mark}`),
    ...places.flatMap(({ names }) => names).filter((one) => open.includes(one)).map((one) => `${name} sees ${one} in a title or an address`),
  ];
}

const asksOf = (wanted: 'GET' | 'POST') => Object.entries(ASKS).flatMap(([route, asks]) =>
  route.startsWith(wanted) ? asks.map((ask): [string, Ask] => [`${wanted} ${ask.path(LABELS)}${ask.form ? ` ${Object.keys(ask.form(LABELS)).join('+')}` : ''}`, ask]) : []);
const LABELS: Records = new Proxy({} as Records, { get: (_target, name) => `{${String(name)}}` });

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

/** Out of reach is as if it never was; without the permission there is no such page, and strangers are asked to sign in. */
function expectedFor(actor: Actor, ask: Ask): number {
  if (isOf(actor, ask.may)) return ask.none ?? 404;
  return actor.is === 'stranger' ? 303 : 404;
}

describe('whoever may not', () => {
  let before: Awaited<ReturnType<typeof allRows>>;
  const visitors = new Map<string, Visitor>();
  beforeAll(async () => {
    for (const [name, { who }] of Object.entries(ACTORS)) visitors.set(name, await visit(db, who, NOON));
    before = await allRows();
  });

  it.each([...asksOf('GET'), ...asksOf('POST')])('%s learns nothing', async (_name, ask) => {
    const wrong: string[] = [];
    for (const [name, actor] of Object.entries(ACTORS)) {
      const visitor = visitors.get(name);
      const refused = places.filter((place) => !may(actor, ask, place));
      if (!visitor || refused.length === 0) continue;
      const never = await put(visitor, ask, nothing());
      const expected = expectedFor(actor, ask);
      for (const place of refused) {
        const answer = await put(visitor, ask, place);
        if (answer.status !== expected) wrong.push(`${name}, ${place.point}: ${answer.status} instead of ${expected}`);
        const path = ask.path(LABELS);
        const door = /^\/(canteen|civil|community|sign-in\/own)\b/.test(path) ? '/sign-in/staff' : path.startsWith('/family') ? '/family/sign-in' : '/sign-in';
        if (expected === 303 && answer.headers.get('location') !== door) wrong.push(`${name}: led to ${answer.headers.get('location')}`);
        if (heard(answer) !== heard(never)) wrong.push(`${name}, ${place.point}: answered otherwise than what never was`);
        wrong.push(...leaksTo(name, actor, ask, null, answer), ...flawsOf(answer.headers, answer.text));
      }
    }
    expect(wrong).toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });

  afterAll(async () => expect(await allRows(), 'and nothing was written').toEqual(before));
});

describe('half one’s own, half another place’s', () => {
  const served = (who: string, run: string) => ({ elder: who, run, meal: 'A', mode: 'dine_in' });
  const asAddress = (values: Record<string, string>) => `/canteen/walk-ins?${new URLSearchParams(values).toString()}`;
  const mixed: [string, number, (own: Place, other: Records) => Pick<Ask, 'path' | 'form'>][] = [
    ['a walk-in of one’s own at another’s meal, asked', 404, (own, other) => ({ path: () => asAddress(served(own.walkIn, other.lunch)) })],
    ['a walk-in of another’s at one’s own meal, asked', 404, (own, other) => ({ path: () => asAddress(served(other.walkIn, own.lunch)) })],
    ['a walk-in of one’s own at another’s meal', 404, (own, other) => ({ path: () => '/canteen/walk-ins', form: () => ({ key: KEY, selfPayFen: '700', ...served(own.walkIn, other.lunch) }) })],
    ['a walk-in of another’s at one’s own meal', 404, (own, other) => ({ path: () => '/canteen/walk-ins', form: () => ({ key: KEY, selfPayFen: '700', ...served(other.walkIn, own.lunch) }) })],
    ['another’s elder with one’s own pass', 404, (own, other) => ({ path: () => `/canteen/counter?elder=${other.elder}&pass=${own.pass}` })],
    ['another’s elder with another’s pass for their card', 404, (_own, other) => ({ path: () => `/canteen/counter?elder=${other.walkIn}&pass=${other.pass}` })],
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

describe.each(['GET', 'POST'] as const)('whoever may, by %s', (method) => {
  it.each(asksOf(method))('%s sees what is theirs and no more', async (_name, ask) => {
    const wrong: string[] = [];
    const seen: string[] = [];
    for (const [name, actor] of Object.entries(ACTORS)) {
      for (const place of places.filter((one) => may(actor, ask, one))) {
        const answer = await put(await visit(db, actor.who, NOON), ask, place);
        seen.push(name);
        const ok = ask.ok ?? [ask.form ? 303 : 200];
        if (!ok.includes(answer.status)) wrong.push(`${name}, ${place.point}: ${answer.status} instead of ${ok.join(' or ')}`);
        const received = `${answer.text} ${answer.headers.get('location') ?? ''}`;
        wrong.push(...(ask.shows?.(place) ?? []).filter((mark) => !received.includes(mark)).map((mark) => `${name} does not see ${mark}`));
        wrong.push(...leaksTo(name, actor, ask, place, answer), ...flawsOf(answer.headers, answer.text));
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).not.toEqual([]);
    expect(log).not.toHaveBeenCalled();
  });
});
