import type { Instant } from '../domain/calendar.ts';
import { openDatabase, type Database } from '../store/read.ts';
import { smsOf, type SmsPort, type SmsSettings } from '../ports/sms.ts';
import { hmacHex, openVault, type VaultSecrets } from '../vault.ts';
import type { JobOutcome } from './batches.ts';
import { carryOnTrials } from './carry-on-trials.ts';
import { checkInvariants } from './check-invariants.ts';
import { closeMealRuns } from './close-meal-runs.ts';
import { expandStanding } from './expand-standing-orders.ts';
import { finishMealRuns } from './finish-meal-runs.ts';
import { reassessOpenOrders } from './reassess-orders.ts';
import { rotateKeys } from './rotate-keys.ts';
import { sendMessages, type Means } from './send-messages.ts';
import { settleDeathsLeft } from './settle-deaths.ts';

/** In this order: what the dead had ordered is cancelled before the count freezes; a run that nobody closed in time is closed first, and then ends with its day. */
const JOBS: readonly [name: string, job: (db: Database, now: Instant, means: Means) => Promise<JobOutcome>][] = [
  ['settle-deaths', settleDeathsLeft],
  ['close-meal-runs', closeMealRuns],
  ['finish-meal-runs', finishMealRuns],
  ['expand-standing-orders', expandStanding],
  ['carry-on-trials', carryOnTrials],
  ['reassess-orders', reassessOpenOrders],
  ['rotate-keys', rotateKeys],
  ['check-invariants', checkInvariants],
  // Last: what the others wrote to be told goes out in the same minute.
  ['send-messages', sendMessages],
];

export type JobBindings = { DB: D1Database } & VaultSecrets & SmsSettings;

/** Everything that is due at `now`. One job's fault does not keep the others from running. Says in a line each what it did. */
export async function runJobs(env: JobBindings, now: Instant, sms: SmsPort | null = smsOf(env, hmacHex)): Promise<void> {
  const db = openDatabase(env.DB);
  const means = { vault: await openVault(env), sms };
  for (const [job, run] of JOBS) {
    try {
      const outcome = await run(db, now, means);
      console.log(JSON.stringify({ level: outcome.left.length > 0 ? 'warn' : 'info', job, ...outcome }));
    } catch (error) {
      // The store's own errors hold no bound values.
      const cause = error instanceof Error ? error.message : 'unknown';
      console.error(JSON.stringify({ level: 'error', job, cause: cause.slice(0, 300) }));
    }
  }
}
