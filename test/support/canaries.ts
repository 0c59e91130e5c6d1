// Three meal points, each with people, orders, sheets and hand-overs of its own, made through the app as on any day. Whatever
// is personal carries a mark that is found again wherever it turns up: p1 and p3 are of one town, p2 is of another.
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import type { Database } from '../../src/store/read.ts';
import { account, deathNotice as deathNotices, division, elder, elderFact, mealPoint, moneyRequest, operator, person, printRun, roleGrant } from '../../src/store/schema.ts';
import { newId, openVault, sha256 } from '../../src/vault.ts';
import { bound, CHECK, submit, take } from './applications.ts';
import { giveTo } from './funds.ts';
import { breakfasts } from './breakfasts.ts';
import { idNumberFor } from './id-numbers.ts';
import { grantHardship } from './hardship.ts';
import { bindFamily } from './families.ts';
import { complain, giveUp, stoppedOnce } from './follow-ups.ts';
import { enterCard } from './passes.ts';
import { TOLD } from './access-canteen.ts';
import { addAdministrators, plantStaff } from './canary-access.ts';
import { guestOf, plantDaysAround, plantGuest, plantNamed } from './canary-guests.ts';
import { draftFor } from './draft-rows.ts';
import { applyRoster, hiddenOf, idNumberOf, imported, uploadRoster } from './rosters.ts';
import { at, cardNumber, day, runId, seedCounty, seedElder, seedRun, TODAY, TOMORROW } from './seed.ts';
import type { Place } from './canary-records.ts';
import { visit, type Visitor } from './visitor.ts';

export const PLACES = [
  { point: 'p1', no: 1, cook: 'cook1', worker: 'worker1', official: 'town1', village: '370481001001', town: '370481001000', divisions: ['荆河街道', '东关社区'], pointName: '荆河街道长者食堂', family: '东郭', host: 'p2' },
  { point: 'p3', no: 3, cook: 'cook3', worker: 'worker1', official: 'town1', village: '370481001001', town: '370481001000', divisions: ['荆河街道', '东关社区'], pointName: '荆河二店', family: '西门', host: 'p1' },
  { point: 'p2', no: 2, cook: 'cook2', worker: 'worker2', official: 'town2', village: '370481002001', town: '370481002000', divisions: ['龙泉街道', '塔寺社区'], pointName: '龙泉街道长者食堂', family: '南宫', host: 'p3' },
] as const;
type Plan = (typeof PLACES)[number];
/** Each has one guest and is host to one. Where they live: in p1's town in a village that no place is of, for whoever looks after a village reads the menu of wherever its people eat. */
const NORTH = { village: '370481001002', worker: 'worker3', divisions: ['荆河街道', '北关社区'] } as const;
const HOSTS = { p1: { point: 'p1', ...NORTH }, p3: { point: 'p3', ...NORTH }, p2: { point: 'p2', village: '370481002001', worker: 'worker2', divisions: ['龙泉街道', '塔寺社区'] } } as const;

/** Wipes the database and plants everything; ends at NOON, when lunch is being eaten. */
export async function plantCanaries(): Promise<{ db: Database; places: Place[] }> {
  const db = await plantCounty();
  const places: Place[] = [];
  // Every order keeps what the funds held, so they come after the last place's story: each place's orders look alike.
  const stories = [];
  for (const plan of PLACES) stories.push({ ...(await plantPlace(db, plan)), plan });
  const official = await visit(db, { personId: 'clerk2' }, at('11:00'));
  for (const { plan, ...story } of stories) places.push({ ...story, ...(await giveTo(official, `fund_${plan.no}`, `${plan.family}助餐基金`)) });
  return { db, places };
}

export const NOON = at('11:05');

/** Everybody at work, and the points before anything has happened there. */
export async function plantCounty(): Promise<Database> {
  const db = await seedCounty();
  await openSecondShop(db);
  await addPeople(db);
  await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
  await addAdministrators(db);
  for (const plan of PLACES) {
    await plantGuest(db, plan, HOSTS[plan.host]);
  }
  return db;
}

async function openSecondShop(db: Database): Promise<void> {
  const [first] = await db.select().from(mealPoint).where(eq(mealPoint.id, 'p1'));
  if (!first) throw new Error('the seed has no p1');
  await db.insert(mealPoint).values({ ...first, id: 'p3', name: '荆河二店' });
  await db.insert(account).values({ id: 'cash:p3', kind: 'cash', ownerId: 'p3' });
  for (const date of [TODAY, TOMORROW]) for (const slot of ['lunch', 'dinner'] as const) await seedRun(db, 'p3', date, slot);
}

/** Beside the seed's cook1, cook2, clerk (county) and town-clerk (of p1 and p3). */
async function addPeople(db: Database): Promise<void> {
  await db.insert(division).values({ code: '370481001002', parentCode: '370481001000', name: '北关社区', level: 'village', kind: '社区' });
  const names = {
    cook3: '吴静', 'town2-clerk': '郑伟', 'lists-370481001000': '何静', 'lists-370481002000': '何平', disabled: '钱亮', revoked: '冯涛',
    worker1: '何洁', worker2: '吕梅', worker3: '曹霞', town1: '施强', town2: '张弛', auditor: '刘洋',
  };
  await db.insert(person).values(Object.entries(names).map(([id, name]) => ({ id, name, disabledAt: id === 'disabled' ? 1 : null })));
  const common = { grantedAt: 0, grantedBy: 'person:clerk' };
  const cook = { role: 'canteen_staff', mealPointId: 'p1' } as const;
  const official = { role: 'county_official', divisionCode: '370481000000' } as const;
  await db.insert(roleGrant).values([
    { id: 'grant-cook3', personId: 'cook3', ...cook, mealPointId: 'p3', ...common },
    { id: 'g2', personId: 'town2-clerk', ...official, divisionCode: '370481002000', ...common },
    ...['370481001000', '370481002000'].map((code) => ({ id: `g-${code}`, personId: `lists-${code}`, ...official, divisionCode: code, ...common })),
    { id: 'g3', personId: 'disabled', ...cook, ...common },
    { id: 'g4', personId: 'disabled', ...official, ...common },
    { id: 'g5', personId: 'revoked', ...cook, ...common, revokedAt: 1 },
    { id: 'g6', personId: 'revoked', ...official, ...common, revokedAt: 1 },
    { id: 'g7', personId: 'worker1', role: 'community_worker', divisionCode: '370481001001', ...common },
    { id: 'g8', personId: 'worker2', role: 'community_worker', divisionCode: '370481002001', ...common },
    { id: 'g9', personId: 'town1', role: 'town_official', divisionCode: '370481001000', ...common },
    { id: 'g10', personId: 'town2', role: 'town_official', divisionCode: '370481002000', ...common },
    { id: 'g11', personId: 'revoked', role: 'community_worker', divisionCode: '370481001001', ...common, revokedAt: 1 },
    { id: 'g12', personId: 'revoked', role: 'town_official', divisionCode: '370481001000', ...common, revokedAt: 1 },
  ]);
  // By itself: D1 takes a hundred values at once.
  await db.insert(roleGrant).values({ id: 'g13', personId: 'worker3', role: 'community_worker', divisionCode: '370481001002', ...common });
  await db.insert(roleGrant).values([null, 1].map((revokedAt) => ({ id: `g-auditor-${revokedAt}`, personId: revokedAt ? 'revoked' : 'auditor', role: 'auditor' as const, divisionCode: '370481000000', ...common, revokedAt })));
}

/** Four elders of one place: one eats, one waits, one is ticked on paper, one has not ordered. */
async function settle(db: Database, { no, point, village, family }: Plan): Promise<Pick<Place, 'names' | 'doors' | 'secrets'>> {
  const vault = await openVault(env);
  const people = ['子甲', '子乙', '子丙', '子丁'].map((given, index) => {
    const serial = `0${no}0${index + 1}`;
    const address = `${family}巷 ${index + 1} 号`;
    return { id: `e${no}0${index + 1}`, name: `${family}${given}`, serial, idNumber: idNumberOf(no * 100 + index + 1), address, note: `${family}地垫下 ${index + 1}`, home: `117.${serial},35.${serial}` };
  });
  for (const { id, name, idNumber, address, note, home } of people) {
    await seedElder(db, { id, name, idNumber, address, point, birthDate: day('1950-03-01') });
    const seal = (column: string, value: string) => vault.seal({ table: 'elder', column, row: id }, value);
    const doorNoteSealed = await seal('door_note_sealed', note);
    await db.update(elder).set({ doorNoteSealed, coordinatesSealed: await seal('coordinates_sealed', home), residenceDivision: village, registeredDivision: village }).where(eq(elder.id, id));
  }
  const tokens = await Promise.all(people.map(({ id }) => sha256(`card-${id}`)));
  return {
    names: people.map(({ name }) => name),
    doors: people.flatMap(({ serial, address, note }) => [`1000000${serial}`, address, note]),
    secrets: [...tokens, ...people.flatMap(({ id, idNumber, home }) => [idNumber, cardNumber(id), home])],
  };
}

/** The story of one place: its people, and what they did until noon. */
export async function plantPlace(db: Database, plan: Plan): Promise<Omit<Place, 'fund' | 'donation'>> {
  const { no, point, town, cook: cookId, worker: workerId, pointName } = plan;
  const marks = await settle(db, plan);
  const clock = { now: at('08:00') };
  const elderOf = (index: number) => visit(db, { elderId: `e${no}0${index}` }, () => clock.now);
  const [first, second, third] = await Promise.all([elderOf(1), elderOf(2), elderOf(3)]);
  const cook = await visit(db, { personId: cookId }, () => clock.now);

  const run = (date: ServiceDate, slot: MealSlot) => runId(point, date, slot);
  const lunch = run(TODAY, 'lunch');
  const order = await orderMeal(first, lunch);
  const waiting = await orderMeal(second, lunch);
  const told = await orderMeal(third, lunch);
  await orderMeal(first, run(TODAY, 'dinner'));
  const cancelling = await orderMeal(first, run(TOMORROW, 'dinner'));
  await plantDaysAround(db, plan);

  clock.now = at('09:51');
  await done(cook.post(`/canteen/meal-runs/${lunch}/closing`));
  await startNumbersAt(db, point, lunch, no * 100);
  const [production, delivery] = [await print(cook, lunch, 'production'), await print(cook, lunch, 'delivery_list')];
  const sheet = String(no * 100 + 2);

  for (const index of [2, 3]) await grantHardship(db, `e${no}0${index}`, clock.now);

  clock.now = at('11:00');
  await done(cook.post(`/canteen/price-changes/${told}/told`, TOLD));
  const handed = await done(cook.post(`/canteen/orders/${order}/hand-over`, { key: newId() }));
  const other = await visit(db, { personId: 'clerk2' }, () => clock.now);
  const claimRequest = await done(other.post('/civil/claim-requests', { key: newId(), order, reason: 'not_eaten', note: '查实' }));
  const applied = await apply(db, plan, first, () => clock.now);
  const saver = `e${no}02`;
  const paidIn = await done(cook.post('/canteen/top-ups', { key: newId(), elder: saver, point, amountFen: '60000', counterpart: '' }));
  const waitingRefund = await done(cook.post('/canteen/refunds', { key: newId(), elder: saver, point, amountFen: '30000', reason: '搬家' }));
  await done(cook.post('/canteen/shifts', { point, number: '1', counted: '600', note: '' }));
  await done(cook.post(`/canteen/shifts/${point}/1/closing`, { expected: '60000', counted: '600', explanation: '' }));
  const move = `move-${saver}`;
  const moving = { kind: 'move', elderId: saver, operatorId: 'op1', toOperatorId: 'op2', reason: '同意', requestedAt: clock.now, requestedBy: 'person:clerk2' } as const;
  await db.insert(moneyRequest).values({ id: move, ...moving, amountFen: fen(100), balanceFen: fen(60_000) });
  const deathNotice = `death-${saver}`;
  await db.insert(deathNotices).values({ id: deathNotice, elderId: saver, diedDate: TODAY, toldBy: '社区', document: '', notedAt: clock.now, notedBy: 'person:lists' });
  const worker = await visit(db, { personId: workerId }, () => clock.now);
  // At a price that it does not have: a line that is named, and no order.
  const batched = await done(worker.post('/community/order-batches', { key: newId(), 'l.1': `e${no}04.${run(TOMORROW, 'lunch')}.A.dine_in.1` }));
  const entry = newId();
  await done(cook.post('/canteen/paper-lists', { sheet, printRun: delivery, rows: '3', by: '王师傅', key: entry }));
  const daily = await breakfasts(db, plan.no, point);
  const family = await bindFamily(db, plan, NOON);
  const complaint = await complain(db, { orderId: order, point, elderId: `e${no}01`, due: '2026-11-22' });
  const undelivered = await giveUp(db, { orderId: order, elderId: `e${no}01`, kind: 'ordered' });
  return {
    ...daily, ...(await guestOf(plan)), host: plan.host, hostDivisions: HOSTS[plan.host].divisions, told, complaint, undelivered, booksStop: await stoppedOnce(db, point), divisions: plan.divisions, late: await bury(db, plan),
    ...marks, ...(await draftFor(db, no)), ...applied, batch: batched.split('/').at(-1) ?? '', village: plan.village, point, town, cook: cookId, pointName, lunch, dinner: run(TODAY, 'dinner'), tomorrow: run(TOMORROW, 'lunch'), setMeal: 'A',
    order, waiting, cancelling, handOver: handed.split('done=')[1] ?? '', production, delivery, sheet, entry,
    elder: `e${no}01`, walkIn: `e${no}04`, card: `card-e${no}04`, cardToken: `card-e${no}04`, cardNumber: cardNumber(`e${no}04`), pass: await enterCard(cook, `e${no}04`), phoneTail: `0${no}01`, saver, receipt: paidIn.split('/').at(-1) ?? '', refundRequest: waitingRefund.split('/').at(-1) ?? '', move, claimRequest: claimRequest.split('/').at(-1) ?? '', deathNotice,
    namePart: `${plan.family}子甲`.slice(1), called: await plantNamed(db, plan), ...(await importLists(db, plan)), ...family, ...(await plantStaff(db, plan)),
  };
}

/** Somebody of the place who has died, as the registry wrote it down. */
async function bury(db: Database, { no, point, village, family }: Plan): Promise<string> {
  const [id, name] = [`e${no}05`, `${family}故人`];
  await seedElder(db, { id, name, idNumber: idNumberOf(no * 100 + 5), point, birthDate: day('1940-03-01') });
  await db.update(elder).set({ residenceDivision: village, registeredDivision: village }).where(eq(elder.id, id));
  await db.insert(elderFact).values({ id: `died-${id}`, elderId: id, kind: 'death', value: 'yes', fromDate: day('2026-11-20'), source: '死亡证明', recordedAt: 0, recordedBy: 'person:lists' });
  return name;
}

/** Applications at every step, taken in, checked and decided as on any day. */
async function apply(db: Database, { no, point, village, worker: workerId, official: officialId, family }: Plan, elderPage: Visitor, clock: () => number) {
  const [worker, official] = [await visit(db, { personId: workerId }, clock), await visit(db, { personId: officialId }, clock)];
  const lastOf = (path: string) => path.split('/').at(-1) ?? '';
  const newcomer = { name: `${family}申甲`, idNumber: idNumberFor(`195${no}-04-05`, 20 + no), phone: `1549990000${no}`, address: `${family}里弄 9${no} 号` };
  const home = { village, registered: 'home', mealPoint: point };
  const application = lastOf(await done(worker.post('/community/applications', { key: newId(), claim: 'living:alone', ...newcomer, ...home })));
  const decide = async (id: string, fields: Record<string, string>) =>
    done(official.post(`/civil/applications/${id}/decision`, { ...(await bound(official, id)), ...fields }));
  const ready = async (elderId: string, claim: string) => {
    const id = await submit(worker, elderId, claim);
    await done(take(worker, id, { ...CHECK, found: claim }));
    return id;
  };
  const factOf = async (id: string) => (await env.DB.prepare('SELECT fact_id FROM application WHERE id = ?').bind(id).first<string>('fact_id')) ?? '';
  const checked = await ready(`e${no}02`, 'disability:2');
  const appealed = await ready(`e${no}03`, 'disability:3');
  await decide(appealed, { action: 'refuse', ground_other: 'on', note: '证件过期' });
  await done(take(worker, appealed, { action: 'appeal', note: '换了新证' }));
  const granted = await ready(`e${no}04`, 'living:alone');
  await decide(granted, { action: 'grant' });
  const other = await ready(`e${no}04`, 'disability:4');
  await decide(other, { action: 'grant' });
  const [fact, proposedFact] = [await factOf(granted), await factOf(other)];
  await done(worker.post(`/community/reviews/${proposedFact}`, { due: '2027-12-01', finding: 'still_holds' }));
  const page = await (await official.get(`/civil/reviews/${proposedFact}`)).text();
  const own = lastOf(await done(elderPage.post('/applications', { key: newId(), wish: 'hardship' })));
  const county = await visit(db, { personId: 'clerk' }, clock);
  return {
    applicants: [newcomer.name], sealed: [newcomer.idNumber, newcomer.phone, newcomer.address],
    application, checked, appealed, granted, own, fact, proposedFact,
    review: /name="review" value="([\w-]+)"/.exec(page)?.[1] ?? '', reviewShown: /name="shown" value="([\w-]+)"/.exec(page)?.[1] ?? '',
    checkedShown: (await bound(official, checked)).shown, appealedShown: (await bound(county, appealed)).shown,
  };
}

/** Brought in by an official whom no test asks: the first can be applied, and names one of the place's people. */
async function importLists(db: Database, { no, point, town, family }: Plan): Promise<Pick<Place, 'roster' | 'rosterHash' | 'rosterSpare' | 'rosterApplied'>> {
  const official = await visit(db, { personId: `lists-${town}` }, at('09:00'));
  const dead = await imported(uploadRoster(official, { kind: 'death', office: town, file: `姓名,身份证号,死亡日期,电话\n${family}子丁,${idNumberOf(no * 100 + 4)},2026-11-22,15400009999\n${family}子甲,1,2026-11-22,\n` }));
  const rosterSpare = await imported(uploadRoster(official, { office: town, covers: ['minimum_living_guarantee'], file: `姓名,身份证号,类别\n${family}子甲,1,低保户\n` }));
  const gone = { id: `e${no}07`, name: `${family}迁人`, idNumber: idNumberOf(no * 100 + 7), birthDate: day('1941-03-01') };
  await seedElder(db, { ...gone, point });
  const rosterApplied = await imported(uploadRoster(official, { kind: 'death', office: town, name: '上月', file: `姓名,身份证号,死亡日期\n${gone.name},${gone.idNumber},2026-10-22\n` }));
  const county = await visit(db, { personId: 'clerk' }, at('09:00'));
  await applyRoster(await visit(db, { personId: 'clerk2' }, at('09:00')), rosterApplied);
  await db.update(elder).set({ mealPointId: no === 2 ? 'p1' : 'p2', residenceDivision: HOSTS.p2.village }).where(eq(elder.id, gone.id));
  const page = await (await county.get(`/civil/rosters/${dead}/application`)).text();
  return { roster: dead, rosterHash: hiddenOf(page, 'hash')['hash'] ?? '', rosterSpare, rosterApplied };
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
