import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, it, vi } from 'vitest';
import { countedD1 } from '../../src/cli/counted-d1.ts';
import { scopeFor, type Actor, type Grant, type Permission, type Scope } from '../../src/domain/access.ts';
import { monthOf } from '../../src/domain/calendar.ts';
import type { Donation } from '../../src/domain/donation.ts';
import { fen } from '../../src/domain/money.ts';
import { loadPeople } from '../../src/store/canteen-standing-orders.ts';
import { loadCategories } from '../../src/store/categories.ts';
import { loadOwners } from '../../src/store/complaints.ts';
import { loadDonation, loadGiving } from '../../src/store/donations.ts';
import { loadFunds } from '../../src/store/fund-books.ts';
import { forgetDevices } from '../../src/store/known-devices.ts';
import { loadMonths } from '../../src/store/month-closings.ts';
import { loadOwnBill } from '../../src/store/own-bills.ts';
import { loadPayers } from '../../src/store/payers.ts';
import { openDoors } from '../../src/store/print-runs.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { donation, monthTotal } from '../../src/store/schema.ts';
import { endOtherSessions, endOwnSession } from '../../src/store/staff-sessions.ts';
import { loadBookOf } from '../../src/store/village-people.ts';
import { newId, openVault } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import { nothing, type Place, type Records } from '../support/canary-records.ts';
import { closeAsItStands } from '../support/closed-month.ts';
import { day, TODAY, TOMORROW } from '../support/seed.ts';

// A route that has found a record asks for what belongs to it. Asked alone, with another's id, the store answers as for what never was:
// the second lock behind the first.

vi.setConfig({ hookTimeout: 30_000 });

let db: Database;
let places: Place[];
beforeAll(async () => {
  ({ db, places } = await plantCanaries());
  await closeAsItStands(db, monthOf(day('2026-10-01')), NOON);
});

function reachOf(actor: Actor, permission: Permission): Scope {
  const scope = scopeFor(actor, permission);
  if (scope === null) throw new Error(`no scope for ${permission}`);
  return scope;
}
const atWork = (grant: Grant, permission: Permission) => reachOf({ kind: 'person', personId: 'x', name: '', grants: [grant] }, permission);
const cookOf = ({ point }: Place, permission: Permission) => atWork({ role: 'canteen_staff', mealPointId: point }, permission);
const elderOf = ({ elder, point }: Place) => reachOf({ kind: 'elder', elderId: elder, name: '', callAs: null, point: { id: point, name: '', phone: '', phoneHours: '' } }, 'order.own');
const workerOf = ({ village }: Place) => atWork({ role: 'community_worker', divisionCode: village }, 'order.for_village');

const LOCKS: [string, (own: Place, of: Records) => Promise<unknown>][] = [
  ['whose standing order could not be made', (own, of) => loadPeople(db, cookOf(own, 'meal_run.read'), [of.elder])],
  ['who may answer a complaint', (own, of) => loadOwners(db, cookOf(own, 'complaint.answer'), of.complaint)],
  ['who paid what of an order', (own, of) => loadOwnBill(db, elderOf(own), of.order)],
  ['the doors of a delivery', async (own, of) => [...(await openDoors(db, await openVault(env), cookOf(own, 'sheet.print'), of.lunch))]],
  ['whom a chain names', async (own, of) => (await loadBookOf(db, workerOf(own), [of.elder], { from: TODAY, to: TOMORROW })).people],
];

it.each(LOCKS)('%s', async (_what, read) => {
  for (const own of places) {
    const never = await read(own, nothing());
    expect(await read(own, own)).not.toEqual(never);
    for (const other of places.filter(({ village }) => village !== own.village)) expect(await read(own, other)).toEqual(never);
  }
});

/** By a word that every row of it has. */
const OF_COUNTY: [string, string, (scope: Scope, of: Place, over: Database) => Promise<unknown>][] = [
  ['categories', '"people":', (scope, _of, over) => loadCategories(over, scope)],
  ['payers', '"used":', (scope, _of, over) => loadPayers(over, scope)],
  ['funds', '"reservedFen":', (scope, _of, over) => loadFunds(over, scope)],
  ['what funds have paid for', '"fund":"fund_', (scope, _of, over) => loadFunds(over, scope)],
  ['a donation', '"donor":', (scope, of, over) => loadDonation(over, scope, of.donation)],
  ['closed months', '"confirmedBy":', (scope, _of, over) => loadMonths(over, scope, NOON)],
  ['donations of the same size', '"donor":', (scope, { fund }, over) => loadGiving(over, scope, fund, given)],
];
let given: Pick<Donation, 'amountFen' | 'received'>;

it.each(OF_COUNTY)('no row of %s is handed to a town', async (_what, word, read) => {
  const [place] = places;
  if (!place) throw new Error('no place was planted');
  const [first] = await db.select({ amountFen: donation.amountFen, received: donation.receivedDate }).from(donation).where(eq(donation.id, place.donation));
  if (!first) throw new Error('nothing was given');
  given = first;
  await db.insert(monthTotal).values({ mealPointId: place.point, month: monthOf(TODAY), line: 'meal', payerCode: place.fund, clause: 'x', meals: 1, fen: fen(1) }).onConflictDoNothing();
  const handed = async (divisionCode: string) => {
    const rows: unknown[] = [];
    const over = openDatabase(countedD1(env.DB, { read: 0, written: 0, trips: 0 }, (answers) => rows.push(...answers.map(({ results }) => results))));
    await read(atWork({ role: 'county_official', divisionCode }, 'donation.read'), place, over);
    return JSON.stringify(rows).includes(word);
  };
  expect([await handed('370481000000'), await handed(place.town)]).toEqual([true, false]);
});

it('nobody ends where another is signed in', async () => {
  const [place] = places;
  const scope = reachOf({ kind: 'person', personId: 'cook1', name: '', grants: [] }, 'login.own');
  const entry = { at: NOON, actor: 'person:cook1', action: 'session.end_one', subject: 'person:cook1', requestId: newId() };
  const open = () => all('SELECT token_hash FROM session WHERE ended_at IS NULL AND person_id <> ? ORDER BY token_hash', 'cook1');
  const before = await open();
  expect(await endOwnSession(db, entry, scope, place?.session ?? '')).toEqual(await endOwnSession(db, { ...entry, requestId: newId() }, scope, nothing().session));
  await endOtherSessions(db, { ...entry, requestId: newId() }, scope, 'x', forgetDevices('cook1', null));
  expect([await open(), await one('SELECT count(*) AS own FROM session WHERE ended_at IS NULL AND person_id = ?', 'cook1')]).toEqual([before, { own: 0 }]);
});
