import { and, asc, eq, gte, lte, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { DishCategory } from '../domain/menu.ts';
import { commit, type AuditEntry, type Conflict } from './commit.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { categoriesOf, pictureOf } from './menus.ts';
import { mealPicture, mealPoint, mealRun, offer, setMeal } from './schema.ts';
import { pointWithin } from './scope.ts';

/** Set meals that the points within reach offer between two days, each with the photo that holds. */
export async function listPictured(db: Database, scope: Scope, from: ServiceDate, to: ServiceDate) {
  const rows = await readRows(
    db,
    db
      .selectDistinct(pick({ ...columns }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(offer, eq(offer.mealRunId, mealRun.id))
      .innerJoin(setMeal, eq(setMeal.id, offer.setMealId))
      .where(and(gte(mealRun.serviceDate, from), lte(mealRun.serviceDate, to), pointWithin(scope)))
      .orderBy(asc(mealPoint.name), asc(setMeal.name)),
  );
  return rows.map(lineOf);
}

/** A point's photo of the set meal: `version` is the last one that was set, 0 when none ever was. Null out of reach, or where the meal was never offered. */
export async function findPictured(db: Database, scope: Scope, pointId: string, setMealId: string) {
  const { lines } = await readTogether(db, {
    lines: db
      .select(pick({ ...columns, version: sql<number>`(SELECT coalesce(max(version), 0) FROM ${mealPicture} WHERE meal_point_id = ${mealPoint.id} AND set_meal_id = ${setMeal.id})` }))
      .from(mealPoint)
      .innerJoin(setMeal, eq(setMeal.id, setMealId))
      .where(and(eq(mealPoint.id, pointId), pointWithin(scope), everOffered)),
  });
  const [line] = lines;
  return line ? { ...lineOf(line), version: line.version } : null;
}

const everOffered: SQL = sql`EXISTS (SELECT 1 FROM ${mealRun} JOIN ${offer} ON ${offer.mealRunId} = ${mealRun.id}
  WHERE ${mealRun.mealPointId} = ${mealPoint.id} AND ${offer.setMealId} = ${setMeal.id})`;

const columns = {
  pointId: mealPoint.id,
  pointName: mealPoint.name,
  setMealId: setMeal.id,
  name: setMeal.name,
  pictureId: pictureOf(mealPoint.id, setMeal.id),
  dishCategories: categoriesOf(setMeal.id),
};

type Row = { pointId: string; pointName: string; setMealId: string; name: string; pictureId: string | null; dishCategories: string };

function lineOf({ dishCategories, ...row }: Row) {
  return { ...row, categories: JSON.parse(dishCategories) as DishCategory[] };
}
export type PicturedMeal = ReturnType<typeof lineOf>;

/** Whether a photo is shown anywhere now: one that was replaced or taken away is not served any more. */
export async function isShown(db: Database, pictureId: string): Promise<boolean> {
  const rows = await readRows(
    db,
    db
      .select(pick({ id: mealPicture.id }))
      .from(mealPicture)
      .where(
        sql`${mealPicture.id} = ${pictureId} AND ${mealPicture.largeBytes} > 0 AND NOT EXISTS (SELECT 1 FROM ${mealPicture} AS later
          WHERE later.meal_point_id = ${mealPicture.mealPointId} AND later.set_meal_id = ${mealPicture.setMealId} AND later.version > ${mealPicture.version})`,
      ),
  );
  return rows.length > 0;
}

export type NewPicture = { id: string; pointId: string; setMealId: string; version: number; bytes: { large: number; small: number } };

/** The photo that holds from now on, or with no bytes none. */
export async function setPicture(db: Database, entry: AuditEntry, { id, pointId, setMealId, version, bytes }: NewPicture): Promise<'done' | Conflict> {
  const row = { id, mealPointId: pointId, setMealId, version, largeBytes: bytes.large, smallBytes: bytes.small, setAt: entry.at, setBy: entry.actor };
  return commit(db, entry, { changes: [db.insert(mealPicture).values(row)] });
}
