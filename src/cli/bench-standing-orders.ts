import type { Bench } from './bench.ts';
import { runInWorkerd } from './bench-worker.ts';

type Measured = { elders: number; orders: number; left: number; trips: number; calls: number; tripsAtRest: number; broken: number; ms: number };

/** Two days of lunch for 10,000 people at 60 points: trips to D1, at most 60, and one in a minute in which nothing is due. The books agree afterwards. */
export async function benchStandingOrders(people = 10_000): Promise<Bench> {
  const figures = await runInWorkerd<Measured>('bench-standing-orders-worker.ts', people);
  if (figures.orders !== 2 * figures.elders) throw new Error(`the bench made ${JSON.stringify(figures)}`);
  return { bench: 'standing-orders', figures, atMost: { trips: 60, tripsAtRest: 1, left: 0, broken: 0 } };
}
