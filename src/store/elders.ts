import { and, eq, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Diet, DietItem, Severity } from '../domain/diet.ts';
import type { DatedFact, ElderPlaces } from '../domain/elder.ts';
import type { EatingElder } from '../domain/order.ts';
import type { FundLeft } from './balances.ts';
import { inList, pick, type Database } from './read.ts';
import { elder, elderDiet, elderDietItem, elderFact } from './schema.ts';
import { elderWithin } from './scope.ts';
import { historyOf, type PastMealRow } from './subsidy-history.ts';

/** The selects that say who somebody is and what they may eat; several commands read them in their one trip. `within`: who may be looked at, where it is not the scope alone that says so. */
export function elderQueries(db: Database, scope: Scope, elderId: string, within: SQL = elderWithin(scope)) {
  return {
    elders: db
      .select(
        pick({
          id: elder.id,
          name: elder.name,
          callAs: elder.callAs,
          sex: elder.sex,
          birthDate: elder.birthDate,
          mealPointId: elder.mealPointId,
          registeredDivision: elder.registeredDivision,
          residenceDivision: elder.residenceDivision,
        }),
      )
      .from(elder)
      .where(and(eq(elder.id, elderId), within)),
    facts: db
      .select(pick({ kind: elderFact.kind, value: elderFact.value, scale: elderFact.scale, from: elderFact.fromDate, to: elderFact.toDate }))
      .from(elderFact)
      .where(eq(elderFact.elderId, elderId)),
    diets: db
      .select(
        pick({ texture: elderDiet.texture, feedingHelp: elderDiet.feedingHelp, note: elderDiet.note, askedAt: elderDiet.askedAt }),
      )
      .from(elderDiet)
      .where(eq(elderDiet.elderId, elderId)),
    dietItems: db
      .select(pick({ kind: elderDietItem.kind, code: elderDietItem.code, severity: elderDietItem.severity }))
      .from(elderDietItem)
      .where(eq(elderDietItem.elderId, elderId)),
  };
}

/** What is known of many people and what they may eat, each row with whose it is. `who`: their ids, or a select of them. */
export function manyElders(db: Database, who: readonly string[] | SQL) {
  return {
    facts: db
      .select(pick({ elderId: elderFact.elderId, kind: elderFact.kind, value: elderFact.value, scale: elderFact.scale, from: elderFact.fromDate, to: elderFact.toDate }))
      .from(elderFact)
      .where(inList(elderFact.elderId, who)),
    diets: db
      .select(pick({ elderId: elderDiet.elderId, texture: elderDiet.texture, feedingHelp: elderDiet.feedingHelp, note: elderDiet.note, askedAt: elderDiet.askedAt }))
      .from(elderDiet)
      .where(inList(elderDiet.elderId, who)),
    dietItems: db
      .select(pick({ elderId: elderDietItem.elderId, kind: elderDietItem.kind, code: elderDietItem.code, severity: elderDietItem.severity }))
      .from(elderDietItem)
      .where(inList(elderDietItem.elderId, who)),
  };
}

type PlacesRow = { registeredDivision: string | null; residenceDivision: string; mealPointId: string };

/** A card is bound to the point where its holder usually eats. */
export function placesOf({ registeredDivision, residenceDivision, mealPointId }: PlacesRow): ElderPlaces {
  return { registeredDivision, residenceDivision, boundPointId: mealPointId };
}

export type DietRow = { texture: Diet['texture']; feedingHelp: number; note: string; askedAt: number | null };
export type DietItemRow = { kind: DietItem['kind']; code: DietItem['code']; severity: Severity | null };

/** Nobody asked yet: eats everything, as far as we know. */
const NOT_ASKED: DietRow = { texture: 'regular', feedingHelp: 0, note: '', askedAt: null };

export function dietOf(row: DietRow | undefined, items: readonly DietItemRow[]): Diet {
  const { feedingHelp, ...diet } = row ?? NOT_ASKED;
  return {
    ...diet,
    feedingHelp: feedingHelp === 1,
    items: items.map(({ severity, ...item }) => (severity ? { ...item, severity } : item)),
  };
}

type EatingRows = {
  facts: readonly DatedFact[];
  diets: readonly DietRow[];
  dietItems: readonly DietItemRow[];
  history: readonly PastMealRow[];
  funds: readonly FundLeft[];
};

/** The person as placing an order judges them, from what elderQueries(), pastMeals() and fundsLeft() read. */
export function eatingElderOf(row: PlacesRow & { birthDate: EatingElder['birthDate'] }, rows: EatingRows): EatingElder {
  return {
    birthDate: row.birthDate,
    facts: rows.facts,
    diet: dietOf(rows.diets[0], rows.dietItems),
    places: placesOf(row),
    history: historyOf(rows.history, rows.funds),
  };
}
