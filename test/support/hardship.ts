// Somebody who has ordered turns out to be 低保, or no longer: her open orders are judged again, as the job does it.
import { env } from 'cloudflare:workers';
import type { Instant } from '../../src/domain/calendar.ts';
import { reassessOpenOrders } from '../../src/jobs/reassess-orders.ts';
import { commit } from '../../src/store/commit.ts';
import { grantFact } from '../../src/store/elder-facts.ts';
import type { Database } from '../../src/store/read.ts';
import { dueForReassessment } from '../../src/store/reassessments.ts';
import { newId } from '../../src/vault.ts';
import { day } from './seed.ts';

const entryAt = (at: Instant, elderId: string) => ({ at, actor: 'person:clerk', action: 'fact.change', subject: `elder:${elderId}`, requestId: newId() });

export async function grantHardship(db: Database, elderId: string, now: Instant): Promise<void> {
  const entry = entryAt(now, elderId);
  const known = { kind: 'category', value: 'minimum_living_guarantee', scale: null, source: '低保名册', document: null } as const;
  await commit(db, entry, { changes: grantFact(db, entry, { id: `hardship-${elderId}-${now}`, elderId, from: day('2026-11-01'), ...known }) });
  await reassessOpenOrders(db, now);
}

/** Whatever makes the person one ends before the days of the seed. */
export async function endHardship(db: Database, elderId: string, now: Instant): Promise<void> {
  await env.DB.prepare("UPDATE elder_fact SET to_date = '2026-11-02' WHERE elder_id = ? AND kind = 'category' AND to_date IS NULL").bind(elderId).run();
  await commit(db, entryAt(now, elderId), { changes: dueForReassessment([elderId], 'fact_changed', entryAt(now, elderId)) });
  await reassessOpenOrders(db, now);
}
