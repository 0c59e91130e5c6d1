import { expect, test } from 'vitest';
import { decideStopEnd, LONGEST_CAUSE, placeName } from '../../src/domain/books-stop.ts';

const standing = { end: null };

test.each<[string, Parameters<typeof decideStopEnd>, ReturnType<typeof decideStopEnd>]>([
  ['再核对上了，写了为什么', [standing, 0, '按明细改回来了'], 'go'],
  ['还有一处对不上，写什么都不行', [standing, 1, '是误报'], { refused: 'still_broken' }],
  ['对不上又没写，先说对不上', [standing, 3, ''], { refused: 'still_broken' }],
  ['没写为什么', [standing, 0, ''], { refused: 'no_cause' }],
  ['刚好写满', [standing, 0, '字'.repeat(LONGEST_CAUSE)], 'go'],
  ['多一个字', [standing, 0, '字'.repeat(LONGEST_CAUSE + 1)], { refused: 'too_long' }],
  ['已经恢复了', [{ end: { endedAt: 1 } }, 5, ''], 'there already'],
])('%s', (_case, asked, outcome) => expect(decideStopEnd(...asked)).toEqual(outcome));

test.each([
  [{ pointId: 'p1', operatorId: null }, 'point:p1'],
  [{ pointId: null, operatorId: 'op1' }, 'operator:op1'],
  [{ pointId: null, operatorId: null }, 'county'],
])('%o is %s', (place, name) => expect(placeName(place)).toBe(name));
