// Who is between two places: they eat at the one and live in the village of the other, where they ordered too. And what each place did before today.
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { addDays } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import type { Database } from '../../src/store/read.ts';
import { dish, elder, offer, printRun, setMeal, setMealDish } from '../../src/store/schema.ts';
import { submit } from './applications.ts';
import type { Place } from './canary-records.ts';
import { newId } from '../../src/vault.ts';
import { idNumberOf } from './rosters.ts';
import { at, day, runId, seedElder, seedRun, TODAY, TOMORROW } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

type Home = { no: number; point: string; family: string; village: string; worker: string };
type Host = { point: string; village: string; worker: string };

type Guest = Pick<Place, 'guest' | 'guestName' | 'guestOrder' | 'guestAway' | 'guestApplication' | 'guestClaim'>;

const idsOf = ({ no, family }: Home) => ({ guest: `e${no}06`, guestName: `${family}客人` });

/** What a form led to: an order's id, or nothing to speak of. */
async function done(who: Visitor, path: string, form: Record<string, string> = {}): Promise<string> {
  const { status, headers } = await who.post(path, form);
  if (status !== 303) throw new Error(`${path} was answered ${status}`);
  return headers.get('location')?.split('/').at(-1) ?? '';
}
const orderMeal = (who: Visitor, mealRunId: string) => done(who, '/orders', { key: newId(), runId: mealRunId, setMealId: 'A', mode: 'dine_in' });

/** Eats at home, lives where the host is; has ordered at both, and applied where they live, and at home when nobody knew them yet. Before anybody has asked for anything. */
export async function plantGuest(db: Database, home: Home, host: Host): Promise<void> {
  const { guest, guestName } = idsOf(home);
  const { no, point } = home;
  const idNumber = idNumberOf(no * 100 + 6);
  const applied = { name: '迁出人', idNumber, phone: `1549990001${no}`, address: '里弄 6 号', village: home.village, registered: 'home', mealPoint: point };
  const clock = at('07:00');
  await done(await visit(db, { personId: home.worker }, clock), '/community/applications', { key: newId(), claim: 'disability:2', ...applied });
  await seedElder(db, { id: guest, name: guestName, point: host.point, idNumber, birthDate: day('1950-03-01') });
  await orderMeal(await visit(db, { elderId: guest }, clock), runId(host.point, TOMORROW, 'lunch'));
  await db.update(elder).set({ mealPointId: point, residenceDivision: host.village, registeredDivision: host.village }).where(eq(elder.id, guest));
  await orderMeal(await visit(db, { elderId: guest }, clock), runId(point, TOMORROW, 'dinner'));
  await submit(await visit(db, { personId: host.worker }, clock), guest, 'living:alone');
}

export async function guestOf(home: Home): Promise<Guest> {
  const ids = idsOf(home);
  const applied = async (village: string) => (await env.DB.prepare(`SELECT a.id FROM application a JOIN elder e ON e.id_number_index = a.id_number_index WHERE e.id = ? AND a.village_code ${village} ?`).bind(ids.guest, home.village).first<string>('id')) ?? '';
  const ordered = async (slot: string) => (await env.DB.prepare('SELECT id FROM meal_order WHERE elder_id = ? AND slot = ?').bind(ids.guest, slot).first<string>('id')) ?? '';
  return { ...ids, guestOrder: await ordered('dinner'), guestAway: await ordered('lunch'), guestApplication: await applied('<>'), guestClaim: await applied('=') };
}

/** Yesterday nobody entered the ticked list. Tomorrow there is a dish that only this place has. */
export async function plantDaysAround(db: Database, { no, point, family, cook }: Home & { cook: string }): Promise<void> {
  const yesterday = addDays(TODAY, -1);
  const run = await seedRun(db, point, yesterday, 'lunch');
  await orderMeal(await visit(db, { elderId: `e${no}03` }, at('08:00', yesterday)), run);
  await done(await visit(db, { personId: cook }, at('09:51', yesterday)), `/canteen/meal-runs/${run}/closing`);
  const paper = { kind: 'delivery_list', printedAt: 0, printedBy: 'person:clerk', contentSealed: '', contentHash: '' } as const;
  await db.insert(printRun).values({ id: `yesterday-${point}`, mealPointId: point, number: no * 100 - 50, mealRunId: run, ...paper });
  const name = `${family}招牌`;
  await db.insert(dish).values({ id: `dish-${no}0`, name, category: 'vegetable', ingredients: '[]', contains: '[]', textures: '["regular"]' });
  await db.insert(setMeal).values({ id: `S${no}0`, name, priceFen: fen(1500) });
  await db.insert(setMealDish).values({ setMealId: `S${no}0`, position: 1, dishId: `dish-${no}0` });
  await db.insert(offer).values({ mealRunId: runId(point, TOMORROW, 'lunch'), setMealId: `S${no}0`, letter: 'D', priceFen: fen(1500), capacity: 50 });
}

/** Who is called as nobody elsewhere is, not even by a part of the name. */
export async function plantNamed(db: Database, { no, point, family, village }: Home): Promise<string> {
  const name = `${family}${['春花', '冬梅', '秋月'][no - 1]}`;
  await seedElder(db, { id: `e${no}08`, name, idNumber: idNumberOf(no * 100 + 8), point, birthDate: day('1950-03-01') });
  await db.update(elder).set({ residenceDivision: village, registeredDivision: village }).where(eq(elder.id, `e${no}08`));
  return name;
}
