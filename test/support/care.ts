// What a family sets for an elder, as their pages lead: filled in, read over, pressed.
import { addDays } from '../../src/domain/calendar.ts';
import { DIET_CODES } from '../../src/domain/diet.ts';
import { all, one } from './books.ts';
import { bind, DAUGHTER, familyOf, SON } from './families.ts';
import { NOW, seedCounty, seedRun, TODAY } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

export const WEDNESDAY = addDays(TODAY, 2);
export const THURSDAY = addDays(TODAY, 3);

/** Monday to Thursday have their lunch; a daughter and a son care for the first elder. All of them live by one clock. */
export async function caringCounty() {
  const db = await seedCounty();
  const clock = { now: NOW };
  for (const date of [WEDNESDAY, THURSDAY]) await seedRun(db, 'p1', date, 'lunch');
  for (const member of [DAUGHTER, SON]) await bind(db, member, 'e1');
  const [daughter, son] = [await familyOf(db, DAUGHTER, () => clock.now), await familyOf(db, SON, () => clock.now)];
  return { db, clock, daughter, son, elder: await visit(db, { elderId: 'e1' }, () => clock.now) };
}

export const PAGE = '/family/elders/e1/standing-orders';
export const PAUSES = '/family/elders/e1/pauses';
export const DIET = '/family/elders/e1/diet';

export const textOf = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
/** The hidden fields of a page. */
export const hidden = (page: string) => Object.fromEntries([...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
const fieldsOf = async (who: Visitor, path: string) => hidden(await (await who.get(path)).text());

export const checkPath = (days: string, more = '') => `${PAGE}/check?slot=lunch&meal=&mode=dine_in${[...days].map((digit) => `&day_${digit}=on`).join('')}${more}`;
export const settingOf = (who: Visitor, days: string, follows = '') => fieldsOf(who, checkPath(days, follows && `&follows=${follows}`));
export const set = async (who: Visitor, days = '1234567', follows = '') => who.post(PAGE, await settingOf(who, days, follows));
export const change = async (who: Visitor, days: string) => set(who, days, await idOf());
export const pausing = (who: Visitor, start: string, resume: string) => fieldsOf(who, `${PAUSES}/check?start=${start}&resume=${resume}&reason=hospital`);
export const pause = async (who: Visitor, start: string, resume: string) => who.post(PAUSES, await pausing(who, start, resume));

export const marks = (more: Record<string, string> = {}) => ({ ...Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none'])), ...more });
export const dietForm = async (who: Visitor, more: Record<string, string> = {}): Promise<Record<string, string>> => ({
  ...(await fieldsOf(who, DIET)), texture: 'regular', feeding: 'no', note: '', ...marks(), ...more,
});

/** The standing order that stands. */
export const idOf = async () => (await one<{ id: string }>('SELECT id FROM standing_order WHERE to_date IS NULL'))?.id ?? '';
export const placedOn = async () => (await all<{ service_date: string }>("SELECT service_date FROM meal_order WHERE slot = 'lunch' AND state = 'placed' ORDER BY service_date")).map((row) => row.service_date);
