import { expect, test } from 'vitest';
import { decideStopEnd, stopKey } from '../../src/domain/books-stop.ts';

const standing = { end: null };

test.each<[string, Parameters<typeof decideStopEnd>, ReturnType<typeof decideStopEnd>]>([
  ['再核对上了', [standing, 0], 'go'],
  ['还有一处对不上', [standing, 1], 'still broken'],
  ['已经恢复了', [{ end: { endedAt: 1 } }, 5], 'there already'],
])('%s', (_case, asked, outcome) => expect(decideStopEnd(...asked)).toEqual(outcome));

test.each([
  [{ pointId: 'p1', operatorId: null }, 'point:p1'],
  [{ pointId: null, operatorId: 'op1' }, 'operator:op1'],
  [{ pointId: null, operatorId: null }, 'county'],
])('%o is %s', (place, name) => expect(stopKey(place)).toBe(name));
