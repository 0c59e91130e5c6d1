import { desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ReadRow, RowProblem } from '../domain/roster.ts';
import { countLines, type RosterHead, type RosterLine, type RosterTerms, type StoredRow } from '../domain/roster-plan.ts';
import { newId, sha256, type Vault } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { inParts, insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { factChanges, type RosterSource } from './roster-facts.ts';
import { peopleByIndex, peopleOfRoster, stateGuards, stateOf, stateQueries, storedRows, wordQueries, type ContactRow, type RosterReach, type StateRows } from './roster-state.ts';
import { categoryWord, division, roster, rosterApplication, rosterLine, rosterPlan, rosterRow, rosterWithdrawal } from './schema.ts';
import { divisionGranted, rosterWithin } from './scope.ts';

/** The offices that the visitor works for. */
export function officesOf(db: Database, scope: Scope) {
  return db.select(pick({ code: division.code, name: division.name })).from(division).where(divisionGranted(scope)).orderBy(division.code);
}

function headQuery(db: Database, scope: Scope, which: SQL) {
  return db
    .select(
      pick({
        id: roster.id,
        divisionCode: roster.divisionCode,
        kind: roster.kind,
        name: roster.name,
        documentNo: roster.documentNo,
        documentDate: roster.documentDate,
        asOf: roster.asOfDate,
        whole: roster.whole,
        covers: roster.covers,
        fileName: roster.fileName,
        sheetName: roster.sheetName,
        otherSheets: roster.otherSheets,
        ignoredColumns: roster.ignoredColumns,
        skippedRows: roster.skippedRows,
        uploadedAt: roster.uploadedAt,
        uploadedBy: roster.uploadedBy,
        uploader: nameOfActor(roster.uploadedBy),
        appliedAt: optional(rosterApplication.appliedAt),
        applier: sql<string | null>`${nameOfActor(rosterApplication.appliedBy)}`,
        withdrawnAt: optional(rosterWithdrawal.withdrawnAt),
        withdrawer: sql<string | null>`${nameOfActor(rosterWithdrawal.withdrawnBy)}`,
        planNo: rosterPlan.number,
        planHash: rosterPlan.hash,
        counts: rosterPlan.counts,
        planMadeAt: rosterPlan.madeAt,
      }),
    )
    .from(roster)
    .innerJoin(rosterPlan, sql`${rosterPlan.rosterId} = ${roster.id} AND ${rosterPlan.number} = (SELECT max(latest.number) FROM roster_plan latest WHERE latest.roster_id = ${roster.id})`)
    .leftJoin(rosterApplication, eq(rosterApplication.rosterId, roster.id))
    .leftJoin(rosterWithdrawal, eq(rosterWithdrawal.rosterId, roster.id))
    .where(sql`${rosterWithin(scope)} AND ${which}`)
    .orderBy(desc(roster.uploadedAt), desc(roster.id));
}

type HeadRow = Awaited<ReturnType<typeof headQuery>>[number];

function headOf(row: HeadRow): RosterHead {
  const { whole, covers, ignoredColumns, skippedRows, appliedAt, applier: by, withdrawnAt, withdrawer: withdrawnBy, planNo, planHash, counts, planMadeAt, ...head } = row;
  return {
    ...head,
    whole: whole === 1,
    covers: JSON.parse(covers) as string[],
    ignoredColumns: JSON.parse(ignoredColumns) as string[],
    skippedRows: JSON.parse(skippedRows) as number[],
    applied: appliedAt === null ? null : { at: appliedAt, by: by ?? '' },
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, by: withdrawnBy ?? '' },
    plan: { number: planNo, hash: planHash, counts: JSON.parse(counts) as RosterHead['plan']['counts'], madeAt: planMadeAt },
  };
}

export const termsOf = ({ kind, asOf, whole, covers }: RosterHead): RosterTerms => ({ kind, asOf, whole, covers });

/** The rosters of the offices within reach, the latest first. */
export async function loadRosters(db: Database, scope: Scope, page: { size: number; number: number }) {
  const read = await readTogether(db, {
    offices: officesOf(db, scope),
    heads: headQuery(db, scope, sql`1`).limit(page.size).offset((page.number - 1) * page.size),
    count: db.select(pick({ rosters: sql<number>`count(*)` })).from(roster).where(rosterWithin(scope)),
  });
  return { offices: read.offices, rosters: read.heads.map(headOf), count: read.count[0]?.rosters ?? 0 };
}

/** What the form of an upload offers. */
export async function loadUploadDesk(db: Database, scope: Scope) {
  return readTogether(db, { offices: officesOf(db, scope), categories: wordQueries(db).categories });
}

type Named = { code: string; name: string };
export type FoundRoster = { head: RosterHead; offices: readonly Named[]; categories: readonly Named[] };

export async function findRoster(db: Database, scope: Scope, rosterId: string): Promise<FoundRoster | null> {
  const { categories } = wordQueries(db);
  const read = await readTogether(db, { offices: officesOf(db, scope), categories, heads: headQuery(db, scope, sql`${roster.id} = ${rosterId}`) });
  const [row] = read.heads;
  return row ? { head: headOf(row), offices: read.offices, categories: read.categories } : null;
}

/** What an upload is decided on: whether this form was sent before, and what is known of the people on it. */
export async function loadUploadState(db: Database, reach: Omit<RosterReach, 'people'>, key: string, indexes: readonly string[]) {
  const whole = { ...reach, people: peopleByIndex(indexes) };
  const { prior, offices, ...state } = await readTogether(db, { prior: priorAnswer(db, key), offices: officesOf(db, reach.scope), ...stateQueries(db, whole) });
  return { prior: prior[0], offices, state };
}

/** A stored roster with the present state of its people: what a plan is made from, again and again. */
export async function loadPlanning(db: Database, vault: Vault, scope: Scope, head: RosterHead) {
  const reach: RosterReach = { scope, divisionCode: head.divisionCode, terms: termsOf(head), people: peopleOfRoster(head.id) };
  const { rows, ...state } = await readTogether(db, { rows: storedRows(db, head.id), ...stateQueries(db, reach) });
  const stored = rows.map(({ problems, ...row }): StoredRow => ({ ...row, problems: JSON.parse(problems) as RowProblem[] }));
  const contacts = await Promise.all(
    rows.map(async ({ rowNo, index, phoneIndex, addressSealed }): Promise<ContactRow> => {
      const address = addressSealed === null ? '' : await vault.open(placeOf(head.id, rowNo, 'address_sealed'), addressSealed);
      return { rowNo, index, phoneIndex, address };
    }),
  );
  return { rows: stored, state: await stateOf(vault, state, contacts), guards: stateGuards(reach, state as StateRows) };
}

export const placeOf = (rosterId: string, rowNo: number, column: 'id_number_sealed' | 'phone_sealed' | 'address_sealed') => ({ table: 'roster_row', column, row: `${rosterId}/${rowNo}` });

export type NewRoster = Omit<RosterHead, 'uploader' | 'applied' | 'withdrawn' | 'plan' | 'uploadedAt' | 'uploadedBy'> & { fileHash: string };
export type IndexedRow = ReadRow & { index: string | null; phoneIndex: string | null };

/** Blind indexes of a file's people and phones. */
export async function indexRows(vault: Vault, rows: readonly ReadRow[]): Promise<IndexedRow[]> {
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      index: row.idNumber === null ? null : await vault.indexOf('id_number', row.idNumber),
      phoneIndex: row.phone === '' ? null : await vault.indexOf('phone', row.phone),
    })),
  );
}

async function sealedRow(vault: Vault, rosterId: string, row: IndexedRow) {
  const seal = (column: Parameters<typeof placeOf>[2], text: string) => vault.seal(placeOf(rosterId, row.rowNo, column), text);
  return {
    rosterId,
    rowNo: row.rowNo,
    name: row.name,
    idNumberSealed: await seal('id_number_sealed', row.idNumber ?? row.idText),
    idNumberIndex: row.index,
    value: row.value,
    fromDate: row.from,
    phoneSealed: row.phone === '' ? null : await seal('phone_sealed', row.phone),
    phoneIndex: row.phoneIndex,
    addressSealed: row.address === '' ? null : await seal('address_sealed', row.address),
    problems: JSON.stringify(row.problems),
  };
}

/** The hash that an approval is bound to: the roster, its terms, and every line as it is shown. */
export async function hashOfPlan(rosterId: string, terms: RosterTerms, lines: readonly RosterLine[]): Promise<string> {
  return sha256(JSON.stringify([rosterId, terms, lines]));
}

function planStatements(rosterId: string, plan: { number: number; hash: string; lines: readonly RosterLine[] }, entry: AuditEntry) {
  const counts = JSON.stringify(countLines(plan.lines));
  const rows = plan.lines.map((line, position) => ({
    rosterId, planNo: plan.number, position, rowNo: line.rowNo, elderId: line.elderId, action: line.action, value: line.value, fromDate: line.from,
    ends: JSON.stringify(line.ends), endsOn: line.endsOn, problems: JSON.stringify(line.problems), notes: JSON.stringify(line.notes), differs: JSON.stringify(line.differs),
  }));
  return [
    insertMany(rosterPlan, [{ rosterId, number: plan.number, hash: plan.hash, counts, madeAt: entry.at, madeBy: entry.actor }]),
    ...inParts(rows).map((part) => insertMany(rosterLine, part)),
  ];
}

/** Stores what the file says and the first preview. */
export async function recordRoster(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  record: { roster: NewRoster; rows: readonly IndexedRow[]; lines: readonly RosterLine[]; keyed: KeyedAnswer },
): Promise<'done' | Conflict> {
  const { whole, covers, ignoredColumns, skippedRows, asOf, ...rest } = record.roster;
  const sealed = await Promise.all(record.rows.map((row) => sealedRow(vault, rest.id, row)));
  const row = {
    ...rest, asOfDate: asOf, whole: whole ? 1 : 0, covers: JSON.stringify(covers), ignoredColumns: JSON.stringify(ignoredColumns), skippedRows: JSON.stringify(skippedRows),
    uploadedAt: entry.at, uploadedBy: entry.actor,
  };
  const hash = await hashOfPlan(rest.id, { kind: rest.kind, asOf, whole, covers }, record.lines);
  return commit(db, entry, {
    keyed: record.keyed,
    changes: [insertMany(roster, [row]), ...inParts(sealed).map((part) => insertMany(rosterRow, part)), ...planStatements(rest.id, { number: 1, hash, lines: record.lines }, entry)],
  });
}

/** A new preview of a stored roster, because something has changed since the last one, and the word that changed it, if it was one. */
export async function recordPlan(
  db: Database,
  entry: AuditEntry,
  plan: { head: RosterHead; hash: string; lines: readonly RosterLine[]; word?: { word: string; code: string } },
): Promise<'done' | Conflict> {
  const { word } = plan;
  const added = word ? [db.insert(categoryWord).values({ id: newId(), word: word.word, categoryCode: word.code, addedAt: entry.at, addedBy: entry.actor })] : [];
  return commit(db, entry, {
    guards: [guard('the preview is the latest', sql`(SELECT max(number) FROM roster_plan WHERE roster_id = ${plan.head.id}) = ${plan.head.plan.number}`)],
    changes: [...added, ...planStatements(plan.head.id, { ...plan, number: plan.head.plan.number + 1 }, entry)],
  });
}

/** Applies the latest preview: facts end and begin, once, if what is known is still what the preview was made from. */
export async function applyRoster(db: Database, entry: AuditEntry, application: { head: RosterHead; lines: readonly RosterLine[]; guards: readonly SQL[] }): Promise<'done' | Conflict> {
  const { head, lines, guards } = application;
  const source: RosterSource = { terms: termsOf(head), name: head.name, documentNo: head.documentNo, documentDate: head.documentDate, recordedAt: entry.at, recordedBy: entry.actor };
  return commit(db, entry, {
    guards,
    changes: [
      db.insert(rosterApplication).values({ rosterId: head.id, planNo: head.plan.number, planHash: head.plan.hash, appliedAt: entry.at, appliedBy: entry.actor }),
      ...factChanges(lines, source),
    ],
  });
}

/** The wrong file: it stays on record and can no longer be applied. */
export async function withdrawRoster(db: Database, entry: AuditEntry, rosterId: string): Promise<'done' | Conflict> {
  return commit(db, entry, { changes: [db.insert(rosterWithdrawal).values({ rosterId, withdrawnAt: entry.at, withdrawnBy: entry.actor })] });
}
