import { and, desc, eq, gt, isNull, sql, type SQL } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { forgetDevices } from './known-devices.ts';
import { stillAdministrator } from './people.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { knownDevice, person, session, signInTry, staffLogin, startCode } from './schema.ts';
import { endSessionsOf, signInRuleOf, signInRules } from './staff-logins.ts';

// How somebody signs in, as an administrator looks after it: the name, locks, sessions. Start codes stand in start-codes.ts.

const byAdministrator = (entry: AuditEntry, personId: string): Statement[] => [
  stillAdministrator(entry.actor, personId),
  guard('enabled', sql`SELECT 1 FROM ${person} WHERE id = ${personId} AND disabled_at IS NULL`),
];

/** A name for somebody who has none yet; another's is refused as a lost race. */
export async function giveLogin(db: Database, entry: AuditEntry, personId: string, login: string): Promise<'done' | Conflict> {
  return commit(db, entry, { guards: byAdministrator(entry, personId), changes: [db.insert(staffLogin).values({ personId, login })] });
}

/** Whether somebody has the name: it is one person's in the whole database. */
export async function isLoginTaken(db: Database, login: string): Promise<boolean> {
  return (await readRows(db, db.select(pick({ personId: staffLogin.personId })).from(staffLogin).where(eq(staffLogin.login, login)))).length > 0;
}

/** Guesses at somebody's name, wherever they are counted. */
function atTheirName(personId: string, loginIndex: string): SQL {
  return sql`(${signInTry.loginIndex} = ${loginIndex} OR ${signInTry.loginIndex} IN (SELECT 'device.' || ${knownDevice.id} FROM ${knownDevice} WHERE ${knownDevice.personId} = ${personId}))`;
}

/**
 * A lock ends before it ends by itself; not where it stands before a second factor: whoever resets the password and could end the lock as often as
 * they like would have all the guesses at the code that they need.
 */
export function endLock(personId: string, loginIndex: string): Statement {
  const secondFactor = sql`SELECT 1 FROM ${staffLogin} WHERE person_id = ${personId} AND totp_confirmed_at IS NOT NULL`;
  return sql`DELETE FROM ${signInTry} WHERE ${atTheirName(personId, loginIndex)} AND NOT EXISTS (${secondFactor})`;
}

/** One administrator ends a lock. */
export async function unlock(db: Database, entry: AuditEntry, personId: string, loginIndex: string): Promise<'done' | Conflict> {
  return commit(db, entry, { guards: byAdministrator(entry, personId), changes: [endLock(personId, loginIndex)] });
}

/** One administrator signs somebody out everywhere; no browser is known any more. */
export async function endSessions(db: Database, entry: AuditEntry, personId: string): Promise<'done' | Conflict> {
  return commit(db, entry, { guards: byAdministrator(entry, personId), changes: [endSessionsOf(personId, entry.at), forgetDevices(personId, null)] });
}

/** What stands of somebody's sign-in beside the login itself: guesses at it, by strangers and at browsers where they are known, codes that are still good, where they are signed in, the latest first. */
export async function loadSignInState(db: Database, of: { personId: string; loginIndex: string; now: Instant }) {
  const { rules, tried, codes, sessions } = await readTogether(db, {
    rules: signInRules(db),
    tried: db.select(pick({ windowAt: signInTry.windowAt, tries: signInTry.tries })).from(signInTry).where(atTheirName(of.personId, of.loginIndex)),
    codes: db
      .select(pick({ id: startCode.id, issuedBy: startCode.issuedBy, issuedByName: nameOfActor(startCode.issuedBy), expiresAt: startCode.expiresAt }))
      .from(startCode)
      .where(and(eq(startCode.personId, of.personId), isNull(startCode.usedAt), gt(startCode.expiresAt, of.now))),
    sessions: db
      .select(pick({ createdAt: session.createdAt, way: session.way }))
      .from(session)
      .where(and(eq(session.personId, of.personId), isNull(session.endedAt), gt(session.expiresAt, of.now)))
      .orderBy(desc(session.createdAt)),
  });
  return { rule: signInRuleOf(rules), tried, code: codes[0] ?? null, sessions };
}
