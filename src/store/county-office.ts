import { and, eq } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { pick, type Database } from './read.ts';
import { division } from './schema.ts';
import { divisionGranted } from './scope.ts';

/** The county whose own official looks; no row for the office of a town. */
export function countyOffice(db: Database, scope: Scope) {
  return db
    .select(pick({ code: division.code, name: division.name }))
    .from(division)
    .where(and(divisionGranted(scope), eq(division.level, 'county')));
}
