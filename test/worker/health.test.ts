import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { demoNow } from '../../src/demo/clock.ts';
import { runJobs } from '../../src/jobs/jobs.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { allRows } from '../support/rows.ts';
import { at, day, seedCounty, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
const clock = { now: at('09:00') };
beforeEach(async () => {
  db = await seedCounty();
  clock.now = at('09:00');
  vi.spyOn(console, 'log').mockReturnValue(undefined);
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});

type Ready = { ready: boolean; checks: Record<string, string>; sms: string };
const stranger = async () => visit(db, null, () => clock.now);
const ready = async (bindings = {}) => {
  const answer = await (await stranger()).over(bindings).get('/readyz');
  return { status: answer.status, ...(await answer.json<Ready>()) };
};
const jobs = () => runJobs(env, clock.now, { send: async () => ({ sent: true }) });

describe('/healthz', () => {
  it('answers without keys and without a database', async () => {
    const answer = await (await stranger()).over({ VAULT_KEY: '', DB: faultyDatabase(env.DB, { call: 1, when: 'before' }).db }).get('/healthz');
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  });
});

describe('/readyz', () => {
  it('is ready once the jobs have been called', async () => {
    expect(await ready()).toMatchObject({ status: 503, ready: false, checks: { jobs: expect.stringContaining('close-meal-runs never') } });
    await jobs();
    const ok = { secrets: 'ok', database: 'ok', schema: 'ok', books: 'ok', jobs: 'ok', outbox: 'ok', work: 'ok' };
    expect(await ready()).toEqual({ status: 200, ready: true, checks: ok, sms: 'not set up' });
  });

  it('names the key that is missing', async () => {
    await jobs();
    expect((await ready({ INDEX_KEY: 'AAAA' })).checks).toMatchObject({ secrets: 'INDEX_KEY must be 32 bytes, base64', database: 'ok' });
  });

  it('says so when the database is not reached, and when it is another version’s', async () => {
    await jobs();
    expect((await ready({ DB: faultyDatabase(env.DB, { call: 1, when: 'before' }).db })).checks).toMatchObject({ database: 'not reached', secrets: 'ok' });
    await env.DB.prepare('CREATE TABLE stray (id TEXT)').run();
    expect(await ready()).toMatchObject({ status: 503, checks: { schema: expect.stringContaining('apply the migrations') } });
    await env.DB.prepare('DROP TABLE stray').run();
  });

  it('says which job has not come to an end, once it is five minutes', async () => {
    await jobs();
    clock.now += 5 * 60_000;
    expect((await ready()).status).toBe(200);
    clock.now += 1;
    expect((await ready()).checks['jobs']).toMatch(/^settle-deaths since 2026-.*, send-messages since /);
  });

  it('a job that fails each minute falls behind alone, and the log says that it is late', async () => {
    await jobs();
    await env.DB.prepare("CREATE TRIGGER broken BEFORE UPDATE OF state ON meal_run BEGIN SELECT RAISE(ABORT, 'broken'); END").run();
    await env.DB.prepare('DROP INDEX message_due').run();
    await env.DB.prepare('ALTER TABLE message_rule RENAME TO message_rule_lost').run();
    clock.now = at('09:56');
    const said = vi.spyOn(console, 'log');
    await jobs();
    expect((await ready()).checks).toMatchObject({ jobs: expect.stringMatching(/^send-messages since /), work: expect.stringMatching(/^closing since /) });
    expect(said.mock.calls.map(([line]) => JSON.parse(String(line))).findLast((line) => line.job === 'watch')).toMatchObject({ level: 'warn', overdue: [{ what: 'jobs', job: 'send-messages' }, { what: 'closing' }] });
  });

  it('sees what days without power have left, before any job is called', async () => {
    await placeOrder(db, 'e1');
    await jobs();
    clock.now = at('00:16', TOMORROW);
    expect((await ready()).checks['work']).toMatch(/^closing since /);
    await jobs();
    clock.now = at('00:20', day('2026-11-30'));
    await jobs();
    expect(await ready()).toMatchObject({ status: 200, checks: { work: 'ok' } });
  });
});

describe('a key that is missing, or a clock that cannot be read', () => {
  const broken: [string, Partial<typeof env>][] = [['VAULT_KEY', { VAULT_KEY: '' }], ['INDEX_KEY', { INDEX_KEY: '' }]];

  it.each(broken)('%s: every request is refused without internals, and nothing is written', async (_name, bindings) => {
    const elder = await visit(db, { elderId: 'e1' }, () => clock.now);
    const before = await allRows();
    const order = { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in' };
    const answers = await Promise.all([elder.over(bindings).get('/'), elder.over(bindings).post('/orders', order)]);
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringMatching(/_KEY|base64|bytes/)]);
    expect(await allRows()).toEqual(before);
    expect((await elder.post('/orders', order)).status).toBe(303);
  });

  it('the demo’s own store away: its clock is not guessed, and nothing is answered by it', async () => {
    const away = { ...env.DEMO, get: async () => Promise.reject(new Error('KV GET failed: 500')) } as unknown as KVNamespace;
    const app = createApp(() => demoNow(away));
    const answer = await app.request('https://zhucan.test/', {}, env);
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('KV')]);
  });
});

describe('the office', () => {
  const page = async (personId: string) => (await (await visit(db, { personId }, () => clock.now)).get('/civil')).text();

  it('of the county is told that the machine is behind, and no longer once it is not', async () => {
    expect(await page('clerk')).toContain('定时的工作没有按时做');
    await jobs();
    expect(await page('clerk')).not.toContain('定时的工作');
  });

  it('of a town is not: it can do nothing about it', async () => {
    expect(await page('town-clerk')).not.toContain('定时的工作');
  });
});
