import type { Bench } from './bench.ts';
import { runInWorkerd } from './bench-worker.ts';

type Measured = { rows: number; uploadTrips: number; applyTrips: number; statuses: number[]; facts: number; ended: number };

/** A list of 5,000 people, uploaded and applied: trips to D1, of which each costs a round trip of the network. At most 20 for each. */
export async function benchRosters(people = 5_000): Promise<Bench> {
  const started = performance.now();
  const { statuses, ...figures } = await runInWorkerd<Measured>('bench-rosters-worker.ts', people);
  if (statuses.some((status) => status !== 303) || figures.ended === 0) throw new Error(`the list of the bench was not applied: ${JSON.stringify({ statuses, ...figures })}`);
  return { bench: 'rosters', figures: { ...figures, ms: Math.round(performance.now() - started) }, atMost: { uploadTrips: 20, applyTrips: 20 } };
}
