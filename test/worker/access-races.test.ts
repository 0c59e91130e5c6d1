import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { division, person, roleGrant, staffMember } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { ask, asked, decide, seedAdministrators, shownTo, textOf } from '../support/administrators.ts';
import { all, one } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, NOW, runId, seedCounty, TODAY } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Administrators who act at the same moment, and people whose access changes while their page is open.

let db: Database;
let first: Visitor;
let second: Visitor;
let third: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  await seedAdministrators(db);
  [first, second, third] = await Promise.all([1, 2, 3].map((no) => visit(db, { personId: `admin${no}` }, NOW))) as [Visitor, Visitor, Visitor];
});

const COOK = { personId: 'fresh', role: 'canteen_staff', place: 'p1' } as const;
const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);
const atWork = () => all("SELECT g.person_id AS id FROM role_grant g JOIN person p ON p.id = g.person_id AND p.disabled_at IS NULL WHERE g.role = 'administrator' AND g.revoked_at IS NULL ORDER BY id");

describe('at once', () => {
  it('two administrators confirm: one grant', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    const answers = await statuses(Array.from({ length: 20 }, (_, no) => decide(no % 2 === 0 ? second : third, request, 'confirmed', shown)));
    expect(answers.every((status) => status === 303 || status === 409)).toBe(true);
    expect(answers).toContain(303);
    expect(await all('SELECT role, meal_point_id FROM role_grant WHERE person_id = ?', 'fresh')).toEqual([{ role: 'canteen_staff', meal_point_id: 'p1' }]);
    expect(await one("SELECT count(*) AS audits FROM audit WHERE action = 'access.confirm'")).toEqual({ audits: 1 });
  });

  it('one confirms and another declines: one word stands, and the grant is what it says', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    expect((await statuses([decide(second, request, 'confirmed', shown), decide(third, request, 'declined', shown)])).sort()).toEqual([303, 409]);
    const { outcome } = (await one<{ outcome: string }>('SELECT outcome FROM access_decision')) ?? { outcome: '' };
    expect(await one('SELECT count(*) AS grants FROM role_grant WHERE person_id = ?', 'fresh')).toEqual({ grants: outcome === 'confirmed' ? 1 : 0 });
  });

  it('everybody asks for the same: one waits', async () => {
    const answers = await statuses(Array.from({ length: 20 }, (_, no) => ask([first, second, third][no % 3] ?? first, COOK)));
    expect(answers.filter((status) => status === 303)).toHaveLength(1);
    expect(await one('SELECT count(*) AS requests FROM access_request')).toEqual({ requests: 1 });
  });

  it('a change is confirmed and the grant taken away: the person holds the one or nothing, never both', async () => {
    const request = await asked(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2', replaces: 'grant-cook1' });
    const shown = await shownTo(second, request);
    const answers = await statuses([decide(second, request, 'confirmed', shown), third.post('/civil/grants/grant-cook1/revocation', { reason: '离职' })]);
    const held = await all('SELECT meal_point_id FROM role_grant WHERE person_id = ? AND revoked_at IS NULL', 'cook1');
    expect([[303, 409], [409, 303]]).toContainEqual(answers);
    expect(held).toEqual(answers[0] === 303 ? [{ meal_point_id: 'p2' }] : []);
    expect(await one('SELECT count(*) AS revocations FROM grant_revocation')).toEqual({ revocations: 1 });
  });

  it('a grant is confirmed and the person disabled: whoever was disabled stays out', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    await statuses([decide(second, request, 'confirmed', shown), third.post('/civil/people/fresh/disabling', { reason: '账号被盗' })]);
    expect(await one("SELECT disabled_at IS NOT NULL AS out FROM person WHERE id = 'fresh'")).toEqual({ out: 1 });
    expect((await (await visit(db, { personId: 'fresh' }, NOW)).get('/canteen')).status).toBe(303);
  });

  it('whoever asked is shut out while another confirms: what went first counts, and nothing half', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    const [confirmed] = await statuses([decide(second, request, 'confirmed', shown), third.post('/civil/people/admin1/disabling', { reason: '账号被盗' })]);
    expect(await one('SELECT count(*) AS grants FROM role_grant WHERE person_id = ?', 'fresh')).toEqual({ grants: confirmed === 303 ? 1 : 0 });
  });

  it('all administrators shut out each other: one is left, and that one still may', async () => {
    const visitors = { admin1: first, admin2: second, admin3: third };
    const ways = Object.entries(visitors).flatMap(([id, by]) => Object.keys(visitors).filter((other) => other !== id).map((other, no) =>
      no === 0 ? by.post(`/civil/people/${other}/disabling`, { reason: 'x' }) : by.post(`/civil/grants/grant-${other}/revocation`, { reason: 'x' })));
    const answers = await statuses(ways);
    expect(answers.every((status) => [303, 404, 409].includes(status))).toBe(true);
    const left = await atWork();
    expect(left).toHaveLength(1);
    const survivor = await visit(db, { personId: String(left[0]?.['id']) }, NOW);
    expect((await survivor.get('/civil/people')).status).toBe(200);
  });

  it('the same name is written down by many: once', async () => {
    const answers = await statuses(Array.from({ length: 20 }, () => first.post('/civil/people', { key: newId(), name: '郝敏', unit: '甲' })));
    expect(answers.filter((status) => status === 303)).toHaveLength(1);
    expect(await one("SELECT count(*) AS people FROM person WHERE name = '郝敏'")).toEqual({ people: 1 });
  });
});

describe('a page that was opened before', () => {
  /** What a cook of p1 still presses after their access has changed. */
  const press = async (cook: Visitor, orderId: string) => [
    (await cook.get('/canteen')).status,
    (await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() })).status,
  ];

  const changes: [string, () => Promise<unknown>][] = [
    ['was disabled', () => first.post('/civil/people/cook1/disabling', { reason: '手机丢了' })],
    ['lost the role', () => first.post('/civil/grants/grant-cook1/revocation', { reason: '离职' })],
    ['works at another point now', async () => decide(second, await asked(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2', replaces: 'grant-cook1' }))],
    ['does something else now', async () => decide(second, await asked(first, { personId: 'cook1', role: 'operator_manager', place: 'op1', replaces: 'grant-cook1' }))],
    ['may do more now, and signs in anew', async () => decide(second, await asked(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2' }))],
  ];

  it.each(changes)('is dead with the next request when its person %s', async (_what, change) => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
    expect((await cook.get('/canteen')).status).toBe(200);
    await change();
    expect(await press(cook, orderId)).toEqual([303, 303]);
    expect(await one('SELECT count(*) AS meals FROM hand_over')).toEqual({ meals: 0 });
  });

  it.each(changes.slice(0, 4))('and a session that was forgotten finds its person as they are: %s', async (_what, change) => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
    await change();
    await env.DB.prepare('UPDATE session SET ended_at = NULL').run();
    expect((await press(cook, orderId))[1]).not.toBe(200);
    expect(await one('SELECT count(*) AS meals FROM hand_over')).toEqual({ meals: 0 });
  });

  it('of an administrator who is none any more confirms nothing, nor takes anything away', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    await third.post('/civil/grants/grant-admin2/revocation', { reason: '换岗' });
    await env.DB.prepare('UPDATE session SET ended_at = NULL').run();
    const answers = await statuses([decide(second, request, 'confirmed', shown), second.post('/civil/people/admin1/disabling', { reason: 'x' }), second.get('/civil/people')]);
    expect(answers).toEqual([404, 404, 404]);
    expect(await one('SELECT count(*) AS decisions FROM access_decision')).toEqual({ decisions: 0 });
  });
});

describe('another county', () => {
  beforeEach(async () => {
    await db.insert(division).values({ code: '370482000000', parentCode: null, name: '远方县', level: 'county', kind: '县' });
    await db.insert(person).values([{ id: 'far1', name: '远一' }, { id: 'far2', name: '远二' }]);
    await db.insert(staffMember).values(['far1', 'far2'].map((personId) => ({ personId, divisionCode: '370482000000', unit: '远方局', addedAt: 0, addedBy: 'x' })));
    await db.insert(roleGrant).values(['far1', 'far2'].map((personId) => ({ id: `grant-${personId}`, personId, role: 'administrator' as const, divisionCode: '370482000000', grantedAt: 0, grantedBy: 'x' })));
  });

  it('has people of its own, whom nobody here finds, grants to or shuts out', async () => {
    const far = await visit(db, { personId: 'far1' }, NOW);
    expect(await textOf(first, '/civil/people')).not.toContain('远一');
    expect(await (await first.post('/civil/people/search', { q: '远一' })).text()).toContain('没有查到');
    expect(await textOf(far, '/civil/people')).not.toMatch(/丁洁|高静/);
    const request = await asked(first, COOK);
    const answers = await statuses([
      far.get('/civil/people/fresh'), ask(far, COOK), far.get(request), decide(far, request, 'confirmed', 'A'.repeat(43)), far.post('/civil/people/cook1/disabling', { reason: 'x' }),
      far.post('/civil/grants/grant-cook1/revocation', { reason: 'x' }), first.post('/civil/people/far2/disabling', { reason: 'x' }), ask(first, { ...COOK, personId: 'far2' }),
    ]);
    expect(answers).toEqual(Array.from({ length: 8 }, () => 404));
  });

  it('is no place that a grant can reach', async () => {
    for (const form of [{ role: 'county_official', place: '370482000000' }, { role: 'administrator', place: '370482000000' }] as const) {
      expect((await ask(first, { personId: 'fresh', ...form })).status).toBe(422);
    }
    const far = await visit(db, { personId: 'far1' }, NOW);
    for (const form of [{ role: 'canteen_staff', place: 'p1' }, { role: 'operator_manager', place: 'op1' }, { role: 'town_official', place: '370481001000' }] as const) {
      expect((await ask(far, { personId: 'far2', ...form })).status).toBe(422);
    }
  });
});
