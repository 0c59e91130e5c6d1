// What somebody with the database open can try on the money, on the books of ledger-rows.ts: each is refused by the words given, or the
// invariants named find it.
import type { InvariantName } from '../../src/domain/invariants.ts';
import { order, transfer } from './ledger-rows.ts';

export type Slip = [what: string, found: InvariantName[], ...sql: string[]];

const B: [string, string, number] = ['cash:p1', 'operator:op1', 700];
const NONE = 'p1-2026-11-30-supper';
/** `again`: the words for a second row of the same key, where another trigger speaks first. */
const ONCE: [table: string, set: string, where: string, again?: string][] = [
  ['transfer', 'amount_fen = 1', "id = 'r-a-1'"], ['order_split', 'fen = 1', "order_id = 'a'", 'sum to the price'], ['order_beside', 'fen = 1', "order_id = 'a'"],
  ['hand_over', "order_id = 'a'", "id = 'hb'"], ['cancellation', "order_id = 'a'", "order_id = 'c'"], ['closed_period', "period = '2020-01'", "period = '2026-10'"],
];

export const REFUSED: [what: string, sql: string, words: string][] = [
  ...ONCE.flatMap(([table, set, where, again = 'append-only']): [string, string, string][] => [
    [`update or replace ${table}`, `UPDATE OR REPLACE ${table} SET ${set} WHERE ${where}`, 'append-only'],
    [`update or ignore ${table}`, `UPDATE OR IGNORE ${table} SET ${set} WHERE ${where}`, 'append-only'],
    [`delete from ${table}`, `DELETE FROM ${table} WHERE ${where}`, 'append-only'],
    [`insert or replace into ${table}`, `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} WHERE ${where}`, again],
    [`insert or ignore into ${table}`, `INSERT OR IGNORE INTO ${table} SELECT * FROM ${table} WHERE ${where}`, again],
    [`upsert into ${table}`, `INSERT INTO ${table} SELECT * FROM ${table} WHERE ${where} ON CONFLICT DO UPDATE SET ${set}`, again],
  ]),
  ['a negative amount', transfer({ id: 'x', kind: 'post', sides: ['cash:p1', 'operator:op1', -1] }), 'at least one fen'],
  ['no amount at all', transfer({ id: 'x', kind: 'post', sides: ['cash:p1', 'operator:op1', 0] }), 'at least one fen'],
  ['a fraction', transfer({ id: 'x', kind: 'post', sides: ['cash:p1', 'operator:op1', 0.5] }), 'cannot store REAL'],
  ['text for an amount', transfer({ id: 'x', kind: 'post', sides: B }).replace(', 700,', ", 'many',"), 'cannot store TEXT'],
  ['a blob for an amount', transfer({ id: 'x', kind: 'post', sides: B }).replace(', 700,', ", x'07',"), 'cannot store BLOB'],
  ['2^53', transfer({ id: 'x', kind: 'post', sides: B }).replace(', 700,', ', 9007199254740992,'), 'more than can be counted'],
  ['2^63', transfer({ id: 'x', kind: 'post', sides: B }).replace(', 700,', ', 9223372036854775808,'), 'cannot store REAL'],
  ['a purse of more than can be counted', transfer({ id: 'x', kind: 'post', sides: ['cash:p1', 'prepaid:op1:e1', 9_007_199_254_740_991] }), 'more than can be counted'],
  ['both sides the same', transfer({ id: 'x', kind: 'post', sides: ['cash:p1', 'cash:p1', 1] }), 'two sides'],
  ['an unknown account', transfer({ id: 'x', kind: 'post', sides: ['cash:nowhere', 'operator:op1', 1] }), 'FOREIGN KEY'],
  ['an unknown kind', transfer({ id: 'x', kind: 'gift', sides: B }), 'reserves, posts, voids or reverses'],
  ['a reservation that ends another', transfer({ id: 'x', order: 'a', kind: 'reserve', resolves: 'r-a-1', sides: ['payer:county', 'operator:op1', 500] }), 'ends nothing'],
  ['a void of a post', transfer({ id: 'x', order: 'b', kind: 'void', resolves: 'cash-b', sides: B }), 'ends a reservation'],
  ['a void of nothing', transfer({ id: 'x', order: 'b', kind: 'void', sides: B }), 'ends a reservation'],
  ['a second void', transfer({ id: 'x', order: 'c', kind: 'void', resolves: 'r-c-1', sides: ['payer:county', 'operator:op1', 500] }), 'append-only'],
  ['a post of a reservation that was void', transfer({ id: 'x', order: 'd', kind: 'post', resolves: 'r-d-1', sides: ['payer:county', 'operator:op2', 500] }), 'append-only'],
  ['a post of another order’s reservation', transfer({ id: 'x', order: 'd', kind: 'post', resolves: 'r-a-1', sides: ['payer:county', 'operator:op1', 500] }), 'ends a reservation'],
  ['a void of part of a reservation', transfer({ id: 'x', order: 'a', kind: 'void', resolves: 'r-a-1', sides: ['payer:county', 'operator:op1', 400] }), 'ends a reservation'],
  ['a post of a placed order', transfer({ id: 'x', order: 'a', kind: 'post', resolves: 'r-a-1', sides: ['payer:county', 'operator:op1', 500] }), 'handed over or missed'],
  ['a post of a cancelled order', transfer({ id: 'x', order: 'c', kind: 'post', sides: B }), 'handed over or missed'],
  ['a share posted twice', transfer({ id: 'x', order: 'b', kind: 'post', sides: ['payer:town', 'operator_subsidy:op1', 1] }), 'posted once'],
  ['a payer more than the price', transfer({ id: 'x', order: 'b', kind: 'post', sides: ['payer:town', 'operator:op1', 1] }), 'no more than its price'],
  ['a reversal of a reservation', transfer({ id: 'x', order: 'a', kind: 'reverse', resolves: 'r-a-1', sides: ['operator:op1', 'payer:county', 500] }), 'mirrors a posting'],
  ['a reversal the wrong way round', transfer({ id: 'x', order: 'b', kind: 'reverse', resolves: 'cash-b', sides: B }), 'mirrors a posting'],
  ['a reversal of another amount', transfer({ id: 'x', order: 'b', kind: 'reverse', resolves: 'cash-b', sides: ['operator:op1', 'cash:p1', 1] }), 'mirrors a posting'],
  ['another elder’s purse', transfer({ id: 'x', order: 'b', kind: 'reserve', sides: ['prepaid:op1:e1', 'operator:op1', 1] }), 'its own purse'],
  ['another point’s cash box', transfer({ id: 'x', order: 'b', kind: 'post', sides: ['cash:p2', 'operator:op1', 1] }), 'its own purse'],
  ['more than the purse holds', transfer({ id: 'x', kind: 'post', sides: ['prepaid:op1:e1', 'cash:p1', 4301] }), 'does not reach'],
  ['more than the fund holds, ignoring conflicts', transfer({ id: 'x', kind: 'post', sides: ['payer:charity', 'operator:op1', 99_999] }, 'INSERT OR IGNORE'), 'does not reach'],
  ['a closed month', transfer({ id: 'x', kind: 'post', sides: B, period: '2026-10' }), 'period is closed'],
  ['a balance of another account', "UPDATE OR REPLACE balance SET account_id = 'prepaid:op2:e3' WHERE account_id = 'prepaid:op1:e1'", 'stays with its account'],
  ['a balance below what is reserved', 'UPDATE balance SET balance_fen = 0', 'does not reach'],
  ['a balance in fractions', 'UPDATE balance SET balance_fen = balance_fen + 0.5', 'cannot store REAL'],
  ['no balance', 'DELETE FROM balance', 'never removed'],
  ['an account renamed', "UPDATE OR REPLACE account SET id = 'cash:p2' WHERE id = 'cash:p1'", 'never renamed'],
  ['an account of another', "INSERT OR REPLACE INTO account VALUES ('cash:p1', 'cash', 'p2', NULL)", 'never renamed'],
  ['a split above the price', "INSERT INTO order_split VALUES ('b', 'town', 'x', 1, 1)", 'sum to the price'],
  ['a split below nothing', "INSERT INTO order_split VALUES ('b', 'town', 'x', -1, 1)", 'never negative'],
  ['a hand-over of a cancelled order', "INSERT INTO hand_over VALUES ('x', 'c', 1, 'card', 'person:x', 0, 0, 'person:x', NULL, NULL, NULL)", 'only a meal handed over'],
  ['a hand-over of a placed order', "INSERT INTO hand_over VALUES ('x', 'a', 1, 'card', 'person:x', 0, 0, 'person:x', NULL, NULL, NULL)", 'only a meal handed over'],
  ['a cancelled order handed over', "UPDATE meal_order SET state = 'handed_over' WHERE id = 'c'", 'does not move that way'],
  ['an order of a state that is none', "UPDATE meal_order SET state = 'paid' WHERE id = 'a'", 'does not move that way'],
  ['an order of another elder', "UPDATE OR REPLACE meal_order SET elder_id = 'e1' WHERE id = 'b'", 'keeps what was agreed'],
  ['an order of another number', "UPDATE OR REPLACE meal_order SET order_no = 1 WHERE id = 'b'", 'keeps what was agreed'],
  ['an order at another price', "UPDATE meal_order SET price_fen = 1 WHERE id = 'b'", 'keeps what was agreed'],
  ['an order paid otherwise', "UPDATE meal_order SET pay_by = 'cash' WHERE id = 'a'", 'keeps what was agreed'],
  ['no order', "DELETE FROM meal_order WHERE id = 'a'", 'never removed'],
  ['an order written anew', order({ id: 'b', no: 2, elder: 'e2', state: 'placed' }, 'INSERT OR REPLACE'), 'one active order'],
  ['an upsert of an order', `${order({ id: 'b', no: 2, elder: 'e2', state: 'placed' })} ON CONFLICT (id) DO UPDATE SET price_fen = 1`, 'one active order'],
  ['an order of another day than its run', order({ id: 'x', no: 9, elder: 'e3', state: 'placed', date: '2026-12-01' }), 'date and slot of its run'],
  ['an order of a run that is none', order({ id: 'x', no: 9, elder: 'e3', state: 'placed', run: NONE, channel: 'walk_in' }), 'date and slot of its run'],
  ['money set aside for an order that is none', transfer({ id: 'x', order: 'nobody', kind: 'reserve', sides: ['payer:county', 'operator:op1', 1] }), 'of an order'],
  ['an order that pays the elder', order({ id: 'x', no: 9, elder: 'e3', state: 'placed', self: '-1' }), 'from nothing to the whole price'],
  ['a run of another operator', "UPDATE meal_run SET operator_id = 'op2' WHERE state = 'open'", 'keeps who earns'],
  ['a run of another rule', "UPDATE meal_run SET no_show_rule = 'keep_self_pay' WHERE state = 'open'", 'keeps who earns'],
];

const gone = (...triggers: string[]) => triggers.map((name) => `DROP TRIGGER ${name}`);
const SEEN: InvariantName[] = ['schema_as_committed', 'triggers_present'];

/** What no trigger refuses, and what could only be done after dropping one: the invariants that find it, and no other. */
export const FOUND: Slip[] = [
  ['an order handed over by hand', ['one_hand_over_stands', 'posted_as_state', 'reserved_as_state', 'day_totals_equal_rows'], "UPDATE meal_order SET state = 'handed_over' WHERE id = 'a'"],
  ['an order cancelled by hand', ['cancelled_as_state', 'reserved_as_state', 'day_totals_equal_rows'], "UPDATE meal_order SET state = 'cancelled' WHERE id = 'a'"],
  ['a cancellation of a meal that was eaten', ['cancelled_as_state'], "INSERT INTO cancellation VALUES ('b', 0, 'elder:e2')"],
  ['a hand-over taken back alone', ['one_hand_over_stands', 'month_totals_equal_rows'], "INSERT INTO hand_over_undo VALUES ('hb', 0, 'person:x')"],
  ['a second hand-over that stands', ['one_hand_over_stands', 'month_totals_equal_rows'], "INSERT INTO hand_over VALUES ('x', 'b', 2, 'card', 'person:x', 0, 0, 'person:x', NULL, NULL, NULL)"],
  ['a reservation of a cancelled order', ['reserved_as_state'], transfer({ id: 'x', order: 'c', kind: 'reserve', sides: ['payer:county', 'operator:op1', 500] })],
  ['a reservation of a meal handed over', ['reserved_as_state'], transfer({ id: 'x', order: 'b', kind: 'reserve', sides: ['payer:county', 'operator:op1', 500] })],
  ['a reservation set free by hand', ['reserved_as_state'], transfer({ id: 'x', order: 'a', kind: 'void', resolves: 'r-a-1', sides: ['payer:county', 'operator:op1', 500] })],
  ['a posting reversed by hand', ['posted_as_state'], transfer({ id: 'x', order: 'b', kind: 'reverse', resolves: 'cash-b', sides: ['operator:op1', 'cash:p1', 700] })],
  ['a posting of a meal that was missed', ['posted_as_state'], transfer({ id: 'x', order: 'd', kind: 'post', sides: ['payer:county', 'operator:op2', 500] })],
  ['public money beside the price, by hand', ['posted_as_state'], transfer({ id: 'x', order: 'b', kind: 'post', sides: ['payer:county', 'operator_subsidy:op1', 1] })],
  ['a line beside the price added later', ['posted_as_state', 'month_totals_equal_rows'], "INSERT INTO order_beside VALUES ('b', 'operator', 'county', 'x', 1, 1)"],
  ['an order without lines', ['split_sums_to_price', 'day_totals_equal_rows'], order({ id: 'x', no: 9, elder: 'e3', state: 'placed', channel: 'walk_in' }).replace("'walk_in'", "'elder_page'")],
  ['a balance raised by hand', ['balances_equal_transfers'], "UPDATE balance SET balance_fen = balance_fen + 1 WHERE account_id = 'prepaid:op1:e1'"],
  ['a reservation of the fund forgotten', ['balances_equal_transfers'], "UPDATE balance SET reserved_fen = 0 WHERE account_id = 'payer:charity'"],
  ['a purse without a balance', ['balances_equal_transfers'], "INSERT INTO account VALUES ('prepaid:op9:e1', 'prepaid', 'e1', 'op1')"],
  ['a day counted wrong', ['day_totals_equal_rows'], "UPDATE day_total SET handed_over = 9 WHERE meal_point_id = 'p1'"],
  ['a day not counted', ['day_totals_equal_rows'], "DELETE FROM day_total WHERE meal_point_id = 'p1'"],
  ['a month counted wrong', ['month_totals_equal_rows'], "UPDATE month_total SET fen = fen + 1 WHERE payer_code = 'county'"],
  ['a month not counted', ['month_totals_equal_rows'], "DELETE FROM month_total WHERE line = 'operator'"],
  ['a trigger dropped', SEEN, ...gone('transfer_no_update')],
  ['a trigger that refuses nothing', ['schema_as_committed'], ...gone('transfer_no_update'), "CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END"],
  ['a trigger of somebody’s own', ['schema_as_committed'], 'CREATE TRIGGER helpful AFTER INSERT ON transfer BEGIN DELETE FROM day_total; END'],
  ['an index dropped', ['schema_as_committed'], 'DROP INDEX transfer_resolved_once'],
  ['an amount changed', [...SEEN, 'posted_as_state', 'transfers_balance'], ...gone('transfer_no_update'), "UPDATE transfer SET amount_fen = 499 WHERE id = 'er-b-1'"],
  ['a split changed', [...SEEN, 'split_sums_to_price', 'posted_as_state', 'month_totals_equal_rows'], ...gone('order_split_no_update'), "UPDATE order_split SET fen = 501 WHERE order_id = 'b' AND payer_code = 'county'"],
  ['an order moved to another day', [...SEEN, 'order_fits_run', 'day_totals_equal_rows'], ...gone('meal_order_agreed'), "UPDATE meal_order SET service_date = '2026-11-29' WHERE id = 'a'"],
  ['a posting into a closed month', [...SEEN, 'closed_months_rest'], ...gone('transfer_period_open'), transfer({ id: 'x', kind: 'post', sides: ['cash:p1', 'operator:op1', 1], period: '2026-10' })],
];
