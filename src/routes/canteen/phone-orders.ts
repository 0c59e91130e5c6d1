import { refusalAtCanteen } from '../../../web/canteen/not-ordered-text.ts';
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
  around: async (c) => {
    const points = await findPoints(c.var.db, c.var.scope);
    return { points, frame: canteenFrame(c, points[0]?.name ?? '', 'phone_orders') };
  },
  refusalText: refusalAtCanteen,
  links: {
    search: paths.canteenPhoneOrders(),
    order: paths.canteenPhoneOrdering(),
    person: paths.canteenPhoneOrders,
    cancellation: paths.canteenPhoneCancellation,
    late: paths.lateOrders,
  },
  page: paths.canteenPhoneOrders,
});
