// How a row of the access table is written: what is asked, and who may.
import type { Place, Records } from './canary-records.ts';

/**
 * Of the place whose records are asked for, or of any. A carer is an elder for herself, or her family;
 * an arranger whom she let set what comes day after day, too. Officials are those of the county and of towns; `town` and `county` one of them
 * alone; `county officials` those who reach every place; `staff` everybody at work, whatever their role, and without one. Readers are
 * officials and the auditor, who changes nothing. Answerers are cooks and whoever manages the operator of their point.
 * Readers of people are administrators and the auditor. `either`: of the place or of its guest's host.
 */
export type Audience =
  | 'everybody' | 'elders' | 'own elder' | 'cooks' | 'own cook' | 'either cook' | 'either readers' | 'officials' | 'own officials' | 'county officials'
  | 'answerers' | 'own answerers' | 'own managers' | 'administrators' | 'own administrators' | 'readers of people' | 'own readers of people'
  | 'readers' | 'own readers' | 'county readers' | 'county or auditor' | 'own county or auditor' | 'auditor'
  | 'staff' | 'families' | 'own family' | 'carers' | 'own carer' | 'own arranger' | 'workers' | 'own worker' | 'own town' | 'county' | 'own county';

export type Ask = {
  path: (of: Records) => string;
  form?: (of: Records) => Record<string, string>;
  may: Audience;
  /** What whoever may is answered: 200, or 303 after a form. */
  ok?: number[];
  /** Calls of the database that follow the write and may fail without a word: nothing rests on them. */
  afterwards?: number;
  /** What nothing, and records out of reach, are answered: 404. */
  none?: number;
  /** What must stand in the answer for those who may, so that its absence elsewhere means something. */
  shows?: (of: Place) => string[];
  /** What may stand in the answer beside the names and ids of one's own people. */
  reveals?: (of: Place) => string[];
};

export const page = (path: Ask['path'], may: Audience, more: Partial<Ask> = {}): Ask => ({ path, may, ...more });
export const post = (path: Ask['path'], may: Audience, form: Ask['form'], more: Partial<Ask> = {}): Ask => ({ path, may, form, ...more });
export const firstName = ({ names }: Place) => names.slice(0, 1);
