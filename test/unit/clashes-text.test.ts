import { expect, test } from 'vitest';
import type { Clash } from '../../src/domain/diet.ts';
import { clashesText } from '../../web/canteen/clashes-text.ts';
import { clashesSpoken } from '../../web/text.ts';
import { NO_SUGAR, PEANUT } from '../support/sheets.ts';

test.each<[string, string, Clash[]]>([
  ['', '', []],
  ['红烧茄子里有花生', '红烧茄子里有花生', [{ dishName: '红烧茄子', item: PEANUT }]],
  [
    '红烧茄子、米饭没有半流的做法',
    '红烧茄子、米饭没有煮得软烂的',
    [{ dishName: '红烧茄子', texture: 'semi_liquid' }, { dishName: '米饭', texture: 'semi_liquid' }],
  ],
  [
    '红烧茄子、花生芹菜里有花生，红烧茄子里有糖，米饭没有软食的做法',
    '红烧茄子、花生芹菜里有花生，红烧茄子里有糖，米饭没有软和的',
    [
      { dishName: '红烧茄子', item: PEANUT },
      { dishName: '红烧茄子', item: NO_SUGAR },
      { dishName: '花生芹菜', item: PEANUT },
      { dishName: '米饭', texture: 'soft' },
    ],
  ],
])('to a cook: %s; to the person who eats it: %s', (toACook, toTheElder, clashes) => {
  expect(clashesText(clashes)).toBe(toACook);
  expect(clashesSpoken(clashes)).toBe(toTheElder);
});
