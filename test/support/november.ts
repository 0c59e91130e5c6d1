// November at p1, at rest and ready to be closed: one meal handed over for cash, two officials of the county with their browsers.
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { addDays, type Instant } from '../../src/domain/calendar.ts';
import { closeMealRuns } from '../../src/jobs/close-meal-runs.ts';
import { finishMealRuns } from '../../src/jobs/finish-meal-runs.ts';
import { claimQueries, claimsOf, reverseClaims } from '../../src/store/claim-reversals.ts';
import { commit, untilSettled } from '../../src/store/commit.ts';
import { readTogether, type Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all } from './books.ts';
import { placeOrder } from './ordering.ts';
import { freeze } from './runs.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

export const NOVEMBER = '/civil/months/2026-11';
/** The last day on which a meal of the seed may be claimed is long over. */
export const CLOSABLE = at('09:00', day('2026-12-05'));

export const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
export const refusal = async (answer: Response) => [answer.status, /role="alert"[^>]*><h2>([^<]*)/.exec(await answer.text())?.[1]];
export const run = (words: string) => env.DB.prepare(words).run();
export const closed = () => all('SELECT period, closed_at, closed_by FROM closed_period ORDER BY period');
export const kinds = async () => (await all<{ kind: string }>('SELECT kind FROM month_step ORDER BY number')).map((step) => step.kind);
export const text = async (who: Visitor, path = NOVEMBER) => (await who.get(path)).text();

export class November {
  now: Instant = CLOSABLE;
  readonly db: Database;
  readonly clerk: Visitor;
  readonly second: Visitor;
  readonly town: Visitor;
  readonly order: string;

  private constructor(of: { db: Database; order: string; visitors: readonly [Visitor, Visitor, Visitor] }, clock: { november?: November }) {
    [this.clerk, this.second, this.town] = of.visitors;
    this.db = of.db;
    this.order = of.order;
    clock.november = this;
  }

  static async atRest(): Promise<November> {
    const db = await seedCounty();
    const order = await placeOrder(db, 'e1');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
    expect((await cook.post(`/canteen/orders/${order}/hand-over`, { key: newId() })).status).toBe(303);
    await closeMealRuns(db, at('23:00', TOMORROW));
    await finishMealRuns(db, at('00:30', addDays(TOMORROW, 1)));
    const clock: { november?: November } = {};
    const visitor = (personId: string) => visit(db, { personId }, () => clock.november?.now ?? CLOSABLE);
    return new November({ db, order, visitors: [await visitor('clerk'), await visitor('clerk2'), await visitor('town-clerk')] }, clock);
  }

  async propose(who = this.clerk): Promise<Response> {
    return who.post(`${NOVEMBER}/proposal`, { hash: hidden(await text(who), 'hash') });
  }

  /** What the second official's page carries. */
  async shown(who = this.second): Promise<{ step: string; hash: string }> {
    const html = await text(who);
    return { step: hidden(html, 'step'), hash: hidden(html, 'hash') };
  }

  confirm(form: Record<string, string>, who = this.second): Promise<Response> {
    return who.post(`${NOVEMBER}/confirmation`, form);
  }

  async close(): Promise<void> {
    expect((await this.propose()).status).toBe(303);
    expect((await this.confirm(await this.shown())).status).toBe(303);
  }

  /** Late news: the claim of the month's one meal is taken back, wherever that falls. */
  takeBack(): Promise<string> {
    return untilSettled(async () => {
      const { claims, closedMonths } = claimsOf(await readTogether(this.db, claimQueries(this.db, [this.order])));
      const entry = { at: this.now, actor: 'person:clerk', action: 'claim.reverse', subject: 'x', requestId: newId() };
      return commit(this.db, entry, reverseClaims(this.db, entry, claims, { reason: 'died_before', note: '死亡证明' }, closedMonths));
    });
  }
}
