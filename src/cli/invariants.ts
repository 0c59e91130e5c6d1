import { parseArgs } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { INVARIANTS } from '../domain/invariants.ts';
import { ALL_MONTHS, checkInvariant } from '../store/invariants.ts';
import { openDatabase } from '../store/read.ts';
import { CannotStart, databaseFile, localState } from './local-state.ts';
import { asD1 } from './sqlite-d1.ts';

// npm run invariants                     checks the data of npm start, running or not: it only reads
// npm run invariants -- --state FOLDER   data elsewhere
//
// One line for each invariant, then the rows that break it. Ends with 1 when one is broken, with 2 when it could not look.

async function main(): Promise<number> {
  const { state } = parseArgs({ options: { state: { type: 'string' } } }).values;
  const file = new DatabaseSync(databaseFile(localState(state)), { readOnly: true });
  const db = openDatabase(asD1(file));
  const width = Math.max(...INVARIANTS.map(({ name }) => name.length));
  let failed = 0;
  for (const { name, means } of INVARIANTS) {
    const started = performance.now();
    const { broken, samples } = await checkInvariant(db, name, ALL_MONTHS);
    const ms = `${Math.round(performance.now() - started)} ms`.padStart(8);
    console.log(`${broken === 0 ? 'holds ' : 'BROKEN'} ${name.padEnd(width)} ${ms}  ${means}`);
    if (broken === 0) continue;
    failed += 1;
    console.log(`       ${broken} broken: ${samples.join(', ')}${broken > samples.length ? ', …' : ''}`);
  }
  file.close();
  console.log(`${INVARIANTS.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof CannotStart || (error instanceof Error && 'code' in error) ? error.message : error);
  process.exitCode = 2;
}
