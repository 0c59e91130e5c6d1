import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseMonth } from '../domain/calendar.ts';
import { advanceTrial, startTrial } from '../store/policy-trials.ts';
import { openDatabase, type Database } from '../store/read.ts';
import type { Bench } from './bench.ts';
import { fillCounty, MONTH } from './bench-county.ts';
import type { Counted } from './counted-d1.ts';
import { openLocalD1 } from './local-d1.ts';

/**
 * A policy with a weekly limit tried on a month of 100,000 claimed meals: what D1 itself counts as read and written, and how often it
 * was asked. At most two rows a meal, and one trip for each thousand.
 */
export async function benchTrial(meals = 100_000): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'zhucan-bench-'));
  try {
    const { open, close } = await openLocalD1(folder, (database) => fillCounty(database, meals));
    const counted: Counted = { read: 0, written: 0, trips: 0 };
    const started = performance.now();
    const steps = await tryAll(openDatabase(open(counted)));
    const ms = Math.round(performance.now() - started);
    await close();
    const figures = {
      meals, steps, rowsRead: counted.read, rowsPerMeal: Number((counted.read / meals).toFixed(3)),
      trips: counted.trips, tripsPerThousandMeals: Number((counted.trips / (meals / 1000)).toFixed(2)), rowsWritten: counted.written, ms,
    };
    return { bench: 'what-if', figures, atMost: { rowsPerMeal: 2, tripsPerThousandMeals: 1 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryAll(db: Database): Promise<number> {
  const month = parseMonth(MONTH);
  if (month === null) throw new Error('the bench has no month');
  const entry = { at: 0, actor: 'job:bench', action: 'policy_trial.step', subject: 'policy_trial:bench', requestId: 'bench' };
  const trialId = await startTrial(db, entry, { id: 'bench', draftId: 'bench', hash: 'bench', month });
  for (let steps = 0; ; steps += 1) {
    const outcome = await advanceTrial(db, entry, trialId);
    if (outcome === 'over') return steps;
    if (outcome !== 'done') throw new Error('a step of the trial was lost');
  }
}
