import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { Clash } from '../../src/domain/diet.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { DishCategory } from '../../src/domain/menu.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { PlacementRefusal } from '../../src/domain/order.ts';
import { spokenInstant, spokenMoney } from '../format.tsx';
import { clashesSpoken } from '../text.ts';

/** One sitting as an elder page speaks of it. `today` makes 明天 out of a date. */
export type Sitting = { runId: string; date: ServiceDate; slot: MealSlot; today: ServiceDate };

/** One set meal as it is offered to one elder. `refused`: why she cannot have it; under `severe_allergy` the clashes say what of. */
export type MealOffer = {
  setMealId: string;
  name: string;
  dishes: readonly string[];
  categories: readonly DishCategory[];
  /** The canteen's own photo of it. */
  pictureId: string | null;
  selfPayFen: Fen;
  subsidyFen: Fen;
  refused: PlacementRefusal | null;
  clashes: readonly Clash[];
};

/** 自己付 6 元 · 不用付钱 */
export const payText = (selfPayFen: Fen) => (selfPayFen === 0 ? '不用付钱' : `自己付 ${spokenMoney(selfPayFen)}`);

export type PayProps = {
  selfPayFen: Fen;
  subsidyFen: Fen;
  /** Named on the check page, where the whole price belongs. */
  priceFen?: Fen;
};

/** The one price that matters, and quietly what the subsidy gives. */
export function Pay({ selfPayFen, subsidyFen, priceFen }: PayProps) {
  const quiet = [
    priceFen === undefined ? '' : `一共 ${spokenMoney(priceFen)}`,
    subsidyFen > 0 ? `补贴 ${spokenMoney(subsidyFen)}` : '',
  ].filter(Boolean);
  return (
    <div class="pay">
      <b>{payText(selfPayFen)}</b>
      {quiet.join('，')}
    </div>
  );
}

/** Shown before ordering and again on the check page; a mild clash warns and does not block. */
export function ClashWarning({ clashes }: { clashes: readonly Clash[] }) {
  if (clashes.length === 0) return null;
  return (
    <div class="warn">
      <b>请您留意：</b>
      {clashesSpoken(clashes)}。
    </div>
  );
}

/** Where it is eaten or fetched, and where it comes from when it is brought: the canteen is not where it is brought to. */
export const placeText = (mode: ServiceMode, place: string) => (mode === 'home_delivery' ? `从${place}送来` : place);

/** 明天上午 9 点 40 分以前都能订、能退。 */
export const cutoffText = (cutoffAt: Instant, today: ServiceDate) =>
  `这一顿，${spokenInstant(cutoffAt, today)}以前都能订、能退。`;
