import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { MOST_WORDS } from '../../domain/rating.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { assignComplaint, loadOwners } from '../../store/complaints.ts';
import { answerComplaint, findComplaint, listComplaints, type ComplaintLine } from '../../store/ratings.ts';
import { handedOnText, ownerProblemText } from '../../../web/complaint-text.ts';
import { ComplaintPage } from '../../../web/complaint-page.tsx';
import { ComplaintsPage } from '../../../web/complaints-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { answerProblemText } from '../../../web/refusals.ts';
import { form, id, pageNumber, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { managerFrame, staffOf } from './frame.ts';

export const complaints = new Hono<App>();

complaints.get('/', permit('complaint.answer'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  const read = await listComplaints(c.var.db, c.var.scope, page, today);
  return c.html(<ComplaintsPage frame={await managerFrame(c, 'complaints')} door="canteen" {...read} {...{ page, today }} />);
});

const oneComplaint = segments(z.object({ complaintId: id }));

complaints.get('/:complaintId', permit('complaint.answer'), oneComplaint, async (c) => {
  const line = await findComplaint(c.var.db, c.var.scope, c.req.valid('param').complaintId);
  return line ? shown(c, line) : c.notFound();
});

const answering = form(z.strictObject({ answer: z.string().trim().max(10 * MOST_WORDS) }), (c) => problem(c, 422));

/** Needs no key: it is answered once, and who comes later is shown what was answered. */
complaints.post('/:complaintId/answer', permit('complaint.answer'), oneComplaint, answering, async (c) => {
  const { complaintId } = c.req.valid('param');
  const { answer } = c.req.valid('form');
  return untilSettled(async () => {
    const line = await findComplaint(c.var.db, c.var.scope, complaintId);
    if (!line) return c.notFound();
    if (line.answeredAt !== null) return c.redirect(paths.complaint('canteen', complaintId), 303);
    const wrong = answer === '' ? answerProblemText.empty : answer.length > MOST_WORDS ? answerProblemText.too_long : null;
    if (wrong !== null) return shown(c, line, { typed: answer, errors: [{ field: 'answer', message: wrong }] });
    const entry = auditEntry(c, actorRef(staffOf(c)), 'complaint.answer', `complaint:${complaintId}`);
    const outcome = await answerComplaint(c.var.db, entry, complaintId, answer);
    return outcome === 'done' ? c.redirect(paths.complaint('canteen', complaintId), 303) : outcome;
  });
});

const handing = form(z.strictObject({ owner: id.or(z.literal('')).default(''), version: z.string().regex(/^\d{1,4}$/).transform(Number) }), (c) => problem(c, 422));

/** Needs no key: `version` says how often it had been handed on when the page was made, and whoever comes later is shown whose turn it is. */
complaints.post('/:complaintId/owner', permit('complaint.answer'), oneComplaint, handing, async (c) => {
  const { complaintId } = c.req.valid('param');
  const { owner, version } = c.req.valid('form');
  return untilSettled(async () => {
    const { db, scope } = c.var;
    const line = await findComplaint(db, scope, complaintId);
    if (!line) return c.notFound();
    const owners = await loadOwners(db, scope, complaintId);
    const answer = paths.complaint('canteen', complaintId);
    if (line.answeredAt !== null || (owners.owner === `person:${owner}` && line.ownerName !== null)) return c.redirect(answer, 303);
    if (!owners.people.some((one) => one.id === owner)) return shown(c, line, { errors: [{ field: 'owner', message: ownerProblemText }] });
    if (owners.steps.length !== version) return shown(c, line, { refusal: handedOnText });
    const entry = auditEntry(c, actorRef(staffOf(c)), 'complaint.assign', `complaint:${complaintId}`);
    const outcome = await assignComplaint(db, entry, complaintId, line.mealPointId, owners, owner);
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Shown = { typed?: string; errors?: readonly FieldError[]; refusal?: string };

async function shown(c: Context<App>, line: ComplaintLine, more: Shown = {}) {
  const owners = await loadOwners(c.var.db, c.var.scope, line.id);
  const page = <ComplaintPage frame={await managerFrame(c, 'complaints')} door="canteen" today={serviceDateOf(c.var.now)} {...{ line, owners }} {...more} />;
  return c.html(page, more.errors ? 422 : more.refusal === undefined ? 200 : 409);
}
