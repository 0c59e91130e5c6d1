import type { DatabaseSync } from 'node:sqlite';
import { QINGDAO_CHENGYANG_2020 } from '../demo/data/policy.ts';
import { inserter } from '../demo/rows.ts';
import { addDays } from '../domain/calendar.ts';
import { factsOn } from '../domain/elder.ts';
import { keepAssessment } from '../domain/recomputation.ts';
import { assessSubsidy } from '../domain/subsidy.ts';
import { dayOf, fillGreatNetwork, PRICE, VILLAGE, type CountySize } from './great-county-network.ts';

// A county of any size, made by SQL: every point cooked lunch on every day, for the same people, and each meal of the past was ordered,
// handed over and paid in cash. Today's lunch is closed and waits at the counter; its dinner and tomorrow can be ordered.

/** A Monday. */
export const GREAT_TODAY = dayOf('2026-11-23');
export const GREAT_TOMORROW = addDays(GREAT_TODAY, 1);

const POLICY_VERSION = `${QINGDAO_CHENGYANG_2020.id}-1`;
/** Four kinds of people, one after the other: by age, and one on a list of hardship. */
const KINDS = [{ born: '1960-06-01', category: null }, { born: '1950-06-01', category: null }, { born: '1940-06-01', category: null }, { born: '1958-06-01', category: 'minimum_living_guarantee' }] as const;

export const elderIdOf = (index: number) => `e${String(index).padStart(6, '0')}`;
/** Today's order of the point's n-th eater: the last day's orders come last. */
export const todaysOrder = ({ points, days, eaters }: CountySize, point: number, eater: number) =>
  `o${String((days - 1) * points * eaters + point * eaters + eater).padStart(8, '0')}`;

/** Fills tables that carry their triggers and indexes: both are taken away and put back, a hundred times faster than keeping them. */
export function fillGreatCounty(database: DatabaseSync, size: CountySize): void {
  const kept = database.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('trigger', 'index')").all();
  for (const { type, name } of kept) database.exec(`DROP ${String(type)} ${String(name)}`);
  fillGreatNetwork(inserter(database), size);
  makeKinds(database);
  makePeople(database, size);
  makeRuns(database, size);
  makeOrders(database, size);
  makeMoney(database);
  makeTotals(database);
  database.exec('DROP TABLE kind; DROP TABLE kind_line');
  for (const { sql } of kept) database.exec(String(sql));
}

/** What each kind of person gets for lunch: the borrowed policy has no limits, so it is the same every day. */
function makeKinds(database: DatabaseSync): void {
  const { id, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  const versions = [{ id: POLICY_VERSION, policyId: id, fromDate, toDate: null, rules }];
  database.exec('CREATE TABLE kind (kind INTEGER PRIMARY KEY, born TEXT, category TEXT, self_pay_fen INTEGER, assessment TEXT)');
  database.exec('CREATE TABLE kind_line (kind INTEGER, payer TEXT, clause TEXT, fen INTEGER)');
  for (const [kind, { born, category }] of KINDS.entries()) {
    const facts = category === null ? [] : [{ kind: 'category' as const, value: category, scale: null, from: dayOf('2025-01-01'), to: null }];
    const meal = { serviceDate: GREAT_TODAY, slot: 'lunch' as const, mode: 'dine_in' as const, priceFen: PRICE, point: { id: 'p000', divisionCode: VILLAGE } };
    const person = factsOn(dayOf(born), facts, GREAT_TODAY, { registeredDivision: VILLAGE, residenceDivision: VILLAGE, boundPointId: 'p000' });
    const judged = assessSubsidy(person, versions, { meals: [] }, meal);
    const kept = JSON.stringify(keepAssessment(judged, meal, versions, []));
    database.prepare('INSERT INTO kind VALUES (?, ?, ?, ?, ?)').run(kind, born, category, judged.selfPayFen, kept);
    for (const { payer, clause, fen: amount } of judged.split) database.prepare('INSERT INTO kind_line VALUES (?, ?, ?, ?)').run(kind, payer, clause, amount);
  }
}

const count = (name: string, most: number) => `${name} (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM ${name} WHERE i < ${most - 1})`;
const elderAt = (index: string) => `printf('e%06d', ${index})`;
const pointAt = (index: string) => `printf('p%03d', ${index})`;

/** Everybody was asked what they may not eat. One in four stands on a list; of the others one in eleven, some at every point, may not eat something. */
function makePeople(database: DatabaseSync, { elders, points }: CountySize): void {
  database.exec(`WITH RECURSIVE ${count('n', elders)} INSERT INTO elder (id, name, sex, birth_date, id_number_sealed, id_number_index, phone_sealed, phone_index, phone_tail_index,
      registered_division, residence_division, address_sealed, meal_point_id, name_initials, building_index)
    SELECT ${elderAt('i')}, '老人' || i, iif(i % 2, 'male', 'female'), k.born, '-', 'n' || i, '-', 'f' || i, 't' || (i % 10000), '${VILLAGE}', '${VILLAGE}', '-', ${pointAt(`i % ${points}`)}, 'LR', 'b' || (i % 5000)
    FROM n JOIN kind k ON k.kind = i % 4`);
  database.exec(`INSERT INTO elder_fact (id, elder_id, kind, value, from_date, source, recorded_at, recorded_by)
    SELECT 'f' || e.id, e.id, 'category', k.category, '2025-01-01', '低保名册', 0, 'person:clerk' FROM elder e JOIN kind k ON k.kind = CAST(substr(e.id, 2) AS INTEGER) % 4 WHERE k.category IS NOT NULL`);
  database.exec("INSERT INTO elder_diet (elder_id, texture, feeding_help, note, asked_at) SELECT id, 'regular', 0, '', 1 FROM elder");
  database.exec("INSERT INTO elder_diet_item (elder_id, kind, code) SELECT id, 'restriction', 'pork' FROM elder WHERE CAST(substr(id, 2) AS INTEGER) % 11 = 0 AND CAST(substr(id, 2) AS INTEGER) % 4 <> 3");
  database.exec(`INSERT INTO card (id, elder_id, number_sealed, number_index, token_hash, issued_at, issued_by)
    SELECT 'c' || id, id, '-', 'n' || id, 't' || id, 0, 'person:clerk' FROM elder`);
}

const instant = (date: string, clock: string) => `(strftime('%s', ${date} || ' ${clock}') - 28800) * 1000`;

/** Lunch on every day that is over, today and tomorrow every meal that is still to come. Three set meals each, with room for everybody. */
function makeRuns(database: DatabaseSync, { points, days, eaters }: CountySize): void {
  const dated = `(SELECT p.id, d.i, date('${GREAT_TODAY}', (d.i - ${days - 1}) || ' days') AS date FROM d CROSS JOIN meal_point p)`;
  const run = (slot: string, serve: string, cutoff: string, last: string, state: string, which: string) => `WITH RECURSIVE ${count('d', days + 1)}
    INSERT INTO meal_run (id, meal_point_id, service_date, slot, kitchen_id, operator_id, cutoff_at, close_at, undo_minutes, serve_from_at, serve_to_at, claim_until_at, no_show_rule, state, last_order_no)
      SELECT id || '-' || date || '-${slot}', id, date, '${slot}', 'k', 'op', ${cutoff}, ${cutoff} + 600000, 10, ${instant('date', serve)}, ${instant('date', serve)} + 6000000,
      ${instant("date(date, '4 days')", '00:00')}, 'release', ${state}, ${last} FROM ${dated} WHERE ${which}`;
  const last = `iif(i < ${days}, ${eaters}, 0)`;
  database.exec(run('lunch', '11:00', instant('date', '09:40'), last, `iif(i < ${days - 1}, 'done', iif(i < ${days}, 'closed', 'open'))`, '1'));
  database.exec(run('dinner', '17:00', instant('date', '14:00'), '0', "'open'", `i >= ${days - 1}`));
  database.exec(run('breakfast', '07:00', instant("date(date, '-1 days')", '20:00'), '0', "'open'", `i = ${days}`));
  database.exec(`INSERT INTO meal_run_closing (meal_run_id, closed_at, closed_by, order_ids) SELECT id, close_at, 'job:close-meal-runs', (SELECT json_group_array(printf('o%08d', i)) FROM (
      WITH RECURSIVE ${count('k', eaters)} SELECT (julianday(service_date) - julianday(date('${GREAT_TODAY}', '-${days - 1} days'))) * ${points * eaters} + substr(meal_point_id, 2) * ${eaters} + i AS i FROM k))
    FROM meal_run WHERE state <> 'open'`);
  const taken = (share: string) => `iif(r.state = 'open', 0, ${share})`;
  database.exec(`INSERT INTO meal_run_mode (meal_run_id, mode, capacity, taken)
    SELECT r.id, m.value, 10000, ${taken(`iif(m.value = 'dine_in', ${eaters}, 0)`)} FROM meal_run r CROSS JOIN json_each('["dine_in","pickup","home_delivery"]') m`);
  database.exec(`INSERT INTO offer (meal_run_id, set_meal_id, letter, price_fen, capacity, taken)
    SELECT r.id, s.id, s.id, ${PRICE}, 10000, ${taken(`iif(s.id = 'A', ${eaters}, 0)`)} FROM meal_run r CROSS JOIN set_meal s`);
}

/** The orders with their splits, and of those that are over the hand-overs. Two of the spine's rows for each thing that somebody did. */
function makeOrders(database: DatabaseSync, { points, days, eaters }: CountySize): void {
  database.exec(`WITH RECURSIVE ${count('d', days)}, ${count('p', points)}, ${count('k', eaters)}, wanted AS (
      SELECT (d.i * ${points} + p.i) * ${eaters} + k.i AS n, k.i * ${points} + p.i AS elder, ${pointAt('p.i')} AS point, k.i + 1 AS number,
        date('${GREAT_TODAY}', (d.i - ${days - 1}) || ' days') AS date, d.i = ${days - 1} AS today FROM d CROSS JOIN p CROSS JOIN k)
    INSERT INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, policy_version_id, assessment, assessment_no, pay_by, channel, placed_by, placed_at)
      SELECT printf('o%08d', n), point || '-' || date || '-lunch', number, ${elderAt('elder')}, date, 'lunch', 'A', 'dine_in', iif(today, 'placed', 'handed_over'), ${PRICE},
      k.self_pay_fen, '${POLICY_VERSION}', k.assessment, 1, 'cash', 'elder_page', 'elder:' || ${elderAt('elder')}, ${instant('date', '08:00')} FROM wanted CROSS JOIN kind k ON k.kind = elder % 4`);
  const kindOf = 'CAST(substr(o.elder_id, 2) AS INTEGER) % 4';
  database.exec(`INSERT INTO order_split (order_id, payer_code, clause, fen, assessment_no)
    SELECT o.id, l.payer, l.clause, l.fen, 1 FROM meal_order o CROSS JOIN kind_line l ON l.kind = ${kindOf}`);
  database.exec(`INSERT INTO hand_over (id, order_id, attempt, proof, handed_by, handed_at, recorded_at, recorded_by)
    SELECT 'h' || id, id, 1, 'card', 'person:cook', placed_at, placed_at, 'person:cook' FROM meal_order WHERE state = 'handed_over'`);
  database.exec("INSERT INTO audit (id, at, actor, action, subject, request_id) SELECT 'a' || id, placed_at, placed_by, 'order.place', 'order:' || id, 'r' || id FROM meal_order");
  database.exec(`INSERT INTO audit (id, at, actor, action, subject, request_id)
    SELECT 'b' || id, placed_at, 'person:cook', 'hand_over.record', 'order:' || id, 'r' || id FROM meal_order WHERE state = 'handed_over'`);
  database.exec(`INSERT INTO request_key (key, actor, payload_hash, answer, at)
    SELECT 'a' || id, placed_by, '0123456789012345678901234567890123456789012', '/orders/' || id, placed_at FROM meal_order`);
  database.exec(`INSERT INTO request_key (key, actor, payload_hash, answer, at)
    SELECT 'b' || id, 'person:cook', '0123456789012345678901234567890123456789012', '/canteen/counter?done=h' || id, placed_at FROM meal_order WHERE state = 'handed_over'`);
}

/** What payers give is reserved with the order and posted with the hand-over; the elder's own share goes into the box. */
function makeMoney(database: DatabaseSync): void {
  const row = (id: string, event: string, kind: string, resolves: string, debit: string, amount: string, from: string) => `
    INSERT INTO transfer (id, order_id, event_id, kind, resolves_id, debit_account, credit_account, amount_fen, period, at)
    SELECT ${id}, o.id, ${event}, '${kind}', ${resolves}, ${debit}, 'operator:op', ${amount}, substr(o.service_date, 1, 7), o.placed_at FROM ${from}`;
  const given = "meal_order o CROSS JOIN order_split s ON s.order_id = o.id AND s.payer_code <> 'elder' AND s.fen > 0";
  const cash = "'cash:' || substr(o.meal_run_id, 1, 4)";
  database.exec(`${row("'c' || o.id", "'h' || o.id", 'post', 'NULL', cash, 'o.self_pay_fen', 'meal_order o')} WHERE o.state = 'handed_over' AND o.self_pay_fen > 0`);
  database.exec(row("'r' || o.id", 'o.id', 'reserve', 'NULL', "'payer:' || s.payer_code", 's.fen', given));
  database.exec(`${row("'s' || o.id", "'h' || o.id", 'post', "'r' || o.id", "'payer:' || s.payer_code", 's.fen', given)} WHERE o.state = 'handed_over'`);
  database.exec(`INSERT INTO cash_entry (transfer_id, meal_point_id, shift_number, before_opening)
    SELECT id, substr(debit_account, 6), 1, 1 FROM transfer WHERE debit_account GLOB 'cash:*'`);
}

function makeTotals(database: DatabaseSync): void {
  database.exec(`INSERT INTO day_total (meal_point_id, service_date, slot, ordered, handed_over, walk_ins, missed)
    SELECT substr(meal_run_id, 1, 4), service_date, slot, count(*), sum(state = 'handed_over'), 0, 0 FROM meal_order GROUP BY 1, 2, 3`);
  database.exec(`INSERT INTO month_total (meal_point_id, month, line, payer_code, clause, meals, fen)
    SELECT substr(o.meal_run_id, 1, 4), substr(o.service_date, 1, 7), 'meal', s.payer_code, s.clause, count(*), sum(s.fen)
    FROM meal_order o JOIN order_split s ON s.order_id = o.id WHERE o.state = 'handed_over' AND (s.fen > 0 OR s.payer_code = 'elder') GROUP BY 1, 2, 3, 4, 5`);
}
