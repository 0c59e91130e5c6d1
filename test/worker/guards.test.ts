import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { application, lunch, order, run, seedWrittenOnce, transfer } from '../support/guards.ts';

// Whoever opens the database by hand cannot break what trust.md promises: every forbidden change is tried.

beforeAll(seedWrittenOnce);

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
    expect(run("INSERT INTO order_split VALUES ('o1', 'unspecified', 'x', 801, 1)")).rejects.toThrow('sum to the price'));

  it('keeps its accounts', async () => {
    await expect(run("UPDATE account SET owner_id = 'x'")).rejects.toThrow('never renamed');
    await expect(run("DELETE FROM account WHERE id = 'cash:p2'")).rejects.toThrow('never removed');
    await expect(run("INSERT OR REPLACE INTO account VALUES ('cash:p2', 'payer', 'x', NULL)")).rejects.toThrow('never renamed');
  });
});

describe('balances', () => {
  const move = (id: string, kind: string, fen: number, sides: string, resolves = 'NULL') =>
    run(`INSERT INTO transfer (id, event_id, kind, resolves_id, debit_account, credit_account, amount_fen, period, at)
      VALUES ('${id}', '${id}', '${kind}', ${resolves}, ${sides}, ${fen}, '2026-11', 0)`);
  const IN = "'cash:p1', 'prepaid:op1:e1'";
  const OUT = "'prepaid:op1:e1', 'operator:op1'";
  const left = () => env.DB.prepare('SELECT balance_fen, reserved_fen FROM balance').first();

  it('follow the transfers, and never go below nothing', async () => {
    await run("INSERT INTO account VALUES ('prepaid:op1:e1', 'prepaid', 'e1', 'op1')");
    await run("INSERT INTO balance VALUES ('prepaid:op1:e1', 0, 0)");
    await expect(move('b0', 'post', 1, OUT)).rejects.toThrow('balance does not reach');
    await move('b1', 'post', 1000, IN);
    await move('b2', 'reserve', 700, OUT);
    expect(await left()).toEqual({ balance_fen: 1000, reserved_fen: 700 });
    await expect(move('b3', 'reserve', 301, OUT)).rejects.toThrow('balance does not reach');
    await expect(move('b4', 'post', 301, OUT)).rejects.toThrow('balance does not reach');
    await move('b5', 'post', 700, OUT, "'b2'");
    expect(await left()).toEqual({ balance_fen: 300, reserved_fen: 0 });
    await move('b6', 'reserve', 300, OUT);
    await move('b7', 'void', 300, OUT, "'b6'");
    await expect(move('b8', 'reverse', 1000, "'prepaid:op1:e1', 'cash:p1'", "'b1'")).rejects.toThrow('balance does not reach');
    expect(await left()).toEqual({ balance_fen: 300, reserved_fen: 0 });
    await expect(move('b7', 'void', 300, OUT, "'b6'")).rejects.toThrow('append-only');
  });

  it('are nobody’s to set', async () => {
    await expect(run('UPDATE balance SET reserved_fen = -1')).rejects.toThrow('balance does not reach');
    await expect(run('DELETE FROM balance')).rejects.toThrow('never removed');
    await expect(run("INSERT OR REPLACE INTO balance VALUES ('prepaid:op1:e1', 0, 0)")).rejects.toThrow('never removed');
    await run("INSERT INTO account VALUES ('prepaid:op1:e3', 'prepaid', 'e3', 'op1')");
    await expect(run("INSERT INTO balance VALUES ('prepaid:op1:e3', 5, 0)")).rejects.toThrow('starts at nothing');
    await expect(run("INSERT INTO balance VALUES ('cash:p2', 0, 0)")).rejects.toThrow('only a purse and a fund');
  });

  it('a closed month takes no transfer', async () => {
    const late = "VALUES ('late', 'late', 'post', 'cash:p1', 'operator:op1', 1, '2020-01', 0)";
    await expect(run(`INSERT INTO transfer (id, event_id, kind, debit_account, credit_account, amount_fen, period, at) ${late}`)).rejects.toThrow('period is closed');
  });
});

describe('the cash box', () => {
  const cash = (id: string, sides: string) => run(`INSERT INTO transfer (id, event_id, kind, debit_account, credit_account, amount_fen, period, at)
    VALUES ('${id}', '${id}', 'post', ${sides}, 50, '2026-11', 0)`);
  const entries = async () => (await env.DB.prepare("SELECT transfer_id, shift_number, before_opening FROM cash_entry WHERE meal_point_id = 'p2' ORDER BY 1").all()).results;

  it('gives every movement to the shift that is open, or else to the next', async () => {
    await cash('k1', "'cash:p2', 'operator:op1'");
    await expect(run("INSERT INTO shift VALUES ('p2', 3, 0, 'person:cook2', 0, '')")).rejects.toThrow('one shift at a time');
    await run("INSERT INTO shift VALUES ('p2', 2, 0, 'person:cook2', 150, '')");
    await cash('k2', "'operator:op1', 'cash:p2'");
    expect(await entries()).toEqual([{ transfer_id: 'k1', shift_number: 2, before_opening: 1 }, { transfer_id: 'k2', shift_number: 2, before_opening: 0 }]);
  });

  it('closes a shift on what it adds up to, with a word where the count differs', async () => {
    const close = (expected: number, counted: number, word: string) =>
      run(`INSERT INTO shift_closing VALUES ('p2', 2, 0, 'person:cook2', 50, 0, 0, 0, 0, -50, ${expected}, ${counted}, '${word}')`);
    await expect(close(150, 150, '')).rejects.toThrow('adds up');
    await expect(close(100, 90, '')).rejects.toThrow('CHECK');
    await close(100, 90, 'x');
    await expect(run("INSERT INTO shift_review VALUES ('p2', 2, 0, 'person:cook2')")).rejects.toThrow('another person looks');
    await expect(run("INSERT INTO cash_entry VALUES ('k2', 'p1', 9, 0)")).rejects.toThrow('shift of now');
    await expect(run("UPDATE cash_entry SET shift_number = 3")).rejects.toThrow('append-only');
    await expect(run("DELETE FROM cash_entry")).rejects.toThrow('append-only');
  });

  it('grants nothing to whoever asked', async () => {
    await run("INSERT INTO money_request VALUES ('m2', 'refund', 'e1', 'op1', 'p1', NULL, 1, 1, 'x', 0, 'person:cook1')");
    await expect(run("INSERT INTO money_decision VALUES ('m2', 'approved', 0, 'person:cook1', 'h')")).rejects.toThrow('another person approves');
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

  it('are judged again while they wait, and keep the earlier answer', async () => {
    await run("UPDATE meal_order SET state = 'placed' WHERE id = 'o1'");
    const again = "UPDATE meal_order SET assessment_no = 2, self_pay_fen = 600, assessment = '{}' WHERE id = 'o1'";
    await expect(run(again)).rejects.toThrow('keeps what was agreed');
    await run("INSERT INTO reassessment VALUES ('o1', 2, 0, 'person:clerk', 'x', 700, 600, '{}')");
    await expect(run(again.replace('600', '500'))).rejects.toThrow('keeps what was agreed');
    await run(again);
    await run("INSERT INTO order_split VALUES ('o1', 'elder', '', 600, 2)");
    const { results } = await env.DB.prepare("SELECT fen FROM current_split WHERE order_id = 'o1'").all();
    expect(results).toEqual([{ fen: 600 }]);
    await expect(run("UPDATE meal_order SET pay_by = 'prepaid' WHERE id = 'o1'")).rejects.toThrow('keeps what was agreed');
  });

  it('move only along their path, and never vanish', async () => {
    await expect(run("DELETE FROM meal_order WHERE id = 'o1'")).rejects.toThrow('never removed');
    await expect(run(`INSERT OR REPLACE INTO meal_order ${order('o1', 1, 'e1')}`)).rejects.toThrow('one active order');
    await run("UPDATE meal_order SET state = 'cancelled' WHERE id = 'o1'");
    await expect(run("UPDATE meal_order SET state = 'handed_over' WHERE id = 'o1'")).rejects.toThrow('does not move that way');
  });
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
    expect(run("INSERT INTO policy_version VALUES ('pw', 'pd', '2026-02-01', NULL, '{}', 'person:a', 'person:a', 0, NULL, NULL, NULL, NULL, NULL)")).rejects.toThrow('CHECK'));

  it('a draft that is decided takes no further step, and a trial goes on step by step until its last', async () => {
    const draftStep = (number: number, kind: string) => run(`INSERT INTO policy_draft_step VALUES ('d2', ${number}, '${kind}', ${kind === 'saved' ? "'{}'" : 'NULL'}, 'h', 'person:a', 0, NULL)`);
    await draftStep(1, 'saved');
    await draftStep(2, 'withdrawn');
    await expect(draftStep(3, 'sent')).rejects.toThrow('the draft is decided');
    const trialStep = (number: number, last: number) => run(`INSERT INTO policy_trial_step VALUES ('t', ${number}, 'e2', ${last}, 1, 1, '{}', '{}', 0)`);
    await expect(trialStep(3, 0)).rejects.toThrow('out of turn');
    await trialStep(2, 1);
    await expect(trialStep(3, 0)).rejects.toThrow('out of turn');
  });

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

  it('a claim is taken back by another person', async () => {
    await run("INSERT INTO claim_request VALUES ('cr2', 'h9', 'o1', 'died_before', 'x', 0, 'person:a')");
    await expect(run("INSERT INTO claim_decision VALUES ('cr2', 'confirmed', 0, 'person:a', 'h')")).rejects.toThrow('another person confirms');
    await run("INSERT INTO claim_decision VALUES ('cr2', 'declined', 0, 'person:a', 'h')");
    await expect(run("INSERT INTO claim_request VALUES ('cr3', 'h9', 'o1', 'died_before', '', 0, 'person:a')")).rejects.toThrow('CHECK');
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

describe('a roster', () => {
  beforeAll(async () => {
    await run("INSERT INTO roster_plan VALUES ('ro3', 2, 'h2', '{}', 0, 'person:a')");
  });

  it.each([
    ['by whoever imported it', "('ro3', 2, 'h2', 0, 'person:a')", 'applied by another person'],
    ['by an older preview', "('ro3', 1, 'h1', 0, 'person:b')", 'as it was last shown'],
    ['by a hash that is none', "('ro3', 2, 'h1', 0, 'person:b')", 'as it was last shown'],
    ['when it was withdrawn', "('ro2', 1, 'h', 0, 'person:b')", 'guard failed'],
  ])('is not applied %s', (_what, values, why) => expect(run(`INSERT INTO roster_application VALUES ${values}`)).rejects.toThrow(why));

  it('has no new preview, and is not withdrawn, once it was applied', async () => {
    await expect(run("INSERT INTO roster_plan VALUES ('ro1', 2, 'h', '{}', 0, 'person:a')")).rejects.toThrow('settled');
    await expect(run("INSERT INTO roster_withdrawal VALUES ('ro1', 0, 'person:a')")).rejects.toThrow('was applied');
  });

  it('lends a phone or address to nobody whom its importer alone has looked at', () =>
    expect(run("INSERT INTO roster_contact VALUES ('ro', 2, 'address', 'e1', NULL, 0, 'person:a')")).rejects.toThrow('another person'));
});

describe('families and messages', () => {
  const refused = (sql: string, words: string) => expect(run(sql)).rejects.toThrow(words);

  it('a message keeps what it tells, moves on from waiting only, and stays', async () => {
    for (const set of ["recipient = 'elder:e1'", 'subsidy_fen = 0', 'attempts = 5']) await refused(`UPDATE message SET ${set} WHERE id = 'm1'`, 'keeps what it tells');
    await run("UPDATE message SET state = 'sent', attempts = 1 WHERE id = 'm1'");
    await refused("UPDATE message SET state = 'waiting' WHERE id = 'm1'", 'keeps what it tells');
    await refused("DELETE FROM message WHERE id = 'm1'", 'never removed');
    await refused("INSERT OR REPLACE INTO message VALUES ('m1', 'ordered', 'person:fm', 'e1', 'o1', NULL, 9, 2, NULL, 0, 'elder:e1', 'waiting', 0, 0)", 'written once');
    expect(await env.DB.prepare('SELECT state, subsidy_fen, attempts FROM message').first()).toEqual({ state: 'sent', subsidy_fen: 1, attempts: 1 });
  });

  it('a code is tried one by one, used once, and stays', async () => {
    await run("INSERT INTO sign_in_code VALUES ('c1', 'x', 'y', '2026-11-23', 100, 0, NULL)");
    for (const set of ['tries = 2', 'tries = -1', 'expires_at = 200', "phone_index = 'z'"]) await refused(`UPDATE sign_in_code SET ${set} WHERE id = 'c1'`, 'SQLITE_CONSTRAINT');
    await run("UPDATE sign_in_code SET tries = 1, used_at = 5 WHERE id = 'c1'");
    await refused("UPDATE sign_in_code SET used_at = 6 WHERE id = 'c1'", 'used once');
    await refused("DELETE FROM sign_in_code WHERE id = 'c1'", 'never removed');
    await refused("INSERT OR REPLACE INTO sign_in_code VALUES ('c1', 'x', 'y', '2026-11-23', 100, 0, NULL)", 'never removed');
    expect(await env.DB.prepare('SELECT tries, used_at FROM sign_in_code').first()).toEqual({ tries: 1, used_at: 5 });
  });

  it('nobody asks with another’s card, or twice, and nobody says yes for themself', async () => {
    await refused("INSERT INTO family_binding VALUES ('fb2', 'fm', 'e2', 'card-e1', '刘芳', 'daughter', 0)", 'does not move that way');
    await run("INSERT INTO family_binding VALUES ('fb3', 'fm', 'e2', 'card-e2', '刘芳', 'daughter', 0)");
    await refused("INSERT INTO family_binding VALUES ('fb4', 'fm', 'e2', 'card-e2', '刘芳', 'daughter', 0)", 'does not move that way');
    await refused("INSERT INTO family_consent VALUES ('fb3', 'v', 'counter', 0, 'person:fm', NULL)", 'does not move that way');
    expect(await env.DB.prepare("SELECT count(*) n FROM standing_family WHERE elder_id = 'e2'").first()).toEqual({ n: 0 });
  });
});
