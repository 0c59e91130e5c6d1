import { and, eq } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { Caller } from '../domain/counter.ts';
import type { LookField } from '../domain/look.ts';
import { maskIdNumber, maskPhone } from '../domain/masking.ts';
import type { Vault } from '../vault.ts';
import { elderAtCounter, homeOf, isOfOthers } from './counter.ts';
import { pointsOf } from './points.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { elder } from './schema.ts';

// What of an elder is sealed, and the two ways of showing it: with stars to whoever reaches them, in full after a look.

/** Selected beside whatever else a page needs of somebody. */
export const sealedColumns = { idNumberSealed: elder.idNumberSealed, phoneSealed: elder.phoneSealed, addressSealed: elder.addressSealed };
export type SealedRow = { idNumberSealed: string; phoneSealed: string | null; addressSealed: string | null };

const COLUMN: Record<LookField, { name: string; of: keyof SealedRow }> = {
  id_number: { name: 'id_number_sealed', of: 'idNumberSealed' },
  phone: { name: 'phone_sealed', of: 'phoneSealed' },
  address: { name: 'address_sealed', of: 'addressSealed' },
};

/** Whether there is anything to look at. */
export const isKnown = (row: SealedRow, field: LookField) => row[COLUMN[field].of] !== null;

/** In full. Only after the look was recorded. Null: nothing is known. */
export async function openSealed(vault: Vault, elderId: string, row: SealedRow, field: LookField): Promise<string | null> {
  const { name, of } = COLUMN[field];
  const sealed = row[of];
  return sealed === null ? null : vault.open({ table: 'elder', column: name, row: elderId }, sealed);
}

/** With stars; of an address only that there is one. */
export async function maskedPerson(vault: Vault, elderId: string, row: SealedRow): Promise<Record<LookField, string | null>> {
  const [idNumber, phone] = await Promise.all([openSealed(vault, elderId, row, 'id_number'), openSealed(vault, elderId, row, 'phone')]);
  return { id_number: idNumber && maskIdNumber(idNumber), phone: phone && maskPhone(phone), address: row.addressSealed === null ? null : '' };
}

/** Somebody at the counter with what is sealed of them. Null: the counter does not reach them. */
export async function loadSealedAtCounter(db: Database, scope: Scope, { elderId, card }: Caller, today: ServiceDate, key = '') {
  const rows = await readTogether(db, {
    elders: db.select(pick({ id: elder.id, name: elder.name, ...sealedColumns })).from(elder).where(and(eq(elder.id, elderId), elderAtCounter(scope, today, card))),
    homes: homeOf(db, scope, elderId, today),
    points: pointsOf(db, scope),
    prior: priorAnswer(db, key),
  });
  const [found] = rows.elders;
  return found ? { elder: found, ofOthers: isOfOthers(rows.homes[0]), points: rows.points, prior: rows.prior[0] } : null;
}
