import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideStep, dueOn, holdsAlready, type Step } from '../../domain/application.ts';
import { CHECK_POINTS, parseClaim, type Claim } from '../../domain/application-claim.ts';
import { readPapers, readWords, type FieldProblem } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { auditEntry, type App } from '../../request.ts';
import { sealAddress } from '../../store/application-person.ts';
import { contentHash, loadApplication, recordStep, type ApplicationRead, type StepToRecord } from '../../store/applications.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadHomes } from '../../store/new-applications.ts';
import { registrationRefusalText, stepRefusalText } from '../../../web/application-text.ts';
import { paths } from '../../../web/paths.ts';
import { errorsOf, personOf, takenBefore } from '../application-view.ts';
import { form, id, segments, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { paperShape } from './new-applications.tsx';
import { recordPage } from './record-page.tsx';
import { registeredOf } from './registered-options.ts';

export const steps = new Hono<App>();

const text = z.string().max(2000).default('');
/** `steps`: how many there were on the page that sends it, so that a form speaks of what was seen. */
const stepsSeen = z.string().regex(/^\d{1,3}$/).transform(Number);
const points = Object.fromEntries(CHECK_POINTS.map((point) => [`point_${point}`, text]));
const note = { steps: stepsSeen, note: text };
const home = { address: text, registered: text, registeredPlace: text, mealPoint: text };
const taking = form(
  z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('register'), ...note, claim: text, ...home, ...paperShape }),
    z.strictObject({ action: z.literal('check'), ...note, found: text, ...points, ...paperShape }),
    z.strictObject({ action: z.literal('bring_papers'), ...note, ...paperShape }),
    z.strictObject({ action: z.enum(['dismiss', 'ask_papers', 'appeal', 'withdraw']), ...note }),
  ]),
  (c) => problem(c, 422),
);

/** The village's steps on an application. Needs no key: a step is one of the count that the page showed, and there is one of each. */
steps.post('/applications/:id/steps', permit('application.handle'), segments(z.object({ id })), taking, async (c) => {
  const { action, steps: seen, ...fields } = c.req.valid('form');
  const typed: Typed = fields;
  const today = serviceDateOf(c.var.now);
  const actor = actorRef(personOf(c));
  return untilSettled(async () => {
    const read = await loadApplication(c.var.db, c.var.scope, c.req.valid('param').id, today);
    if (!read) return c.notFound();
    const { application } = read;
    const answer = paths.communityApplication(application.id);
    if (takenBefore(read, seen, action, actor)) return c.redirect(answer, 303);
    const decision = decideStep({ ...application, events: read.events }, action, { ref: actor, party: 'village' }, today);
    const refused = decision.refused ?? (application.steps === seen ? null : 'not_now');
    if (decision.refused !== null || refused) return recordPage(c, read, { acting: action, typed, refusal: stepRefusalText[refused ?? 'not_now'], status: 409 });
    const { step, problems, words } = await readStep(c, read, action, typed);
    if (words) return recordPage(c, read, { acting: action, typed, refusal: words, status: 409 });
    if (problems.length > 0) return recordPage(c, read, { acting: action, typed, errors: errorsOf(problems), status: 422 });
    const toRecord = { ...step, action, to: decision.to, dueDate: dueOn(decision.to, read.rule, today), contentHash: await contentHash(read) };
    const entry = auditEntry(c, actor, `application.${action}`, `application:${application.id}`);
    const outcome = await recordStep(c.var.db, c.var.vault, entry, { ...application, papers: read.papers.length }, toRecord);
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Content = Pick<StepToRecord, 'note' | 'codes' | 'papers' | 'set'>;
type ReadStep = { step: Content; problems: FieldProblem[]; words?: string };

/** What was typed, as the content of the step. */
async function readStep(c: Context<App>, read: ApplicationRead, action: Step, typed: Typed): Promise<ReadStep> {
  const papers = readPapers(typed, serviceDateOf(c.var.now));
  if (action === 'check') return readCheck(read, typed, papers);
  if (action === 'register') return readRegistration(c, read, typed, papers);
  const needed = action !== 'bring_papers';
  const words = readWords(needed ? `note-${action}` : 'note', typed['note'] ?? '', needed);
  return { step: { note: words.value, codes: [], papers: papers.value }, problems: [...papers.problems, ...words.problems] };
}

type Papers = ReturnType<typeof readPapers>;

function readCheck({ application, categories }: ApplicationRead, typed: Typed, papers: Papers): ReadStep {
  const codes = CHECK_POINTS.filter((point) => typed[`point_${point}`] === 'on');
  const opinion = readWords('note', typed['note'] ?? '', true);
  const found = application.kind === 'category' ? null : parseClaim(typed['found'] ?? '', categories.map((one) => one.code));
  const wrong = application.kind !== 'category' && (found?.kind !== application.kind || found?.value === null);
  const problems: FieldProblem[] = [
    ...(codes.length === 0 ? [{ field: 'point', problem: 'nothing_ticked' as const }] : []),
    ...(wrong ? [{ field: 'found', problem: 'no_such_choice' as const }] : []),
    ...papers.problems,
    ...opinion.problems,
  ];
  return { step: { note: opinion.value, codes, papers: papers.value, set: found ? { value: found.value } : {} }, problems };
}

/** A wish becomes an application: which fact it is, and, for somebody new, where they live and eat. */
async function readRegistration(c: Context<App>, read: ApplicationRead, typed: Typed, papers: Papers): Promise<ReadStep> {
  const of = (name: string) => typed[name] ?? '';
  const claim = parseClaim(of('claim'), read.categories.map((one) => one.code));
  const words = readWords('note', of('note'), false);
  const whose = read.elder ? { set: knownColumns(read.elder), problems: [] } : await readHome(c, read, typed);
  const problems: FieldProblem[] = [
    ...(claim ? [] : [{ field: 'claim', problem: 'no_such_choice' as const }]),
    ...papers.problems, ...words.problems, ...whose.problems,
  ];
  const set = { ...whose.set, ...(claim ? { kind: claim.kind, value: claim.value } : {}) };
  const refused = claim && registrationRefusal(read, claim, serviceDateOf(c.var.now));
  return { step: { note: words.value, codes: [], papers: papers.value, set }, problems, ...(refused ? { words: refused } : {}) };
}

function registrationRefusal({ elder, facts, others }: ApplicationRead, claim: Claim, today: ReturnType<typeof serviceDateOf>): string | null {
  if (elder && !elder.near) return registrationRefusalText.lives_elsewhere;
  if (holdsAlready(facts, claim, today)) return registrationRefusalText.holds_already;
  const same = others.find((one) => one.kind === claim.kind && (one.kind !== 'category' || one.value === claim.value));
  return same ? registrationRefusalText.open_already(same.applicationNo) : null;
}

function knownColumns({ id: elderId, registeredDivision, registeredPlace, mealPointId }: NonNullable<ApplicationRead['elder']>) {
  return { elderId, registeredDivision, registeredPlace, mealPointId };
}

async function readHome(c: Context<App>, { application, points: near }: ApplicationRead, typed: Typed) {
  const of = (name: string) => typed[name] ?? '';
  const address = readWords('address', of('address'), false, 120);
  const place = readWords('registeredPlace', of('registeredPlace'), of('registered') === 'elsewhere', 60);
  const registered = registeredOf(await loadHomes(c.var.db, c.var.scope), of('registered'), place.value, application.villageCode);
  const point = near.find((one) => one.id === of('mealPoint'));
  const missing = Object.entries({ registered, mealPoint: point }).flatMap(([field, found]) => (found ? [] : [{ field, problem: 'no_such_choice' as const }]));
  const addressSealed = address.value ? await sealAddress(c.var.vault, application.id, address.value) : application.addressSealed;
  return { set: { ...registered, mealPointId: point?.id ?? null, addressSealed }, problems: [...address.problems, ...place.problems, ...missing] };
}
