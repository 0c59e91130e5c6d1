import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUpLocal, backUpThrough, unfinished, type Made } from './backup/make.ts';
import { withPrivateFolder } from './backup/private-folder.ts';
import { backupKey } from './backup/seal.ts';
import { CannotStart, localState } from './local-state.ts';

// BACKUP_KEY=… npm run backup                      the data of npm start, running or not, into zhucan-<time>.backup
// BACKUP_KEY=… npm run backup -- --remote          the county's own D1 and bucket, through wrangler
//              … -- --to FILE --state FOLDER       another file; data elsewhere

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { remote: { type: 'boolean', default: false }, to: { type: 'string' }, state: { type: 'string' } } });
  const now = Date.now();
  const to = resolve(values.to ?? `zhucan-${new Date(now).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}.backup`);
  const key = backupKey(process.env['BACKUP_KEY']);
  const made = await withPrivateFolder('backup', [unfinished(to)], (folder) => {
    const order = { key, to, now, folder };
    return values.remote ? backUpThrough(['--remote'], order) : backUpLocal(localState(values.state), order);
  });
  tell(to, made);
}

function tell(to: string, { manifest, end, bytes }: Made): void {
  console.log(`${to}: ${(bytes / 1024 / 1024).toFixed(1)} MB, ${end.rows} rows of ${manifest.tables.length} tables, ${end.photos} photos, schema ${manifest.schemaHash}`);
  for (const [kind, fen] of Object.entries(manifest.totals)) console.log(`  ${kind.padEnd(20)} ${fen} fen`);
  for (const key of end.missing) console.log(`  MISSING in the bucket: ${key}`);
  for (const broken of manifest.broken) console.log(`  BROKEN in the books: ${broken}`);
}

try {
  await main();
} catch (fault) {
  console.error(fault instanceof CannotStart || (fault instanceof Error && 'code' in fault) ? fault.message : fault);
  process.exitCode = 1;
}
