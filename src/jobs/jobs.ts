import type { Instant } from '../domain/calendar.ts';
import { JOB_NAMES, type JobMark, type JobName } from '../domain/watch.ts';
import { keepJobMarks, loadOverdue } from '../store/job-marks.ts';
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

const JOBS: Record<JobName, (db: Database, now: Instant, means: Means) => Promise<JobOutcome>> = {
  'settle-deaths': settleDeathsLeft,
  'close-meal-runs': closeMealRuns,
  'finish-meal-runs': finishMealRuns,
  'expand-standing-orders': expandStanding,
  'carry-on-trials': carryOnTrials,
  'reassess-orders': reassessOpenOrders,
  'rotate-keys': rotateKeys,
  'check-invariants': checkInvariants,
  'send-messages': sendMessages,
};

export type JobBindings = { DB: D1Database } & VaultSecrets & SmsSettings;

/** Everything that is due at `now`. One job's fault does not keep the others from running. Says in a line each what it did, and what is overdue. */
export async function runJobs(env: JobBindings, now: Instant, sms: SmsPort | null = smsOf(env, hmacHex)): Promise<void> {
  const db = openDatabase(env.DB);
  const means = { vault: await openVault(env), sms };
  const marks: JobMark[] = [];
  for (const job of JOB_NAMES) marks.push(await runOne(job, () => JOBS[job](db, now, means), now));
  await watched(db, now, marks);
}

async function runOne(job: JobName, run: () => Promise<JobOutcome>, now: Instant): Promise<JobMark> {
  try {
    const outcome = await run();
    console.log(JSON.stringify({ level: outcome.left.length > 0 ? 'warn' : 'info', job, ...outcome }));
    return { job, endedAt: now, leftOver: outcome.left.length, failedAt: null };
  } catch (error) {
    fault(job, error);
    return { job, endedAt: null, leftOver: 0, failedAt: now };
  }
}

/** The watch looks at what is stored, so that it sees what an earlier call, or none, has left. */
async function watched(db: Database, now: Instant, marks: readonly JobMark[]): Promise<void> {
  try {
    await keepJobMarks(db, marks);
    const overdue = await loadOverdue(db, now);
    console.log(JSON.stringify({ level: overdue.length > 0 ? 'warn' : 'info', job: 'watch', overdue }));
  } catch (error) {
    fault('watch', error);
  }
}

/** The store's own errors hold no bound values. */
function fault(job: string, error: unknown): void {
  const cause = error instanceof Error ? error.message : 'unknown';
  console.error(JSON.stringify({ level: 'error', job, cause: cause.slice(0, 300) }));
}
