// What can happen in a simulated county, as plain data: one seed is one list of steps. References are numbers taken modulo what exists,
// so that a shorter list is still a list and a failing one can be made small.
import * as fc from 'fast-check';

export type Step =
  | { do: 'order' | 'walkIn'; elder: number; run: number; meal: number; mode: number; presses: number }
  | { do: 'cancel' | 'hand' | 'undo'; order: number; presses: number }
  | { do: 'paper' | 'close'; run: number }
  | { do: 'jobs' }
  | { do: 'topUp' | 'refund'; elder: number; point: number; fen: number }
  | { do: 'donate'; fen: number }
  | { do: 'closeMonth'; month: number }
  | { do: 'wait'; minutes: number }
  | { do: 'edge'; off: number };

const presses = fc.constantFrom(1, 1, 1, 2);
const any = fc.nat(99);

const meal = fc.record({ do: fc.constantFrom('order' as const, 'order' as const, 'order' as const, 'walkIn' as const), elder: any, run: any, meal: any, mode: any, presses });
const onOrder = fc.record({ do: fc.constantFrom('cancel' as const, 'hand' as const, 'hand' as const, 'undo' as const), order: any, presses });
const money = fc.record({ do: fc.constantFrom('topUp' as const, 'topUp' as const, 'refund' as const), elder: any, point: any, fen: fc.integer({ min: 1, max: 3000 }) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: meal },
  { weight: 8, arbitrary: onOrder },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('paper' as const, 'close' as const), run: any }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('jobs' as const) }) },
  { weight: 3, arbitrary: money },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('donate' as const), fen: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('closeMonth' as const), month: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 9, 10, 11, 60, 240, 720) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edge' as const), off: fc.constantFrom(-1, 0, 1) }) },
);

export const sequences = fc.array(step, { minLength: 10, maxLength: 40, size: 'max' });
