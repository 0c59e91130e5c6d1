import { sorted } from './diet-change.ts';
import { careLine, type CareLine } from './meal-count.ts';
import { fen, type Fen } from './money.ts';
import type { SheetFacts, SheetOrder, SheetRow } from './sheet.ts';

/** One meal as it stands on the paper of a run: were anything of it otherwise, a kitchen, a counter or a driver would do something else. */
export type PrintedLine = CareLine & {
  /** What is to be taken in cash. */
  collectFen: Fen;
  /** Of a meal whose share is paid from prepaid money: nothing is taken, and the paper says why. */
  paid: boolean;
  /** Of who is brought the meal; empty for everybody else. */
  doorMark: string;
};

/** What is still to be taken in cash. */
export const toCollect = ({ selfPayFen, prepaid }: Pick<SheetRow, 'selfPayFen' | 'prepaid'>): Fen => (prepaid ? fen(0) : selfPayFen);

/** The lines of a run by number, as they are now. An order for a set meal that is not offered has none: the equality names it. */
export function printedLines({ orders, offered }: Pick<SheetFacts, 'orders' | 'offered'>): PrintedLine[] {
  return orders.toSorted(byNumber).flatMap((order) => {
    const meal = offered.find((one) => one.setMealId === order.setMealId);
    return meal ? [{ ...careLine(inItemOrder(order), meal), collectFen: toCollect(order), paid: order.prepaid && order.selfPayFen > 0, doorMark: order.mode === 'home_delivery' ? order.doorMark : '' }] : [];
  });
}

/** As they stand now next to what was printed: of a meal that is handed over or missed, or whose serving is `over`, nothing changes any more. */
export function linesNow(facts: Pick<SheetFacts, 'orders' | 'offered'>, printed: readonly PrintedLine[], over: boolean): PrintedLine[] {
  const rests = new Set(facts.orders.flatMap((order) => (over || order.state !== 'placed' ? [order.id] : [])));
  return printedLines(facts).map((line) => (rests.has(line.orderId) ? printed.find((one) => one.orderId === line.orderId) ?? line : line));
}

const inItemOrder = (order: SheetOrder): SheetOrder => ({ ...order, diet: { ...order.diet, items: sorted(order.diet.items) } });

export function byNumber(one: { orderNo: number }, other: { orderNo: number }): number {
  return one.orderNo - other.orderNo;
}
