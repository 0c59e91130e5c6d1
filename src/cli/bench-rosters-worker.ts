// Runs inside workerd (bench-worker.ts): a list of people is uploaded and applied through the whole app, and every trip to D1
// is counted.
import { createApp } from '../app.tsx';
import { checkCharacter } from '../domain/id-number.ts';
import { SESSION_COOKIE } from '../request.ts';
import { openVault, sha256 } from '../vault.ts';
import { faultyDatabase } from '../../test/support/faulty-db.ts';
import type { BenchAsked, BenchBindings } from './bench-worker.ts';

const ORIGIN = 'https://bench';
const NOW = Date.UTC(2026, 10, 23);
const DIVISION = '370481000000';

const idNumberOf = (serial: number): string => {
  const body = `370499${1930 + (serial % 30)}0101${String(Math.floor(serial / 30)).padStart(3, '0')}`;
  return body + checkCharacter(body);
};

export default {
  async fetch(request: Request, env: BenchBindings): Promise<Response> {
    const { migrations, people: rows }: BenchAsked = await request.json();
    await env.DB.batch(migrations.map((one) => env.DB.prepare(one)));
    await seed(env, rows);
    const page = await asking(env, 'a').post('/civil/rosters/uploads/category', listOf(rows));
    const rosterId = page.answer.headers.get('location')?.split('/').at(-1) ?? '';
    const html = await (await asking(env, 'b').get(`/civil/rosters/${rosterId}/application`)).answer.text();
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const applied = await asking(env, 'b').post(`/civil/rosters/${rosterId}/application`, new URLSearchParams({ plan: hidden('plan'), hash: hidden('hash') }));
    const facts = await env.DB.prepare('SELECT count(*) AS facts, count(to_date) AS ended FROM elder_fact').first<{ facts: number; ended: number }>();
    return Response.json({ rows, uploadTrips: page.trips, applyTrips: applied.trips, statuses: [page.answer.status, applied.answer.status], ...facts });
  },
} satisfies ExportedHandler<BenchBindings>;

function asking(env: BenchBindings, who: string) {
  const app = createApp(async () => NOW);
  const send = async (path: string, init: RequestInit) => {
    const line = faultyDatabase(env.DB, null);
    const headers = { origin: ORIGIN, cookie: `${SESSION_COOKIE}=token-${who}` };
    const answer = await app.request(`${ORIGIN}${path}`, { ...init, headers }, { ...env, DB: line.db });
    return { answer, trips: line.calls() };
  };
  return { get: (path: string) => send(path, {}), post: (path: string, body: BodyInit) => send(path, { method: 'POST', body }) };
}

/** A whole list: half of the people change their category, an eighth are new, an eighth stand twice; who is not on it ends. */
function listOf(rows: number): FormData {
  const lines = Array.from({ length: rows }, (_, index) => {
    const serial = index % 8 === 7 ? index - 1 : index;
    return `老人${serial},${idNumberOf(serial)},${serial % 2 === 0 ? '低保' : '低保边缘'},2026-11-01,1540000${String(serial).padStart(4, '0')},东关小区 ${serial} 号`;
  });
  const form = new FormData();
  const fields = { key: '0123456789abcdef', office: DIVISION, name: '低保名册', documentNo: '1', documentDate: '2026-11-01', asOf: '2026-11-01', coverage: 'whole' };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const code of ['a', 'b']) form.append('covers', code);
  form.append('file', new File([['姓名,身份证号,类别,开始日期,电话,住址', ...lines].join('\r\n')], 'list.csv'));
  return form;
}

async function seed({ DB, ...keys }: BenchBindings, rows: number): Promise<void> {
  const vault = await openVault(keys);
  const people = await Promise.all(Array.from({ length: rows + rows / 10 }, async (_, serial) => ({
    id: `e${serial}`, name: `老人${serial}`, number: await vault.indexOf('id_number', idNumberOf(serial)), address: await vault.seal({ table: 'elder', column: 'address_sealed', row: `e${serial}` }, '东关'),
  })));
  const tokens = await Promise.all(['a', 'b'].map((who) => sha256(`token-${who}`)));
  const list = JSON.stringify(people);
  await DB.batch([
    DB.prepare(`INSERT INTO division (code, parent_code, name, level, kind) VALUES ('${DIVISION}', NULL, '滕州市', 'county', '市')`),
    DB.prepare("INSERT INTO category (code, name, position) VALUES ('a', '低保', 1), ('b', '低保边缘', 2)"),
    DB.prepare("INSERT INTO operator (id, name, agreement_no, agreement_from_date, agreement_to_date) VALUES ('o', 'o', '1', '2026-01-01', '2029-01-01')"),
    DB.prepare(`INSERT INTO meal_point (id, operator_id, division_code, kind, name, address, phone, phone_hours, longitude_e6, latitude_e6, datum, seats, licence_kind, licence_no, licence_expires_date, no_show_rule)
      VALUES ('p', 'o', '${DIVISION}', 'senior_canteen', 'p', '', '', '', 0, 0, 'wgs84', 0, 'food_business', '', '2028-01-01', 'release')`),
    DB.prepare(`INSERT INTO elder (id, name, sex, birth_date, id_number_sealed, id_number_index, address_sealed, residence_division, meal_point_id)
      SELECT value ->> 'id', value ->> 'name', 'female', '1930-01-01', '',
      value ->> 'number', value ->> 'address', '${DIVISION}', 'p' FROM json_each(?)`).bind(list),
    DB.prepare(`INSERT INTO elder_fact (id, elder_id, kind, value, from_date, source, recorded_at, recorded_by)
      SELECT 'f' || (value ->> 'id'), value ->> 'id', 'category', 'a', '2025-01-01', 's', 0, 'job:x' FROM json_each(?) WHERE key % 8 <> 5`).bind(list),
    ...['a', 'b'].flatMap((who, index) => [
      DB.prepare(`INSERT INTO person (id, name) VALUES ('${who}', '${who}')`),
      DB.prepare(`INSERT INTO role_grant (id, person_id, role, division_code, granted_at, granted_by) VALUES ('${who}', '${who}', 'county_official', '${DIVISION}', 0, 'job:x')`),
      DB.prepare(`INSERT INTO session (token_hash, person_id, created_at, expires_at, way) VALUES ('${tokens[index]}', '${who}', 0, 4102444800000, 'totp')`),
    ]),
  ]);
}
