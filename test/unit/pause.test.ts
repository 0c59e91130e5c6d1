import { describe, expect, it } from 'vitest';
import { currentPause, decidePause, resumeChoices, type Pause } from '../../src/domain/pause.ts';
import { serviceDate } from '../support/demo.ts';

const day = (dayOfMonth: number) => serviceDate(`2026-11-${String(dayOfMonth).padStart(2, '0')}`);
const pause = (id: string, from: number, resume: number | null): Pause => ({ id, from: day(from), resume: resume === null ? null : day(resume) });
const TODAY = day(10);

describe('a new pause beside those that stand', () => {
  it.each([
    ['nothing stands', [], [11, 15], [], [11, 15]],
    ['one is over', [pause('a', 1, 10)], [11, 15], [], [11, 15]],
    ['one runs: it ends where the new one begins', [pause('a', 8, 20)], [11, 15], [['a', 11]], [11, 15]],
    ['one runs without an end', [pause('a', 8, null)], [11, null], [['a', 11]], [11, null]],
    ['one comes later and shares a day: it never holds', [pause('a', 14, 20)], [11, 15], [['a', 14]], [11, 15]],
    ['one comes later and shares none: it stays', [pause('a', 15, 20)], [11, 15], [], [11, 15]],
    ['one comes later, the new one has no end', [pause('a', 25, 28)], [11, null], [['a', 25]], [11, null]],
    ['back on the first day: the running one ends, none begins', [pause('a', 8, 20)], [11, 11], [['a', 11]], null],
    ['back on the first day, another comes later: it stays', [pause('a', 8, 13), pause('b', 20, 25)], [11, 11], [['a', 11]], null],
    ['called off before it began', [pause('a', 15, 20)], [15, 15], [['a', 15]], null],
  ] as const)('%s', (_what, standing, [from, resume], ends, begins) => {
    expect(decidePause(standing, { from: day(from), resume: resume === null ? null : day(resume) }, TODAY)).toEqual({
      refused: null,
      ends: ends.map(([id, on]) => ({ id, from: day(on) })),
      begins: begins && { from: day(begins[0]), resume: begins[1] === null ? null : day(begins[1]) },
    });
  });

  it.each([
    ['yesterday', day(9), day(12), 'in_the_past'],
    ['it would end before it begins', day(12), day(11), 'no_days'],
    ['more than a year', day(12), serviceDate('2027-11-12'), 'too_far'],
  ] as const)('refuses: %s', (_what, from, resume, refused) => expect(decidePause([], { from, resume }, TODAY)).toEqual({ refused }));
});

it('shows the pause that runs or comes next', () => {
  expect(currentPause([pause('late', 20, null), pause('over', 1, 10), pause('now', 9, 12)], TODAY)?.id).toBe('now');
  expect(currentPause([pause('over', 1, 10)], TODAY)).toBeNull();
});

it.each(Array.from({ length: 14 }, (_, index) => index + 1))('five days to come back on at most, on day %i too, each later than the first', (dayOfMonth) => {
  const from = day(dayOfMonth);
  for (const paused of [false, true]) {
    const choices = resumeChoices(from, paused);
    expect(choices.length).toBeLessThanOrEqual(5);
    expect(new Set(choices).size).toBe(choices.length);
    expect(choices.at(-1)).toBeNull();
    expect(choices.filter((one) => one !== null && (paused ? one < from : one <= from))).toEqual([]);
    expect(choices.includes(from)).toBe(paused);
  }
});
