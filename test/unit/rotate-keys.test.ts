import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseFile, keysIn, ROOT, type LocalState } from '../../src/cli/local-state.ts';
import { openVault } from '../../src/vault.ts';
import { playedCounty } from '../support/backup-county.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhucan-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let state: LocalState;
beforeAll(async () => {
  state = await playedCounty(folder, 4);
}, 60_000);

function rotate(...more: string[]): { code: number | null; says: string } {
  const run = spawnSync(process.execPath, [join(ROOT, 'src/cli/rotate-keys.ts'), '--state', folder, ...more], { encoding: 'utf8', env: { ...process.env, VAULT_KEY: '' } });
  return { code: run.status, says: run.stdout + run.stderr };
}

const sealed = () => {
  const db = new DatabaseSync(databaseFile(state), { readOnly: true });
  const rows = db.prepare('SELECT id, id_number_sealed AS text FROM elder ORDER BY id').all().map((row) => ({ id: String(row['id']), text: String(row['text']) }));
  db.close();
  return rows;
};

test('npm run rotate-keys: a new key, everything sealed under it, the last one gone', async () => {
  const before = keysIn(state.keysFile);
  writeFileSync(state.keysFile, `${readFileSync(state.keysFile, 'utf8')}SMS_WEBHOOK_URL="https://sms.example"\n`);
  const names = { last: (await openVault(before)).keys.seals, next: '' };
  expect(rotate()).toEqual({ code: 0, says: expect.stringContaining(`Nothing is left under any other key than ${names.last}.`) });

  chmodSync(state.keysFile, 0o644);
  const begun = rotate('--begin');
  // Written beside its place and moved there: whoever pulls the plug finds the old keys or the new ones, and nobody else reads either.
  expect([statSync(state.keysFile).mode & 0o777, readdirSync(state.dir).filter((name) => name.startsWith('.dev.vars'))]).toEqual([0o600, ['.dev.vars']]);
  expect(begun.code, begun.says).toBe(0);
  const both = keysIn(state.keysFile);
  names.next = (await openVault(both)).keys.seals;
  expect(both).toMatchObject({ INDEX_KEY: before.INDEX_KEY, VAULT_KEY_OTHER: before.VAULT_KEY });
  expect(begun.says).toMatch(new RegExp(`3 sealed anew\\n${names.next} \\(seals now\\): elder.id_number_sealed 3\\nNothing is left under any other key than ${names.next}.\\n.+ --end`));
  expect(rotate('--begin')).toEqual({ code: 2, says: expect.stringContaining('A change of keys has begun') });

  // Somebody restored a row from elsewhere: the last key is still needed, and does not go.
  const [first] = sealed();
  const db = new DatabaseSync(databaseFile(state));
  db.prepare('UPDATE elder SET id_number_sealed = ? WHERE id = ?').run(await (await openVault(before)).seal({ table: 'elder', column: 'id_number_sealed', row: 'other' }, '1'), first?.id ?? '');
  db.exec('UPDATE key_rotation SET rested_at = 0');
  db.close();
  const stuck = rotate('--end');
  expect(stuck).toEqual({ code: 1, says: expect.stringContaining(`Still under another key than ${names.next}: ${names.last}.`) });
  expect(stuck.says).toContain(`not opened by the last key: elder.id_number_sealed ${first?.id}`);
  expect(keysIn(state.keysFile)).toEqual(both);

  const again = new DatabaseSync(databaseFile(state));
  again.prepare('UPDATE elder SET id_number_sealed = ? WHERE id = ?').run(first?.text ?? '', first?.id ?? '');
  again.close();
  expect(rotate('--end').code).toBe(0);
  expect(keysIn(state.keysFile)).toEqual({ ...both, VAULT_KEY_OTHER: '' });
  expect(readFileSync(state.keysFile, 'utf8')).toContain('SMS_WEBHOOK_URL="https://sms.example"');
  const vault = await openVault(keysIn(state.keysFile));
  for (const { id, text } of sealed()) expect(await vault.open({ table: 'elder', column: 'id_number_sealed', row: id }, text)).toBe('370000000000000001');
});

test('the county’s own keys are secrets: the command only looks there', () => {
  expect(rotate('--remote', '--begin')).toEqual({ code: 2, says: expect.stringContaining('are secrets') });
  expect(rotate('--remote')).toEqual({ code: 2, says: expect.stringContaining('Name the new key') });
});
