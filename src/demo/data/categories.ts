/** 困难类别 of the demo county, in the order clerks list them. A county's rows, not an enum. */
export const CATEGORIES = [
  { code: 'extreme_hardship', name: '特困人员' },
  { code: 'minimum_living_guarantee', name: '低保对象' },
  { code: 'low_income_margin', name: '低保边缘' },
  { code: 'special_family_planning', name: '计生特殊家庭' },
  { code: 'entitled_group', name: '优抚对象' },
] as const;
export type CategoryCode = (typeof CATEGORIES)[number]['code'];
