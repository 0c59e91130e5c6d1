import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import { CONSENT_VERSION } from '../domain/family.ts';
import * as t from '../store/schema.ts';
import type { Vault } from '../vault.ts';
import { COOK, DAUGHTER, ELDER_ID, SON } from './personas.ts';
import type { Insert } from './rows.ts';

/** The children of the first elder: one to whom she said yes herself, one for whom she did at the counter. */
export async function loadFamilies(insert: Insert, vault: Vault, today: ServiceDate): Promise<void> {
  const at = instantAt(addDays(today, -30), 10 * 60);
  for (const { id, name, relation, phone } of [DAUGHTER, SON]) {
    const bindingId = `binding-${id}`;
    const phoneSealed = await vault.seal({ table: 'family_member', column: 'phone_sealed', row: id }, phone);
    insert(t.person, [{ id, name }]);
    insert(t.familyMember, [{ personId: id, phoneSealed, phoneIndex: await vault.indexOf('phone', phone), joinedAt: at }]);
    insert(t.familyBinding, [{ id: bindingId, personId: id, elderId: ELDER_ID, cardId: `card-${ELDER_ID}`, name, relation, askedAt: at }]);
    const witness = `person:${COOK.id}`;
    const given = id === DAUGHTER.id ? { channel: 'elder_page' as const, givenBy: `elder:${ELDER_ID}`, witness: null } : { channel: 'counter' as const, givenBy: witness, witness };
    insert(t.familyConsent, [{ bindingId, version: CONSENT_VERSION, ...given, givenAt: at + 3_600_000 }]);
  }
}
