import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { decideStep, dueOn, type ApplicationAction } from '../../domain/application.ts';
import { WISHES } from '../../domain/application-claim.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordStep } from '../../store/applications.ts';
import { untilSettled } from '../../store/commit.ts';
import { createApplication } from '../../store/new-applications.ts';
import { loadOwnApplication, loadOwnApplications, notAskedByHer, type OwnApplication } from '../../store/own-applications.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { codeText } from '../../../web/application-record.tsx';
import { ownStepNote } from '../../../web/application-text.ts';
import { AskCheckPage, AskPage, OwnApplicationPage } from '../../../web/elder/application-pages.tsx';
import { DeceasedPage } from '../../../web/elder/home-page.tsx';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { callAsOf, elderFrame, elderId, elderOf } from './frame.ts';

export const applications = new Hono<App>();

applications.get('/', permit('application.own'), async (c) => {
  const today = serviceDateOf(c.var.now);
  const read = await loadOwnApplications(c.var.db, c.var.scope, today);
  if (!read) return c.notFound();
  if (holdsOn(read.facts, 'death', today)) return c.html(<DeceasedPage frame={elderFrame(c)} />);
  return c.html(<AskPage frame={elderFrame(c)} callAs={callAsOf(elderOf(c))} asked={read.asked} categories={read.categories} />);
});

const oneWish = segments(z.object({ wish: z.enum(WISHES) }));

applications.get('/new/:wish', permit('application.own'), oneWish, async (c) => {
  const { wish } = c.req.valid('param');
  const today = serviceDateOf(c.var.now);
  const read = await loadOwnApplications(c.var.db, c.var.scope, today);
  if (!read) return c.notFound();
  if (holdsOn(read.facts, 'death', today)) return c.html(<DeceasedPage frame={elderFrame(c)} />);
  const same = waiting(read.asked, wish);
  if (same) return c.redirect(paths.application(same.id), 303);
  return c.html(<AskCheckPage frame={elderFrame(c)} wish={wish} village={read.elder.villageKind} requestKey={newId()} />);
});

const OPEN = ['requested', 'submitted', 'returned', 'checked', 'appealed'];
const waiting = <T extends { wish: string; channel: string; state: string }>(asked: readonly T[], wish: string) =>
  asked.find((one) => one.wish === wish && one.channel === 'elder_page' && OPEN.includes(one.state));

const asking = form(z.strictObject({ key: requestKey, wish: z.enum(WISHES) }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** The same wish twice is one: she is shown the one that is under way. */
applications.post('/', permit('application.own'), asking, async (c) => {
  const { key, wish } = c.req.valid('form');
  const today = serviceDateOf(c.var.now);
  const actor = `elder:${elderId(c)}`;
  const payloadHash = await sha256(JSON.stringify([wish]));
  return untilSettled(async () => {
    const read = await loadOwnApplications(c.var.db, c.var.scope, today, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (holdsOn(read.facts, 'death', today)) return c.html(<DeceasedPage frame={elderFrame(c)} />, 409);
    const same = waiting(read.asked, wish);
    if (same) return c.redirect(paths.application(same.id), 303);
    const applicationId = newId();
    const answer = paths.application(applicationId);
    const { id: own, name, idNumberIndex, villageCode, registeredDivision, registeredPlace, mealPointId } = read.elder;
    const sealed = { idNumberSealed: null, idNumberIndex, phoneSealed: null, phoneIndex: null, addressSealed: null };
    const fresh = {
      id: applicationId, channel: 'elder_page' as const, wish, claim: null, villageCode, elderId: own, name, sealed,
      registeredDivision, registeredPlace, mealPointId, applicant: null, note: '', papers: [],
    };
    const entry = auditEntry(c, actor, 'application.request', `application:${applicationId}`);
    const outcome = await createApplication(c.var.db, c.var.vault, entry, fresh, read.rule, today, { key, payloadHash, answer }, [notAskedByHer(own, wish)]);
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const oneOfHers = segments(z.object({ id }));

applications.get('/:id', permit('application.own'), oneOfHers, async (c) => {
  const read = await loadOwnApplication(c.var.db, c.var.scope, c.req.valid('param').id, serviceDateOf(c.var.now));
  return read ? ownPage(c, read) : c.notFound();
});

const stepping = form(z.strictObject({ action: z.enum(['appeal', 'withdraw']) }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** Needs no key: each is done once, and the second press is shown what the first one did. What can no longer be done shows how it stands. */
applications.post('/:id/steps', permit('application.own'), oneOfHers, stepping, async (c) => {
  const { action } = c.req.valid('form');
  const today = serviceDateOf(c.var.now);
  const actor = `elder:${elderId(c)}`;
  return untilSettled(async () => {
    const read = await loadOwnApplication(c.var.db, c.var.scope, c.req.valid('param').id, today);
    if (!read) return c.notFound();
    const { application, events, rule } = read;
    const decision = decideStep({ ...application, events }, action, { ref: actor, party: 'applicant' }, today);
    if (decision.refused !== null || isLate(action, application.state)) return c.redirect(paths.application(application.id), 303);
    const entry = auditEntry(c, actor, `application.${action}`, `application:${application.id}`);
    const step = { action, to: decision.to, dueDate: dueOn(decision.to, rule, today), note: ownStepNote[action], codes: [] };
    const outcome = await recordStep(c.var.db, c.var.vault, entry, { ...application, papers: 0 }, step);
    return outcome === 'done' ? c.redirect(paths.application(application.id), 303) : outcome;
  });
});

/** Once the village has taken it in, she does not lose it by one press: she tells the village. */
const isLate = (action: 'appeal' | 'withdraw', state: string) => action === 'withdraw' && state !== 'requested';

const ANSWERS: readonly ApplicationAction[] = ['ask_papers', 'grant', 'refuse', 'uphold', 'overturn', 'dismiss'];

function ownPage(c: Context<App>, { application, events, categories }: OwnApplication) {
  const today = serviceDateOf(c.var.now);
  const answer = events.findLast(({ action }) => ANSWERS.includes(action));
  const said = answer && answer.state === application.state ? answer : undefined;
  const may = (action: 'appeal' | 'withdraw') => decideStep({ ...application, events }, action, { ref: `elder:${elderId(c)}`, party: 'applicant' }, today).refused === null;
  return c.html(
    <OwnApplicationPage
      frame={elderFrame(c)}
      applicationId={application.id}
      subject={application}
      state={application.state}
      village={application.villageKind}
      number={application.applicationNo}
      words={said ? [...said.codes.map(codeText), said.note].filter(Boolean) : []}
      fromDate={said?.fromDate ?? null}
      appealUntil={application.state === 'refused' ? application.dueDate : null}
      mayAppeal={may('appeal')}
      mayWithdraw={may('withdraw') && !isLate('withdraw', application.state)}
      {...{ categories, today }}
    />,
  );
}
