import { paths } from '../../../web/paths.ts';
import { refusalWords } from '../../../web/refusals.ts';
import { loadOffices } from '../../store/application-lists.ts';
import { reachOfVillage } from '../../store/reach.ts';
import { phoneOrders } from '../phone-orders.tsx';
import { communityFrame } from './frame.ts';

/** Orders by telephone at a village's office. */
export const communityPhoneOrders = phoneOrders({
  permission: 'order.for_village',
  channel: 'community_worker',
  late: 'refused',
  reach: reachOfVillage,
  around: async (c) => ({ frame: communityFrame(c, await loadOffices(c.var.db, c.var.scope), 'phone_orders'), points: [] }),
  refusalText: (refused) => refusalWords[refused].staff,
  links: {
    search: paths.communityPhoneOrders(),
    order: paths.communityPhoneOrdering(),
    person: paths.communityPhoneOrders,
    cancellation: paths.communityPhoneCancellation,
  },
  page: paths.communityPhoneOrders,
});
