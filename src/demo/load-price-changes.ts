import type { DatabaseSync } from 'node:sqlite';
import { asD1 } from '../cli/sqlite-d1.ts';
import { serviceDateOf, type Instant } from '../domain/calendar.ts';
import { reassessOpenOrders } from '../jobs/reassess-orders.ts';
import { commit } from '../store/commit.ts';
import { endFact, grantFact } from '../store/elder-facts.ts';
import { openDatabase } from '../store/read.ts';
import { CLERK, COOK } from './personas.ts';

/** At the cook's point, who has ordered a lunch that the policy covers: with an open-ended category that no review is kept of, or nothing known at all. */
const WITH_ORDER = `FROM meal_order o JOIN meal_run r ON r.id = o.meal_run_id LEFT JOIN elder_fact f ON f.elder_id = o.elder_id AND f.kind = 'category'
  WHERE o.state = 'placed' AND o.slot = 'lunch' AND o.price_fen = 1500 AND r.meal_point_id = '${COOK.pointKey}'`;
const LOSING = `SELECT o.elder_id AS elderId, f.id AS factId ${WITH_ORDER} AND f.to_date IS NULL AND f.id NOT IN (SELECT fact_id FROM eligibility)
  AND f.value IN ('minimum_living_guarantee', 'extreme_hardship') GROUP BY o.elder_id ORDER BY o.elder_id LIMIT 2`;
const GAINING = `SELECT o.elder_id AS elderId ${WITH_ORDER} AND o.elder_id NOT IN (SELECT elder_id FROM elder_fact) GROUP BY o.elder_id ORDER BY o.elder_id LIMIT 1`;

/** Three people of the cook's point pay something else than when they ordered, and nobody has told them yet: written as life writes it. */
export async function changePrices(database: DatabaseSync, now: Instant): Promise<void> {
  const db = openDatabase(asD1(database));
  const today = serviceDateOf(now);
  const entry = { at: now, actor: `person:${CLERK.id}`, action: 'roster.apply', subject: 'roster:demo', requestId: 'demo' };
  const losing = database.prepare(LOSING).all().map((row) => ({ elderId: String(row['elderId']), factId: String(row['factId']) }));
  const gaining = database.prepare(GAINING).all().map((row) => String(row['elderId']));
  const fact = { kind: 'category', value: 'minimum_living_guarantee', scale: null, from: today, source: '低保名册', document: null } as const;
  await commit(db, entry, {
    changes: [...losing.flatMap((one) => endFact(db, entry, one, today)), ...gaining.flatMap((elderId) => grantFact(db, entry, { id: `gained-${elderId}`, elderId, ...fact }))],
  });
  await reassessOpenOrders(db, now);
}
