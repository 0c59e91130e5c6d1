import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { readWords } from '../../domain/application-form.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { findPoints } from '../../store/points.ts';
import { isSignedIn } from '../../store/sessions.ts';
import { loadLockedTablet } from '../../store/tablet-sign-in.ts';
import { endTablet, enrolTablet, findTablet, isNameTaken, listTablets, type TabletRead } from '../../store/tablets.ts';
import { newId, newToken, sha256 } from '../../vault.ts';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { alreadyTabletText, tabletNameErrors, tabletText } from '../../../web/tablet-text.ts';
import { NewTabletPage, TabletEndPage, TabletsPage } from '../../../web/canteen/tablets-page.tsx';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { because, readReason } from '../reason.ts';
import { becomeTablet, ownTokenHash } from '../session.ts';
import { managerFrame, staffOf } from './frame.ts';

/** The tablets that an operator's canteens share. Enrolled is the one that the page is open on. */
export const tablets = new Hono<App>();

tablets.get('/', permit('tablet.enrol'), async (c) => {
  return c.html(<TabletsPage frame={await managerFrame(c, 'tablets')} tablets={await listTablets(c.var.db, c.var.scope)} />);
});

tablets.get('/new', permit('tablet.enrol'), (c) => newPage(c, { point: '', name: tabletText.usualName }));

const MOST_NAME = 20;
const enrolling = form(z.strictObject({ point: z.union([id, z.literal('')]), name: z.string().max(200) }), (c) => problem(c, 422));

/** Whoever enrols it is signed out of it in the same batch, so a second press finds the locked screen or the sign-in, even while the first is under way. */
tablets.post('/', permit('tablet.enrol'), enrolling, async (c) => {
  const typed = c.req.valid('form');
  const { db, scope, tabletHash } = c.var;
  const points = await findPoints(db, scope);
  if (typed.point !== '' && !points.some((one) => one.id === typed.point)) return c.notFound();
  const name = readWords('name', typed.name, true, MOST_NAME);
  const already = await loadLockedTablet(db, tabletHash);
  if (already) return newPage(c, typed, [{ field: 'name', message: alreadyTabletText(already.tablet) }]);
  const wrong = [...(typed.point === '' ? [{ field: 'point', message: tabletText.noPoint }] : []), ...tabletNameErrors(name.problems, MOST_NAME)];
  if (wrong.length > 0) return newPage(c, typed, wrong);
  const [token, sessionHash] = [newToken(), await ownTokenHash(c)];
  const fresh = { id: newId(), mealPointId: typed.point, name: name.value, tokenHash: await sha256(token) };
  return untilSettled(async () => {
    if (!(await isSignedIn(db, sessionHash))) return c.redirect(paths.lockedTablet(), 303);
    if (await isNameTaken(db, typed.point, name.value)) return newPage(c, typed, [{ field: 'name', message: tabletText.nameTaken }]);
    const done = await enrolTablet(db, auditEntry(c, actorRef(staffOf(c)), 'tablet.enrol', `tablet:${fresh.id}`), fresh, sessionHash);
    if (done !== 'done') return done;
    becomeTablet(c, token);
    return c.redirect(paths.lockedTablet(), 303);
  });
});

async function newPage(c: Context<App>, typed: { point: string; name: string }, errors: readonly FieldError[] = []) {
  const [frame, points] = [await managerFrame(c, 'tablets'), await findPoints(c.var.db, c.var.scope)];
  return c.html(<NewTabletPage {...{ frame, points, typed, errors }} />, errors.length > 0 ? 422 : 200);
}

const oneTablet = segments(z.object({ tabletId: id }));

tablets.get('/:tabletId/ending', permit('tablet.enrol'), oneTablet, async (c) => {
  const tablet = await findTablet(c.var.db, c.var.scope, c.req.valid('param').tabletId);
  return tablet ? endPage(c, tablet) : c.notFound();
});

/** Needs no key: it is done once. Whoever has been signed out meanwhile finds the list or the sign-in. */
tablets.post('/:tabletId/ending', permit('tablet.enrol'), oneTablet, because, async (c) => {
  const { tabletId } = c.req.valid('param');
  const typed = c.req.valid('form').reason;
  const { db, scope } = c.var;
  const sessionHash = await ownTokenHash(c);
  return untilSettled(async () => {
    const tablet = await findTablet(db, scope, tabletId);
    if (!tablet) return c.notFound();
    if (tablet.endedAt !== null || !(await isSignedIn(db, sessionHash))) return c.redirect(paths.tablets(), 303);
    const said = readReason(typed, tabletText.noReason);
    if ('errors' in said) return endPage(c, tablet, typed, said.errors);
    const done = await endTablet(db, { ...auditEntry(c, actorRef(staffOf(c)), 'tablet.end', `tablet:${tabletId}`), reason: said.reason }, tabletId, sessionHash);
    return done === 'done' ? c.redirect(paths.tablets(), 303) : done;
  });
});

async function endPage(c: Context<App>, tablet: TabletRead, typed = '', errors: readonly FieldError[] = []) {
  return c.html(<TabletEndPage frame={await managerFrame(c, 'tablets')} {...{ tablet, typed, errors }} />, errors.length > 0 ? 422 : 200);
}
