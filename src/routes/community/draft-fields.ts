import { SERVICE_MODES } from '../../domain/meal-slot.ts';
import type { OrderDraft } from '../../domain/order-draft.ts';

// A draft as one field of a form.

const DRAFT = /^([\w-]{1,40})\.([\w-]{1,40})\.([\w-]{1,40})\.([a-z_]{1,20})$/;

export const draftText = ({ elderId, runId, setMealId, mode }: OrderDraft): string => [elderId, runId, setMealId, mode].join('.');

/** Nothing for what no page sends. */
export function readDraft(text: string): OrderDraft[] {
  const [, elderId, runId, setMealId, word] = DRAFT.exec(text) ?? [];
  const mode = SERVICE_MODES.find((one) => one === word);
  return elderId && runId && setMealId && mode ? [{ elderId, runId, setMealId, mode }] : [];
}
