import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { id, requestKey } from '../../src/routes/fields.ts';
import { newId, newToken, openVault, sha256, vaultKeeper, type Place, type Vault } from '../../src/vault.ts';
import { allRows } from '../support/rows.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { ORIGIN, visit } from '../support/visitor.ts';

const key = (fill: number, bytes = 32) => btoa(String.fromCharCode(...new Uint8Array(bytes).fill(fill)));
const door: Place = { table: 'elder', column: 'door_note_sealed', row: 'e1' };
const SHUT = /Decryption failed|unknown key|base64/i;
let vault: Vault;
beforeEach(async () => {
  vault = await openVault({ VAULT_KEY: key(1), INDEX_KEY: key(2) });
});

describe('a sealed value', () => {
  it.each(['钥匙在门口地垫下，敲三下', '', '13800001234', '𠮷野家 🍚', 'x'.repeat(5000)])('opens where it was sealed: %j', async (plain) => {
    const sealed = await vault.seal(door, plain);
    expect(sealed).toMatch(/^k[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
    expect(await vault.open(door, sealed)).toBe(plain);
  });

  it('shows nothing, not even that two are equal', async () => {
    const [one, two] = await Promise.all([vault.seal(door, '门口地垫下'), vault.seal(door, '门口地垫下')]);
    expect(one).not.toBe(two);
    expect(one.split('.')[1]).not.toBe(two.split('.')[1]);
  });

  it.each<[string, Place]>([
    ['another person’s row', { ...door, row: 'e2' }],
    ['another column', { ...door, column: 'address_sealed' }],
    ['another table', { ...door, table: 'card' }],
  ])('copied to %s does not open', async (_where, place) => {
    const sealed = await vault.seal(door, '门口地垫下');
    await expect(vault.open(place, sealed)).rejects.toThrow(SHUT);
  });

  it('does not open with another key', async () => {
    const other = await openVault({ VAULT_KEY: key(3), INDEX_KEY: key(2) });
    await expect(other.open(door, await vault.seal(door, '门口地垫下'))).rejects.toThrow(SHUT);
  });

  it('does not open once any letter of it is changed', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sealed = await vault.seal(door, '地垫下');
    for (const [index, letter] of [...sealed].entries()) {
      // The highest bit of a letter is never one of the idle bits at the end.
      const other = letter === '.' ? 'A' : (letters[letters.indexOf(letter) ^ 32] ?? '');
      const tampered = sealed.slice(0, index) + other + sealed.slice(index + 1);
      await expect(vault.open(door, tampered), `letter ${index}`).rejects.toThrow(SHUT);
    }
  });

  it('opens under the other key too, and is sealed under the first', async () => {
    const [old, both, fresh] = await Promise.all([
      openVault({ VAULT_KEY: key(1), INDEX_KEY: key(2), VAULT_KEY_OTHER: '' }), openVault({ VAULT_KEY: key(3), INDEX_KEY: key(2), VAULT_KEY_OTHER: key(1) }), openVault({ VAULT_KEY: key(3), INDEX_KEY: key(2) }),
    ]);
    const sealed = await old.seal(door, '地垫下');
    expect(await both.open(door, sealed)).toBe('地垫下');
    expect(await fresh.open(door, await both.seal(door, '地垫下'))).toBe('地垫下');
    expect([old.keys, both.keys, fresh.keys]).toEqual([{ seals: vault.keys.seals, opens: null }, { seals: fresh.keys.seals, opens: vault.keys.seals }, { seals: fresh.keys.seals, opens: null }]);
    // What names one key is not opened by another.
    await expect(both.open(door, sealed.replace(old.keys.seals, fresh.keys.seals))).rejects.toThrow(SHUT);
    expect((await openVault({ VAULT_KEY: key(1), INDEX_KEY: key(2), VAULT_KEY_OTHER: key(1) })).keys.opens).toBeNull();
    await expect(openVault({ VAULT_KEY: key(1), INDEX_KEY: key(2), VAULT_KEY_OTHER: key(1, 31) })).rejects.toThrow('VAULT_KEY_OTHER must be 32 bytes');
  });

  it.each(['', 'k', 'k.AAAA', 'kAAAAAAAA.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA', '门口地垫下', 'k..'])('%j is none', async (text) => {
    await expect(vault.open(door, text)).rejects.toThrow(SHUT);
  });
});

describe('an index', () => {
  it('is equal only for the same value of the same kind under the same key', async () => {
    const other = await openVault({ VAULT_KEY: key(1), INDEX_KEY: key(3) });
    const phone = await vault.indexOf('phone', '13800001234');
    expect(await vault.indexOf('phone', '13800001234')).toBe(phone);
    const others = await Promise.all([
      vault.indexOf('phone', '13800001235'), vault.indexOf('phone', '1380000123'), vault.indexOf('phone', ' 13800001234'),
      vault.indexOf('phone_tail', '13800001234'), vault.indexOf('id_number', '13800001234'), vault.indexOf('card_number', '13800001234'),
      other.indexOf('phone', '13800001234'), sha256('13800001234'), sha256('phone|13800001234'),
    ]);
    expect(new Set([phone, ...others]).size).toBe(others.length + 1);
  });
});

describe('a mark', () => {
  it('is ours only for the same text under the same key, whole and unchanged', async () => {
    const mark = await vault.sign('card_pass', 'card-e1|cook1|2026-11-23');
    expect(mark).toMatch(/^[\w-]{22}$/);
    expect(await vault.isSigned('card_pass', 'card-e1|cook1|2026-11-23', mark)).toBe(true);
    for (const text of ['card-e2|cook1|2026-11-23', 'card-e1|cook2|2026-11-23', 'card-e1|cook1|2026-11-24', '']) {
      expect(await vault.isSigned('card_pass', text, mark)).toBe(false);
    }
    const changed = [...mark].map((letter, index) => mark.slice(0, index) + (letter === 'A' ? 'B' : 'A') + mark.slice(index + 1));
    for (const wrong of [...changed, '', mark.slice(1), `${mark}A`, mark.toLowerCase()]) {
      expect(await vault.isSigned('card_pass', 'card-e1|cook1|2026-11-23', wrong), wrong).toBe(false);
    }
    const other = await openVault({ VAULT_KEY: key(1), INDEX_KEY: key(3) });
    expect(await other.isSigned('card_pass', 'card-e1|cook1|2026-11-23', mark)).toBe(false);
  });

  it('is no part of an index, nor of one that speaks of it', async () => {
    const mark = await vault.sign('card_pass', 'x');
    const indexes = await Promise.all([vault.indexOf('card_number', 'x'), vault.indexOf('card_number', 'card_pass|x'), vault.indexOf('phone', 'sign|card_pass|x')]);
    for (const index of indexes) expect(index.startsWith(mark)).toBe(false);
  });
});

describe('a token made of a text', () => {
  it('is as long as one by chance, the same for the same text, purpose and key, and no mark or index of it', async () => {
    const token = await vault.token('session', 'x');
    expect([token, await vault.token('session', 'x')]).toEqual([expect.stringMatching(/^[\w-]{43}$/), token]);
    const other = await openVault({ VAULT_KEY: key(1), INDEX_KEY: key(3) });
    const others = await Promise.all([vault.token('session', 'y'), vault.token('device', 'x'), other.token('session', 'x'), vault.indexOf('login', 'x'), vault.indexOf('login', 'token|session|x')]);
    expect(others).not.toContain(token);
    expect(token.startsWith(await vault.sign('form', 'x'))).toBe(false);
  });
});

it('a vault that is kept is opened again when any of its keys is another, and only then', async () => {
  const vaultOf = vaultKeeper();
  const keys = { VAULT_KEY: key(1), INDEX_KEY: key(2) };
  const kept = await vaultOf(keys);
  expect(await vaultOf({ ...keys })).toBe(kept);
  const others = [{ ...keys, VAULT_KEY: key(3) }, { ...keys, VAULT_KEY_OTHER: key(3) }, { ...keys, INDEX_KEY: key(3) }];
  for (const other of others) expect(await vaultOf(other)).not.toBe(await vaultOf(keys));
  await expect(vaultOf({ ...keys, INDEX_KEY: '' })).rejects.toThrow(/must be 32 bytes/);
  expect(await (await vaultOf(keys)).indexOf('login', 'x')).toBe(await kept.indexOf('login', 'x'));
});

describe('without good keys', () => {
  const bad: [string, Record<string, unknown>][] = [
    ['no key at all', { VAULT_KEY: undefined, INDEX_KEY: undefined }],
    ['no sealing key', { VAULT_KEY: undefined }],
    ['no index key', { INDEX_KEY: undefined }],
    ['an empty key', { INDEX_KEY: '' }],
    ['31 bytes', { VAULT_KEY: key(1, 31) }],
    ['33 bytes', { INDEX_KEY: key(1, 33) }],
    ['a word', { VAULT_KEY: 'change-me' }],
    ['not base64', { VAULT_KEY: '钥匙' }],
  ];
  afterEach(() => vi.restoreAllMocks());

  it.each(bad)('%s: nothing opens', (_case, keys) => expect(openVault({ ...env, ...keys })).rejects.toThrow(/must be 32 bytes|base64/i));

  it.each(bad)('%s: the app shows a page that says nothing of it, and asks no question of the database', async (_case, keys) => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const asked = vi.spyOn(env.DB, 'batch');
    const ask = async (path: string, bindings: object) =>
      createApp(async () => NOW).request(`${ORIGIN}${path}`, { headers: { cookie: '__Host-session=x' } }, bindings);
    for (const path of ['/', '/canteen', '/civil', '/sign-in']) {
      const answer = await ask(path, { ...env, ...keys });
      const page = await answer.text();
      expect(answer.status).toBe(500);
      expect(page).not.toMatch(/KEY|base64|bytes|atob|vault/i);
      expect(page).toMatch(/毛病/);
    }
    expect(asked).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledTimes(4);
    for (const given of Object.values(keys)) if (given) expect(JSON.stringify(log.mock.calls)).not.toContain(given);
    expect((await ask('/sign-in', env)).status).toBe(200);
    expect(asked).toHaveBeenCalled();
  });
});

describe('ids and tokens', () => {
  it('an id is 16 letters and digits that nobody mistakes for others, never twice the same', () => {
    const ids = Array.from({ length: 2000 }, newId);
    expect(new Set(ids).size).toBe(2000);
    expect(ids.filter((one) => !/^[0-9a-hjkmnp-tv-z]{16}$/.test(one))).toEqual([]);
    expect(new Set(ids.join('')).size).toBe(32);
    expect(ids.every((one) => id.safeParse(one).success && requestKey.safeParse(one).success)).toBe(true);
  });

  it('a token is 256 random bits', () => {
    const tokens = Array.from({ length: 500 }, newToken);
    expect(new Set(tokens).size).toBe(500);
    expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true);
  });

  it('a hash is SHA-256', async () => {
    expect(await sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  it('the database knows only hashes of what signs somebody in', async () => {
    const db = await seedCounty();
    const answer = await (await visit(db, null, NOW)).get('/cards/card-e1');
    const token = /__Host-session=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? 'no token';
    const rows = await allRows();
    const session = rows['session']?.join('\n') ?? '';
    expect(session).toContain(await sha256(token));
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows['card']?.join('\n')).not.toContain('"token_hash":"card-e1"');
  });

  it('the database knows no number, phone or door by itself', async () => {
    await seedCounty();
    const rows = JSON.stringify(await allRows());
    expect(rows).toContain('李秀英');
    expect(rows).not.toMatch(/370000000000000001|10000000001|60000001|东关小区 3 号楼 502/);
  });
});
