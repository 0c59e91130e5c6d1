import { describe, expect, test } from 'vitest';
import { MEAL_SLOTS } from '../../src/domain/meal-slot.ts';
import { LICENCE_KINDS, POINT_KINDS } from '../../src/domain/network.ts';
import { COUNTY_CODE, DIVISIONS, DIVISION_BY_CODE, VILLAGES_OF, townOf } from '../../src/demo/data/divisions.ts';
import { CENTRAL_KITCHENS, KITCHENS } from '../../src/demo/data/kitchens.ts';
import { OPERATORS } from '../../src/demo/data/operators.ts';
import { modesOf } from '../../src/demo/data/point.ts';
import { POINTS } from '../../src/demo/data/points.ts';
import { TOWNS } from '../../src/demo/data/towns.ts';
import { metresBetween } from '../../src/demo/people-home.ts';
import { seeded } from '../../src/demo/random.ts';
import { found, repeated } from '../support/demo.ts';

describe('chance', () => {
  test('the same seed repeats, another differs', () => {
    const draw = (seed: string) => Array.from({ length: 50 }, seeded(seed).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  test('numbers stay in range and reach both ends', () => {
    const random = seeded('range');
    const drawn = new Set(Array.from({ length: 500 }, () => random.int(6)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('weights are kept to, and a weight of nothing is never picked', () => {
    const random = seeded('weights');
    const drawn = Array.from({ length: 10_000 }, () => random.weighted([['often', 9], ['seldom', 1], ['never', 0]]));
    expect(drawn.filter((one) => one === 'seldom').length).toBeGreaterThan(900);
    expect(drawn.filter((one) => one === 'seldom').length).toBeLessThan(1_100);
    expect(drawn).not.toContain('never');
  });

  test('nothing cannot be picked from', () => {
    expect(() => seeded('x').pick([])).toThrow('nothing to pick from');
    expect(() => seeded('x').weighted([['a', 0]])).toThrow('weights');
    expect(() => seeded('x').int(0)).toThrow('positive');
  });
});

describe('divisions', () => {
  test('one county, 21 towns and streets, 1,180 villages and communities', () => {
    const count = (level: string) => DIVISIONS.filter((row) => row.level === level).length;
    expect([count('county'), count('town'), count('village')]).toEqual([1, 21, 1_180]);
    expect(DIVISION_BY_CODE.get(COUNTY_CODE)?.name).toBe('滕州市');
  });

  test('twelve digits, unique, parents first, names that end in their kind', () => {
    const seen = new Set<string | null>([null]);
    for (const row of DIVISIONS) {
      expect(row.code).toMatch(/^370481\d{6}$/);
      expect(seen.has(row.code)).toBe(false);
      expect(seen.has(row.parentCode)).toBe(true);
      expect(row.name.endsWith(row.kindWord)).toBe(true);
      expect(row.name).not.toMatch(/委会|委员会/);
      seen.add(row.code);
    }
  });

  test('no two villages of a town share a name', () => {
    for (const villages of VILLAGES_OF.values()) expect(repeated(villages.map((village) => village.name))).toEqual([]);
  });

  test('every town lies inside the county, under its own name', () => {
    expect(TOWNS.map((town) => town.code)).toEqual([...VILLAGES_OF.keys()]);
    for (const town of TOWNS) {
      expect(DIVISION_BY_CODE.get(town.code)?.name).toBe(town.name);
      // 34°50′–35°17′ N, 116°48′–117°23′ E.
      expect(town.latE6).toBeGreaterThan(34_833_000);
      expect(town.latE6).toBeLessThan(35_284_000);
      expect(town.lngE6).toBeGreaterThan(116_800_000);
      expect(town.lngE6).toBeLessThan(117_384_000);
    }
  });
});

describe('meal points', () => {
  test('sixty, of every kind, in every town', () => {
    expect(POINTS).toHaveLength(60);
    expect(new Set(POINTS.map((point) => point.kind))).toEqual(new Set(POINT_KINDS));
    expect(new Set(POINTS.map((point) => townOf(point.divisionCode)))).toEqual(new Set(TOWNS.map((town) => town.code)));
  });

  test('keys, names, phones and licences belong to one point each', () => {
    expect(repeated(POINTS.map((point) => point.key))).toEqual([]);
    expect(repeated(POINTS.map((point) => point.name))).toEqual([]);
    expect(repeated(POINTS.map((point) => point.divisionCode))).toEqual([]);
    expect(repeated([...POINTS, ...CENTRAL_KITCHENS].map((one) => one.phone))).toEqual([]);
    expect(repeated(POINTS.map((point) => point.licence.number))).toEqual([]);
  });

  test.each(POINTS.map((point) => [point.name, point] as const))('%s stands where its codes say', (_, point) => {
    const village = found(DIVISION_BY_CODE.get(point.divisionCode));
    const town = found(TOWNS.find((one) => one.code === village.parentCode));
    expect(village.level).toBe('village');
    expect(point.address.startsWith(town.name)).toBe(true);
    expect(point.name + point.address).toContain(village.name.slice(0, -village.kindWord.length));
    expect(metresBetween(point, town)).toBeLessThan(2_500);
    expect(point.phone).toMatch(/^0632-5550\d{3}$/);
    expect(LICENCE_KINDS).toContain(point.licence.kind);
    expect(OPERATORS.map((operator) => operator.key)).toContain(point.operatorKey);
  });

  test('one licence is about to run out, the others last', () => {
    const days = POINTS.map((point) => point.licence.expiresInDays).sort((a, b) => a - b);
    expect(days[0]).toBeGreaterThan(0);
    expect(days[0]).toBeLessThan(20);
    expect(days[1]).toBeGreaterThan(200);
  });

  test('every point serves lunch; a slot is served once, by a kitchen that exists, in at least one way', () => {
    const kitchens = new Set(KITCHENS.map((kitchen) => kitchen.key));
    for (const point of POINTS) {
      expect(point.slots.map((slot) => slot.slot)).toContain('lunch');
      expect(repeated(point.slots.map((slot) => slot.slot))).toEqual([]);
      for (const slot of point.slots) {
        expect(kitchens.has(slot.kitchenKey)).toBe(true);
        expect(modesOf(slot)).not.toEqual([]);
        expect(slot.capacity.dine_in % Math.max(1, point.seats)).toBe(0);
        expect(slot.serveFromMinute).toBeLessThan(slot.serveToMinute);
        // Ordering ends before anybody eats.
        expect(slot.cutoffDayOffset * 1_440 + slot.cutoffMinute).toBeLessThan(slot.serveFromMinute);
      }
    }
  });

  test('three central kitchens supply points, an own kitchen only its own', () => {
    expect(CENTRAL_KITCHENS).toHaveLength(3);
    expect(repeated(KITCHENS.map((kitchen) => kitchen.key))).toEqual([]);
    const supplied = POINTS.flatMap((point) => point.slots.map((slot) => [point.key, slot.kitchenKey] as const));
    for (const kitchen of KITCHENS) {
      const points = new Set(supplied.filter(([, key]) => key === kitchen.key).map(([point]) => point));
      expect(DIVISION_BY_CODE.get(kitchen.divisionCode)?.level).toBe('village');
      if (kitchen.kind === 'central') expect(points.size).toBeGreaterThan(4);
      else expect([...points]).toEqual([kitchen.key]);
    }
  });

  test('the persona canteen serves all three slots in all three ways', () => {
    const jinghe = found(POINTS.find((point) => point.key === 'jinghe'));
    expect(jinghe.name).toBe('荆河街道长者食堂');
    expect(jinghe.slots.map((slot) => [slot.slot, modesOf(slot).length])).toEqual(MEAL_SLOTS.map((slot) => [slot, 3]));
  });

  test('agreements run on the day of loading', () => {
    expect(repeated(OPERATORS.map((operator) => operator.agreementNo))).toEqual([]);
    expect(OPERATORS.length).toBeGreaterThanOrEqual(8);
    expect(OPERATORS.filter((operator) => operator.fromDays >= 0 || operator.toDays <= 0)).toEqual([]);
  });
});
