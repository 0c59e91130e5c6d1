import { paths } from '../../../web/paths.ts';
import { findPoints } from '../../store/points.ts';
import { reachOfCanteen } from '../../store/reach.ts';
import { phoneOrders } from '../phone-orders.tsx';
import { canteenFrame } from './frame.ts';

/** Orders by telephone at a canteen. */
export const canteenPhoneOrders = phoneOrders({
  permission: 'order.by_phone',
  channel: 'staff_phone',
  late: 'allowed',
  reach: reachOfCanteen,
  frame: async (c) => canteenFrame(c, (await findPoints(c.var.db, c.var.scope))[0]?.name ?? '', 'phone_orders'),
  links: {
    search: paths.canteenPhoneOrders(),
    order: paths.canteenPhoneOrdering(),
    person: paths.canteenPhoneOrders,
    cancellation: paths.canteenPhoneCancellation,
    late: paths.lateOrders,
  },
  page: paths.canteenPhoneOrders,
});
