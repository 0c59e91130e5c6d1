import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { daysToSkip, ordersToChange, splitByCancelling, WEEK_SHOWN } from '../../domain/standing-order.ts';
import type { App } from '../../request.ts';
import { endStanding } from '../../store/arrangement-changes.ts';
import { daysOf, findStood, type Arrangements, type Standing } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { elderWithin } from '../../store/scope.ts';
import { FamilyDaysPage, FamilyEndPage } from '../../../web/family/standing-change.tsx';
import { paths } from '../../../web/paths.ts';
import { arrangementProblemText } from '../../../web/standing-order-text.ts';
import { changesFrom, eatDay, orderAtOnce, seenFrom, sittings, skipDay } from '../arranging.ts';
import { form, id, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { arrangementsPage, saidHere, theirs } from './arrangements.tsx';
import { familyFrame } from './frame.ts';
import { whoIs } from './meals.tsx';

/** This day only, and no more at all. */
export const familyStandingDays = new Hono<App>();

const oneStanding = segments(z.object({ elderId: id, id }));

familyStandingDays.get('/:elderId/standing-orders/:id/days', permit('family.arrange'), oneStanding, async (c) => {
  const found = await oneOfTheirs(c, c.req.valid('param'));
  return 'page' in found ? found.page : daysPage(c, found.read, found.standing);
});

type Own = { elderId: string; id: string };

/** One that stands. Another word was quicker: the page of all says so. */
async function oneOfTheirs(c: Context<App>, { elderId, id: own }: Own): Promise<{ read: Arrangements; standing: Standing } | { page: Response }> {
  const found = await theirs(c, elderId);
  if ('page' in found) return found;
  const standing = found.read.standing.find((one) => one.id === own);
  if (standing) return { read: found.read, standing };
  const stood = await stoodOf(c, elderId, own);
  return { page: stood ? await arrangementsPage(c, found.read, arrangementProblemText.changed) : await c.notFound() };
}

/** Under another elder's address it is none. */
async function stoodOf(c: Context<App>, elderId: string, own: string) {
  const stood = await findStood(c.var.db, elderWithin(c.var.scope), own);
  return stood?.elderId === elderId ? stood : null;
}

async function daysPage(c: Context<App>, read: Arrangements, standing: Standing, notice?: string) {
  const { person } = read;
  const today = serviceDateOf(c.var.now);
  const days = daysToSkip(daysOf(read, standing, today, WEEK_SHOWN), today);
  const who = await whoIs(c, person.id, person);
  return c.html(<FamilyDaysPage frame={familyFrame(c)} elderId={person.id} {...{ who, today, days }} one={standing} {...(notice ? { notice } : {})} />, notice ? 409 : 200);
}

const skipping = form(z.strictObject({ date: serviceDate, want: z.enum(['skip', 'eat']) }), (c) => problem(c, 422));

/** Needs no key: a day is skipped once, and taken back once. */
familyStandingDays.post('/:elderId/standing-orders/:id/skips', permit('family.arrange'), oneStanding, skipping, async (c) => {
  const { elderId, id: own } = c.req.valid('param');
  const { date, want } = c.req.valid('form');
  const answer = await untilSettled(async () => {
    const found = await oneOfTheirs(c, { elderId, id: own });
    if ('page' in found) return found.page;
    const { read, standing } = found;
    const said = saidHere(c, elderId, want === 'skip' ? 'standing_order.skip' : 'standing_order.unskip', `standing_order:${own}`);
    const outcome = want === 'skip' ? await skipDay(c, read, standing, date, said) : await eatDay(c, read, standing, date, said);
    if (outcome === 'conflict') return outcome;
    if (outcome === 'too_late') return daysPage(c, read, standing, arrangementProblemText.too_late);
    return c.redirect(paths.familyStanding(elderId, own, 'days'), 303);
  });
  if (want === 'eat' && answer.status === 303) await orderAtOnce(c, elderId);
  return answer;
});

familyStandingDays.get('/:elderId/standing-orders/:id/end', permit('family.arrange'), oneStanding, async (c) => {
  const found = await oneOfTheirs(c, c.req.valid('param'));
  if ('page' in found) return found.page;
  const { read, standing } = found;
  const { from, cancel, stay } = endOf(c, read, standing);
  const who = await whoIs(c, read.person.id, read.person);
  const today = serviceDateOf(c.var.now);
  return c.html(<FamilyEndPage frame={familyFrame(c)} elderId={read.person.id} {...{ who, today, from }} one={standing} gone={sittings(cancel)} stay={sittings(stay)} />);
});

function endOf(c: Context<App>, read: Arrangements, standing: Standing) {
  const from = changesFrom(c, read, standing);
  return { from, ...splitByCancelling(ordersToChange(read.orders, standing, null, from), c.var.now) };
}

/** Needs no key: it ends once, and the second press finds the page too. */
familyStandingDays.post('/:elderId/standing-orders/:id/end', permit('family.arrange'), oneStanding, async (c) => {
  const { elderId, id: own } = c.req.valid('param');
  return untilSettled(async () => {
    const found = await theirs(c, elderId);
    if ('page' in found) return found.page;
    const standing = found.read.standing.find((one) => one.id === own);
    if (!standing) return ended(c, found.read, own);
    const { from, cancel } = endOf(c, found.read, standing);
    const { entry, channel, allowed } = saidHere(c, elderId, 'standing_order.end', `standing_order:${own}`);
    const outcome = await endStanding(c.var.db, entry, { id: own, from, channel, seen: seenFrom(found.read, from, allowed), cancel });
    return outcome === 'done' ? c.redirect(paths.familyArrangements(elderId), 303) : outcome;
  });
});

/** It has ended already; where another follows it, nothing of that was ended. */
async function ended(c: Context<App>, read: Arrangements, own: string) {
  const stood = await stoodOf(c, read.person.id, own);
  if (!stood) return c.notFound();
  const follower = read.standing.some((one) => one.slot === stood.slot);
  return follower ? arrangementsPage(c, read, arrangementProblemText.changed) : c.redirect(paths.familyArrangements(read.person.id), 303);
}
