import { eq, sql, type SQL } from 'drizzle-orm';
import type { DueElder, DueRun, ExpansionFacts } from '../domain/standing-order-expansion.ts';
import { fundsLeft, prepaidOfElders } from './balances.ts';
import { dayKindOn, daysOn } from './calendar-days.ts';
import { dietOf, manyElders, placesOf } from './elders.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { dishesOffered, modesOf, offersOf, offersWithDishes } from './menus.ts';
import { allPolicyVersions, versionsOf } from './policies.ts';
import { inList, pick, readTogether, type Database } from './read.ts';
import { elder, mealOrder, mealPoint, mealRun } from './schema.ts';
import { dueDaysOf } from './standing-order-days.ts';
import { countingMeals, countingOf, historyOf, pastMealsOf } from './subsidy-history.ts';

export type Chunk = { elderIds: readonly string[]; runIds: readonly string[] };

/** Everything that the orders of these people in these runs depend on, in one trip. */
export async function loadExpansion(db: Database, window: Parameters<typeof dueDaysOf>[2], chunk: Chunk) {
  const rows = await readTogether(db, expansionQueries(db, window, chunk));
  const within = new Set(chunk.runIds);
  const facts: ExpansionFacts = {
    days: rows.days.filter((one) => within.has(one.runId)),
    runs: runsOf(rows),
    elders: eldersOf(rows),
    policies: versionsOf(rows.policies),
    funds: historyOf([], rows.funds).balances ?? {},
  };
  return { facts, failures: rows.failures, rests: { text: rows.rests[0]?.on ?? '', now: restsOn(chunk) } };
}

function expansionQueries(db: Database, window: Parameters<typeof dueDaysOf>[2], chunk: Chunk) {
  const { elderIds, runIds } = chunk;
  const ofRuns = inList(mealRun.id, runIds);
  return {
    days: dueDaysOf(db, elderIds, window),
    runs: db.select(pick({ ...runColumns, ...pointColumns, dayKind: dayKindOn(mealRun.serviceDate) })).from(mealRun).innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId)).where(ofRuns),
    offers: offersOf(db, ofRuns),
    dishes: dishesOffered(db, ofRuns),
    modes: modesOf(db, ofRuns),
    ...personQueries(db, elderIds),
    history: pastMealsOf(db, elderIds, firstDay(runIds)),
    policies: allPolicyVersions(db),
    funds: fundsLeft(db),
    prepaid: prepaidOfElders(db, elderIds),
    failures: db
      .select(pick({ standingOrderId: sql<string>`x.standing_order_id`, serviceDate: sql<string>`x.service_date`, refused: sql<string>`x.refused` }))
      .from(sql`standing_order s CROSS JOIN standing_order_failure x ON x.standing_order_id = s.id AND x.service_date >= ${window.from}`)
      .where(inList(sql`s.elder_id`, elderIds)),
    rests: db.select(pick({ on: restsOn(chunk) })).from(sql`(SELECT 1)`),
  };
}

function personQueries(db: Database, elderIds: readonly string[]) {
  return {
    elders: db
      .select(pick({ id: elder.id, birthDate: elder.birthDate, mealPointId: elder.mealPointId, registeredDivision: elder.registeredDivision, residenceDivision: elder.residenceDivision }))
      .from(elder)
      .where(inList(elder.id, elderIds)),
    ...manyElders(db, elderIds),
  };
}
type Rows = Awaited<ReturnType<typeof readTogether<ReturnType<typeof expansionQueries>>>>;

/** The day of the first of these runs: limits look back from there. */
function firstDay(runIds: readonly string[]): SQL {
  return sql`(SELECT min(r.service_date) FROM meal_run r WHERE ${inList(sql`r.id`, runIds)})`;
}

/** What the answers rest on, as one text, compared inside the write: the people, their facts, diets, standing orders and meals, the runs' prices, what is in the dishes, licences, what the days are, the rules. */
function restsOn(chunk: Chunk): SQL<string> {
  const { elderIds, runIds } = chunk;
  const these = (column: SQL) => inList(column, elderIds);
  const ofRuns = (column: SQL) => inList(column, runIds);
  return sql<string>`json_array(
    (SELECT json_group_array(json_array(id, birth_date, registered_division, residence_division, meal_point_id) ORDER BY id) FROM elder WHERE ${these(sql`id`)}),
    (SELECT json_group_array(json_array(id, to_date) ORDER BY id) FROM elder_fact WHERE ${these(sql`elder_id`)}),
    (SELECT json_group_array(json_array(elder_id, kind, code, severity) ORDER BY elder_id, kind, code) FROM elder_diet_item WHERE ${these(sql`elder_id`)}),
    (SELECT json_group_array(json_array(elder_id, texture) ORDER BY elder_id) FROM elder_diet WHERE ${these(sql`elder_id`)}),
    (SELECT json_group_array(json_array(id, to_date) ORDER BY id) FROM standing_order WHERE ${these(sql`elder_id`)}),
    (SELECT json_group_array(json_array(id, assessment_no) ORDER BY id) FROM ${mealOrder} WHERE ${countingOf(elderIds, firstDay(runIds))}),
    (SELECT json_group_array(json_array(meal_run_id, set_meal_id, price_fen) ORDER BY meal_run_id, set_meal_id) FROM offer WHERE ${ofRuns(sql`meal_run_id`)}),
    (SELECT json_group_array(json_array(s.set_meal_id, s.dish_id, d.contains, d.textures) ORDER BY s.set_meal_id, s.position) FROM set_meal_dish s JOIN dish d ON d.id = s.dish_id
      WHERE s.set_meal_id IN (SELECT set_meal_id FROM offer WHERE ${ofRuns(sql`meal_run_id`)})),
    (SELECT json_group_array(json_array(id, licence_expires_date) ORDER BY id) FROM meal_point WHERE id IN (SELECT meal_point_id FROM meal_run WHERE ${ofRuns(sql`id`)})),
    ${daysOn(sql`SELECT service_date FROM meal_run WHERE ${ofRuns(sql`id`)}`)},
    (SELECT json_group_array(id ORDER BY id) FROM policy_version))`;
}

function runsOf(rows: Rows): Map<string, DueRun> {
  const offers = offersWithDishes(rows.offers, rows.dishes);
  const modes = Map.groupBy(rows.modes, (one) => one.runId);
  return new Map(
    rows.runs.map((run) => [
      run.id,
      { run, licenceExpires: run.licenceExpires, pointDivision: run.pointDivision, dayKind: run.dayKind, offers: offers.get(run.id) ?? [], modes: modes.get(run.id) ?? [] },
    ]),
  );
}

function eldersOf(rows: Rows): Map<string, DueElder> {
  const of = <Row extends { elderId: string }>(list: readonly Row[]) => Map.groupBy(list, (one) => one.elderId);
  const [facts, diets, items, meals, prepaid] = [of(rows.facts), of(rows.diets), of(rows.dietItems), of(rows.history), of(rows.prepaid)];
  return new Map(
    rows.elders.map((row) => {
      const diet = dietOf(diets.get(row.id)?.[0], items.get(row.id) ?? []);
      const eating = { birthDate: row.birthDate, facts: facts.get(row.id) ?? [], diet, places: placesOf(row) };
      const purse = Object.fromEntries((prepaid.get(row.id) ?? []).map((one) => [one.operatorId, one.fen]));
      return [row.id, { eating, earlier: countingMeals(meals.get(row.id) ?? []), prepaid: purse }];
    }),
  );
}
