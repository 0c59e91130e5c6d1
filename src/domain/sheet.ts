import { ageOn, type Instant, type ServiceDate } from './calendar.ts';
import { clashesOf, type Clash, type DietCode, type DietItem, type Texture } from './diet.ts';
import { checkEquality, type Equality, type EqualityLine, type ListName } from './equality.ts';
import { countMeals, type CountedMeal, type CountedOrder, type MealCount } from './meal-count.ts';
import type { OrderState } from './order.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import type { Fen } from './money.ts';

/** 备餐单, 堂食和自取名单, 送餐单. */
export const SHEET_KINDS = ['production', 'pickup_list', 'delivery_list'] as const;
export type SheetKind = (typeof SHEET_KINDS)[number];
/** What is archived with a number: those sheets, and 变更单, which says what changed after them. */
export const PRINT_KINDS = [...SHEET_KINDS, 'change_sheet'] as const;
export type PrintKind = (typeof PRINT_KINDS)[number];

/** An order as the lists show it. `doorMark`: another text once phone, address or the note at the door is written anew; it does not say what stands there. */
export type SheetOrder = CountedOrder & {
  birthDate: ServiceDate; selfPayFen: Fen; prepaid: boolean; hasAddress: boolean; state: OrderState; doorMark: string;
};

/** The run, the same at the head of each of its sheets. `kitchenName` only where another kitchen cooks. */
export type SheetHead = {
  pointName: string;
  pointPhone: string;
  kitchenName: string | null;
  serviceDate: ServiceDate;
  slot: MealSlot;
  serveFromAt: Instant;
  closedAt: Instant;
};

/** A row to tick. Rows count from 1 over the whole sheet, so that sheet number and row number name one order. */
export type SheetRow = {
  row: number;
  orderId: string;
  orderNo: number;
  name: string;
  /** Two people of this run bear the same name: their age tells them apart. */
  namesakeAge: number | null;
  mode: ServiceMode;
  letter: string;
  mealName: string;
  texture: Texture;
  feedingHelp: boolean;
  selfPayFen: Fen;
  /** Set aside from prepaid money: nothing is collected. */
  prepaid: boolean;
};
export type PickupRow = SheetRow & { items: readonly DietItem[]; clashes: readonly Clash[]; note: string };

export type Door = { phone: string | null; address: string | null; doorNote: string | null };
/** What leaves the house says what the box must not hold, never why: no severity and no free note, only that there is one. */
export type DeliveryRow = SheetRow & Door & { avoids: readonly DietCode[]; changed: boolean; hasNote: boolean };

type OnPaper = { head: SheetHead; equality: EqualityLine };
export type ProductionSheet = OnPaper & { kind: 'production'; count: MealCount };
export type PickupList = OnPaper & {
  kind: 'pickup_list';
  dineIn: readonly PickupRow[];
  pickup: readonly PickupRow[];
};
export type DeliveryList = OnPaper & {
  kind: 'delivery_list';
  delivery: readonly DeliveryRow[];
  unassigned: readonly DeliveryRow[];
};

/** What is archived, hashed and shown again: plain data, without the number that it gets and the moment of printing. */
export type SheetContent = ProductionSheet | PickupList | DeliveryList;

/** All that the sheets of one closed run are made from. `accepted`: by what was recorded of the closing and since (equality.ts). */
export type SheetFacts = {
  head: SheetHead;
  accepted: readonly string[];
  orders: readonly SheetOrder[];
  offered: readonly CountedMeal[];
};

/** The kitchen's count, the lists, and whether they agree. Nothing is printed while `differences` is not empty. `counted`: what the kitchen has on paper, where that is more than one sheet. */
export type SheetPlan = { count: MealCount; lists: Readonly<Record<ListName, readonly SheetOrder[]>>; equality: Equality };

export function planSheets({ accepted, orders, offered }: Omit<SheetFacts, 'head'>, counted?: readonly string[]): SheetPlan {
  const count = countMeals(orders, offered);
  const lists = {
    dine_in: orders.filter((order) => order.mode === 'dine_in'),
    pickup: orders.filter((order) => order.mode === 'pickup'),
    home_delivery: orders.filter((order) => order.mode === 'home_delivery' && order.hasAddress),
    unassigned: orders.filter((order) => order.mode === 'home_delivery' && !order.hasAddress),
  };
  const ids = (list: readonly SheetOrder[]) => list.map((order) => order.id);
  const equality = checkEquality({
    accepted,
    counted: counted ?? count.orderIds,
    lists: {
      dine_in: ids(lists.dine_in),
      pickup: ids(lists.pickup),
      home_delivery: ids(lists.home_delivery),
      unassigned: ids(lists.unassigned),
    },
  });
  return { count, lists, equality };
}

/** How many meals a sheet of this kind would show. */
export function rowsOn(kind: SheetKind, { counted, lists }: EqualityLine): number {
  if (kind === 'production') return counted;
  return kind === 'pickup_list' ? lists.dine_in + lists.pickup : lists.home_delivery + lists.unassigned;
}

/** `doors` by order id: opened for the delivery list, and for it alone. */
export function makeSheet(
  kind: SheetKind,
  facts: SheetFacts,
  plan: SheetPlan,
  doors: ReadonlyMap<string, Door>,
): SheetContent {
  if (kind === 'pickup_list') return pickupList(facts, plan);
  if (kind === 'delivery_list') return deliveryList(facts, plan, doors);
  return { kind, ...onPaper(facts, plan), count: plan.count };
}

function onPaper(facts: SheetFacts, { equality }: SheetPlan): OnPaper {
  return { head: facts.head, equality: equality.line };
}

/** By name, as people at the counter say it. */
function pickupList(facts: SheetFacts, plan: SheetPlan): PickupList {
  const { lists } = plan;
  const rows = numbered([...lists.dine_in].sort(byName), [...lists.pickup].sort(byName), (order) => pickupRow(order, facts));
  return { kind: 'pickup_list', ...onPaper(facts, plan), dineIn: rows[0], pickup: rows[1] };
}

/** Door after door by address; the unassigned last. */
function deliveryList(facts: SheetFacts, plan: SheetPlan, doors: ReadonlyMap<string, Door>): DeliveryList {
  const { lists } = plan;
  const doorOf = (order: SheetOrder) => doors.get(order.id) ?? { phone: null, address: null, doorNote: null };
  const byDoor = (one: SheetOrder, other: SheetOrder) =>
    inOrder.compare(doorOf(one).address ?? '', doorOf(other).address ?? '') || byName(one, other);
  const rows = numbered([...lists.home_delivery].sort(byDoor), [...lists.unassigned].sort(byName), (order) => ({
    ...deliveryRow(order, facts),
    ...doorOf(order),
  }));
  return { kind: 'delivery_list', ...onPaper(facts, plan), delivery: rows[0], unassigned: rows[1] };
}


/** The first 32 bits of a content hash (base64url), as people compare it: 7f3a 91c2. Equal contents have equal codes. */
export function checkCode(contentHash: string): string {
  const bits = [...contentHash.slice(0, 6)].map((letter) => BASE64URL.indexOf(letter).toString(2).padStart(6, '0')).join('');
  const hex = [0, 4, 8, 12, 16, 20, 24, 28].map((from) => Number.parseInt(bits.slice(from, from + 4), 2).toString(16)).join('');
  return `${hex.slice(0, 4)} ${hex.slice(4)}`;
}
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Names by their sound, house numbers as numbers: 2 号楼 before 10 号楼. */
const inOrder = new Intl.Collator('zh', { numeric: true });

function byName(one: SheetOrder, other: SheetOrder): number {
  return inOrder.compare(one.name, other.name) || one.orderNo - other.orderNo;
}

function numbered<R>(
  first: readonly SheetOrder[],
  second: readonly SheetOrder[],
  rowOf: (order: SheetOrder) => R,
): [(R & { row: number })[], (R & { row: number })[]] {
  const from = (start: number) => (order: SheetOrder, index: number) => ({ row: start + index, ...rowOf(order) });
  return [first.map(from(1)), second.map(from(1 + first.length))];
}

function baseRow(order: SheetOrder, meal: CountedMeal | undefined, facts: SheetFacts): Omit<SheetRow, 'row'> {
  return {
    orderId: order.id,
    orderNo: order.orderNo,
    name: order.name,
    namesakeAge: namesakeAgeOf(order, facts),
    mode: order.mode,
    letter: meal?.letter ?? '',
    mealName: meal?.name ?? '',
    texture: order.diet.texture,
    feedingHelp: order.diet.feedingHelp,
    selfPayFen: order.selfPayFen,
    prepaid: order.prepaid,
  };
}

/** How old somebody is whose name another of the run bears too. */
export function namesakeAgeOf({ name, birthDate }: Pick<SheetOrder, 'name' | 'birthDate'>, { orders, head }: Pick<SheetFacts, 'orders' | 'head'>): number | null {
  return orders.filter((other) => other.name === name).length > 1 ? ageOn(birthDate, head.serviceDate) : null;
}

function pickupRow(order: SheetOrder, facts: SheetFacts): Omit<PickupRow, 'row'> {
  const meal = mealOf(order, facts);
  const { items, note } = order.diet;
  return { ...baseRow(order, meal, facts), items, note, clashes: clashesOf(order.diet, meal?.dishes ?? []) };
}

function deliveryRow(order: SheetOrder, facts: SheetFacts): Omit<DeliveryRow, 'row' | keyof Door> {
  const meal = mealOf(order, facts);
  return {
    ...baseRow(order, meal, facts),
    avoids: [...new Set(order.diet.items.map((item) => item.code))],
    changed: clashesOf(order.diet, meal?.dishes ?? []).length > 0,
    hasNote: order.diet.note !== '',
  };
}

function mealOf(order: SheetOrder, facts: SheetFacts): CountedMeal | undefined {
  return facts.offered.find((meal) => meal.setMealId === order.setMealId);
}
