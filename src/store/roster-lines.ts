import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { maskIdNumber, maskPhone } from '../domain/masking.ts';
import type { RowProblem } from '../domain/roster.ts';
import type { LineNote, LineShow, RosterHead, RosterWord, ShownLine } from '../domain/roster-plan.ts';
import type { Vault } from '../vault.ts';
import { isPlaced } from './orders-of-elder.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { elder, mealOrder, mealPoint, rosterLine, rosterRow } from './schema.ts';
import { elderWithin } from './scope.ts';
import { takenOf } from './roster-contacts.ts';
import { officesOf, placeOf } from './rosters.ts';
import { wordQueries, wordsOf } from './roster-state.ts';

/** A page of the latest preview's lines, with the words of a category list and what the county takes them for, in one trip. */
export async function loadLines(db: Database, vault: Vault, scope: Scope, head: RosterHead, show: LineShow, page: { size: number; number: number }) {
  const wanted = and(eq(rosterLine.rosterId, head.id), eq(rosterLine.planNo, head.plan.number), shown(show));
  const read = await readTogether(db, {
    offices: officesOf(db, scope),
    ...wordQueries(db),
    fileWords: db
      .select(pick({ word: rosterRow.value, rows: sql<number>`count(*)` }))
      .from(rosterRow)
      .where(and(eq(rosterRow.rosterId, head.id), ne(rosterRow.value, '')))
      .groupBy(rosterRow.value)
      .orderBy(asc(rosterRow.value))
      .limit(100),
    lines: lineQuery(db, wanted).limit(page.size).offset((page.number - 1) * page.size),
    taken: takenOf(db, head.id),
    dead: head.kind === 'death' && head.applied ? deadQuery(db, scope, head) : deadQuery(db, scope, head).where(sql`0`),
  });
  const words = wordsOf(read);
  return {
    offices: read.offices,
    categories: read.categories,
    words: head.kind === 'category' ? unexplainedFirst(read.fileWords.map((one) => ({ ...one, code: words.get(one.word) ?? null }))) : [],
    lines: await Promise.all(read.lines.map((line) => shownLine(vault, head, line, read.taken))),
    dead: read.dead,
  };
}

const unexplainedFirst = (words: readonly RosterWord[]) => [...words.filter((one) => one.code === null), ...words.filter((one) => one.code !== null)];

function shown(show: LineShow): SQL | undefined {
  if (show === 'all') return undefined;
  return show === 'differs' ? ne(rosterLine.differs, '[]') : eq(rosterLine.action, show);
}

function lineQuery(db: Database, wanted: SQL | undefined) {
  return db
    .select(
      pick({
        rowNo: rosterLine.rowNo,
        elderId: rosterLine.elderId,
        action: rosterLine.action,
        value: rosterLine.value,
        from: rosterLine.fromDate,
        ends: rosterLine.ends,
        endsOn: rosterLine.endsOn,
        problems: rosterLine.problems,
        notes: rosterLine.notes,
        differs: rosterLine.differs,
        rowName: optional(rosterRow.name),
        rowId: optional(rosterRow.idNumberSealed),
        rowPhone: optional(rosterRow.phoneSealed),
        rowAddress: optional(rosterRow.addressSealed),
        ourName: optional(elder.name),
        ourId: optional(elder.idNumberSealed),
        ourPhone: optional(elder.phoneSealed),
        ourAddress: optional(elder.addressSealed),
      }),
    )
    .from(rosterLine)
    .leftJoin(rosterRow, and(eq(rosterRow.rosterId, rosterLine.rosterId), eq(rosterRow.rowNo, rosterLine.rowNo)))
    .leftJoin(elder, eq(elder.id, rosterLine.elderId))
    .where(wanted)
    .orderBy(asc(rosterLine.position));
}

type LineRow = Awaited<ReturnType<typeof lineQuery>>[number];

async function shownLine(vault: Vault, head: RosterHead, line: LineRow, taken: readonly { rowNo: number; field: string }[]): Promise<ShownLine> {
  const openRow = (column: Parameters<typeof placeOf>[2], sealed: string | null) => (sealed === null ? '' : vault.open(placeOf(head.id, line.rowNo ?? 0, column), sealed));
  const openOurs = (column: string, sealed: string | null) => (sealed === null ? '' : vault.open({ table: 'elder', column, row: line.elderId ?? '' }, sealed));
  const id = line.rowId === null ? await openOurs('id_number_sealed', line.ourId) : await openRow('id_number_sealed', line.rowId);
  const fields = JSON.parse(line.differs) as ('phone' | 'address')[];
  const differs = await Promise.all(
    fields.map(async (field) => {
      const [ours, theirs] = field === 'phone'
        ? [maskPhone(await openOurs('phone_sealed', line.ourPhone)), maskPhone(await openRow('phone_sealed', line.rowPhone))]
        : [maskDigits(await openOurs('address_sealed', line.ourAddress)), maskDigits(await openRow('address_sealed', line.rowAddress))];
      return { field, ours, theirs, taken: taken.some((one) => one.rowNo === line.rowNo && one.field === field) };
    }),
  );
  return {
    rowNo: line.rowNo,
    name: line.rowName ?? line.ourName ?? '',
    idMasked: maskIdNumber(id),
    action: line.action,
    value: line.value,
    from: line.from,
    ends: JSON.parse(line.ends) as { value: string }[],
    endsOn: line.endsOn,
    problems: JSON.parse(line.problems) as RowProblem[],
    notes: JSON.parse(line.notes) as LineNote[],
    differs,
  };
}

/** Which street, not which door. */
const maskDigits = (address: string) => address.replace(/\d+/g, '**');

/** Whom an applied list of deaths concerns, and how many of their orders still stand for days after it. */
function deadQuery(db: Database, scope: Scope, head: RosterHead) {
  const standing = sql`(SELECT count(*) FROM ${mealOrder} WHERE ${mealOrder.elderId} = ${elder.id} AND ${isPlaced} AND ${mealOrder.serviceDate} >= ${rosterLine.fromDate})`;
  const eaten = sql`(SELECT count(*) FROM ${mealOrder} WHERE ${mealOrder.elderId} = ${elder.id} AND ${mealOrder.state} = 'handed_over' AND ${mealOrder.state} <> 'cancelled' AND ${mealOrder.serviceDate} > ${rosterLine.fromDate})`;
  return db
    .select(pick({ name: elder.name, from: rosterLine.fromDate, point: mealPoint.name, standing: sql<number>`${standing}`, after: sql<number>`${eaten}` }))
    .from(rosterLine)
    .innerJoin(elder, eq(elder.id, rosterLine.elderId))
    .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
    .$dynamic()
    .where(sql`${rosterLine.rosterId} = ${head.id} AND ${rosterLine.planNo} = ${head.plan.number} AND ${rosterLine.action} = 'add' AND ${elderWithin(scope)}`);
}
