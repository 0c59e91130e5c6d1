import { benchRosters } from './bench-rosters.ts';
import { benchSubsidy } from './bench-subsidy.ts';

// npm run bench: one line of JSON for each bench; fails when one is above its limit.

type Result = { bench: string; measured: number; atMost: number };
const BENCHES: readonly (() => Result | Promise<Result>)[] = [benchSubsidy, benchRosters];

process.exitCode = 0;
for (const bench of BENCHES) {
  const result = await bench();
  console.log(JSON.stringify(result));
  if (result.measured > result.atMost) process.exitCode = 1;
}
