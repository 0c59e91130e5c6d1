import { describe, expect, it } from 'vitest';
import { JOB_NAMES, overdueAt, type Due, type JobMark } from '../../src/domain/watch.ts';

const NOW = 1_800_000_000_000;
const minutesAgo = (minutes: number) => NOW - minutes * 60_000;
const nothingDue: Due = { closing: null, finishing: null, reassessment: null, books: null, codes: null, letters: null };
const allWell = (endedAt: number): JobMark[] => JOB_NAMES.map((job) => ({ job, endedAt, leftOver: 0, failedAt: null }));

describe('what is overdue', () => {
  it('nothing, while each minute is kept', () => expect(overdueAt(NOW, allWell(minutesAgo(5)), nothingDue)).toEqual([]));

  it('every job, where none was ever called', () => {
    expect(overdueAt(NOW, [], nothingDue)).toEqual(JOB_NAMES.map((job) => ({ what: 'jobs', since: null, job })));
  });

  it('the one job that fails each minute', () => {
    const marks = allWell(minutesAgo(1)).map((mark) => (mark.job === 'send-messages' ? { ...mark, endedAt: minutesAgo(6), failedAt: NOW } : mark));
    expect(overdueAt(NOW, marks, nothingDue)).toEqual([{ what: 'jobs', since: minutesAgo(6), job: 'send-messages' }]);
  });

  const kinds: [keyof Due, number][] = [['closing', 5], ['finishing', 15], ['reassessment', 15], ['books', 0], ['codes', 5], ['letters', 14 * 60]];
  it.each(kinds)('%s after %i minutes and not before', (what, minutes) => {
    const due = (since: number) => overdueAt(NOW, allWell(NOW), { ...nothingDue, [what]: since });
    expect(due(minutesAgo(minutes))).toEqual([]);
    expect(due(minutesAgo(minutes) - 1)).toEqual([{ what, since: minutesAgo(minutes) - 1 }]);
  });
});
