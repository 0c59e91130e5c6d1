import type { LookField } from '../domain/look.ts';
import { maskIdNumber, maskPhone } from '../domain/masking.ts';
import type { Vault } from '../vault.ts';
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
