import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, write, type Content, type Manifest } from '../../src/cli/backup/contents.ts';
import { factsOf, rowsOf } from '../../src/cli/backup/database.ts';
import { differences, fillDatabase, waysInEnded } from '../../src/cli/backup/fill.ts';
import { backUpLocal, backUpThrough, type Made } from '../../src/cli/backup/make.ts';
import { localPhotos, withLocalBucket } from '../../src/cli/backup/photos.ts';
import { check, restoreLocal, restoreThrough } from '../../src/cli/backup/put-back.ts';
import { backupKey, seal, unseal } from '../../src/cli/backup/seal.ts';
import { insertTexts } from '../../src/cli/backup/sql-text.ts';
import { databaseFile, localState, ROOT, type LocalState } from '../../src/cli/local-state.ts';
import { migrated } from '../../src/cli/sqlite-d1.ts';
import { AWKWARD, everyRow, KEYS, PHOTOS, playedCounty } from '../support/backup-county.ts';

// The real commands on a played county: into a file, and out of it into an empty database, by the file system and by wrangler.

const folder = mkdtempSync(join(tmpdir(), 'zhucan-backups-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
};

const key = Buffer.alloc(32, 7);
const file = join(folder, 'county.backup');
let state: LocalState;
let made: Made;
let original: Record<string, string[]>;
beforeAll(async () => {
  state = await playedCounty(place('a'), 23);
  const db = new DatabaseSync(databaseFile(state));
  db.exec(`INSERT INTO session (token_hash, elder_id, way, created_at, expires_at, ended_at) SELECT 'open', id, 'card', 0, 1, NULL FROM elder LIMIT 1`);
  db.exec(`INSERT INTO session (token_hash, elder_id, way, created_at, expires_at, ended_at) SELECT 'ended', id, 'card', 0, 1, 7 FROM elder LIMIT 1`);
  db.exec(`INSERT INTO tablet SELECT t, (SELECT id FROM meal_point LIMIT 1), t, t, 0, 'person:x' FROM (SELECT 'lost' t UNION SELECT 'ended'); INSERT INTO tablet_ending VALUES ('ended', '坏了', 7, 'person:x')`);
  db.exec("INSERT INTO person (id, name) VALUES ('cook', '李芳'); INSERT INTO staff_login (person_id, login) VALUES ('cook', 'lifang')");
  db.exec("INSERT INTO start_code VALUES ('unused', 'cook', 'x', 'nothing', 1, 'job:test', 'x', 4102444800000, NULL), ('over', 'cook', 'x', 'nothing', 1, 'job:test', 'x', 5, NULL), ('used', 'cook', 'x', 'nothing', 1, 'job:test', 'x', 4102444800000, 6)");
  original = everyRow(db);
  db.close();
  made = await backUpLocal(state, { key, to: file, now: 0, folder: place('work') });
}, 60_000);

const backup = { file, key };
/** As in the backup, but nobody is signed in, no tablet is one, and no start code is good. */
const expectRestored = (db: DatabaseSync) => {
  const ended = Object.fromEntries(['session', 'tablet_ending', 'start_code'].map((table) => [table, original[table]]));
  expect({ ...everyRow(db), ...ended }).toEqual(original);
  const sessions = db.prepare('SELECT token_hash AS session, ended_at AS at FROM session').all().map(({ session, at }) => [session, at]);
  expect(sessions.filter(([, at]) => at === null)).toEqual([]);
  expect(Object.fromEntries(sessions)).toMatchObject({ ended: 7, open: expect.any(Number) });
  expect(db.prepare('SELECT tablet_id, reason, ended_by FROM tablet_ending ORDER BY tablet_id').all().map((row) => ({ ...row }))).toEqual([
    { tablet_id: 'ended', reason: '坏了', ended_by: 'person:x' }, { tablet_id: 'lost', reason: '从备份恢复，要重新登记', ended_by: 'job:restore' },
  ]);
  expect(db.prepare("SELECT id FROM start_code WHERE used_at IS NULL AND expires_at > ?").all(Date.now())).toEqual([]);
  expect(Object.fromEntries(db.prepare('SELECT id, expires_at AS at FROM start_code').all().map(({ id, at }) => [id, at]))).toMatchObject({ over: 5, used: 4102444800000 });
};
const all = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const one of source) list.push(one);
  return list;
};

describe('a backup of a county that was played', () => {
  it('names what it holds', () => {
    expect(made.manifest).toMatchObject({ madeAt: '1970-01-01T00:00:00.000Z', from: 'local', broken: [] });
    expect(Object.fromEntries(made.manifest.tables.map(({ name, rows }) => [name, rows]))).toEqual(Object.fromEntries(Object.entries(original).map(([name, rows]) => [name, rows.length])));
    expect(original['transfer']?.length).toBeGreaterThan(20);
    expect(Object.values(made.manifest.totals).some((fen) => fen > 0)).toBe(true);
    expect(made.end).toMatchObject({ photos: 2, missing: [] });
  });

  it('shows nothing of it to whoever has no key', () => {
    const bytes = readFileSync(file).toString('latin1');
    expect(bytes.startsWith('zhucan-backup/1\n')).toBe(true);
    for (const word of ['elder', 'manifest', 'print_run', 'meals/']) expect(bytes).not.toContain(word);
  });

  it('is restored into an empty folder: every row of every table, the photos, the books', async () => {
    const target = localState(place('b'));
    writeFileSync(target.keysFile, KEYS.replace('AQEB', 'AQEC'));
    await expect(restoreLocal(target, backup), 'beside another key').rejects.toThrow(/The data is sealed under k[\w-]{8}, and .+ holds k[\w-]{8}\./);
    writeFileSync(target.keysFile, KEYS);
    const restored = await restoreLocal(target, backup);
    expect(restored.differences).toEqual([]);
    const db = new DatabaseSync(databaseFile(target), { readOnly: true });
    expectRestored(db);
    db.close();
    const photos = await withLocalBucket(target, (bucket) => all(localPhotos(bucket, [...PHOTOS.map((photo) => photo.key), 'meals/none/small.jpg'])));
    expect(photos).toEqual([...PHOTOS, { missing: 'meals/none/small.jpg' }]);
    await expect(restoreLocal(target, backup), 'a second time').rejects.toThrow('not empty');
  }, 60_000);

  it('is restored through wrangler into a D1, and backed up from there again', async () => {
    const there = place('c');
    writeFileSync(join(there, 'wrangler.toml'), `name = "zhucan"\n[[d1_databases]]\nbinding = "DB"\ndatabase_name = "zhucan"\ndatabase_id = "${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}"\n`);
    const where = ['--local', '--config', join(there, 'wrangler.toml')];
    const restored = await restoreThrough(where, backup, place('c-work'));
    expect(restored.differences).toEqual([]);
    await expect(restoreThrough(where, backup, folder), 'a second time').rejects.toThrow('not empty');
    const again = join(folder, 'again.backup');
    expect((await backUpThrough(where, { key, to: again, now: 1, folder: place('d-work') })).end).toMatchObject({ photos: 2, missing: [] });
    const { manifest, items } = await read(key, createReadStream(again));
    const db = new DatabaseSync(':memory:');
    await fillDatabase(db, manifest, items, async () => undefined);
    expectRestored(db);
    db.close();
  }, 90_000);

  it.each(['SIGINT', 'SIGTERM'] as const)('ended by %s leaves nothing in the clear, and no half a file', async (signal) => {
    const [temporary, to] = [place(`tmp-${signal}`), join(folder, `${signal}.backup`)];
    const command = [join(ROOT, 'src/cli/backup.ts'), '--state', state.dir, '--to', to];
    const child = spawn(process.execPath, command, { env: { ...process.env, TMPDIR: temporary, BACKUP_KEY: key.toString('base64') }, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const copies = () => readdirSync(temporary, { recursive: true }).filter((name) => String(name).endsWith('copy.sqlite'));
    for (let tries = 0; copies().length === 0 && tries < 600; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(copies().length).toBe(1);
    child.kill(signal);
    expect((await ended)[0]).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(readdirSync(temporary).filter((name) => name.startsWith('zhucan-'))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith(`${signal}.backup`))).toEqual([]);
  }, 30_000);

  it('is not restored beside no keys, nor without a file', async () => {
    await expect(restoreLocal(localState(place('nothing')), backup)).rejects.toThrow('Put VAULT_KEY and INDEX_KEY');
    await expect(check({ file: `${file}.not`, key }, folder)).rejects.toThrow('There is no file');
    await expect(backUpLocal(state, { key, to: file, now: 0, folder: place('w2') })).rejects.toThrow('is there already');
  });
});

describe('a backup that is not as it was written', () => {
  const twin = async (change: (bytes: Buffer) => Buffer, with_ = key) => {
    const changed = join(folder, 'twin.backup');
    writeFileSync(changed, change(readFileSync(file)));
    return check({ file: changed, key: with_ }, place('twin')).then(() => 'restored', (fault: Error) => fault.message);
  };
  const flipped = (at: number) => (bytes: Buffer) => {
    const index = at < 0 ? bytes.length + at : at;
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
    return bytes;
  };
  it.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ['untouched', (bytes) => bytes, /^restored$/],
    ['another version', flipped(14), /no backup of Zhucan/],
    ['a text', () => Buffer.from('-- SQL dump\n'.repeat(30)), /no backup of Zhucan/],
    ['nothing', () => Buffer.alloc(0), /no backup of Zhucan/],
    ['its salt changed', flipped(30), /header/],
    ['a bit in the first part', flipped(100), /damaged: part 1/],
    ['a bit in the last part', flipped(-1), /damaged: part/],
    ['one byte short', (bytes) => bytes.subarray(0, -1), /damaged|cut short/],
    ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2), /damaged|cut short/],
    ['only its header', (bytes) => bytes.subarray(0, 72), /damaged|cut short/],
    ['something behind it', (bytes) => Buffer.concat([bytes, Buffer.alloc(80)]), /damaged/],
  ])('%s', async (_how, change, says) => expect(await twin(change)).toMatch(says));

  it('does not open with another key, and says so', async () => expect(await twin((bytes) => bytes, Buffer.alloc(32, 8))).toMatch(/another key: it names [\w-]{8}, and BACKUP_KEY is [\w-]{8}/));
});

describe('the sealed file', () => {
  const PART = 64 * 1024 + 16;
  const part = (parts: Buffer[], index: number) => parts[index] ?? Buffer.alloc(0);
  const long = Buffer.alloc(5 * 64 * 1024 + 9, 'x');
  const sealed = async (plain: Buffer, chunk = 1000) => Buffer.concat(await all(seal(key, (async function* () { for (let at = 0; at < plain.length; at += chunk) yield plain.subarray(at, at + chunk); })())));
  const opened = async (bytes: Buffer) => Buffer.concat(await all(unseal(key, (async function* () { for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777); })())));

  it.each([0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 2 * 64 * 1024])('gives back %d bytes as they were', async (length) => {
    const plain = Buffer.alloc(length, 'y');
    expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
  });

  it('has no two equal parts, not even of equal bytes', async () => {
    const [one, other] = [await sealed(long), await sealed(long)];
    const parts = [one, other].flatMap((bytes) => Array.from({ length: 5 }, (_, index) => bytes.subarray(72 + index * PART, 72 + (index + 1) * PART).toString('base64')));
    expect(new Set(parts).size).toBe(10);
  });

  it.each<[string, (parts: Buffer[], other: Buffer[]) => Buffer[], RegExp]>([
    ['a part left out', (parts) => parts.toSpliced(2, 1), /damaged: part 2/],
    ['two parts changed over', (parts) => [...parts.slice(0, 1), part(parts, 2), part(parts, 1), ...parts.slice(3)], /damaged: part 1/],
    ['a part twice', (parts) => parts.toSpliced(2, 0, part(parts, 1)), /damaged: part 2/],
    ['a part of another backup', (parts, other) => parts.with(3, part(other, 3)), /damaged: part 3/],
    ['the header of another backup', (parts, other) => parts.with(0, part(other, 0)), /damaged: part 1/],
    ['its last part missing', (parts) => parts.slice(0, -1), /cut short/],
  ])('%s is refused', async (_how, change, says) => {
    const cut = (bytes: Buffer) => [bytes.subarray(0, 72), ...Array.from({ length: 6 }, (_, index) => bytes.subarray(72 + index * PART, 72 + (index + 1) * PART))];
    await expect(opened(Buffer.concat(change(cut(await sealed(long)), cut(await sealed(long)))))).rejects.toThrow(says);
  });

  it.each([undefined, '', 'change-me', Buffer.alloc(31).toString('base64')])('no key is made of %j', (text) => expect(() => backupKey(text)).toThrow('openssl rand -base64 32'));
});

describe('what is inside', () => {
  const contentOf = async (db: DatabaseSync, change: (manifest: Manifest) => Manifest = (manifest) => manifest): Promise<Content> => {
    const manifest = change({ madeAt: 'then', from: 'test', ...(await factsOf(db)) });
    return { manifest, rows: (table) => rowsOf(db, table), photos: Readable.from([]) };
  };
  const checked = async (content: Content) => {
    const to = join(folder, 'inside.backup');
    writeFileSync(to, Buffer.concat(await all(write(key, content))));
    return check({ file: to, key }, place('inside'));
  };

  it('another schema is refused before anything is made', async () => {
    await expect(checked(await contentOf(migrated(), (manifest) => ({ ...manifest, schemaHash: 'other' })))).rejects.toThrow(/of another schema \(other\) than this program/);
  });

  it('rows that are not what the manifest says are told', async () => {
    const db = migrated();
    const { manifest } = await contentOf(db);
    const tables = manifest.tables.map((table) => (table.name === 'payer' ? { ...table, rows: table.rows + 1 } : table));
    expect(await differences(db, { ...manifest, tables, totals: { cash: 5 }, schemaHash: 'x' })).toEqual([
      expect.stringMatching(/^schema .+, the backup says x$/), expect.stringMatching(/^table payer: \d+ rows, the backup says \d+$/), 'total of cash: undefined fen, the backup says 5',
    ]);
    await expect(checked({ ...(await contentOf(db)), rows: () => [] })).rejects.toThrow(/rows written of/);
  });

  it('books that were not broken then and are now are told; those that were, are not told again', async () => {
    const db = new DatabaseSync(databaseFile(state));
    const { manifest } = await contentOf(db);
    const copy = join(place('broken'), 'x.sqlite');
    db.exec(`VACUUM INTO '${copy}'`);
    db.close();
    const broken = new DatabaseSync(copy);
    for (const text of waysInEnded(1)) broken.exec(text);
    broken.exec('DROP TRIGGER transfer_no_update; UPDATE balance SET balance_fen = balance_fen + 100');
    const told = await differences(broken, manifest);
    expect(told.filter((one) => /^invariant (balances_equal_transfers|triggers_present)/.test(one))).toHaveLength(2);
    expect((await differences(broken, { ...manifest, ...(await factsOf(broken)) }))).toEqual([]);
    broken.close();
  });

  it('rows come after those they refer to, in their own table too', async () => {
    const { manifest, items } = await read(key, createReadStream(file));
    const seen = new Set<unknown>();
    for await (const item of items) {
      if (!('table' in item) || item.table.name !== 'transfer') continue;
      const [id, resolves] = ['id', 'resolves_id'].map((column) => item.values[item.table.columns.indexOf(column)]);
      if (resolves !== null) expect(seen.has(resolves)).toBe(true);
      seen.add(id);
    }
    expect(seen.size).toBe(manifest.tables.find(({ name }) => name === 'transfer')?.rows);
  });

  it('no statement is longer than D1 takes, and together they are the row', () => {
    const table = { name: 't', columns: ['id', 'a', 'n', 'b'], rows: 1 };
    const texts = insertTexts(table, ['k', AWKWARD, 5, AWKWARD], ['id']);
    expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThan(100_000);
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (id TEXT PRIMARY KEY, a TEXT, n INTEGER, b TEXT)');
    for (const text of texts) db.exec(text);
    expect(db.prepare('SELECT * FROM t').all()).toEqual([{ id: 'k', a: AWKWARD, n: 5, b: AWKWARD }]);
  });
});
