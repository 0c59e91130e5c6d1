import type { Instant } from '../domain/calendar.ts';
import type { Database } from '../store/read.ts';
import { LineBroken, type AuditEntry } from '../store/commit.ts';
import { advanceTrial, idleTrials, noteTrialFailure } from '../store/policy-trials.ts';
import { DatabaseUnavailable } from '../store/retry.ts';
import { newId } from '../vault.ts';
import type { JobOutcome } from './batches.ts';

/** Two trials, three steps each in one minute: what a county's database does beside its other work. */
const TRIALS = 2;
const STEPS = 3;

/** Whoever watches presses on within a minute. */
const UNWATCHED_MS = 60_000;

/** Carries on the trials that nobody watches. A step that somebody else took meanwhile is left; so is a trial that fails, which goes behind the others. */
export async function carryOnTrials(db: Database, now: Instant): Promise<JobOutcome> {
  const left: { id: string; cause: string }[] = [];
  let done = 0;
  for (const { id } of await idleTrials(db, now - UNWATCHED_MS, TRIALS)) {
    const entry = { at: now, actor: 'job:carry-on-trials', action: 'policy_trial.step', subject: `policy_trial:${id}`, requestId: newId() };
    for (let steps = 0; steps < STEPS; steps += 1) {
      const outcome = await advanceTrial(db, entry, id).catch((error: unknown) => failed(db, { ...entry, action: 'policy_trial.fail' }, id, error));
      if (outcome === 'done') done += 1;
      else if (outcome !== 'over') left.push({ id, cause: outcome });
      if (outcome !== 'done') break;
    }
  }
  return { done, left };
}

/** A database that is not reached, or a line that breaks, is no fault of the trial. What cannot even be written down is left as it is. */
async function failed(db: Database, entry: AuditEntry, trialId: string, error: unknown): Promise<string> {
  if (!(error instanceof DatabaseUnavailable || error instanceof LineBroken)) await noteTrialFailure(db, entry, trialId).catch(() => undefined);
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown';
}
