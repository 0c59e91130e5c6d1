import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { START_CODE_DIGITS, type Resets, type SignInRule } from '../domain/staff-login.ts';
import { codeOf } from '../domain/sign-in-code.ts';
import { hashSecret, newId, type Vault } from '../vault.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { stillAdministrator } from './people.ts';
import { endLock } from './person-logins.ts';
import { optional, pick, readRows, type Database } from './read.ts';
import { person, staffLogin, staffMember, startCode } from './schema.ts';
import { staffWithin } from './scope.ts';
import type { SignInWrite } from './sessions.ts';
import { changeLogin, endSessionsOf } from './staff-logins.ts';

// A start code lets somebody set their password, and where their role asks for it their second factor: once, said by an administrator who
// has them before their eyes. It is made from its id with the county's key, so that whoever issued it can see it again on the page of it
// until it is used, and it is stored as a password is.

export type FreshCode = { id: string; hash: string };

/** `id`: of the request that asked for it, where it took two administrators. */
export async function freshStartCode(vault: Vault, id = newId()): Promise<FreshCode> {
  return { id, hash: await hashSecret(await startCodeDigits(vault, id)) };
}

/** Ten digits, for the page that shows them to whoever issued them. */
export async function startCodeDigits(vault: Vault, codeId: string): Promise<string> {
  return codeOf(await vault.sign('start_code', codeId), START_CODE_DIGITS);
}

/** Codes that were not used yet are good no more. */
export function endCodesOf(personId: string, at: Instant): Statement {
  return sql`UPDATE ${startCode} SET expires_at = min(expires_at, ${at}) WHERE person_id = ${personId} AND used_at IS NULL`;
}

export type StartCodeIssue = { personId: string; loginIndex: string; code: FreshCode; resets: Resets; reason: string; rule: SignInRule };

/**
 * What issuing one takes, for the batch of whoever issues it. What it replaces ends at once: a forgotten password, or a second factor
 * with all sessions; an earlier code ends too, and a lock where one person may end it. Nobody issues one to themself, nor one that leaves a password standing unseen,
 * nor one to whoever is disabled.
 */
export function startCodeWrite(db: Database, entry: AuditEntry, issue: StartCodeIssue): Statement[] {
  const { personId, code, resets, reason } = issue;
  const noPassword = { passwordHash: null, passwordSetAt: null };
  const noSecondFactor = { totpSealed: null, totpConfirmedAt: null, totpStep: null };
  const reset = { nothing: {}, password: noPassword, second_factor: { ...noPassword, ...noSecondFactor } }[resets];
  const theirs = sql`SELECT 1 FROM ${staffLogin} l JOIN ${person} p ON p.id = l.person_id AND p.disabled_at IS NULL WHERE l.person_id = ${personId}`;
  return [
    guard('a code for somebody else', sql`${entry.actor} <> ${`person:${personId}`}`),
    guard('a login that is not disabled', sql`${theirs}`),
    endCodesOf(personId, entry.at),
    ...changeLogin(db, personId, reset),
    ...(resets === 'nothing' ? [] : [endSessionsOf(personId, entry.at)]),
    endLock(personId, issue.loginIndex),
    guard('a password is reset, not kept', sql`SELECT 1 FROM ${staffLogin} WHERE person_id = ${personId} AND password_hash IS NULL`),
    db.insert(startCode).values({
      id: code.id, personId, codeHash: code.hash, resets, reason, issuedAt: entry.at, issuedBy: entry.actor, expiresAt: entry.at + issue.rule.startCodeHours * 3_600_000,
    }),
  ];
}

/** What one administrator issues alone; what takes two is refused by the database (start_code_by_two). */
export async function issueStartCode(db: Database, entry: AuditEntry, issue: StartCodeIssue, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  return commit(db, { ...entry, reason: issue.reason }, { keyed, guards: [stillAdministrator(entry.actor, issue.personId)], changes: startCodeWrite(db, entry, issue) });
}

/** One code of somebody who works here, for the page that shows it to whoever issued it. Null: there is none such, or out of reach. */
export async function findStartCode(db: Database, scope: Scope, codeId: string) {
  const rows = await readRows(
    db,
    db
      .select(
        pick({
          personId: startCode.personId, personName: person.name, login: staffLogin.login, resets: startCode.resets,
          issuedBy: startCode.issuedBy, expiresAt: startCode.expiresAt, usedAt: optional(startCode.usedAt),
        }),
      )
      .from(startCode)
      .innerJoin(staffLogin, eq(staffLogin.personId, startCode.personId))
      .innerJoin(staffMember, eq(staffMember.personId, startCode.personId))
      .innerJoin(person, eq(person.id, startCode.personId))
      .where(and(eq(startCode.id, codeId), staffWithin(scope))),
  );
  return rows[0] ?? null;
}

/** The code used up, in the batch of what it sets. Used by somebody else, replaced or over meanwhile, it is refused. */
export function useStartCode(db: Database, codeId: string, entry: AuditEntry): SignInWrite {
  return {
    guards: [guard('start code is good', sql`SELECT 1 FROM ${startCode} WHERE id = ${codeId} AND used_at IS NULL AND expires_at > ${entry.at}`)],
    changes: [db.update(startCode).set({ usedAt: entry.at }).where(eq(startCode.id, codeId))],
  };
}
