// Books at rest, as plain rows: one order of every state, with its money. What opens the database by hand is tried on them.
import { countyRows } from './simulate/county.ts';
import { ELDERS, POINTS } from './simulate/world.ts';

export const LUNCH = 'p1-2026-11-30-lunch';
const DINNER = 'p2-2026-11-30-dinner';

type Sides = [debit: string, credit: string, fen: number];
type Transfer = { id: string; order?: string | null; event?: string; kind: string; resolves?: string; sides: Sides; period?: string; at?: number };

export function transfer({ id, order: of = null, event = id, kind, resolves, sides: [debit, credit, fen], period = '2026-11', at = 5000 }: Transfer, how = 'INSERT'): string {
  const text = (value: string | null | undefined) => (value ? `'${value}'` : 'NULL');
  return `${how} INTO transfer VALUES ('${id}', ${text(of)}, '${event}', '${kind}', ${text(resolves)}, '${debit}', '${credit}', ${fen}, '${period}', ${at})`;
}

/** Recorded by the clerk, of nobody's name. */
export function donation(id: string, no: number, fen: number, { way = 'bank', fund = 'charity' } = {}, how = 'INSERT'): string {
  return `${how} INTO donation VALUES ('${id}', ${no}, '${fund}', NULL, 1, '${way}', ${fen}, '2026-11-30', '', 5000, 'person:clerk')`;
}

type Order = { id: string; no: number; elder: string; state: string; run?: string; price?: string; self?: string; payBy?: string; channel?: string; date?: string; slot?: string };

export function order({ id, no, elder, state, run = LUNCH, price = '1500', self = '700', payBy = 'cash', channel = 'elder_page', date = '2026-11-30', slot = run.endsWith('lunch') ? 'lunch' : 'dinner' }: Order, how = 'INSERT'): string {
  return `${how} INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, policy_version_id, assessment, pay_by, channel, placed_by, placed_at)
    VALUES ('${id}', '${run}', ${no}, '${elder}', '${date}', '${slot}', 'A', 'dine_in', '${state}', ${price}, ${self}, 'pv', '{}', '${payBy}', '${channel}', 'elder:${elder}', 0)`;
}

const split = (id: string) => [['county', '60', 500], ['charity', '60', 300], ['elder', '', 700]].map(([payer, clause, fen]) => `INSERT INTO order_split VALUES ('${id}', '${payer}', '${clause}', ${fen}, 1)`);
const beside = (id: string) => `INSERT INTO order_beside VALUES ('${id}', 'operator', 'town', '运营补贴', 200, 1)`;

const PUBLIC = (operator: string): Sides[] => [['payer:county', `operator:${operator}`, 500], ['payer:charity', `operator:${operator}`, 300], ['payer:town', `operator_subsidy:${operator}`, 200]];

/** Reserved as r-<order>-1 … and ended as `kind`. */
function money(id: string, shares: readonly Sides[], ends?: (sides: Sides) => string): string[] {
  const named = shares.map((sides, index) => ({ id: `r-${id}-${index + 1}`, order: id, event: id, kind: 'reserve', sides }));
  const ended = ends ? named.map((one) => ({ ...one, id: `e${one.id}`, event: `end-${id}`, kind: ends(one.sides), resolves: one.id })) : [];
  return [...named, ...ended].map((one) => transfer(one));
}

/** The figures of a month in which nothing happened, and their hash. */
const QUIET_MONTH = '{"month":"2026-10","totals":[],"moves":[],"reversals":0}';
const QUIET_HASH = 'JtiN91TxXAd3bIyZCzysHnkmIEGuQSA0qx91ui9dmDQ';

const purseRows = (operator: string, elder: string) => [
  `INSERT INTO account VALUES ('prepaid:${operator}:${elder}', 'prepaid', '${elder}', '${operator}')`, `INSERT INTO balance (account_id) VALUES ('prepaid:${operator}:${elder}')`,
];

/** a is placed and reserved from e1's purse; b handed over and paid in cash; c cancelled; d missed, its prepaid share kept. */
export function ledgerRows(): string[] {
  const [purse, kept]: Sides[] = [['prepaid:op1:e1', 'operator:op1', 700], ['prepaid:op2:e3', 'operator:op2', 700]];
  return [
    ...countyRows(),
    ...POINTS.flatMap(({ operator }) => ELDERS.flatMap(({ id }) => purseRows(operator, id))),
    `INSERT INTO month_step VALUES ('2026-10', 1, 'proposed', '${QUIET_MONTH}', '${QUIET_HASH}', 'person:clerk2', 900, NULL)`,
    "INSERT INTO closed_period VALUES ('2026-10', 1000, 'person:clerk')",
    // Proposed, and not confirmed yet.
    `INSERT INTO month_step VALUES ('2026-11', 1, 'proposed', '{}', 'h', 'person:clerk2', 6000, NULL)`,
    "INSERT INTO account VALUES ('office_cash:county', 'office_cash', 'county', NULL)",
    donation('gift', 1, 10_000), transfer({ id: 'gift', kind: 'post', sides: ['bank:county', 'payer:charity', 10_000] }),
    donation('back', 2, 500, { way: 'cash' }), transfer({ id: 'back', kind: 'post', sides: ['office_cash:county', 'payer:charity', 500] }),
    "INSERT INTO donation_reversal VALUES ('back', '记错', 'h', 6000, 'person:clerk2')",
    transfer({ id: 'back-back', event: 'back', kind: 'reverse', resolves: 'back', sides: ['payer:charity', 'office_cash:county', 500] }),
    transfer({ id: 'top1', kind: 'post', sides: ['cash:p1', 'prepaid:op1:e1', 5000] }),
    transfer({ id: 'top2', kind: 'post', sides: ['cash:p2', 'prepaid:op2:e3', 5000] }),
    order({ id: 'a', no: 1, elder: 'e1', state: 'placed', payBy: 'prepaid' }), ...split('a'), beside('a'), ...money('a', [...PUBLIC('op1'), purse ?? ['', '', 0]]),
    order({ id: 'b', no: 2, elder: 'e2', state: 'handed_over' }), ...split('b'), beside('b'), ...money('b', PUBLIC('op1'), () => 'post'),
    "INSERT INTO hand_over VALUES ('hb', 'b', 1, 'card', 'person:cook1', 0, 0, 'person:cook1', NULL, NULL, NULL)",
    transfer({ id: 'cash-b', order: 'b', event: 'end-b', kind: 'post', sides: ['cash:p1', 'operator:op1', 700] }),
    order({ id: 'c', no: 3, elder: 'e3', state: 'cancelled' }), ...split('c'), beside('c'), ...money('c', PUBLIC('op1'), () => 'void'),
    "INSERT INTO cancellation VALUES ('c', 0, 'elder:e3')",
    order({ id: 'd', no: 1, elder: 'e3', state: 'missed', run: DINNER, payBy: 'prepaid' }), ...split('d'), beside('d'),
    ...money('d', [...PUBLIC('op2'), kept ?? ['', '', 0]], ([debit]) => (debit.startsWith('prepaid:') ? 'post' : 'void')),
    "INSERT INTO day_total VALUES ('p1', '2026-11-30', 'lunch', 2, 1, 0, 0), ('p2', '2026-11-30', 'dinner', 1, 0, 0, 1)",
    `INSERT INTO month_total VALUES ('p1', '2026-11', 'meal', 'county', '60', 1, 500), ('p1', '2026-11', 'meal', 'charity', '60', 1, 300),
      ('p1', '2026-11', 'meal', 'elder', '', 1, 700), ('p1', '2026-11', 'operator', 'town', '运营补贴', 1, 200)`,
  ];
}
