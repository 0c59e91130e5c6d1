import type { Instant } from '../domain/calendar.ts';

// What makes the first two administrators of a county: whatever anybody else may do takes two of them. It goes to D1 as a file, where
// nothing can be bound: every value is one of those below, of a narrow shape, and quoted.

export type FirstAdministrator = {
  personId: string; grantId: string; codeId: string; auditId: string;
  name: string; login: string; countyCode: string; countyName: string; codeHash: string; now: Instant;
};

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** How many hold the role in the county and are not disabled. */
const administratorsOf = (county: string) => `(SELECT count(DISTINCT g.person_id) FROM role_grant g JOIN person p ON p.id = g.person_id
  WHERE g.role = 'administrator' AND g.division_code = ${quoted(county)} AND g.revoked_at IS NULL AND p.disabled_at IS NULL)`;
/** A database is one county's: whatever is the whole county's (its policies, payers, months, letters) names none, and whoever was granted a county has it. */
const otherCounty = (county: string) => `SELECT name FROM division WHERE level = 'county' AND code <> ${quoted(county)}`;
const BY = quoted('job:first-administrator');

/** One after the other: each writes nothing where the database is another county's, two administrators are there or the login is somebody's, so that the grant, the last, is written only after the rest. */
export function firstAdministratorSql(of: FirstAdministrator): string {
  const person = quoted(of.personId);
  const free = `${administratorsOf(of.countyCode)} < 2 AND NOT EXISTS (${otherCounty(of.countyCode)}) AND NOT EXISTS (SELECT 1 FROM staff_login WHERE login = ${quoted(of.login)} AND person_id <> ${person})`;
  const county = quoted(of.countyCode);
  const hours = '(SELECT start_code_hours FROM sign_in_rule ORDER BY set_at DESC LIMIT 1)';
  return [
    `INSERT INTO division (code, parent_code, name, level, kind) SELECT ${county}, NULL, ${quoted(of.countyName)}, 'county', ${quoted(of.countyName.slice(-1))}
       WHERE NOT EXISTS (SELECT 1 FROM division WHERE code = ${county}) AND NOT EXISTS (${otherCounty(of.countyCode)})`,
    `INSERT INTO person (id, name) SELECT ${person}, ${quoted(of.name)} WHERE ${free}`,
    `INSERT INTO staff_member (person_id, division_code, unit, added_at, added_by) SELECT ${person}, ${county}, ${quoted(`${of.countyName}民政局`)}, ${of.now}, ${BY} WHERE ${free}`,
    `INSERT INTO staff_login (person_id, login) SELECT ${person}, ${quoted(of.login)} WHERE ${free}`,
    `INSERT INTO start_code (id, person_id, code_hash, resets, issued_at, issued_by, reason, expires_at)
       SELECT ${quoted(of.codeId)}, ${person}, ${quoted(of.codeHash)}, 'nothing', ${of.now}, ${BY}, '县里的第一批管理员', ${of.now} + ${hours} * 3600000 WHERE ${free}`,
    `INSERT INTO audit (id, at, actor, action, subject, request_id) SELECT ${quoted(of.auditId)}, ${of.now}, ${BY}, 'administrator.first', ${quoted(`person:${of.personId}`)}, 'cli' WHERE ${free}`,
    `INSERT INTO role_grant (id, person_id, role, division_code, granted_at, granted_by) SELECT ${quoted(of.grantId)}, ${person}, 'administrator', ${county}, ${of.now}, ${BY} WHERE ${free}`,
  ].map((statement) => `${statement};\n`).join('');
}

/** What became of it, in one row: the grant was written, or why not; and how many there are now, and whose the database is where it is another county's. */
export function outcomeSql(of: FirstAdministrator): string {
  return `SELECT EXISTS (SELECT 1 FROM role_grant WHERE id = ${quoted(of.grantId)}) AS made, ${administratorsOf(of.countyCode)} AS administrators, (${otherCounty(of.countyCode)} LIMIT 1) AS belongsTo`;
}
