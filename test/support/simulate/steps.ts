// What can happen in a simulated county, as plain data: one seed is one list of steps. References are numbers taken modulo what there is
// to point at, so that a list with some steps left out is still a list.
import * as fc from 'fast-check';

/** Orders in this state, where there are any; else any order. */
export type Aim = 'placed' | 'handed_over' | 'missed' | 'cancelled' | 'newest' | 'any';
/** `reuse`: comes with the key of the command before it, which was for something else (or for the same). */
type Keyed = { presses: number; reuse: boolean };

export type Step =
  | ({ do: 'order' | 'walkIn'; elder: number; run: number; day: 'near' | 'any'; meal: number; mode: number } & Keyed)
  | ({ do: 'cancel' | 'hand' | 'undo'; order: number; of: Aim } & Keyed)
  | ({ do: 'paper'; run: number; day: 'ordered' | 'any' } & Keyed)
  | { do: 'close'; run: number; day: 'near' | 'any' }
  | { do: 'jobs' }
  | ({ do: 'topUp' | 'refund'; elder: number; point: number; fen: number } & Keyed)
  | { do: 'donate'; fen: number }
  | { do: 'closeMonth'; month: number }
  | { do: 'wait'; minutes: number }
  | { do: 'edge'; of: 'any' | 'undo' | 'serve' | 'claim' | 'midnight'; off: number };

const any = fc.nat(99);
const oneOf = <const T>(...of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of);
const keyed = { presses: oneOf(1, 1, 1, 2), reuse: oneOf(false, false, false, false, false, false, false, true) };
const order = { elder: any, run: any, day: oneOf('near', 'near', 'near', 'any'), meal: any, mode: any, ...keyed };
const on = (what: 'cancel' | 'hand' | 'undo', ...of: Aim[]) => fc.record({ do: oneOf(what), order: any, of: oneOf(...of), ...keyed });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: oneOf('order'), ...order }) },
  { weight: 5, arbitrary: fc.record({ do: oneOf('walkIn'), ...order }) },
  { weight: 3, arbitrary: on('cancel', 'placed', 'placed', 'placed', 'newest', 'any') },
  { weight: 12, arbitrary: on('hand', 'placed', 'placed', 'missed', 'missed', 'any') },
  { weight: 8, arbitrary: on('undo', 'handed_over', 'handed_over', 'newest', 'any') },
  { weight: 4, arbitrary: fc.record({ do: oneOf('paper'), run: any, day: oneOf('ordered', 'ordered', 'any'), ...keyed }) },
  { weight: 2, arbitrary: fc.record({ do: oneOf('close'), run: any, day: oneOf('near', 'near', 'any') }) },
  { weight: 7, arbitrary: fc.record({ do: oneOf('jobs') }) },
  { weight: 8, arbitrary: fc.record({ do: oneOf('topUp'), elder: any, point: any, fen: fc.integer({ min: 1500, max: 6000 }), ...keyed }) },
  { weight: 6, arbitrary: fc.record({ do: oneOf('refund'), elder: any, point: any, fen: oneOf(1, 500, 1500, 3000, 6000), ...keyed }) },
  { weight: 5, arbitrary: fc.record({ do: oneOf('donate'), fen: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf('closeMonth'), month: fc.nat(14) }) },
  { weight: 4, arbitrary: fc.record({ do: oneOf('wait'), minutes: oneOf(1, 9, 10, 11, 60, 240) }) },
  { weight: 9, arbitrary: fc.record({ do: oneOf('edge'), of: oneOf('any', 'any', 'any', 'undo', 'serve', 'serve', 'claim', 'midnight'), off: oneOf(-1, 0, 1) }) },
);

export const sequences = fc.array(step, { minLength: 30, maxLength: 55, size: 'max' });
