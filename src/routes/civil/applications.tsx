import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, scopeFor } from '../../domain/access.ts';
import { decideStep, nextMonth } from '../../domain/application.ts';
import { readWords } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { loadApplications, loadOffices } from '../../store/application-lists.ts';
import { contentHash, loadApplication, type ApplicationRead } from '../../store/applications.ts';
import { CivilApplicationPage, type CivilApplicationProps } from '../../../web/civil/application-page.tsx';
import { CivilApplicationsPage } from '../../../web/civil/applications-page.tsx';
import { errorsOf, listAsked, noteApplicationLook, pageAt, personOf, recordOf } from '../application-view.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { noticePage } from '../application-notice.tsx';
import { paths } from '../../../web/paths.ts';
import { civilFrame } from './frame.ts';

export const applications = new Hono<App>();

applications.get('/', permit('application.read'), listAsked, async (c) => {
  const { page, state, town, show } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  const read = await loadApplications(c.var.db, c.var.scope, { page, show, state, town }, today);
  const place = pageAt(page, read.count);
  if (!place) return c.notFound();
  return c.html(
    <CivilApplicationsPage
      frame={civilFrame(c, read.offices, 'applications')}
      {...{ today, place, show, filter: { ...(state ? { state } : {}), ...(town ? { town } : {}) } }}
      lines={read.lines}
      count={read.count}
      categories={read.categories}
      states={read.states}
      towns={read.towns}
    />,
  );
});

export const oneApplication = segments(z.object({ id }));

applications.get('/:id', permit('application.read'), oneApplication, async (c) => {
  const read = await loadApplication(c.var.db, c.var.scope, c.req.valid('param').id, serviceDateOf(c.var.now));
  return read ? officePage(c, read) : c.notFound();
});

/** The answer, to be printed. */
applications.get('/:id/notice', permit('application.read'), oneApplication, (c) =>
  noticePage(c, c.req.valid('param').id, paths.civilApplication(c.req.valid('param').id)),
);

const looking = form(z.strictObject({ reason: z.string().max(2000) }), (c) => problem(c, 422));

/** The full numbers: the reason is on record before they are shown. */
applications.post('/:id/look', permit('application.look'), oneApplication, looking, async (c) => {
  const read = await loadApplication(c.var.db, c.var.scope, c.req.valid('param').id, serviceDateOf(c.var.now));
  if (!read) return c.notFound();
  const typed = c.req.valid('form').reason;
  const reason = readWords('reason', typed, true, 200);
  if (reason.problems.length > 0) return officePage(c, read, { acting: 'look', typed: { reason: typed }, errors: errorsOf(reason.problems), status: 422 });
  await noteApplicationLook(c, read.application.id, reason.value);
  return officePage(c, read, { looked: true });
});

type Shown = Partial<Pick<CivilApplicationProps, 'typed' | 'errors' | 'acting' | 'refusal'>> & { looked?: boolean; status?: 200 | 409 | 422 };

/** The page of one application at an office, bound to its content, with whatever was just refused on top. */
export async function officePage(c: Context<App>, read: ApplicationRead, shown: Shown = {}) {
  const today = serviceDateOf(c.var.now);
  const { typed = {}, errors = [], acting, refusal, looked, status = 200 } = shown;
  const page = (
    <CivilApplicationPage
      frame={civilFrame(c, await loadOffices(c.var.db, c.var.scope))}
      record={await recordOf(c, read, looked)}
      categories={read.categories}
      turn={turnOf(c, read)}
      hidden={{ shown: await contentHash(read), steps: String(read.application.steps) }}
      from={{ today, nextMonth: nextMonth(today) }}
      {...{ today, typed, errors }}
      {...(acting ? { acting } : {})}
      {...(refusal ? { refusal } : {})}
    />
  );
  return c.html(page, status);
}

/** Whether the next decision is this reader's. */
function turnOf(c: Context<App>, { application, events }: ApplicationRead): CivilApplicationProps['turn'] {
  const { actor } = c.var;
  const today = serviceDateOf(c.var.now);
  const [step, permission, party, turn] =
    application.state === 'appealed' ? (['uphold', 'appeal.decide', 'county', 'appeal'] as const) : (['grant', 'application.decide', 'town', 'decision'] as const);
  if (!scopeFor(actor, permission)) return null;
  const { refused } = decideStep({ ...application, events }, step, { ref: actorRef(personOf(c)), party }, today);
  if (refused === 'same_person') return 'another';
  return refused === null ? turn : null;
}
