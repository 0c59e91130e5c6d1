import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { maskPhone } from '../domain/masking.ts';
import type { MealSlot, ServiceMode } from '../domain/meal-slot.ts';
import { STOPPING_FACTS, type CallOutcome } from '../domain/standing-order.ts';
import type { Vault } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { commit, type AuditEntry, type Conflict } from './commit.ts';
import { pointsOf } from './points.ts';
import { inList, optional, pick, readTogether, type Database } from './read.ts';
import { elder, mealPoint, setMeal, standingOrderCall } from './schema.ts';
import { standingWithin } from './scope.ts';
import { openFailures } from './standing-order-failures.ts';

/** Somebody has died: nobody at a canteen is shown what they used to order. */
const lives = (today: ServiceDate) =>
  sql`NOT EXISTS (SELECT 1 FROM elder_fact f WHERE f.elder_id = s.elder_id AND f.kind = 'death' AND f.from_date <= ${today} AND (f.to_date IS NULL OR f.to_date > ${today}))`;

/** The standing orders of the points within reach, and what of today and the days ahead could not be ordered, with the calls made about it. */
export async function loadCanteenStanding(db: Database, scope: Scope, today: ServiceDate) {
  const here = sql`${standingWithin(scope)} AND ${lives(today)}`;
  const rows = await readTogether(db, {
    points: pointsOf(db, scope),
    failures: openFailures(db, here, today),
    calls: db
      .select(
        pick({
          standingOrderId: standingOrderCall.standingOrderId,
          serviceDate: standingOrderCall.serviceDate,
          number: standingOrderCall.number,
          outcome: standingOrderCall.outcome,
          note: standingOrderCall.note,
          calledAt: standingOrderCall.calledAt,
          calledByName: nameOfActor(standingOrderCall.calledBy),
        }),
      )
      .from(standingOrderCall)
      .innerJoin(sql`standing_order s`, sql`s.id = ${standingOrderCall.standingOrderId}`)
      .where(sql`${here} AND ${standingOrderCall.serviceDate} >= ${today}`)
      .orderBy(asc(standingOrderCall.number)),
    standing: standingHere(db, here, today),
  });
  return { ...rows, failures: rows.failures.map((one) => ({ ...one, calls: rows.calls.filter((call) => call.standingOrderId === one.standingOrderId && call.serviceDate === one.serviceDate) })) };
}
export type CanteenStanding = Awaited<ReturnType<typeof loadCanteenStanding>>;
export type FailureHere = CanteenStanding['failures'][number];

function standingHere(db: Database, here: SQL, today: ServiceDate) {
  const stopped = sql`SELECT '9999-12-31' FROM elder_fact f WHERE f.elder_id = s.elder_id AND ${inList(sql`f.kind`, STOPPING_FACTS)} AND f.from_date <= ${today} AND (f.to_date IS NULL OR f.to_date > ${today}) LIMIT 1`;
  const paused = sql<ServiceDate | null>`coalesce((SELECT coalesce(p.ended_from_date, p.resume_date, '9999-12-31') FROM pause p WHERE p.elder_id = s.elder_id AND p.from_date <= ${today}
    AND ${today} < coalesce(p.ended_from_date, p.resume_date, '9999-12-31') LIMIT 1), (${stopped}))`;
  return db
    .select(
      pick({
        id: sql<string>`s.id`,
        elderId: elder.id,
        name: elder.name,
        phoneSealed: elder.phoneSealed,
        pointName: mealPoint.name,
        slot: sql<MealSlot>`s.slot`,
        weekdays: sql<string>`s.weekdays`,
        mode: sql<ServiceMode>`s.mode`,
        setMealName: optional(setMeal.name),
        /** The day on which a pause ends, 9999-12-31 for not known yet: also where a fact stops it, of which nothing is said here. */
        pausedUntil: paused,
      }),
    )
    .from(sql`standing_order s`)
    .innerJoin(elder, sql`${elder.id} = s.elder_id`)
    .innerJoin(mealPoint, sql`${mealPoint.id} = s.meal_point_id`)
    .leftJoin(setMeal, sql`${setMeal.id} = s.set_meal_id`)
    .where(sql`${here} AND s.to_date IS NULL`)
    .orderBy(asc(elder.name), asc(elder.id), sql`s.slot`);
}

/** Phones by elder id, masked; one of them in full for whoever asked for it and left a trace. */
export async function phonesOf(vault: Vault, people: readonly { elderId: string; phoneSealed: string | null }[], inFull: string | null): Promise<Map<string, string>> {
  const opened = people.map(async ({ elderId, phoneSealed }): Promise<[string, string]> => {
    if (phoneSealed === null) return [elderId, ''];
    const phone = await vault.open({ table: 'elder', column: 'phone_sealed', row: elderId }, phoneSealed);
    return [elderId, elderId === inFull ? phone : maskPhone(phone)];
  });
  return new Map(await Promise.all(opened));
}

/** Who somebody is whose day could not be ordered, though their standing order may have ended since. */
export async function loadPeople(db: Database, scope: Scope, elderIds: readonly string[]) {
  const { people } = await readTogether(db, {
    people: db
      .selectDistinct(pick({ elderId: elder.id, name: elder.name, phoneSealed: elder.phoneSealed }))
      .from(sql`standing_order s`)
      .innerJoin(elder, eq(elder.id, sql`s.elder_id`))
      .where(sql`${inList(elder.id, elderIds)} AND ${standingWithin(scope)}`),
  });
  return people;
}

/** What the canteen did about a day that could not be ordered. A second press of the same call is a conflict, and changes nothing. */
export async function recordCall(
  db: Database,
  entry: AuditEntry,
  call: { standingOrderId: string; serviceDate: ServiceDate; number: number; outcome: CallOutcome; note: string },
): Promise<'done' | Conflict> {
  return commit(db, entry, { changes: [db.insert(standingOrderCall).values({ ...call, calledAt: entry.at, calledBy: entry.actor })] });
}
