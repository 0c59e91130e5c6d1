import type { Instant } from '../../domain/calendar.ts';
import { planChanges, type Change } from '../../domain/change-sheet.ts';
import { acceptedOrders, type Difference } from '../../domain/equality.ts';
import { isCounted } from '../../domain/meal-count.ts';
import { planSheets, type SheetFacts, type SheetPlan } from '../../domain/sheet.ts';
import type { RunClosing, RunRead } from '../../store/meal-runs.ts';
import type { RunOnPaper } from '../../store/print-runs.ts';
import type { Mismatch } from '../../../web/canteen/mismatch-page.tsx';

/** A closed run as its sheets are made from it. `changes`: since its paper was printed; null where nothing was. */
export type RunPlan = { facts: SheetFacts; plan: SheetPlan; changes: readonly Change[] | null };

export function planOf({ read, printed }: RunOnPaper, closing: RunClosing, now: Instant): RunPlan {
  const facts = factsOf(read, closing);
  if (printed === null) return { facts, plan: planSheets(facts), changes: null };
  return { facts, ...planChanges(facts, printed, now >= read.run.serveToAt) };
}

/** What changed since the paper of a run was printed; nothing while its count is open or nothing was printed. */
export function changesOf(found: RunOnPaper, now: Instant): readonly Change[] {
  const { closing } = found.read;
  return closing ? planOf(found, closing, now).changes ?? [] : [];
}

function factsOf({ run, pointName, pointPhone, kitchenName, orders, offered }: RunRead, closing: RunClosing): SheetFacts {
  const { serviceDate, slot, serveFromAt } = run;
  const head = { pointName, pointPhone, kitchenName, serviceDate, slot, serveFromAt, closedAt: closing.closedAt };
  return { head, accepted: acceptedOrders(closing.orderIds, orders), orders: orders.filter(isCounted), offered };
}

/** What does not add up, by name; null: it does. */
export function mismatchOf({ equality: { line, differences } }: SheetPlan, read: RunRead): Mismatch | null {
  return differences.length > 0 ? { line, people: peopleOf(differences, read) } : null;
}

/** Names for orders that do not fit: also those that were cancelled, or whose number is all that is left. */
function peopleOf(differences: readonly Difference[], { orders }: RunRead): Mismatch['people'] {
  const kinds = Map.groupBy(differences, (one) => one.orderId);
  return [...kinds].map(([orderId, ofOrder]) => {
    const order = orders.find((one) => one.id === orderId);
    return { name: order?.name ?? null, orderNo: order?.orderNo ?? null, kinds: ofOrder.map((one) => one.kind) };
  });
}
