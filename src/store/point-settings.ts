import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { NoShowRule } from '../domain/meal-run.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { division, mealPoint } from './schema.ts';
import { divisionGranted, pointWithin } from './scope.ts';

/** What an office sets for a point. Null when it is out of reach. */
export async function loadPointSettings(db: Database, scope: Scope, pointId: string) {
  const rows = await readTogether(db, {
    points: db
      .select(pick({ id: mealPoint.id, name: mealPoint.name, noShowRule: mealPoint.noShowRule }))
      .from(mealPoint)
      .where(and(eq(mealPoint.id, pointId), pointWithin(scope))),
    offices: db.select(pick({ name: division.name })).from(division).where(divisionGranted(scope)),
  });
  const [point] = rows.points;
  return point ? { point, offices: rows.offices } : null;
}

/** Holds for runs that are made from now on: each run keeps the rule it was made under. */
export async function setNoShowRule(db: Database, entry: AuditEntry, pointId: string, from: NoShowRule, to: NoShowRule): Promise<'done' | Conflict> {
  return commit(db, { ...entry, reason: `${from} → ${to}` }, {
    guards: [guard('rule is as read', sql`SELECT no_show_rule = ${from} FROM ${mealPoint} WHERE id = ${pointId}`)],
    changes: [db.update(mealPoint).set({ noShowRule: to }).where(eq(mealPoint.id, pointId))],
  });
}
