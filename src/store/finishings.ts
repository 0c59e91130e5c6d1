import { and, asc, eq, lt, sql } from 'drizzle-orm';
import { monthOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import { missReserved } from '../domain/ledger.ts';
import { newId } from '../vault.ts';
import { commitEach } from './closings.ts';
import { guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { tell } from './messages.ts';
import { waiving } from './no-show-waivers.ts';
import { inList, pick, readRows, readTogether, type Database } from './read.ts';
import { mealOrder, mealRun, transfer } from './schema.ts';
import { isStopped } from './stopped.ts';
import { countDay, type Sitting } from './totals.ts';
import { recordManyTransfers, transferColumns } from './transfers.ts';

const stillReserved = sql`${transfer.kind} = 'reserve' AND NOT EXISTS (SELECT 1 FROM transfer later WHERE later.resolves_id = ${transfer.id})`;

/** The person of the order had died by the day of the meal. */
const hadDied = sql<number>`EXISTS (SELECT 1 FROM elder_fact f WHERE f.elder_id = meal_order.elder_id AND f.kind = 'death' AND f.to_date IS NULL AND f.from_date <= meal_order.service_date)`;

const stopped = isStopped(mealRun.mealPointId, mealRun.operatorId);

/** For the job, which acts for every point. Those that a check has stopped come last, so that they keep nobody waiting. */
export async function runsToFinish(db: Database, today: ServiceDate, limit: number) {
  return readRows(
    db,
    db
      .select(pick({ id: mealRun.id, state: mealRun.state, serviceDate: mealRun.serviceDate, stopped }))
      .from(mealRun)
      .where(and(eq(mealRun.state, 'closed'), lt(mealRun.serviceDate, today)))
      .orderBy(stopped, asc(mealRun.serviceDate), asc(mealRun.id))
      .limit(limit),
  );
}

/** What nobody came for in these runs, with the reservations that are still open. */
export async function loadUnclaimed(db: Database, runIds: readonly string[]) {
  const these = and(inList(mealOrder.mealRunId, runIds), eq(mealOrder.state, 'placed'));
  return readTogether(db, {
    runs: db
      .select(pick({ id: mealRun.id, mealPointId: mealRun.mealPointId, serviceDate: mealRun.serviceDate, slot: mealRun.slot, noShowRule: mealRun.noShowRule }))
      .from(mealRun)
      .where(inList(mealRun.id, runIds)),
    orders: db.select(pick({ id: mealOrder.id, runId: mealOrder.mealRunId, died: hadDied })).from(mealOrder).where(these),
    reserved: db
      .select(
        pick({ orderId: mealOrder.id, ...transferColumns }),
      )
      .from(mealOrder)
      .innerJoin(transfer, eq(transfer.orderId, mealOrder.id))
      .where(sql`${these} AND ${stillReserved}`),
  });
}
type Unclaimed = Awaited<ReturnType<typeof loadUnclaimed>>;

/**
 * The day is over for these runs, all or none: what was still placed is missed, its reservation ends by the run's no-show rule (of the
 * dead nothing is kept) and the day's totals count it. A meal handed over in between is a conflict, and the runs are looked at again.
 */
export async function finishRuns(
  db: Database,
  entry: Omit<AuditEntry, 'subject'>,
  { runs, orders, reserved }: Unclaimed,
): Promise<'done' | Conflict> {
  const runIds = runs.map((run) => run.id);
  const orderIds = orders.map((order) => order.id);
  const placed = sql`SELECT count(*) FROM ${mealOrder} WHERE ${inList(mealOrder.mealRunId, runIds)} AND state = 'placed'`;
  return commitEach(db, entry, runIds, {
    guards: [
      guard('runs are closed', sql`SELECT count(*) = ${runs.length} FROM ${mealRun} WHERE ${inList(mealRun.id, runIds)} AND state = 'closed'`),
      guard('same orders', sql`(${placed}) = ${orders.length} AND (${placed} AND ${inList(mealOrder.id, orderIds)}) = ${orders.length}`),
      guard('same reservations', sql`SELECT count(*) = ${reserved.length} FROM ${transfer} WHERE ${inList(transfer.orderId, orderIds)} AND ${stillReserved}`),
    ],
    changes: [
      sql`UPDATE ${mealOrder} SET state = 'missed' WHERE ${inList(mealOrder.id, orderIds)}`,
      ...releases(runs, orders, reserved, entry.at),
      ...waivers(entry, runs, orders),
      ...runs.flatMap((run) => missedIn(db, run, orders.filter((order) => order.runId === run.id).length)),
      sql`UPDATE ${mealRun} SET state = 'done' WHERE ${inList(mealRun.id, runIds)}`,
      tell(entry, 'missed', orderIds.map((orderId) => ({ orderId, event: orderId }))),
    ],
  });
}

function missedIn(db: Database, run: Sitting, missed: number): Statement[] {
  return missed > 0 ? [countDay(db, run, { missed })] : [];
}

/** Where the rule would have kept something, that it did not is written down: the books say why. */
function waivers(entry: Pick<AuditEntry, 'at' | 'actor'>, runs: Unclaimed['runs'], orders: Unclaimed['orders']): Statement[] {
  const keeping = new Set(runs.filter((run) => run.noShowRule === 'keep_self_pay').map((run) => run.id));
  return waiving(entry, orders.filter((order) => order.died && keeping.has(order.runId)).map((order) => order.id));
}

/** Every reservation still open of these orders, ended: one event for each run. */
function releases(runs: Unclaimed['runs'], orders: Unclaimed['orders'], reserved: Unclaimed['reserved'], at: Instant): Statement[] {
  const ofOrder = Map.groupBy(reserved, (one) => one.orderId);
  const events = runs.flatMap((run) => {
    const event = { eventId: newId(), period: monthOf(run.serviceDate), at };
    return orders
      .filter((order) => order.runId === run.id)
      .map((order) => ({ ...event, orderId: order.id, transfers: missReserved(ofOrder.get(order.id) ?? [], order.died ? 'release' : run.noShowRule) }));
  });
  return reserved.length > 0 ? [recordManyTransfers(events)] : [];
}
