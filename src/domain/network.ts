import type { ServiceDate } from './calendar.ts';

/** Kinds of meal point, 助餐点: 长者食堂, 幸福院食堂, 日间照料餐桌, 合作餐饮店, 机构食堂, 社区助餐点, 互助点, 送餐车. */
export const POINT_KINDS = [
  'senior_canteen',
  'happiness_home',
  'day_care_table',
  'partner_restaurant',
  'institution_canteen',
  'community_point',
  'mutual_aid_point',
  'mobile_stop',
] as const;
export type PointKind = (typeof POINT_KINDS)[number];

/** What entitles a place to serve food: 食品经营许可证, 小餐饮登记, 备案. */
export const LICENCE_KINDS = ['food_business', 'small_catering', 'record_filing'] as const;
export type LicenceKind = (typeof LICENCE_KINDS)[number];

/** Divisions by official 12-digit code: 县 (county, city district), 镇街 (town), 村居 (village). */
export const DIVISION_LEVELS = ['county', 'town', 'village'] as const;
export type DivisionLevel = (typeof DIVISION_LEVELS)[number];

/** A central kitchen supplies several points; a point's own kitchen only itself. */
export const KITCHEN_KINDS = ['central', 'own'] as const;
export type KitchenKind = (typeof KITCHEN_KINDS)[number];

/** In which datum a coordinate was taken; Chinese maps are 360 to 1,400 m away from WGS-84. */
export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const;

/** Whether food may be served on `date`: the day printed on the licence (有效期至) is its last good day. */
export function licenceStands(expires: ServiceDate, date: ServiceDate): boolean {
  return date <= expires;
}
