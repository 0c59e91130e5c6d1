import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { checked, decide, LOW, openOffices, type Offices } from '../support/applications.ts';
import { all, one } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, day, NOW, runId, TOMORROW } from '../support/seed.ts';
import { type Visitor } from '../support/visitor.ts';

let db: Database;
let now: Instant;
let worker: Visitor;
let town: Visitor;
let who: Offices['who'];

beforeEach(async () => {
  now = NOW;
  ({ db, who, worker, town } = await openOffices(() => now));
});

it('an office shows the links that its officials may open, and no other', async () => {
  const linksOf = async (official: Visitor) => {
    const nav = /<nav aria-label="主要">(.*?)<\/nav>/.exec(await (await official.get('/civil/reviews')).text())?.[1] ?? '';
    return [...nav.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
  };
  const clerk = await who('clerk');
  const [townLinks, countyLinks] = [await linksOf(town), await linksOf(clerk)];
  expect(countyLinks.filter((href) => !townLinks.includes(href))).toEqual(['/civil/months', '/civil/rosters', '/civil/prepaid', '/civil/donations', '/civil/messages', '/civil/rules']);
  for (const href of townLinks) expect([href, (await town.get(href)).status]).toEqual([href, 200]);
  for (const href of countyLinks) expect([href, (await clerk.get(href)).status]).toEqual([href, 200]);
});

describe('a yearly review', () => {
  const granted = async () => {
    const id = await checked(worker, 'e1', LOW);
    await decide(town, id, { action: 'grant', start: 'today' });
    return (await one<{ fact_id: string }>('SELECT fact_id FROM application WHERE id = ?', id))?.fact_id ?? '';
  };
  const decideReview = async (official: Visitor, factId: string, fields: Record<string, string>) => {
    const page = await (await official.get(`/civil/reviews/${factId}`)).text();
    const hidden = { review: /name="review" value="(\w+)"/.exec(page)?.[1] ?? 'none', shown: /name="shown" value="([\w-]+)"/.exec(page)?.[1] ?? 'A'.repeat(43) };
    return official.post(`/civil/reviews/${factId}/decision`, { ...hidden, ...fields });
  };

  it('is due a year on, proposed by the village, confirmed by the town: the date moves on', async () => {
    const fact = await granted();
    expect(await (await worker.get('/community/reviews')).text()).toContain('近期没有到日子的复核');
    now = at('08:00', day('2027-11-01'));
    expect(await (await worker.get('/community/reviews')).text()).toContain('李秀英');
    const propose = () => worker.post(`/community/reviews/${fact}`, { due: '2027-11-23', finding: 'still_holds' });
    expect([(await propose()).status, (await propose()).status]).toEqual([303, 303]);
    expect((await decideReview(town, fact, { decision: 'approved' })).status).toBe(303);
    expect(await one('SELECT review_date FROM eligibility')).toEqual({ review_date: '2028-11-23' });
    expect(await all('SELECT finding FROM eligibility_review')).toHaveLength(1);
  });

  it('ends the fact on a day, which is never overwritten, and the next order costs more', async () => {
    const fact = await granted();
    const answer = await worker.post(`/community/reviews/${fact}`, { due: '2027-11-23', finding: 'no_longer', end: '2026-11-24', note: '收入高了' });
    expect(answer.status).toBe(303);
    expect((await decideReview(town, fact, { decision: 'approved' })).status).toBe(303);
    expect(await one('SELECT to_date FROM elder_fact WHERE id = ?', fact)).toEqual({ to_date: '2026-11-24' });
    const [today, tomorrow] = [await placeOrder(db, 'e1'), await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') })];
    const paid = await all<{ self_pay_fen: number }>('SELECT self_pay_fen FROM meal_order WHERE id IN (?, ?) ORDER BY service_date', today, tomorrow);
    expect(paid.map((row) => row.self_pay_fen)).toEqual([200, 700]);
    expect((await worker.post(`/community/reviews/${fact}`, { due: '2027-11-23', finding: 'still_holds' })).status).toBe(409);
  });

  it('is sent back with words, and not decided by whoever proposed it', async () => {
    const fact = await granted();
    const both = await who('both');
    await both.post(`/community/reviews/${fact}`, { due: '2027-11-23', finding: 'still_holds' });
    expect(await (await both.get(`/civil/reviews/${fact}`)).text()).toContain('要由另一个人来定');
    const [review] = await all<{ id: string }>('SELECT id FROM eligibility_review');
    expect((await both.post(`/civil/reviews/${fact}/decision`, { review: review?.id ?? '', shown: 'A'.repeat(43), decision: 'approved' })).status).toBe(409);
    expect((await decideReview(town, fact, { decision: 'sent_back' })).status).toBe(422);
    expect((await decideReview(town, fact, { decision: 'sent_back', note: '请入户看看' })).status).toBe(303);
    expect((await worker.post(`/community/reviews/${fact}`, { due: '2027-11-23', finding: 'still_holds', note: '看过' })).status).toBe(303);
  });
});
