import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { all, one } from '../support/books.ts';
import { scopeFor } from '../../src/domain/access.ts';
import { planRoster } from '../../src/domain/roster-plan.ts';
import { applyRoster as writeRoster, findRoster, loadPlanning, termsOf } from '../../src/store/rosters.ts';
import { openVault } from '../../src/vault.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { applyRoster, csv, hiddenOf, idNumberOf, imported, LIST, openLists, plannedActions, uploadRoster } from '../support/rosters.ts';
import { NOW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  ({ db, clerk, second } = await openLists());
});

const factRows = () => all('SELECT id, elder_id, kind, value, from_date, to_date FROM elder_fact ORDER BY id');
const show = async (rosterId: string, by = clerk, query = '') => (await by.get(`/civil/rosters/${rosterId}${query}`)).text();

describe('four eyes', () => {
  it('whoever imported it does not apply it', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
    const before = await factRows();
    const [page, hash] = [await clerk.get(`/civil/rosters/${rosterId}/application`), hiddenOf(await (await second.get(`/civil/rosters/${rosterId}/application`)).text(), 'plan', 'hash')];
    expect(page.status).toBe(409);
    const pressed = await clerk.post(`/civil/rosters/${rosterId}/application`, hash);
    expect(pressed.status).toBe(409);
    expect(await pressed.text()).toContain('要由另一位经办人应用');
    expect(await factRows()).toEqual(before);
  });

  it('applied once, however often the button is pressed and by how many', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
    const form = hiddenOf(await (await second.get(`/civil/rosters/${rosterId}/application`)).text(), 'plan', 'hash');
    const answers = await Promise.all(Array.from({ length: 20 }, () => second.post(`/civil/rosters/${rosterId}/application`, form)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const after = await factRows();
    expect((await second.post(`/civil/rosters/${rosterId}/application`, form)).status).toBe(303);
    expect(await factRows()).toEqual(after);
    expect(await one("SELECT count(*) AS n FROM audit WHERE action = 'roster.apply'")).toEqual({ n: 1 });
    expect(await one("SELECT count(*) AS n FROM elder_fact WHERE recorded_by = 'person:clerk2'")).toEqual({ n: 2 });
  });

  it('the same file again changes nothing', async () => {
    await applyRoster(second, await imported(uploadRoster(clerk, { file: LIST })));
    const after = await factRows();
    const again = await imported(uploadRoster(clerk, { file: LIST }));
    expect((await plannedActions(again)).map(({ action }) => action)).toEqual(['same', 'same', 'same', 'unknown', 'error']);
    expect((await applyRoster(second, again)).status).toBe(409);
    expect(await factRows()).toEqual(after);
  });

  it('what has changed meanwhile is looked at again, and nothing is applied', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
    const form = hiddenOf(await (await second.get(`/civil/rosters/${rosterId}/application`)).text(), 'plan', 'hash');
    await env.DB.prepare("INSERT INTO elder_fact VALUES ('late', 'r704', 'category', 'low_income_margin', NULL, '2026-05-01', NULL, '村报', NULL, 0, 'person:clerk')").run();
    const before = await factRows();
    const answer = await second.post(`/civil/rosters/${rosterId}/application`, form);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('我们的记录变了');
    expect(await factRows()).toEqual(before);
    expect((await plannedActions(rosterId))[2]).toEqual({ row_no: 4, elder_id: 'r704', action: 'change' });
    const stale = await second.post(`/civil/rosters/${rosterId}/application`, form);
    expect([stale.status, (await stale.text()).includes('已经不是最新的')]).toEqual([409, true]);
    expect((await applyRoster(second, rosterId)).status).toBe(303);
    expect(await one("SELECT to_date FROM elder_fact WHERE id = 'late'")).toEqual({ to_date: '2026-11-01' });
  });

  it('withdrawn, it is never applied; applied, it is never withdrawn', async () => {
    const [gone, kept] = [await imported(uploadRoster(clerk, { file: LIST })), await imported(uploadRoster(clerk, { file: LIST }))];
    const form = hiddenOf(await (await second.get(`/civil/rosters/${gone}/application`)).text(), 'plan', 'hash');
    expect((await clerk.post(`/civil/rosters/${gone}/withdrawal`)).status).toBe(303);
    expect((await clerk.post(`/civil/rosters/${gone}/withdrawal`)).status).toBe(303);
    expect((await second.post(`/civil/rosters/${gone}/application`, form)).status).toBe(409);
    expect((await applyRoster(second, kept)).status).toBe(303);
    expect((await clerk.post(`/civil/rosters/${kept}/withdrawal`)).status).toBe(409);
  });

  it.each([['of another town', 'town-clerk'], ['a cook', 'cook1']])('somebody %s finds no such roster', async (_who, personId) => {
    const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
    const other = await visit(db, { personId }, NOW);
    const paths = ['', '/application'].map((path) => `/civil/rosters/${rosterId}${path}`);
    for (const path of paths) expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`/civil/rosters/${rosterId}/application`, { plan: '1', hash: 'A'.repeat(43) })).status).toBe(404);
  });
});

describe('a phone or address that is not ours', () => {
  const FILE = `姓名,身份证号,类别,联系电话,家庭住址\r\n孙一,${idNumberOf(1)},低保,15400001234,东关小区 3号楼502\r\n孙四,${idNumberOf(4)},低保,10000000704,新城小区 8 号楼`;
  const sealed = async (elderId: string) => one('SELECT phone_sealed, phone_index, phone_tail_index, address_sealed FROM elder WHERE id = ?', elderId);
  const take = (who: Visitor, rosterId: string, rowNo: number, field: string) => who.post(`/civil/rosters/${rosterId}/rows/${rowNo}/contact`, { field });

  it('is shown masked, and the list as a whole changes neither', async () => {
    const [before, other] = [await sealed('r701'), await sealed('r704')];
    const rosterId = await imported(uploadRoster(clerk, { file: FILE }));
    const page = await show(rosterId, clerk, '?show=differs');
    expect(page).toContain('电话不同：我们记 100****0701，名册写 154****1234，没有改');
    expect(page).toContain('住址不同：我们记 东关小区 ** 号楼 **，名册写 新城小区 ** 号楼，没有改');
    expect(page.match(/不同：/g)).toHaveLength(2);
    await applyRoster(second, rosterId);
    expect([await sealed('r701'), await sealed('r704')]).toEqual([before, other]);
  });

  it('is taken over one at a time, after the list, by another person, once', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: FILE }));
    expect((await take(second, rosterId, 2, 'phone')).status).toBe(409);
    await applyRoster(second, rosterId);
    expect((await take(clerk, rosterId, 2, 'phone')).status).toBe(409);
    expect((await take(second, rosterId, 3, 'phone')).status).toBe(404);
    const was = await sealed('r701');
    expect((await take(second, rosterId, 2, 'phone')).status).toBe(303);
    const vault = await openVault(env);
    expect(await sealed('r701')).toMatchObject({ phone_index: await vault.indexOf('phone', '15400001234'), phone_tail_index: await vault.indexOf('phone_tail', '1234') });
    const once = await sealed('r701');
    expect((await take(second, rosterId, 2, 'phone')).status).toBe(303);
    expect(await sealed('r701')).toEqual(once);
    expect(await all('SELECT row_no, field, elder_id, was_sealed, taken_by FROM roster_contact')).toEqual([{ row_no: 2, field: 'phone', elder_id: 'r701', was_sealed: was?.['phone_sealed'], taken_by: 'person:clerk2' }]);
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'roster.contact'")).toEqual({ actor: 'person:clerk2', subject: 'elder:r701' });
    expect((await take(second, rosterId, 3, 'address')).status).toBe(303);
    expect(await show(rosterId, second, '?show=differs')).toContain('住址已按名册改为 新城小区');
  });
});

describe('thousands of rows', () => {
  it('take a handful of trips to the database', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => `老人${index},${idNumberOf(index % 999, `19${30 + Math.floor(index / 999)}0301`)},低保,`);
    const counted = faultyDatabase(env.DB, null);
    const rosterId = await imported(uploadRoster(clerk.over({ DB: counted.db }), { file: csv(...rows, `孙四,${idNumberOf(4)},低保,`) }));
    expect(counted.calls()).toBeLessThanOrEqual(5);
    expect(await show(rosterId, clerk, '?show=unknown&page=13')).toContain('第 13 页，共 13 页，2500 行');
    const applying = faultyDatabase(env.DB, null);
    expect((await applyRoster(second.over({ DB: applying.db }), rosterId)).status).toBe(303);
    expect(applying.calls()).toBeLessThanOrEqual(8);
  });
});

it('what changes between reading and writing fails the write', async () => {
  const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
  const scope = scopeFor({ kind: 'person', personId: 'clerk2', name: '', grants: [{ role: 'county_official', divisionCode: '370481000000' }] }, 'roster.apply');
  const vault = await openVault(env);
  const found = scope && (await findRoster(db, scope, rosterId));
  if (!scope || !found) throw new Error('the roster is there');
  const { rows, state, guards } = await loadPlanning(db, vault, scope, found.head);
  const lines = planRoster(termsOf(found.head), rows, state);
  const entry = { at: NOW, actor: 'person:clerk2', action: 'roster.apply', subject: 'x', requestId: 'r' };
  await env.DB.prepare("UPDATE elder_fact SET to_date = '2026-01-01' WHERE id = 'fact-r703'").run();
  expect(await writeRoster(db, entry, { head: found.head, lines, guards })).toBe('conflict');
  expect(await one('SELECT count(*) AS n FROM roster_application')).toEqual({ n: 0 });
});
