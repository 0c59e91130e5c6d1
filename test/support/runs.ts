// Meal runs moved along as closing and the end of the day move them.
import { finishMealRuns } from '../../src/jobs/finish-meal-runs.ts';
import { closeRuns } from '../../src/store/closings.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { at, TOMORROW } from './seed.ts';

/** Freezes the count of these runs, at whatever time. */
export async function freeze(db: Database, ...runIds: string[]): Promise<void> {
  const entry = { at: at('09:50'), actor: 'person:cook1', action: 'meal_run.close', requestId: newId() };
  if ((await closeRuns(db, entry, runIds)) !== 'done') throw new Error('not frozen');
}

/** Midnight after today: whoever did not come is missed. */
export async function finishToday(db: Database): Promise<void> {
  const outcome = await finishMealRuns(db, at('00:30', TOMORROW));
  if (outcome.left.length > 0) throw new Error('not finished');
}
