/** Where each accepted order must stand exactly once: 堂食名单, 自取名单, 送餐单, 未分配 (to be delivered, but nobody knows where). */
export const LIST_NAMES = ['dine_in', 'pickup', 'home_delivery', 'unassigned'] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** The equation as it stands on the paper. */
export type EqualityLine = { accepted: number; counted: number; lists: Readonly<Record<ListName, number>> };

export const DIFFERENCE_KINDS = [
  'gone',
  'not_accepted',
  'accepted_twice',
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
 * The orders that the kitchen has accepted: those frozen at the closing and those taken late after it, less those given back. By what was
 * recorded of each, not by the state that it is in, so that the two can be compared.
 */
export function acceptedOrders(frozen: readonly string[], orders: readonly { id: string; late: boolean; givenBack: boolean }[]): string[] {
  const known = new Set(frozen);
  const after = orders.filter((order) => order.late && !known.has(order.id));
  const givenBack = new Set(orders.flatMap((order) => (order.givenBack ? [order.id] : [])));
  return [...frozen, ...after.map((order) => order.id)].filter((id) => !givenBack.has(id));
}

/**
 * Section G: the orders accepted = the kitchen's count = dine-in list + pickup list + delivery list + unassigned, order
 * by order and not only in number. `gone`: accepted, but nowhere any more. Without differences the sheets may be printed.
 */
export function checkEquality(found: {
  accepted: readonly string[];
  counted: readonly string[];
  lists: Readonly<Record<ListName, readonly string[]>>;
}): Equality {
  const listed = LIST_NAMES.flatMap((name) => found.lists[name]);
  const accepted = timesEach(found.accepted);
  const counted = timesEach(found.counted);
  const onLists = timesEach(listed);
  const orderIds = [...new Set([...found.accepted, ...found.counted, ...listed])];
  return {
    line: {
      accepted: found.accepted.length,
      counted: found.counted.length,
      lists: {
        dine_in: found.lists.dine_in.length,
        pickup: found.lists.pickup.length,
        home_delivery: found.lists.home_delivery.length,
        unassigned: found.lists.unassigned.length,
      },
    },
    differences: orderIds.flatMap((orderId) =>
      differencesOf(accepted.get(orderId) ?? 0, counted.get(orderId) ?? 0, onLists.get(orderId) ?? 0).map((kind) => ({ orderId, kind })),
    ),
  };
}

function differencesOf(accepted: number, counted: number, listed: number): DifferenceKind[] {
  if (accepted > 0 && counted === 0 && listed === 0) return ['gone'];
  const kinds: DifferenceKind[] = [];
  if (accepted === 0) kinds.push('not_accepted');
  if (accepted > 1) kinds.push('accepted_twice');
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
