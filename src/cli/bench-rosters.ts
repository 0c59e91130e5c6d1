import { runInWorkerd } from './bench-worker.ts';

type Measured = { rows: number; uploadTrips: number; applyTrips: number; statuses: number[]; facts: number; ended: number };

/** A list of 5,000 people, uploaded and applied: trips to D1, of which each costs a round trip of the network. At most 20 for each. */
export async function benchRosters() {
  const started = performance.now();
  const measured = await runInWorkerd<Measured>('bench-rosters-worker.ts');
  if (measured.statuses.some((status) => status !== 303) || measured.ended === 0) throw new Error(`the list of the bench was not applied: ${JSON.stringify(measured)}`);
  return { bench: 'rosters', ...measured, ms: Math.round(performance.now() - started), measured: Math.max(measured.uploadTrips, measured.applyTrips), atMost: 20 };
}
