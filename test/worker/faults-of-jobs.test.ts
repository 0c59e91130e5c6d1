import { env } from 'cloudflare:workers';
import { beforeAll, expect, it, vi } from 'vitest';
import { runJobs } from '../../src/jobs/jobs.ts';
import { bind, DAUGHTER } from '../support/families.ts';
import { faultyDatabase, type Fault } from '../support/faulty-db.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { storyRows, type Rows } from '../support/rows.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';

// The night's jobs over a line that breaks before or after each of their calls and stays broken, and the next call of them: what stands then
// is what one clean call leaves. A lunch is closed and nobody came, a dinner as well; a daughter is to hear of it.

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const MIDNIGHT = at('00:00', TOMORROW);
const sms = { send: async () => ({ sent: true as const }) };

/** What the jobs find, and what they leave when the first call of them meets this fault. */
async function night(fault: Fault | null, times = 1): Promise<{ rows: Rows; calls: number }> {
  const db = await seedCounty();
  await bind(db, DAUGHTER, 'e1');
  await placeOrder(db, 'e1', { runId: LUNCH });
  await placeOrder(db, 'e2', { runId: runId('p1', TODAY, 'dinner') });
  const line = faultyDatabase(env.DB, fault);
  await runJobs({ ...env, DB: line.db }, MIDNIGHT, sms);
  for (let again = 0; again < times; again += 1) await runJobs(env, MIDNIGHT, sms);
  // When a job last failed is told, and is no work of it.
  const { job_mark: _marks, ...rows } = await storyRows();
  return { rows, calls: line.calls() };
}

let clean: { rows: Rows; calls: number };
beforeAll(async () => {
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockReturnValue(undefined);
  vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
  clean = await night(null, 0);
});

it('do their work in one call, and nothing in those that follow', async () => {
  expect(clean.rows['meal_order']?.every((row) => row.includes('"state":"missed"'))).toBe(true);
  expect((await night(null, 2)).rows).toEqual(clean.rows);
});

it.each(['before', 'after'] as const)('break %s each of their calls', async (when) => {
  for (let call = 1; call <= clean.calls; call += 1) expect((await night({ call, when })).rows, `${when} call ${call} of ${clean.calls}`).toEqual(clean.rows);
});
