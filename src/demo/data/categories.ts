/** 困难类别 of the demo county, in the order clerks list them. A county's rows, not an enum. */
export const CATEGORIES = [
  { code: 'extreme_hardship', name: '特困人员' },
  { code: 'minimum_living_guarantee', name: '低保对象' },
  { code: 'low_income_margin', name: '低保边缘' },
  { code: 'special_family_planning', name: '计生特殊家庭' },
  { code: 'entitled_group', name: '优抚对象' },
] as const;
export type CategoryCode = (typeof CATEGORIES)[number]['code'];

/** Words of the county's lists for its categories, beside the categories' own names. */
export const CATEGORY_WORDS: readonly (readonly [word: string, code: CategoryCode])[] = [
  ['特困', 'extreme_hardship'],
  ['特困供养', 'extreme_hardship'],
  ['五保', 'extreme_hardship'],
  ['低保', 'minimum_living_guarantee'],
  ['低保户', 'minimum_living_guarantee'],
  ['城市低保', 'minimum_living_guarantee'],
  ['农村低保', 'minimum_living_guarantee'],
  ['低边', 'low_income_margin'],
  ['低保边缘户', 'low_income_margin'],
  ['优抚', 'entitled_group'],
];
