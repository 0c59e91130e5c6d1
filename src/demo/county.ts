import { DatabaseSync } from 'node:sqlite';
import { asD1 } from '../cli/sqlite-d1.ts';
import type { DayKind } from '../domain/assessed-meal.ts';
import { addDays, serviceDateOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import { calendarBetween } from '../store/calendar-days.ts';
import { checksLeft, keepCheck } from '../store/invariant-checks.ts';
import { complaintRules } from '../store/complaints.ts';
import { messageRules } from '../store/message-queue.ts';
import { openDatabase, readRows } from '../store/read.ts';
import { expandStandingOrders } from '../store/standing-order-expansion.ts';
import { openVault, type VaultSecrets } from '../vault.ts';
import { POINTS } from './data/points.ts';
import { QINGDAO_CHENGYANG_2020 } from './data/policy.ts';
import { inventOrders, type DemoOrder } from './invent-orders.ts';
import { loadComplaints, loadRatings, loadUndelivered, storiesAmong } from './load-follow-ups.ts';
import { loadLooks } from './load-looks.ts';
import { loadFamilies } from './load-families.ts';
import { loadApplications } from './load-applications.ts';
import { loadBooksStop } from './load-books-stop.ts';
import { loadDonations } from './load-donations.ts';
import { loadLogins } from './load-logins.ts';
import { loadNetwork } from './load-network.ts';
import { insertOrders, insertTotals, settleRuns } from './load-orders.ts';
import { changePrices } from './load-price-changes.ts';
import { loadPrepaidRules, loadPurses, paidBySavers, saversAmong } from './load-purses.ts';
import { loadPeople } from './load-people.ts';
import { loadAccessStory } from './load-staff.ts';
import { loadStandingOrders } from './load-standing-orders.ts';
import { loadTablets } from './load-tablets.ts';
import { demoRuns, insertRuns, loadMenus } from './load-runs.ts';
import { CARD_ELDER_ID, DAILY_ELDER_ID, ELDER_ID } from './personas.ts';
import { DEMO_ELDERS, DEMO_SEED, inventElders } from './people.ts';
import { inserter, type Insert } from './rows.ts';

const WEEKS_BACK = 5;
const DAYS_AHEAD = 13;

/**
 * The demo county, written into an empty, migrated database file: everything relative to the day of loading, from one seed.
 * One transaction, so that a broken load leaves nothing behind.
 */
export async function loadDemoCounty(target: { databaseFile: string; keys: VaultSecrets; now: Instant }): Promise<void> {
  const vault = await openVault(target.keys);
  const database = new DatabaseSync(target.databaseFile);
  const insert = inserter(database);
  const update = updater(database);
  const today = serviceDateOf(target.now);
  const [from, to] = [addDays(today, -7 * WEEKS_BACK), addDays(today, DAYS_AHEAD)];
  const days = await holidays(database, from, to);
  const rules = await rulesOf(database);
  try {
    database.exec('BEGIN');
    const elders = inventElders(DEMO_ELDERS, DEMO_SEED, today, POINTS);
    loadNetwork(insert, today);
    loadPrepaidRules(insert, today);
    loadDonations(insert, today);
    await loadPeople(insert, vault, elders, today);
    await loadFamilies(insert, vault, today);
    loadLooks(insert, today);
    loadBooksStop(insert, today);
    await loadLogins(insert, vault, target.now);
    await loadTablets(insert, today);
    await loadApplications({ insert, vault, elders, today });
    loadAccessStory(insert, update, today);
    loadMenus(insert, from, to);

    const runs = demoRuns(from, to);
    const neighbours = Map.groupBy(elders, (elder) => elder.homePointKey);
    const { id, fromDate, rules: text } = QINGDAO_CHENGYANG_2020;
    const policies = [{ id: `${id}-1`, policyId: id, fromDate, toDate: null, rules: text }];
    const setting = { seed: DEMO_SEED, now: target.now, policies, days };
    const savers = saversAmong(elders);
    const orders = paidBySavers(runs.flatMap((run) => inventOrders(run, neighbours.get(run.point.key) ?? [], setting)), savers);
    insertRuns(insert, runs);
    loadPurses(insert, savers, orders, addDays(from, -2));
    insertOrders(insert, orders);
    insertTotals(insert, orders);
    settleRuns(insert, update, runs, (run) => run.date < today);
    loadFollowUps(insert, orders, today, rules);
    loadStandingOrders(insert, elders, runs, target.now);
    database.exec('COMMIT');
    await changePrices(database, target.now);
    await expandStandingOrders(openDatabase(asD1(database)), { at: target.now, actor: 'job:expand-standing-orders', requestId: 'demo' });
    await checkBooks(database, today, target.now);
  } finally {
    database.close();
  }
}

/** What the migrations know of the calendar; read before the one transaction. */
async function holidays(database: DatabaseSync, from: ServiceDate, to: ServiceDate): Promise<ReadonlyMap<ServiceDate, DayKind>> {
  const db = openDatabase(asD1(database));
  return new Map((await readRows(db, calendarBetween(db, from, to))).map((one) => [one.date, one.kind]));
}

/** What the migrations say of messages and complaints. */
async function rulesOf(database: DatabaseSync) {
  const db = openDatabase(asD1(database));
  const [[message], [complaint]] = await Promise.all([readRows(db, messageRules(db)), readRows(db, complaintRules(db))]);
  if (!message || !complaint) throw new Error('the migrations bring rules');
  return { message, complaint };
}

/** The personas' own meals stay unrated, to be rated from the demo. */
function loadFollowUps(insert: Insert, orders: readonly DemoOrder[], today: ServiceDate, { message, complaint }: Awaited<ReturnType<typeof rulesOf>>): void {
  const personas = new Set([ELDER_ID, CARD_ELDER_ID, DAILY_ELDER_ID]);
  const stories = storiesAmong(orders, today, personas);
  loadRatings(insert, orders, today, new Set([...personas, ...stories.map(({ order }) => order.elderId)]));
  loadComplaints(insert, stories, complaint.answerDays);
  loadUndelivered(insert, orders, today, message);
}

/** As the job does at night: the county starts with its books checked, and the office would be told what is wrong with them. */
async function checkBooks(database: DatabaseSync, night: ServiceDate, at: Instant): Promise<void> {
  const db = openDatabase(asD1(database));
  for (const check of await checksLeft(db, night)) {
    const entry = { at, actor: 'job:check-invariants', action: 'invariant.check', subject: `invariant:${check.name}`, requestId: 'demo' };
    await keepCheck(db, entry, night, check);
  }
}

function updater(database: DatabaseSync): (sql: string, ...values: (string | number)[]) => void {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return (sql, ...values) => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    statement.run(...values);
  };
}
