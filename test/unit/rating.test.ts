import { describe, expect, test } from 'vitest';
import { decideRating, isComplaint, type Face } from '../../src/domain/rating.ts';

describe('whether a meal can be rated', () => {
  test.each([
    ['eaten, the books open', 'handed_over', 99, null],
    ['eaten, the books at rest', 'handed_over', 100, 'too_late'],
    ['still to come', 'placed', 0, 'not_eaten'],
    ['missed', 'missed', 0, 'not_eaten'],
    ['cancelled', 'cancelled', 0, 'not_eaten'],
  ] as const)('%s', (_, state, now, wanted) => {
    expect(decideRating({ state, claimUntilAt: 100 }, now)).toBe(wanted);
  });
});

test.each<[Face, string, boolean]>([['poor', '凉了', true], ['poor', '', false], ['fair', '凉了', false], ['good', '好', false]])('%s %s', (face, words, wanted) => {
  expect(isComplaint({ face, words })).toBe(wanted);
});
