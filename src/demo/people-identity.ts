import { addDays, type ServiceDate } from '../domain/calendar.ts';
import { checkCharacter } from '../domain/id-number.ts';
import { GIVEN_NAMES, SURNAMES, type Sex } from './data/names.ts';
import type { Random } from './random.ts';

export interface Identity {
  name: string;
  sex: Sex;
  birthDate: ServiceDate;
  idNumber: string;
  phone: string | null;
}

/** What of a person is not left to chance. */
export interface Given {
  name: string;
  sex: Sex;
  age: number;
}

/**
 * Nobody was ever born in 370499: the codes that GB/T 2260 has had in 枣庄 (3704) end in 00 to 06, 21 (the former 滕县) and
 * 81, never in 99. So the numbers have the right shape and check character and can be nobody's.
 */
const IMPOSSIBLE_AREA = '370499';

/** 154 has not been given to any operator: eleven digits like a mobile's, and no telephone rings. */
const UNUSED_PREFIX = '154';

/** Ages from … up to (not including) …, and the share, in a thousand. */
const AGES: readonly (readonly [readonly [number, number], number])[] = [
  [[58, 60], 20],
  [[60, 65], 165],
  [[65, 70], 235],
  [[70, 75], 240],
  [[75, 80], 165],
  [[80, 85], 100],
  [[85, 90], 52],
  [[90, 95], 18],
  [[95, 102], 5],
];

/** `taken` holds the ID numbers given so far and gains this one. */
export function inventIdentity(random: Random, today: ServiceDate, taken: Set<string>, given?: Given): Identity {
  const age = given?.age ?? ageBetween(random, random.weighted(AGES));
  // Women live longer: half of those of 60, two thirds of those of 90.
  const sex = given?.sex ?? (random.chance(0.5 + Math.max(0, age - 60) * 0.006) ? 'female' : 'male');
  const birthDate = addDays(today, -Math.floor((age + random.next() * 0.97) * 365.2425) - 2);
  return {
    name: given?.name ?? inventName(random, sex, Number(birthDate.slice(0, 4))),
    sex,
    birthDate,
    idNumber: idNumber(birthDate, sex, random.int(500), taken),
    phone: given === undefined && random.chance(0.08) ? null : phone(random),
  };
}

function phone(random: Random): string {
  return UNUSED_PREFIX + String(random.int(100_000_000)).padStart(8, '0');
}

function ageBetween(random: Random, [from, before]: readonly [number, number]): number {
  return from + random.int(before - from);
}

export function inventName(random: Random, sex: Sex, year: number): string {
  return random.weighted(SURNAMES) + random.pick(givenNames(sex, year));
}

function givenNames(sex: Sex, year: number): string[] {
  const generation = GIVEN_NAMES[sex].findLast(([from]) => from <= year);
  return generation === undefined ? [] : generation[1].split(' ');
}

/** The next free number of the day from `start` on: odd sequence numbers are men's, even ones women's. */
function idNumber(birthDate: ServiceDate, sex: Sex, start: number, taken: Set<string>): string {
  for (let i = 0; i < 500; i++) {
    const sequence = ((start + i) % 500) * 2 + (sex === 'male' ? 1 : 0);
    const body = IMPOSSIBLE_AREA + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
    const number = body + checkCharacter(body);
    if (taken.has(number)) continue;
    taken.add(number);
    return number;
  }
  throw new Error('more births on one day than ID numbers');
}
