import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { fen } from '../domain/money.ts';
import { heldBy, undecided } from './prepaid.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { division, elder, mealPoint, moneyRequest, operator } from './schema.ts';
import { divisionGranted, elderWithin } from './scope.ts';

/** Operators who run points in her county, or none anywhere yet: another county's are no choice. */
function inHerCounty(elderId: string) {
  const points = sql`SELECT 1 FROM ${mealPoint} WHERE ${mealPoint.operatorId} = ${operator.id}`;
  const county = sql`(SELECT substr(${elder.residenceDivision}, 1, 6) FROM ${elder} WHERE ${elder.id} = ${elderId})`;
  return sql`(NOT EXISTS (${points}) OR EXISTS (${points} AND substr(${mealPoint.divisionCode}, 1, 6) = ${county}))`;
}

/** Everything that asking to move somebody's balance depends on. Null when elder or operator are out of reach. */
export async function loadMove(db: Database, scope: Scope, elderId: string, fromId: string, key = '') {
  const rows = await readTogether(db, {
    elders: db.select(pick({ id: elder.id, name: elder.name })).from(elder).where(and(eq(elder.id, elderId), elderWithin(scope))),
    operators: db.select(pick({ id: operator.id, name: operator.name })).from(operator).where(inHerCounty(elderId)).orderBy(operator.name),
    held: heldBy(db, elderId, sql`${fromId}`),
    offices: db.select(pick({ name: division.name })).from(division).where(divisionGranted(scope)),
    waiting: db
      .select(pick({ id: moneyRequest.id }))
      .from(moneyRequest)
      .where(and(eq(moneyRequest.elderId, elderId), eq(moneyRequest.operatorId, fromId), eq(moneyRequest.kind, 'move'), undecided)),
    prior: priorAnswer(db, key),
  });
  const [found, from] = [rows.elders[0], rows.operators.find((one) => one.id === fromId)];
  if (!found || !from) return null;
  const others = rows.operators.filter((one) => one.id !== fromId);
  return { elder: found, from, others, held: rows.held[0] ?? { balanceFen: fen(0), reservedFen: fen(0) }, offices: rows.offices, waiting: rows.waiting, prior: rows.prior[0] };
}
export type MoveRead = NonNullable<Awaited<ReturnType<typeof loadMove>>>;
