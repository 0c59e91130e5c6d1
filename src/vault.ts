// The only user of keys and of crypto: sealed fields, blind indexes, tokens, hashes, passwords, second factors, ids.
import nodeCrypto from 'node:crypto';
import type { Instant } from './domain/calendar.ts';
import { digitsOf, fromBase32, stepsTaken, toBase32 } from './domain/totp.ts';

/**
 * 32 random bytes each, base64. Production names them as secrets and refuses to run without them. VAULT_KEY_OTHER opens and never seals:
 * the next key before a change, the last one after it, and nothing in quiet times.
 */
export type VaultSecrets = { VAULT_KEY: string; INDEX_KEY: string; VAULT_KEY_OTHER?: string };

/** Where a sealed value stands. It is bound in as additional data, so that a value copied elsewhere does not open. */
export type Place = { table: string; column: string; row: string };

export type Vault = {
  /** The names of the keys: of the one that seals, and of the other where there is one. A sealed text begins with its key's name. */
  readonly keys: { seals: string; opens: string | null };
  seal(place: Place, plain: string): Promise<string>;
  open(place: Place, sealed: string): Promise<string>;
  /** Equal values of one kind have equal indexes; nothing else can be told from them. */
  indexOf(kind: 'id_number' | 'phone' | 'phone_tail' | 'card_number' | 'building' | 'login' | 'address', value: string): Promise<string>;
  /** A mark that only this county can make: 22 letters, good for this text and this purpose and nothing else. */
  sign(purpose: 'card_pass' | 'card_link' | 'form' | 'look_up' | 'look_pass' | 'sign_in_code' | 'start_code', text: string): Promise<string>;
  /** The same for a cookie, as long as a token by chance (`newToken`): the same text brings the same one again. */
  token(purpose: 'session' | 'device', text: string): Promise<string>;
  /** Whether the mark is ours. Takes as long for a wrong one as for a good one. */
  isSigned(purpose: 'card_pass' | 'look_pass', text: string, signature: string): Promise<boolean>;
};

export const KEY_NAME_LETTERS = 9;
/** k and eight letters of a hash: they tell keys apart, and nothing about them. */
export const keyNameOf = async (secret: string): Promise<string> => `k${(await sha256(`vault key|${secret}`)).slice(0, KEY_NAME_LETTERS - 1)}`;
const IV_BYTES = 12;
/** 128 bits: nobody finds a mark by trying. */
const SIGNATURE_BYTES = 16;

/** Throws at once when a key is missing or not 32 bytes: nothing runs on a weak key. */
export async function openVault(secrets: VaultSecrets): Promise<Vault> {
  const sealing = await sealingKey(secrets.VAULT_KEY, 'VAULT_KEY');
  const other = secrets.VAULT_KEY_OTHER ? await sealingKey(secrets.VAULT_KEY_OTHER, 'VAULT_KEY_OTHER') : sealing;
  const keys = new Map([other, sealing].map(({ name, key }) => [name, key]));
  const indexing = await importKey(secrets.INDEX_KEY, 'INDEX_KEY', { name: 'HMAC', hash: 'SHA-256' }, ['sign']);
  const hmac = async (text: string) => new Uint8Array(await crypto.subtle.sign('HMAC', indexing, bytesOf(text)));
  // No kind of index is called 'sign' or 'token', so neither is ever the index of anything.
  const sign = async (purpose: string, text: string) => base64url((await hmac(`sign|${purpose}|${text}`)).slice(0, SIGNATURE_BYTES));
  return {
    keys: { seals: sealing.name, opens: other.name === sealing.name ? null : other.name },
    async seal(place, plain) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const algorithm = { name: 'AES-GCM', iv, additionalData: boundTo(place, sealing.name) };
      const sealed = await crypto.subtle.encrypt(algorithm, sealing.key, bytesOf(plain));
      return [sealing.name, base64url(iv), base64url(new Uint8Array(sealed))].join('.');
    },
    async open(place, sealed) {
      const [name, iv, body] = sealed.split('.');
      const key = keys.get(name ?? '');
      if (!name || !key || !iv || !body) throw new Error('sealed under an unknown key');
      const algorithm = { name: 'AES-GCM', iv: fromBase64(iv), additionalData: boundTo(place, name) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, fromBase64(body)));
    },
    async indexOf(kind, value) {
      return base64url(await hmac(`${kind}|${value}`));
    },
    sign,
    async token(purpose, text) {
      return base64url(await hmac(`token|${purpose}|${text}`));
    },
    async isSigned(purpose, text, signature) {
      return isSame(await sign(purpose, text), signature);
    },
  };
}

/** Opens the vault again only when the keys are others: importing them for every request is time that the county waits for. */
export function vaultKeeper(): typeof openVault {
  let kept: { by: string; vault: Vault } | undefined;
  return async (secrets) => {
    const by = JSON.stringify([secrets.VAULT_KEY, secrets.VAULT_KEY_OTHER, secrets.INDEX_KEY]);
    if (kept?.by !== by) kept = { by, vault: await openVault(secrets) };
    return kept.vault;
  };
}

/** An id that says nothing: 80 random bits, 16 letters and digits. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => ID_LETTERS[byte % 32]).join('');
}
const ID_LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** Random digits for a number that people read out; a rejected byte keeps each digit as likely as the other. */
export function newDigits(count: number): string {
  const digits = [...crypto.getRandomValues(new Uint8Array(4 * count))].filter((byte) => byte < 250).map((byte) => byte % 10);
  return digits.length < count ? newDigits(count) : digits.slice(0, count).join('');
}

/** 256 random bits for a cookie or a card. Only its hash is ever stored. */
export function newToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** HMAC-SHA256 in hexadecimal under a secret that is shared with somebody else, who can check it. */
export async function hmacHex(secret: string, text: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mark = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(text)));
  return [...mark].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function sha256(text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(text))));
}

/** The same of a file. */
export async function sha256Bytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** Looks at every letter, so that the time it takes does not tell how far a guess was right. */
export function isSame(ours: string, theirs: string): boolean {
  const differences = [...ours].map((letter, index) => letter.charCodeAt(0) ^ theirs.charCodeAt(index));
  return ours.length === theirs.length && differences.reduce((all, one) => all | one, 0) === 0;
}

type ScryptCost = { N: number; r: number; p: number };

/** OWASP's second choice for scrypt. Raised here, a password is hashed anew when its owner next signs in. */
const COST: ScryptCost = { N: 2 ** 14, r: 8, p: 5 };
const HASH_BYTES = 32;

/** What is compared for a name that nobody has: as much work, and never right. */
const NOBODYS = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$`;

/** A password or a start code as it is stored: parameters, salt, hash. `cost` differs in tests only. */
export async function hashSecret(secret: string, cost: ScryptCost = COST): Promise<string> {
  const salt = base64url(crypto.getRandomValues(new Uint8Array(16)));
  return ['scrypt', cost.N, cost.r, cost.p, salt, await scryptOf(secret, salt, cost)].join('$');
}

/** Whether it is the secret that was stored; 'stale' when it is, hashed more cheaply than today. Null costs as much as a wrong one. */
export async function checkSecret(secret: string, stored: string | null): Promise<'right' | 'stale' | 'wrong'> {
  const [kind, N, r, p, salt = '', hash = ''] = (stored ?? NOBODYS).split('$');
  if (kind !== 'scrypt') throw new Error('hashed in an unknown way');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  if (!isSame(await scryptOf(secret, salt, cost), hash)) return 'wrong';
  return cost.N === COST.N && cost.r === COST.r && cost.p === COST.p ? 'right' : 'stale';
}

/** Spied on by tests that count hashes, so it is asked of the module itself. */
async function scryptOf(secret: string, salt: string, cost: ScryptCost): Promise<string> {
  return new Promise((done, failed) => {
    nodeCrypto.scrypt(secret, salt, HASH_BYTES, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) => (error ? failed(error) : done(base64url(key))));
  });
}

/** A second factor's secret, 160 bits (RFC 4226, 4), in the letters that an app takes. */
export function newTotpSecret(): string {
  return toBase32(crypto.getRandomValues(new Uint8Array(20)));
}

/** What an authenticator shows in a step. */
export function totpDigits(secret: string, step: number): string {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  return digitsOf(nodeCrypto.createHmac('sha1', fromBase32(secret)).update(new Uint8Array(counter.buffer)).digest());
}

/** The step whose code this is, among those taken now; null when it is none of theirs. */
export function totpStep(secret: string, typed: string, now: Instant): number | null {
  return stepsTaken(now).filter((step) => isSame(totpDigits(secret, step), typed)).at(-1) ?? null;
}

async function sealingKey(secret: string | undefined, variable: string): Promise<{ name: string; key: CryptoKey }> {
  const key = await importKey(secret, variable, 'AES-GCM', ['encrypt', 'decrypt']);
  return { name: await keyNameOf(secret ?? ''), key };
}

async function importKey(
  secret: string | undefined,
  name: string,
  algorithm: string | { name: string; hash: string },
  usages: ('encrypt' | 'decrypt' | 'sign')[],
): Promise<CryptoKey> {
  const raw = fromBase64(secret ?? '');
  if (raw.length !== 32) throw new Error(`${name} must be 32 bytes, base64`);
  return crypto.subtle.importKey('raw', raw, algorithm, false, usages);
}

function boundTo(place: Place, key: string): Uint8Array<ArrayBuffer> {
  return bytesOf([place.table, place.column, place.row, key].join('|'));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
