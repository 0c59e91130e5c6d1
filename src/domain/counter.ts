import type { Instant, ServiceDate } from './calendar.ts';
import { readBuilding } from './building.ts';
import { endsInCheckDigit } from './card-number.ts';
import type { DietItem } from './diet.ts';
import { toHalfWidth } from './half-width.ts';
import { decideHandOver, handOverUndoUntil } from './hand-over.ts';
import type { MealRun } from './meal-run.ts';
import type { OrderState } from './order.ts';

/** What somebody looks for at the counter, read from what was typed or scanned. */
export type Search =
  | { kind: 'card_link'; token: string }
  | { kind: 'card_number'; number: string }
  | { kind: 'phone_tail'; digits: string }
  /** The letters that a name begins with in pinyin. */
  | { kind: 'initials'; letters: string }
  /** 3号楼, as domain/building.ts reads it. */
  | { kind: 'building'; building: string }
  | { kind: 'name'; part: string };

/** Digits that stand on no card: one of them is wrong, or one too many or too few was typed. */
export type Mistyped = { kind: 'mistyped_card_number' };

// A scanner types the whole address behind the card's QR code, often through a Chinese keyboard: ： and ／ come back as : and /.
const CARD_LINK = /\/cards\/([\w-]+)/;

/**
 * Card link, card number, last four digits of a phone, initials, a building, or a name, part of one or what somebody is called;
 * null when nothing was typed. Spaces, dashes and full-width forms do not matter. Four digits are a phone's tail: card numbers are longer.
 */
export function readSearch(text: string): Search | Mistyped | null {
  const typed = toHalfWidth(text).trim();
  const token = CARD_LINK.exec(typed)?.[1];
  if (token) return { kind: 'card_link', token };
  const digits = typed.replace(/[\s-]/g, '');
  if (/^\d{4}$/.test(digits)) return { kind: 'phone_tail', digits };
  if (/^\d+$/.test(digits)) return endsInCheckDigit(digits) ? { kind: 'card_number', number: digits } : { kind: 'mistyped_card_number' };
  const part = typed.replace(/\s/g, '');
  if (/^[a-z]{1,6}$/i.test(part)) return { kind: 'initials', letters: part.toLowerCase() };
  const building = readBuilding(part);
  if (building !== null) return { kind: 'building', building };
  return part === '' ? null : { kind: 'name', part };
}

/** Diet items with what can hurt most first: allergies not known to be mild, then mild ones, then what is left out by habit or advice. */
export function worstFirst(items: readonly DietItem[]): DietItem[] {
  return items.toSorted((a, b) => rank(a) - rank(b));
}

function rank(item: DietItem): number {
  if (item.kind === 'restriction') return 2;
  return item.severity === 'mild' ? 1 : 0;
}

/** A card that was shown at the counter, and the pass that says so. */
export type ShownCard = { id: string; pass: string };

/** Somebody at the counter, with the card they showed. */
export type Caller = { elderId: string; card?: ShownCard };

/** An order as the counter lays it out. */
export type CounterOrder = { state: OrderState; run: MealRun; handOver: { recordedAt: Instant } | null };

export type Layout<Order> = {
  /** The one meant, ready to be handed over by the Enter key. */
  main: Order | null;
  /** Today's others, in the order of the day. */
  today: Order[];
  /** Of later days, not yet handed over: Friday brings the weekend's. */
  early: Order[];
};

/**
 * Which of somebody's orders the counter offers, and where. The main one is of the sitting being served or the next. A sitting
 * that is over waits for a look and a press of its own, and so does everything for the person just served: a card scanned
 * twice must not claim a second meal. A sitting cancelled and ordered again shows the new order only.
 */
export function layOut<Order extends CounterOrder>(orders: readonly Order[], today: ServiceDate, now: Instant): Layout<Order> {
  const byTime = orders.toSorted((a, b) => a.run.serveFromAt - b.run.serveFromAt);
  const standing = byTime.filter((order) => order.state !== 'cancelled' || !orderedAgain(order, byTime));
  const todays = standing.filter((order) => order.run.serviceDate === today);
  const ready = todays.find((one) => one.state === 'placed' && now < one.run.serveToAt && decideHandOver(one, now).refused === null);
  const main = ready && !orders.some((order) => justServed(order, now)) ? ready : null;
  return {
    main,
    today: todays.filter((order) => order !== main),
    early: standing.filter((order) => order.run.serviceDate > today && order.state === 'placed'),
  };
}

function justServed({ handOver, run }: CounterOrder, now: Instant): boolean {
  return handOver !== null && now < handOverUndoUntil({ recordedAt: handOver.recordedAt, undoMinutes: run.undoMinutes });
}

function orderedAgain<Order extends CounterOrder>(cancelled: Order, orders: readonly Order[]): boolean {
  return orders.some((one) => one.run.id === cancelled.run.id && one.state !== 'cancelled');
}
