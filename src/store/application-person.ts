import type { ServiceDate } from '../domain/calendar.ts';
import { initialsOf } from '../domain/name-initials.ts';
import { parseIdNumber } from '../domain/id-number.ts';
import { maskIdNumber, maskNumber, maskPhone } from '../domain/masking.ts';
import { newId, type Vault } from '../vault.ts';
import { buildingIndexOf } from './building-index.ts';
import type { Statement } from './commit.ts';
import type { ApplicationRead } from './applications.ts';
import type { Database } from './read.ts';
import { elder } from './schema.ts';


// What of an application is sealed: bound to the application until it is granted, then sealed anew for the elder's own record.

const at = (column: string, row: string) => ({ table: 'application', column, row });
const ofElder = (column: string, row: string) => ({ table: 'elder', column, row });

export type PersonTyped = { idNumber: string; phone: string | null; address: string | null };

/** The sealed columns of a new application for somebody who is not known by card or search. */
export async function sealPerson(vault: Vault, id: string, { idNumber, phone, address }: PersonTyped) {
  return {
    idNumberSealed: await vault.seal(at('id_number_sealed', id), idNumber),
    idNumberIndex: await vault.indexOf('id_number', idNumber),
    ...(await sealPhone(vault, id, phone)),
    addressSealed: await sealAddress(vault, id, address),
  };
}

export async function sealPhone(vault: Vault, id: string, phone: string | null) {
  return {
    phoneSealed: phone === null ? null : await vault.seal(at('phone_sealed', id), phone),
    phoneIndex: phone === null ? null : await vault.indexOf('phone', phone),
  };
}

export async function sealAddress(vault: Vault, id: string, address: string | null): Promise<string | null> {
  return address === null ? null : vault.seal(at('address_sealed', id), address);
}

export type PersonOpened = { idNumber: string | null; phone: string | null; address: string | null; papers: (string | null)[] };

/** The full values. What the applicant gave comes first, what the elder's own record says stands in for the rest. */
export async function openPerson(vault: Vault, read: Pick<ApplicationRead, 'application' | 'elder' | 'papers'>): Promise<PersonOpened> {
  const { application: own, elder: known } = read;
  const open = async (column: 'id_number_sealed' | 'phone_sealed' | 'address_sealed', ours: string | null, theirs: string | null | undefined) => {
    if (ours !== null) return vault.open(at(column, own.id), ours);
    return known && theirs ? vault.open(ofElder(column, known.id), theirs) : null;
  };
  return {
    idNumber: await open('id_number_sealed', own.idNumberSealed, known?.idNumberSealed),
    phone: await open('phone_sealed', own.phoneSealed, known?.phoneSealed),
    address: await open('address_sealed', own.addressSealed, known?.addressSealed),
    papers: await Promise.all(
      read.papers.map(({ position, numberSealed }) => {
        const place = { table: 'application_paper', column: 'number_sealed', row: `${own.id}-${position}` };
        return numberSealed === null ? null : vault.open(place, numberSealed);
      }),
    ),
  };
}

/** The same with stars: enough to tell whether it is the right person. An address shows nothing but that it is known. */
export function masked({ idNumber, phone, address, papers }: PersonOpened) {
  return {
    idNumber: idNumber === null ? null : maskIdNumber(idNumber),
    phone: phone === null ? null : maskPhone(phone),
    addressKnown: address !== null,
    papers: papers.map((number) => (number === null ? null : maskNumber(number))),
  };
}

/** The elder's record of somebody new, made when their first application is granted. */
export async function elderToInsert(db: Database, vault: Vault, read: ApplicationRead, opened: PersonOpened): Promise<{ elderId: string; statement: Statement }> {
  const { application: own } = read;
  const parsed = parseIdNumber(opened.idNumber ?? '');
  if ('problem' in parsed || own.mealPointId === null) throw new Error('an application without an ID number or a meal point was granted');
  const elderId = newId();
  const seal = (column: string, value: string | null) => (value === null ? null : vault.seal(ofElder(column, elderId), value));
  const { phone, address } = opened;
  const statement = db.insert(elder).values({
    id: elderId,
    name: own.name,
    callAs: null,
    sex: parsed.sex,
    birthDate: parsed.birthDate,
    idNumberSealed: await vault.seal(ofElder('id_number_sealed', elderId), parsed.number),
    idNumberIndex: own.idNumberIndex,
    phoneSealed: await seal('phone_sealed', phone),
    phoneIndex: phone === null ? null : await vault.indexOf('phone', phone),
    phoneTailIndex: phone === null ? null : await vault.indexOf('phone_tail', phone.slice(-4)),
    registeredDivision: own.registeredDivision,
    registeredPlace: own.registeredPlace,
    residenceDivision: own.villageCode,
    addressSealed: await seal('address_sealed', address),
    doorNoteSealed: null,
    coordinatesSealed: null,
    mealPointId: own.mealPointId,
    nameInitials: initialsOf(own.name),
    buildingIndex: await buildingIndexOf(vault, address),
  });
  return { elderId, statement };
}

/** The birth date, from the record or from the ID number itself. */
export function birthDateOf(read: Pick<ApplicationRead, 'elder'>, opened: PersonOpened): ServiceDate | null {
  if (read.elder) return read.elder.birthDate;
  const parsed = parseIdNumber(opened.idNumber ?? '');
  return 'problem' in parsed ? null : parsed.birthDate;
}

