// Three meal points, each with people, orders, sheets and hand-overs of its own, made through the app as on any day. Whatever
// is personal carries a mark that is found again wherever it turns up: p1 and p3 are of one town, p2 is of another.
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { fen } from '../../src/domain/money.ts';
import { account, elder, mealPoint, moneyRequest, operator, person, printRun, roleGrant } from '../../src/store/schema.ts';
import { newId, openVault, sha256 } from '../../src/vault.ts';
import { enterCard } from './passes.ts';
import { at, cardNumber, day, runId, seedCounty, seedElder, seedRun, TODAY, TOMORROW } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

/** What a request can speak of: the records of one place, or ids that stand for nothing. */
export type Records = {
  point: string;
  town: string;
  /** Of today, closed and printed. */
  lunch: string;
  /** Of today, open. */
  dinner: string;
  tomorrow: string;
  setMeal: string;
  /** Handed over, waiting for its person, and still to be cancelled. */
  order: string;
  waiting: string;
  cancelling: string;
  handOver: string;
  production: string;
  delivery: string;
  /** The number on the delivery list. */
  sheet: string;
  /** The key under which a paper list was entered. */
  entry: string;
  elder: string;
  /** Who has not ordered. */
  walkIn: string;
  card: string;
  cardToken: string;
  cardNumber: string;
  /** Of that card, entered by the place's own cook. */
  pass: string;
  phoneTail: string;
  /** Who has paid money in: the receipt, and what waits for a second person. */
  saver: string;
  receipt: string;
  refundRequest: string;
  move: string;
  namePart: string;
};

export type Place = Records & {
  cook: string;
  pointName: string;
  /** Plain, for those whose people they are. */
  names: string[];
  /** On a delivery list, and nowhere else. */
  doors: string[];
  /** Nowhere at all. */
  secrets: string[];
};

const PLACES = [
  { point: 'p1', no: 1, cook: 'cook1', village: '370481001001', town: '370481001000', pointName: '荆河街道长者食堂', family: '东郭' },
  { point: 'p3', no: 3, cook: 'cook3', village: '370481001001', town: '370481001000', pointName: '荆河二店', family: '西门' },
  { point: 'p2', no: 2, cook: 'cook2', village: '370481002001', town: '370481002000', pointName: '龙泉街道长者食堂', family: '南宫' },
] as const;
type Plan = (typeof PLACES)[number];

/** Wipes the database and plants everything; ends at NOON, when lunch is being eaten. */
export async function plantCanaries(): Promise<{ db: Database; places: Place[] }> {
  const db = await seedCounty();
  await openSecondShop(db);
  await addPeople(db);
  await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
  const places: Place[] = [];
  for (const plan of PLACES) places.push(await live(db, plan));
  return { db, places };
}

export const NOON = at('11:05');

async function openSecondShop(db: Database): Promise<void> {
  const [first] = await db.select().from(mealPoint).where(eq(mealPoint.id, 'p1'));
  if (!first) throw new Error('the seed has no p1');
  await db.insert(mealPoint).values({ ...first, id: 'p3', name: '荆河二店' });
  await db.insert(account).values({ id: 'cash:p3', kind: 'cash', ownerId: 'p3' });
  for (const date of [TODAY, TOMORROW]) for (const slot of ['lunch', 'dinner'] as const) await seedRun(db, 'p3', date, slot);
}

/** Beside the seed's cook1, cook2, clerk (county) and town-clerk (of p1 and p3). */
async function addPeople(db: Database): Promise<void> {
  const names = { cook3: '吴静', 'town2-clerk': '郑伟', disabled: '钱亮', revoked: '冯涛' };
  await db.insert(person).values(Object.entries(names).map(([id, name]) => ({ id, name, disabledAt: id === 'disabled' ? 1 : null })));
  const common = { grantedAt: 0, grantedBy: 'person:clerk' };
  const cook = { role: 'canteen_staff', mealPointId: 'p1' } as const;
  const official = { role: 'county_official', divisionCode: '370481000000' } as const;
  await db.insert(roleGrant).values([
    { id: 'g1', personId: 'cook3', ...cook, mealPointId: 'p3', ...common },
    { id: 'g2', personId: 'town2-clerk', ...official, divisionCode: '370481002000', ...common },
    { id: 'g3', personId: 'disabled', ...cook, ...common },
    { id: 'g4', personId: 'disabled', ...official, ...common },
    { id: 'g5', personId: 'revoked', ...cook, ...common, revokedAt: 1 },
    { id: 'g6', personId: 'revoked', ...official, ...common, revokedAt: 1 },
  ]);
}

/** Four elders of one place: one eats, one waits, one is ticked on paper, one has not ordered. */
async function settle(db: Database, { no, point, village, family }: Plan): Promise<Pick<Place, 'names' | 'doors' | 'secrets'>> {
  const vault = await openVault(env);
  const people = ['子甲', '子乙', '子丙', '子丁'].map((given, index) => {
    const serial = `0${no}0${index + 1}`;
    const address = `${family}巷 ${index + 1} 号`;
    return { id: `e${no}0${index + 1}`, name: `${family}${given}`, serial, address, note: `${family}地垫下 ${index + 1}`, home: `117.${serial},35.${serial}` };
  });
  for (const { id, name, address, note, home } of people) {
    await seedElder(db, { id, name, address, point, birthDate: day('1950-03-01') });
    const seal = (column: string, value: string) => vault.seal({ table: 'elder', column, row: id }, value);
    const doorNoteSealed = await seal('door_note_sealed', note);
    await db.update(elder).set({ doorNoteSealed, coordinatesSealed: await seal('coordinates_sealed', home), residenceDivision: village }).where(eq(elder.id, id));
  }
  const tokens = await Promise.all(people.map(({ id }) => sha256(`card-${id}`)));
  return {
    names: people.map(({ name }) => name),
    doors: people.flatMap(({ serial, address, note }) => [`1000000${serial}`, address, note]),
    secrets: [...tokens, ...people.flatMap(({ id, serial, home }) => [`37000000000000${serial}`, cardNumber(id), home])],
  };
}

async function live(db: Database, plan: Plan): Promise<Place> {
  const { no, point, town, cook: cookId, pointName, family } = plan;
  const marks = await settle(db, plan);
  const clock = { now: at('08:00') };
  const elderOf = (index: number) => visit(db, { elderId: `e${no}0${index}` }, () => clock.now);
  const [first, second, third] = await Promise.all([elderOf(1), elderOf(2), elderOf(3)]);
  const cook = await visit(db, { personId: cookId }, () => clock.now);

  const run = (date: ServiceDate, slot: MealSlot) => runId(point, date, slot);
  const lunch = run(TODAY, 'lunch');
  const order = await orderMeal(first, lunch);
  const waiting = await orderMeal(second, lunch);
  await orderMeal(third, lunch);
  await orderMeal(first, run(TODAY, 'dinner'));
  const cancelling = await orderMeal(first, run(TOMORROW, 'dinner'));

  clock.now = at('09:51');
  await done(cook.post(`/canteen/meal-runs/${lunch}/closing`));
  await startNumbersAt(db, point, lunch, no * 100);
  const [production, delivery] = [await print(cook, lunch, 'production'), await print(cook, lunch, 'delivery_list')];
  const sheet = String(no * 100 + 2);

  clock.now = at('11:00');
  const handed = await done(cook.post(`/canteen/orders/${order}/hand-over`, { key: newId() }));
  const saver = `e${no}02`;
  const paidIn = await done(cook.post('/canteen/top-ups', { key: newId(), elder: saver, point, amountFen: '60000', counterpart: '' }));
  const waitingRefund = await done(cook.post('/canteen/refunds', { key: newId(), elder: saver, point, amountFen: '30000', reason: '搬家' }));
  await done(cook.post('/canteen/shifts', { point, number: '1', counted: '600', note: '' }));
  await done(cook.post(`/canteen/shifts/${point}/1/closing`, { expected: '60000', counted: '600', explanation: '' }));
  const move = `move-${saver}`;
  const moving = { kind: 'move', elderId: saver, operatorId: 'op1', toOperatorId: 'op2', reason: '同意', requestedAt: clock.now, requestedBy: 'person:clerk2' } as const;
  await db.insert(moneyRequest).values({ id: move, ...moving, amountFen: fen(100), balanceFen: fen(60_000) });
  const entry = newId();
  await done(cook.post('/canteen/paper-lists', { sheet, printRun: delivery, rows: '3', by: '王师傅', key: entry }));
  return {
    ...marks, point, town, cook: cookId, pointName, lunch, dinner: run(TODAY, 'dinner'), tomorrow: run(TOMORROW, 'lunch'), setMeal: 'A',
    order, waiting, cancelling, handOver: handed.split('done=')[1] ?? '', production, delivery, sheet, entry,
    elder: `e${no}01`, walkIn: `e${no}04`, card: `card-e${no}04`, cardToken: `card-e${no}04`, cardNumber: cardNumber(`e${no}04`), pass: await enterCard(cook, `e${no}04`), phoneTail: `0${no}01`, saver, receipt: paidIn.split('/').at(-1) ?? '', refundRequest: waitingRefund.split('/').at(-1) ?? '', move,
    namePart: `${family}子甲`.slice(1),
  };
}

/** Where a form led; whoever refused it is a fault of this story. */
async function done(answer: Promise<Response>): Promise<string> {
  const { status, headers } = await answer;
  if (status !== 303) throw new Error(`a step of the story was answered ${status}`);
  return headers.get('location') ?? '';
}

async function orderMeal(who: Visitor, mealRun: string): Promise<string> {
  const order = await done(who.post('/orders', { key: newId(), runId: mealRun, setMealId: 'A', mode: 'home_delivery' }));
  return order.split('/').at(-1) ?? '';
}

async function print(cook: Visitor, mealRun: string, kind: string): Promise<string> {
  const sheet = await done(cook.post(`/canteen/meal-runs/${mealRun}/print-runs`, { key: newId(), kind }));
  return sheet.split('/').at(-1) ?? '';
}

/** No two places share a sheet number. */
async function startNumbersAt(db: Database, point: string, mealRunId: string, number: number): Promise<void> {
  const blank = { kind: 'production', printedAt: 0, printedBy: 'person:clerk', contentSealed: '', contentHash: '' } as const;
  await db.insert(printRun).values({ id: `blank-${point}`, mealPointId: point, number, mealRunId, ...blank });
}

/** Ids of the right shape that stand for nothing. */
export function nothing(): Records {
  const names = ['point', 'town', 'lunch', 'dinner', 'tomorrow', 'order', 'waiting', 'cancelling', 'handOver', 'production', 'delivery', 'entry', 'elder', 'walkIn', 'card', 'cardToken', 'saver', 'receipt', 'refundRequest', 'move'] as const;
  const ids = Object.fromEntries(names.map((name) => [name, newId()])) as Record<(typeof names)[number], string>;
  return { ...ids, setMeal: 'A', sheet: '999', cardNumber: '999999998', pass: `${newId()}.${'A'.repeat(22)}`, phoneTail: '9999', namePart: '查无此人' };
}
