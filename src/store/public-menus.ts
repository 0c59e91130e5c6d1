import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import { pictureOf } from './menus.ts';
import { townOfPoint } from './points.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { allPolicyVersions, versionsOf } from './policies.ts';
import { dish, division, mealPoint, mealPointSlot, menu, setMeal, setMealDish } from './schema.ts';
import { pointWithin } from './scope.ts';

/** Towns that have at least one meal point, with how many. */
export async function findTowns(db: Database, scope: Scope) {
  return readRows(
    db,
    db
      .select(pick({ code: division.code, name: division.name, places: sql<number>`count(*)` }))
      .from(mealPoint)
      .innerJoin(division, townOfPoint)
      .where(pointWithin(scope))
      .groupBy(division.code, division.name)
      .orderBy(asc(division.code)),
  );
}

/** One town's meal points with the slots that each serves; null when there is no such town. */
export async function findPlaces(db: Database, scope: Scope, townCode: string) {
  const { towns, places, slots } = await readTogether(db, {
    towns: db.select(pick({ name: division.name })).from(division).where(and(eq(division.code, townCode), eq(division.level, 'town'))),
    places: db
      .select(pick({ pointId: mealPoint.id, name: mealPoint.name, kind: mealPoint.kind, address: mealPoint.address }))
      .from(mealPoint)
      .innerJoin(division, townOfPoint)
      .where(and(eq(division.code, townCode), pointWithin(scope)))
      .orderBy(asc(mealPoint.name)),
    slots: db
      .select(pick({ pointId: mealPointSlot.mealPointId, slot: mealPointSlot.slot }))
      .from(mealPointSlot)
      .innerJoin(mealPoint, eq(mealPoint.id, mealPointSlot.mealPointId))
      .innerJoin(division, townOfPoint)
      .where(eq(division.code, townCode))
      .orderBy(asc(mealPointSlot.serveFromMinute)),
  });
  const found = towns[0];
  if (!found) return null;
  const bySlot = Map.groupBy(slots, (one) => one.pointId);
  return { town: found.name, places: places.map((place) => ({ ...place, slots: (bySlot.get(place.pointId) ?? []).map((one) => one.slot) })) };
}

/** What has been published by now of a point's menu between two dates, dish by dish in order, with the point's own photos; null when there is no such point. */
export async function findMenu(db: Database, scope: Scope, pointId: string, week: { from: ServiceDate; to: ServiceDate; now: Instant }) {
  const { from, to, now } = week;
  const { points, rows, policies } = await readTogether(db, {
    points: db
      .select(
        pick({
          name: mealPoint.name,
          address: mealPoint.address,
          phone: mealPoint.phone,
          phoneHours: mealPoint.phoneHours,
          townCode: sql<string>`substr(${mealPoint.divisionCode}, 1, 9) || '000'`,
        }),
      )
      .from(mealPoint)
      .where(and(eq(mealPoint.id, pointId), pointWithin(scope))),
    rows: db
      .select(
        pick({
          date: menu.serviceDate,
          slot: menu.slot,
          position: menu.position,
          setMealId: setMeal.id,
          name: setMeal.name,
          priceFen: setMeal.priceFen,
          dish: dish.name,
          category: dish.category,
          pictureId: pictureOf(mealPointSlot.mealPointId, setMeal.id),
        }),
      )
      .from(mealPointSlot)
      .innerJoin(menu, and(eq(menu.kitchenId, mealPointSlot.kitchenId), eq(menu.slot, mealPointSlot.slot)))
      .innerJoin(setMeal, eq(setMeal.id, menu.setMealId))
      .innerJoin(setMealDish, eq(setMealDish.setMealId, setMeal.id))
      .innerJoin(dish, eq(dish.id, setMealDish.dishId))
      .where(
        and(
          eq(mealPointSlot.mealPointId, pointId),
          gte(menu.serviceDate, from),
          lte(menu.serviceDate, to),
          lte(menu.publishedAt, now),
          sql`instr(${mealPointSlot.openWeekdays}, strftime('%u', ${menu.serviceDate})) > 0`,
        ),
      )
      .orderBy(asc(menu.serviceDate), asc(mealPointSlot.serveFromMinute), asc(menu.position), asc(setMealDish.position)),
    policies: allPolicyVersions(db),
  });
  const point = points[0];
  return point ? { point, rows, policies: versionsOf(policies) } : null;
}
