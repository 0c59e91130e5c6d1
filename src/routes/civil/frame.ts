import type { Context } from 'hono';
import type { PersonActor } from '../../domain/access.ts';
import { monthOf, serviceDateOf, type Month } from '../../domain/calendar.ts';
import { clockOf } from '../../../web/format.tsx';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { civilNavLabel, listed } from '../../../web/text.ts';
import type { App } from '../../request.ts';

export type CivilPage = keyof typeof civilNavLabel;

/** What stands around every page of an office: the divisions it looks after, who is at work, and when the page was made. */
export function civilFrame(c: Context<App>, offices: readonly { name: string }[], current?: CivilPage): StaffFrame {
  const { actor } = c.var;
  const link = (page: CivilPage, href: string) => ({ href, label: civilNavLabel[page], current: page === current });
  return {
    place: listed(offices.map((office) => office.name)),
    nav: [
      link('statements', paths.civil()),
      link('policies', paths.policies()),
      link('applications', paths.civilApplications()),
      link('reviews', paths.civilReviews()),
      link('rosters', paths.rosters()),
      link('prepaid', paths.prepaid()),
    ],
    who: actor.kind === 'stranger' ? '' : actor.name,
    clock: clockOf(c.var.now),
  };
}

/** The official at work. The permissions of offices are granted to persons only, so anybody else here is a fault. */
export function officialOf(c: Context<App>): PersonActor {
  const { actor } = c.var;
  if (actor.kind !== 'person') throw new Error('a page of an office without a person');
  return actor;
}

/** The month in Shanghai now: the last one that has a statement. */
export function thisMonth(c: Context<App>): Month {
  return monthOf(serviceDateOf(c.var.now));
}
