// One row in every table that is written once, as plain SQL: what whoever opens the database by hand would type.
import { env } from 'cloudflare:workers';
import { runId, seedCounty, TODAY } from './seed.ts';

export const run = (sql: string) => env.DB.prepare(sql).run();
export const lunch = runId('p1', TODAY, 'lunch');

const ORDER_COLUMNS =
  'id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, assessment, channel, placed_by, placed_at, pay_by';
export const order = (id: string, no: number, elder: string, more: { state?: string; price?: string; self?: string; at?: number; channel?: string } = {}) =>
  `(${ORDER_COLUMNS}) VALUES ('${id}', '${lunch}', ${no}, '${elder}', '${TODAY}', 'lunch', 'A', 'dine_in', '${more.state ?? 'placed'}',
   ${more.price ?? '1500'}, ${more.self ?? '700'}, '{}', '${more.channel ?? 'elder_page'}', 'elder:${elder}', ${more.at ?? 0}, 'cash')`;
export const transfer = (id: string, event: string, kind: string, fen: string, sides = "'payer:unspecified', 'operator:op1'", resolves = 'NULL') =>
  `(id, order_id, event_id, kind, resolves_id, debit_account, credit_account, amount_fen, period, at)
   VALUES ('${id}', 'o1', '${event}', '${kind}', ${resolves}, ${sides}, ${fen}, '2026-11', 0)`;

export const application = (id: string, no: string, state: string, index = id) =>
  `(id, application_no, channel, wish, kind, value, village_code, elder_id, name, id_number_index, submitted_at, submitted_date, submitted_by, state, state_at, steps)
   VALUES ('${id}', '${no}', 'village', 'hardship', 'category', 'low', '370481001001', 'e1', '李秀英', '${index}', 0, '2026-11-23', 'person:a', '${state}', 0, 1)`;

/** One row in every table that is written once, keyed as the table below spells it. */
export const WRITTEN_ONCE: Record<string, { insert: string; set: string; where: string }> = {
  transfer: { insert: transfer('t1', 'o1', 'reserve', '800'), set: 'amount_fen = 1', where: "id = 't1'" },
  order_split: { insert: "VALUES ('o1', 'elder', '', 700, 1)", set: 'fen = 0', where: "order_id = 'o1'" },
  order_beside: { insert: "VALUES ('o1', 'operator', 'unspecified', 'x', 200, 1)", set: 'fen = 1', where: "order_id = 'o1'" },
  reassessment: { insert: "VALUES ('o1', 9, 0, 'person:clerk', 'x', 700, 600, '{}')", set: 'reason = 1', where: "order_id = 'o1'" },
  month_step: { insert: "VALUES ('2019-12', 1, 'proposed', '{}', 'h', 'person:a', 0, NULL)", set: "figures_hash = 'x'", where: "period = '2019-12'" },
  closed_period: { insert: "VALUES ('2020-01', 0, 'person:clerk')", set: 'closed_at = 1', where: '1' },
  hand_over: { insert: "VALUES ('h1', 'o1', 1, 'card', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, NULL)", set: 'handed_at = 1', where: "id = 'h1'" },
  hand_over_undo: { insert: "VALUES ('h1', 0, 'person:cook1')", set: 'undone_at = 1', where: "hand_over_id = 'h1'" },
  claim_reversal: { insert: "VALUES ('h9', 'o1', 0, 'person:clerk', '2026-11', 'died_before', 'x')", set: "reason = 'not_eaten'", where: "hand_over_id = 'h9'" },
  claim_request: { insert: "VALUES ('cr', 'h9', 'o1', 'died_before', 'x', 0, 'person:clerk')", set: "note = 'y'", where: "id = 'cr'" },
  staff_member: { insert: "VALUES ('cook1', '370481000000', 'x', 0, 'person:a')", set: "unit = 'y'", where: "person_id = 'cook1'" },
  access_request: { insert: "VALUES ('ar', 'cook1', 'grant', 'canteen_staff', 'p2', NULL, NULL, NULL, NULL, 'x', 0, 'person:a')", set: "reason = 'y'", where: "id = 'ar'" },
  access_decision: { insert: "VALUES ('ar', 'confirmed', 0, 'person:b', 'h')", set: "outcome = 'declined'", where: '1' },
  grant_revocation: { insert: "VALUES ('grant-cook1', 'x', 0, 'person:a')", set: "reason = 'y'", where: '1' },
  person_disabling: { insert: "VALUES ('cook1', 1, 'person:a', 'x')", set: "reason = 'y'", where: '1' },
  claim_decision: { insert: "VALUES ('cr', 'confirmed', 0, 'person:clerk2', 'h')", set: "outcome = 'declined'", where: '1' },
  cancellation: { insert: "VALUES ('o1', 0, 'elder:e1')", set: 'cancelled_at = 1', where: "order_id = 'o1'" },
  meal_run_closing: { insert: `VALUES ('${lunch}', 0, 'person:cook1', '[]')`, set: "order_ids = '[1]'", where: '1' },
  print_run: { insert: `VALUES ('pr1', 'p1', 1, '${lunch}', 'production', 0, 'person:cook1', 'x', 'y', NULL)`, set: "content_hash = ''", where: "id = 'pr1'" },
  policy_document: { insert: "VALUES ('pd', '1', 't', 'i', 's', NULL)", set: "title = ''", where: "id = 'pd'" },
  policy_version: { insert: "VALUES ('pv', 'pd', '2026-01-01', NULL, '{}', 'person:a', 'person:b', 0, NULL, NULL, NULL, NULL, NULL)", set: "rules = ''", where: "id = 'pv'" },
  request_key: { insert: "VALUES ('k', 'elder:e1', 'h', '/', 0)", set: "answer = ''", where: "key = 'k'" },
  policy_draft_step: { insert: "VALUES ('d', 1, 'saved', '{}', 'h', 'person:a', 0, NULL)", set: "content = ''", where: "draft_id = 'd'" },
  policy_trial: { insert: "VALUES ('t', 'd', 'h', '2026-10', 1, 'person:a', 0)", set: 'meals = 2', where: "id = 't'" },
  policy_trial_step: { insert: "VALUES ('t', 1, 'e1', 0, 1, 1, '{}', '{}', 0)", set: 'meals = 2', where: "trial_id = 't'" },
  policy_trial_failure: { insert: "VALUES ('t', 1, 1, 0)", set: 'failed_at = 1', where: "trial_id = 't'" },
  policy_trial_person: { insert: "VALUES ('t', 'e1', 1, 1, 0, 0, 0, 0)", set: 'meals = 2', where: "trial_id = 't'" },
  category_word: { insert: "VALUES ('cw', '低保户', 'minimum_living_guarantee', 0, 'person:a')", set: "word = ''", where: "id = 'cw'" },
  roster: { insert: "VALUES ('ro', '370481000000', 'category', 'n', '1', '2026-01-01', '2026-01-01', 0, '[]', 'f', 'h', NULL, 0, '[]', '[]', 0, 'person:a')", set: "name = ''", where: "id = 'ro'" },
  roster_row: { insert: "VALUES ('ro', 2, 'n', 's', NULL, '', NULL, NULL, NULL, NULL, '[]')", set: "name = ''", where: "roster_id = 'ro'" },
  roster_plan: { insert: "VALUES ('ro3', 1, 'h1', '{}', 0, 'person:a')", set: "hash = ''", where: "roster_id = 'ro3'" },
  roster_line: { insert: "VALUES ('ro3', 1, 0, 2, 'e1', 'same', NULL, NULL, '[]', NULL, '[]', '[]', '[]')", set: "action = 'add'", where: "roster_id = 'ro3'" },
  roster_application: { insert: "VALUES ('ro1', 1, 'h', 0, 'person:b')", set: "applied_at = 1", where: "roster_id = 'ro1'" },
  roster_withdrawal: { insert: "VALUES ('ro2', 0, 'person:a')", set: "withdrawn_at = 1", where: "roster_id = 'ro2'" },
  roster_contact: { insert: "VALUES ('ro', 2, 'phone', 'e1', NULL, 0, 'person:b')", set: "taken_at = 1", where: "roster_id = 'ro'" },
  eligibility_rule: { insert: "VALUES ('2027-01-01', 'x', 1, 1, 1, 1, 1, 12, 1, 1, 1)", set: 'check_days = 99', where: "from_date = '2027-01-01'" },
  application_event: { insert: "VALUES ('ap1', 1, 'submit', 'submitted', 0, 'person:a', '', '[]', NULL, NULL)", set: "note = 'x'", where: "application_id = 'ap1'" },
  application_paper: { insert: "VALUES ('ap1', 1, 'id_card', NULL, NULL, 1, 0, 'person:a')", set: 'original = 0', where: "application_id = 'ap1'" },
  eligibility_review: { insert: "VALUES ('er1', 'f1', 1, '2026-01-01', 'still_holds', NULL, '', 0, 'person:a')", set: "note = 'x'", where: "id = 'er1'" },
  eligibility_review_decision: { insert: "VALUES ('er1', 'approved', '', NULL, 'h', 0, 'person:b')", set: "note = 'x'", where: "review_id = 'er1'" },
  prepaid_rule: { insert: "VALUES ('op1', 9, 1, 1, 1, 'x', 'person:clerk')", set: "source = ''", where: 'set_at = 9' },
  money_request: { insert: "VALUES ('m1', 'refund', 'e1', 'op1', 'p1', NULL, 1, 1, 'x', 0, 'person:cook1')", set: 'amount_fen = 2', where: "id = 'm1'" },
  money_decision: { insert: "VALUES ('m1', 'declined', 0, 'person:cook2', 'h')", set: "outcome = 'approved'", where: '1' },
  receipt: { insert: "VALUES ('r1', 'p1', 1, 'top_up', 'e1', 'op1', 1, 0, 1, 'x', '', NULL, 0, 'person:cook1')", set: 'amount_fen = 2', where: '1' },
  shift: { insert: "VALUES ('p2', 1, 0, 'person:cook2', 100, '')", set: 'opening_fen = 1', where: '1' },
  shift_closing: { insert: "VALUES ('p2', 1, 0, 'person:cook2', 0, 0, 0, 0, 0, 0, 100, 100, '')", set: 'counted_fen = 1', where: '1' },
  order_batch: { insert: "VALUES ('ob', 'community_worker', 0, 'person:w')", set: 'confirmed_at = 1', where: "id = 'ob'" },
  shift_review: { insert: "VALUES ('p2', 1, 0, 'person:cook1')", set: 'seen_at = 1', where: '1' },
  death_notice: { insert: "VALUES ('dn1', 'e2', '2026-11-01', 'x', '', 0, 'person:a')", set: "told_by = 'y'", where: "id = 'dn1'" },
  death_decision: { insert: "VALUES ('dn1', 'declined', 0, 'person:b', 'h')", set: "outcome = 'confirmed'", where: '1' },
  no_show_waiver: { insert: "VALUES ('o9', 0, 'person:a')", set: 'waived_at = 1', where: '1' },
  calendar_list: { insert: "VALUES ('cl1', 2031, '[]', 'x', 0, 'person:a')", set: "source = ''", where: "id = 'cl1'" },
  calendar_list_answer: { insert: "VALUES ('cl1', 'confirmed', 0, 'person:b', 'h', '')", set: "reason = 'x'", where: "list_id = 'cl1'" },
  calendar_day: { insert: "VALUES ('2031-01-01', 1, 'statutory_holiday', '元旦', 'cl1')", set: "name = ''", where: "service_date = '2031-01-01'" },
  price_change_told: { insert: "VALUES ('o1', 9, 600, 'phone', '李芳', '', 0, 'person:cook1')", set: "note = 'x'", where: "order_id = 'o1'" },
  donation: { insert: "VALUES ('do1', 1, 'fund', NULL, 1, 'bank', 100, '2026-11-23', '', 0, 'person:clerk')", set: 'amount_fen = 2', where: "id = 'do1'" },
  donation_reversal: { insert: "VALUES ('do1', 'x', 'h', 0, 'person:clerk2')", set: "reason = 'y'", where: '1' },
  label_change: { insert: "VALUES ('payer', 'fund', 1, 'x', 'y', 'z', 0, 'person:clerk')", set: "reason = 'y'", where: '1' },
  invariant_check: { insert: "VALUES ('2026-11-23', 'no_negative_balance', '', 0, 0, '[]')", set: 'broken = 1', where: "night = '2026-11-23'" },
  books_stop: { insert: "VALUES ('bs1', NULL, NULL, '2026-11-23', 'no_negative_balance', '', 1, '[]', 0, 'job:check-invariants')", set: 'broken = 2', where: "id = 'bs1'" },
  books_stop_end: { insert: "VALUES ('bs1', 1, 'person:clerk', 'x')", set: "cause = 'y'", where: '1' },
  diet_change: { insert: "VALUES ('e1', 1, '{}', 0, 'elder:e1')", set: "content = ''", where: "elder_id = 'e1'" },
  meal_picture: { insert: "VALUES ('mp1', 'p1', 'A', 1, 9, 9, 0, 'person:cook1')", set: 'large_bytes = 0', where: "id = 'mp1'" },
  rating: { insert: "VALUES ('o1', 1, 'poor', 'x', 0, 'elder:e1')", set: "face = 'good'", where: "order_id = 'o1'" },
  complaint: { insert: "VALUES ('cp1', 'o1', 'p1', 'meal_point:p1', '2026-11-28', 0)", set: 'opened_at = 1', where: "id = 'cp1'" },
  complaint_rule: { insert: "VALUES (9, 'x', 7, 'person:clerk')", set: 'answer_days = 9', where: 'set_at = 9' },
  complaint_assignment: { insert: "VALUES ('cp1', 1, 'cook1', 0, 'person:cook1')", set: "owner_id = 'cook2'", where: "complaint_id = 'cp1'" },
  complaint_answer: { insert: "VALUES ('cp1', 'x', 0, 'person:cook1')", set: "answer = ''", where: "complaint_id = 'cp1'" },
  card_revocation: { insert: "VALUES ('card-e1', 0, 'person:cook1', 'lost')", set: "reason = 'damaged'", where: "card_id = 'card-e1'" },
  arranged_cancellation: { insert: "VALUES ('o1', 'pause', 'p1')", set: "cause = 'skip'", where: "order_id = 'o1'" },
  standing_order_failure: { insert: `VALUES ('so1', '${TODAY}', 'sold_out', 0)`, set: 'failed_at = 1', where: "standing_order_id = 'so1'" },
  standing_order_call: { insert: `VALUES ('so1', '${TODAY}', 1, 'arranged', '', 0, 'person:cook1')`, set: "note = 'x'", where: "standing_order_id = 'so1'" },
  family_rule: { insert: "VALUES (9, 'x', 15, 1, 1, 1, 1, 1, 'person:clerk', 1)", set: 'code_tries = 99', where: 'set_at = 9' },
  message_rule: { insert: "VALUES (9, 'x', 0, 1, 1, 1, 'person:clerk')", set: 'attempts = 9', where: 'set_at = 9' },
  sign_in_rule: { insert: "VALUES (9, 'x', 15, 5, 10, 24, 'person:clerk')", set: 'window_tries = 99', where: 'set_at = 9' },
  tablet_rule: { insert: "VALUES (9, 'x', 5, 15, 5, 20, 'person:clerk')", set: 'pin_tries = 99', where: 'set_at = 9' },
  tablet: { insert: "VALUES ('tb', 'p1', '窗口平板', 'x', 0, 'person:a')", set: "meal_point_id = 'p2'", where: "id = 'tb'" },
  tablet_ending: { insert: "VALUES ('tb', 'x', 0, 'person:a')", set: "reason = 'y'", where: "tablet_id = 'tb'" },
  family_binding: { insert: "VALUES ('fb1', 'fm', 'e1', 'card-e1', '刘芳', 'daughter', 0)", set: "relation = 'son'", where: "id = 'fb1'" },
  family_consent: { insert: "VALUES ('fb1', 'v', 'elder_page', 0, 'elder:e1', NULL)", set: "version = 'w'", where: "binding_id = 'fb1'" },
  family_withdrawal: { insert: "VALUES ('fb0', 'elder_page', 0, 'elder:e3')", set: 'withdrawn_at = 1', where: "binding_id = 'fb0'" },
  message_attempt: { insert: "VALUES ('m1', 1, 0, 'failed', 'x')", set: "outcome = 'sent'", where: "message_id = 'm1'" },
  message_resend: { insert: "VALUES ('m2', 3, 0, 'person:clerk')", set: 'resent_at = 1', where: "message_id = 'm2'" },
  message_told: { insert: "VALUES ('m2', 'phone', '李芳', 0, '', 0, 'person:clerk')", set: "note = 'x'", where: "message_id = 'm2'" },
  audit: { insert: "VALUES ('a', 0, 'elder:e1', 'x', 'y', 'r', NULL)", set: "actor = ''", where: "id = 'a'" },
};

/** ro1 is applied above, ro2 withdrawn, ro3 has previews. */
const ROSTERS = ['ro1', 'ro2', 'ro3'].map((id, at) => `${at === 0 ? 'VALUES' : ','} ('${id}', '370481000000', 'category', 'n', '1', '2026-01-01', '2026-01-01', 0, '[]', 'f', 'h', NULL, 0, '[]', '[]', 0, 'person:a')`).join('');

/** The seed with one row in every table that is written once. */
export async function seedWrittenOnce(): Promise<void> {
  await seedCounty();
  await run(`INSERT INTO meal_order ${order('o1', 1, 'e1')}`);
  await run("UPDATE meal_order SET state = 'handed_over' WHERE id = 'o1'");
  await run(`INSERT INTO meal_order ${order('o9', 9, 'e4', { state: 'missed' })}`);
  await run("INSERT INTO elder_fact VALUES ('d4', 'e4', 'death', 'yes', NULL, '2026-11-01', NULL, 'x', NULL, 0, 'person:clerk')");
  await run(`INSERT INTO roster ${ROSTERS}`);
  await run("INSERT INTO payer VALUES ('fund', '基金', 5, 1)");
  await run("INSERT INTO roster_plan VALUES ('ro1', 1, 'h', '{}', 0, 'person:a')");
  await run(`INSERT INTO application ${application('ap1', '20261123-0001', 'submitted')}`);
  await run("INSERT INTO eligibility VALUES ('f1', 'ap1', '2026-12-01')");
  await run("INSERT INTO month_step VALUES ('2020-01', 1, 'proposed', '{}', 'h', 'person:a', 0, NULL)");
  await run(`INSERT INTO standing_order (id, elder_id, meal_point_id, slot, weekdays, mode, from_date, channel, set_at, set_by)
    VALUES ('so1', 'e1', 'p1', 'lunch', '1234567', 'dine_in', '${TODAY}', 'elder_page', 0, 'elder:e1')`);
  await run("INSERT INTO hand_over VALUES ('h9', 'o1', 9, 'card', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, NULL)");
  await run("INSERT INTO person (id, name) VALUES ('fm', '刘芳')");
  await run("INSERT INTO family_member VALUES ('fm', 'x', 'y', 0)");
  await run("INSERT INTO family_binding VALUES ('fb0', 'fm', 'e3', 'card-e3', '刘芳', 'daughter', 0)");
  await run("INSERT INTO message VALUES ('m1', 'ordered', 'person:fm', 'e1', 'o1', NULL, 1, 2, NULL, 0, 'elder:e1', 'waiting', 0, 0)");
  await run("INSERT INTO message VALUES ('m2', 'ordered', 'person:fm', 'e1', 'o1', NULL, 1, 2, NULL, 0, 'elder:e1', 'given_up', 3, 0)");
  for (const [table, { insert }] of Object.entries(WRITTEN_ONCE)) await run(`INSERT INTO ${table} ${insert}`);
}
