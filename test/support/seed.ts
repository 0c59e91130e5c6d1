// A county small enough to reason about: two towns, a point in each, four elders, one Monday with its meals.
import { env } from 'cloudflare:workers';
import { instantAt, parseServiceDate, addDays, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import { checkDigitOf } from '../../src/domain/card-number.ts';
import { accountId } from '../../src/domain/ledger.ts';
import { initialsOf } from '../../src/domain/name-initials.ts';
import type { NoShowRule } from '../../src/domain/meal-run.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { fen } from '../../src/domain/money.ts';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';
import { buildingIndexOf } from '../../src/store/building-index.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import * as t from '../../src/store/schema.ts';
import { openVault, sha256 } from '../../src/vault.ts';
import { freshDatabase } from './d1.ts';

export function day(text: string): ServiceDate {
  const date = parseServiceDate(text);
  if (!date) throw new Error(`no such day: ${text}`);
  return date;
}

/** A Monday. Lunch: orders until 9:40, frozen at 9:50. Dinner: until 14:00. */
export const TODAY = day('2026-11-23');
export const TOMORROW = addDays(TODAY, 1);
export const at = (clock: string, date: ServiceDate = TODAY): Instant => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return instantAt(date, hours * 60 + minutes);
};
export const NOW = at('08:00');

/** Ids say what they are: run ids are point-date-slot. */
export const runId = (point: string, date: ServiceDate, slot: MealSlot) => `${point}-${date}-${slot}`;

const CUTOFF: Record<MealSlot, { offset: number; minute: number; serve: number }> = {
  breakfast: { offset: -1, minute: 20 * 60, serve: 7 * 60 },
  lunch: { offset: 0, minute: 9 * 60 + 40, serve: 11 * 60 },
  dinner: { offset: 0, minute: 14 * 60, serve: 17 * 60 },
};

/** Wipes the database and fills it. Returns it opened. */
export async function seedCounty(noShowRule: NoShowRule = 'release'): Promise<Database> {
  const db = openDatabase(await freshDatabase());
  const runs = ['p1', 'p2'].flatMap((point) => [TODAY, TOMORROW].flatMap((date) => (['lunch', 'dinner'] as const).flatMap((slot) => run(point, date, slot, 50, noShowRule))));
  await insertAll(db, [...network(), ...people(), ...food(), ...policy(), ...runs, ...(await elders())]);
  return db;
}

type Row = { table: Parameters<Database['insert']>[0]; values: Record<string, unknown>[] };

async function insertAll(db: Database, rows: readonly Row[]): Promise<void> {
  const statements = rows.map(({ table, values }) => db.insert(table).values(values as never).toSQL());
  await env.DB.batch(statements.map(({ sql, params }) => env.DB.prepare(sql).bind(...params)));
}

function network(): Row[] {
  const point = { operatorId: 'op1', kind: 'senior_canteen', address: '解放路 1 号', phone: '0632-5550123', phoneHours: '早上 7 点到晚上 6 点' };
  const place = { longitudeE6: 117_160_000, latitudeE6: 35_080_000, datum: 'wgs84', seats: 60, noShowRule: 'release' };
  const licence = { licenceKind: 'food_business', licenceNo: 'JY23704810000001', licenceExpiresDate: day('2028-01-01') };
  const division = (code: string, parentCode: string | null, name: string, level: string, kind: string) => ({ code, parentCode, name, level, kind });
  return [
    {
      table: t.division,
      values: [
        division('370481000000', null, '滕州市', 'county', '市'),
        division('370481001000', '370481000000', '荆河街道', 'town', '街道'),
        division('370481001001', '370481001000', '东关社区', 'village', '社区'),
        division('370481002000', '370481000000', '龙泉街道', 'town', '街道'),
        division('370481002001', '370481002000', '塔寺社区', 'village', '社区'),
      ],
    },
    { table: t.payer, values: [{ code: 'unspecified', name: '文件未载明', position: 1 }] },
    { table: t.category, values: [{ code: 'minimum_living_guarantee', name: '低保', position: 1 }] },
    { table: t.operator, values: [{ id: 'op1', name: '康和餐饮', agreementNo: '滕民助 1 号', agreementFromDate: day('2026-01-01'), agreementToDate: day('2029-01-01') }] },
    { table: t.kitchen, values: [{ id: 'k1', operatorId: 'op1', divisionCode: '370481001001', kind: 'own', name: '荆河厨房', phone: '0632-5550123' }] },
    {
      table: t.mealPoint,
      values: [
        { id: 'p1', name: '荆河街道长者食堂', divisionCode: '370481001001', ...point, ...place, ...licence },
        { id: 'p2', name: '龙泉街道长者食堂', divisionCode: '370481002001', ...point, ...place, ...licence },
      ],
    },
    { table: t.prepaidRule, values: [{ operatorId: 'op1', setAt: 0, topUpMostFen: 100_000, heldMostFen: 500_000, refundAloneMostFen: 20_000, source: '测试规定', setBy: 'person:clerk' }] },
    {
      table: t.account,
      values: [
        { id: accountId('payer', 'unspecified'), kind: 'payer', ownerId: 'unspecified' },
        ...(['operator', 'operator_subsidy', 'delivery_subsidy'] as const).map((kind) => ({ id: accountId(kind, 'op1'), kind, ownerId: 'op1' })),
        { id: accountId('cash', 'p1'), kind: 'cash', ownerId: 'p1' },
        { id: accountId('cash', 'p2'), kind: 'cash', ownerId: 'p2' },
      ],
    },
  ];
}

function people(): Row[] {
  const grant = (personId: string, role: string, where: { mealPointId?: string; divisionCode?: string }) => ({
    id: `grant-${personId}`, personId, role, ...where, grantedAt: 0, grantedBy: 'person:seed',
  });
  return [
    { table: t.person, values: [{ id: 'cook1', name: '李芳' }, { id: 'cook2', name: '孙梅' }, { id: 'clerk', name: '周敏' }, { id: 'clerk2', name: '郑红' }, { id: 'town-clerk', name: '赵强' }] },
    {
      table: t.roleGrant,
      values: [
        grant('cook1', 'canteen_staff', { mealPointId: 'p1' }),
        grant('cook2', 'canteen_staff', { mealPointId: 'p2' }),
        grant('clerk', 'county_official', { divisionCode: '370481000000' }),
        grant('clerk2', 'county_official', { divisionCode: '370481000000' }),
        grant('town-clerk', 'county_official', { divisionCode: '370481001000' }),
      ],
    },
  ];
}

function food(): Row[] {
  const textures = JSON.stringify(['regular', 'soft']);
  const dish = (id: string, name: string, category: string, contains: string[]) => ({
    id, name, category, ingredients: JSON.stringify([name]), contains: JSON.stringify(contains), textures,
  });
  return [
    { table: t.dish, values: [dish('d1', '红烧茄子', 'vegetable', ['soy']), dish('d2', '花生芹菜', 'cold_dish', ['peanut']), dish('d3', '米饭', 'rice', [])] },
    {
      table: t.setMeal,
      values: [
        { id: 'A', name: '红烧茄子套餐', priceFen: fen(1500) },
        { id: 'B', name: '花生芹菜套餐', priceFen: fen(1500) },
        { id: 'C', name: '米饭加菜', priceFen: fen(1200) },
      ],
    },
    {
      table: t.setMealDish,
      values: [
        { setMealId: 'A', position: 1, dishId: 'd1' }, { setMealId: 'A', position: 2, dishId: 'd3' },
        { setMealId: 'B', position: 1, dishId: 'd2' }, { setMealId: 'B', position: 2, dishId: 'd3' },
        { setMealId: 'C', position: 1, dishId: 'd3' },
      ],
    },
  ];
}

function policy(): Row[] {
  const { id, documentNo, title, issuer, source, borrowedFrom, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  return [
    { table: t.policyDocument, values: [{ id, documentNo, title, issuer, source, borrowedFrom }] },
    {
      table: t.policyVersion,
      values: [{ id: `${id}-1`, policyDocumentId: id, fromDate, rules: JSON.stringify(rules), preparedBy: 'person:clerk', approvedBy: 'person:town-clerk', approvedAt: 0 }],
    },
  ];
}

/** One more run: three set meals, room for `capacity` of each and in each mode. */
export async function seedRun(db: Database, point: string, date: ServiceDate, slot: MealSlot, capacity = 50, noShowRule: NoShowRule = 'release'): Promise<string> {
  await insertAll(db, run(point, date, slot, capacity, noShowRule));
  return runId(point, date, slot);
}

function run(point: string, date: ServiceDate, slot: MealSlot, capacity: number, noShowRule: NoShowRule): Row[] {
  const mealRunId = runId(point, date, slot);
  const rule = CUTOFF[slot];
  const cutoffAt = instantAt(addDays(date, rule.offset), rule.minute);
  return [
    {
      table: t.mealRun,
      values: [{
        id: mealRunId, mealPointId: point, serviceDate: date, slot, kitchenId: 'k1', operatorId: 'op1', cutoffAt, closeAt: cutoffAt + 600_000, undoMinutes: 10,
        serveFromAt: instantAt(date, rule.serve), serveToAt: instantAt(date, rule.serve + 100), claimUntilAt: instantAt(addDays(date, 4), 0), noShowRule, state: 'open',
      }],
    },
    { table: t.mealRunMode, values: ['dine_in', 'pickup', 'home_delivery'].map((mode) => ({ mealRunId, mode, capacity })) },
    { table: t.offer, values: ['A', 'B', 'C'].map((letter) => ({ mealRunId, setMealId: letter, letter, priceFen: fen(letter === 'C' ? 1200 : 1500), capacity })) },
  ];
}

/** e1: 76. e2: 81, severe peanut allergy. e3: 62, 低保. e4: 83, eats at p2, no address. */
async function elders(): Promise<Row[]> {
  const known: SeedElder[] = [
    { id: 'e1', name: '李秀英', birthDate: day('1950-03-01'), callAs: '李阿姨' },
    { id: 'e2', name: '王桂兰', birthDate: day('1945-05-05') },
    { id: 'e3', name: '张德昌', birthDate: day('1964-01-10') },
    { id: 'e4', name: '赵玉珍', birthDate: day('1943-07-07'), point: 'p2', address: null },
  ];
  return [
    ...(await Promise.all(known.map(elder))).flat(),
    { table: t.elderDiet, values: [{ elderId: 'e2', texture: 'soft', feedingHelp: 0, note: '', askedAt: 1 }] },
    { table: t.elderDietItem, values: [{ elderId: 'e2', kind: 'allergy', code: 'peanut', severity: 'severe' }] },
    {
      table: t.elderFact,
      values: [{ id: 'f1', elderId: 'e3', kind: 'category', value: 'minimum_living_guarantee', fromDate: day('2025-01-01'), source: '低保名册', recordedAt: 0, recordedBy: 'person:clerk' }],
    },
  ];
}

export type SeedElder = { id: string; name: string; birthDate: ServiceDate; callAs?: string; point?: string; address?: string | null; idNumber?: string };

/** The number on an elder's card: 6000, the id's number, and the check digit. */
export function cardNumber(elderId: string): string {
  const digits = `6000${elderId.replace(/\D/g, '').padStart(4, '0')}`;
  return digits + checkDigitOf(digits);
}

/** An elder with a card of that number, its link token `card-<id>`; the phone ends in 0001, 0002, … */
export async function seedElder(db: Database, wanted: SeedElder): Promise<void> {
  await insertAll(db, await elder(wanted));
}

async function elder(wanted: SeedElder): Promise<Row[]> {
  const vault = await openVault(env);
  const { id, point = 'p1', address = '东关小区 3 号楼 502' } = wanted;
  const serial = id.replace(/\D/g, '').padStart(4, '0');
  const seal = (column: string, value: string) => vault.seal({ table: 'elder', column, row: id }, value);
  const idNumber = wanted.idNumber ?? `37000000000000${serial}`;
  const phone = `1000000${serial}`;
  return [
    {
      table: t.elder,
      values: [{
        id, name: wanted.name, callAs: wanted.callAs ?? null, sex: 'female', birthDate: wanted.birthDate,
        idNumberSealed: await seal('id_number_sealed', idNumber),
        idNumberIndex: await vault.indexOf('id_number', idNumber),
        phoneSealed: await seal('phone_sealed', phone), phoneIndex: await vault.indexOf('phone', phone),
        phoneTailIndex: await vault.indexOf('phone_tail', phone.slice(-4)),
        registeredDivision: '370481001001', residenceDivision: point === 'p1' ? '370481001001' : '370481002001',
        addressSealed: address === null ? null : await seal('address_sealed', address), mealPointId: point,
        nameInitials: initialsOf(wanted.name), buildingIndex: await buildingIndexOf(vault, address),
      }],
    },
    {
      table: t.card,
      values: [{
        id: `card-${id}`, elderId: id, numberSealed: await vault.seal({ table: 'card', column: 'number_sealed', row: `card-${id}` }, cardNumber(id)),
        numberIndex: await vault.indexOf('card_number', cardNumber(id)), tokenHash: await sha256(`card-${id}`), issuedAt: 0,
      }],
    },
  ];
}
