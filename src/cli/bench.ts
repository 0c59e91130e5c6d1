import { benchSubsidy } from './bench-subsidy.ts';

// npm run bench: one line of JSON for each bench; fails when one is above its limit.

const results = [benchSubsidy()];
for (const result of results) console.log(JSON.stringify(result));
process.exitCode = results.every((one) => one.ratio <= one.atMost) ? 0 : 1;
