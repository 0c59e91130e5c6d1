import type { Choice } from '../../domain/open-meals.ts';
import { clashesOf, isSevere } from '../../domain/diet.ts';
import type { EatingElder } from '../../domain/order.ts';
import { fen } from '../../domain/money.ts';
import { subsidyFenOf } from '../../domain/statement.ts';
import type { ElderOffer } from '../../store/elder-meals.ts';
import type { MealOffer } from '../../../web/elder/meal-offer.tsx';

/** One choice as the page shows it; what cannot be had has no price. */
export function offerOf({ offer, judged }: Choice<ElderOffer>, elder: EatingElder): MealOffer {
  const shown = {
    setMealId: offer.setMealId,
    name: offer.name,
    dishes: offer.dishes.map((dish) => dish.name),
    categories: offer.dishes.map((dish) => dish.category),
    pictureId: offer.pictureId,
    clashes: clashesOf(elder.diet, offer.dishes),
  };
  const { refused } = judged;
  if (refused !== null) return { ...shown, clashes: shown.clashes.filter(isSevere), selfPayFen: fen(0), subsidyFen: fen(0), refused };
  const { selfPayFen, split } = judged.assessment;
  return { ...shown, selfPayFen, subsidyFen: subsidyFenOf(split), refused };
}
