import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { MealRun } from '../domain/meal-run.ts';
import type { Door, SheetContent, SheetKind } from '../domain/sheet.ts';
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
  kind: SheetKind;
  mealRunId: string;
  mealPointId: string;
  pointName: string;
  printedAt: Instant;
  printedByName: string;
  contentHash: string;
  content: SheetContent;
  /** Which kinds of the run have been printed by now. */
  printedKinds: readonly SheetKind[];
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

/** Throws when the archive does not hold what was printed: such a sheet must not be trusted. */
async function openSheet(db: Database, vault: Vault, scope: Scope, which: SQL): Promise<PrintRunRead | null> {
  const { sheets, kinds } = await readTogether(db, sheetQueries(db, scope, which));
  const [sheet] = sheets;
  if (!sheet) return null;
  const { contentSealed, ...read } = sheet;
  const plain = await vault.open(placeOf(sheet.id), contentSealed);
  if ((await sha256(plain)) !== sheet.contentHash) throw new Error('an archived sheet is not what was printed');
  const printedKinds = kinds.filter((one) => one.mealRunId === sheet.mealRunId).map((one) => one.kind);
  return { ...read, content: JSON.parse(plain) as SheetContent, printedKinds };
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

/** The run to print and, in the same trip, what an earlier press of the same button was answered. */
export async function loadPrinting(
  db: Database,
  scope: Scope,
  runId: string,
  key: string,
): Promise<{ read: RunRead; prior: PriorAnswer | undefined } | null> {
  const { prior, ...rows } = await readTogether(db, {
    ...runQueries(db, scope, eq(mealRun.id, runId)),
    prior: priorAnswer(db, key),
  });
  const [read] = runsFrom(rows);
  return read ? { read, prior: prior[0] } : null;
}

export type NewPrintRun = {
  id: string;
  run: Pick<MealRun, 'id' | 'mealPointId'>;
  orderIds: readonly string[];
  content: SheetContent;
};

/**
 * Archives the sheet whole, under the point's next number, if the count it was made from still stands. The hash is that of the
 * plain text; what is stored is sealed, because it names people and doors.
 */
export async function archiveSheet(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  sheet: NewPrintRun,
  keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const { id, run, content } = sheet;
  const plain = JSON.stringify(content);
  return commit(db, entry, {
    keyed,
    guards: [
      guard('run is closed', sql`SELECT state <> 'open' FROM ${mealRun} WHERE id = ${run.id}`),
      sameOrders(run.id, sheet.orderIds),
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
      }),
    ],
  });
}

function placeOf(id: string) {
  return { table: 'print_run', column: 'content_sealed', row: id };
}
