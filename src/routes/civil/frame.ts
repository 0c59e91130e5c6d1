import type { Context } from 'hono';
import { isOfCounty, readsOnly, scopeFor, type Permission, type PersonActor } from '../../domain/access.ts';
import { monthOf, serviceDateOf, type Month } from '../../domain/calendar.ts';
import { clockOf } from '../../../web/format.tsx';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { civilNavLabel, listed } from '../../../web/text.ts';
import type { App } from '../../request.ts';
import { loadOffices } from '../../store/application-lists.ts';

export type CivilPage = keyof typeof civilNavLabel;

/** The parts of an office, with what their first pages ask for (routes/permit.ts). */
const NAV: readonly { page: CivilPage; href: string; permission: Permission; county?: true }[] = [
  { page: 'today', href: paths.civilToday(), permission: 'statement.read' },
  { page: 'audit', href: paths.audit(), permission: 'audit.read' },
  { page: 'statements', href: paths.civil(), permission: 'statement.read' },
  { page: 'months', href: paths.months(), permission: 'month.read', county: true },
  { page: 'policies', href: paths.policies(), permission: 'policy.read' },
  { page: 'applications', href: paths.civilApplications(), permission: 'application.read' },
  { page: 'reviews', href: paths.civilReviews(), permission: 'application.read' },
  { page: 'rosters', href: paths.rosters(), permission: 'roster.read' },
  { page: 'prepaid', href: paths.prepaid(), permission: 'prepaid.read' },
  { page: 'donations', href: paths.donations(), permission: 'donation.read', county: true },
  { page: 'deaths', href: paths.deaths(), permission: 'death.read' },
  { page: 'price_changes', href: paths.priceChanges('civil'), permission: 'price_change.read' },
  { page: 'calendar', href: paths.calendar(), permission: 'calendar.read' },
  { page: 'cards', href: paths.cards('civil'), permission: 'card.oversee' },
  { page: 'elders', href: paths.civilElders(), permission: 'elder.read' },
  { page: 'complaints', href: paths.complaints('civil'), permission: 'complaint.read' },
  { page: 'messages', href: paths.messages(), permission: 'message.read', county: true },
  { page: 'rules', href: paths.countyRules(), permission: 'county_rule.read', county: true },
  { page: 'people', href: paths.people(), permission: 'person.read' },
  { page: 'tablets', href: paths.countyTablets(), permission: 'tablet.read' },
];

/**
 * What stands around every page of an office: no link that would answer 404, the divisions it looks after, who is at work, and when the page was made.
 * `changes`: what its forms ask for, where others than auditors read the page and may not.
 */
export function civilFrame(c: Context<App>, offices: readonly { name: string }[], current?: CivilPage, changes?: Permission): StaffFrame {
  const { actor } = c.var;
  return {
    place: listed(offices.map((office) => office.name)),
    nav: NAV.filter(({ permission, county }) => scopeFor(actor, permission) && (!county || isOfCounty(actor))).map(({ page, href }) => ({ href, label: civilNavLabel[page], current: page === current })),
    who: actor.kind === 'stranger' ? '' : actor.name,
    clock: clockOf(c.var.now),
    readsOnly: readsOnly(actor) || (changes !== undefined && scopeFor(actor, changes) === null),
  };
}

/** The same around pages that read nothing else of the office. */
export async function officeFrame(c: Context<App>, current: CivilPage): Promise<StaffFrame> {
  return civilFrame(c, await loadOffices(c.var.db, c.var.scope), current);
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
