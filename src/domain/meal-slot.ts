/** 餐次, in the order of the day: lists and sheets follow it. */
export const MEAL_SLOTS = ['breakfast', 'lunch', 'dinner'] as const;
export type MealSlot = (typeof MEAL_SLOTS)[number];

/** How the meal reaches the person: 堂食, 自取, 送餐. */
export const SERVICE_MODES = ['dine_in', 'pickup', 'home_delivery'] as const;
export type ServiceMode = (typeof SERVICE_MODES)[number];

/** How a meal reaches somebody who comes to the counter without an order: nothing is brought home. */
export const COUNTER_MODES = ['dine_in', 'pickup'] as const satisfies readonly ServiceMode[];
