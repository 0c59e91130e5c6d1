// What was recorded between two moments, in words that hold for any planted place: two of them that did the same have recorded the same.
import type { Place } from './canary-records.ts';
import type { Rows } from './rows.ts';

export function addedRows(before: Rows, after: Rows, { point }: Place): Rows {
  const no = point.slice(1);
  const anywhere = (row: string) => row
    .replace(new RegExp(`\\b${point}\\b`, 'g'), 'p◆')
    .replaceAll(`cook${no}`, 'cook◆')
    .replace(new RegExp(`person:([fn])${no}`, 'g'), 'person:$1◆')
    .replace(new RegExp(`e${no}0(\\d)`, 'g'), 'e◆0$1')
    .replace(new RegExp(`"number":${no}0(\\d)`), '"number":◆0$1')
    .replace(/person:worker\d/g, 'person:worker◆')
    // What an order was judged on names every fund of the county, the place's own among them.
    .replace(new RegExp(`(breakfast-|helper-|access-${row.includes('"assessment"') ? '' : '|fund_'})${no}`, 'g'), '$1◆')
    // Named after its place, and after how many there were before.
    .replace(/"id":"[\w-]{22}"/, '"id":"◆"').replace(/"position":\d+/, '"position":◆')
    .replace(/370481\d{6}/g, '◆')
    .replace(/东郭|西门|南宫/g, '◆◆');
  const fresh = Object.entries(after).filter(([table]) => table !== 'session').map(([table, rows]): [string, string[]] => {
    const left = [...(before[table] ?? [])];
    return [table, rows.filter((row) => !left.includes(row) || left.splice(left.indexOf(row), 1).length === 0).map(anywhere).sort()];
  });
  return Object.fromEntries(fresh.filter(([, rows]) => rows.length > 0));
}
