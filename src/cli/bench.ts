import { benchElderPages } from './bench-elder-pages.ts';
import { benchRosters } from './bench-rosters.ts';
import { benchStandingOrders } from './bench-standing-orders.ts';
import { benchSubsidy } from './bench-subsidy.ts';
import { benchTrial } from './bench-trial.ts';

// npm run bench: one line of JSON for each bench; fails when a figure is above its own limit.

/** `atMost`: the limit of every figure that has one, by its name. */
export type Bench = { bench: string; figures: Readonly<Record<string, number>>; atMost: Readonly<Record<string, number>> };

const BENCHES: readonly (() => Bench | Promise<Bench>)[] = [benchSubsidy, benchTrial, benchRosters, benchElderPages, benchStandingOrders];

for (const run of BENCHES) {
  const { bench, figures, atMost } = await run();
  console.log(JSON.stringify({ bench, ...figures, atMost }));
  const above = Object.entries(atMost).filter(([name, limit]) => !((figures[name] ?? Infinity) <= limit));
  if (above.length > 0) process.exitCode = 1;
}
