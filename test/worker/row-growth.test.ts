import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ACTORS, isOf, may, type Actor } from '../support/access-actors.ts';
import { isOfNoPlace, put, titleOf } from '../support/access-answers.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import { nothing, type Place } from '../support/canary-records.ts';
import { TODAY } from '../support/seed.ts';
import { appAt, visitOn, type Visitor } from '../support/visitor.ts';

// Nobody's page looks through people who are none of its matter: of a thousand more elsewhere, each with a fact and a meal that waits, none is
// read. What the whole county's month costs is the bench's.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const CROWD = 1000;
/** What a page’s own doing may add between the two times that it is read. */
const FEW = 10;

const READERS = Object.entries(ACTORS).filter(([, { is, who }]) => is !== 'stranger' && !(who && 'way' in who));

/** Of the one county of the database: who is registered under a category is counted, and a month's closing rests on every transfer of it. */
const WHOLE_COUNTY = /^GET \/civil\/(categories|months\/)/;

type Reads = Record<string, number>;

async function readBy(visitor: Visitor, actor: Actor, places: readonly Place[]): Promise<Reads> {
  const reads: Reads = {};
  for (const [route, asks] of Object.entries(ASKS)) {
    for (const ask of asks.filter((one) => !one.form && one.may !== 'everybody' && isOf(actor, one.may))) {
      const place = isOfNoPlace(ask) ? nothing() : places.find((one) => may(actor, ask, one, places));
      if (place) reads[titleOf(route.split(' ')[0] ?? '', ask)] = (await put(visitor, ask, place)).read;
    }
  }
  return reads;
}

/** At the point of another county, and in the village where its people live. */
async function plantCrowd(): Promise<void> {
  const each = (text: string) => env.DB.prepare(text).bind(JSON.stringify(Array.from({ length: CROWD }, (_, index) => index)));
  await env.DB.batch([
    each(`INSERT INTO elder (id, name, sex, birth_date, id_number_sealed, id_number_index, residence_division, meal_point_id)
      SELECT 'crowd' || value, '-', 'male', '1950-01-01', '-', 'crowd' || value, residence_division, meal_point_id FROM json_each(?) CROSS JOIN elder WHERE elder.id = 'e901'`),
    each(`INSERT INTO elder_fact (id, elder_id, kind, value, from_date, source, recorded_at, recorded_by)
      SELECT 'crowd' || value, 'crowd' || value, 'category', 'minimum_living_guarantee', '2025-01-01', '-', 0, 'person:clerk' FROM json_each(?)`),
    each(`INSERT INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, policy_version_id, assessment, pay_by, channel, placed_by, placed_at)
      SELECT 'crowd' || value, 'p9-${TODAY}-lunch', value + 100, 'crowd' || value, '${TODAY}', 'lunch', 'A', 'dine_in', 'placed', 1500, 1500, NULL, '{"grants":[],"beside":[]}', 'cash', 'own_page', 'elder:crowd' || value, 0
      FROM json_each(?)`),
  ]);
}

const grown = new Map<string, Reads>();

beforeAll(async () => {
  const { db, places } = await plantCanaries();
  const app = appAt(NOON);
  const visitors = await Promise.all(READERS.map(async ([name, actor]) => ({ name, actor, visitor: await visitOn(app, db, actor.who) })));
  const before = new Map<string, Reads>();
  for (const { name, actor, visitor } of visitors) before.set(name, await readBy(visitor, actor, places));
  await plantCrowd();
  for (const { name, actor, visitor } of visitors) {
    const after = await readBy(visitor, actor, places);
    grown.set(name, Object.fromEntries(Object.entries(after).map(([page, read]) => [page, read - (before.get(name)?.[page] ?? Infinity)])));
  }
});

describe('a thousand people more in another county are not read by', () => {
  it.each(READERS)('%s', (name) => {
    const pages = Object.entries(grown.get(name) ?? {});
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.filter(([page, more]) => more > FEW && !WHOLE_COUNTY.test(page))).toEqual([]);
  });
});
