import type { DemoDish } from './dish.ts';
import { HOT_DISHES } from './dishes-hot.ts';
import { OTHER_DISHES } from './dishes-other.ts';

/** What Shandong kitchens cook for elders, one recipe for the whole county. */
export const DISHES: readonly DemoDish[] = [...HOT_DISHES, ...OTHER_DISHES];
