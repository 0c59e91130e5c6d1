import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all } from '../support/books.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { browser, cheaply, enterBy, giveLogin, led, PASSWORD, type Browser } from '../support/staff-logins.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { visit } from '../support/visitor.ts';

const NEXT = '明天中午吃糖醋带鱼饭';

let db: Database;
let clock: { now: number };
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  await giveLogin(db, 'cook1', 'lifang', await cheaply(PASSWORD));
});

async function signedIn(password = PASSWORD): Promise<Browser> {
  const by = browser(() => clock.now);
  expect((await enterBy(by, 'lifang', password)).status).toBe(303);
  return by;
}
const change = (by: Browser, current: string, password = NEXT, again = password) => by.post('/sign-in/own/password', { current, password, again });
const works = async (by: Browser) => (await by.get('/canteen')).status === 200;
const page = async (by: Browser) => (await by.get('/sign-in/own')).text();

describe('changing one’s password', () => {
  it('ends every other session, goes on here under a new token, and the old password is dead', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const before = here.cookie();
    expect(led(await change(here, PASSWORD))).toEqual([303, '/sign-in/own?done=password']);
    expect(here.cookie()).not.toBe(before);
    expect([await works(here), await works(there)]).toEqual([true, false]);
    expect(await all("SELECT actor, subject FROM audit WHERE action = 'password.change'")).toEqual([{ actor: 'person:cook1', subject: 'person:cook1' }]);
    const old = browser(() => clock.now);
    expect((await enterBy(old, 'lifang', PASSWORD)).status).toBe(422);
    await signedIn(NEXT);
  });

  it.each([
    ['the present one is wrong', ['falsches', NEXT, NEXT], '现在的密码不对'],
    ['the new one is too short', [PASSWORD, '带鱼', '带鱼'], '至少 10 个字'],
    ['they differ', [PASSWORD, NEXT, PASSWORD], '两次打的不一样'],
  ] as const)('is refused where %s, and nothing ends', async (_case, [current, password, again], words) => {
    const here = await signedIn();
    const answer = await change(here, current, password, again);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)]);
    expect(await works(here)).toBe(true);
    await signedIn();
  });

  it('guesses at the present one are counted with those at the door from the same browser', async () => {
    const here = await signedIn();
    await Promise.all(Array.from({ length: 20 }, (_, nth) => change(here, `geraten-${nth}`)));
    expect(await all('SELECT tries FROM sign_in_try WHERE tries > 0')).toEqual([{ tries: 5 }]);
    const answer = await change(here, PASSWORD);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('过 15 分钟自己解开')]);
    const entering = { key: newId(), login: 'lifang', password: PASSWORD, code: '' };
    expect([(await here.post('/sign-in/staff', entering)).status, (await browser(() => clock.now).post('/sign-in/staff', entering)).status]).toEqual([422, 303]);
  });

  it('by two at once, one holds and the other is out', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    const answers = await Promise.all([change(here, PASSWORD, '我家的密码就是第一个'), change(there, PASSWORD, '我家的密码就是第二个')].map(async (one) => (await one).headers.get('location')));
    expect(answers.filter((location) => location === '/sign-in/own?done=password')).toHaveLength(1);
    expect([await works(here), await works(there)].filter(Boolean)).toHaveLength(1);
  });

  it('races a sign-in by the old one: none of those outlives it', async () => {
    const here = await signedIn();
    const others = Array.from({ length: 4 }, () => browser(() => clock.now));
    await Promise.all([change(here, PASSWORD), ...others.map((by) => by.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD, code: '' }))]);
    expect(await works(here)).toBe(true);
    for (const by of others) expect(by.cookie() !== '' && (await works(by))).toBe(false);
  });
});

describe('changing it over a line that breaks', () => {
  const form = { current: PASSWORD, password: NEXT, again: NEXT };
  const opens = async (password: string) => (await browser(() => clock.now).post('/sign-in/staff', { key: newId(), login: 'lifang', password, code: '' })).status === 303;
  /** Who asks, what is known, the guess, that it is counted, and the one write. */
  const overBroken = async (when: 'before' | 'after') => {
    vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const here = await visit(db, { personId: 'cook1' }, NOW);
    const answer = await here.over({ DB: faultyDatabase(env.DB, { call: 5, when }).db }).post('/sign-in/own/password', form);
    vi.unstubAllGlobals();
    expect(answer.status).toBe(503);
    return here;
  };

  it('before the write: nothing has changed, and the same again changes it', async () => {
    const here = await overBroken('before');
    expect([await opens(PASSWORD), await opens(NEXT), (await here.get('/canteen')).status]).toEqual([true, false, 200]);
    expect((await here.post('/sign-in/own/password', form)).status).toBe(303);
    expect([await opens(PASSWORD), await opens(NEXT)]).toEqual([false, true]);
  });

  it('after it: the new password holds, every session has ended, and the new one opens the door', async () => {
    const here = await overBroken('after');
    expect([await opens(PASSWORD), await opens(NEXT), (await here.get('/canteen')).status]).toEqual([false, true, 303]);
  });
});

describe('my sessions', () => {
  it('are listed with when and by what, and this one is named', async () => {
    const here = await signedIn();
    clock.now += 60_000;
    await signedIn();
    const text = await page(here);
    expect(text.match(/11 月 23 日 8:0[01] 登录，密码，到 11 月 23 日 20:0[01] 自动退出/g)).toHaveLength(2);
    expect(text.match(/就是这里/g)).toHaveLength(1);
    for (const words of ['lifang', '不用']) expect(text).toContain(words);
    expect(text).not.toContain(here.cookie().split('=')[1]);
  });

  it('one is ended, twice as well as once, and the others all together', async () => {
    const [here, second, third] = [await signedIn(), await signedIn(), await signedIn()];
    const [hash = ''] = /name="session" value="([\w-]{43})"/.exec(await page(here))?.slice(1) ?? [];
    for (const press of ['first', 'second']) expect(led(await here.post('/sign-in/own/sessions/endings', { session: hash })), press).toEqual([303, '/sign-in/own?done=session']);
    expect([await works(second), await works(third)].filter(Boolean)).toHaveLength(1);
    expect(led(await here.post('/sign-in/own/sessions/other-endings'))).toEqual([303, '/sign-in/own?done=sessions']);
    expect([await works(here), await works(second), await works(third)]).toEqual([true, false, false]);
    expect(await page(here)).toContain('只有这里');
  });

  it('another’s is not theirs to end, nor shown', async () => {
    const here = await signedIn();
    const other = await visit(db, { personId: 'cook2' }, NOW);
    const [theirs] = await all("SELECT token_hash FROM session WHERE person_id = 'cook2'");
    expect(await page(here)).not.toContain(String(theirs?.['token_hash']));
    await here.post('/sign-in/own/sessions/endings', { session: String(theirs?.['token_hash']) });
    await here.post('/sign-in/own/sessions/other-endings');
    expect((await other.get('/canteen')).status).toBe(200);
  });

  it('a person without a name is told whom to ask, and has no password to change', async () => {
    const other = await visit(db, { personId: 'cook2' }, NOW);
    expect(await (await other.get('/sign-in/own')).text()).toContain('还没有，请管理员给您开通');
    expect(led(await other.get('/sign-in/own/password'))).toEqual([303, '/sign-in/own']);
    expect(led(await other.post('/sign-in/own/password', { current: '', password: NEXT, again: NEXT }))).toEqual([303, '/sign-in/own']);
  });
});
