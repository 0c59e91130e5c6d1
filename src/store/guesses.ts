import { sql, type Column, type SQL } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { windowMs, type GuessLimit, type Tried } from '../domain/guess.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import type { Database } from './read.ts';
import { pinTry, signInTry } from './schema.ts';

// Guesses at secrets that people type, counted exactly. A table for each kind of secret: its windows are as long as its own rule says.

const TABLES = {
  sign_in: { table: signInTry, key: signInTry.loginIndex },
  pin: { table: pinTry, key: pinTry.subject },
} as const satisfies Record<string, { table: typeof signInTry | typeof pinTry; key: Column }>;

/** What is guessed at, and how many guesses are looked at. */
export type Guessed = { kind: keyof typeof TABLES; key: string; limit: GuessLimit };

/** The same with the guesses so far, as they were read. */
export type Counter = Guessed & { tried: Tried | undefined };

/**
 * Counts a guess before it is looked at, at everything that it is a guess at. The counts and their limits are one batch, so that of any number of
 * guesses at once no more are looked at than the rules allow: the others lose, read again and find it locked. Windows that are over are
 * forgotten on the way.
 */
export async function countGuessAt(db: Database, entry: AuditEntry, all: readonly Guessed[]): Promise<'done' | Conflict> {
  return commit(db, entry, { guards: all.map((one) => guessesLeft(one, entry.at)), changes: all.flatMap((one) => counting(one, entry.at)) });
}

function guessesLeft({ kind, key, limit }: Guessed, at: Instant): SQL {
  const { table, key: column } = TABLES[kind];
  return guard('guesses left', sql`NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = ${key} AND window_at > ${at - windowMs(limit)} AND tries >= ${limit.windowTries})`);
}

function counting({ kind, key, limit }: Guessed, at: Instant): SQL[] {
  const { table, key: column } = TABLES[kind];
  const [name, before] = [sql.identifier(column.name), at - windowMs(limit)];
  return [
    sql`INSERT INTO ${table} (${name}, window_at, tries) VALUES (${key}, ${at}, 1)
      ON CONFLICT (${name}) DO UPDATE SET tries = iif(window_at > ${before}, tries + 1, 1), window_at = iif(window_at > ${before}, window_at, ${at})`,
    sql`DELETE FROM ${table} WHERE window_at <= ${before} AND ${column} <> ${key}`,
  ];
}

/** A guess that was right is no guess: it gives its place back, in the window that it was counted in and in no later one. */
export function giveBackTo({ kind, key, limit }: Guessed, countedAt: Instant): Statement {
  const { table, key: column } = TABLES[kind];
  return sql`UPDATE ${table} SET tries = tries - 1 WHERE ${column} = ${key} AND tries > 0 AND window_at <= ${countedAt} AND window_at > ${countedAt - windowMs(limit)}`;
}

/** A lock ends before it ends by itself. */
export function endLockOf(kind: Guessed['kind'], key: string): Statement {
  const { table, key: column } = TABLES[kind];
  return sql`DELETE FROM ${table} WHERE ${column} = ${key}`;
}
