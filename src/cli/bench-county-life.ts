import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantAt } from '../domain/calendar.ts';
import { newId } from '../vault.ts';
import { paths } from '../../web/paths.ts';
import type { Bench } from './bench.ts';
import { openDoor, tokenHash, type Answered, type Asked, type Door } from './bench-county-door.ts';
import { BENCH_KEYS, bundleForWorkerd } from './bench-worker.ts';
import { filesOf, weightOf } from './elder-page-figures.ts';
import { elderIdOf, fillGreatCounty, GREAT_TODAY, GREAT_TOMORROW, todaysOrder } from './great-county.ts';
import { pointIdOf, type CountySize } from './great-county-network.ts';
import { ROOT } from './local-state.ts';
import { makeLocalD1, serveLocalD1 } from './local-d1.ts';

/** `times`: so often each thing is done, after as many to warm up as a tenth of them. `desks`: over so many points orders and hand-overs are spread. */
export type CountyBench = CountySize & { times: number; desks: number };
const GREAT: CountyBench = { elders: 100_000, points: 200, days: 50, eaters: 100, times: 300, desks: 20 };

const MORNING = instantAt(GREAT_TODAY, 8 * 60 + 30);
const NOON = instantAt(GREAT_TODAY, 11 * 60 + 20);

/**
 * A county of 100,000 people and 1,000,000 orders, in memory where this computer has a folder for it: what its daily things cost D1, how
 * long they take beside a bare `SELECT 1` asked in turn with them, and whether a county's month costs more with a hundred times the orders.
 */
export async function benchCountyLife(county: CountyBench = GREAT): Promise<Bench[]> {
  const small = await inCounty({ ...county, eaters: 1 }, async (door) => monthOf(door, county));
  return inCounty(county, async (door) => {
    const month = await monthOf(door, county);
    const benches = [await placing(door, county), await handingOver(door, county), await firstPage(door, county), ...(await daySheets(door, county))];
    return [...benches, monthBench(small, month)];
  });
}

async function inCounty<T>(county: CountyBench, work: (door: Door) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'zhucan-bench-'));
  try {
    await makeLocalD1(folder, (database) => {
      fillGreatCounty(database, county);
      const session = database.prepare('INSERT INTO session (token_hash, elder_id, person_id, way, created_at, expires_at) VALUES (?, ?, ?, ?, 0, 4102444800000)');
      const elders = new Set(Array.from({ length: Math.ceil(county.times * 1.1) }, (_, index) => elderAt(county, index)));
      for (const elder of elders) session.run(tokenHash(elder), elder, null, 'card');
      const staff = ['clerk', ...Array.from({ length: county.desks }, (_, desk) => `cook-${pointIdOf(desk)}`)];
      for (const person of staff) session.run(tokenHash(person), null, person, 'totp');
    });
    const door = await openDoor(serveLocalD1(folder, await bundleForWorkerd('bench-county-worker.ts'), BENCH_KEYS));
    return await work(door).finally(door.end);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The n-th person of the bench: one after the other at each desk. */
const placeOf = ({ desks }: CountyBench, index: number) => ({ desk: index % desks, eater: Math.floor(index / desks) });
function elderAt(county: CountyBench, index: number): string {
  const { desk, eater } = placeOf(county, index);
  return elderIdOf(eater * county.points + desk);
}

type Measured = { last: Answered; figures: Record<string, number> };

/** Asks again and again, each time after a bare request, and says what the dearest cost. */
async function measure(door: Door, { times }: CountyBench, askedAt: (index: number) => Asked, status: number): Promise<Measured> {
  const answers: Answered[] = [];
  const bare: number[] = [];
  for (let index = 0; index < times * 1.1; index += 1) {
    const without = await door.bare();
    const answer = await door.ask(askedAt(index));
    if (answer.status !== status) throw new Error(`${askedAt(index).path} answered ${answer.status}`);
    if (index < times / 10) continue;
    answers.push(answer);
    bare.push(without);
  }
  const [last] = answers.slice(-1);
  if (!last) throw new Error('nothing was measured');
  const most = (of: (answer: Answered) => number) => Math.max(...answers.map(of));
  const took = answers.map(({ ms }) => ms);
  const figures = {
    rowsRead: most(({ cost }) => cost.read), rowsWritten: most(({ cost }) => cost.written), trips: most(({ cost }) => cost.trips), bytes: most(({ html }) => Buffer.byteLength(html)),
    p50: rounded(at(took, 0.5)), p95: rounded(at(took, 0.95)), select1: rounded(at(bare, 0.5)), ratio: rounded(at(took, 0.5) / at(bare, 0.5)),
  };
  return { last, figures };
}

const at = (times: readonly number[], share: number) => times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? Infinity;
const rounded = (number: number) => Number(number.toFixed(2));

const WRITE = { trips: 3, rowsRead: 60, rowsWritten: 30, ratio: 5 };

async function placing(door: Door, county: CountyBench): Promise<Bench> {
  const { figures } = await measure(door, county, (index) => {
    const runId = `${pointIdOf(placeOf(county, index).desk)}-${GREAT_TOMORROW}-lunch`;
    return { who: elderAt(county, index), now: MORNING, path: paths.orders(), form: { key: newId(), runId, setMealId: 'A', mode: 'dine_in' } };
  }, 303);
  return { bench: 'place an order', figures, atMost: WRITE };
}

async function handingOver(door: Door, county: CountyBench): Promise<Bench> {
  const { figures } = await measure(door, county, (index) => {
    const { desk, eater } = placeOf(county, index);
    return { who: `cook-${pointIdOf(desk)}`, now: NOON, path: paths.handOver(todaysOrder(county, desk, eater)), form: { key: newId() } };
  }, 303);
  return { bench: 'hand over', figures, atMost: WRITE };
}

async function firstPage(door: Door, county: CountyBench): Promise<Bench> {
  const { last, figures } = await measure(door, county, (index) => ({ who: elderAt(county, index), now: MORNING, path: paths.home() }), 200);
  const files = filesOf(last.html).map((path) => ({ path, body: readFileSync(join(ROOT, 'web/static', path)) }));
  const { bytes, packed } = weightOf(last.html, files);
  return { bench: 'elder’s first page', figures: { ...figures, bytes, packed }, atMost: { bytes: 60_000, packed: 14_000, ratio: 5 } };
}

/** What a day's sheets are made from; and, only told, the page of a point's whole day with its two weeks and what nobody ticked. */
async function daySheets(door: Door, county: CountyBench): Promise<Bench[]> {
  const look = async (bench: string, path: (desk: number) => string, atMost: Bench['atMost']) => {
    const { figures } = await measure(door, county, (index) => ({ who: `cook-${pointIdOf(index % county.desks)}`, now: NOON, path: path(index % county.desks) }), 200);
    return { bench, figures: { orders: county.eaters, rowsPerOrder: rounded((figures.rowsRead ?? Infinity) / county.eaters), ...figures }, atMost };
  };
  const runAt = (desk: number) => `${pointIdOf(desk)}-${GREAT_TODAY}-lunch`;
  return [await look('point’s day', () => paths.canteen(), {}), await look('day sheet', (desk) => paths.sheets(runAt(desk)), { rowsPerOrder: 8 })];
}

async function monthOf(door: Door, county: CountyBench): Promise<Record<string, number>> {
  const { figures } = await measure(door, county, () => ({ who: 'clerk', now: NOON, path: paths.civil(GREAT_TODAY.slice(0, 7)) }), 200);
  return figures;
}

function monthBench(small: Record<string, number>, great: Record<string, number>): Bench {
  const growth = (name: string) => rounded((great[name] ?? Infinity) / (small[name] ?? 0));
  return { bench: 'county’s month', figures: { ...great, rowsGrowth: growth('rowsRead'), timeGrowth: growth('p50') }, atMost: { rowsRead: 5_000, rowsGrowth: 1.2, timeGrowth: 1.2 } };
}
