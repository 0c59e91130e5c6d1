import type { MealRun } from './meal-run.ts';

// A day of several points at a glance, for whoever is answerable for them: figures without names.

/** One sitting of a point, with what is kept of it. `handedOver`: walk-ins too. */
export type PointRun = Pick<MealRun, 'slot' | 'serviceDate' | 'cutoffAt' | 'closeAt' | 'state'> & { ordered: number; handedOver: number; walkIns: number; missed: number };
export type PointOfDay = { id: string; name: string; town: string; runs: readonly PointRun[]; complaints: number };

export type DaySums = { points: number; serving: number; ordered: number; handedOver: number; walkIns: number; missed: number; complaints: number };

/** 多少个点、今天供餐的、订了、吃了（没订来吃的也算）、没订来吃的、没来、等回话的意见. */
export function daySums(points: readonly PointOfDay[]): DaySums {
  const runs = points.flatMap((point) => point.runs);
  const sum = (of: (run: PointRun) => number) => runs.reduce((total, run) => total + of(run), 0);
  return {
    points: points.length,
    serving: points.filter((point) => point.runs.length > 0).length,
    ordered: sum((run) => run.ordered),
    handedOver: sum((run) => run.handedOver),
    walkIns: sum((run) => run.walkIns),
    missed: sum((run) => run.missed),
    complaints: points.reduce((total, point) => total + point.complaints, 0),
  };
}
