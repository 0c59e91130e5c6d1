/** Where each frozen order must stand exactly once: 堂食名单, 自取名单, 送餐单, 未分配 (to be delivered, but nobody knows where). */
export const LIST_NAMES = ['dine_in', 'pickup', 'home_delivery', 'unassigned'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** The equation as it stands on the paper. */
export type EqualityLine = { frozen: number; counted: number; lists: Readonly<Record<ListName, number>> };

export const DIFFERENCE_KINDS = [
  'gone',
  'not_frozen',
  'frozen_twice',
  'not_counted',
  'counted_twice',
  'on_no_list',
  'on_two_lists',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One order that breaks the equation, and how. */
export type Difference = { orderId: string; kind: DifferenceKind };

export type Equality = { line: EqualityLine; differences: readonly Difference[] };

/**
 * Section G: the orders frozen at closing = the kitchen's count = dine-in list + pickup list + delivery list + unassigned, order
 * by order and not only in number. `gone`: frozen, but nowhere any more. Without differences the sheets may be printed.
 */
export function checkEquality(found: {
  frozen: readonly string[];
  counted: readonly string[];
  lists: Readonly<Record<ListName, readonly string[]>>;
}): Equality {
  const listed = LIST_NAMES.flatMap((name) => found.lists[name]);
  const frozen = timesEach(found.frozen);
  const counted = timesEach(found.counted);
  const onLists = timesEach(listed);
  const orderIds = [...new Set([...found.frozen, ...found.counted, ...listed])];
  return {
    line: {
      frozen: found.frozen.length,
      counted: found.counted.length,
      lists: {
        dine_in: found.lists.dine_in.length,
        pickup: found.lists.pickup.length,
        home_delivery: found.lists.home_delivery.length,
        unassigned: found.lists.unassigned.length,
      },
    },
    differences: orderIds.flatMap((orderId) =>
      differencesOf(frozen.get(orderId) ?? 0, counted.get(orderId) ?? 0, onLists.get(orderId) ?? 0).map((kind) => ({ orderId, kind })),
    ),
  };
}

function differencesOf(frozen: number, counted: number, listed: number): DifferenceKind[] {
  if (frozen > 0 && counted === 0 && listed === 0) return ['gone'];
  const kinds: DifferenceKind[] = [];
  if (frozen === 0) kinds.push('not_frozen');
  if (frozen > 1) kinds.push('frozen_twice');
  if (counted === 0) kinds.push('not_counted');
  if (counted > 1) kinds.push('counted_twice');
  if (listed === 0) kinds.push('on_no_list');
  if (listed > 1) kinds.push('on_two_lists');
  return kinds;
}

function timesEach(orderIds: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const orderId of orderIds) times.set(orderId, (times.get(orderId) ?? 0) + 1);
  return times;
}
