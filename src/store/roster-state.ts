import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import { divisionPrefix, type Scope } from '../domain/access.ts';
import type { PlanState, RosterElder, RosterTerms } from '../domain/roster-plan.ts';
import { comparable, withoutBlanks } from '../domain/roster-text.ts';
import type { Vault } from '../vault.ts';
import { guard } from './commit.ts';
import { inList, optional, pick, type Database } from './read.ts';
import { category, categoryWord, elder, elderFact, mealPoint, rosterRow } from './schema.ts';
import { elderWithin } from './scope.ts';

// What is known today of the people of a roster, read in one trip however long the roster is.

/** Whom a roster is about: the people on its rows and, when it is a whole list, everybody who holds what it lists. */
export type RosterReach = { scope: Scope; divisionCode: string; terms: RosterTerms; people: SQL };

export const peopleByIndex = (indexes: readonly string[]): SQL => inList(elder.idNumberIndex, indexes);
export const peopleOfRoster = (rosterId: string): SQL =>
  sql`${elder.idNumberIndex} IN (SELECT ${rosterRow.idNumberIndex} FROM ${rosterRow} WHERE ${rosterRow.rosterId} = ${rosterId})`;

function concerned({ scope, divisionCode, terms, people }: RosterReach): SQL {
  const prefix = divisionPrefix(divisionCode);
  const ofDivision = sql`${elder.mealPointId} IN (SELECT ${mealPoint.id} FROM ${mealPoint} WHERE substr(${mealPoint.divisionCode}, 1, ${prefix.length}) = ${prefix})`;
  const holders = sql`${elder.id} IN (SELECT ${elderFact.elderId} FROM ${elderFact} WHERE ${elderFact.kind} = ${terms.kind} AND ${elderFact.toDate} IS NULL)`;
  return and(elderWithin(scope), ofDivision, terms.whole ? or(people, holders) : people) ?? sql`0`;
}

function factsOfThem(reach: RosterReach): SQL {
  return sql`${elderFact.kind} IN (${reach.terms.kind}, 'death') AND ${elderFact.elderId} IN (SELECT ${elder.id} FROM ${elder} WHERE ${concerned(reach)})`;
}

export function stateQueries(db: Database, reach: RosterReach) {
  return {
    elders: db
      .select(
        pick({
          id: elder.id,
          name: elder.name,
          index: elder.idNumberIndex,
          birthDate: elder.birthDate,
          phoneIndex: elder.phoneIndex,
          addressSealed: elder.addressSealed,
        }),
      )
      .from(elder)
      .where(concerned(reach))
      .orderBy(elder.id),
    facts: db
      .select(
        pick({ id: elderFact.id, elderId: elderFact.elderId, kind: elderFact.kind, value: elderFact.value, scale: elderFact.scale, from: elderFact.fromDate, to: elderFact.toDate }),
      )
      .from(elderFact)
      .where(factsOfThem(reach))
      .orderBy(elderFact.id),
    ...wordQueries(db),
  };
}

export function wordQueries(db: Database) {
  return {
    categories: db.select(pick({ code: category.code, name: category.name })).from(category).orderBy(category.position),
    words: db.select(pick({ word: categoryWord.word, code: categoryWord.categoryCode })).from(categoryWord).orderBy(categoryWord.addedAt, categoryWord.id),
  };
}

/** A category's own name is a word for it; the county's latest entry for a word counts. */
export function wordsOf(rows: { categories: readonly { code: string; name: string }[]; words: readonly { word: string; code: string }[] }): Map<string, string> {
  return new Map([...rows.categories.map((one): [string, string] => [withoutBlanks(one.name), one.code]), ...rows.words.map((one): [string, string] => [one.word, one.code])]);
}

export type StateRows = {
  elders: readonly (RosterElder & { phoneIndex: string | null; addressSealed: string | null })[];
  facts: PlanState['facts'];
  categories: readonly { code: string; name: string }[];
  words: readonly { word: string; code: string }[];
};

/** What a row says of how to reach somebody, against which ours is compared. */
export type ContactRow = { rowNo: number; index: string | null; phoneIndex: string | null; address: string };

export async function stateOf(vault: Vault, rows: StateRows, contacts: readonly ContactRow[]): Promise<PlanState> {
  const byIndex = new Map(rows.elders.map((one) => [one.index, one]));
  const told = contacts.filter((one) => one.index !== null && (one.phoneIndex !== null || one.address !== ''));
  const differs = await Promise.all(
    told.map(async (one): Promise<[number, ('phone' | 'address')[]]> => {
      const known = byIndex.get(one.index ?? '');
      if (!known) return [one.rowNo, []];
      const ours = one.address === '' || known.addressSealed === null ? '' : await vault.open({ table: 'elder', column: 'address_sealed', row: known.id }, known.addressSealed);
      return [
        one.rowNo,
        [
          ...(one.phoneIndex !== null && one.phoneIndex !== known.phoneIndex ? (['phone'] as const) : []),
          ...(one.address !== '' && comparable(one.address) !== comparable(ours) ? (['address'] as const) : []),
        ],
      ];
    }),
  );
  const elders = rows.elders.map(({ id, name, index, birthDate }) => ({ id, name, index, birthDate }));
  return { elders, facts: rows.facts, words: wordsOf(rows), differs: new Map(differs.filter(([, fields]) => fields.length > 0)) };
}

/** Facts are only ever added or ended, so their number and how many have ended say whether any has changed since `rows` was read. */
export function stateGuards(reach: RosterReach, rows: StateRows): SQL[] {
  const ended = rows.facts.filter((one) => one.to !== null).length;
  return [
    guard('the people of the roster', sql`(SELECT count(*) FROM ${elder} WHERE ${concerned(reach)}) = ${rows.elders.length}`),
    guard('their facts', sql`(SELECT count(*) || '/' || count(${elderFact.toDate}) FROM ${elderFact} WHERE ${factsOfThem(reach)}) = ${`${rows.facts.length}/${ended}`}`),
  ];
}

/** The rows of a stored roster as a plan reads them. */
export function storedRows(db: Database, rosterId: string) {
  return db
    .select(
      pick({
        rowNo: rosterRow.rowNo,
        name: rosterRow.name,
        index: rosterRow.idNumberIndex,
        value: rosterRow.value,
        from: rosterRow.fromDate,
        phoneIndex: rosterRow.phoneIndex,
        addressSealed: optional(rosterRow.addressSealed),
        problems: rosterRow.problems,
      }),
    )
    .from(rosterRow)
    .where(eq(rosterRow.rosterId, rosterId))
    .orderBy(rosterRow.rowNo);
}
