import { DIVISIONS, DIVISION_BY_CODE, VILLAGES_OF, townOf, type DemoDivision } from './data/divisions.ts';
import { DOOR_NOTES, JINGHE_COMMUNITY, JINGHE_NEIGHBOURS, NAMED_ESTATES, OUTSIDE_PLACES } from './data/homes.ts';
import type { DemoPoint } from './data/point.ts';
import { TOWNS, type DemoTown } from './data/towns.ts';
import { hash32, seeded, type Random } from './random.ts';

/** WGS-84, whole microdegrees. */
export interface Place {
  latE6: number;
  lngE6: number;
}

export interface Home {
  registeredDivisionCode: string | null;
  /** In words, when the registered place lies outside the county. */
  registeredPlace: string | null;
  residenceDivisionCode: string;
  address: string | null;
  doorNote: string | null;
  coordinates: Place | null;
  point: DemoPoint;
}

/** `nearJinghe`: one of the regulars of the persona canteen, who live around it. */
export function inventHome(random: Random, points: readonly DemoPoint[], nearJinghe: boolean): Home {
  const village = nearJinghe ? divisionOf(random.pick(JINGHE_NEIGHBOURS)) : pickVillage(random, points);
  const place = scattered(random, villagePlace(village, points), nearJinghe ? 90 : 300);
  // Nobody has written down where they live: these turn up as 未分配 on the delivery sheet.
  const unknown = random.chance(0.03);
  return {
    ...registration(random, village),
    residenceDivisionCode: village.code,
    address: unknown ? null : inventAddress(random, village),
    doorNote: !unknown && random.chance(0.12) ? random.pick(DOOR_NOTES) : null,
    coordinates: unknown ? null : place,
    point: nearestPoint(place, points, townOf(village.code)),
  };
}

/** A home whose address is known, in the community of the persona canteen. */
export function knownHome(random: Random, points: readonly DemoPoint[], address: string): Home {
  const place = scattered(random, villagePlace(divisionOf(JINGHE_COMMUNITY), points), 90);
  return {
    registeredDivisionCode: JINGHE_COMMUNITY,
    registeredPlace: null,
    residenceDivisionCode: JINGHE_COMMUNITY,
    address,
    doorNote: null,
    coordinates: place,
    point: nearestPoint(place, points, townOf(JINGHE_COMMUNITY)),
  };
}

/** Metres on the ground, flat-earth: the county is 45 km wide. */
export function metresBetween(a: Place, b: Place): number {
  const north = (a.latE6 - b.latE6) * 0.1112;
  const east = (a.lngE6 - b.lngE6) * 0.1112 * Math.cos((a.latE6 / 1_000_000 / 180) * Math.PI);
  return Math.hypot(north, east);
}

function pickVillage(random: Random, points: readonly DemoPoint[]): DemoDivision {
  const town = random.weighted(TOWNS.map((one) => [one, one.elders] as const));
  const served = points.filter((point) => townOf(point.divisionCode) === town.code && point.key !== 'jinghe');
  if (served.length > 0 && random.chance(0.55)) return divisionOf(random.pick(served).divisionCode);
  const villages = VILLAGES_OF.get(town.code) ?? [];
  return random.pick(villages.filter((village) => !JINGHE_NEIGHBOURS.includes(village.code)));
}

/** No source gives villages' coordinates: they lie at their meal point, or at a lasting spot near the town's seat. */
function villagePlace(village: DemoDivision, points: readonly DemoPoint[]): Place {
  const code = JINGHE_NEIGHBOURS.includes(village.code) ? JINGHE_COMMUNITY : village.code;
  const point = points.find((one) => one.divisionCode === code);
  const random = seeded(`village:${village.code}`);
  if (point) return code === village.code ? point : scattered(random, point, 90);
  return scattered(random, townAt(townOf(village.code)), village.kindWord === '社区' ? 1_300 : 2_400);
}

/** Somewhere within the radius, evenly over the disc. */
function scattered(random: Random, around: Place, metres: number): Place {
  const distance = metres * Math.sqrt(random.next());
  const bearing = random.next() * 2 * Math.PI;
  const east = (distance * Math.sin(bearing)) / Math.cos((around.latE6 / 1_000_000 / 180) * Math.PI);
  return {
    latE6: around.latE6 + Math.round((distance * Math.cos(bearing)) / 0.1112),
    lngE6: around.lngE6 + Math.round(east / 0.1112),
  };
}

function nearestPoint(place: Place, points: readonly DemoPoint[], townCode: string): DemoPoint {
  const [nearest] = points
    .filter((point) => townOf(point.divisionCode) === townCode)
    .sort((a, b) => metresBetween(place, a) - metresBetween(place, b));
  if (nearest === undefined) throw new Error(`a town without a meal point: ${townCode}`);
  return nearest;
}

function registration(random: Random, village: DemoDivision): Pick<Home, 'registeredDivisionCode' | 'registeredPlace'> {
  const draw = random.next();
  if (draw < 0.88) return { registeredDivisionCode: village.code, registeredPlace: null };
  if (draw >= 0.95) return { registeredDivisionCode: null, registeredPlace: random.pick(OUTSIDE_PLACES) };
  const elsewhere = DIVISIONS.filter((row) => row.level === 'village' && townOf(row.code) !== townOf(village.code));
  return { registeredDivisionCode: random.pick(elsewhere).code, registeredPlace: null };
}

function inventAddress(random: Random, village: DemoDivision): string {
  if (village.kindWord !== '社区') return `${village.name} ${1 + random.int(280)} 号`;
  const door = `${1 + random.int(6)}0${1 + random.int(3)}`;
  return `${random.pick(estatesOf(village))} ${1 + random.int(24)} 号楼 ${1 + random.int(4)} 单元 ${door}`;
}

function estatesOf(community: DemoDivision): readonly string[] {
  const named = NAMED_ESTATES.get(community.code);
  if (named) return named;
  const name = community.name.slice(0, -'社区'.length);
  if (/[苑园城湾居]$/.test(name)) return [name];
  return [`${name}小区`, name + (hash32(community.code) % 2 === 0 ? '花园' : '家园')];
}

function divisionOf(code: string): DemoDivision {
  const found = DIVISION_BY_CODE.get(code);
  if (found === undefined) throw new Error(`not a division of the county: ${code}`);
  return found;
}

function townAt(code: string): DemoTown {
  const found = TOWNS.find((town) => town.code === code);
  if (found === undefined) throw new Error(`not a town of the county: ${code}`);
  return found;
}
