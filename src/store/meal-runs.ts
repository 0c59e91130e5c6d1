import { asc, desc, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { MealRun } from '../domain/meal-run.ts';
import type { CountedMeal } from '../domain/meal-count.ts';
import type { Channel } from '../domain/order.ts';
import type { PrintKind, SheetOrder } from '../domain/sheet.ts';
import { nameOfActor } from './actors.ts';
import { dietOf, type DietItemRow } from './elders.ts';
import { dishesOffered, offersOf, offersWithDishes } from './menus.ts';
import { paidFromPrepaid } from './prepaid-paid.ts';
import { fixed, optional, pick, readTogether, type Database } from './read.ts';
import {
  cancellation,
  elder,
  elderDiet,
  elderDietItem,
  kitchen,
  mealOrder,
  mealPoint,
  mealRun,
  mealRunClosing,
  printRun,
} from './schema.ts';
import { runWithin } from './scope.ts';
import { stoppedSince } from './stopped.ts';

/** The columns that make a domain MealRun. */
export const runColumns = {
  id: mealRun.id,
  mealPointId: mealRun.mealPointId,
  operatorId: mealRun.operatorId,
  serviceDate: mealRun.serviceDate,
  slot: mealRun.slot,
  cutoffAt: mealRun.cutoffAt,
  closeAt: mealRun.closeAt,
  undoMinutes: mealRun.undoMinutes,
  serveFromAt: mealRun.serveFromAt,
  serveToAt: mealRun.serveToAt,
  claimUntilAt: mealRun.claimUntilAt,
  noShowRule: mealRun.noShowRule,
  state: mealRun.state,
  stoppedSince: fixed(stoppedSince(mealRun.mealPointId, mealRun.operatorId)),
};

/** What every page of a point shows of it. */
export const pointColumns = {
  pointName: mealPoint.name,
  pointAddress: mealPoint.address,
  phone: mealPoint.phone,
  phoneHours: mealPoint.phoneHours,
  pointDivision: mealPoint.divisionCode,
  licenceExpires: mealPoint.licenceExpiresDate,
};

/** `late`, `lateReason`, `lateBy`: taken after the cut-off, why and by whom; `givenBack`: a cancellation of it is recorded. */
export type RunOrder = SheetOrder & {
  elderId: string; channel: Channel; placedAt: Instant; late: boolean; lateReason: string | null; lateBy: string | null; givenBack: boolean;
};
export type PrintLine = {
  id: string;
  number: number;
  kind: PrintKind;
  printedAt: Instant;
  printedByName: string;
  contentHash: string;
};

/** `closedByName` is null when the job closed it. */
export type RunClosing = { closedAt: Instant; closedByName: string | null; orderIds: readonly string[] };

/** One run with everything that the canteen's pages and sheets are made from. */
export type RunRead = {
  run: MealRun;
  pointName: string;
  pointPhone: string;
  /** Named only where a central kitchen cooks for the point. */
  kitchenName: string | null;
  offered: readonly CountedMeal[];
  /** Every order there ever was, cancelled and walk-in too, by number. */
  orders: readonly RunOrder[];
  closing: RunClosing | null;
  /** The sheets printed so far, newest first. */
  prints: readonly PrintLine[];
};

export async function findRun(db: Database, scope: Scope, runId: string): Promise<RunRead | null> {
  const rows = await readTogether(db, runQueries(db, scope, eq(mealRun.id, runId)));
  return runsFrom(rows)[0] ?? null;
}

/** The selects of some runs within scope; `which` speaks of meal_run only. A day's page reads them in its one trip. */
export function runQueries(db: Database, scope: Scope, which: SQL) {
  const within = sql`${which} AND ${runWithin(scope)}`;
  return {
    runs: db
      .select(pick({ ...runColumns, pointName: mealPoint.name, pointPhone: mealPoint.phone, kitchenKind: kitchen.kind, kitchenName: kitchen.name }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(kitchen, eq(kitchen.id, mealRun.kitchenId))
      .where(within)
      .orderBy(asc(mealRun.serveFromAt)),
    orders: ordersOf(db, within),
    offers: offersOf(db, within),
    dishes: dishesOffered(db, within),
    closings: db
      .select(
        pick({
          runId: mealRunClosing.mealRunId,
          closedAt: mealRunClosing.closedAt,
          closedByName: nameOfActor(mealRunClosing.closedBy),
          orderIds: mealRunClosing.orderIds,
        }),
      )
      .from(mealRun)
      .innerJoin(mealRunClosing, eq(mealRunClosing.mealRunId, mealRun.id))
      .where(within),
    prints: printsOf(db, within),
  };
}

/** The ends of what is sealed: never the same twice, so that they tell that something was written anew, and nothing of what it says. */
const doorMark = sql<string>`coalesce(substr(${elder.addressSealed}, -8), '') || '.' || coalesce(substr(${elder.phoneSealed}, -8), '') || '.' || coalesce(substr(${elder.doorNoteSealed}, -8), '')`;

/** Unsorted: sorting would read every row twice. */
function ordersOf(db: Database, within: SQL) {
  return db
    .select(
      pick({
        id: mealOrder.id,
        runId: mealOrder.mealRunId,
        orderNo: mealOrder.orderNo,
        elderId: mealOrder.elderId,
        name: elder.name,
        birthDate: elder.birthDate,
        setMealId: mealOrder.setMealId,
        mode: mealOrder.mode,
        state: mealOrder.state,
        channel: mealOrder.channel,
        selfPayFen: mealOrder.selfPayFen,
        placedAt: mealOrder.placedAt,
        prepaid: paidFromPrepaid,
        lateReason: mealOrder.lateReason,
        // Who took an order in time is asked by no page, and would be a row more for each.
        lateBy: sql<string | null>`iif(${mealOrder.lateReason} IS NULL, NULL, ${nameOfActor(mealOrder.placedBy)})`,
        givenBack: sql<number>`EXISTS (SELECT 1 FROM ${cancellation} WHERE ${cancellation.orderId} = ${mealOrder.id})`,
        doorMark,
        hasAddress: sql<number>`${isNotNull(elder.addressSealed)}`,
        texture: optional(elderDiet.texture),
        feedingHelp: optional(elderDiet.feedingHelp),
        note: optional(elderDiet.note),
        askedAt: optional(elderDiet.askedAt),
        dietItems: sql<string>`(SELECT json_group_array(json_object('kind', i.kind, 'code', i.code, 'severity', i.severity)) FROM ${elderDietItem} i WHERE i.elder_id = ${elder.id})`,
      }),
    )
    .from(mealRun)
    .innerJoin(mealOrder, eq(mealOrder.mealRunId, mealRun.id))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .leftJoin(elderDiet, eq(elderDiet.elderId, mealOrder.elderId))
    .where(within);
}

function printsOf(db: Database, within: SQL) {
  return db
    .select(
      pick({
        id: printRun.id,
        runId: printRun.mealRunId,
        number: printRun.number,
        kind: printRun.kind,
        printedAt: printRun.printedAt,
        printedByName: nameOfActor(printRun.printedBy),
        contentHash: printRun.contentHash,
      }),
    )
    .from(mealRun)
    .innerJoin(printRun, eq(printRun.mealRunId, mealRun.id))
    .where(within)
    .orderBy(desc(printRun.number));
}

type RunRows = Awaited<ReturnType<typeof readTogether<ReturnType<typeof runQueries>>>>;

export function runsFrom(rows: RunRows): RunRead[] {
  const offered = offersWithDishes(rows.offers, rows.dishes);
  const orders = Map.groupBy(rows.orders, (order) => order.runId);
  return rows.runs.map(({ pointName, pointPhone, kitchenKind, kitchenName, ...run }) => {
    return {
      run,
      pointName,
      pointPhone,
      kitchenName: kitchenKind === 'central' ? kitchenName : null,
      offered: offered.get(run.id) ?? [],
      orders: (orders.get(run.id) ?? []).map(runOrder).sort((one, other) => one.orderNo - other.orderNo),
      closing: closingOf(rows.closings.find((one) => one.runId === run.id)),
      prints: rows.prints.filter((one) => one.runId === run.id),
    };
  });
}

function closingOf(row: RunRows['closings'][number] | undefined): RunClosing | null {
  if (!row) return null;
  const closedByName = row.closedByName.startsWith('job:') ? null : row.closedByName;
  return { closedAt: row.closedAt, closedByName, orderIds: JSON.parse(row.orderIds) as string[] };
}

function runOrder(row: RunRows['orders'][number]): RunOrder {
  const { dietItems, texture, feedingHelp, note, askedAt, hasAddress, prepaid, givenBack, ...order } = row;
  const asked = texture === null ? undefined : { texture, feedingHelp: feedingHelp ?? 0, note: note ?? '', askedAt };
  return { ...order, late: order.lateReason !== null, givenBack: givenBack === 1, prepaid: prepaid === 1, hasAddress: hasAddress === 1, diet: dietOf(asked, JSON.parse(dietItems) as DietItemRow[]) };
}
