import { toHalfWidth } from './half-width.ts';

// How people in a community say which door: 3号楼王奶奶. An address is sealed; what is kept of it to be found is a blind index of this.

/** What follows a building's number. */
export const BUILDING_WORDS = '(?:号楼|号院|#楼|栋|幢|座|#)';

const IN_ADDRESS = new RegExp(`(\\d{1,3})\\s*${BUILDING_WORDS}`);
const TYPED = new RegExp(`^(\\d{1,3})${BUILDING_WORDS}$`);
/** In a village a house has a number and no building: 东关村 123 号. */
const HOUSE = /(\d{1,4})\s*号\s*$/;

/** The number of the building in an address ('3'), or of the house ('h123'); null where it names none. */
export function buildingOf(address: string | null): string | null {
  const text = toHalfWidth(address ?? '');
  const building = IN_ADDRESS.exec(text)?.[1];
  if (building !== undefined) return String(Number(building));
  const house = HOUSE.exec(text)?.[1];
  return house === undefined ? null : `h${Number(house)}`;
}

/** A building or a house as somebody types it to look for people: 3号楼, 12栋, 8#; 123号 is a house. Null: something else. */
export function readBuilding(typed: string): string | null {
  const text = toHalfWidth(typed).replace(/\s/g, '');
  const building = TYPED.exec(text)?.[1];
  if (building !== undefined) return String(Number(building));
  const house = /^(\d{1,4})号$/.exec(text)?.[1];
  return house === undefined ? null : `h${Number(house)}`;
}
