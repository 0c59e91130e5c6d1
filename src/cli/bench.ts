import { benchCountyLife } from './bench-county-life.ts';
import { benchElderPages } from './bench-elder-pages.ts';
import { benchRosters } from './bench-rosters.ts';
import { benchStandingOrders } from './bench-standing-orders.ts';
import { benchSubsidy } from './bench-subsidy.ts';
import { benchTrial } from './bench-trial.ts';

// npm run bench                  one line of JSON for each bench; fails when a figure is above its own limit
// npm run bench -- county        those alone that are named: subsidy trial rosters elder standing county

/** `atMost`: the limit of every figure that has one, by its name. */
export type Bench = { bench: string; figures: Readonly<Record<string, number>>; atMost: Readonly<Record<string, number>> };

const BENCHES: Readonly<Record<string, () => Bench | Promise<Bench | Bench[]>>> = {
  subsidy: benchSubsidy, trial: benchTrial, rosters: benchRosters, elder: benchElderPages, standing: benchStandingOrders, county: benchCountyLife,
};

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  const run = BENCHES[name];
  if (!run) throw new Error(`no such bench: ${name}`);
  for (const { bench, figures, atMost } of [await run()].flat()) {
    console.log(JSON.stringify({ bench, ...figures, atMost }));
    const above = Object.entries(atMost).filter(([figure, limit]) => !((figures[figure] ?? Infinity) <= limit));
    if (above.length > 0) process.exitCode = 1;
  }
}
