import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf, serviceDateOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { Caller } from '../domain/counter.ts';
import type { Proof } from '../domain/hand-over.ts';
import { postHandOver } from '../domain/ledger.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { elderAtCounter, homeOf, isOfOthers, personOf } from './counter.ts';
import { dietOf, elderQueries } from './elders.ts';
import { insertHandOvers } from './hand-overs.ts';
import { runColumns } from './meal-runs.ts';
import { tell } from './messages.ts';
import { dishesOffered, modesOf, offersOf, offersWithDishes } from './menus.ts';
import { billOf, insertOrder, loadPlacement, type NewOrder, type Wish } from './orders.ts';
import { restsAsRead } from './placement-rests.ts';
import { pointsOf } from './points.ts';
import { inList, pick, readRows, readTogether, type Database } from './read.ts';
import { mealOrder, mealPoint, mealRun } from './schema.ts';
import { runWithin } from './scope.ts';
import { servedWhileStopped } from './stopped.ts';
import { countDay, countMonth, monthOfSitting } from './totals.ts';
import { recordTransfers } from './transfers.ts';

/** What somebody without an order can have today, and had on paper while the books stood still: the sittings here, with their meals. Null when they are out of reach. */
export async function loadWalkInChoice(db: Database, scope: Scope, caller: Caller, now: Instant) {
  const { elderId, card } = caller;
  const today = serviceDateOf(now);
  const todays = sql`${runWithin(scope)} AND ((${mealRun.serviceDate} = ${today} AND ${mealRun.state} <> 'done') OR ${leftOnPaper(now)})`;
  const rows = await readTogether(db, {
    points: pointsOf(db, scope),
    ...elderQueries(db, scope, elderId, elderAtCounter(scope, today, card)),
    homes: homeOf(db, scope, elderId, today),
    runs: db
      .select(pick({ ...runColumns, pointName: mealPoint.name }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .where(todays)
      .orderBy(mealPoint.name, desc(mealRun.serviceDate), mealRun.serveFromAt),
    offers: offersOf(db, todays),
    dishes: dishesOffered(db, todays),
    modes: modesOf(db, todays),
    // Wherever they are: one meal a sitting.
    ordered: db
      .select(pick({ serviceDate: mealOrder.serviceDate, slot: mealOrder.slot }))
      .from(mealOrder)
      .where(and(eq(mealOrder.elderId, elderId), inList(mealOrder.serviceDate, sql`SELECT ${mealRun.serviceDate} FROM ${mealRun} WHERE ${todays}`), ne(mealOrder.state, 'cancelled'))),
  });
  const found = rows.elders[0];
  if (!found) return null;
  const offers = offersWithDishes(rows.offers, rows.dishes);
  return {
    points: rows.points,
    person: personOf(found, rows.homes[0]),
    ofOthers: isOfOthers(rows.homes[0]),
    diet: dietOf(rows.diets[0], rows.dietItems),
    sittings: rows.runs.map(({ pointName, ...run }) => ({
      run,
      pointName,
      ordered: rows.ordered.some((one) => one.serviceDate === run.serviceDate && one.slot === run.slot),
      offers: offers.get(run.id) ?? [],
      modes: rows.modes.filter((one) => one.runId === run.id).map((one) => one.mode),
    })),
  };
}
/** Served while the books stood still, and still to be claimed. */
const leftOnPaper = (now: Instant) => sql`${mealRun.serveFromAt} <= ${now} AND ${mealRun.claimUntilAt} > ${now} AND ${servedWhileStopped(mealRun)}`;

export type WalkInChoice = NonNullable<Awaited<ReturnType<typeof loadWalkInChoice>>>;

export type WalkInWish = Wish & Caller;

/** Everything that serving this meal depends on. Null unless the run is of this counter and the person may be served by it. */
export async function loadWalkIn(db: Database, scope: Scope, wish: WalkInWish, today: ServiceDate, key = '') {
  const [read, homes] = await Promise.all([
    loadPlacement(db, scope, wish, key, { elder: elderAtCounter(scope, today, wish.card), run: runWithin(scope) }),
    wish.card ? readRows(db, homeOf(db, scope, wish.elderId, today)) : [],
  ]);
  return read && { ...read, ofOthers: wish.card !== undefined && isOfOthers(homes[0]) };
}

export type WalkInRead = NonNullable<Awaited<ReturnType<typeof loadWalkIn>>>;

export type NewWalkIn = NewOrder & { handOverId: string; proof: Proof };

/** Order and hand-over in one: nothing was reserved, so the subsidy is posted at once. Takes no place: those were for who had ordered. */
export async function recordWalkIn(db: Database, entry: AuditEntry, walkIn: NewWalkIn, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const { id: orderId, handOverId, proof, read } = walkIn;
  const { run } = read.facts;
  const bill = billOf(walkIn);
  const handOver = { id: handOverId, orderId, proof, handedAt: entry.at };
  const event = { orderId, eventId: handOverId, period: monthOf(run.serviceDate), at: entry.at };
  return commit(db, entry, {
    keyed,
    guards: [guard('run is not done, rests as read', sql`(SELECT state <> 'done' OR (${leftOnPaper(entry.at)}) FROM ${mealRun} WHERE id = ${run.id}) AND ${restsAsRead(walkIn)}`)],
    changes: [
      ...insertOrder(db, entry, walkIn, 'handed_over'),
      insertHandOvers(entry, [handOver]),
      ...recordTransfers(db, event, postHandOver(bill, [], { ...run, elderId: walkIn.wish.elderId })),
      countDay(db, run, { handedOver: 1, walkIns: 1 }),
      ...countMonth(db, monthOfSitting(run), [bill], 1),
      tell(entry, 'handed_over', [{ orderId, event: handOverId, handOverId }]),
    ],
  });
}
