import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CannotStart, ensureKeys, forget, localState, type LocalState } from '../../src/cli/local-state.ts';

// The keys of the local data: made once, and never at the cost of what was sealed under others.

let folder: string;
let state: LocalState;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhucan-state-'));
  state = localState(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DATA = () => join(folder, 'v3/d1/miniflare-D1DatabaseObject/county.sqlite');
function holdData(): void {
  mkdirSync(join(DATA(), '..'), { recursive: true });
  writeFileSync(DATA(), 'the county');
}
const keysText = () => readFileSync(state.keysFile, 'utf8');

test('are made where there are none, and are the same ever after', () => {
  const keys = ensureKeys(state);
  expect(Object.values(keys).map((key) => Buffer.from(key, 'base64').length)).toEqual([32, 32]);
  holdData();
  expect(ensureKeys(state)).toEqual(keys);
});

test.each([
  ['the file is gone', null, 'VAULT_KEY and INDEX_KEY are missing'],
  ['one of them is gone', 'INDEX_KEY="AAAA"\n', 'VAULT_KEY is missing'],
  ['one of them is empty', 'VAULT_KEY="AAAA"\nINDEX_KEY=\n', 'INDEX_KEY is missing'],
])('%s beside data: refused in words, and nothing is touched', (_case, text, words) => {
  holdData();
  if (text !== null) writeFileSync(state.keysFile, text);
  expect(() => ensureKeys(state)).toThrow(CannotStart);
  expect(() => ensureKeys(state)).toThrow(words);
  expect(() => ensureKeys(state)).toThrow('npm start -- --reset');
  expect(readFileSync(DATA(), 'utf8')).toBe('the county');
  expect(existsSync(state.keysFile) ? keysText() : null).toBe(text);
});

test('after a reset only what is missing is made, and whatever else stood in the file stays', () => {
  holdData();
  writeFileSync(state.keysFile, 'VAULT_KEY="kept"\nSMS_WEBHOOK_URL="https://sms.example"\n');
  forget(state);
  const { VAULT_KEY, INDEX_KEY } = ensureKeys(state);
  expect(VAULT_KEY).toBe('kept');
  expect(keysText()).toBe(`VAULT_KEY="kept"\nSMS_WEBHOOK_URL="https://sms.example"\nINDEX_KEY="${INDEX_KEY}"\n`);
});
