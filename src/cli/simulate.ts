import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countiesInMemory } from '../../test/support/simulate/on-node.ts';
import { playSeed } from '../../test/support/simulate/simulate.ts';
import { ROOT } from './local-state.ts';

// npm run simulate -- --seeds N     seeds 1 to N, after the kept ones
// npm run simulate -- --seed S      one seed, with its smallest failing steps
//
// Each seed is a sequence of thirty to fifty-five steps in a small county, told to the program and to a model of it. Failing seeds are kept.

const KEPT = join(ROOT, 'test/cases/simulate/failing-seeds.json');
const kept = (): number[] => (existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : []);

function asked(): number[] {
  const { seeds = '300', seed } = parseArgs({ options: { seeds: { type: 'string' }, seed: { type: 'string' } } }).values;
  const number = Number(seed ?? seeds);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error('--seeds and --seed take a whole number from 1');
  return seed === undefined ? [...new Set([...kept(), ...Array.from({ length: number }, (_, index) => index + 1)])] : [number];
}

async function main(): Promise<number> {
  const county = countiesInMemory();
  const failed: number[] = [];
  const seeds = asked();
  for (const [index, seed] of seeds.entries()) {
    const { failure } = await playSeed(seed, county);
    if (failure !== null) {
      failed.push(seed);
      console.log(`FAILED seed ${seed} (npm run simulate -- --seed ${seed})\n  ${failure}`);
    }
    if ((index + 1) % 100 === 0) console.log(`${index + 1} of ${seeds.length} …`);
  }
  if (failed.length > 0) writeFileSync(KEPT, `${JSON.stringify([...new Set([...kept(), ...failed])])}\n`);
  console.log(`${seeds.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
