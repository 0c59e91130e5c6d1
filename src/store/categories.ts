import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Label } from '../domain/county-label.ts';
import { withoutBlanks } from '../domain/roster-text.ts';
import { newId } from '../vault.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { countyOffice } from './county-office.ts';
import { changesOf, nameIsFree, renameLabel, type Renaming } from './label-changes.ts';
import { policyVersionsInFull } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { wordQueries, wordsOf } from './roster-state.ts';
import { application, category, categoryWord, elderFact } from './schema.ts';
import { countyGranted } from './scope.ts';

const named = sql`${elderFact.kind} = 'category' AND ${elderFact.value} = ${category.code}`;

function categoryRows(db: Database, scope: Scope) {
  return db
    .select(pick({ code: category.code, name: category.name, people: sql<number>`(SELECT count(DISTINCT elder_id) FROM ${elderFact} WHERE ${named} AND ${elderFact.toDate} IS NULL)` }))
    .from(category)
    .where(countyGranted(scope))
    .orderBy(asc(category.position), asc(category.code));
}

function withWords<Row extends { offices: readonly unknown[]; categories: readonly Label[]; words: readonly { word: string; code: string }[] }>(rows: Row) {
  return rows.offices.length > 0 ? { ...rows, meanings: wordsOf(rows) } : null;
}

/** All categories with how many people hold each now, and the words of lists. Null where the whole county is not the reader's. */
export async function loadCategories(db: Database, scope: Scope, key = '') {
  const { words } = wordQueries(db);
  return withWords(await readTogether(db, { offices: countyOffice(db, scope), categories: categoryRows(db, scope), words, prior: priorAnswer(db, key) }));
}
export type CategoriesRead = NonNullable<Awaited<ReturnType<typeof loadCategories>>>;

/** The same, and of one category what it was called before, whether anybody or any word ever named it, and the policies that may. */
export async function loadCategory(db: Database, scope: Scope, code: string) {
  const { words } = wordQueries(db);
  const read = withWords(
    await readTogether(db, {
      offices: countyOffice(db, scope),
      categories: categoryRows(db, scope),
      words,
      changes: changesOf(db, 'category', code),
      versions: policyVersionsInFull(db),
      uses: db.select(pick({ used: sql<number>`${isUsed(code)}` })).from(sql`(SELECT 1)`),
    }),
  );
  return read && { ...read, category: read.categories.find((one) => one.code === code) ?? null, used: read.uses[0]?.used === 1 };
}
export type CategoryRead = NonNullable<Awaited<ReturnType<typeof loadCategory>>>;

function isUsed(code: string): SQL {
  return sql`EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.kind} = 'category' AND ${elderFact.value} = ${code})
    OR EXISTS (SELECT 1 FROM ${application} WHERE ${application.kind} = 'category' AND ${application.value} = ${code})
    OR EXISTS (SELECT 1 FROM ${categoryWord} WHERE ${categoryWord.categoryCode} = ${code})`;
}

export async function addCategory(db: Database, entry: AuditEntry, { code, name }: Label, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  return commit(db, entry, {
    keyed,
    guards: [guard('name is free', nameIsFree('category', name, code))],
    changes: [db.insert(category).values({ code, name, position: sql`(SELECT coalesce(max(position), 0) + 1 FROM ${category})` })],
  });
}

/** Lists go on using the old name: it stays as a word for the category, where it is not one already. */
export async function renameCategory(db: Database, entry: AuditEntry, renaming: Renaming): Promise<'done' | Conflict> {
  const { code, was, name, reason } = renaming;
  const word = withoutBlanks(was);
  return commit(db, { ...entry, reason }, {
    guards: [
      guard('name as read', sql`SELECT name = ${was} FROM ${category} WHERE code = ${code}`),
      guard('name is free', nameIsFree('category', name, code)),
      guard('no word of another', sql`coalesce(${meaningOf(withoutBlanks(name))}, ${code}) = ${code}`),
    ],
    changes: [
      ...renameLabel(db, entry, 'category', renaming),
      sql`INSERT INTO ${categoryWord} (id, word, category_code, added_at, added_by)
        SELECT ${newId()}, ${word}, ${code}, ${entry.at}, ${entry.actor} WHERE NOT EXISTS (SELECT 1 FROM ${categoryWord} WHERE word = ${word})`,
    ],
  });
}

/** From now on the word of a list stands for this category. `before`: what it stood for when that was decided; null: for nothing. */
export async function addWord(db: Database, entry: AuditEntry, meant: { word: string; code: string; before: string | null }): Promise<'done' | Conflict> {
  const { word, code, before } = meant;
  // The latest entry counts, also where two come in the same millisecond.
  const addedAt = sql<number>`max(${entry.at}, (SELECT coalesce(max(added_at), 0) + 1 FROM ${categoryWord} WHERE word = ${word}))`;
  const change: Statement = db.insert(categoryWord).values({ id: newId(), word, categoryCode: code, addedAt, addedBy: entry.actor });
  return commit(db, { ...entry, reason: word }, { guards: [guard('word as read', sql`${meaningOf(word)} IS ${before}`)], changes: [change] });
}

const meaningOf = (word: string): SQL => sql`(SELECT category_code FROM ${categoryWord} WHERE word = ${word} ORDER BY added_at DESC, id DESC LIMIT 1)`;

/** `versions`: how many versions of policies there were when none of them named it. */
export async function removeCategory(db: Database, entry: AuditEntry, code: string, versions: number): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('nobody uses it', sql`NOT (${isUsed(code)})`), guard('policies as read', sql`(SELECT count(*) FROM policy_version) = ${versions}`)],
    changes: [db.delete(category).where(eq(category.code, code))],
  });
}
