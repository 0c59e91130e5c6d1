import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { SignInRule } from '../domain/staff-login.ts';
import { guard, type Statement } from './commit.ts';
import type { Counter } from './guesses.ts';
import { forgetDevices } from './known-devices.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { person, roleGrant, session, signInRule, signInTry, staffLogin, startCode } from './schema.ts';
import { ownLogin } from './scope.ts';
import { asGrant } from './sessions.ts';

// Signing in by a name and a password. Whether anybody has the name makes no difference to what is read, counted, written or hashed.

/** The settings that hold: what was set last. */
export function signInRules(db: Database) {
  return db
    .select(
      pick({
        windowMinutes: signInRule.windowMinutes, windowTries: signInRule.windowTries,
        passwordLetters: signInRule.passwordLetters, startCodeHours: signInRule.startCodeHours,
      }),
    )
    .from(signInRule)
    .orderBy(desc(signInRule.setAt))
    .limit(1);
}

export async function findSignInRule(db: Database): Promise<SignInRule> {
  return signInRuleOf(await readRows(db, signInRules(db)));
}

export function signInRuleOf(rows: readonly SignInRule[]): SignInRule {
  const [rule] = rows;
  if (!rule) throw new Error('no sign_in_rule holds');
  return rule;
}

const LOGIN = {
  personId: staffLogin.personId,
  login: staffLogin.login,
  passwordHash: staffLogin.passwordHash,
  passwordSetAt: staffLogin.passwordSetAt,
  totpSealed: staffLogin.totpSealed,
  totpConfirmedAt: staffLogin.totpConfirmedAt,
  totpStep: staffLogin.totpStep,
};

const grantColumns = () => pick({ role: roleGrant.role, mealPointId: roleGrant.mealPointId, operatorId: roleGrant.operatorId, divisionCode: roleGrant.divisionCode });

/** Everything that a guess at a name may need: who has the name and is not disabled, their grants, a start code that is still good, the guesses so far. */
export async function loadSignIn(db: Database, at: { login: string; loginIndex: string; now: Instant }) {
  const theirs = and(eq(staffLogin.login, at.login), isNull(person.disabledAt));
  const { rules, tried, logins, grants, codes } = await readTogether(db, {
    rules: signInRules(db),
    tried: db.select(pick({ windowAt: signInTry.windowAt, tries: signInTry.tries })).from(signInTry).where(eq(signInTry.loginIndex, at.loginIndex)),
    logins: db.select(pick(LOGIN)).from(staffLogin).innerJoin(person, eq(person.id, staffLogin.personId)).where(theirs),
    grants: db.select(grantColumns()).from(staffLogin).innerJoin(roleGrant, eq(roleGrant.personId, staffLogin.personId)).where(and(eq(staffLogin.login, at.login), isNull(roleGrant.revokedAt))),
    codes: db
      .select(pick({ id: startCode.id, hash: startCode.codeHash }))
      .from(startCode)
      .innerJoin(staffLogin, eq(staffLogin.personId, startCode.personId))
      .innerJoin(person, eq(person.id, staffLogin.personId))
      .where(and(theirs, isNull(startCode.usedAt), gt(startCode.expiresAt, at.now)))
      .limit(1),
  });
  const rule = signInRuleOf(rules);
  const counter: Counter = { kind: 'sign_in', key: at.loginIndex, limit: rule, tried: tried[0] };
  return { rule, counter, login: logins[0] ?? null, grants: grants.flatMap(asGrant), code: codes[0] ?? null };
}
export type SignIn = Awaited<ReturnType<typeof loadSignIn>>;
export type StaffLogin = NonNullable<SignIn['login']>;

/** A person's own sign-in: null where they have no name to sign in by. `way`: how this session was begun. */
export async function loadOwnLogin(db: Database, scope: Scope, tokenHash: string) {
  const { rules, logins, grants, sessions } = await readTogether(db, {
    rules: signInRules(db),
    logins: db.select(pick(LOGIN)).from(staffLogin).where(ownLogin(scope)),
    grants: db.select(grantColumns()).from(session).innerJoin(roleGrant, eq(roleGrant.personId, session.personId)).where(and(eq(session.tokenHash, tokenHash), isNull(roleGrant.revokedAt))),
    sessions: db.select(pick({ way: session.way })).from(session).where(eq(session.tokenHash, tokenHash)),
  });
  return { rule: signInRuleOf(rules), login: logins[0] ?? null, grants: grants.flatMap(asGrant), way: sessions[0]?.way ?? 'start_code' };
}

/** Nothing of how they sign in has changed since it was read, and they are not disabled: no password, no step is used that just ended. */
export function loginAsRead(read: StaffLogin): Statement {
  return guard(
    'login as read',
    sql`SELECT 1 FROM ${staffLogin} l JOIN ${person} p ON p.id = l.person_id AND p.disabled_at IS NULL WHERE l.person_id = ${read.personId}
      AND l.password_hash IS ${read.passwordHash} AND l.totp_sealed IS ${read.totpSealed} AND l.totp_confirmed_at IS ${read.totpConfirmedAt} AND l.totp_step IS ${read.totpStep}`,
  );
}

/** What changes of a login. */
export type LoginChange = Partial<Pick<typeof staffLogin.$inferInsert, 'passwordHash' | 'passwordSetAt' | 'totpSealed' | 'totpConfirmedAt' | 'totpStep'>>;

/** With another password, or none, the browsers at which they signed in by the one before are no longer known; hashed anew it is the same. */
export function changeLogin(db: Database, personId: string, change: LoginChange): Statement[] {
  if (Object.keys(change).length === 0) return [];
  const forgotten = 'passwordSetAt' in change ? [forgetDevices(personId, null)] : [];
  return [db.update(staffLogin).set(change).where(eq(staffLogin.personId, personId)), ...forgotten];
}

/** Wherever they are signed in, they no longer are. */
export function endSessionsOf(personId: string, at: Instant): Statement {
  return sql`UPDATE ${session} SET ended_at = ${at} WHERE person_id = ${personId} AND ended_at IS NULL`;
}
