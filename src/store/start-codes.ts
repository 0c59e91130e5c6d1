import { eq, sql } from 'drizzle-orm';
import { START_CODE_DIGITS, type Resets, type SignInRule } from '../domain/staff-login.ts';
import { codeOf } from '../domain/sign-in-code.ts';
import { hashSecret, newId, type Vault } from '../vault.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { pick, readRows, type Database } from './read.ts';
import { person, staffLogin, startCode } from './schema.ts';
import { changeLogin, endLock, endSessionsOf } from './staff-logins.ts';
import type { SignInWrite } from './sessions.ts';

// A start code lets somebody set their password, and where their role asks for it their second factor: once, said by an administrator who
// has them before their eyes. It is made from its id with the county's key, so that whoever issued it can see it again on the page of it
// until it is used, and it is stored as a password is.

export type FreshCode = { id: string; hash: string };

export async function freshStartCode(vault: Vault): Promise<FreshCode> {
  const id = newId();
  return { id, hash: await hashSecret(await startCodeDigits(vault, id)) };
}

/** Ten digits, for the page that shows them to whoever issued them. */
export async function startCodeDigits(vault: Vault, codeId: string): Promise<string> {
  return codeOf(await vault.sign('start_code', codeId), START_CODE_DIGITS);
}

export type StartCodeIssue = { personId: string; loginIndex: string; code: FreshCode; resets: Resets; rule: SignInRule };

/**
 * What issuing one takes, for the batch of whoever issues it. What it replaces ends at once: a forgotten password, or a second factor
 * with all sessions; an earlier code and a lock end too. Nobody issues one to themself, nor one that leaves a password standing unseen.
 */
export function startCodeWrite(db: Database, entry: AuditEntry, issue: StartCodeIssue): { guards: Statement[]; changes: Statement[] } {
  const { personId, code, resets } = issue;
  const noPassword = { passwordHash: null, passwordSetAt: null };
  const noSecondFactor = { totpSealed: null, totpConfirmedAt: null, totpStep: null };
  const reset = { nothing: {}, password: noPassword, second_factor: { ...noPassword, ...noSecondFactor } }[resets];
  const theirs = sql`SELECT 1 FROM ${staffLogin} l JOIN ${person} p ON p.id = l.person_id AND p.disabled_at IS NULL WHERE l.person_id = ${personId}`;
  return {
    guards: [
      guard('a code for somebody else', sql`${entry.actor} <> ${`person:${personId}`}`),
      ...(resets === 'nothing' ? [] : [guard('a login to reset', sql`${theirs}`)]),
    ],
    changes: [
      sql`UPDATE ${startCode} SET expires_at = min(expires_at, ${entry.at}) WHERE person_id = ${personId} AND used_at IS NULL`,
      ...changeLogin(db, personId, reset),
      ...(resets === 'nothing' ? [] : [endSessionsOf(personId, entry.at)]),
      endLock(issue.loginIndex),
      guard('a password is reset, not kept', sql`SELECT 1 FROM ${staffLogin} WHERE person_id = ${personId} AND password_hash IS NULL`),
      db.insert(startCode).values({
        id: code.id, personId, codeHash: code.hash, resets, issuedAt: entry.at, issuedBy: entry.actor, expiresAt: entry.at + issue.rule.startCodeHours * 3_600_000,
      }),
    ],
  };
}

export async function issueStartCode(db: Database, entry: AuditEntry, issue: StartCodeIssue): Promise<'done' | Conflict> {
  return commit(db, entry, startCodeWrite(db, entry, issue));
}

/** One code, for the page that shows it to whoever issued it. Null: there is no such code. */
export async function findStartCode(db: Database, codeId: string) {
  const rows = await readRows(
    db,
    db
      .select(pick({ personId: startCode.personId, issuedBy: startCode.issuedBy, expiresAt: startCode.expiresAt, usedAt: startCode.usedAt }))
      .from(startCode)
      .where(eq(startCode.id, codeId)),
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
