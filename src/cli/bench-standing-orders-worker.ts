// Runs inside workerd (bench-worker.ts): people have lunch ordered day after day at 60 points, and every trip to D1 is counted.
import { QINGDAO_CHENGYANG_2020 } from '../demo/data/policy.ts';
import { INVARIANTS } from '../domain/invariants.ts';
import { expandStandingOrders } from '../store/standing-order-expansion.ts';
import { ALL_MONTHS, checkInvariant } from '../store/invariants.ts';
import { openDatabase } from '../store/read.ts';
import { faultyDatabase } from '../../test/support/faulty-db.ts';
import type { BenchAsked, BenchBindings } from './bench-worker.ts';

const POINTS = 60;
/** Earlier meals of each, so that the limits of a policy have something to look back to. */
const EARLIER = 10;
const NOW = Date.UTC(2026, 10, 23);
const HOUR = 3_600_000;
const VILLAGE = '370481001001';

export default {
  async fetch(request: Request, env: BenchBindings): Promise<Response> {
    const { migrations, people }: BenchAsked = await request.json();
    await env.DB.batch(migrations.map((one) => env.DB.prepare(one)));
    await seed(env.DB, people);
    const started = performance.now();
    const total = { orders: 0, left: 0, trips: 0, calls: 0 };
    let last = { done: 1, trips: 0 };
    while (last.done > 0) {
      const line = faultyDatabase(env.DB, null);
      const { done, left } = await expandStandingOrders(openDatabase(line.db), { at: NOW + total.calls * 60_000, actor: 'job:bench', requestId: 'bench' });
      last = { done, trips: line.calls() };
      if (done > 0) Object.assign(total, { orders: total.orders + done, left: total.left + left.length, trips: total.trips + last.trips, calls: total.calls + 1 });
    }
    const ms = Math.round(performance.now() - started);
    const broken: string[] = [];
    for (const { name } of INVARIANTS) if ((await checkInvariant(openDatabase(env.DB), name, ALL_MONTHS)).broken > 0) broken.push(name);
    return Response.json({ elders: people, ...total, tripsAtRest: last.trips, broken: broken.length, ms });
  },
} satisfies ExportedHandler<BenchBindings>;

async function seed(db: D1Database, people: number): Promise<void> {
  const { id, documentNo, title, issuer, source, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  const limited = { ...rules, benefits: rules.benefits.map((benefit) => ({ ...benefit, limits: [{ per: 'week', meals: 6 }] })) };
  const list = (length: number) => JSON.stringify(Array.from({ length }, (_, index) => index));
  const [points, elders, earlier] = [list(POINTS), list(people), list(EARLIER)];
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).bind(...values);
  await db.batch([
    run(`INSERT INTO division (code, parent_code, name, level, kind) VALUES ('${VILLAGE}', NULL, '-', 'village', '-')`),
    run("INSERT INTO payer (code, name, position, funded) VALUES ('unspecified', '-', 1, 0)"),
    run("INSERT INTO operator (id, name, agreement_no, agreement_from_date, agreement_to_date) VALUES ('o', 'o', '1', '2026-01-01', '2029-01-01')"),
    run("INSERT INTO account (id, kind, owner_id) VALUES ('payer:unspecified', 'payer', 'unspecified'), ('operator:o', 'operator', 'o')"),
    run(`INSERT INTO kitchen (id, operator_id, division_code, kind, name, phone) VALUES ('k', 'o', '${VILLAGE}', 'own', '-', '-')`),
    run(`INSERT INTO meal_point (id, operator_id, division_code, kind, name, address, phone, phone_hours, longitude_e6, latitude_e6, datum, seats, licence_kind, licence_no, licence_expires_date, no_show_rule)
      SELECT 'p' || value, 'o', '${VILLAGE}', 'senior_canteen', '-', '', '', '', 0, 0, 'wgs84', 0, 'food_business', '', '2030-01-01', 'release' FROM json_each(?)`, points),
    run("INSERT INTO dish (id, name, category, ingredients, contains, textures) VALUES ('d', '-', 'rice', '[]', '[]', '[\"regular\"]')"),
    run("INSERT INTO set_meal (id, name, price_fen) VALUES ('A', '-', 1500), ('B', '-', 1500)"),
    run("INSERT INTO set_meal_dish (set_meal_id, position, dish_id) VALUES ('A', 1, 'd'), ('B', 1, 'd')"),
    run('INSERT INTO policy_document (id, document_no, title, issuer, source) VALUES (?, ?, ?, ?, ?)', id, documentNo, title, issuer, source),
    run(`INSERT INTO policy_version (id, policy_document_id, from_date, rules, prepared_by, approved_by, approved_at)
      VALUES ('v', ?, ?, ?, 'person:x', 'person:y', 0)`, id, fromDate, JSON.stringify(limited)),
    run(`INSERT INTO elder (id, name, sex, birth_date, id_number_sealed, id_number_index, residence_division, meal_point_id)
      SELECT 'e' || value, '-', 'female', '1945-01-01', '', 'e' || value, '${VILLAGE}', 'p' || (value % ${POINTS}) FROM json_each(?)`, elders),
    run(`INSERT INTO elder_fact (id, elder_id, kind, value, from_date, source, recorded_at, recorded_by)
      SELECT 'f' || value, 'e' || value, 'living', 'alone', '2025-01-01', 's', 0, 'job:x' FROM json_each(?)`, elders),
    // The earlier days are done; today and tomorrow are open.
    run(`INSERT INTO meal_run (id, meal_point_id, service_date, slot, kitchen_id, operator_id, cutoff_at, close_at, undo_minutes, serve_from_at, serve_to_at, claim_until_at, no_show_rule, state, last_order_no)
      SELECT 'p' || p.value || '-' || d.value, 'p' || p.value, date('2026-11-23', (d.value - ${EARLIER}) || ' days'), 'lunch', 'k', 'o',
      ?3 + (d.value - ${EARLIER} + 2) * 24 * ${HOUR}, ?3 + (d.value - ${EARLIER} + 2) * 24 * ${HOUR}, 10, ?3, ?3, ?3, 'release', 'open', 0
      FROM json_each(?1) p CROSS JOIN json_each(?2) d`, points, list(EARLIER + 2), NOW),
    run("INSERT INTO offer (meal_run_id, set_meal_id, letter, price_fen, capacity, taken) SELECT r.id, s.id, s.id, 1500, 400, 0 FROM meal_run r CROSS JOIN set_meal s"),
    run("INSERT INTO meal_run_mode (meal_run_id, mode, capacity, taken) SELECT id, 'dine_in', 400, 0 FROM meal_run"),
    run(`INSERT INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, assessment, pay_by, channel, placed_by, placed_at)
      SELECT 'o' || e.value || '-' || d.value, 'p' || (e.value % ${POINTS}) || '-' || d.value, e.value, 'e' || e.value, date('2026-11-23', (d.value - ${EARLIER}) || ' days'), 'lunch', 'A', 'dine_in', 'placed',
        1500, 1500, '{"grants":[],"beside":[]}', 'cash', 'elder_page', 'job:x', 0 FROM json_each(?1) e CROSS JOIN json_each(?2) d`, elders, earlier),
    run("INSERT INTO order_split (order_id, payer_code, clause, fen, assessment_no) SELECT id, 'elder', '', 1500, 1 FROM meal_order"),
    run(`INSERT INTO day_total (meal_point_id, service_date, slot, ordered, handed_over, walk_ins, missed)
      SELECT r.meal_point_id, r.service_date, r.slot, count(*), 0, 0, 0 FROM meal_order o JOIN meal_run r ON r.id = o.meal_run_id GROUP BY 1, 2, 3`),
    run('UPDATE meal_run SET last_order_no = (SELECT coalesce(max(order_no), 0) FROM meal_order o WHERE o.meal_run_id = meal_run.id)'),
    run(`INSERT INTO standing_order (id, elder_id, meal_point_id, slot, weekdays, mode, from_date, channel, set_at, set_by)
      SELECT 's' || value, 'e' || value, 'p' || (value % ${POINTS}), 'lunch', '1234567', 'dine_in', '2026-11-23', 'elder_page', value, 'job:x' FROM json_each(?)`, elders),
  ]);
}
