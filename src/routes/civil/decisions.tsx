import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideGrant, decideStep, dueOn, nextMonth, reviewAfter, type Party, type Step } from '../../domain/application.ts';
import { ABILITY_SCALE, REFUSAL_REASONS } from '../../domain/application-claim.ts';
import { readDate, readWords, type FieldProblem } from '../../domain/application-form.ts';
import { serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { auditEntry, type App } from '../../request.ts';
import { elderToInsert, openPerson } from '../../store/application-person.ts';
import { contentHash, loadApplication, recordStep, type ApplicationRead, type StepToRecord } from '../../store/applications.ts';
import { untilSettled, type AuditEntry } from '../../store/commit.ts';
import { grantFact } from '../../store/elder-facts.ts';
import { eligibilityToInsert, stillToGrant, unknownStill } from '../../store/eligibility-reviews.ts';
import { newId } from '../../vault.ts';
import { factSource, grantRefusalText, stepRefusalText } from '../../../web/application-text.ts';
import { paths } from '../../../web/paths.ts';
import { errorsOf, personOf, takenBefore } from '../application-view.ts';
import { form, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { officePage, oneApplication } from './applications.tsx';

export const decisions = new Hono<App>();

const text = z.string().max(2000).default('');
/** `shown`: the hash of the page that the decision was made on. */
const bound = { shown: z.string().regex(/^[\w-]{43}$/), steps: z.string().regex(/^\d{1,3}$/).transform(Number) };
const start = { start: z.enum(['next_month', 'today', 'other']).default('next_month'), from: text, note: text };
const reasons = Object.fromEntries(REFUSAL_REASONS.map((reason) => [`ground_${reason}`, text]));
const deciding = form(z.strictObject({ action: z.enum(['grant', 'refuse', 'send_back']), ...bound, ...start, ...reasons }), (c) => problem(c, 422));
const appealing = form(z.strictObject({ action: z.enum(['overturn', 'uphold']), ...bound, ...start }), (c) => problem(c, 422));

type Sent = { action: Step; shown: string; steps: number; start: 'next_month' | 'today' | 'other'; from: string; note: string };

decisions.post('/:id/decision', permit('application.decide'), oneApplication, deciding, (c) => decide(c, c.req.valid('param').id, 'town', c.req.valid('form')));
decisions.post('/:id/appeal-decision', permit('appeal.decide'), oneApplication, appealing, (c) =>
  decide(c, c.req.valid('param').id, 'county', c.req.valid('form')),
);

/** Bound to what was shown, by somebody who had no part in it, once. */
async function decide(c: Context<App>, id: string, party: Party, sent: Sent) {
  const { action, shown, steps, ...fields } = sent;
  const typed: Typed = fields;
  const today = serviceDateOf(c.var.now);
  const actor = actorRef(personOf(c));
  return untilSettled(async () => {
    const read = await loadApplication(c.var.db, c.var.scope, id, today);
    if (!read) return c.notFound();
    const { application } = read;
    const answer = paths.civilApplication(id);
    if (takenBefore(read, steps, action, actor)) return c.redirect(answer, 303);
    const decision = decideStep({ ...application, events: read.events }, action, { ref: actor, party }, today);
    const hash = await contentHash(read);
    const refused = decision.refused ?? (hash === shown ? null : 'not_now');
    if (decision.refused !== null || refused) return officePage(c, read, { typed, refusal: stepRefusalText[refused ?? 'not_now'], status: 409 });
    const said = readDecision(sent, typed, today);
    if (said.problems.length > 0) return officePage(c, read, { typed, errors: errorsOf(said.problems), status: 422 });
    const entry = auditEntry(c, actor, `application.${action}`, `application:${id}`);
    const grants = action === 'grant' || action === 'overturn';
    const granted = grants ? await grantOf(c, read, entry, said.from) : { step: {}, words: null };
    if (granted.words) return officePage(c, read, { typed, refusal: granted.words, status: 409 });
    const step = { ...granted.step, action, to: decision.to, note: said.note, codes: said.codes, contentHash: hash, dueDate: dueOn(decision.to, read.rule, today) };
    const outcome = await recordStep(c.var.db, c.var.vault, entry, { ...application, papers: read.papers.length }, step);
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
}

/** The words, the reasons and the first day, as they were typed. A refusal without a reason is none. */
function readDecision({ action, start: chosen, from, note }: Sent, typed: Typed, today: ServiceDate) {
  const grants = action === 'grant' || action === 'overturn';
  const words = readWords('note', note, action !== 'grant');
  const codes = action === 'refuse' ? REFUSAL_REASONS.filter((reason) => typed[`ground_${reason}`] === 'on') : [];
  const other = grants && chosen === 'other' ? readDate('from', from) : null;
  const problems: FieldProblem[] = [
    ...words.problems,
    ...(action === 'refuse' && codes.length === 0 ? [{ field: 'ground', problem: 'no_reason' as const }] : []),
    ...(other ? (other.value === null && other.problems.length === 0 ? [{ field: 'from', problem: 'missing' as const }] : other.problems) : []),
  ];
  return { note: words.value, codes, problems, from: other?.value ?? (chosen === 'today' ? today : nextMonth(today)) };
}

type Granted = { step: Partial<StepToRecord>; words: string | null };

/** The fact that is granted, the elder's record where there is none yet, and the day of its review: written with the decision. */
async function grantOf(c: Context<App>, read: ApplicationRead, entry: AuditEntry, from: ServiceDate): Promise<Granted> {
  const { application, elder, facts, rule } = read;
  const { db, vault } = c.var;
  if (application.kind === null) throw new Error('an application was decided before it was registered');
  const claim = { kind: application.kind, value: application.value };
  const { refused } = decideGrant(claim, elder && { facts }, application.mealPointId, from, serviceDateOf(entry.at));
  if (refused !== null || claim.value === null) return { step: {}, words: grantRefusalText[refused ?? 'value_missing'] };
  const fresh = elder ? null : await elderToInsert(db, vault, read, await openPerson(vault, read));
  const elderId = elder?.id ?? fresh?.elderId ?? '';
  const factId = newId();
  const scale = claim.kind === 'ability' ? ABILITY_SCALE : null;
  const fact = { id: factId, elderId, kind: claim.kind, value: claim.value, scale, from, source: factSource, document: application.applicationNo };
  const step = {
    fromDate: from,
    set: { elderId, factId },
    guards: [fresh ? unknownStill(application.idNumberIndex) : stillToGrant(elderId, claim.kind, claim.value)],
    before: [...(fresh ? [fresh.statement] : []), ...grantFact(db, entry, fact)],
    after: [eligibilityToInsert(db, { factId, applicationId: application.id, reviewDate: reviewAfter(from, rule.reviewMonths) })],
  };
  return { step, words: null };
}
