import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { withPrivateFolder } from './backup/private-folder.ts';
import { check, restoreLocal, restoreThrough, type Restored } from './backup/put-back.ts';
import { backupKey } from './backup/seal.ts';
import { CannotStart, localState } from './local-state.ts';

// BACKUP_KEY=… npm run restore -- FILE --check            reads it whole, makes a database of it for a moment, checks the books; changes nothing
// BACKUP_KEY=… npm run restore -- FILE --state FOLDER     into a folder of npm start without a database, beside its keys (.dev.vars)
// BACKUP_KEY=… npm run restore -- FILE --remote           into the county's own D1, new and empty, through wrangler
//
// Ends with 1 when what is there now is not what the backup says.

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false }, remote: { type: 'boolean', default: false }, state: { type: 'string' } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new CannotStart('Which backup? npm run restore -- FILE');
  const backup = { file: resolve(file), key: backupKey(process.env['BACKUP_KEY']) };
  return withPrivateFolder('restore', [], async (folder) => {
    if (values.check) return tell('Read', await check(backup, folder));
    const code = tell('Restored', values.remote ? await restoreThrough(['--remote'], backup, folder) : await restoreLocal(localState(values.state), backup));
    console.log('Nobody is signed in: every session of the backup has been ended.');
    return code;
  });
}

function tell(done: string, { manifest, end, differences }: Restored): number {
  console.log(`${done}: the backup of ${manifest.madeAt} (${manifest.from}), ${end.rows} rows of ${manifest.tables.length} tables, ${end.photos} photos.`);
  for (const key of end.missing) console.log(`  not in the backup, as it was missing in the bucket: ${key}`);
  for (const broken of manifest.broken) console.log(`  broken already when the backup was made: ${broken}`);
  for (const difference of differences) console.log(`  NOT AS IN THE BACKUP: ${difference}`);
  if (differences.length > 0) return 1;
  console.log(`Schema, the rows of every table and the totals of every kind of account are those of the backup${manifest.broken.length === 0 ? ', and every invariant holds' : ''}.`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (fault) {
  console.error(fault instanceof CannotStart || (fault instanceof Error && 'code' in fault) ? fault.message : fault);
  process.exitCode = 2;
}
