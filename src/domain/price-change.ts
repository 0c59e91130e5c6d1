import { dayKindOf, type DayKind } from './assessed-meal.ts';
import type { ElderFacts } from './elder.ts';
import type { OrderState } from './order.ts';
import type { ReassessmentReason } from './reassessment.ts';
import type { KeptAssessment } from './recomputation.ts';

// Section E: a fact that changes before hand-over re-assesses open orders and lists whose price rises. Here is why, and who was told.

/** How somebody was told. `family`: through her family. */
export const TOLD_HOW = ['phone', 'in_person', 'family'] as const;
export type ToldHow = (typeof TOLD_HOW)[number];

/** What is different between two answers to one order. `other`: nothing of the person, the day or the rules — earlier meals or a fund. */
export type PriceCause =
  | { kind: 'day'; before: DayKind; after: DayKind }
  | { kind: 'categories'; ended: readonly string[]; begun: readonly string[] }
  | { kind: 'age'; before: number; after: number }
  | { kind: 'ability' | 'disability' | 'living' | 'stay' | 'place' | 'policy' | 'other' };

type Answer = Partial<Pick<KeptAssessment, 'facts' | 'meal'>>;

/** Why an order came out differently, from what each answer kept. Never nothing. `reasons`: why it was judged again. */
export function priceCauses(before: Answer, after: Answer, reasons: readonly ReassessmentReason[]): PriceCause[] {
  const causes: PriceCause[] = [...dayCause(before, after), ...factCauses(before.facts, after.facts), ...(reasons.includes('policy_changed') ? [{ kind: 'policy' } as const] : [])];
  return causes.length > 0 ? causes : [{ kind: 'other' }];
}

function dayCause({ meal: was }: Answer, { meal: is }: Answer): PriceCause[] {
  const [before, after] = [dayKindOf(was ?? {}), dayKindOf(is ?? {})];
  return before === after ? [] : [{ kind: 'day', before, after }];
}

function factCauses(was: ElderFacts | undefined, is: ElderFacts | undefined): PriceCause[] {
  if (!was || !is) return [];
  const differs = (...keys: readonly (keyof ElderFacts)[]) => keys.some((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  const without = (some: readonly string[], others: readonly string[]) => some.filter((one) => !others.includes(one));
  return [
    ...(differs('categories') ? [{ kind: 'categories', ended: without(was.categories, is.categories), begun: without(is.categories, was.categories) } as const] : []),
    ...(differs('age') ? [{ kind: 'age', before: was.age, after: is.age } as const] : []),
    ...(differs('abilities') ? [{ kind: 'ability' } as const] : []),
    ...(differs('disabilityGrade') ? [{ kind: 'disability' } as const] : []),
    ...(differs('living') ? [{ kind: 'living' } as const] : []),
    ...(differs('staysIn') ? [{ kind: 'stay' } as const] : []),
    ...(differs('registeredDivision', 'residenceDivision', 'boundPointId') ? [{ kind: 'place' } as const] : []),
  ];
}

export const TELLING_REFUSALS = ['cancelled', 'changed_again'] as const;
export type TellingRefusal = (typeof TELLING_REFUSALS)[number];

/**
 * Whether it is recorded that somebody was told her new price: the answer of `assessmentNo`, which must still be the order's last. A
 * cancelled meal costs nothing, and nobody is told.
 */
export function decideTelling(order: { state: OrderState; assessmentNo: number }, said: { assessmentNo: number }): { refused: TellingRefusal | null } {
  if (order.state === 'cancelled') return { refused: 'cancelled' };
  return { refused: order.assessmentNo === said.assessmentNo ? null : 'changed_again' };
}
