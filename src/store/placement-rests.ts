import { sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { DietItem, Severity } from '../domain/diet.ts';
import type { DatedFact } from '../domain/elder.ts';
import { lookedBackTo } from '../domain/policy-periods.ts';
import { dayOn } from './calendar-days.ts';
import type { DietRow } from './elders.ts';
import { dishOf, type DishRow, type MenuDish } from './menus.ts';
import type { NewOrder, Wish } from './orders.ts';
import { mealPoint, mealRun, offer } from './schema.ts';
import { sameHistory } from './subsidy-history.ts';

// Everything that the price and the permission rest on, as one text: the person and their places, dated facts (ended ones too), diet,
// what is in the dishes, price, licence, what the day is. The decision is made from this text, and the write compares it whole.

/** Where the run's own words come from: the run that is read, or inside the write what stands there by then. */
type Of = { person: SQL; priceFen: SQL; licence: SQL; serviceDate: SQL };

const PERSON = sql`json_array(elder.birth_date, elder.registered_division, elder.residence_division, elder.meal_point_id)`;

/** Sorted by subselects in the order of their keys: sorted within the aggregate every row would be read twice. */
function restsOn({ setMealId, elderId }: Pick<Wish, 'setMealId' | 'elderId'>, { person, priceFen, licence, serviceDate }: Of): SQL<string> {
  return sql<string>`json_array(
    ${person},
    (SELECT json_group_array(json_array(id, kind, value, scale, from_date, to_date)) FROM (SELECT * FROM elder_fact WHERE elder_id = ${elderId} ORDER BY id)),
    (SELECT json_group_array(json_array(kind, code, severity)) FROM (SELECT * FROM elder_diet_item WHERE elder_id = ${elderId} ORDER BY kind, code)),
    (SELECT json_array(texture, feeding_help, note, asked_at) FROM elder_diet WHERE elder_id = ${elderId}),
    (SELECT json_group_array(json_array(id, name, category, ingredients, contains, textures)) FROM (
      SELECT d.* FROM set_meal_dish s CROSS JOIN dish d ON d.id = s.dish_id WHERE s.set_meal_id = ${setMealId} ORDER BY s.position)),
    ${priceFen}, ${licence}, ${dayOn(serviceDate)})`;
}

/** As a column of a select that joins the run with its point, the person and the offer. */
export const restsRead = (wish: Wish): SQL<string> =>
  restsOn(wish, { person: PERSON, priceFen: sql`${offer.priceFen}`, licence: sql`${mealPoint.licenceExpiresDate}`, serviceDate: sql`${mealRun.serviceDate}` });

/**
 * True inside the write while nothing that the decision rests on has changed since it was read, policies and the earlier meals that count
 * against limits included. `room`: only while there is some of the meal left as well; without, its price is none.
 */
export function restsAsRead({ wish, read }: Pick<NewOrder, 'wish' | 'read'>, room = sql`1`): SQL {
  const { run, policies } = read.facts;
  const now = restsOn(wish, {
    person: sql`(SELECT ${PERSON} FROM elder WHERE id = ${wish.elderId})`,
    priceFen: sql`(SELECT price_fen FROM offer WHERE meal_run_id = ${run.id} AND set_meal_id = ${wish.setMealId} AND ${room})`,
    licence: sql`(SELECT licence_expires_date FROM meal_point WHERE id = ${run.mealPointId})`,
    serviceDate: sql`${run.serviceDate}`,
  });
  const versions = JSON.stringify(policies.map(({ id }) => id).sort());
  return sql`${now} = ${read.restsOn} AND (SELECT json_group_array(id) FROM (SELECT id FROM policy_version ORDER BY id)) = ${versions}
    AND ${sameHistory(wish.elderId, lookedBackTo(policies, run.serviceDate), read.history)}`;
}

type RestsRow = [
  elder: unknown,
  facts: [id: string, kind: DatedFact['kind'], value: string, scale: string | null, from: ServiceDate, to: ServiceDate | null][],
  items: [kind: DietItem['kind'], code: DietItem['code'], severity: Severity | null][],
  diet: [texture: DietRow['texture'], feedingHelp: number, note: string, askedAt: number | null] | null,
  dishes: [id: string, name: string, category: DishRow['category'], ingredients: string, contains: string, textures: string][],
];

/** What the text says of the person and the meal, in the shape that other selects give it. */
export function restsOf(text: string): { facts: DatedFact[]; dietItems: { kind: DietItem['kind']; code: DietItem['code']; severity: Severity | null }[]; diets: DietRow[]; dishes: MenuDish[] } {
  const [, facts, items, diet, dishes] = JSON.parse(text) as RestsRow;
  return {
    facts: facts.map(([, kind, value, scale, from, to]) => ({ kind, value, scale, from, to })),
    dietItems: items.map(([kind, code, severity]) => ({ kind, code, severity })),
    diets: diet === null ? [] : [{ texture: diet[0], feedingHelp: diet[1], note: diet[2], askedAt: diet[3] }],
    dishes: dishes.map(([, name, category, ingredients, contains, textures]) => dishOf({ name, category, ingredients, contains, textures })),
  };
}
