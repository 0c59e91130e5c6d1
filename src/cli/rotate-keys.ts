import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { resealSome } from '../store/key-rotations.ts';
import { openDatabase } from '../store/read.ts';
import { keyNameOf, newId, openVault, type VaultSecrets } from '../vault.ts';
import { askThrough } from './backup/through-wrangler.ts';
import { KEY_QUESTIONS, keyUses, tellUses, usesOf } from './key-uses.ts';
import { CannotStart, databaseFile, keysIn, localState } from './local-state.ts';
import { asD1 } from './sqlite-d1.ts';

// npm run rotate-keys -- --begin     makes a new VAULT_KEY in .dev.vars and keeps the last one as VAULT_KEY_OTHER (end npm start before)
// npm run rotate-keys                seals anew what is under the last one; may be stopped and repeated at any time; says how it stands
// npm run rotate-keys -- --end       takes VAULT_KEY_OTHER out, once nothing is left under it
// VAULT_KEY=… npm run rotate-keys -- --remote    says how it stands in the county's own D1: there the Worker does the work, minute by minute (README, Deploy)
//                        --state FOLDER: data elsewhere
//
// Ends with 1 while something is left under another key than VAULT_KEY.

const BATCHES = 100;

/** Moved to its place when it is whole: cut off in between, the last keys are still there. */
function writeKeys(file: string, keys: { VAULT_KEY: string; VAULT_KEY_OTHER: string | null }): void {
  const others = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '' && !/^VAULT_KEY(_OTHER)?=/.test(line));
  const ours = Object.entries(keys).flatMap(([name, value]) => (value === null ? [] : [`${name}="${value}"`]));
  const part = `${file}.part`;
  writeFileSync(part, [...ours, ...others, ''].join('\n'), { mode: 0o600 });
  renameSync(part, file);
}

function begin(file: string): void {
  const { VAULT_KEY, VAULT_KEY_OTHER } = keysIn(file);
  if (VAULT_KEY_OTHER) throw new CannotStart('A change of keys has begun: npm run rotate-keys goes on with it, -- --end ends it.');
  writeKeys(file, { VAULT_KEY: randomBytes(32).toString('base64'), VAULT_KEY_OTHER: VAULT_KEY });
}

async function reseal(db: DatabaseSync, keys: VaultSecrets): Promise<void> {
  const [database, vault] = [openDatabase(asD1(db)), await openVault(keys)];
  const entry = () => ({ at: Date.now(), actor: 'job:rotate-keys', action: 'vault.reseal', subject: `vault_key:${vault.keys.seals}`, requestId: newId() });
  for (;;) {
    const outcome = await resealSome(database, vault, entry(), BATCHES);
    if (outcome === 'conflict') continue;
    for (const { id, cause } of outcome.left) console.error(`  not opened by the last key: ${id}: ${cause}`);
    if (outcome.resealed > 0) console.log(`  ${outcome.resealed} sealed anew`);
    if (outcome.resting) return;
  }
}

async function local(state: ReturnType<typeof localState>, step: { begin: boolean; end: boolean }): Promise<number> {
  if (step.begin) begin(state.keysFile);
  const keys = keysIn(state.keysFile);
  const db = new DatabaseSync(databaseFile(state));
  try {
    if (keys.VAULT_KEY_OTHER) await reseal(db, keys);
    const { keys: names } = await openVault(keys);
    const code = tellUses(keyUses(db), names.seals);
    if (code !== 0 || !keys.VAULT_KEY_OTHER) return code;
    if (!step.end) console.log('VAULT_KEY_OTHER may be taken out: npm run rotate-keys -- --end');
    else writeKeys(state.keysFile, { VAULT_KEY: keys.VAULT_KEY, VAULT_KEY_OTHER: null });
    return code;
  } finally {
    db.close();
  }
}

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { begin: flag, end: flag, remote: flag, state: { type: 'string' } } });
  if (!values.remote) return local(localState(values.state), values);
  if (values.begin || values.end) throw new CannotStart('The keys of the county’s own Worker are secrets: README, Deploy, says how they are changed.');
  const seals = process.env['VAULT_KEY'];
  if (!seals) throw new CannotStart('Name the new key, which stays here and only lends its name: VAULT_KEY=… npm run rotate-keys -- --remote');
  return tellUses(usesOf(askThrough(['--remote'], KEY_QUESTIONS.join('; '))), await keyNameOf(seals));
}

try {
  process.exitCode = await main();
} catch (fault) {
  console.error(fault instanceof CannotStart || (fault instanceof Error && 'code' in fault) ? fault.message : fault);
  process.exitCode = 2;
}
