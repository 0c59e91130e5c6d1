import type { Context } from 'hono';
import { clockText, minuteOfDay, monthOf, serviceDateOf, type Month } from '../../domain/calendar.ts';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { civilNavLabel } from '../../../web/text.ts';
import type { App } from '../../request.ts';

export type CivilPage = keyof typeof civilNavLabel;

/** What stands around every page of an office: the divisions it looks after, who is at work, and when the page was made. */
export function civilFrame(c: Context<App>, offices: readonly { name: string }[], current?: CivilPage): StaffFrame {
  const { actor } = c.var;
  return {
    place: offices.map((office) => office.name).join('、'),
    nav: [{ href: paths.civil(), label: civilNavLabel.statements, current: current === 'statements' }],
    who: actor.kind === 'stranger' ? '' : actor.name,
    clock: clockText(minuteOfDay(c.var.now)).replace(/^0/, ''),
  };
}

/** The month in Shanghai now: the last one that has a statement. */
export function thisMonth(c: Context<App>): Month {
  return monthOf(serviceDateOf(c.var.now));
}
