import { describe, expect, it } from 'vitest';
import { databaseFaultOf, pauseAfter, type DatabaseFault } from '../../src/domain/database-fault.ts';
import { outcomeOf } from '../../src/domain/outcome.ts';

describe('what D1 says, and what may be done about it', () => {
  const said: [message: string, fault: DatabaseFault][] = [
    ['D1_ERROR: Network connection lost.', 'transient'],
    ['Network connection lost.', 'transient'],
    ['D1_ERROR: D1 DB reset because its code was updated.', 'transient'],
    ['D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.', 'transient'],
    ['D1_ERROR: Internal error in D1 DB storage caused object to be reset.', 'transient'],
    ['D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.', 'transient'],
    ["D1_ERROR: Can't read from request stream because client disconnected.", 'transient'],
    // Nearly the words of a transient one.
    ['D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.', 'exhausted'],
    ["D1_ERROR: D1 DB's isolate exceeded its memory limit and was reset.", 'exhausted'],
    ['D1_ERROR: D1 DB exceeded its CPU time limit and was reset.', 'exhausted'],
    ['D1_ERROR: D1 DB is overloaded. Requests queued for too long.', 'overloaded'],
    ['D1_ERROR: D1 DB is overloaded. Too many requests queued.', 'overloaded'],
    ['D1_ERROR: UNIQUE constraint failed: meal_order.id: SQLITE_CONSTRAINT', 'other'],
    ['D1_ERROR: guard failed: SQLITE_CONSTRAINT', 'other'],
    ['D1_ERROR: Exceeded maximum DB size.', 'other'],
    ['a note that says Network connection lost. and more', 'other'],
    ['', 'other'],
  ];
  it.each(said)('%s', (message, fault) => expect(databaseFaultOf(message)).toBe(fault));

  it('waits longer each time, and not all callers equally long', () => {
    expect([pauseAfter(1, 0), pauseAfter(1, 1), pauseAfter(2, 0), pauseAfter(2, 1)]).toEqual([25, 100, 50, 200]);
  });
});

describe('a step whose answer got lost', () => {
  it.each([
    [true, 0, 'done'], [true, 10 ** 9, 'done'], [false, 0, 'unsettled'], [false, 40_000, 'unsettled'], [false, 40_001, 'not_done'], [false, -1, 'unsettled'],
  ] as const)('recorded %s, asked %i ms after: %s', (recorded, since, outcome) => expect(outcomeOf(recorded, 1_000_000, 1_000_000 + since)).toBe(outcome));
});
