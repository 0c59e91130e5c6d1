import { addDays, type Instant, type ServiceDate } from './calendar.ts';
import type { Relation } from './family.ts';
import type { MealSlot } from './meal-slot.ts';

/** What somebody of the family did for her that she may want otherwise. `paused`, `diet`: nothing of one meal of the day. */
export const DOING_KINDS = ['begun', 'changed', 'ended', 'skipped', 'paused', 'diet'] as const;
export type DoingKind = (typeof DOING_KINDS)[number];

export type FamilyDoing = {
  kind: DoingKind;
  /** Of the standing order, the skipped day, the pause; of a diet its version. */
  id: string;
  at: Instant;
  name: string;
  relation: Relation;
  slot: MealSlot | null;
  weekdays: string | null;
  /** The skipped day, the first day of a pause. */
  date: ServiceDate | null;
  resume: ServiceDate | null;
  /** The standing order that it took the place of. */
  beforeId: string | null;
  /** Whether it is as they left it: nobody has said anything else since. */
  stands: boolean;
};

export type Undo =
  | { undo: 'end' | 'restore' | 'pause_end' | 'diet'; id: string }
  | { undo: 'eat'; id: string; date: ServiceDate }
  | null;

/**
 * How she takes it back in one press; null where it is over or somebody has said something else since. `standing`: what stands now, by meal of the day.
 * A skipped day can be eaten from today on; a pause that ends tomorrow by itself needs no press. Before the
 * first answer nobody knows what stood, so she corrects that one thing by thing.
 */
export function undoOf(doing: FamilyDoing, standing: readonly { id: string; slot: MealSlot }[], today: ServiceDate): Undo {
  const { kind, id, beforeId, date, resume, stands, slot } = doing;
  if (!stands) return null;
  switch (kind) {
    case 'begun':
      return { undo: 'end', id };
    case 'changed':
      return beforeId === null ? null : { undo: 'restore', id: beforeId };
    case 'ended':
      return { undo: 'restore', id };
    case 'skipped': {
      const own = standing.find((one) => one.slot === slot);
      return own && date !== null && date >= today ? { undo: 'eat', id: own.id, date } : null;
    }
    case 'paused':
      return resume !== null && resume <= addDays(today, 1) ? null : { undo: 'pause_end', id };
    case 'diet':
      return id === '1' ? null : { undo: 'diet', id };
  }
}

/** So long a page looks back. */
export const DOINGS_SHOWN_DAYS = 30;
/** So long her first page names the latest. */
export const DOING_FRESH_DAYS = 3;
