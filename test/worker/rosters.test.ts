import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { all, one } from '../support/books.ts';
import { applyRoster, idNumberOf, imported, seedListed, uploadRoster } from '../support/rosters.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  db = await seedCounty();
  await seedListed(db);
  clerk = await visit(db, { personId: 'clerk' }, NOW);
  second = await visit(db, { personId: 'clerk2' }, NOW);
});

const HEAD = '姓名,身份证号,类别,开始日期';
const csv = (...rows: string[]) => [HEAD, ...rows].join('\r\n');
const LIST = csv(`孙一,${idNumberOf(1)},低保,2025-01-01`, `孙三,${idNumberOf(3)},城市低保,2026-11-01`, `孙四,${idNumberOf(4)},低保,2026年11月1日`, `陌生人,${idNumberOf(99)},低保,2026-11-01`, `孙六,3.70499E+17,低保,`);

const actions = async (rosterId: string) =>
  all('SELECT row_no, elder_id, action FROM roster_line WHERE roster_id = ? AND plan_no = (SELECT max(number) FROM roster_plan WHERE roster_id = ?) ORDER BY position', rosterId, rosterId);

describe('a list of categories', () => {
  it('is read, shown and applied by a second person', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
    expect(await actions(rosterId)).toEqual([
      { row_no: 2, elder_id: 'r701', action: 'same' },
      { row_no: 3, elder_id: 'r703', action: 'change' },
      { row_no: 4, elder_id: 'r704', action: 'add' },
      { row_no: 5, elder_id: null, action: 'unknown' },
      { row_no: 6, elder_id: null, action: 'error' },
    ]);
    const page = await (await clerk.get(`/civil/rosters/${rosterId}`)).text();
    expect(page).toContain('身份证号被表格改坏了');
    const answer = await applyRoster(second, rosterId);
    expect(answer.status).toBe(303);
    expect(await all("SELECT elder_id, value, from_date, to_date, source, document, recorded_by FROM elder_fact WHERE elder_id IN ('r703', 'r704') ORDER BY elder_id, from_date")).toEqual([
      { elder_id: 'r703', value: 'low_income_margin', from_date: '2025-01-01', to_date: '2026-11-01', source: '低保名册', document: null, recorded_by: 'person:clerk' },
      { elder_id: 'r703', value: 'minimum_living_guarantee', from_date: '2026-11-01', to_date: null, source: '2026 年 11 月低保名册', document: '滕民〔2026〕12 号 2026-11-20', recorded_by: 'person:clerk2' },
      { elder_id: 'r704', value: 'minimum_living_guarantee', from_date: '2026-11-01', to_date: null, source: '2026 年 11 月低保名册', document: '滕民〔2026〕12 号 2026-11-20', recorded_by: 'person:clerk2' },
    ]);
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'roster.apply'")).toEqual({ actor: 'person:clerk2', subject: `roster:${rosterId}` });
  });
});
