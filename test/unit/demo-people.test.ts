import { describe, expect, test } from 'vitest';
import { ageOn } from '../../src/domain/calendar.ts';
import { checkDigitOf, endsInCheckDigit } from '../../src/domain/card-number.ts';
import { factsOn, holdsOn } from '../../src/domain/elder.ts';
import { MEAL_SLOTS } from '../../src/domain/meal-slot.ts';
import { CATEGORIES } from '../../src/demo/data/categories.ts';
import { DIVISION_BY_CODE, townOf } from '../../src/demo/data/divisions.ts';
import { modesOf } from '../../src/demo/data/point.ts';
import { POINTS } from '../../src/demo/data/points.ts';
import { TOWNS } from '../../src/demo/data/towns.ts';
import { cardNumberOf } from '../../src/demo/load-people.ts';
import { inventFacts } from '../../src/demo/people-facts.ts';
import { metresBetween } from '../../src/demo/people-home.ts';
import { inventElders } from '../../src/demo/people.ts';
import { CARD_NUMBER } from '../../src/demo/personas.ts';
import { seeded } from '../../src/demo/random.ts';
import { found, repeated, serviceDate } from '../support/demo.ts';

const TODAY = serviceDate('2026-11-22');
const ELDERS = inventElders(3_000, 'tengzhou', TODAY, POINTS);
type Elder = (typeof ELDERS)[number];

const REGULARS = ELDERS.filter((elder) => elder.homePointKey === 'jinghe' && elder.habit.lunch > 0);
const share = (matches: (elder: Elder) => boolean) => ELDERS.filter(matches).length / ELDERS.length;
const isToday = (code: string) => ({ birthDate, facts }: Elder) => factsOn(birthDate, facts, TODAY).categories.includes(code);
const holdsToday = (kind: 'ability' | 'institution' | 'death') => (elder: Elder) => holdsOn(elder.facts, kind, TODAY);

describe('elders', () => {
  test('the same seed and day give the same people; a smaller count leaves the others as they are', () => {
    expect(inventElders(200, 'tengzhou', TODAY, POINTS)).toEqual(ELDERS.slice(0, 200));
    expect(inventElders(200, 'another', TODAY, POINTS)).not.toEqual(ELDERS.slice(0, 200));
  });

  test('ID numbers: check character by the published weights, sex and birth date in place, nobody twice', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    expect(repeated(ELDERS.map((elder) => elder.idNumber))).toEqual([]);
    for (const { idNumber, birthDate, sex } of ELDERS) {
      const sum = weights.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0);
      expect(idNumber[17]).toBe('10X98765432'[sum % 11]);
      expect(idNumber.slice(6, 14)).toBe(birthDate.replaceAll('-', ''));
      expect(Number(idNumber[16]) % 2).toBe(sex === 'male' ? 1 : 0);
    }
  });

  test('no ID number and no telephone can be anybody’s', () => {
    // 3704 is 枣庄: its districts, its county-level city and the county it was before.
    const everUsed = ['00', '01', '02', '03', '04', '05', '06', '21', '81'].map((end) => `3704${end}`);
    for (const { idNumber, phone } of ELDERS) {
      expect(idNumber.slice(0, 4)).toBe('3704');
      expect(everUsed).not.toContain(idNumber.slice(0, 6));
      expect(phone ?? '15400000000').toMatch(/^154\d{8}$/);
    }
  });

  test('ages from 58 to 101, most from 65 to 79, more women the older', () => {
    const age = (elder: Elder) => ageOn(elder.birthDate, TODAY);
    expect(Math.min(...ELDERS.map(age))).toBeGreaterThanOrEqual(58);
    expect(Math.max(...ELDERS.map(age))).toBeLessThanOrEqual(101);
    expect(share((elder) => age(elder) < 60)).toBeLessThan(0.04);
    expect(share((elder) => age(elder) >= 65 && age(elder) < 80)).toBeGreaterThan(0.55);
    const women = (from: number, before: number) => {
      const band = ELDERS.filter((elder) => age(elder) >= from && age(elder) < before);
      return band.filter((elder) => elder.sex === 'female').length / band.length;
    };
    expect(women(80, 102)).toBeGreaterThan(women(58, 70));
  });

  test('everybody lives in a village within 3 km of the town’s seat, and belongs to the nearest point of that town', () => {
    for (const elder of ELDERS) {
      const village = found(DIVISION_BY_CODE.get(elder.residenceDivisionCode));
      const town = found(TOWNS.find((one) => one.code === village.parentCode));
      const nearby = POINTS.filter((point) => townOf(point.divisionCode) === town.code);
      const home = found(nearby.find((point) => point.key === elder.homePointKey));
      expect((elder.address === null) === (elder.coordinates === null)).toBe(true);
      if (elder.coordinates === null) continue;
      const { coordinates } = elder;
      expect(metresBetween(coordinates, town)).toBeLessThan(3_000);
      const distance = metresBetween(home, coordinates);
      expect(nearby.filter((point) => metresBetween(point, coordinates) < distance)).toEqual([]);
    }
  });

  test('registered in a division of the county, or somewhere outside in words, never both', () => {
    for (const { registeredDivisionCode, registeredPlace } of ELDERS) {
      expect(registeredDivisionCode === null).toBe(registeredPlace !== null);
      if (registeredDivisionCode !== null) expect(DIVISION_BY_CODE.get(registeredDivisionCode)?.level).toBe('village');
    }
    expect(share((elder) => elder.registeredPlace !== null)).toBeGreaterThan(0.03);
    expect(share((elder) => elder.registeredDivisionCode === elder.residenceDivisionCode)).toBeGreaterThan(0.8);
  });

  test.each<[what: string, low: number, high: number, matches: (elder: Elder) => boolean]>([
    ['without a telephone', 0.06, 0.1, (elder) => elder.phone === null],
    ['without an address', 0.02, 0.04, (elder) => elder.address === null],
    ['低保 today', 0.03, 0.05, isToday('minimum_living_guarantee')],
    ['特困 today', 0.005, 0.015, isToday('extreme_hardship')],
    ['低保边缘 today', 0.01, 0.03, isToday('low_income_margin')],
    ['计生特殊家庭', 0.005, 0.018, isToday('special_family_planning')],
    ['优抚对象', 0.012, 0.03, isToday('entitled_group')],
    ['with a category that ended', 0.005, 0.03, ({ facts }) => facts.some(({ kind, to }) => kind === 'category' && to !== null)],
    ['assessed for ability', 0.12, 0.18, holdsToday('ability')],
    ['in an institution', 0.001, 0.01, holdsToday('institution')],
    ['who died', 0.001, 0.01, holdsToday('death')],
    ['never asked about diet', 0.17, 0.23, (elder) => elder.diet.askedOn === null],
    ['软食', 0.12, 0.16, (elder) => elder.diet.texture === 'soft'],
    ['半流', 0.012, 0.028, (elder) => elder.diet.texture === 'semi_liquid'],
    ['流食', 0.001, 0.006, (elder) => elder.diet.texture === 'liquid'],
    ['with a restriction', 0.17, 0.23, (elder) => elder.diet.items.some((item) => item.kind === 'restriction')],
    ['with an allergy', 0.035, 0.065, (elder) => elder.diet.items.some((item) => item.kind === 'allergy')],
  ])('as many are %s as is plausible', (_, low, high, matches) => {
    expect(share(matches)).toBeGreaterThanOrEqual(low);
    expect(share(matches)).toBeLessThanOrEqual(high);
  });

  // Many more than the county has: the seldom cases, such as somebody who died between two changes, are among them.
  const MANY_FACTS = Array.from({ length: 20_000 }, (_, index) => {
    const person = { sex: index % 2 === 0 ? 'female' : 'male', birthDate: serviceDate('1938-05-01') } as const;
    return inventFacts(seeded(`facts:${index}`), person, TODAY);
  });

  test('facts are in order, begin before today and end after they begin', () => {
    for (const facts of MANY_FACTS) {
      const days = facts.map((fact) => fact.from);
      expect(days).toEqual(days.toSorted());
      const wrong = facts.filter(({ from, to }) => from >= TODAY || (to !== null && (to <= from || to > TODAY)));
      expect(wrong).toEqual([]);
    }
  });

  test('hardship categories are the county’s, of 特困, 低保 and 低保边缘 one at a time', () => {
    const known = new Set<string>(CATEGORIES.map((category) => category.code));
    const exclusive = ['extreme_hardship', 'minimum_living_guarantee', 'low_income_margin'];
    for (const facts of MANY_FACTS) {
      expect(facts.filter((fact) => fact.kind === 'category' && !known.has(fact.value))).toEqual([]);
      const onDay = facts.map((fact) => factsOn(serviceDate('1938-05-01'), facts, fact.from).categories);
      expect(onDay.filter((codes) => codes.filter((code) => exclusive.includes(code)).length > 1)).toEqual([]);
    }
  });

  test('nothing begins after a death', () => {
    const dead = MANY_FACTS.filter((facts) => facts.some((fact) => fact.kind === 'death'));
    expect(dead.length).toBeGreaterThan(50);
    expect(dead.filter((facts) => facts.at(-1)?.kind !== 'death')).toEqual([]);
  });

  test('an unasked diet is empty, an allergy says how bad it is, a restriction does not', () => {
    for (const { diet } of ELDERS) {
      if (diet.askedOn === null) expect(diet).toMatchObject({ texture: 'regular', items: [] });
      expect(diet.items.filter((item) => (item.kind === 'allergy') !== (item.severity !== undefined))).toEqual([]);
      expect(repeated(diet.items.map((item) => `${item.kind}:${item.code}`))).toEqual([]);
    }
  });

  test('each card has a number of its own with its check digit, and from one nobody counts on to the next', () => {
    const numbers = ELDERS.map(cardNumberOf);
    expect(numbers.filter((number) => !/^6\d{9}$/.test(number) || !endsInCheckDigit(number))).toEqual([]);
    expect(repeated(numbers)).toEqual([]);
    expect(numbers[ELDERS.findIndex((elder) => elder.persona === 'elder-card')]).toBe(CARD_NUMBER);
    const known = Number(CARD_NUMBER.slice(0, -1));
    const following = Array.from({ length: 2000 }, (_, index) => String(known + index - 1000)).filter((digits) => digits !== String(known));
    expect(following.filter((digits) => numbers.includes(digits + checkDigitOf(digits)))).toEqual([]);
  });

  test('people eat what their point serves, in a way it offers', () => {
    for (const elder of ELDERS) {
      const point = found(POINTS.find((one) => one.key === elder.homePointKey));
      const lunch = found(point.slots.find((slot) => slot.slot === 'lunch'));
      expect(modesOf(lunch)).toContain(elder.preferredMode);
      const served = point.slots.map((slot) => slot.slot);
      expect(MEAL_SLOTS.filter((slot) => elder.habit[slot] > 0 && !served.includes(slot))).toEqual([]);
      expect(MEAL_SLOTS.filter((slot) => elder.habit[slot] < 0 || elder.habit[slot] > 1)).toEqual([]);
    }
  });
});

describe('the persona canteen', () => {
  test('140 regulars, about 85 lunches a day, 40 breakfasts, 20 dinners, eaten in, fetched and brought', () => {
    const expected = (slot: (typeof MEAL_SLOTS)[number]) => REGULARS.reduce((sum, elder) => sum + elder.habit[slot], 0);
    expect(REGULARS).toHaveLength(140);
    expect(Math.abs(expected('lunch') - 85)).toBeLessThan(6);
    expect(Math.abs(expected('breakfast') - 40)).toBeLessThan(10);
    expect(Math.abs(expected('dinner') - 20)).toBeLessThan(9);
    const prefer = (mode: string) => REGULARS.filter((elder) => elder.preferredMode === mode).length;
    expect(prefer('dine_in')).toBeGreaterThan(60);
    expect(prefer('pickup')).toBeGreaterThan(4);
    expect(prefer('home_delivery')).toBeGreaterThan(30);
  });

  test('somebody has a severe peanut allergy, somebody needs 半流, somebody’s address is not known', () => {
    const severe = REGULARS.flatMap((elder) => elder.diet.items).filter((item) => item.severity === 'severe');
    expect(severe.map((item) => item.code)).toContain('peanut');
    expect(REGULARS.filter((elder) => elder.diet.texture === 'semi_liquid')).not.toEqual([]);
    expect(REGULARS.filter((elder) => elder.address === null)).not.toEqual([]);
  });

  test.each([
    ['李秀英', { persona: 'elder', callAs: '李阿姨', sex: 'female' }, 76],
    ['张德昌', { persona: 'elder-card', sex: 'male' }, 82],
    ['王桂兰', { diet: { items: [{ kind: 'allergy', code: 'peanut', severity: 'severe' }] } }, 73],
  ])('%s is there', (name, told, age) => {
    const elder = found(REGULARS.find((one) => one.name === name));
    expect(elder).toMatchObject(told);
    expect(ageOn(elder.birthDate, TODAY)).toBe(age);
    expect(factsOn(elder.birthDate, elder.facts, TODAY).categories).toEqual([]);
    expect(elder.phone).not.toBeNull();
    expect(elder.address).not.toBeNull();
  });

  test('each elder persona is one person; 张德昌 lives alone', () => {
    expect(ELDERS.flatMap((elder) => elder.persona ?? []).sort()).toEqual(['elder', 'elder-card', 'elder-daily']);
    const alone = found(ELDERS.find((elder) => elder.persona === 'elder-card'));
    expect(alone.facts).toEqual([expect.objectContaining({ kind: 'living', value: 'alone', to: null })]);
  });
});
