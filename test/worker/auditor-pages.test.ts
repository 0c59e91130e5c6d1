import { beforeAll, expect, it } from 'vitest';
import type { Place } from '../support/canary-records.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// What a county reads and changes on one page, as somebody sees it who only reads.

let of: Place;
let auditor: Visitor;
let clerk: Visitor;
let admin: Visitor;
beforeAll(async () => {
  const { db, places } = await plantCanaries();
  const [first] = places;
  if (!first) throw new Error('no place was planted');
  of = first;
  [auditor, clerk, admin] = await Promise.all([visit(db, { personId: 'auditor' }, NOON), visit(db, { personId: 'clerk' }, NOON), visit(db, { personId: 'admin1' }, NOON)]);
}, 60_000);

const actionsOf = (page: string) => [...page.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action]) => action);
const SIGN_OUT = '/sign-out';
const SEARCH = '/civil/people/search';

/** `acts`: what whoever may change something is offered. */
const PAGES: [string, (of: Place) => string, () => Visitor, RegExp, string[]][] = [
  ['messages', () => '/civil/messages', () => clerk, /发不出去的短信/, []],
  ['a message', ({ undelivered }) => `/civil/messages/${undelivered}`, () => clerk, /再发一次|完整的电话|登记一下/, []],
  ['what the county sets', () => '/civil/rules', () => clerk, /全市的设定/, []],
  ['one of them', () => '/civil/rules/messages', () => clerk, /照这样定/, []],
  ['who works here', () => '/civil/people', () => admin, /登记新的/, [SEARCH]],
  ['a person', ({ staff }) => `/civil/people/${staff}`, () => admin, /提请授权<|停用这个人|收回</, []],
  ['a wish', ({ accessRequest }) => `/civil/access-requests/${accessRequest}`, () => admin, /同意，授权|不同意/, []],
];
it.each(PAGES)('%s', async (name, path, officer, acts, searches) => {
  const [theirs, own] = await Promise.all([officer().get(path(of)), auditor.get(path(of))]);
  const [offered, read] = [await theirs.text(), await own.text()];
  expect([theirs.status, own.status]).toEqual([200, 200]);
  expect(offered).toMatch(acts);
  const main = /<main[\s\S]*<\/main>/.exec(read)?.[0] ?? '';
  if (!['messages', 'what the county sets'].includes(name)) expect(main).not.toMatch(acts);
  expect(actionsOf(main)).toEqual(searches);
  expect(main).not.toMatch(/href="[^"]*\/(new|disabling|revocation)\b/);
  expect(actionsOf(read)).toContain(SIGN_OUT);
});

it('the telephone of a message has its stars, and a look is no page', async () => {
  const path = `/civil/messages/${of.undelivered}`;
  expect(await (await auditor.get(path)).text()).toMatch(/\d{3}\*{4}\d{4}/);
  expect((await auditor.post(`${path}/look`, { reason: '核对' })).status).toBe(404);
  expect((await clerk.post(`${path}/look`, { reason: '核对' })).status).toBe(200);
});

it('leads to each of them', async () => {
  const nav = /<nav aria-label="主要">[\s\S]*?<\/nav>/.exec(await (await auditor.get('/civil/audit')).text())?.[0] ?? '';
  for (const part of ['today', 'audit', 'messages', 'rules', 'people']) expect(nav).toContain(`href="/civil/${part}"`);
});

it('a person’s page leads to what stands about them and of them in the log, where it may be read', async () => {
  const path = `/civil/people/${of.staff}`;
  const links = (page: string) => [...page.matchAll(/href="\/civil\/audit\?(of|by)=person%3A([^"&]+)"/g)].map(([, key, id]) => `${key} ${id}`);
  expect(links(await (await auditor.get(path)).text())).toEqual([`of ${of.staff}`, `by ${of.staff}`]);
  expect(links(await (await admin.get(path)).text())).toEqual([]);
});
