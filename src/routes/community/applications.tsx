import { Hono } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { loadApplications } from '../../store/application-lists.ts';
import { loadApplication } from '../../store/applications.ts';
import { readWords } from '../../domain/application-form.ts';
import { CommunityHomePage } from '../../../web/community/home-page.tsx';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { errorsOf, listAsked, noteApplicationLook, pageAt } from '../application-view.ts';
import { noticePage } from '../application-notice.tsx';
import { paths } from '../../../web/paths.ts';
import { communityFrame } from './frame.ts';
import { recordPage } from './record-page.tsx';

export const applications = new Hono<App>();

applications.get('/', permit('application.handle'), listAsked, async (c) => {
  const { page, ...filter } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  const read = await loadApplications(c.var.db, c.var.scope, { page, ...filter }, today);
  const place = pageAt(page, read.count);
  if (!place) return c.notFound();
  return c.html(
    <CommunityHomePage
      frame={communityFrame(c, read.offices, 'applications')}
      {...{ today, place, show: filter.show, filter: filter.state ? { state: filter.state } : {} }}
      lines={read.lines}
      count={read.count}
      categories={read.categories}
      states={read.states}
      reviews={read.reviews}
    />,
  );
});

const oneApplication = segments(z.object({ id }));

applications.get('/applications/:id', permit('application.handle'), oneApplication, async (c) => {
  const read = await loadApplication(c.var.db, c.var.scope, c.req.valid('param').id, serviceDateOf(c.var.now));
  return read ? recordPage(c, read) : c.notFound();
});

const looking = form(z.strictObject({ reason: z.string().max(2000) }), (c) => problem(c, 422));

/** The full numbers: the reason is on record before they are shown. */
applications.post('/applications/:id/look', permit('application.handle'), oneApplication, looking, async (c) => {
  const read = await loadApplication(c.var.db, c.var.scope, c.req.valid('param').id, serviceDateOf(c.var.now));
  if (!read) return c.notFound();
  const typed = c.req.valid('form').reason;
  const reason = readWords('reason', typed, true, 200);
  if (reason.problems.length > 0) return recordPage(c, read, { acting: 'look', typed: { reason: typed }, errors: errorsOf(reason.problems), status: 422 });
  await noteApplicationLook(c, read.application.id, reason.value);
  return recordPage(c, read, { looked: true });
});

/** The answer, to be printed. */
applications.get('/applications/:id/notice', permit('application.handle'), oneApplication, (c) =>
  noticePage(c, c.req.valid('param').id, paths.communityApplication(c.req.valid('param').id)),
);
