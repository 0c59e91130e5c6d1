import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import { policyRules } from '../../src/domain/policy-rules.ts';
import { assessSubsidy } from '../../src/domain/subsidy.ts';
import type { PastMeal } from '../../src/domain/subsidy-facts.ts';
import { carryOnTrials } from '../../src/jobs/carry-on-trials.ts';
import { advanceTrial } from '../../src/store/policy-trials.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { draftText, RULES } from '../support/drafts.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { liveThroughNovember } from '../support/month.ts';
import { at, day, seedCounty } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

const DECEMBER = at('09:00', day('2026-12-02'));
const LIMITS = [{ per: 'week' as const, meals: 1 }];

let db: Database;
let clerk: Visitor;

beforeAll(async () => {
  db = await seedCounty();
  await liveThroughNovember(db);
  clerk = await visit(db, { personId: 'clerk' }, DECEMBER);
});

const last = (answer: Response) => (answer.headers.get('location') ?? expect.fail(`answered ${answer.status}`)).split('/').at(-1) ?? '';
const text = async (path: string) => (await clerk.get(path)).text();

async function trialOf(content: string, month = '2026-11'): Promise<string> {
  const draftId = last(await clerk.post('/civil/policies/drafts', { key: newId(), text: content }));
  return last(await clerk.post(`/civil/policies/drafts/${draftId}/trials`, { month }));
}

type Order = { id: string; elder_id: string; service_date: string; slot: 'lunch'; mode: 'dine_in'; price_fen: number; self_pay_fen: number; placed_at: number; assessment: string; division_code: string; point: string };

/** The same, done here straight from the tables, person by person, meal by meal. */
async function recount(rules: typeof RULES) {
  const version = { id: 'v', policyId: 'qd-cy-2020', fromDate: day('2020-01-01'), toDate: null, rules: policyRules.parse(rules) };
  const orders = await all<Order>(`SELECT o.*, p.division_code, p.id AS point FROM meal_order o JOIN meal_run r ON r.id = o.meal_run_id JOIN meal_point p ON p.id = r.meal_point_id
    WHERE o.state = 'handed_over' AND o.service_date LIKE '2026-11%' ORDER BY o.placed_at, o.id`);
  const past = new Map<string, PastMeal[]>();
  const people = new Map<string, { meals: number; before: number; after: number; selfBefore: number; selfAfter: number }>();
  for (const order of orders) {
    const meals = past.get(order.elder_id) ?? [];
    const { facts } = JSON.parse(order.assessment) as { facts: Parameters<typeof assessSubsidy>[0] };
    const serviceDate = day(order.service_date);
    const answer = assessSubsidy(facts, [version], { meals: [...meals], balances: {} }, {
      serviceDate, slot: order.slot, mode: order.mode, priceFen: fen(order.price_fen), point: { id: order.point, divisionCode: order.division_code },
    });
    past.set(order.elder_id, [...meals, { serviceDate, selfPayFen: answer.selfPayFen, grants: answer.grants, beside: answer.beside }]);
    const sum = people.get(order.elder_id) ?? { meals: 0, before: 0, after: 0, selfBefore: 0, selfAfter: 0 };
    people.set(order.elder_id, {
      meals: sum.meals + 1, before: sum.before + order.price_fen - order.self_pay_fen, after: sum.after + order.price_fen - answer.selfPayFen,
      selfBefore: sum.selfBefore + order.self_pay_fen, selfAfter: sum.selfAfter + answer.selfPayFen,
    });
  }
  return [...people].filter(([, sum]) => sum.before !== sum.after).sort(([a], [b]) => (a < b ? -1 : 1)).map(([elderId, sum]) => ({ elderId, ...sum }));
}

const stored = (trialId: string) =>
  all(`SELECT elder_id AS elderId, meals, subsidy_before_fen AS before, subsidy_after_fen AS after, self_pay_before_fen AS selfBefore, self_pay_after_fen AS selfAfter
    FROM policy_trial_person WHERE trial_id = ? ORDER BY elder_id`, trialId);
const steps = (trialId: string) => all<{ meals: number; last: number }>('SELECT meals, last FROM policy_trial_step WHERE trial_id = ? ORDER BY number', trialId);
const entry = { at: DECEMBER, actor: 'person:clerk', action: 'policy_trial.step', subject: 'policy_trial:x', requestId: 'r' };

describe('a trial', () => {
  it('comes to what a straightforward recomputation comes to, limits included', async () => {
    const rules = { ...RULES, limits: LIMITS };
    const trialId = await trialOf(draftText({ limits: LIMITS }));
    expect((await clerk.post(`/civil/policies/trials/${trialId}/steps`)).status).toBe(303);
    const expected = await recount(rules);
    expect(expected.length).toBeGreaterThan(1);
    expect(await stored(trialId)).toEqual(expected);
    const page = await text(`/civil/policies/trials/${trialId}`);
    expect(page).toContain(`这 ${expected.length} 人会变`);
    expect(page).not.toContain('继续算');
  });

  it('goes on step by step, person by person, and says how far it is', async () => {
    const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 9 }] }));
    const whole = await trialOf(draftText({ limits: [{ per: 'month', meals: 8 }] }));
    await advanceTrial(db, entry, trialId, 2);
    const page = await text(`/civil/policies/trials/${trialId}`);
    expect(page).toMatch(/已算 \d+ \/ \d+ 份/);
    expect(page).toContain('继续算');
    for (let tries = 0; tries < 20 && (await advanceTrial(db, entry, trialId, 2)) !== 'over'; tries += 1);
    await advanceTrial(db, entry, whole);
    expect((await steps(trialId)).length).toBeGreaterThan(2);
    expect(await stored(trialId)).toEqual(await stored(whole));
    expect((await steps(trialId)).reduce((sum, step) => sum + step.meals, 0)).toBe((await steps(whole))[0]?.meals);
    expect(await advanceTrial(db, entry, trialId, 2)).toBe('over');
  });

  it('resumes after a fault in the middle as if there had been none', async () => {
    const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 7 }] }));
    const clean = await trialOf(draftText({ limits: [{ per: 'month', meals: 6 }] }));
    await advanceTrial(db, entry, clean);
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; call <= 3; call += 1) {
        const broken = openDatabase(faultyDatabase(env.DB, { call, when }).db);
        await advanceTrial(broken, entry, trialId, 2).catch(() => 'lost');
      }
    }
    for (let tries = 0; tries < 20 && (await advanceTrial(db, entry, trialId, 2)) !== 'over'; tries += 1);
    expect(await stored(trialId)).toEqual(await stored(clean));
    expect((await steps(trialId)).at(-1)?.last).toBe(1);
  });

  it('takes each step once, however many press at once', async () => {
    const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 5 }] }));
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => advanceTrial(db, entry, trialId)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await steps(trialId)).toHaveLength(1);
  });

  it('is carried on by the job once nobody has for a minute', async () => {
    const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 4 }] }));
    expect(await carryOnTrials(db, DECEMBER + 1000)).toEqual({ done: 0, left: [] });
    expect(await carryOnTrials(db, DECEMBER + 61_000)).toEqual({ done: 1, left: [] });
    expect((await steps(trialId)).at(-1)?.last).toBe(1);
    expect(await carryOnTrials(db, DECEMBER + 3_600_000)).toEqual({ done: 0, left: [] });
  });

  it('that always fails goes behind the others, is given up after three times, and its page says so', async () => {
    for (const bad of ['bad1', 'bad2']) {
      await env.DB.prepare("INSERT INTO policy_draft_step VALUES (?1, 1, 'saved', '{', ?1, 'person:clerk', 0, NULL)").bind(bad).run();
      await env.DB.prepare("INSERT INTO policy_trial VALUES (?1, ?1, ?1, '2026-11', 1, 'person:clerk', 0)").bind(bad).run();
    }
    const good = await trialOf(draftText({ limits: [{ per: 'month', meals: 6 }] }));
    const cause = 'the text of a trial cannot be read';
    const both = [{ id: 'bad1', cause }, { id: 'bad2', cause }];
    expect(await carryOnTrials(db, DECEMBER + 61_000)).toEqual({ done: 0, left: both });
    expect(await text('/civil/policies/trials/bad1')).toContain('系统在后台也会接着算');
    expect(await carryOnTrials(db, DECEMBER + 122_000)).toEqual({ done: 1, left: [both[0]] });
    expect((await steps(good)).at(-1)?.last).toBe(1);
    for (let minute = 3; minute < 9; minute += 1) await carryOnTrials(db, DECEMBER + minute * 61_000);
    expect(await carryOnTrials(db, DECEMBER + 600_000)).toEqual({ done: 0, left: [] });
    expect(await all('SELECT trial_id, count(*) AS n FROM policy_trial_failure GROUP BY trial_id')).toEqual([{ trial_id: 'bad1', n: 3 }, { trial_id: 'bad2', n: 3 }]);
    expect(await text('/civil/policies/trials/bad1')).toContain('试了 3 次都没成');
  });

  it('is not given up for a line that breaks, however often', async () => {
    const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 2 }] }));
    for (let call = 2; call <= 6; call += 1) {
      const broken = openDatabase(faultyDatabase(env.DB, { call, when: 'before', times: 3 }).db);
      await carryOnTrials(broken, DECEMBER + 61_000).catch(() => 'lost');
    }
    expect(await all('SELECT after_step FROM policy_trial_failure WHERE trial_id = ?', trialId)).toEqual([]);
  });

  it('shows each person’s meals with their orders, before and after', async () => {
    const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 3 }] }));
    await advanceTrial(db, entry, trialId);
    const page = await text(`/civil/policies/trials/${trialId}/people/e1`);
    expect(page).toContain('李秀英');
    const meals = await all<{ id: string }>("SELECT id FROM meal_order WHERE elder_id = 'e1' AND state = 'handed_over' AND service_date LIKE '2026-11%'");
    expect(meals.length).toBeGreaterThan(0);
    for (const { id } of meals) expect(page).toContain(`/civil/orders/${id}`);
    expect((await clerk.get(`/civil/policies/trials/${trialId}/people/e9`)).status).toBe(404);
  });

  it('of a month without meals says so, and no month is tried that is not over', async () => {
    const trialId = await trialOf(draftText(), '2026-10');
    await clerk.post(`/civil/policies/trials/${trialId}/steps`);
    expect(await text(`/civil/policies/trials/${trialId}`)).toContain('没有已交付的餐');
    const draftId = last(await clerk.post('/civil/policies/drafts', { key: newId(), text: draftText() }));
    expect((await clerk.post(`/civil/policies/drafts/${draftId}/trials`, { month: '2026-12' })).status).toBe(422);
  });

  it('of the same text and month is the same trial, and of another text another one', async () => {
    const draftId = last(await clerk.post('/civil/policies/drafts', { key: newId(), text: draftText() }));
    const start = async () => last(await clerk.post(`/civil/policies/drafts/${draftId}/trials`, { month: '2026-11' }));
    const first = await start();
    expect(await start()).toBe(first);
    expect(new Set(await Promise.all([start(), start(), start()]))).toEqual(new Set([first]));
    await clerk.post(`/civil/policies/drafts/${draftId}/text`, { text: draftText({ limits: [{ per: 'day', meals: 1 }] }) });
    expect(await start()).not.toBe(first);
  });
});

/** Everything that `work` makes D1 read and write, as D1 itself counts it. */
async function measured(work: (counted: Database) => Promise<unknown>): Promise<{ read: number; trips: number }> {
  const sums = { read: 0, trips: 0 };
  const counting = new Proxy(env.DB, {
    get: (real, name) =>
      name === 'batch'
        ? async (statements: D1PreparedStatement[]) => {
            const answers = await real.batch(statements);
            sums.trips += 1;
            for (const { meta } of answers) sums.read += meta.rows_read;
            return answers;
          }
        : real.prepare.bind(real),
  });
  await work(openDatabase(counting));
  return sums;
}

it('reads a row for each meal, two for each person, and little else, in three trips', async () => {
  const trialId = await trialOf(draftText({ limits: [{ per: 'month', meals: 2 }] }));
  const { read, trips } = await measured((counted) => advanceTrial(counted, entry, trialId));
  const [step] = await steps(trialId);
  const people = await one<{ n: number }>('SELECT count(*) AS n FROM elder');
  expect(trips).toBe(3);
  expect(read).toBeLessThanOrEqual((step?.meals ?? 0) * 2 + (people?.n ?? 0) * 2 + 40);
});
