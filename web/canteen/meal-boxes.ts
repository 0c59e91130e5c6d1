import type { SumBox } from '../sheet-layout.tsx';

/** How many of each set meal stand on a list, A first. */
export function mealBoxes(rows: readonly { letter: string; mealName: string }[]): SumBox[] {
  const meals = Map.groupBy(rows, (row) => `${row.letter} ${row.mealName}`);
  return [...meals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([label, same]) => ({ label, count: same.length }));
}
