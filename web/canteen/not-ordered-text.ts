import type { PlacementRefusal, WalkInRefusal } from '../../src/domain/order.ts';
import { stoppedBriefly } from '../books-stop-text.ts';
import { refusalWords } from '../refusals.ts';

/** Why a meal was not ordered, to the canteen that cooks it. */
export const refusalAtCanteen = (refused: PlacementRefusal) => (refused === 'point_stopped' ? stoppedBriefly : refusalWords[refused].staff);

/** Why somebody without an order was not served. */
export function walkInRefusalText(refused: WalkInRefusal): string {
  return refused === 'still_open' ? '这一餐还能订，也还没到开饭。请先按预订；没订的，截止或开饭以后再登记。' : refusalAtCanteen(refused);
}
