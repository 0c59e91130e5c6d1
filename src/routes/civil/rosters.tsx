import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideApplication, mayTakeContacts } from '../../domain/roster-application.ts';
import { ROSTER_ACTIONS } from '../../domain/roster.ts';
import { planRoster, type LineShow, type RosterHead } from '../../domain/roster-plan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { applyRoster, findRoster, hashOfPlan, loadPlanning, loadRosters, recordPlan, termsOf, withdrawRoster } from '../../store/rosters.ts';
import { findDifference, takeContact } from '../../store/roster-contacts.ts';
import { loadLines } from '../../store/roster-lines.ts';
import { RosterApplicationPage, RosterPage } from '../../../web/civil/roster-page.tsx';
import { RostersPage } from '../../../web/civil/rosters-page.tsx';
import { rosterNotices, type RosterNotice } from '../../../web/civil/roster-text.ts';
import { paths } from '../../../web/paths.ts';
import { form, id, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const rosters = new Hono<App>();

const PAGE_SIZE = 200;
const pageNumber = z.string().regex(/^[1-9]\d{0,4}$/).default('1').transform(Number);
const ofRoster = segments(z.object({ rosterId: id }));

rosters.get('/', permit('roster.read'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const read = await loadRosters(c.var.db, c.var.scope, { size: PAGE_SIZE, number: page });
  const pages = Math.max(1, Math.ceil(read.count / PAGE_SIZE));
  if (page > pages) return c.notFound();
  return c.html(<RostersPage frame={civilFrame(c, read.offices, 'rosters')} reader={actorRef(officialOf(c))} rosters={read.rosters} count={read.count} place={{ page, pages }} />);
});

const SHOWS = ['all', 'differs', ...ROSTER_ACTIONS] as const;
const shown = query(z.object({ show: z.enum(SHOWS).optional(), page: pageNumber, done: z.enum(['words', 'applied', 'withdrawn']).optional() }));

/** The preview; what needs somebody comes first, unless something else is asked for. */
rosters.get('/:rosterId', permit('roster.read'), ofRoster, shown, async (c) => {
  const found = await findRoster(c.var.db, c.var.scope, c.req.valid('param').rosterId);
  const { done, ...asked } = c.req.valid('query');
  return found ? rosterPage(c, found.head, { ...asked, notice: done ?? null }) : c.notFound();
});

/** The second person's page: figures, and one button. */
rosters.get('/:rosterId/application', permit('roster.apply'), ofRoster, async (c) => {
  const found = await findRoster(c.var.db, c.var.scope, c.req.valid('param').rosterId);
  if (!found) return c.notFound();
  const { head, offices, categories } = found;
  const decided = decideApplication(head, actorRef(officialOf(c)), head.plan.hash);
  if (decided === 'applied') return c.redirect(paths.roster(head.id), 303);
  if (decided !== 'go') return rosterPage(c, head, { page: 1, notice: decided.refused }, 409);
  return c.html(<RosterApplicationPage frame={civilFrame(c, offices, 'rosters')} head={head} categories={categories} />);
});

const approved = form(z.strictObject({ plan: z.string().regex(/^\d{1,6}$/), hash: z.string().regex(/^[\w-]{43}$/) }), (c) => problem(c, 422));

/** Applies exactly what was shown. Where what is known has changed meanwhile, nothing is applied and there is a new preview to look at. */
rosters.post('/:rosterId/application', permit('roster.apply'), ofRoster, approved, async (c) => {
  const { db, vault, scope } = c.var;
  const actor = actorRef(officialOf(c));
  const { rosterId } = c.req.valid('param');
  return untilSettled(async () => {
    const found = await findRoster(db, scope, rosterId);
    if (!found) return c.notFound();
    const { head } = found;
    const decided = decideApplication(head, actor, c.req.valid('form').hash);
    if (decided === 'applied') return c.redirect(paths.roster(rosterId, { done: 'applied' }), 303);
    if (decided !== 'go') return rosterPage(c, head, { page: 1, notice: decided.refused }, 409);
    const { rows, state, guards } = await loadPlanning(db, vault, scope, head);
    const lines = planRoster(termsOf(head), rows, state);
    const hash = await hashOfPlan(rosterId, termsOf(head), lines);
    if (hash !== head.plan.hash) return renewed(c, head, { hash, lines });
    const outcome = await applyRoster(db, auditEntry(c, actor, 'roster.apply', `roster:${rosterId}`), { head, lines, guards });
    return outcome === 'done' ? c.redirect(paths.roster(rosterId, { done: 'applied' }), 303) : outcome;
  });
});

/** Stores a new preview and shows it instead of applying the old one. */
async function renewed(c: Context<App>, head: RosterHead, plan: { hash: string; lines: ReturnType<typeof planRoster> }) {
  const outcome = await recordPlan(c.var.db, auditEntry(c, actorRef(officialOf(c)), 'roster.renew', `roster:${head.id}`), { head, ...plan });
  if (outcome !== 'done') return outcome;
  const found = await findRoster(c.var.db, c.var.scope, head.id);
  return found ? rosterPage(c, found.head, { page: 1, notice: 'renewed' }, 409) : c.notFound();
}

const wordMeant = form(z.strictObject({ word: z.string().min(1).max(60), code: z.union([z.literal(''), id]) }), (c) => problem(c, 422));

/** The county says what a word of a list means; the preview is made again with it. */
rosters.post('/:rosterId/words', permit('roster.prepare'), ofRoster, wordMeant, async (c) => {
  const { db, vault, scope } = c.var;
  const { rosterId } = c.req.valid('param');
  const meant = c.req.valid('form');
  return untilSettled(async () => {
    const found = await findRoster(db, scope, rosterId);
    if (!found || found.head.kind !== 'category') return c.notFound();
    const { head, categories } = found;
    if (head.applied || head.withdrawn) return rosterPage(c, head, { page: 1, notice: 'settled' }, 409);
    if (meant.code === '') return rosterPage(c, head, { page: 1, notice: 'no_category' }, 422);
    const { rows, state } = await loadPlanning(db, vault, scope, head);
    if (!rows.some((row) => row.value === meant.word) || !categories.some((one) => one.code === meant.code)) return problem(c, 422);
    if (state.words.get(meant.word) === meant.code) return c.redirect(paths.roster(rosterId), 303);
    const lines = planRoster(termsOf(head), rows, { ...state, words: new Map([...state.words, [meant.word, meant.code]]) });
    const hash = await hashOfPlan(rosterId, termsOf(head), lines);
    const entry = auditEntry(c, actorRef(officialOf(c)), 'roster.words', `roster:${rosterId}`);
    const outcome = await recordPlan(db, entry, { head, hash, lines, word: meant });
    return outcome === 'done' ? c.redirect(paths.roster(rosterId, { done: 'words' }), 303) : outcome;
  });
});

rosters.post('/:rosterId/withdrawal', permit('roster.prepare'), ofRoster, form(z.strictObject({}), (c) => problem(c, 422)), async (c) => {
  const { rosterId } = c.req.valid('param');
  return untilSettled(async () => {
    const found = await findRoster(c.var.db, c.var.scope, rosterId);
    if (!found) return c.notFound();
    if (found.head.applied) return rosterPage(c, found.head, { page: 1, notice: 'settled' }, 409);
    if (found.head.withdrawn) return c.redirect(paths.roster(rosterId, { done: 'withdrawn' }), 303);
    const outcome = await withdrawRoster(c.var.db, auditEntry(c, actorRef(officialOf(c)), 'roster.withdraw', `roster:${rosterId}`), rosterId);
    return outcome === 'done' ? c.redirect(paths.roster(rosterId, { done: 'withdrawn' }), 303) : outcome;
  });
});

const ofRow = segments(z.object({ rosterId: id, rowNo: z.string().regex(/^[1-9]\d{0,6}$/).transform(Number) }));
const taking = form(z.strictObject({ field: z.enum(['phone', 'address']) }), (c) => problem(c, 422));

/** One person's phone or address, taken over by hand: a list as a whole never overwrites either. */
rosters.post('/:rosterId/rows/:rowNo/contact', permit('roster.apply'), ofRow, taking, async (c) => {
  const { db, vault, scope } = c.var;
  const actor = actorRef(officialOf(c));
  const { rosterId, rowNo } = c.req.valid('param');
  const { field } = c.req.valid('form');
  return untilSettled(async () => {
    const found = await findRoster(db, scope, rosterId);
    const difference = found && (await findDifference(db, vault, found.head, rowNo, field));
    if (!found || !difference) return c.notFound();
    if (difference.taken) return c.redirect(paths.roster(rosterId, { show: 'differs' }), 303);
    if (!mayTakeContacts(found.head, actor)) return rosterPage(c, found.head, { show: 'differs', page: 1, notice: 'not_yet_yours' }, 409);
    const outcome = await takeContact(db, vault, auditEntry(c, actor, 'roster.contact', `elder:${difference.elderId}`), { head: found.head, rowNo, field, difference });
    return outcome === 'done' ? c.redirect(paths.roster(rosterId, { show: 'differs' }), 303) : outcome;
  });
});

type Asked = { show?: LineShow; page: number; notice: RosterNotice | null };

async function rosterPage(c: Context<App>, head: RosterHead, { show = firstToLookAt(head), page, notice }: Asked, status: 200 | 409 | 422 = 200) {
  const of = show === 'all' ? ROSTER_ACTIONS.reduce((sum, one) => sum + head.plan.counts[one], 0) : head.plan.counts[show];
  const pages = Math.max(1, Math.ceil(of / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const read = await loadLines(c.var.db, c.var.vault, c.var.scope, head, show, { size: PAGE_SIZE, number: page });
  const { offices, ...rest } = read;
  return c.html(
    <RosterPage
      frame={civilFrame(c, offices, 'rosters')}
      reader={actorRef(officialOf(c))}
      head={head}
      show={show}
      place={{ page, pages, of }}
      mayTake={mayTakeContacts(head, actorRef(officialOf(c)))}
      notice={notice && rosterNotices[notice]}
      {...rest}
    />,
    status,
  );
}

const firstToLookAt = ({ plan: { counts } }: RosterHead): LineShow => ROSTER_ACTIONS.find((one) => counts[one] > 0) ?? 'all';
