import { instantAt, type ServiceDate } from '../domain/calendar.ts';
import { checkDigitOf } from '../domain/card-number.ts';
import { initialsOf } from '../domain/name-initials.ts';
import { buildingIndexOf } from '../store/building-index.ts';
import * as t from '../store/schema.ts';
import { newToken, sha256, type Vault } from '../vault.ts';
import type { DemoElder } from './people.ts';
import { CARD_ELDER_ID, CARD_NUMBER, CARD_TOKEN, DAILY_ELDER_ID, ELDER_ID } from './personas.ts';
import { seeded } from './random.ts';
import type { Insert } from './rows.ts';

/** The elder's id: the personas have the ids that /demo knows. */
export function elderIdOf(elder: DemoElder): string {
  if (elder.persona === 'elder') return ELDER_ID;
  if (elder.persona === 'elder-daily') return DAILY_ELDER_ID;
  return elder.persona === 'elder-card' ? CARD_ELDER_ID : elder.key;
}

/** The number printed on the card, to be typed at the counter: 6, eight digits that nobody counts through, and the check digit. */
export function cardNumberOf(elder: DemoElder): string {
  if (elder.persona === 'elder-card') return CARD_NUMBER;
  const digits = `6${String(seeded(`card:${elder.key}`).int(100_000_000)).padStart(8, '0')}`;
  return digits + checkDigitOf(digits);
}

/** Elders with their sealed fields, dated facts, diets and cards. */
export async function loadPeople(insert: Insert, vault: Vault, elders: readonly DemoElder[], today: ServiceDate): Promise<void> {
  insert(t.elder, await Promise.all(elders.map((elder) => elderRow(vault, elder))));
  insert(t.card, await Promise.all(elders.map((elder) => cardRow(vault, elder, today))));
  insert(
    t.elderFact,
    elders.flatMap((elder) =>
      elder.facts.map((fact, index) => ({
        id: `${elderIdOf(elder)}-fact-${index + 1}`,
        elderId: elderIdOf(elder),
        kind: fact.kind,
        value: fact.value,
        scale: fact.scale,
        fromDate: fact.from,
        toDate: fact.to,
        source: fact.source,
        document: fact.document,
        recordedAt: instantAt(fact.from, 9 * 60),
        recordedBy: 'job:demo',
      })),
    ),
  );
  loadDiets(insert, elders);
}

async function elderRow(vault: Vault, elder: DemoElder) {
  const id = elderIdOf(elder);
  const seal = (column: string, value: string | null) => (value === null ? null : vault.seal({ table: 'elder', column, row: id }, value));
  const { phone, coordinates } = elder;
  return {
    id,
    name: elder.name,
    callAs: elder.callAs,
    sex: elder.sex,
    birthDate: elder.birthDate,
    idNumberSealed: await vault.seal({ table: 'elder', column: 'id_number_sealed', row: id }, elder.idNumber),
    idNumberIndex: await vault.indexOf('id_number', elder.idNumber),
    phoneSealed: await seal('phone_sealed', phone),
    phoneIndex: phone && (await vault.indexOf('phone', phone)),
    phoneTailIndex: phone && (await vault.indexOf('phone_tail', phone.slice(-4))),
    registeredDivision: elder.registeredDivisionCode,
    registeredPlace: elder.registeredPlace,
    residenceDivision: elder.residenceDivisionCode,
    addressSealed: await seal('address_sealed', elder.address),
    doorNoteSealed: await seal('door_note_sealed', elder.doorNote),
    coordinatesSealed: await seal('coordinates_sealed', coordinates && JSON.stringify(coordinates)),
    mealPointId: elder.homePointKey,
    nameInitials: initialsOf(elder.name),
    buildingIndex: await buildingIndexOf(vault, elder.address),
  };
}

/** Nobody knows the links on the cards but their owners; the persona's is the one on /demo. */
async function cardRow(vault: Vault, elder: DemoElder, today: ServiceDate) {
  const elderId = elderIdOf(elder);
  const id = `card-${elderId}`;
  const number = cardNumberOf(elder);
  return {
    id,
    elderId,
    numberSealed: await vault.seal({ table: 'card', column: 'number_sealed', row: id }, number),
    numberIndex: await vault.indexOf('card_number', number),
    tokenHash: await sha256(elderId === CARD_ELDER_ID ? CARD_TOKEN : newToken()),
    issuedAt: instantAt(today, 9 * 60) - 90 * 86_400_000,
  };
}

function loadDiets(insert: Insert, elders: readonly DemoElder[]): void {
  insert(
    t.elderDiet,
    elders.map((elder) => {
      const { texture, feedingHelp, note, askedOn } = elder.diet;
      const askedAt = askedOn === null ? null : instantAt(askedOn, 10 * 60);
      return { elderId: elderIdOf(elder), texture, feedingHelp: feedingHelp ? 1 : 0, note, askedAt };
    }),
  );
  insert(
    t.elderDietItem,
    elders.flatMap((elder) => elder.diet.items.map((item) => ({ elderId: elderIdOf(elder), ...item }))),
  );
}
