import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { faultyDatabase, LOST, type Fault } from '../support/faulty-db.ts';
import { storyRows } from '../support/rows.ts';
import { at, NOW, runId, seedCounty, TODAY } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// The connection to the database breaks before or after any one call, and stays broken; the browser then sends the same form again.
// A line that breaks once and comes back is nobody's trouble.

// The pauses between the tries have their own cases (database-fault.test.ts); here they would only take their time.
vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));

let db: Database;
const log = vi.spyOn(console, 'error');
beforeEach(() => {
  log.mockReset().mockReturnValue(undefined);
});
afterEach(() => log.mockClear());

const KEY = 'k123456789abcdef';
const wish = { key: KEY, runId: runId('p1', TODAY, 'lunch'), setMealId: 'A', mode: 'dine_in' };

/** A story told from an empty county up to the step that is tried. */
type Step = { before: (elder: Visitor) => Promise<unknown>; send: (elder: Visitor) => Promise<Response> };
const ofOrder = async () => (await env.DB.prepare('SELECT id FROM meal_order').first<{ id: string }>())?.id ?? 'none';
const STEPS: Record<string, Step> = {
  'POST /orders': { before: async () => undefined, send: (elder) => elder.post('/orders', wish) },
  'POST /orders/:orderId/cancellation': {
    before: (elder) => elder.post('/orders', wish),
    send: async (elder) => elder.post(`/orders/${await ofOrder()}/cancellation`),
  },
};

/** Seeds a county, goes up to the step, and sends it over a line that breaks as `fault` says. */
async function upTo(step: Step, fault: Fault | null) {
  db = await seedCounty();
  const elder = await visit(db, { elderId: 'e1' }, NOW);
  await step.before(elder);
  const line = faultyDatabase(env.DB, fault);
  const answer = await step.send(elder.over({ DB: line.db }));
  return { elder, answer, calls: line.calls() };
}

const FAULTS = [1, 2, 3].flatMap((call): Fault[] => [{ call, when: 'before' }, { call, when: 'after' }]);

describe.each(Object.entries(STEPS))('%s', (route, step) => {
  it('makes three trips: who asks, what is known, the write', async () => {
    const { answer, calls } = await upTo(step, null);
    expect([answer.status, calls]).toEqual([303, 3]);
    expect(log).not.toHaveBeenCalled();
  });

  it.each(FAULTS)('breaks $when call $call: the same sent again leaves what one clean run leaves', async (fault) => {
    const clean = await upTo(step, null);
    const cleanRows = await storyRows();
    expect(cleanRows['meal_order']).toEqual([expect.stringContaining(route === 'POST /orders' ? '"state":"placed"' : '"state":"cancelled"')]);
    const { elder, answer, calls } = await upTo(step, fault);
    expect(answer.status).toBe(503);
    // Each call is made three times; a write that may have gone through is then asked for, three times too. One that did go through
    // loses its second try to itself.
    const onWrite = fault.when === 'before' ? 6 : 5;
    expect(calls).toBe(fault.call - 1 + (fault.call === 3 ? onWrite : 3));
    const again = await step.send(elder);
    expect(again.status).toBe(clean.answer.status);
    expect(again.headers.get('location')).toBe(`/orders/${await ofOrder()}`);
    expect(await storyRows()).toEqual(cleanRows);
  });

  it.each(FAULTS)('breaks $when call $call: a page without internals, a log line without people', async (fault) => {
    const { answer } = await upTo(step, fault);
    const page = await answer.text();
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, string>);
    expect(page).not.toMatch(/D1_ERROR|Network|connection|SQL|Error|\bat \w+ \(|src\//);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(lines).toHaveLength(1);
    const [line = {}] = lines;
    const where = fault.call === 1 ? '/*' : route.replace('POST ', '');
    expect(line).toEqual({ level: 'error', requestId: expect.stringMatching(/^[0-9a-z]{16}$/), method: 'POST', route: where, cause: fault.call < 3 ? LOST : expect.stringMatching(/^outcome unknown: /) });
    expect(JSON.stringify(line)).not.toMatch(/李秀英|李阿姨|"e1"|elder:e1|1000000|k123456789abcdef/);
    if (fault.call === 3) expect(page).toContain('正在确认');
    else expect(page).toContain('订好的饭都还在');
  });

  it.each(FAULTS)('breaks $when call $call and comes back: she learns nothing of it, and it was done once', async (fault) => {
    const clean = await upTo(step, null);
    const cleanRows = await storyRows();
    for (const times of [1, 2]) {
      const { answer } = await upTo(step, { ...fault, times });
      expect(answer.status).toBe(clean.answer.status);
      expect(await storyRows()).toEqual(cleanRows);
      expect(log).not.toHaveBeenCalled();
    }
  });
});

describe('a write that nothing is known of', () => {
  const lost = async (when: Fault['when'], clock: { now: number }) => {
    db = await seedCounty();
    const elder = await visit(db, { elderId: 'e1' }, () => clock.now);
    const page = await (await elder.over({ DB: faultyDatabase(env.DB, { call: 3, when }).db }).post('/orders', wish)).text();
    const ask = /href="(\/outcomes\/[0-9a-z]{16}\?at=\d+)"/.exec(page)?.[1] ?? 'no link';
    return { elder, ask };
  };
  const said = async (visitor: Visitor, path: string) => /<h1>([^<]*)/.exec(await (await visitor.get(path)).text())?.[1];

  it('is asked for: it took effect, and the page leads to the order', async () => {
    const { elder, ask } = await lost('after', { now: NOW });
    const page = await (await elder.get(ask)).text();
    expect(page).toContain('办好了');
    expect(page).toContain(`href="/orders/${await ofOrder()}"`);
  });

  it('is asked for too soon, then again: it did not', async () => {
    const clock = { now: NOW };
    const { elder, ask } = await lost('before', clock);
    expect(await said(elder, ask)).toBe('还在确认');
    clock.now += 40_001;
    expect(await said(elder, ask)).toBe('没有办成');
  });

  it('is asked for without its time: from then on it is known when, and it settles', async () => {
    const clock = { now: NOW };
    const { elder, ask } = await lost('before', clock);
    const page = await (await elder.get(ask.replace(/\?.*/, ''))).text();
    const again = /href="(\/outcomes\/[^"]+)"/.exec(page)?.[1] ?? 'no link';
    clock.now += 40_001;
    expect(await said(elder, again)).toBe('没有办成');
  });

  it('is nobody else’s to ask for', async () => {
    const { ask } = await lost('after', { now: NOW });
    expect(await said(await visit(db, { elderId: 'e2' }, NOW + 60_000), ask)).toBe('没有办成');
    expect(await said(await visit(db, null, NOW + 60_000), ask)).toBe('没有办成');
  });
});

/** As D1 names them: what is tried again, what is not, and what is told. */
const BY_WORDS: [message: string, calls: number, page: string][] = [
  ['D1_ERROR: D1 DB reset because its code was updated.', 6, '正在确认'],
  ['D1_ERROR: Internal error in D1 DB storage caused object to be reset.', 6, '正在确认'],
  ['D1_ERROR: D1 DB is overloaded. Too many requests queued.', 1, '这会儿办不了'],
  ['D1_ERROR: D1 DB is overloaded. Requests queued for too long.', 1, '这会儿办不了'],
  ['D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.', 1, '正在确认'],
  ['D1_ERROR: D1 DB exceeded its CPU time limit and was reset.', 1, '正在确认'],
  ['D1_ERROR: D1 DB\'s isolate exceeded its memory limit and was reset.', 1, '正在确认'],
];
it.each(BY_WORDS)('a write that fails with “%s” is tried as often as its words allow', async (message, calls, page) => {
  const step = STEPS['POST /orders'];
  if (!step) throw new Error('the step is there');
  const tried = await upTo(step, { call: 3, when: 'before', message });
  expect(tried.answer.status).toBe(503);
  expect(tried.calls - 2).toBe(calls);
  expect(await tried.answer.text()).toContain(page);
  expect((await storyRows())['meal_order']).toBeUndefined();
});

describe('an answer that got lost a moment before the cut-off', () => {
  it('is given again afterwards, to the same order', async () => {
    db = await seedCounty();
    const clock = { now: at('09:40') - 1 };
    const elder = await visit(db, { elderId: 'e1' }, () => clock.now);
    const lost = await elder.over({ DB: faultyDatabase(env.DB, { call: 3, when: 'after' }).db }).post('/orders', wish);
    clock.now = at('09:40') + 5000;
    const again = await elder.post('/orders', wish);
    expect([lost.status, again.status, again.headers.get('location')]).toEqual([503, 303, `/orders/${await ofOrder()}`]);
  });

  it('that never arrived is late like any other, and nothing is written', async () => {
    db = await seedCounty();
    const clock = { now: at('09:40') - 1 };
    const elder = await visit(db, { elderId: 'e1' }, () => clock.now);
    await elder.over({ DB: faultyDatabase(env.DB, { call: 3, when: 'before' }).db }).post('/orders', wish);
    clock.now = at('09:40');
    expect((await elder.post('/orders', wish)).status).toBe(409);
    expect(await ofOrder()).toBe('none');
  });
});

describe('a page for people at work, without a database', () => {
  it.each(['/canteen', '/civil'])('%s says how to go on, and what to tell whoever runs the system', async (path) => {
    db = await seedCounty();
    const staff = await visit(db, { personId: path === '/civil' ? 'clerk' : 'cook1' }, NOW);
    const answer = await staff.over({ DB: faultyDatabase(env.DB, { call: 1, when: 'before' }).db }).get(path);
    const page = await answer.text();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect(page).toMatch(/编号 [0-9a-z]{16}/);
    expect(page).toContain('用最近打印的名单');
    expect(page).not.toMatch(/D1_ERROR|Network|SQL/);
  });
});
