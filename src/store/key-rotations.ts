import { and, eq, sql } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { KEY_NAME_LETTERS, type Vault } from '../vault.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { keyRotation } from './schema.ts';
import { nameOf, SEALED_COLUMNS, type RowKey, type SealedColumn } from './sealed-columns.ts';

// From one key to the next, row by row: read under the last key, sealed under the new one, and written only where the row still holds what
// was read. Whoever writes meanwhile writes under the new key already, and their row is left alone. Stopped at any point, it goes on there.

/** While both keys are set it looks through everything again each hour: a Worker of an earlier deploy may have written late. */
const LOOK_AGAIN_MS = 60 * 60_000;
/** The key's name, a dot and the 16 letters of the nonce: no two sealed texts begin alike. */
const MARK_LETTERS = KEY_NAME_LETTERS + 17;
/** One bound list: D1 takes two megabytes. */
const LETTERS_AT_ONCE = 500_000;

type Keys = { from: string; to: string };
type State = { atColumn: string; after: string; passResealed: number; resealed: number; restedAt: Instant | null };
type Found = { key: RowKey; besides: string[]; sealed: string };
type Anew = { key: RowKey; mark: string; sealed: string };
type Unreadable = { id: string; cause: string };

/** resting: a whole pass has changed nothing. left: what the last key does not open, and stays as it is. */
export type Resealed = { resealed: number; resting: boolean; left: readonly Unreadable[] };

const RESTING: Resealed = { resealed: 0, resting: true, left: [] };

/** Seals anew what is still under the other key, `most` trips to write or fewer. 'conflict': somebody else was at it in the same moment. */
export async function resealSome(db: Database, vault: Vault, entry: AuditEntry, most: number): Promise<Resealed | Conflict> {
  if (vault.keys.opens === null) return RESTING;
  const keys = { from: vault.keys.opens, to: vault.keys.seals };
  let state = await stateOf(db, keys);
  if (state === null) {
    if (!(await anythingUnder(db, keys.from))) return RESTING;
    state = { atColumn: '', after: '[]', passResealed: 0, resealed: 0, restedAt: null };
    if ((await begin(db, keys, state, entry)) === 'conflict') return 'conflict';
  }
  if (state.restedAt !== null && entry.at - state.restedAt < LOOK_AGAIN_MS) return RESTING;
  return goOn({ db, vault, keys, entry }, state, most);
}

type Work = { db: Database; vault: Vault; keys: Keys; entry: AuditEntry };

async function goOn(work: Work, begun: State, most: number): Promise<Resealed | Conflict> {
  const left: Unreadable[] = [];
  let saved = begun;
  for (let writes = 0; writes < most; writes += 1) {
    const { column, rows } = await nextRows(work, saved);
    const anew: Anew[] = [];
    if (column !== null) await Promise.all(rows.map((row) => sealAnew(work, column, row, { anew, left })));
    const next = stateAfter(saved, column, rows, anew.length, work.entry.at);
    const changes = column === null || anew.length === 0 ? [] : [rewrite(column, anew)];
    if ((await save(work, saved, next, changes)) === 'conflict') return 'conflict';
    saved = next;
    if (saved.restedAt !== null) break;
  }
  return { resealed: saved.resealed - begun.resealed, resting: saved.restedAt !== null, left };
}

/** Behind the last column the pass ends: the next one begins at once, or rests where this one changed nothing. */
function stateAfter(state: State, column: SealedColumn | null, rows: readonly Found[], count: number, now: Instant): State {
  if (column === null) return { ...state, atColumn: '', after: '[]', passResealed: 0, restedAt: state.passResealed === 0 ? now : null };
  return {
    atColumn: nameOf(column), after: JSON.stringify(rows.at(-1)?.key ?? []), passResealed: state.passResealed + count, resealed: state.resealed + count, restedAt: null,
  };
}

/** The next rows under the last key, in this column or a later one; no column: none is left in this pass. */
async function nextRows({ db, keys }: Work, { atColumn, after }: State): Promise<{ column: SealedColumn | null; rows: Found[] }> {
  const from = SEALED_COLUMNS.findIndex((column) => nameOf(column) === atColumn);
  for (const column of SEALED_COLUMNS.slice(Math.max(0, from))) {
    const rows = fitting(await rowsUnder(db, column, keys.from, nameOf(column) === atColumn ? (JSON.parse(after) as RowKey) : []));
    if (rows.length > 0) return { column, rows };
  }
  return { column: null, rows: [] };
}

const begins = (column: SealedColumn, key: string) => sql`substr(${sql.identifier(column.column)}, 1, ${sql.raw(String(KEY_NAME_LETTERS))}) = ${key}`;
const names = (columns: readonly string[]) => sql.join(columns.map((name) => sql`${sql.identifier(name)}`), sql`, `);

async function rowsUnder(db: Database, column: SealedColumn, key: string, after: RowKey): Promise<Found[]> {
  const { table, key: keyed, besides, atOnce } = column;
  const behind = after.length === 0 ? sql`1` : sql`(${names(keyed)}) > (${sql.join(after.map((value) => sql`${value}`), sql`, `)})`;
  const fields = {
    key: sql<string>`json_array(${names(keyed)})`,
    besides: sql<string>`json_array(${names(besides)})`,
    sealed: sql<string>`${sql.identifier(column.column)}`,
  };
  const rows = await readRows(db, db.select(pick(fields)).from(sql`${sql.identifier(table)}`).where(and(behind, begins(column, key))).orderBy(names(keyed)).limit(atOnce));
  return rows.map((row) => ({ key: JSON.parse(row.key) as RowKey, besides: JSON.parse(row.besides) as string[], sealed: row.sealed }));
}

/** As many as fit one statement; one always goes. */
function fitting(rows: readonly Found[]): Found[] {
  let letters = 0;
  return rows.filter(({ sealed }, index) => (letters += sealed.length) <= LETTERS_AT_ONCE || index === 0);
}

async function sealAnew({ vault }: Work, column: SealedColumn, { key, besides, sealed }: Found, into: { anew: Anew[]; left: Unreadable[] }): Promise<void> {
  const place = column.placeOf(key, besides);
  try {
    into.anew.push({ key, mark: sealed.slice(0, MARK_LETTERS), sealed: await vault.seal(place, await vault.open(place, sealed)) });
  } catch (error) {
    into.left.push({ id: `${nameOf(column)} ${key.join(' ')}`, cause: error instanceof Error ? error.message.slice(0, 100) : 'unknown' });
  }
}

/** Only where the row still holds what was read. */
function rewrite({ table, column, key }: SealedColumn, rows: readonly Anew[]): Statement {
  const same = key.map((name, index) => sql`${sql.identifier(table)}.${sql.identifier(name)} = (v.value ->> ${sql.raw(`'$.key[${index}]'`)})`);
  return sql`UPDATE ${sql.identifier(table)} SET ${sql.identifier(column)} = v.value ->> '$.sealed' FROM json_each(${JSON.stringify(rows)}) AS v
    WHERE ${sql.join(same, sql` AND `)} AND substr(${sql.identifier(column)}, 1, ${sql.raw(String(MARK_LETTERS))}) = v.value ->> '$.mark'`;
}

const ofKeys = ({ from, to }: Keys) => and(eq(keyRotation.fromKey, from), eq(keyRotation.toKey, to));

async function stateOf(db: Database, keys: Keys): Promise<State | null> {
  const { atColumn, after, passResealed, resealed: count, restedAt } = keyRotation;
  const [state] = await readRows(db, db.select(pick({ atColumn, after, passResealed, resealed: count, restedAt })).from(keyRotation).where(ofKeys(keys)));
  return state ?? null;
}

async function anythingUnder(db: Database, key: string): Promise<boolean> {
  const questions = SEALED_COLUMNS.map((column) => [
    nameOf(column), db.select(pick({ one: sql<number>`1` })).from(sql`${sql.identifier(column.table)}`).where(begins(column, key)).limit(1),
  ] as const);
  return Object.values(await readTogether(db, Object.fromEntries(questions))).some((rows) => rows.length > 0);
}

async function begin(db: Database, { from, to }: Keys, state: State, entry: AuditEntry): Promise<'done' | Conflict> {
  return commit(db, entry, { changes: [db.insert(keyRotation).values({ fromKey: from, toKey: to, startedAt: entry.at, ...state })] });
}

/** Two at once would both count: the one that comes second finds that the other has gone on. */
async function save({ db, keys, entry }: Work, was: State, next: State, changes: readonly Statement[]): Promise<'done' | Conflict> {
  const unmoved = sql`EXISTS (SELECT 1 FROM ${keyRotation} WHERE ${and(ofKeys(keys), eq(keyRotation.atColumn, was.atColumn), eq(keyRotation.after, was.after),
    eq(keyRotation.resealed, was.resealed), sql`${keyRotation.restedAt} IS ${was.restedAt}`)})`;
  return commit(db, entry, { guards: [guard('key rotation unmoved', unmoved)], changes: [...changes, db.update(keyRotation).set(next).where(ofKeys(keys))] });
}
