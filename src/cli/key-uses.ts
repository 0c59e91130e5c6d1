import type { DatabaseSync } from 'node:sqlite';
import { nameOf, SEALED_COLUMNS } from '../store/sealed-columns.ts';

/** How many sealed values stand under which key, column by column. */
export type KeyUses = { name: string; uses: { key: string; values: number }[] }[];

const question = ({ table, column }: (typeof SEALED_COLUMNS)[number]) =>
  `SELECT substr("${column}", 1, 9) AS key, count(*) AS n FROM "${table}" WHERE "${column}" IS NOT NULL GROUP BY 1 ORDER BY 1`;

/** One statement for each column, in the order in which `usesOf` takes the answers. */
export const KEY_QUESTIONS: readonly string[] = SEALED_COLUMNS.map(question);

type Row = Record<string, unknown>;

export const usesOf = (answers: readonly (readonly Row[])[]): KeyUses =>
  SEALED_COLUMNS.map((column, index) => ({ name: nameOf(column), uses: (answers[index] ?? []).map((row) => ({ key: String(row['key']), values: Number(row['n']) })) }));

export const keyUses = (db: DatabaseSync): KeyUses => usesOf(KEY_QUESTIONS.map((text) => db.prepare(text).all()));

/** The names of the keys that something is sealed under. */
export const keysUsed = (uses: KeyUses): string[] => [...new Set(uses.flatMap((column) => column.uses.map(({ key }) => key)))].sort();

/** One line for each key, and what that means. 0: nothing stands under another key than the one that seals; 1: something does. */
export function tellUses(uses: KeyUses, seals: string): number {
  const keys = keysUsed(uses);
  for (const key of keys) {
    const places = uses.flatMap(({ name, uses: ofColumn }) => ofColumn.flatMap((use) => (use.key === key ? [`${name} ${use.values}`] : [])));
    console.log(`${key}${key === seals ? ' (seals now)' : ''}: ${places.join(', ')}`);
  }
  const left = keys.filter((key) => key !== seals);
  console.log(left.length === 0 ? `Nothing is left under any other key than ${seals}.` : `Still under another key than ${seals}: ${left.join(', ')}.`);
  return left.length === 0 ? 0 : 1;
}
