import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { decideStep, dueOn, type ApplicationAction } from '../../domain/application.ts';
import { readWords } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { toHalfWidth } from '../../domain/half-width.ts';
import { maskName } from '../../domain/masking.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordStep } from '../../store/applications.ts';
import { untilSettled } from '../../store/commit.ts';
import { countFailure, loadLookUp, lookUpCode, type LookUp } from '../../store/family-applications.ts';
import { familyRefusalText, stepRefusalText, subjectText } from '../../../web/application-text.ts';
import { LookUpPage, LookUpResultPage, type LookUpResult } from '../../../web/family/look-up-page.tsx';
import { errorsOf } from '../application-view.ts';
import { heldOff } from '../fence.ts';
import { form } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { FAMILY } from './frame.ts';

export const lookUp = new Hono<App>();

lookUp.get('/look-up', permit('application.file'), (c) => c.html(<LookUpPage />));

const typedPair = { no: z.string().max(100), code: z.string().max(100) };
const looking = form(z.strictObject(typedPair), (c) => problem(c, 422));

lookUp.post('/look-up', permit('application.file'), looking, async (c) => {
  const typed = c.req.valid('form');
  if (await heldOff(c, 'FORMS')) return crowded(c, typed);
  const found = await find(c, typed);
  return found ? c.html(<LookUpResultPage result={resultOf(c, found, typed.code)} />) : nothing(c, typed);
});

const stepping = form(z.strictObject({ ...typedPair, action: z.enum(['appeal', 'withdraw']), note: z.string().max(2000).default('') }), (c) => problem(c, 422));

/** What whoever applied can do with number and code: take it back, or ask for another look at a refusal. */
lookUp.post('/look-up/steps', permit('application.file'), stepping, async (c) => {
  const { action, note: said, ...typed } = c.req.valid('form');
  if (await heldOff(c, 'FORMS')) return crowded(c, typed);
  const today = serviceDateOf(c.var.now);
  return untilSettled(async () => {
    const found = await find(c, typed);
    if (!found) return nothing(c, typed);
    const { application, events, rule } = found;
    if (events.at(-1)?.action === action) return c.html(<LookUpResultPage result={resultOf(c, found, typed.code)} />);
    const decision = decideStep({ ...application, events }, action, { ref: FAMILY, party: 'applicant' }, today);
    if (decision.refused !== null) {
      return c.html(<LookUpResultPage result={resultOf(c, found, typed.code)} refusal={stepRefusalText[decision.refused]} />, 409);
    }
    const note = readWords('note', said, action === 'appeal');
    if (note.problems.length > 0) return c.html(<LookUpResultPage result={resultOf(c, found, typed.code)} errors={errorsOf(note.problems)} typed={said} />, 422);
    const entry = auditEntry(c, FAMILY, `application.${action}`, `application:${application.id}`);
    const step = { action, to: decision.to, dueDate: dueOn(decision.to, rule, today), note: note.value || familyRefusalText.withdrawn, codes: [] };
    const outcome = await recordStep(c.var.db, c.var.vault, entry, { ...application, papers: 0 }, step);
    if (outcome !== 'done') return outcome;
    const after = await find(c, typed);
    return after ? c.html(<LookUpResultPage result={resultOf(c, after, typed.code)} />) : nothing(c, typed);
  });
});

type Pair = { no: string; code: string };

/** Number and code together, or null: whichever is wrong, or tried too often today, it is answered alike and counted. */
async function find(c: Context<App>, { no, code }: Pair) {
  const today = serviceDateOf(c.var.now);
  const digits = toHalfWidth(no).replace(/\D/g, '');
  const { found, barred, counting, rule } = await loadLookUp(c.var.db, `${digits.slice(0, 8)}-${digits.slice(8, 14)}`, today);
  const right = await lookUpCode(c.var.vault, found?.application.id ?? '');
  if (found && !barred && found.application.channel === 'family_page' && toHalfWidth(code).replace(/\D/g, '') === right) return { ...found, rule };
  const applicationId = found?.application.id ?? '';
  if (counting) await countFailure(c.var.db, auditEntry(c, FAMILY, 'application.search_failed', `application:${applicationId}`), applicationId, today);
  return null;
}

const crowded = (c: Context<App>, typed: Pair) => c.html(<LookUpPage typed={typed} refusal={familyRefusalText.crowded} />, 429);

function nothing(c: Context<App>, typed: Pair) {
  return c.html(<LookUpPage typed={{ no: typed.no, code: '' }} refusal={familyRefusalText.look_up} />, 422);
}

/** What is said to whoever applied. What the village wrote for the town alone is not among it. */
const SAID: readonly ApplicationAction[] = ['request', 'ask_papers', 'grant', 'refuse', 'appeal', 'uphold', 'overturn', 'dismiss', 'withdraw'];

function resultOf(c: Context<App>, { application, events, categories }: LookUp, code: string): LookUpResult {
  const today = serviceDateOf(c.var.now);
  const may = (action: 'appeal' | 'withdraw') => decideStep({ ...application, events }, action, { ref: FAMILY, party: 'applicant' }, today).refused === null;
  return {
    applicationNo: application.applicationNo,
    code,
    name: maskName(application.name),
    subject: subjectText(application, categories),
    state: application.state,
    dueDate: application.dueDate,
    steps: events.map((event) => (SAID.includes(event.action) ? event : { ...event, note: '', codes: [] })),
    canAppeal: may('appeal'),
    canWithdraw: may('withdraw'),
  };
}
