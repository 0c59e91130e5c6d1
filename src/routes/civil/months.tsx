import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import type { Month } from '../../domain/calendar.ts';
import { decideConfirmation, decideProposal, decideReturn, decideWithdrawal, type MonthStepKind } from '../../domain/month-closing.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { closeMonth, loadMonth, loadMonths, recordMonthStep, type MonthRead } from '../../store/month-closings.ts';
import { answerRefusalText, proposalRefusalText, reasonMissing, withdrawalRefusalText } from '../../../web/civil/month-text.ts';
import { paths } from '../../../web/paths.ts';
import { form, month, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { officialOf } from './frame.ts';
import { monthPage, monthsPage } from './month-view.tsx';

/** A month is closed by two officials of the county: one proposes, the other confirms exactly those figures, or sends them back. */
export const months = new Hono<App>();

const ofMonth = segments(z.object({ month }));
const hash = z.string().regex(/^[\w-]{43}$/);
const step = z.string().regex(/^[1-9]\d{0,5}$/).transform(Number);
const reason = z.string().trim().max(200);
const misread = (c: Context<App>) => problem(c, 422);

months.get('/', permit('month.read'), async (c) => {
  const read = await loadMonths(c.var.db, c.var.scope, c.var.now);
  return read ? monthsPage(c, read) : c.notFound();
});

const said = query(z.object({ done: z.enum(['proposed', 'withdrawn', 'returned']).optional() }));

months.get('/:month', permit('month.read'), ofMonth, said, async (c) => {
  const read = await loadMonth(c.var.db, c.var.scope, c.req.valid('param').month, c.var.now);
  return read ? monthPage(c, read, { done: c.req.valid('query').done }) : c.notFound();
});

/** Needs no key: the same figures proposed again by the same official are one proposal. */
months.post('/:month/proposal', permit('month.propose'), ofMonth, form(z.strictObject({ hash }), misread), async (c) =>
  decided(c, c.req.valid('param').month, (read, actor, next) => {
    const outcome = decideProposal(read.facts, c.req.valid('form').hash, actor);
    if (outcome === 'there already') return 'proposed';
    if (outcome !== 'go') return monthPage(c, read, { refusal: proposalRefusalText[outcome.refused] });
    return next('proposed', read.facts.hash, { figures: read.text });
  }),
);

months.post('/:month/withdrawal', permit('month.propose'), ofMonth, form(z.strictObject({ step, reason }), misread), async (c) =>
  decided(c, c.req.valid('param').month, (read, actor, next) => {
    const { step: shown, reason: why } = c.req.valid('form');
    const last = read.facts.steps.at(-1);
    if (last?.kind === 'withdrawn' && last.actor === actor && last.number === shown + 1) return 'withdrawn';
    const outcome = decideWithdrawal(read.facts, shown, actor);
    if (outcome !== 'go') return monthPage(c, read, { refusal: withdrawalRefusalText[outcome.refused], reason: why });
    return why === '' ? monthPage(c, read, { reasonError: reasonMissing.withdrawal }) : next('withdrawn', last?.hash ?? '', { reason: why });
  }),
);

months.post('/:month/return', permit('month.confirm'), ofMonth, form(z.strictObject({ step, hash, reason }), misread), async (c) =>
  decided(c, c.req.valid('param').month, (read, actor, next) => {
    const { reason: why, ...shown } = c.req.valid('form');
    const last = read.facts.steps.at(-1);
    if (last?.kind === 'returned' && last.actor === actor && last.number === shown.step + 1) return 'returned';
    const outcome = decideReturn(read.facts, shown, actor);
    if (outcome !== 'go') return monthPage(c, read, { refusal: answerRefusalText[outcome.refused], reason: why });
    return why === '' ? monthPage(c, read, { reasonError: reasonMissing.return }) : next('returned', shown.hash, { reason: why });
  }),
);

/** The second official's yes closes the month. Needs no key: a month is closed once, and a second press is shown what the first one did. */
months.post('/:month/confirmation', permit('month.confirm'), ofMonth, form(z.strictObject({ step, hash }), misread), async (c) => {
  const { db, scope, now } = c.var;
  const of = c.req.valid('param').month;
  const shown = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadMonth(db, scope, of, now);
    if (!read) return c.notFound();
    const outcome = decideConfirmation(read.facts, shown, actor, now);
    if (outcome === 'there already') return c.redirect(paths.month(of), 303);
    if (outcome !== 'go') return monthPage(c, read, { refusal: answerRefusalText[outcome.refused] });
    const done = await closeMonth(db, auditEntry(c, actor, 'month.close', `month:${of}`), of, shown, read.text);
    return done === 'done' ? c.redirect(paths.month(of), 303) : done;
  });
});

type Decide = (read: MonthRead, actor: string, next: Next) => Response | MonthStepKind | 'conflict' | Promise<Response | MonthStepKind | 'conflict'>;
type Next = (kind: MonthStepKind, hash: string, more: { figures?: string; reason?: string }) => Promise<MonthStepKind | 'conflict'>;

/** One step: read, decided, recorded, and decided again where somebody else was first. */
function decided(c: Context<App>, of: Month, decide: Decide): Promise<Response> {
  const { db, scope, now } = c.var;
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadMonth(db, scope, of, now);
    if (!read) return c.notFound();
    const next: Next = async (kind, figuresHash, { figures, reason: why }) => {
      const entry = { ...auditEntry(c, actor, `month.${kind}`, `month:${of}`), ...(why === undefined ? {} : { reason: why }) };
      const number = (read.facts.steps.at(-1)?.number ?? 0) + 1;
      const outcome = await recordMonthStep(db, entry, { month: of, number, kind, hash: figuresHash, ...(figures === undefined ? {} : { figures }) });
      return outcome === 'done' ? kind : outcome;
    };
    const outcome = await decide(read, actor, next);
    if (outcome === 'conflict' || outcome instanceof Response) return outcome;
    return c.redirect(paths.month(of, outcome), 303);
  });
}
