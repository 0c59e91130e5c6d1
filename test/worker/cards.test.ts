import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.tsx';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { ORIGIN, visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
let now = NOW;
beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  cook = await visit(db, { personId: 'cook1' }, () => now);
});

const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;
const issue = (who: Visitor, form: Record<string, string> = {}) => who.post('/canteen/cards/issues', { key: newId(), elder: 'e1', ...form });
/** The telephone of somebody who scans a link. */
async function scan(path: string) {
  const app = createApp(async () => now);
  const answer = await app.request(`${ORIGIN}${path}`, {}, env);
  const cookie = `__Host-session=${/__Host-session=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? ''}`;
  const isIn = async () => (await (await app.request(`${ORIGIN}/`, { headers: { cookie } }, env)).text()).includes('李阿姨');
  return { status: answer.status, isIn };
}
/** The link is drawn and stands nowhere in words: made from the key, as the sheet makes it. */
async function linkOf(cardId: string): Promise<string> {
  const { openVault } = await import('../../src/vault.ts');
  return `/cards/${await (await openVault(env)).sign('card_link', cardId)}`;
}
const sheetOf = (answer: Response) => answer.headers.get('location') ?? '';

describe('a lost card', () => {
  it('ends with the new one, and so does every telephone that came in by it', async () => {
    const old = await scan('/cards/card-e1');
    expect(await old.isIn()).toBe(true);
    const answer = await issue(cook, { reason: 'lost' });
    expect(answer.status).toBe(303);
    expect(await old.isIn()).toBe(false);
    expect((await scan('/cards/card-e1')).status).toBe(404);
    const fresh = await scan(await linkOf(sheetOf(answer).split('/').at(-1) ?? ''));
    expect([fresh.status, await fresh.isIn()]).toEqual([303, true]);
    expect(await rows("SELECT count(*) AS n FROM card WHERE elder_id = 'e1' AND revoked_at IS NULL")).toEqual([{ n: 1 }]);
    expect(await rows('SELECT reason, revoked_by FROM card_revocation')).toEqual([{ reason: 'lost', revoked_by: 'person:cook1' }]);
    expect(await rows("SELECT actor, reason FROM audit WHERE action = 'card.issue'")).toEqual([{ actor: 'person:cook1', reason: 'lost' }]);
  });

  it('can be stopped alone, once, with a reason', async () => {
    const old = await scan('/cards/card-e1');
    const without = await cook.post('/canteen/cards/card-e1/revocation', {});
    expect([without.status, await old.isIn()]).toEqual([422, true]);
    expect(await without.text()).toContain('请选为什么');
    for (let presses = 0; presses < 2; presses += 1) expect((await cook.post('/canteen/cards/card-e1/revocation', { why: 'lost' })).status).toBe(303);
    expect(await old.isIn()).toBe(false);
    expect(await rows("SELECT count(*) AS n FROM audit WHERE action = 'card.revoke'")).toEqual([{ n: 1 }]);
    const page = await (await cook.get('/canteen/cards?elder=e1')).text();
    for (const words of ['丢了', '停用，李芳', '办一张卡，打印']) expect(page).toContain(words);
  });
});

describe('a new card', () => {
  it('needs a reason where one is held', async () => {
    const answer = await issue(cook);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('请选为什么');
    expect(await rows('SELECT count(*) AS n FROM card')).toEqual([{ n: 4 }]);
  });

  it('is one, however often the button is pressed', async () => {
    const form = { key: newId(), reason: 'damaged' };
    const answers = await Promise.all([issue(cook, form), issue(cook, form), issue(cook, form)]);
    expect(new Set(answers.map(sheetOf)).size).toBe(1);
    expect(await rows("SELECT count(*) AS n FROM card WHERE elder_id = 'e1'")).toEqual([{ n: 2 }]);
  });

  it('of two desks at once is one: the later is shown what is held now', async () => {
    const clerk = await visit(db, { personId: 'clerk' }, NOW);
    await Promise.all([issue(cook, { reason: 'lost' }), clerk.post('/civil/cards/issues', { key: newId(), elder: 'e1', reason: 'lost' })]);
    expect(await rows("SELECT count(*) AS n FROM card WHERE elder_id = 'e1' AND revoked_at IS NULL")).toEqual([{ n: 1 }]);
  });

  it('is printed with name, telephone, number and a square, and each sheet leaves a trace', async () => {
    const sheet = sheetOf(await issue(cook, { reason: 'misprinted' }));
    const page = await (await cook.get(sheet)).text();
    for (const words of ['李秀英', '0632-5550123', '荆河街道长者食堂', '<svg class="qr"']) expect(page).toContain(words);
    expect(page).toMatch(/卡号 6\d{3} \d{3} \d{3}/);
    expect(page).not.toContain(await linkOf(sheet.split('/').at(-1) ?? ''));
    expect(await rows("SELECT count(*) AS n FROM audit WHERE action = 'card.print'")).toEqual([{ n: 1 }]);
  });

  it('is printed for a day; an older one, one that ended, and one whose link nobody knows are not', async () => {
    const sheet = sheetOf(await issue(cook, { reason: 'lost' }));
    now = NOW + 24 * 3_600_000 - 1;
    expect((await cook.get(sheet)).status).toBe(200);
    now += 1;
    expect((await cook.get(sheet)).headers.get('location')).toBe('/canteen/cards?elder=e1');
    expect((await cook.get('/canteen/cards/card-e2')).headers.get('location')).toBe('/canteen/cards?elder=e2');
  });

  it('is not made for somebody who has died', async () => {
    await env.DB.prepare("INSERT INTO elder_fact (id, elder_id, kind, value, from_date, source, recorded_at, recorded_by) VALUES ('d', 'e1', 'death', 'yes', '2026-11-01', 'x', 0, 'person:clerk')").run();
    const answer = await issue(cook, { reason: 'lost' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('已去世');
    expect((await cook.post('/canteen/cards/card-e1/revocation', { why: 'returned' })).status).toBe(303);
  });
});

describe('whose card', () => {
  it('is found by name, by phone and by number, within reach only', async () => {
    for (const [q, found] of [['秀英', true], ['0001', true], ['玉珍', false]] as const) {
      const answer = await cook.post('/canteen/cards', { q });
      expect([q, answer.headers.get('location')]).toEqual([q, found ? '/canteen/cards?elder=e1' : null]);
    }
    expect((await cook.get('/canteen/cards?elder=e4')).status).toBe(404);
    expect((await issue(cook, { elder: 'e4' })).status).toBe(404);
    const wrong = await cook.post('/canteen/cards', { q: '6382719456' });
    expect([wrong.status, (await wrong.text()).includes('value="6382719456"')]).toEqual([422, true]);
  });
});

describe('the database keeps', () => {
  it.each([
    ['a second card in use', "INSERT INTO card (id, elder_id, number_sealed, number_index, token_hash, issued_at) VALUES ('x', 'e1', '', 'n', 't', 0)"],
    ['a stopped card in use again', "UPDATE card SET revoked_at = NULL WHERE id = 'card-e2'"],
  ])('%s out', async (_, sql) => {
    await cook.post('/canteen/cards/card-e2/revocation', { why: 'lost' });
    await expect(env.DB.prepare(sql).run()).rejects.toThrow();
  });
});
