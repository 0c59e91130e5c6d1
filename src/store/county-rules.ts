import { desc, getTableColumns, sql, type Column } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { RULE_FIELDS, type CountyRuleName, type RuleValues } from '../domain/county-rule.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { countyOffice } from './county-office.ts';
import { pick, readTogether, type Database } from './read.ts';
import { complaintRule, familyRule, messageRule, signInRule, tabletRule } from './schema.ts';

// What a county sets, set by set; the columns of each are the fields that domain/county-rule.ts names.

const TABLES = { messages: messageRule, families: familyRule, complaints: complaintRule, sign_in: signInRule, tablets: tabletRule } as const;

/** All sets of one rule that there ever were, the latest first: it holds. Null where no county was granted. */
export async function loadCountyRule(db: Database, scope: Scope, name: CountyRuleName) {
  const rows = await readTogether(db, { offices: countyOffice(db, scope), rules: rulesOf(db, name) });
  if (rows.offices.length === 0) return null;
  return { offices: rows.offices, rules: rows.rules.map(({ fields, ...rule }) => ({ ...rule, values: JSON.parse(fields) as RuleValues })) };
}
export type CountyRuleRead = NonNullable<Awaited<ReturnType<typeof loadCountyRule>>>;

/** What holds now of each rule, for the page that leads to them. Null where no county was granted. */
export async function loadCountyRules(db: Database, scope: Scope) {
  const last = (name: CountyRuleName) => rulesOf(db, name).limit(1);
  const rows = await readTogether(db, { offices: countyOffice(db, scope), messages: last('messages'), families: last('families'), complaints: last('complaints'), sign_in: last('sign_in'), tablets: last('tablets') });
  if (rows.offices.length === 0) return null;
  const now = (name: CountyRuleName) => rows[name].map(({ fields, ...rule }) => ({ ...rule, values: JSON.parse(fields) as RuleValues }));
  return { offices: rows.offices, now: { messages: now('messages')[0], families: now('families')[0], complaints: now('complaints')[0], sign_in: now('sign_in')[0], tablets: now('tablets')[0] } };
}

function rulesOf(db: Database, name: CountyRuleName) {
  const table = TABLES[name];
  const pairs = columnsOf(name).map(([field, column]) => sql`${field}, ${column}`);
  return db
    .select(pick({ setAt: table.setAt, document: table.document, setBy: nameOfActor(table.setBy), fields: sql<string>`json_object(${sql.join(pairs, sql`, `)})` }))
    .from(table)
    .orderBy(desc(table.setAt));
}

/** Holds from now on, unless somebody has set another since `lastSetAt`; what was set before stays as it was. */
export async function setCountyRule(db: Database, entry: AuditEntry, name: CountyRuleName, lastSetAt: Instant, rule: { values: RuleValues; document: string }): Promise<'done' | Conflict> {
  const table = TABLES[name];
  const fields = columnsOf(name);
  const columns = sql.join(fields.map(([, column]) => sql.identifier(column.name)), sql`, `);
  const values = sql.join(fields.map(([field]) => sql`${rule.values[field]}`), sql`, `);
  return commit(db, { ...entry, reason: rule.document }, {
    guards: [guard('rule is as read', sql`(SELECT max(set_at) FROM ${table}) IS ${lastSetAt}`)],
    changes: [sql`INSERT INTO ${table} (set_at, document, set_by, ${columns}) VALUES (${Math.max(entry.at, lastSetAt + 1)}, ${rule.document}, ${entry.actor}, ${values})`],
  });
}

function columnsOf(name: CountyRuleName): [string, Column][] {
  const columns: Readonly<Record<string, Column>> = getTableColumns(TABLES[name]);
  return RULE_FIELDS[name].map(({ name: field }) => {
    const column = columns[field];
    if (!column) throw new Error(`a rule without its column: ${field}`);
    return [field, column];
  });
}
