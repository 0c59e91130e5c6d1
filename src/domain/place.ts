// Where somebody is registered, lives or eats, by the official 12-digit code of a village or community (统计用区划代码).

/** 市 · 区县 · 镇街 · 村社区. A village lies in one of each. */
export const PLACE_LEVELS = ['city', 'county', 'town', 'village'] as const;
export type PlaceLevel = (typeof PLACE_LEVELS)[number];

// The four municipalities under the central government are cities of their own: all that shares two digits is one city.
const MUNICIPALITIES = ['11', '12', '31', '50'];

// Cities without districts: their towns stand directly below, and the city's code is the county's too.
const WITHOUT_DISTRICTS = ['4419', '4420', '4604', '6202'];

const LENGTH = { county: 6, town: 9, village: 12 } as const;

/** The digits that everything in the same city, county, town or village shares; null when the code is too coarse to say. */
function areaOf(code: string, level: PlaceLevel): string | null {
  if (level === 'city') return cityOf(code);
  const area = code.slice(0, LENGTH[level]);
  return prefixOf(code).length < area.length ? null : area;
}

/** A county directly under its province (third and fourth digit 90) belongs to no city but itself. */
function cityOf(code: string): string | null {
  if (MUNICIPALITIES.includes(code.slice(0, 2))) return code.slice(0, 2);
  const city = code.slice(2, 4) === '90' ? code.slice(0, 6) : code.slice(0, 4);
  return prefixOf(code).length < city.length ? null : city;
}

/** The part of a division's code that all below it share: 370000000000 → 37, 370481000000 → 370481, 370481103000 → 370481103. */
export function prefixOf(code: string): string {
  if (!code.endsWith('000')) return code;
  if (!code.endsWith('000000')) return code.slice(0, 9);
  if (!code.slice(4).startsWith('00') || WITHOUT_DISTRICTS.includes(code.slice(0, 4))) return code.slice(0, 6);
  return code.slice(2, 4) === '00' ? code.slice(0, 2) : code.slice(0, 4);
}

/** Whether a place lies in a division, at whatever level that is. */
export function liesIn(code: string, division: string): boolean {
  return code.startsWith(prefixOf(division));
}

/** Whether two places lie in the same city, county, town or village. What is not known precisely enough is not the same. */
export function inSame(level: PlaceLevel, one: string, other: string): boolean {
  const area = areaOf(one, level);
  return area !== null && area === areaOf(other, level);
}

/** Whether a division's code is precise enough to name a city, a county, a town or a village. */
export function isAtLeast(level: PlaceLevel, division: string): boolean {
  return areaOf(division, level) !== null;
}
