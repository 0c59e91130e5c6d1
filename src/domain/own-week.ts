import { addDays, weekOf, type ServiceDate } from './calendar.ts';
import { fen, sumFen, type Fen } from './money.ts';
import type { OrderState } from './order.ts';

/** One meal of somebody's week. `kept`: not eaten, and its share stayed with the canteen. */
export type WeekMeal = { serviceDate: ServiceDate; state: OrderState; selfPayFen: Fen; subsidyFen: Fen; kept: boolean };

export type OwnWeek<Meal> = {
  monday: ServiceDate;
  sunday: ServiceDate;
  /** Ordered and still to be eaten, next week's too, soonest first. Only of the week that it is. */
  coming: Meal[];
  /** Over: eaten or not come for, within the week, as they were. */
  past: Meal[];
  eaten: number;
  /** What went out of her own pocket and what the subsidy gave, of meals that are over. */
  paidFen: Fen;
  givenFen: Fen;
};

/** The natural week (Monday to Sunday) of `date` as somebody looks back and ahead on `today`, from their orders in the order of their days. */
export function ownWeek<Meal extends WeekMeal>(meals: readonly Meal[], date: ServiceDate, today: ServiceDate): OwnWeek<Meal> {
  const monday = weekOf(date);
  const sunday = addDays(monday, 6);
  const within = meals.filter((one) => one.serviceDate >= monday && one.serviceDate <= sunday);
  const past = within.filter((one) => one.state === 'handed_over' || one.state === 'missed');
  const eaten = past.filter((one) => one.state === 'handed_over');
  const paid = past.filter((one) => one.state === 'handed_over' || one.kept);
  const coming = weekOf(today) === monday ? meals.filter((one) => one.state === 'placed' && one.serviceDate >= today) : [];
  return {
    monday,
    sunday,
    coming,
    past,
    eaten: eaten.length,
    paidFen: paid.length === 0 ? fen(0) : sumFen(paid.map((one) => one.selfPayFen)),
    givenFen: eaten.length === 0 ? fen(0) : sumFen(eaten.map((one) => one.subsidyFen)),
  };
}
