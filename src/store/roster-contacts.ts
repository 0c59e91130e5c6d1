import { and, eq, sql } from 'drizzle-orm';
import type { RosterHead } from '../domain/roster-plan.ts';
import type { Vault } from '../vault.ts';
import { buildingIndexOf } from './building-index.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { elder, rosterContact, rosterLine, rosterRow } from './schema.ts';
import { placeOf } from './rosters.ts';

export type ContactField = 'phone' | 'address';
export type ContactDifference = { elderId: string; ours: string | null; theirs: string; taken: boolean };

/** Where a row's phone or address is not ours, as the latest preview found it; null: there is no such difference. */
export async function findDifference(db: Database, vault: Vault, head: RosterHead, rowNo: number, field: ContactField): Promise<ContactDifference | null> {
  const [ours, theirs] = field === 'phone' ? [elder.phoneSealed, rosterRow.phoneSealed] : [elder.addressSealed, rosterRow.addressSealed];
  const { found, taken } = await readTogether(db, {
    found: db
      .select(pick({ elderId: elder.id, ours, theirs }))
      .from(rosterLine)
      .innerJoin(rosterRow, and(eq(rosterRow.rosterId, rosterLine.rosterId), eq(rosterRow.rowNo, rosterLine.rowNo)))
      .innerJoin(elder, eq(elder.id, rosterLine.elderId))
      .where(
        sql`${rosterLine.rosterId} = ${head.id} AND ${rosterLine.planNo} = ${head.plan.number} AND ${rosterLine.rowNo} = ${rowNo}
          AND EXISTS (SELECT 1 FROM json_each(${rosterLine.differs}) WHERE value = ${field})`,
      ),
    taken: takenOf(db, head.id),
  });
  const [row] = found;
  if (!row?.theirs) return null;
  const place = placeOf(head.id, rowNo, field === 'phone' ? 'phone_sealed' : 'address_sealed');
  return { elderId: row.elderId, ours: row.ours, theirs: await vault.open(place, row.theirs), taken: taken.some((one) => one.rowNo === rowNo && one.field === field) };
}

/** What was taken over from this list so far. */
export function takenOf(db: Database, rosterId: string) {
  return db.select(pick({ rowNo: rosterContact.rowNo, field: rosterContact.field })).from(rosterContact).where(eq(rosterContact.rosterId, rosterId));
}

/**
 * One person's phone or address becomes the list's, if ours is still what was read. What stood there is kept with the record. Where
 * an address changes, the point on the map is no longer known.
 */
export async function takeContact(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  take: { head: RosterHead; rowNo: number; field: ContactField; difference: ContactDifference },
): Promise<'done' | Conflict> {
  const { head, rowNo, field, difference: { elderId, ours, theirs } } = take;
  const column = field === 'phone' ? elder.phoneSealed : elder.addressSealed;
  const sealed = await vault.seal({ table: 'elder', column: column.name, row: elderId }, theirs);
  const changed = field === 'phone'
    ? { phoneSealed: sealed, phoneIndex: await vault.indexOf('phone', theirs), phoneTailIndex: await vault.indexOf('phone_tail', theirs.slice(-4)) }
    : { addressSealed: sealed, coordinatesSealed: null, buildingIndex: await buildingIndexOf(vault, theirs) };
  return commit(db, entry, {
    guards: [guard('ours is what was read', sql`EXISTS (SELECT 1 FROM ${elder} WHERE ${elder.id} = ${elderId} AND ${column} IS ${ours})`)],
    changes: [
      db.insert(rosterContact).values({ rosterId: head.id, rowNo, field, elderId, wasSealed: ours, takenAt: entry.at, takenBy: entry.actor }),
      db.update(elder).set(changed).where(eq(elder.id, elderId)),
    ],
  });
}
