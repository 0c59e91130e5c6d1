import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { bind, codeIn, DAUGHTER, provider } from '../support/families.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { at, NOW, seedCounty } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let sms: ReturnType<typeof provider>;
let clock: { now: number };
let stranger: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  sms = provider();
  clock = { now: NOW };
  stranger = await visit(db, null, () => clock.now, sms.port);
});

const one = async <T = unknown>(sql: string) => env.DB.prepare(sql).first<T>();
const all = async (sql: string) => (await env.DB.prepare(sql).all()).results;
const ask = (phone: string, key = newId()) => stranger.post('/family/sign-in/codes', { key, phone });
const enter = (path: string, code: string, key = newId()) => stranger.post(path, { key, code });
const askFor = async (phone: string) => (await ask(phone)).headers.get('location') ?? '';
const lastCode = () => codeIn(sms.letters.at(-1) ?? { key: '', to: '', text: '' });
/** Six digits that are not the code. */
const wrongOf = (code: string, nth = 1) => String((Number(code) + nth) % 1_000_000).padStart(6, '0');

describe('a phone asks for a code', () => {
  it('six digits go to it at once, are nowhere stored, and let it in once', async () => {
    const path = await askFor('154 0000 2001');
    expect(path).toMatch(/^\/family\/sign-in\/codes\/\w{16}$/);
    expect(sms.letters).toEqual([{ key: `sign_in_code.${path.split('/').at(-1)}`, to: '15400002001', text: expect.stringMatching(/验证码 \d{6}，15 分钟内有效/) }]);
    const stored = JSON.stringify(await Promise.all(['sign_in_code', 'message', 'message_attempt', 'audit'].map((table) => all(`SELECT * FROM ${table}`))));
    expect(stored).not.toContain(lastCode());
    expect(stored).not.toContain('15400002001');
    expect(await (await stranger.get(path)).text()).toContain('154****2001');
    const entered = await enter(path, lastCode());
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/family']);
    expect(entered.headers.get('set-cookie')).toMatch(/__Host-session=[\w-]{43}.*HttpOnly.*Secure/);
    expect((await enter(path, lastCode())).status).toBe(422);
    expect(await one('SELECT count(*) n FROM family_member')).toEqual({ n: 1 });
    expect(await all('SELECT state, attempts FROM message')).toEqual([{ state: 'sent', attempts: 1 }]);
  });

  it('whoever saw the form before it was filled in cannot go on guessing what was typed while that session lasts', async () => {
    const path = await askFor('15400002001');
    const form = { key: newId(), code: lastCode() };
    expect((await stranger.post(path, form)).status).toBe(303);
    const onlooker = await visit(db, null, () => clock.now, sms.port);
    clock.now += 5 * 60_000 - 1;
    expect((await onlooker.post(path, form)).status).toBe(303);
    clock.now += 1;
    expect((await onlooker.post(path, form)).status).toBe(422);
  });

  it.each(['before', 'after'] as const)('over a line that breaks %s the write that lets it in: the code is used together with it, or not at all', async (when) => {
    vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const path = await askFor('15400002001');
    const broken = stranger.over({ DB: faultyDatabase(env.DB, { call: 4, when }).db });
    const form = { key: newId(), code: lastCode() };
    expect((await broken.post(path, form)).status).toBe(503);
    vi.unstubAllGlobals();
    const used = { used: when === 'after' ? 1 : 0, members: when === 'after' ? 1 : 0, sessions: when === 'after' ? 1 : 0 };
    expect(await one('SELECT count(used_at) AS used, (SELECT count(*) FROM family_member) AS members, (SELECT count(*) FROM session) AS sessions FROM sign_in_code')).toEqual(used);
    // The same form once more lets in as if it had been heard, and no other form with the same code does.
    const again = await stranger.post(path, form);
    expect([again.status, again.headers.get('location'), again.headers.get('set-cookie')]).toEqual([303, '/family', expect.stringMatching(/__Host-session=[\w-]{43}.*Max-Age=2592000/)]);
    expect([(await enter(path, lastCode())).status, await one('SELECT count(*) n FROM session')]).toEqual([422, { n: 1 }]);
    expect(await one('SELECT count(*) n FROM family_member')).toEqual({ n: 1 });
  });

  it('a phone that is known and one that is not are answered alike, and the same person comes back', async () => {
    await bind(db, DAUGHTER, 'e1');
    const answers = [];
    for (const phone of ['15400001001', '15400002002']) {
      const asked = await ask(phone);
      const page = await (await stranger.get(asked.headers.get('location') ?? '')).text();
      answers.push([asked.status, page.replace(/154\*{4}\d{4}/g, '◆').replace(/codes\/\w{16}|value="\w{16}"/g, '◆')]);
    }
    expect(answers[0]).toEqual(answers[1]);
    const path = await askFor('15400001001');
    await enter(path, lastCode());
    expect(await one("SELECT person_id FROM session WHERE person_id IS NOT NULL")).toEqual({ person_id: 'd1' });
    expect(await one('SELECT count(*) n FROM family_member')).toEqual({ n: 1 });
  });

  it('pressed twice it is one code; the same key for another phone is none', async () => {
    const key = newId();
    const [first, second] = [await ask('15400002003', key), await ask('15400002003', key)];
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    expect(sms.letters).toHaveLength(1);
    expect((await ask('15400002004', key)).status).toBe(422);
  });

  it.each(['', '1234', '0632-5550123', 'abc', '154000020031'])('what is no mobile is asked again with what was typed: %s', async (typed) => {
    const answer = await ask(typed);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`value="${typed}"`);
    expect(sms.letters).toEqual([]);
  });

  it('ten a day, exactly, however many ask at once; another phone is not touched by it', async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => ask('15400002005')));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 10 }, () => 303), ...Array.from({ length: 6 }, () => 409)]);
    expect(sms.letters).toHaveLength(10);
    expect((await ask('15400002006')).status).toBe(303);
    clock.now = at('08:00') + 86_400_000;
    expect((await ask('15400002005')).status).toBe(303);
  });

  it('where no provider is set up, the page says so and nothing is written', async () => {
    const deaf = await visit(db, null, NOW);
    const answer = await deaf.post('/family/sign-in/codes', { key: newId(), phone: '15400002007' });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('这里还不能发短信')]);
    expect(await one('SELECT count(*) n FROM sign_in_code')).toEqual({ n: 0 });
  });
});

describe('a code is guessed', () => {
  it('five tries and no more, also at once, and then not even the right one', async () => {
    const path = await askFor('15400002010');
    const code = lastCode();
    const guesses = await Promise.all(Array.from({ length: 20 }, (_, nth) => enter(path, wrongOf(code, nth + 1))));
    expect(guesses.every(({ status }) => status === 422)).toBe(true);
    expect(await one('SELECT tries FROM sign_in_code')).toEqual({ tries: 5 });
    expect(await all("SELECT action, count(*) n FROM audit WHERE action GLOB 'sign_in.[tuw]*' GROUP BY action")).toEqual([{ action: 'sign_in.try', n: 5 }, { action: 'sign_in.wrong', n: 5 }]);
    expect(await (await enter(path, code)).text()).toContain('这个验证码不能用了');
    expect(await one('SELECT count(*) n FROM session')).toEqual({ n: 0 });
  });

  it('letters are not counted as a try; a try by one phone does not touch the code of another', async () => {
    const path = await askFor('15400002011');
    const mine = lastCode();
    const other = await askFor('15400002012');
    expect((await enter(path, '12 34')).status).toBe(422);
    await enter(other, wrongOf(lastCode()));
    expect(await all('SELECT tries FROM sign_in_code ORDER BY tries')).toEqual([{ tries: 0 }, { tries: 1 }]);
    expect((await enter(other, mine)).status).toBe(422);
    expect((await enter(path, mine.split('').join(' '))).status).toBe(303);
  });

  it.each([[15 * 60_000 - 1, 303], [15 * 60_000, 422]])('%i ms after it was asked for: %i', async (later, status) => {
    const path = await askFor('15400002013');
    clock.now = NOW + later;
    expect((await enter(path, lastCode())).status).toBe(status);
  });

  it('used by two at once it lets one in', async () => {
    const path = await askFor('15400002014');
    const answers = await Promise.all(Array.from({ length: 4 }, () => enter(path, lastCode())));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await one('SELECT count(*) n FROM session')).toEqual({ n: 1 });
  });

  it('two codes of one new phone make one family member', async () => {
    const paths = [await askFor('15400002015'), await askFor('15400002015')];
    const codes = sms.letters.map(codeIn);
    const answers = await Promise.all(paths.map((path, index) => enter(path, codes[index] ?? '')));
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await one('SELECT count(*) n FROM family_member')).toEqual({ n: 1 });
  });

  it('whoever was disabled is answered as if the code were over', async () => {
    await bind(db, DAUGHTER, 'e1');
    await env.DB.prepare("UPDATE person SET disabled_at = 1 WHERE id = 'd1'").run();
    const path = await askFor('15400001001');
    const answer = await enter(path, lastCode());
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('这个验证码不能用了')]);
  });

  it('a code that never was is not found', async () => {
    expect((await stranger.get(`/family/sign-in/codes/${newId()}`)).status).toBe(404);
    expect((await enter(`/family/sign-in/codes/${newId()}`, '123456')).status).toBe(404);
  });
});

it('when the provider does not answer, the page is the same and the job carries on with the same key', async () => {
  sms.answer({ sent: false, cause: 'timeout', final: false });
  expect((await ask('15400002020')).status).toBe(303);
  expect(await all('SELECT state, attempts FROM message')).toEqual([{ state: 'waiting', attempts: 1 }]);
  expect(await all('SELECT attempt, outcome, cause FROM message_attempt')).toEqual([{ attempt: 1, outcome: 'failed', cause: 'timeout' }]);
});
