import { and, asc, eq, lte, sql, type SQL } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { newId } from '../vault.ts';
import { insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { inList, pick, readRows, type Database } from './read.ts';
import { audit, mealOrder, mealRun, mealRunClosing } from './schema.ts';

/** What closing counts, as isCounted() of the domain says it. */
const COUNTED = sql`state <> 'cancelled' AND channel <> 'walk_in'`;

/** The job's own reach is the whole county: it acts for every point, and shows nobody anything. */
export async function runsToClose(db: Database, now: Instant, limit: number) {
  return readRows(
    db,
    db
      .select(pick({ id: mealRun.id, state: mealRun.state, closeAt: mealRun.closeAt }))
      .from(mealRun)
      .where(and(eq(mealRun.state, 'open'), lte(mealRun.closeAt, now)))
      .orderBy(asc(mealRun.closeAt), asc(mealRun.id))
      .limit(limit),
  );
}

/**
 * Freezes the count of these runs, all or none. The list of orders is taken inside the batch: an order that got in before is
 * on it, one that comes after finds the run closed. Conflict when one of them is open no more.
 */
export async function closeRuns(
  db: Database,
  entry: Omit<AuditEntry, 'subject'>,
  runIds: readonly string[],
): Promise<'done' | Conflict> {
  const these = inList(mealRun.id, runIds);
  const frozen = sql`SELECT json_group_array(id ORDER BY order_no) FROM ${mealOrder} WHERE meal_run_id = ${mealRun.id} AND ${COUNTED}`;
  return commitEach(db, entry, runIds, {
    guards: [guard('runs are open', sql`SELECT count(*) = ${runIds.length} FROM ${mealRun} WHERE ${these} AND state = 'open'`)],
    changes: [
      sql`INSERT INTO ${mealRunClosing} (meal_run_id, closed_at, closed_by, order_ids) SELECT id, ${entry.at}, ${entry.actor}, (${frozen}) FROM ${mealRun} WHERE ${these}`,
      sql`UPDATE ${mealRun} SET state = 'closed' WHERE ${these}`,
    ],
  });
}

/** One batch that changes several runs leaves an audit row for each of them. */
export async function commitEach(
  db: Database,
  entry: Omit<AuditEntry, 'subject'>,
  runIds: readonly string[],
  write: { guards: readonly SQL[]; changes: Parameters<typeof commit>[2]['changes'] },
): Promise<'done' | Conflict> {
  const [first, ...rest] = runIds.map((id) => ({ ...entry, subject: `meal_run:${id}` }));
  if (!first) return 'done';
  const others = rest.length > 0 ? [insertMany(audit, rest.map((one) => ({ id: newId(), ...one })))] : [];
  return commit(db, first, { guards: write.guards, changes: [...write.changes, ...others] });
}

/** The orders of the run that still count are exactly these. */
export function sameOrders(runId: string, orderIds: readonly string[]): SQL {
  const counting = sql`SELECT count(*) FROM ${mealOrder} WHERE meal_run_id = ${runId} AND ${COUNTED}`;
  return guard('same orders', sql`(${counting}) = ${orderIds.length} AND (${counting} AND ${inList(mealOrder.id, orderIds)}) = ${orderIds.length}`);
}
