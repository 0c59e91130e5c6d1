import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PICTURE_TYPE } from '../../domain/picture.ts';
import { openVault } from '../../vault.ts';
import { childEnv } from '../child-env.ts';
import { CannotStart, databaseFile, keysIn, ROOT, WRANGLER, type LocalState } from '../local-state.ts';
import { read, type End, type Item, type Manifest } from './contents.ts';
import { isEmpty } from './database.ts';
import { differences, fillDatabase } from './fill.ts';
import { intoLocalBucket, withLocalBucket } from './photos.ts';
import { exported, fillThrough, holdsTables, photosInto, type Where } from './through-wrangler.ts';

/** differences: what is not as the backup says, in words; empty where all is. */
export type Restored = { manifest: Manifest; end: End; differences: string[] };

type Backup = { file: string; key: Buffer };

const open = async ({ file, key }: Backup) => {
  if (!existsSync(file)) throw new CannotStart(`There is no file ${file}.`);
  return read(key, createReadStream(file));
};

/** Reads it to its end and makes a database of it that nobody keeps. */
export async function check(backup: Backup, folder: string): Promise<Restored> {
  return into(new DatabaseSync(join(folder, 'checked.sqlite')), await open(backup), async () => undefined);
}

/** Into the folder of npm start, where no database is yet, beside the keys that the data was sealed with. */
export async function restoreLocal(state: LocalState, backup: Backup): Promise<Restored> {
  if (!existsSync(state.keysFile)) throw new CannotStart(`Put VAULT_KEY and INDEX_KEY of the restored data into ${state.keysFile} first: without them it cannot be read.`);
  const opened = await open(backup);
  await refuseOtherKeys(state, opened.manifest);
  const db = new DatabaseSync(emptyFile(state));
  if (!isEmpty(db)) throw new CannotStart(`${state.dir} holds a database that is not empty. A backup is restored into an empty one: name another folder with --state.`);
  return withLocalBucket(state, (bucket) => into(db, opened, intoLocalBucket(bucket)));
}

/** VAULT_KEY is known by its name. INDEX_KEY has none: with a wrong one nobody is found by card, number or telephone. */
async function refuseOtherKeys({ keysFile }: LocalState, { sealedUnder }: Manifest): Promise<void> {
  const { keys } = await openVault(keysIn(keysFile));
  const unknown = sealedUnder.filter((name) => name !== keys.seals && name !== keys.opens);
  if (unknown.length > 0) throw new CannotStart(`The data is sealed under ${unknown.join(', ')}, and ${keysFile} holds ${[keys.seals, keys.opens ?? []].flat().join(', ')}. Put the VAULT_KEY of the restored data there.`);
}

function emptyFile(state: LocalState): string {
  const command = ['d1', 'execute', 'DB', '--local', '--env', 'local', '--persist-to', state.dir, '--command', 'SELECT 1'];
  const run = spawnSync(process.execPath, [WRANGLER, ...command], { cwd: ROOT, encoding: 'utf8', env: { ...childEnv(), CI: 'true' } });
  if (run.status !== 0) throw new CannotStart(`The database could not be made.\n${run.stdout}\n${run.stderr}`);
  return databaseFile(state);
}

async function into(db: DatabaseSync, { manifest, items }: { manifest: Manifest; items: AsyncIterable<Item> }, takePhoto: Parameters<typeof fillDatabase>[3]): Promise<Restored> {
  try {
    const end = await fillDatabase(db, manifest, items, takePhoto);
    return { manifest, end, differences: await differences(db, manifest) };
  } finally {
    db.close();
  }
}

/** Into a D1 without tables; then everything is read out of it again and compared. */
export async function restoreThrough(where: Where, backup: Backup, folder: string): Promise<Restored> {
  const { manifest, items } = await open(backup);
  if (holdsTables(where)) throw new CannotStart('The database is not empty. A backup is restored into a new one: npx wrangler d1 create, its id into wrangler.toml, and no migrations before.');
  const photos = photosInto(where, folder, PICTURE_TYPE);
  const end = await fillThrough(where, folder, { manifest, items }, photos.take);
  photos.send();
  const db = await exported(where, folder);
  const found = await differences(db, manifest);
  db.close();
  return { manifest, end, differences: found };
}
