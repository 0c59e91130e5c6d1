import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { runId, seedCounty, TODAY } from '../support/seed.ts';

// Whoever opens the database by hand cannot break what trust.md promises: every forbidden change is tried.

const run = (sql: string) => env.DB.prepare(sql).run();
const lunch = runId('p1', TODAY, 'lunch');

const ORDER_COLUMNS =
  'id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, assessment, channel, placed_by, placed_at';
const order = (id: string, no: number, elder: string, more: { state?: string; price?: string; self?: string; at?: number; channel?: string } = {}) =>
  `(${ORDER_COLUMNS}) VALUES ('${id}', '${lunch}', ${no}, '${elder}', '${TODAY}', 'lunch', 'A', 'dine_in', '${more.state ?? 'placed'}',
   ${more.price ?? '1500'}, ${more.self ?? '700'}, '{}', '${more.channel ?? 'elder_page'}', 'elder:${elder}', ${more.at ?? 0})`;
const transfer = (id: string, event: string, kind: string, fen: string, sides = "'payer:unspecified', 'operator:op1'", resolves = 'NULL') =>
  `(id, order_id, event_id, kind, resolves_id, debit_account, credit_account, amount_fen, period, at)
   VALUES ('${id}', 'o1', '${event}', '${kind}', ${resolves}, ${sides}, ${fen}, '2026-11', 0)`;

const application = (id: string, no: string, state: string, index = id) =>
  `(id, application_no, channel, wish, kind, value, village_code, elder_id, name, id_number_index, submitted_at, submitted_date, submitted_by, state, state_at, steps)
   VALUES ('${id}', '${no}', 'village', 'hardship', 'category', 'low', '370481001001', 'e1', '李秀英', '${index}', 0, '2026-11-23', 'person:a', '${state}', 0, 1)`;

/** One row in every table that is written once, keyed as the table below spells it. */
const WRITTEN_ONCE: Record<string, { insert: string; set: string; where: string }> = {
  transfer: { insert: transfer('t1', 'o1', 'reserve', '800'), set: 'amount_fen = 1', where: "id = 't1'" },
  order_split: { insert: "VALUES ('o1', 'elder', '', 700)", set: 'fen = 0', where: "order_id = 'o1'" },
  hand_over: { insert: "VALUES ('h1', 'o1', 1, 'card', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, NULL)", set: 'handed_at = 1', where: "id = 'h1'" },
  hand_over_undo: { insert: "VALUES ('h1', 0, 'person:cook1')", set: 'undone_at = 1', where: "hand_over_id = 'h1'" },
  cancellation: { insert: "VALUES ('o1', 0, 'elder:e1')", set: 'cancelled_at = 1', where: "order_id = 'o1'" },
  meal_run_closing: { insert: `VALUES ('${lunch}', 0, 'person:cook1', '[]')`, set: "order_ids = '[1]'", where: '1' },
  print_run: { insert: `VALUES ('pr1', 'p1', 1, '${lunch}', 'production', 0, 'person:cook1', 'x', 'y')`, set: "content_hash = ''", where: "id = 'pr1'" },
  policy_document: { insert: "VALUES ('pd', '1', 't', 'i', 's', NULL)", set: "title = ''", where: "id = 'pd'" },
  policy_version: { insert: "VALUES ('pv', 'pd', '2026-01-01', NULL, '{}', 'person:a', 'person:b', 0)", set: "rules = ''", where: "id = 'pv'" },
  request_key: { insert: "VALUES ('k', 'elder:e1', 'h', '/', 0)", set: "answer = ''", where: "key = 'k'" },
  eligibility_rule: { insert: "VALUES ('2027-01-01', 'x', 1, 1, 1, 1, 1, 12, 1, 1, 1)", set: 'check_days = 99', where: "from_date = '2027-01-01'" },
  application_event: { insert: "VALUES ('ap1', 1, 'submit', 'submitted', 0, 'person:a', '', '[]', NULL, NULL)", set: "note = 'x'", where: "application_id = 'ap1'" },
  application_paper: { insert: "VALUES ('ap1', 1, 'id_card', NULL, NULL, 1, 0, 'person:a')", set: 'original = 0', where: "application_id = 'ap1'" },
  eligibility_review: { insert: "VALUES ('er1', 'f1', 1, '2026-01-01', 'still_holds', NULL, '', 0, 'person:a')", set: "note = 'x'", where: "id = 'er1'" },
  eligibility_review_decision: { insert: "VALUES ('er1', 'approved', '', NULL, 'h', 0, 'person:b')", set: "note = 'x'", where: "review_id = 'er1'" },
  audit: { insert: "VALUES ('a', 0, 'elder:e1', 'x', 'y', 'r', NULL)", set: "actor = ''", where: "id = 'a'" },
};

beforeAll(async () => {
  await seedCounty();
  await run(`INSERT INTO meal_order ${order('o1', 1, 'e1')}`);
  await run(`INSERT INTO application ${application('ap1', '20261123-0001', 'submitted')}`);
  await run("INSERT INTO eligibility VALUES ('f1', 'ap1', '2026-12-01')");
  for (const [table, { insert }] of Object.entries(WRITTEN_ONCE)) await run(`INSERT INTO ${table} ${insert}`);
});

describe.each(Object.entries(WRITTEN_ONCE))('%s is written once', (table, { insert, set, where }) => {
  it('and cannot be updated', () => expect(run(`UPDATE ${table} SET ${set} WHERE ${where}`)).rejects.toThrow('append-only'));
  it('nor deleted', () => expect(run(`DELETE FROM ${table} WHERE ${where}`)).rejects.toThrow('append-only'));
  it('nor replaced', () => expect(run(`INSERT OR REPLACE INTO ${table} ${insert}`)).rejects.toThrow('append-only'));
});

describe('money', () => {
  it.each([
    ['zero', transfer('x', 'x', 'post', '0')],
    ['a negative amount', transfer('x', 'x', 'post', '-1')],
    ['a fraction of a fen', transfer('x', 'x', 'post', '1.5')],
    ['one side only', transfer('x', 'x', 'post', '1', "'cash:p1', 'cash:p1'")],
    ['an account that is none', transfer('x', 'x', 'post', '1', "'cash:nowhere', 'operator:op1'")],
    ['a void of nothing', transfer('x', 'x', 'void', '800')],
    ['a post of another size than reserved', transfer('x', 'x', 'post', '900', undefined, "'t1'")],
    ['a reversal of something never posted', transfer('x', 'x', 'reverse', '800', "'operator:op1', 'payer:unspecified'", "'t1'")],
  ])('refuses %s', (_what, values) => expect(run(`INSERT INTO transfer ${values}`)).rejects.toThrow('SQLITE_CONSTRAINT'));

  it('resolves a reservation once', async () => {
    await run(`INSERT INTO transfer ${transfer('t2', 'void', 'void', '800', undefined, "'t1'")}`);
    await expect(run(`INSERT INTO transfer ${transfer('t3', 'again', 'void', '800', undefined, "'t1'")}`)).rejects.toThrow('SQLITE_CONSTRAINT');
  });

  it('posts a share once at a time, and never more than the price', async () => {
    await run(`INSERT INTO transfer ${transfer('c1', 'h1', 'post', '700', "'cash:p1', 'operator:op1'")}`);
    await expect(run(`INSERT INTO transfer ${transfer('c2', 'h2', 'post', '1', "'cash:p1', 'operator:op1'")}`)).rejects.toThrow('posted once');
    await expect(run(`INSERT INTO transfer ${transfer('c3', 'h3', 'post', '801')}`)).rejects.toThrow('no more than its price');
  });

  it('splits no more than the price', () =>
    expect(run("INSERT INTO order_split VALUES ('o1', 'unspecified', 'x', 801)")).rejects.toThrow('sum to the price'));

  it('keeps its accounts', async () => {
    await expect(run("UPDATE account SET owner_id = 'x'")).rejects.toThrow('never renamed');
    await expect(run("DELETE FROM account WHERE id = 'cash:p2'")).rejects.toThrow('never removed');
    await expect(run("INSERT OR REPLACE INTO account VALUES ('cash:p2', 'payer', 'x')")).rejects.toThrow('never renamed');
  });
});

describe('orders', () => {
  it.each([
    ['more to pay than the price', order('o2', 2, 'e3', { self: '1501' })],
    ['less than nothing to pay', order('o2', 2, 'e3', { self: '-1' })],
    ['a price in fractions', order('o2', 2, 'e3', { price: '1500.5' })],
    ['a second active order of the sitting', order('o2', 2, 'e1')],
    ['the number of another order', order('o2', 1, 'e3')],
    ['an order at the cut-off', order('o2', 2, 'e3', { at: 4_102_444_800_000 })],
  ])('refuse %s', (_what, values) => expect(run(`INSERT INTO meal_order ${values}`)).rejects.toThrow('SQLITE_CONSTRAINT'));

  it.each(['price_fen = 1', 'self_pay_fen = 0', "elder_id = 'e3'", "assessment = ''", 'placed_at = 9', "set_meal_id = 'B'"])(
    'keep what was agreed: %s',
    (set) => expect(run(`UPDATE meal_order SET ${set} WHERE id = 'o1'`)).rejects.toThrow('keeps what was agreed'),
  );

  it('move only along their path, and never vanish', async () => {
    await expect(run("DELETE FROM meal_order WHERE id = 'o1'")).rejects.toThrow('never removed');
    await expect(run(`INSERT OR REPLACE INTO meal_order ${order('o1', 1, 'e1')}`)).rejects.toThrow('one active order');
    await run("UPDATE meal_order SET state = 'cancelled' WHERE id = 'o1'");
    await expect(run("UPDATE meal_order SET state = 'handed_over' WHERE id = 'o1'")).rejects.toThrow('does not move that way');
  });
});

describe('hand-overs', () => {
  it.each([
    ['a typed name for an actor', "'card', '李芳', 0, 0, 'person:cook1', NULL, NULL, NULL"],
    ['a tick without paper', "'card', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, '孙师傅'"],
    ['paper that nobody ticked', "'paper', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, NULL"],
  ])('refuse %s', (_what, values) => expect(run(`INSERT INTO hand_over VALUES ('h2', 'o1', 2, ${values})`)).rejects.toThrow('CHECK'));
});

describe('runs, places and facts', () => {
  it('a run never reopens, and a closed one takes no order', async () => {
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${lunch}'`);
    await expect(run(`UPDATE meal_run SET state = 'open' WHERE id = '${lunch}'`)).rejects.toThrow('does not move that way');
    await expect(run(`DELETE FROM meal_run WHERE id = '${lunch}'`)).rejects.toThrow('never removed');
    await expect(run(`INSERT OR REPLACE INTO meal_run SELECT * FROM meal_run WHERE id = '${lunch}'`)).rejects.toThrow('one meal run');
    await expect(run(`INSERT INTO meal_order ${order('o3', 3, 'e3')}`)).rejects.toThrow('takes no more orders');
  });

  it('an offer is never oversold', async () => {
    await expect(run('UPDATE offer SET taken = capacity + 1')).rejects.toThrow('CHECK');
    await expect(run('UPDATE meal_run_mode SET taken = -1')).rejects.toThrow('CHECK');
  });

  it('a dated fact is ended once and never overwritten', async () => {
    await expect(run("UPDATE elder_fact SET value = 'other' WHERE id = 'f1'")).rejects.toThrow('never overwritten');
    await run("UPDATE elder_fact SET to_date = '2026-12-01' WHERE id = 'f1'");
    await expect(run("UPDATE elder_fact SET to_date = '2027-01-01' WHERE id = 'f1'")).rejects.toThrow('never overwritten');
    await expect(run("DELETE FROM elder_fact WHERE id = 'f1'")).rejects.toThrow('never removed');
  });

  it('a policy is not approved by the person who prepared it', () =>
    expect(run("INSERT INTO policy_version VALUES ('pw', 'pd', '2026-02-01', NULL, '{}', 'person:a', 'person:a', 0)")).rejects.toThrow('CHECK'));

  it('an application is never removed, replaced, or moved off its path', async () => {
    await expect(run("DELETE FROM application WHERE id = 'ap1'")).rejects.toThrow('never removed');
    await expect(run(`INSERT OR REPLACE INTO application ${application('ap1', '20261123-0001', 'granted')}`)).rejects.toThrow('never replaced');
    await expect(run(`INSERT OR REPLACE INTO application ${application('ap9', '20261123-0001', 'granted')}`)).rejects.toThrow('never replaced');
    await expect(run("UPDATE application SET state = 'granted' WHERE id = 'ap1'")).rejects.toThrow('does not move that way');
  });

  it.each(["wish = 'living'", "submitted_by = 'person:b'", "application_no = '1'", "channel = 'elder_page'"])('an application keeps what was asked: %s', (set) =>
    expect(run(`UPDATE application SET ${set} WHERE id = 'ap1'`)).rejects.toThrow('keeps what was asked'),
  );

  it('an application keeps what was checked, and its person', async () => {
    await expect(run("UPDATE application SET elder_id = 'e2' WHERE id = 'ap1'")).rejects.toThrow('stays with its person');
    await run("UPDATE application SET value = 'lower' WHERE id = 'ap1'");
    await run("UPDATE application SET state = 'checked' WHERE id = 'ap1'");
    await expect(run("UPDATE application SET value = 'low' WHERE id = 'ap1'")).rejects.toThrow('keeps what was checked');
    await expect(run("UPDATE application SET village_code = '370481002001' WHERE id = 'ap1'")).rejects.toThrow('keeps what was checked');
  });

  it('an application is decided by another person', async () => {
    const decided = (by: string) => run(`INSERT INTO application_event VALUES ('ap1', 2, 'grant', 'granted', 0, '${by}', '', '[]', '2026-12-01', 'h')`);
    await expect(decided('person:a')).rejects.toThrow('another person');
    await decided('person:b');
  });

  it('one person has one application for one thing under way', async () => {
    await run(`INSERT INTO application ${application('ap2', '20261123-0002', 'submitted', 'same')}`);
    await expect(run(`INSERT INTO application ${application('ap3', '20261123-0003', 'checked', 'same')}`)).rejects.toThrow('UNIQUE');
    await run(`INSERT INTO application ${application('ap4', '20261123-0004', 'withdrawn', 'same')}`);
  });

  it('a review is proposed once at a time, decided by another person, and its date only moves on', async () => {
    await run("INSERT INTO eligibility_review VALUES ('er2', 'f1', 2, '2026-01-01', 'still_holds', NULL, '', 0, 'person:a')");
    await expect(run("INSERT INTO eligibility_review VALUES ('er3', 'f1', 3, '2026-01-01', 'still_holds', NULL, '', 0, 'person:a')")).rejects.toThrow('does not move that way');
    await expect(run("INSERT INTO eligibility_review_decision VALUES ('er2', 'approved', '', NULL, 'h', 0, 'person:a')")).rejects.toThrow('another person');
    await expect(run("UPDATE eligibility SET review_date = '2026-11-30' WHERE fact_id = 'f1'")).rejects.toThrow('only moves on');
    await run("UPDATE eligibility SET review_date = '2027-12-01' WHERE fact_id = 'f1'");
    await expect(run("DELETE FROM eligibility WHERE fact_id = 'f1'")).rejects.toThrow('never removed');
    await expect(run("INSERT OR REPLACE INTO eligibility VALUES ('f1', 'ap1', '2030-01-01')")).rejects.toThrow('never replaced');
  });

  it('a guard never lets a row in', () => expect(run("INSERT INTO guard VALUES ('x')")).rejects.toThrow('guard failed'));
});
