import { and, eq, gt, sql } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import type { Statement } from './commit.ts';
import { pick, readRows, type Database } from './read.ts';
import { knownDevice, staffLogin } from './schema.ts';

// Browsers at which somebody at work has signed in before: guesses from there are counted apart from those of strangers, and that is all.

/** Under what the guesses at this name from this browser are counted; null where nobody of that name has signed in at it. */
export async function deviceCount(db: Database, tokenHash: string, login: string, now: Instant): Promise<string | null> {
  const rows = await readRows(
    db,
    db
      .select(pick({ id: knownDevice.id }))
      .from(knownDevice)
      .innerJoin(staffLogin, eq(staffLogin.personId, knownDevice.personId))
      .where(and(eq(knownDevice.tokenHash, tokenHash), eq(staffLogin.login, login), gt(knownDevice.expiresAt, now))),
  );
  return rows[0] ? `device.${rows[0].id}` : null;
}

/** `before`: of the token that the browser brought, which whoever else signed in there is known by. */
export type FreshDevice = { id: string; personId: string; tokenHash: string; before: string | null; expiresAt: Instant };

/** In the batch of a sign-in. A person whom nobody gave a name has nothing to guess at, and no row. */
export function knowDevice({ id, personId, tokenHash, before, expiresAt }: FreshDevice, now: Instant): Statement[] {
  return [
    ...(before === null ? [] : [sql`UPDATE ${knownDevice} SET token_hash = ${tokenHash} WHERE token_hash = ${before}`]),
    sql`INSERT INTO ${knownDevice} (id, person_id, token_hash, expires_at) SELECT ${id}, person_id, ${tokenHash}, ${expiresAt} FROM ${staffLogin} WHERE person_id = ${personId}
      ON CONFLICT (token_hash, person_id) DO UPDATE SET expires_at = excluded.expires_at`,
    sql`DELETE FROM ${knownDevice} WHERE expires_at <= ${now}`,
  ];
}

/** With a new password, and when all other sessions are ended: from elsewhere they are a stranger like everybody. `except`: of the token that stays known. */
export function forgetDevices(personId: string, except: string | null): Statement {
  return sql`DELETE FROM ${knownDevice} WHERE person_id = ${personId} AND token_hash IS NOT ${except}`;
}
