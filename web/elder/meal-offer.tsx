import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { Clash } from '../../src/domain/diet.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { DishCategory } from '../../src/domain/menu.ts';
import type { Fen } from '../../src/domain/money.ts';
import { spokenInstant, spokenMoney } from '../format.tsx';
import { clashText } from '../text.ts';

/** One sitting as an elder page speaks of it. `today` makes 明天 out of a date. */
export type Sitting = { runId: string; date: ServiceDate; slot: MealSlot; today: ServiceDate };

/** One set meal as it is offered to one elder. Somebody with a severe allergy gets `blocked` and the clashes that say why. */
export type MealOffer = {
  setMealId: string;
  name: string;
  dishes: readonly string[];
  categories: readonly DishCategory[];
  selfPayFen: Fen;
  subsidyFen: Fen;
  state: 'open' | 'sold_out' | 'blocked';
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
      {clashes.map(clashText).join('，')}。
    </div>
  );
}

/** 明天上午 9 点 40 分以前都能订、能退。 */
export const cutoffText = (cutoffAt: Instant, today: ServiceDate) =>
  `这一顿，${spokenInstant(cutoffAt, today)}以前都能订、能退。`;
