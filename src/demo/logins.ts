import type { Context } from 'hono';
import { spokenStartCode } from '../domain/staff-login.ts';
import { stepAt } from '../domain/totp.ts';
import type { App } from '../request.ts';
import { totpDigits } from '../vault.ts';
import { LOGINS, NEWCOMER } from './personas.ts';

/** Whom one may sign in as by typing, with what an authenticator would show just now: nobody has these on a telephone. */
export async function loginsToTry(c: Context<App>) {
  const codes = await codesNow(c);
  const known = LOGINS.map(({ personId, name, login, password }) => ({ name, login, password, startCode: null, code: codes.get(personId) ?? null }));
  return [...known, { name: NEWCOMER.name, login: NEWCOMER.login, password: null, startCode: spokenStartCode(NEWCOMER.startCode), code: codes.get(NEWCOMER.id) ?? null }];
}

async function codesNow(c: Context<App>): Promise<ReadonlyMap<string, string>> {
  const asked = c.env.DB.prepare('SELECT person_id, totp_sealed FROM staff_login WHERE totp_sealed IS NOT NULL');
  const { results } = await asked.all<{ person_id: string; totp_sealed: string }>();
  const step = stepAt(c.var.now);
  const opened = results.map(async ({ person_id: row, totp_sealed: sealed }): Promise<[string, string]> => {
    return [row, totpDigits(await c.var.vault.open({ table: 'staff_login', column: 'totp_sealed', row }, sealed), step)];
  });
  return new Map(await Promise.all(opened));
}
