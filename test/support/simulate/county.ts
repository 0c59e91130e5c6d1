// The model's county as rows: two points of two operators, three elders, a policy with limits and a fund, three days across a week and a month.
import { policyRules } from '../../../src/domain/policy-rules.ts';
import {
  BESIDE, COUNTY_MONTH, COUNTY_PART, ELDERS, HELD_MOST, MEALS, MODES, POINTS, REFUND_ALONE, RUNS, TOP_UP_MOST, WEEK_MEALS,
} from './world.ts';

const COUNTY = '370481000000';
const VILLAGE = '370481001001';

const RULES = policyRules.parse({
  place: COUNTY,
  payers: [{ payer: 'county', limits: [{ per: 'month', fen: COUNTY_MONTH }] }, { payer: 'charity', balance: {}, thenPays: 'county' }, { payer: 'town' }],
  benefits: [{
    name: '助餐', limits: [{ per: 'day', meals: 1 }, { per: 'week', meals: WEEK_MEALS }], pays: [{ payer: 'county', fen: COUNTY_PART }, { payer: 'charity' }],
    tiers: [
      { clause: '60 岁以上', who: { ageFrom: 60, ageBefore: 80 }, give: { form: 'fixed', fen: 800 } },
      { clause: '80 岁以上', who: { ageFrom: 80 }, give: { form: 'fixed', fen: 1000 } },
    ],
  }],
  beside: [{ kind: 'operator', clause: '运营补贴', payer: 'town', fen: BESIDE, when: 'subsidised' }],
});

type Value = string | number | null;
const literal = (value: Value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));
const insert = (table: string, rows: readonly Record<string, Value>[]) =>
  rows.map((row) => `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')})`);

function network(): string[] {
  return [
    ...insert('division', [
      { code: COUNTY, parent_code: null, name: '滕州市', level: 'county', kind: '市' },
      { code: '370481001000', parent_code: COUNTY, name: '荆河街道', level: 'town', kind: '街道' },
      { code: VILLAGE, parent_code: '370481001000', name: '东关社区', level: 'village', kind: '社区' },
    ]),
    ...insert('payer', ['county', 'charity', 'town'].map((code, position) => ({ code, name: code, position, funded: code === 'charity' ? 1 : 0 }))),
    ...insert('operator', POINTS.map(({ operator: id }) => ({ id, name: id, agreement_no: '1', agreement_from_date: '2026-01-01', agreement_to_date: '2029-01-01' }))),
    ...insert('prepaid_rule', POINTS.map(({ operator: operator_id }) => ({
      operator_id, set_at: 0, top_up_most_fen: TOP_UP_MOST, held_most_fen: HELD_MOST, refund_alone_most_fen: REFUND_ALONE, source: '试', set_by: 'person:a',
    }))),
    ...insert('kitchen', POINTS.map(({ operator }) => ({ id: `k-${operator}`, operator_id: operator, division_code: VILLAGE, kind: 'own', name: '厨房', phone: '1' }))),
    ...insert('meal_point', POINTS.map(({ id, operator, keeps }) => ({
      id, operator_id: operator, division_code: VILLAGE, kind: 'senior_canteen', name: id, address: '1', phone: '1', phone_hours: '1', longitude_e6: 1, latitude_e6: 1, datum: 'wgs84',
      seats: 9, licence_kind: 'food_business', licence_no: '1', licence_expires_date: '2028-01-01', no_show_rule: keeps ? 'keep_self_pay' : 'release',
    }))),
    ...insert('elder', ELDERS.map(({ id, gives }) => ({
      id, name: id, sex: 'female', birth_date: gives === 1000 ? '1940-01-01' : '1955-01-01', id_number_sealed: 'x', id_number_index: id,
      registered_division: VILLAGE, residence_division: VILLAGE, meal_point_id: 'p1',
    }))),
  ];
}

/** An elder's own account is opened by the first money that is paid in. */
function accounts(): string[] {
  const account = (kind: string, owner: string) => ({ id: `${kind}:${owner}`, kind, owner_id: owner });
  return [
    ...insert('account', [
      ...['county', 'charity', 'town'].map((code) => account('payer', code)), account('bank', 'county'),
      ...POINTS.flatMap(({ id, operator }) => [account('cash', id), account('operator', operator), account('operator_subsidy', operator), account('delivery_subsidy', operator)]),
    ]),
    ...insert('balance', [{ account_id: 'payer:charity' }]),
  ];
}

function meals(): string[] {
  return [
    ...insert('set_meal', MEALS.map(({ id, price }) => ({ id, name: id, price_fen: price }))),
    ...insert('meal_run', RUNS.map((run) => ({
      id: run.id, meal_point_id: run.point, service_date: run.date, slot: run.slot, kitchen_id: `k-${run.operator}`, operator_id: run.operator, cutoff_at: run.cutoff, close_at: run.close,
      undo_minutes: 10, serve_from_at: run.serve, serve_to_at: run.ends, claim_until_at: run.claim, no_show_rule: run.keeps ? 'keep_self_pay' : 'release', state: 'open',
    }))),
    ...insert('meal_run_mode', RUNS.flatMap((run) => MODES.map(({ id, room }) => ({ meal_run_id: run.id, mode: id, capacity: room })))),
    ...insert('offer', RUNS.flatMap((run) => MEALS.map(({ id, price, room }) => ({ meal_run_id: run.id, set_meal_id: id, letter: id, price_fen: price, capacity: room })))),
    ...insert('policy_document', [{ id: 'pd', document_no: '1', title: '试', issuer: '试', source: '试' }]),
    ...insert('policy_version', [{ id: 'pv', policy_document_id: 'pd', from_date: '2026-01-01', rules: JSON.stringify(RULES), prepared_by: 'person:a', approved_by: 'person:b', approved_at: 0 }]),
  ];
}

export const countyRows = (): string[] => [...network(), ...accounts(), ...meals()];
