import type { Weekday } from '../../domain/calendar.ts';
import { SERVICE_MODES, type MealSlot, type ServiceMode } from '../../domain/meal-slot.ts';
import type { LicenceKind, PointKind } from '../../domain/network.ts';

export interface DemoPoint {
  key: string;
  kind: PointKind;
  name: string;
  /** A real village or community. */
  divisionCode: string;
  address: string;
  phone: string;
  phoneHours: string;
  /** 0 where one cannot sit down. Dine-in capacity of a slot is seats × turns. */
  seats: number;
  /** WGS-84, whole microdegrees, near the town's seat. */
  latE6: number;
  lngE6: number;
  operatorKey: string;
  /** `expiresInDays` counts from the day of loading. */
  licence: { kind: LicenceKind; number: string; expiresInDays: number };
  slots: readonly DemoPointSlot[];
}

/** A point's rules for one slot, as the table meal_point_slot wants them. Minutes count from midnight. */
export interface DemoPointSlot {
  slot: MealSlot;
  /** A central kitchen, or the key of the point that cooks (mostly the point itself). */
  kitchenKey: string;
  openWeekdays: readonly Weekday[];
  cutoffDayOffset: number;
  cutoffMinute: number;
  closeAfterMinutes: number;
  undoMinutes: number;
  /** For so many days after the service date a hand-over may still be recorded: paper comes back. */
  claimDays: number;
  serveFromMinute: number;
  serveToMinute: number;
  /** 0: the mode is not offered. */
  capacity: Readonly<Record<ServiceMode, number>>;
}

export const DAILY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const MONDAY_TO_SATURDAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6];
export const WORKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

/** Breakfast is ordered until 20:00 the evening before, lunch until 9:40, dinner until 14:00. */
const HOURS = {
  breakfast: { cutoffDayOffset: -1, cutoffMinute: 20 * 60, serveFromMinute: 6 * 60 + 50, serveToMinute: 8 * 60 + 20 },
  lunch: { cutoffDayOffset: 0, cutoffMinute: 9 * 60 + 40, serveFromMinute: 11 * 60, serveToMinute: 12 * 60 + 40 },
  dinner: { cutoffDayOffset: 0, cutoffMinute: 14 * 60, serveFromMinute: 16 * 60 + 50, serveToMinute: 18 * 60 + 10 },
} as const;

/** A slot at the county's usual hours: who cooks, how many can eat in, fetch and be brought a meal, which days. */
export function served(
  slot: MealSlot,
  kitchenKey: string,
  dineIn: number,
  pickup: number,
  homeDelivery: number,
  openWeekdays: readonly Weekday[],
): DemoPointSlot {
  const capacity = { dine_in: dineIn, pickup, home_delivery: homeDelivery };
  return { slot, kitchenKey, openWeekdays, ...HOURS[slot], closeAfterMinutes: 10, undoMinutes: 10, claimDays: 3, capacity };
}

/** The modes a slot offers, in the order pages show them. */
export function modesOf(slot: DemoPointSlot): ServiceMode[] {
  return SERVICE_MODES.filter((mode) => slot.capacity[mode] > 0);
}
