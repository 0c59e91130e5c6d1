import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstAdministratorSql, outcomeSql, type FirstAdministrator } from '../../src/cli/first-administrator-sql.ts';
import { ROOT } from '../../src/cli/local-state.ts';
import { migrated } from '../../src/cli/sqlite-d1.ts';

const NOW = Date.UTC(2026, 10, 26, 2);
const of = (no: number, more: Partial<FirstAdministrator> = {}): FirstAdministrator => ({
  personId: `p${no}`, grantId: `g${no}`, codeId: `c${no}`, auditId: `a${no}`, name: '张三', login: `zhangsan${no}`, countyCode: '370481000000', countyName: '滕州市', codeHash: 'h', now: NOW, ...more,
});

test('an empty county gets two administrators who work there, with a name, a code for a day and a line in the audit; a third is refused whole', () => {
  const db = migrated();
  db.exec(firstAdministratorSql(of(1)));
  expect({ ...db.prepare(outcomeSql(of(1))).get() }).toEqual({ made: 1, administrators: 1, belongsTo: null });
  const rows = () => ['division', 'person', 'staff_member', 'staff_login', 'start_code', 'role_grant', 'audit'].map((table) => db.prepare(`SELECT * FROM ${table}`).all().map((row) => ({ ...row })));
  expect(rows()).toMatchObject([
    [{ code: '370481000000', name: '滕州市', level: 'county', kind: '市' }],
    [{ id: 'p1', name: '张三' }],
    [{ person_id: 'p1', division_code: '370481000000', unit: '滕州市民政局', added_by: 'job:first-administrator' }],
    [{ person_id: 'p1', login: 'zhangsan1', password_hash: null }],
    [{ person_id: 'p1', expires_at: NOW + 24 * 3_600_000, used_at: null }],
    [{ person_id: 'p1', role: 'administrator', division_code: '370481000000', meal_point_id: null }],
    [{ action: 'administrator.first', subject: 'person:p1' }],
  ]);
  db.exec(firstAdministratorSql(of(2)));
  expect({ ...db.prepare(outcomeSql(of(2))).get() }).toEqual({ made: 1, administrators: 2, belongsTo: null });
  const before = rows();
  db.exec(firstAdministratorSql(of(3)));
  expect({ ...db.prepare(outcomeSql(of(3))).get() }).toEqual({ made: 0, administrators: 2, belongsTo: null });
  expect(rows()).toEqual(before);
});

test('where one of the two was disabled or lost the role there may be another; a login that is somebody’s is refused', () => {
  for (const sql of ["UPDATE person SET disabled_at = 1 WHERE id = 'p1'", "UPDATE role_grant SET revoked_at = 1 WHERE id = 'g1'"]) {
    const db = migrated();
    db.exec(firstAdministratorSql(of(1)) + firstAdministratorSql(of(2)));
    db.exec(sql);
    db.exec(firstAdministratorSql(of(3, { login: 'zhangsan1' })));
    expect({ ...db.prepare(outcomeSql(of(3))).get() }).toEqual({ made: 0, administrators: 1, belongsTo: null });
    expect(db.prepare('SELECT count(*) n FROM person').get()).toMatchObject({ n: 2 });
    db.exec(firstAdministratorSql(of(4)));
    expect({ ...db.prepare(outcomeSql(of(4))).get() }).toEqual({ made: 1, administrators: 2, belongsTo: null });
  }
});

test('another county is refused whole: whoever is granted a county would read what is all of this one’s', () => {
  const db = migrated();
  db.exec(firstAdministratorSql(of(1)));
  const other = of(3, { countyCode: '370402000000', countyName: '市中区' });
  db.exec(firstAdministratorSql(other));
  expect({ ...db.prepare(outcomeSql(other)).get() }).toEqual({ made: 0, administrators: 0, belongsTo: '滕州市' });
  expect(['division', 'person', 'staff_member', 'staff_login', 'start_code', 'role_grant', 'audit'].map((table) => db.prepare(`SELECT count(*) n FROM ${table}`).get()?.['n'])).toEqual([1, 1, 1, 1, 1, 1, 1]);
});

test('what was typed stays one value', () => {
  const db = migrated();
  db.exec(firstAdministratorSql(of(1, { name: "O'Neil'); DELETE FROM division; --" })));
  expect(db.prepare('SELECT name FROM person').get()).toMatchObject({ name: "O'Neil'); DELETE FROM division; --" });
});

const ASKED = { name: '张三', login: 'zhangsan', county: '370481000000', 'county-name': '滕州市' };
const called = (options: Record<string, string>) =>
  spawnSync(process.execPath, [join(ROOT, 'src/cli/first-administrator.ts'), '--print', ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)], { encoding: 'utf8' });

test('the command prints the SQL and ten digits, which stand in it as a hash only', () => {
  const { status, stdout } = called(ASKED);
  const [, first, last] = /start code (\d{5}) (\d{5})\./.exec(stdout) ?? [];
  expect([status, stdout.includes(`${first}${last}`), /'scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}'/.test(stdout)]).toEqual([0, false, true]);
});

test.each([['name', 'x'], ['login', '李'], ['county', '370481001000'], ['county-name', '滕州']])('a wrong --%s is told', (option, value) => {
  const { status, stdout, stderr } = called({ ...ASKED, [option]: value });
  expect([status, stdout, stderr.startsWith(`--${option} takes`)]).toEqual([1, '', true]);
});
