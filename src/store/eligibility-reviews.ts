import { sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import { guard, type Statement } from './commit.ts';
import type { Database } from './read.ts';
import { elder, elderFact, eligibility } from './schema.ts';

/** When a granted fact is to be looked at again. */
export function eligibilityToInsert(db: Database, row: { factId: string; applicationId: string; reviewDate: ServiceDate }): Statement {
  return db.insert(eligibility).values(row);
}

/** Nobody with this ID number has been recorded since. */
export function unknownStill(idNumberIndex: string): SQL {
  return guard('still unknown', sql`NOT EXISTS (SELECT 1 FROM ${elder} WHERE id_number_index = ${idNumberIndex})`);
}

/** Neither has the same fact been granted since, by a roster say, nor has the person died. */
export function stillToGrant(elderId: string, kind: string, value: string): SQL {
  return guard(
    'still to grant',
    sql`NOT EXISTS (SELECT 1 FROM ${elderFact} WHERE elder_id = ${elderId} AND to_date IS NULL AND (kind = 'death' OR (kind = ${kind} AND value = ${value})))`,
  );
}
