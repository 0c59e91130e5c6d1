import { NORTHERN_POINTS } from './points-north.ts';
import { SOUTHERN_POINTS } from './points-south.ts';
import { STREET_POINTS } from './points-streets.ts';
import { WESTERN_POINTS } from './points-west.ts';
import type { DemoPoint } from './point.ts';

/** All sixty meal points: every kind, every town. The first, `jinghe`, is where the personas eat. */
export const POINTS: readonly DemoPoint[] = [
  ...STREET_POINTS,
  ...WESTERN_POINTS,
  ...SOUTHERN_POINTS,
  ...NORTHERN_POINTS,
];
