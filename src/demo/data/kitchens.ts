import type { KitchenKind } from '../../domain/network.ts';
import { POINTS } from './points.ts';

export interface DemoKitchen {
  key: string;
  kind: KitchenKind;
  name: string;
  divisionCode: string;
  phone: string;
  operatorKey: string;
  /** WGS-84, whole microdegrees. */
  latE6: number;
  lngE6: number;
}

export const CENTRAL_KITCHENS: readonly DemoKitchen[] = [
  {
    key: 'kitchen-longquan', kind: 'central', name: '龙泉中央厨房', divisionCode: '370481002060', phone: '0632-5550171',
    operatorKey: 'nuanzao', latE6: 35_072_400, lngE6: 117_189_600,
  },
  {
    key: 'kitchen-jisuo', kind: 'central', name: '级索中央厨房', divisionCode: '370481105206', phone: '0632-5550172',
    operatorKey: 'hefan', latE6: 35_022_100, lngE6: 116_996_300,
  },
  {
    key: 'kitchen-guanqiao', kind: 'central', name: '官桥中央厨房', divisionCode: '370481110201', phone: '0632-5550173',
    operatorKey: 'xueshui', latE6: 34_945_200, lngE6: 117_231_900,
  },
];

/** The kitchens of the points that cook, under the point's key. */
const OWN_KITCHENS: readonly DemoKitchen[] = POINTS.filter((point) =>
  point.slots.some((slot) => slot.kitchenKey === point.key),
).map(({ key, name, divisionCode, phone, operatorKey, latE6, lngE6 }) => ({
  key, kind: 'own', name: `${name}厨房`, divisionCode, phone, operatorKey, latE6, lngE6,
}));

export const KITCHENS: readonly DemoKitchen[] = [...CENTRAL_KITCHENS, ...OWN_KITCHENS];
