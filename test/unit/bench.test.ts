import { expect, test } from 'vitest';
import type { Bench } from '../../src/cli/bench.ts';
import { benchCountyLife } from '../../src/cli/bench-county-life.ts';
import { benchRosters } from '../../src/cli/bench-rosters.ts';
import { benchStandingOrders } from '../../src/cli/bench-standing-orders.ts';
import { benchTrial } from '../../src/cli/bench-trial.ts';

// `npm run bench` in small, so that it still runs when it is needed: what is counted keeps its limits here too. Times are the bench's own.

const TAKES_TIME = ['ratio', 'timeGrowth'];
const PER_OPERATION = ['rowsRead', 'rowsWritten', 'trips', 'bytes', 'p50', 'p95', 'select1', 'ratio'];

/** The counts that have a limit, and whether each keeps it. */
const kept = ({ figures, atMost }: Bench) =>
  Object.entries(atMost).flatMap(([name, limit]) => (TAKES_TIME.includes(name) ? [] : [[name, (figures[name] ?? Infinity) <= limit || figures[name]]]));

test('the daily things of a county: each is done, says what it costs, and keeps its counts', { timeout: 60_000 }, async () => {
  const benches = await benchCountyLife({ elders: 120, points: 2, days: 3, eaters: 40, times: 3, desks: 2 });
  expect(benches.map(({ bench, figures, atMost }) => [bench, PER_OPERATION.filter((name) => !(name in figures)), kept({ bench, figures, atMost })])).toEqual([
    ['place an order', [], [['trips', true], ['rowsRead', true], ['rowsWritten', true]]],
    ['hand over', [], [['trips', true], ['rowsRead', true], ['rowsWritten', true]]],
    ['elder’s first page', [], [['bytes', true], ['packed', true]]],
    ['point’s day', [], []],
    ['day sheet', [], [['rowsPerOrder', true]]],
    ['county’s month', [], [['rowsRead', true], ['rowsGrowth', true]]],
  ]);
  expect(benches.map(({ figures }) => (figures.rowsWritten ?? 0) > 0)).toEqual([true, true, false, false, false, false]);
});

test('a list of people, standing orders and a trial: the same code with few people', { timeout: 60_000 }, async () => {
  const benches = [await benchRosters(80), await benchStandingOrders(120), await benchTrial(1_200)];
  // The trips of a trial are some more than one for each thousand meals.
  expect(benches.map(kept)).toEqual([
    [['uploadTrips', true], ['applyTrips', true]],
    [['trips', true], ['tripsAtRest', true], ['left', true], ['broken', true]],
    [['rowsPerMeal', true], ['tripsPerThousandMeals', 5]],
  ]);
  expect(benches.map(({ figures }) => figures)).toMatchObject([{ rows: 80 }, { orders: 240 }, { meals: 1_200, trips: 6 }]);
});
