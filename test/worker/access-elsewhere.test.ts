import { beforeAll, describe, expect, it, vi } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { booksStop, invariantCheck } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { ACTORS, isOf, may, type Actor } from '../support/access-actors.ts';
import { heard, isOfNoPlace, put, titleOf } from '../support/access-answers.ts';
import type { Ask } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, PLACES, plantCounty, plantPlace } from '../support/canaries.ts';
import { nothing, type Place } from '../support/canary-records.ts';
import { day } from '../support/seed.ts';
import { appAt, visitOn, type Visitor } from '../support/visitor.ts';

// Whatever somebody reads stays word for word the same while another point, another town live through their day: names are not all that
// leaks, a count or a sum of everybody's does too. So do the rows that the database hands over for a page, whatever the page would drop of them.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

type Pages = Record<string, string>;
const before = new Map<string, Pages>();
const after = new Map<string, Pages>();

/** A receipt says how often it was printed. */
const COUNTS_ITSELF = 'GET /canteen/receipts/:receiptId';
/** What changes nothing where it is asked: pages, and searches. */
const READS = Object.entries(ASKS).filter(([route]) => route !== COUNTS_ITSELF).flatMap(([route, asks]) => asks.filter((ask) => ask.may !== 'everybody' && (!ask.form || ask.none === 200)).map((ask): [string, Ask] => [titleOf(route.split(' ')[0] ?? '', ask), ask]));

/** The points that somebody’s pages may speak of. Whoever only asked to care for an elder did so at each of them. */
const homesOf = ({ is, at, self }: Actor) => (is === 'family' && at.length === 0 ? PLACES.map(({ point }) => point) : [...new Set([...at, ...(self ? [self[0]] : [])])]);
/** Who is no stranger and does not reach every point; each person once, for they see where else they are signed in. */
const LIMITED = Object.entries(ACTORS).filter(([, actor]) => actor.is !== 'stranger' && !(actor.who && 'way' in actor.who) && homesOf(actor).length < PLACES.length);

async function pagesOf(visitor: Visitor, actor: Actor, places: readonly Place[]): Promise<Pages> {
  const pages: Pages = {};
  for (const [title, ask] of READS.filter(([, one]) => isOf(actor, one.may))) {
    const own = isOfNoPlace(ask) ? [nothing()] : places.filter((place) => may(actor, ask, place, places));
    for (const of of own) {
      const answer = await put(visitor, ask, of);
      pages[`${title} ${of.point}`.replace(/ [0-9a-z]{16}$/, '')] = `${answer.status} ${heard(answer, answer.status === 200 ? answer.rows : '')}`;
    }
  }
  return pages;
}

/** By a check that every office knows to have failed. */
const FAILED = { night: day('2026-11-01'), slice: monthOf(day('2026-11-01')), broken: 1, samples: '[]' };
const standStill = (db: Database, which: { mealPointId: string } | { operatorId: string }) =>
  db.insert(booksStop).values({ id: newId(), ...which, invariant: 'day_totals_equal_rows', ...FAILED, stoppedAt: NOON, stoppedBy: 'job:check-invariants' });

beforeAll(async () => {
  const db = await plantCounty();
  await db.insert(invariantCheck).values({ name: 'day_totals_equal_rows', ...FAILED, checkedAt: 0 });
  await standStill(db, { operatorId: 'op2' });
  const lived: Place[] = [];
  const app = appAt(NOON);
  // The same session both times: where somebody is signed in is a page too.
  const visitors = new Map<string, Visitor>();
  const look = async (pages: Map<string, Pages>) => {
    for (const [name, actor] of LIMITED) {
      const homes = lived.filter(({ point }) => homesOf(actor).includes(point));
      if (pages.has(name) || homes.length < homesOf(actor).length) continue;
      const visitor = visitors.get(name) ?? (await visitOn(app, db, actor.who));
      visitors.set(name, visitor);
      pages.set(name, await pagesOf(visitor, actor, homes));
    }
  };
  for (const plan of PLACES) {
    await look(before);
    lived.push({ ...(await plantPlace(db, plan)), fund: '', donation: '' });
  }
  // At last the books of the other town's point stand still, and those of an operator in another county.
  await standStill(db, { mealPointId: 'p2' });
  await standStill(db, { operatorId: 'op3' });
  await look(after);
});

describe('what happens elsewhere changes nothing for', () => {
  it.each(LIMITED.filter(([, actor]) => !homesOf(actor).includes(PLACES.at(-1)?.point ?? '')))('%s', (name) => {
    expect(Object.keys(before.get(name) ?? {})).not.toEqual([]);
    expect(after.get(name)).toEqual(before.get(name));
  });
});
