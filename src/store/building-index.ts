import { buildingOf } from '../domain/building.ts';
import type { Vault } from '../vault.ts';

/** What an elder's row keeps of the address to be found by its building. */
export async function buildingIndexOf(vault: Vault, address: string | null): Promise<string | null> {
  const building = buildingOf(address);
  return building === null ? null : vault.indexOf('building', building);
}
