// Names and passwords for people of the seed, and a browser that keeps its cookie as a real one does.
import { env } from 'cloudflare:workers';
import { createApp } from '../../src/app.tsx';
import { plainLogin } from '../../src/domain/staff-login.ts';
import { stepAt } from '../../src/domain/totp.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import { SESSION_COOKIE, type Bindings } from '../../src/request.ts';
import { commit } from '../../src/store/commit.ts';
import type { Database } from '../../src/store/read.ts';
import { staffLogin } from '../../src/store/schema.ts';
import { startCodeDigits, startCodeWrite } from '../../src/store/start-codes.ts';
import { hashSecret, newId, newTotpSecret, openVault, totpDigits } from '../../src/vault.ts';
import type { Resets } from '../../src/domain/staff-login.ts';
import { ORIGIN } from './visitor.ts';

export const RULE = { windowMinutes: 15, windowTries: 5, passwordLetters: 10, startCodeHours: 24 };

export const PASSWORD = '今天中午吃红烧带鱼饭';

/** Where an answer led. */
export const led = (answer: Response) => [answer.status, answer.headers.get('location')];

/** What the page for signing in at work sends. */
export const enterBy = (by: Browser, login: string, password: string, code = '') => by.post('/sign-in/staff', { key: newId(), login, password, code });

/** A page without the key of its form, which differs each time. */
export const keyless = (page: string) => page.replace(/name="key" value="\w{16}"/g, '');

/** As cheap as a hash may be, so that a thousand guesses are quick: it is hashed anew at the first sign-in. */
export const cheaply = (password: string) => hashSecret(password, { N: 2, r: 8, p: 1 });

export async function giveLogin(db: Database, personId: string, login: string, passwordHash: string): Promise<void> {
  await db.insert(staffLogin).values({ personId, login, passwordHash, passwordSetAt: 1 });
}

/** An authenticator that was set up before: the code that it shows at an instant. */
export async function giveSecondFactor(db: Database, personId: string): Promise<(now: Instant) => string> {
  const secret = newTotpSecret();
  const totpSealed = await (await openVault(env)).seal({ table: 'staff_login', column: 'totp_sealed', row: personId }, secret);
  await db.update(staffLogin).set({ totpSealed, totpConfirmedAt: 1, totpStep: 1 });
  return (now) => totpDigits(secret, stepAt(now));
}

/** The digits that are said to the person, of a code that a machine gives: as administrators' pages give one, without their rules about who may (people-logins.test.ts). */
export async function issue(db: Database, to: { personId: string; login: string; resets?: Resets; at: Instant; by?: string }): Promise<string> {
  const vault = await openVault(env);
  const id = newId();
  const digits = await startCodeDigits(vault, id);
  const code = { id, hash: await cheaply(digits) };
  const { personId, resets = 'nothing', at, by = 'job:test' } = to;
  const entry = { at, actor: by, action: 'start_code.issue', subject: `person:${personId}`, requestId: newId() };
  const issued = { personId, loginIndex: await vault.indexOf('login', plainLogin(to.login)), code, resets, reason: '新来的', rule: RULE };
  const outcome = await commit(db, entry, { changes: startCodeWrite(db, entry, issued) });
  if (outcome !== 'done') throw new Error(outcome);
  return digits;
}

/** Somebody new: a name, and a code for it. */
export async function nameAndCode(db: Database, personId: string, login: string, at: Instant): Promise<string> {
  await db.insert(staffLogin).values({ personId, login });
  return issue(db, { personId, login, at });
}

/** `from`: the page that the form stands on, as a browser says it. `keep`: puts a cookie of another browser into this one, or takes it away. */
export type Browser = {
  get(path: string): Promise<Response>;
  post(path: string, form?: Record<string, string>, from?: string): Promise<Response>;
  cookie(name?: string): string;
  keep(name: string, token: string): void;
};

/** Keeps the cookies that it is sent, until they are taken away. `known`: what it begins with, of another one. `bindings`: of the Worker that serves it. */
export function browser(clock: () => Instant, known: string[] = [], bindings: Bindings = env): Browser {
  const app = createApp(async () => clock());
  const jar = new Map(known.map((one) => one.split('=') as [string, string]));
  const keep = (name: string, token: string) => (token === '' ? jar.delete(name) : jar.set(name, token));
  const cookie = (name: string) => (jar.has(name) ? `${name}=${jar.get(name)}` : '');
  const send = async (path: string, init: RequestInit) => {
    const headers = { ...(init.headers as Record<string, string>), ...(jar.size > 0 ? { cookie: [...jar.keys()].map(cookie).join('; ') } : {}) };
    const answer = await app.request(new URL(path, ORIGIN), { ...init, headers }, bindings);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, token = ''] = /^(__Host-\w+)=([\w-]*)/.exec(line) ?? [];
      if (name) keep(name, /Max-Age=0/.test(line) ? '' : token);
    }
    return answer;
  };
  return {
    get: (path) => send(path, {}),
    post: (path, form = {}, from = undefined) => send(path, { method: 'POST', headers: { origin: ORIGIN, ...(from === undefined ? {} : { referer: from }) }, body: new URLSearchParams(form) }),
    cookie: (name = SESSION_COOKIE) => cookie(name),
    keep,
  };
}
