import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { PrepaidRule } from '../domain/prepaid.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { officesOf } from './county-month.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { operator, prepaidRule } from './schema.ts';
import { operatorWithin } from './scope.ts';

/** The operators that an office sets limits for, each with the limits of now. A part of a page's one trip. */
export function operatorLimits(db: Database, scope: Scope) {
  const last = sql`(SELECT max(r.set_at) FROM ${prepaidRule} r WHERE r.operator_id = ${operator.id})`;
  return db
    .select(
      pick({
        id: operator.id,
        name: operator.name,
        topUpMostFen: optional(prepaidRule.topUpMostFen),
        heldMostFen: optional(prepaidRule.heldMostFen),
        refundAloneMostFen: optional(prepaidRule.refundAloneMostFen),
      }),
    )
    .from(operator)
    .leftJoin(prepaidRule, sql`${prepaidRule.operatorId} = ${operator.id} AND ${prepaidRule.setAt} = ${last}`)
    .where(operatorWithin(scope))
    .orderBy(asc(operator.name));
}

/** One operator with all limits that were ever set for it, the latest first. Null when it is out of reach. */
export async function loadOperatorRules(db: Database, scope: Scope, operatorId: string) {
  const rows = await readTogether(db, {
    operators: db.select(pick({ id: operator.id, name: operator.name })).from(operator).where(and(eq(operator.id, operatorId), operatorWithin(scope))),
    offices: officesOf(db, scope),
    rules: db
      .select(
        pick({
          setAt: prepaidRule.setAt,
          topUpMostFen: prepaidRule.topUpMostFen,
          heldMostFen: prepaidRule.heldMostFen,
          refundAloneMostFen: prepaidRule.refundAloneMostFen,
          source: prepaidRule.source,
          setBy: nameOfActor(prepaidRule.setBy),
        }),
      )
      .from(prepaidRule)
      .where(eq(prepaidRule.operatorId, operatorId))
      .orderBy(desc(prepaidRule.setAt)),
  });
  const [found] = rows.operators;
  return found ? { operator: found, rules: rows.rules, offices: rows.offices } : null;
}
export type OperatorRules = NonNullable<Awaited<ReturnType<typeof loadOperatorRules>>>;

/** Holds from now on, unless somebody has set others since `lastSetAt`; what was set before stays as it was. */
export async function setPrepaidRule(db: Database, entry: AuditEntry, operatorId: string, lastSetAt: Instant | null, rule: PrepaidRule): Promise<'done' | Conflict> {
  const last = sql`SELECT max(set_at) FROM ${prepaidRule} WHERE operator_id = ${operatorId}`;
  return commit(db, { ...entry, reason: rule.source }, {
    guards: [guard('limits are as read', sql`(${last}) IS ${lastSetAt}`)],
    changes: [db.insert(prepaidRule).values({ operatorId, setAt: Math.max(entry.at, (lastSetAt ?? 0) + 1), ...rule, setBy: entry.actor })],
  });
}
