import { eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Statement } from './commit.ts';
import { endLockOf } from './guesses.ts';
import { pick, readRows, type Database } from './read.ts';
import { session, staffPin } from './schema.ts';
import { ownPin } from './scope.ts';

/** When somebody set the PIN that they have; null where they have none. */
export async function findOwnPin(db: Database, scope: Scope): Promise<Instant | null> {
  const rows = await readRows(db, db.select(pick({ setAt: staffPin.setAt })).from(staffPin).where(ownPin(scope)));
  return rows[0]?.setAt ?? null;
}

/** Another PIN: wherever they are in by the last one they no longer are, and a lock is over. */
export function setPin(db: Database, personId: string, pinHash: string, setAt: Instant): Statement[] {
  return [
    db.insert(staffPin).values({ personId, pinHash, setAt }).onConflictDoUpdate({ target: staffPin.personId, set: { pinHash, setAt } }),
    endLockOf('pin', `person:${personId}`),
    sql`UPDATE ${session} SET ended_at = ${setAt} WHERE person_id = ${personId} AND way = 'pin' AND ended_at IS NULL`,
  ];
}

/** The same PIN, hashed as costly as today. */
export function rehashPin(db: Database, personId: string, pinHash: string): Statement {
  return db.update(staffPin).set({ pinHash }).where(eq(staffPin.personId, personId));
}
