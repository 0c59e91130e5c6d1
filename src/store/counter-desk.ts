import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import { paidFromPrepaid } from './prepaid-paid.ts';
import { pointsOf } from './points.ts';
import { pick, readTogether, type Database } from './read.ts';
import { dayTotal, elder, handOver, mealOrder, mealPoint, mealRun, offer, transfer } from './schema.ts';
import { runWithin } from './scope.ts';
import { stands, undone } from './standing.ts';

/**
 * The counter as it stands: its points, how far today's sittings are, the latest hand-overs, and the one to speak of
 * (`doneId`: just recorded, or just undone).
 */
export function deskQueries(db: Database, scope: Scope, today: ServiceDate, doneId = '') {
  return {
    points: pointsOf(db, scope),
    sittings: sittingsOf(db, scope, today),
    latest: handOverLines(db, latestToday(scope, today)).orderBy(desc(handOver.recordedAt), desc(handOver.id)),
    done: handOverLines(db, and(runWithin(scope), eq(handOver.id, doneId))),
  };
}
export type Desk = { [K in keyof ReturnType<typeof deskQueries>]: Awaited<ReturnType<typeof deskQueries>[K]> };

function sittingsOf(db: Database, scope: Scope, today: ServiceDate) {
  const ofSitting = and(
    eq(dayTotal.mealPointId, mealRun.mealPointId),
    eq(dayTotal.serviceDate, mealRun.serviceDate),
    eq(dayTotal.slot, mealRun.slot),
  );
  return db
    .select(
      pick({
        pointName: mealPoint.name,
        slot: mealRun.slot,
        ordered: sql<number>`coalesce(${dayTotal.ordered}, 0)`,
        handedOver: sql<number>`coalesce(${dayTotal.handedOver}, 0)`,
        walkIns: sql<number>`coalesce(${dayTotal.walkIns}, 0)`,
      }),
    )
    .from(mealRun)
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .leftJoin(dayTotal, ofSitting)
    .where(and(runWithin(scope), eq(mealRun.serviceDate, today)))
    .orderBy(asc(mealPoint.name), asc(mealRun.serveFromAt));
}

/** The last ten recorded today that stand, whatever day the meal is for: yesterday's paper and meals fetched ahead too. */
function latestToday(scope: Scope, today: ServiceDate): SQL {
  return sql`${handOver.id} IN (SELECT ${handOver.id} FROM ${mealRun} JOIN ${mealOrder} ON ${mealOrder.mealRunId} = ${mealRun.id}
    JOIN ${handOver} ON ${handOver.orderId} = ${mealOrder.id}
    WHERE ${runWithin(scope)} AND ${mealRun.serviceDate} >= ${addDays(today, -PAPER_DAYS)}
      AND ${handOver.recordedAt} >= ${instantAt(today, 0)} AND ${stands}
    ORDER BY ${handOver.recordedAt} DESC, ${handOver.id} DESC LIMIT 10)`;
}

/** How long after its day a ticked paper list may come in and still show among the latest: Friday's on Monday. */
const PAPER_DAYS = 3;

/** Also when it was taken back since: what is given back goes the way it came. */
const paidByThis = sql`EXISTS (SELECT 1 FROM ${transfer} AS t WHERE t.order_id = ${handOver.orderId} AND t.event_id = ${handOver.id}
  AND t.kind = 'post' AND t.debit_account GLOB 'prepaid:*')`;

function handOverLines(db: Database, which: SQL | undefined) {
  return db
    .select(
      pick({
        id: handOver.id,
        elderName: elder.name,
        letter: offer.letter,
        selfPayFen: mealOrder.selfPayFen,
        prepaid: sql<number>`${paidFromPrepaid} OR ${paidByThis}`,
        channel: mealOrder.channel,
        recordedAt: handOver.recordedAt,
        serviceDate: mealRun.serviceDate,
        slot: mealRun.slot,
        undoMinutes: mealRun.undoMinutes,
        undone,
      }),
    )
    .from(mealRun)
    .innerJoin(mealOrder, eq(mealOrder.mealRunId, mealRun.id))
    .innerJoin(handOver, eq(handOver.orderId, mealOrder.id))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .innerJoin(offer, and(eq(offer.mealRunId, mealRun.id), eq(offer.setMealId, mealOrder.setMealId)))
    .where(which);
}
export type HandOverLine = Awaited<ReturnType<typeof handOverLines>>[number];

export async function loadDesk(db: Database, scope: Scope, today: ServiceDate, doneId = ''): Promise<Desk> {
  return readTogether(db, deskQueries(db, scope, today, doneId));
}
