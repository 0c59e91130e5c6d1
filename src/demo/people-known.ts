import type { DietItem, Texture } from '../domain/diet.ts';
import type { MealSlot, ServiceMode } from '../domain/meal-slot.ts';
import type { Living } from './people-facts.ts';
import type { Given } from './people-identity.ts';

export type ElderPersona = 'elder' | 'elder-card' | 'elder-daily';

/** An elder the demo knows by name; whatever is not said here is invented as for everybody. */
export interface KnownElder extends Given {
  persona: ElderPersona | null;
  callAs: string | null;
  address: string;
  living: Living;
  diet: { texture: Texture; feedingHelp: boolean; note: string; items: readonly DietItem[] };
  preferredMode: ServiceMode;
  habit: Readonly<Record<MealSlot, number>>;
}

const NOTHING_TO_MIND = { texture: 'regular', feedingHelp: false, note: '', items: [] } as const;

/** The first regulars of 荆河街道长者食堂: the personas, and those a cook has to look out for. */
export const KNOWN_ELDERS: readonly KnownElder[] = [
  {
    name: '李秀英', sex: 'female', age: 76, persona: 'elder', callAs: '李阿姨', address: '东关小区 5 号楼 1 单元 201',
    living: 'couple', diet: NOTHING_TO_MIND, preferredMode: 'home_delivery',
    habit: { breakfast: 0, lunch: 0.85, dinner: 0 },
  },
  {
    name: '张德昌', sex: 'male', age: 82, persona: 'elder-card', callAs: null, address: '东寺院小区 2 号楼 3 单元 101',
    living: 'alone', diet: NOTHING_TO_MIND, preferredMode: 'dine_in',
    habit: { breakfast: 0.5, lunch: 0.9, dinner: 0.2 },
  },
  {
    name: '王桂兰', sex: 'female', age: 73, persona: null, callAs: null, address: '东关小区 3 号楼 2 单元 502',
    living: 'couple', preferredMode: 'home_delivery',
    diet: { ...NOTHING_TO_MIND, items: [{ kind: 'allergy', code: 'peanut', severity: 'severe' }] },
    habit: { breakfast: 0, lunch: 0.95, dinner: 0 },
  },
  {
    name: '张秀英', sex: 'female', age: 87, persona: null, callAs: null, address: '东关小区 1 号楼 1 单元 101',
    living: 'with_children', preferredMode: 'home_delivery',
    diet: {
      texture: 'semi_liquid', feedingHelp: true,
      note: '要喂，吞咽慢，饭后半小时不能躺下，请和护理员当面交代',
      items: [{ kind: 'restriction', code: 'crustacean' }, { kind: 'restriction', code: 'seaweed' }],
    },
    habit: { breakfast: 0, lunch: 0.95, dinner: 0.6 },
  },
  {
    name: '李德昌', sex: 'male', age: 79, persona: null, callAs: null, address: '西寺院小区 8 号楼 2 单元 302',
    living: 'couple', preferredMode: 'dine_in',
    diet: {
      texture: 'regular', feedingHelp: false, note: '糖尿病饭',
      items: [{ kind: 'restriction', code: 'sugar' }, { kind: 'restriction', code: 'salty' }],
    },
    habit: { breakfast: 0.6, lunch: 0.95, dinner: 0 },
  },
  {
    name: '刘玉珍', sex: 'female', age: 77, persona: null, callAs: null, address: '东关小区 2 号楼 1 单元 301',
    living: 'alone', diet: NOTHING_TO_MIND, preferredMode: 'home_delivery',
    habit: { breakfast: 0.8, lunch: 0.8, dinner: 0.6 },
  },
  {
    name: '陈玉兰', sex: 'female', age: 79, persona: 'elder-daily', callAs: '陈奶奶', address: '东关小区 6 号楼 2 单元 102',
    living: 'alone', diet: NOTHING_TO_MIND, preferredMode: 'home_delivery',
    habit: { breakfast: 0, lunch: 0.95, dinner: 0 },
  },
];
