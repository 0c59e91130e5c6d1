import type { Context } from 'hono';
import { clockOf } from '../../../web/format.tsx';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { communityNavLabel, listed } from '../../../web/text.ts';
import type { App } from '../../request.ts';
import { personOf } from '../application-view.ts';

export type CommunityPage = keyof typeof communityNavLabel;

/** What stands around every page of a village or community. */
export function communityFrame(c: Context<App>, offices: readonly { name: string }[], current?: CommunityPage): StaffFrame {
  const link = (page: CommunityPage, href: string) => ({ href, label: communityNavLabel[page], current: page === current });
  return {
    place: listed(offices.map((office) => office.name)),
    nav: [link('week', paths.communityWeek()), link('chain', paths.communityChain()), link('phone_orders', paths.communityPhoneOrders()), link('applications', paths.community()), link('new', paths.newApplication()), link('reviews', paths.communityReviews())],
    who: personOf(c).name,
    clock: clockOf(c.var.now),
  };
}
