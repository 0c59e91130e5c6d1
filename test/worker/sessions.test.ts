import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.tsx';
import type { Database } from '../../src/store/read.ts';
import { sha256 } from '../../src/vault.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { ORIGIN, visit } from '../support/visitor.ts';

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
});

const run = (sql: string, ...values: unknown[]) => env.DB.prepare(sql).bind(...values).run();
const app = createApp(async () => NOW);
const ask = (path: string, cookie: string, init: RequestInit = {}) => app.request(`${ORIGIN}${path}`, { ...init, headers: { cookie, ...(init.headers as Record<string, string>) } }, env);
const tokenOf = (answer: Response) => /__Host-session=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
const isIn = async (token: string) => (await (await ask('/', `__Host-session=${token}`)).text()).includes('李阿姨');
const signIn = async (cookie = '') => tokenOf(await ask('/cards/card-e1', cookie));

describe('a session', () => {
  it.each<[string, string, number, boolean]>([
    ['one millisecond before it ends', 'UPDATE session SET expires_at = ?', NOW + 1, true],
    ['at the instant it ends', 'UPDATE session SET expires_at = ?', NOW, false],
    ['that was ended', 'UPDATE session SET ended_at = ?', NOW - 1, false],
    ['whose card was revoked', 'UPDATE card SET revoked_at = ?', NOW - 1, false],
  ])('%s', async (_case, sql, at, holds) => {
    const token = await signIn();
    expect(await isIn(token)).toBe(true);
    await run(sql, at);
    expect(await isIn(token)).toBe(holds);
  });

  it('of a person ends with the next request once they are disabled or lose the role', async () => {
    for (const sql of ['UPDATE role_grant SET revoked_at = ?', 'UPDATE person SET disabled_at = ?']) {
      db = await seedCounty();
      const cook = await visit(db, { personId: 'cook1' }, NOW);
      expect((await cook.get('/canteen')).status).toBe(200);
      await run(sql, NOW);
      expect((await cook.get('/canteen')).status).toBe(sql.includes('person') ? 303 : 404);
    }
  });

  it('is not opened by its hash, by a part of it, or by nothing', async () => {
    const token = await signIn();
    for (const wrong of [await sha256(token), token.slice(0, 42), `${token}A`, token.toLowerCase(), '']) expect(await isIn(wrong)).toBe(false);
  });

  it('is a new one at every sign-in, and the one before is over', async () => {
    const first = await signIn();
    const second = await signIn(`__Host-session=${first}`);
    expect(second).not.toBe(first);
    expect([await isIn(first), await isIn(second)]).toEqual([false, true]);
  });

  it('chosen by somebody else beforehand is not taken over', async () => {
    const planted = 'A'.repeat(43);
    expect(await signIn(`__Host-session=${planted}`)).not.toBe(planted);
    expect(await isIn(planted)).toBe(false);
  });

  it('ends by signing out, here and in the browser', async () => {
    const token = await signIn();
    const answer = await ask('/sign-out', `__Host-session=${token}`, { method: 'POST', headers: { origin: ORIGIN } });
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-session=;.*Max-Age=0.*Path=\/.*Secure/);
    expect(await isIn(token)).toBe(false);
  });

  it('is recorded when it begins and when it ends', async () => {
    const token = await signIn();
    await ask('/sign-out', `__Host-session=${token}`, { method: 'POST', headers: { origin: ORIGIN } });
    const { results } = await env.DB.prepare('SELECT action, actor, at FROM audit ORDER BY action').all();
    expect(results).toEqual([{ action: 'session.end', actor: 'elder:e1', at: NOW }, { action: 'session.start', actor: 'elder:e1', at: NOW }]);
  });

  it('lasts half a year for a card and half a day for somebody at work', async () => {
    await signIn();
    const { results } = await env.DB.prepare('SELECT expires_at FROM session').all();
    expect(results).toEqual([{ expires_at: NOW + 180 * 24 * 3_600_000 }]);
  });

  it('of somebody at work that has ended leads to a staff page, not to the elders’ card page', async () => {
    const cook = await visit(db, { personId: 'cook1' }, NOW);
    expect((await cook.get('/canteen')).status).toBe(200);
    await run('UPDATE session SET expires_at = ?', NOW);
    for (const path of ['/canteen', '/canteen/counter', '/civil', '/civil?month=2026-11']) {
      const answer = await cook.get(path);
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/sign-in/staff']);
    }
    const page = await (await cook.get('/sign-in/staff')).text();
    for (const words of ['工作人员登录', '没有丢', '/staff.css']) expect(page).toContain(words);
    expect(page).not.toContain('扫一扫卡');
    expect(await (await cook.get('/sign-in')).text()).toContain('扫一扫卡');
    expect((await cook.get('/orders/none')).headers.get('location')).toBe('/sign-in');
  });
});
