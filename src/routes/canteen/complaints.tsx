import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { MOST_WORDS } from '../../domain/rating.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { answerComplaint, findComplaint, listComplaints, type ComplaintLine } from '../../store/ratings.ts';
import { ComplaintPage, ComplaintsPage } from '../../../web/complaints-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { answerProblemText } from '../../../web/refusals.ts';
import { form, id, pageNumber, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { pointFrame, staffOf } from './frame.ts';

export const complaints = new Hono<App>();

complaints.get('/', permit('complaint.answer'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const read = await listComplaints(c.var.db, c.var.scope, page);
  return c.html(<ComplaintsPage frame={await pointFrame(c, 'complaints')} door="canteen" {...read} {...{ page }} />);
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

async function shown(c: Context<App>, line: ComplaintLine, refused?: { typed: string; errors: readonly FieldError[] }) {
  return c.html(<ComplaintPage frame={await pointFrame(c, 'complaints')} door="canteen" {...{ line }} {...refused} />, refused ? 422 : 200);
}
