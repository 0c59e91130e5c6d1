import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { MealRun } from '../domain/meal-run.ts';
import { onPaperNow, type ChangeSheet, type PrintContent } from '../domain/change-sheet.ts';
import type { PrintedLine } from '../domain/printed-line.ts';
import type { Door, PrintKind } from '../domain/sheet.ts';
import { sha256, type Vault } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { sameOrders } from './closings.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { runQueries, runsFrom, type RunRead } from './meal-runs.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { priorAnswer, type PriorAnswer } from './request-keys.ts';
import { elder, mealOrder, mealPoint, mealRun, printRun } from './schema.ts';
import { runWithin } from './scope.ts';

/** A printed sheet as it was archived. */
export type PrintRunRead = {
  id: string;
  number: number;
  kind: PrintKind;
  mealRunId: string;
  mealPointId: string;
  pointName: string;
  printedAt: Instant;
  printedByName: string;
  contentHash: string;
  content: PrintContent;
  /** Which kinds of the run have been printed by now. */
  printedKinds: readonly PrintKind[];
};

export async function findPrintRun(db: Database, vault: Vault, scope: Scope, id: string): Promise<PrintRunRead | null> {
  return openSheet(db, vault, scope, eq(printRun.id, id));
}

/** By the number on the paper. Numbers run per point, so a number alone names no sheet. */
export async function findPrintRunByNumber(
  db: Database,
  vault: Vault,
  scope: Scope,
  { number, mealPointId }: { number: number; mealPointId: string },
): Promise<PrintRunRead | null> {
  return openSheet(db, vault, scope, sql`${printRun.number} = ${number} AND ${printRun.mealPointId} = ${mealPointId}`);
}

async function openSheet(db: Database, vault: Vault, scope: Scope, which: SQL): Promise<PrintRunRead | null> {
  const { sheets, kinds } = await readTogether(db, sheetQueries(db, scope, which));
  const [sheet] = sheets;
  if (!sheet) return null;
  const { contentSealed: _, ...read } = sheet;
  const printedKinds = kinds.filter((one) => one.mealRunId === sheet.mealRunId).map((one) => one.kind);
  return { ...read, content: await openContent(vault, sheet), printedKinds };
}

/** Throws when the archive does not hold what was printed: such a sheet must not be trusted. */
async function openContent(vault: Vault, sheet: { id: string; contentSealed: string; contentHash: string }): Promise<PrintContent> {
  const plain = await vault.open(placeOf(sheet.id), sheet.contentSealed);
  if ((await sha256(plain)) !== sheet.contentHash) throw new Error('an archived sheet is not what was printed');
  return JSON.parse(plain) as PrintContent;
}

function sheetQueries(db: Database, scope: Scope, which: SQL) {
  const within = sql`${which} AND ${runWithin(scope)}`;
  const found = db
    .select({ id: printRun.mealRunId })
    .from(printRun)
    .innerJoin(mealRun, eq(mealRun.id, printRun.mealRunId))
    .where(within);
  return {
    sheets: db
      .select(
        pick({
          id: printRun.id,
          number: printRun.number,
          kind: printRun.kind,
          mealRunId: printRun.mealRunId,
          mealPointId: printRun.mealPointId,
          pointName: mealPoint.name,
          printedAt: printRun.printedAt,
          printedByName: nameOfActor(printRun.printedBy),
          contentHash: printRun.contentHash,
          contentSealed: printRun.contentSealed,
        }),
      )
      .from(printRun)
      .innerJoin(mealRun, eq(mealRun.id, printRun.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, printRun.mealPointId))
      .where(within)
      .orderBy(desc(printRun.printedAt)),
    kinds: db
      .selectDistinct(pick({ mealRunId: printRun.mealRunId, kind: printRun.kind }))
      .from(printRun)
      .where(sql`${printRun.mealRunId} IN ${found}`),
  };
}

/** The doors of a run's deliveries, by order id: the only place where addresses and phones are opened for many at once. */
export async function openDoors(db: Database, vault: Vault, scope: Scope, runId: string): Promise<Map<string, Door>> {
  const rows = await readRows(
    db,
    db
      .select(
        pick({
          orderId: mealOrder.id,
          elderId: elder.id,
          phone: elder.phoneSealed,
          address: elder.addressSealed,
          doorNote: elder.doorNoteSealed,
        }),
      )
      .from(mealRun)
      .innerJoin(mealOrder, eq(mealOrder.mealRunId, mealRun.id))
      .innerJoin(elder, eq(elder.id, mealOrder.elderId))
      .where(and(eq(mealRun.id, runId), eq(mealOrder.mode, 'home_delivery'), runWithin(scope))),
  );
  const opened = rows.map(async ({ orderId, elderId, ...sealed }): Promise<[string, Door]> => {
    const open = async (column: string, value: string | null) =>
      value === null ? null : vault.open({ table: 'elder', column, row: elderId }, value);
    const [phone, address, doorNote] = await Promise.all([
      open('phone_sealed', sealed.phone),
      open('address_sealed', sealed.address),
      open('door_note_sealed', sealed.doorNote),
    ]);
    return [orderId, { phone, address, doorNote }];
  });
  return new Map(await Promise.all(opened));
}

/** What says the state that the paper of some runs is in: of each its latest full sheet and the change sheets after it. */
export function paperQuery(db: Database, scope: Scope, which: SQL) {
  const latestFull = sql`(SELECT max(f.number) FROM print_run f WHERE f.meal_run_id = ${mealRun.id} AND f.kind <> 'change_sheet')`;
  return db
    .select(pick({ id: printRun.id, runId: printRun.mealRunId, contentSealed: printRun.contentSealed, contentHash: printRun.contentHash, linesSealed: printRun.linesSealed }))
    .from(mealRun)
    .innerJoin(printRun, eq(printRun.mealRunId, mealRun.id))
    .where(sql`${which} AND ${runWithin(scope)} AND ${printRun.number} >= ${latestFull}`)
    .orderBy(asc(printRun.number));
}
type PaperRows = Awaited<ReturnType<typeof paperQuery>>;

/** What the paper of a run says; null where nothing was printed. */
export async function openPaper(vault: Vault, runId: string, rows: PaperRows): Promise<PrintedLine[] | null> {
  const [full, ...after] = rows.filter((row) => row.runId === runId);
  if (!full || full.linesSealed === null) return null;
  const lines = JSON.parse(await vault.open(linesOf(full.id), full.linesSealed)) as PrintedLine[];
  return onPaperNow(lines, (await Promise.all(after.map((row) => openContent(vault, row)))) as ChangeSheet[]);
}

/** A run with what its paper says. */
export type RunOnPaper = { read: RunRead; printed: readonly PrintedLine[] | null };

/** The run, its paper and, in the same trip, what an earlier press of the same button was answered. */
export async function loadRunOnPaper(
  db: Database,
  vault: Vault,
  scope: Scope,
  runId: string,
  key = '',
): Promise<(RunOnPaper & { prior: PriorAnswer | undefined }) | null> {
  const which = eq(mealRun.id, runId);
  const { prior, paper, ...rows } = await readTogether(db, { ...runQueries(db, scope, which), paper: paperQuery(db, scope, which), prior: priorAnswer(db, key) });
  const [read] = runsFrom(rows);
  return read ? { read, printed: await openPaper(vault, runId, paper), prior: prior[0] } : null;
}

/** `after`: the number of the run's latest print when this one was made, 0 where there was none. */
export type NewPrintRun = {
  id: string;
  run: Pick<MealRun, 'id' | 'mealPointId'>;
  orderIds: readonly string[];
  after: number;
  content: PrintContent;
  /** Of a full sheet: what change sheets will be compared with. */
  lines: readonly PrintedLine[] | null;
};

/**
 * Archives the sheet whole, under the point's next number, if the count and the paper it was made from still stand: what changed is
 * printed once, whoever presses at the same time. The hash is that of the
 * plain text; what is stored is sealed, because it names people and doors.
 */
export async function archiveSheet(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  sheet: NewPrintRun,
  keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const { id, run, content, lines } = sheet;
  const plain = JSON.stringify(content);
  return commit(db, entry, {
    keyed,
    guards: [
      guard('run is closed', sql`SELECT state <> 'open' FROM ${mealRun} WHERE id = ${run.id}`),
      sameOrders(run.id, sheet.orderIds),
      guard('same paper', sql`SELECT coalesce(max(number), 0) = ${sheet.after} FROM ${printRun} WHERE meal_run_id = ${run.id}`),
    ],
    changes: [
      db.insert(printRun).values({
        id,
        mealPointId: run.mealPointId,
        number: sql`(SELECT coalesce(max(number), 0) + 1 FROM print_run WHERE meal_point_id = ${run.mealPointId})`,
        mealRunId: run.id,
        kind: content.kind,
        printedAt: entry.at,
        printedBy: entry.actor,
        contentSealed: await vault.seal(placeOf(id), plain),
        contentHash: await sha256(plain),
        linesSealed: lines && (await vault.seal(linesOf(id), JSON.stringify(lines))),
      }),
    ],
  });
}

function placeOf(id: string) {
  return { table: 'print_run', column: 'content_sealed', row: id };
}

function linesOf(id: string) {
  return { table: 'print_run', column: 'lines_sealed', row: id };
}
