import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import type { CountyWords } from '../../domain/policy.ts';
import { decideAnswer, decideApproval, decideChange, decideSending } from '../../domain/policy-draft.ts';
import { policyRules } from '../../domain/policy-rules.ts';
import { canonicalText, policyText, readPolicyText } from '../../domain/policy-text.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { approveDraft, loadDraft, loadDraftStart, recordDraftStep, type DraftRead } from '../../store/policy-drafts.ts';
import { startTrial } from '../../store/policy-trials.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { emptyPolicyText, reasonMissing } from '../../../web/civil/policy-draft-text.ts';
import { PolicyFormPage } from '../../../web/civil/policy-form-page.tsx';
import { paths } from '../../../web/paths.ts';
import { draftRefusalText, textProblems } from '../../../web/policy-problem-text.ts';
import { form, id, month, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { staffOf } from '../canteen/frame.ts';
import { civilFrame, thisMonth } from './frame.ts';
import { draftPage, refusedDraft, wordsOf } from './policy-draft-view.tsx';

export const policyDrafts = new Hono<App>();

const text = z.string().max(50_000);
const asked = query(z.object({ version: z.string().max(60).optional() }));

/** The form for a new draft, filled in from a version where one is named, to begin tomorrow. */
policyDrafts.get('/new', permit('policy.draft'), asked, async (c) => {
  const read = await loadDraftStart(c.var.db, c.var.scope);
  if (!read) return c.notFound();
  const wanted = c.req.valid('query').version;
  const version = read.versions.find((one) => one.id === wanted);
  if (wanted !== undefined && !version) return c.notFound();
  const tomorrow = addDays(serviceDateOf(c.var.now), 1);
  const filled = version
    ? policyText({ ...version, rules: policyRules.parse(JSON.parse(version.rules)), fromDate: tomorrow, toDate: null })
    : emptyPolicyText(read.counties[0]?.code ?? '', billedFirst(wordsOf(read)), tomorrow);
  return c.html(<PolicyFormPage frame={civilFrame(c, read.offices, 'policies')} draftId={null} text={filled} problems={[]} hidden={{ key: newId() }} names={read} />);
});

/** A fund needs more said about it than an empty form says. */
const billedFirst = ({ payers, funds }: CountyWords) => payers.find((one) => !funds.includes(one)) ?? '';

const drafting = form(z.strictObject({ key: requestKey, text }), (c) => problem(c, 422));

policyDrafts.post('/', permit('policy.draft'), drafting, async (c) => {
  const { key, text: typed } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  const content = canonicalText(typed);
  const hash = await sha256(content);
  return untilSettled(async () => {
    const read = await loadDraftStart(c.var.db, c.var.scope, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash: hash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const said = readPolicyText(typed, wordsOf(read));
    if (!('policy' in said)) {
      const page = <PolicyFormPage frame={civilFrame(c, read.offices, 'policies')} draftId={null} text={typed} problems={textProblems(said, read)} hidden={{ key: newId() }} names={read} />;
      return c.html(page, 422);
    }
    const draftId = newId();
    const answer = paths.policyDraft(draftId);
    const entry = auditEntry(c, actor, 'policy_draft.save', `policy_draft:${draftId}`);
    const outcome = await recordDraftStep(c.var.db, entry, { draftId, number: 1, kind: 'saved', hash, content }, { key, payloadHash: hash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const oneDraft = segments(z.object({ draftId: id }));

policyDrafts.get('/:draftId', permit('policy_draft.read'), oneDraft, async (c) => {
  const { draftId } = c.req.valid('param');
  const read = await loadDraft(c.var.db, c.var.scope, draftId);
  return read ? draftPage(c, draftId, read) : c.notFound();
});

policyDrafts.get('/:draftId/text', permit('policy.draft'), oneDraft, async (c) => {
  const { draftId } = c.req.valid('param');
  const read = await loadDraft(c.var.db, c.var.scope, draftId);
  if (!read) return c.notFound();
  const { refused } = decideChange(read.steps);
  if (refused !== null) return refusedDraft(c, draftId, read, refused);
  return c.html(textPage(c, draftId, read, read.content, []));
});

function textPage(c: Context<App>, draftId: string, read: DraftRead, typed: string, problems: ReturnType<typeof textProblems>) {
  const frame = civilFrame(c, read.offices, 'policies');
  return <PolicyFormPage frame={frame} draftId={draftId} text={typed} problems={problems} hidden={{}} names={read} />;
}

const saving = form(z.strictObject({ text }), (c) => problem(c, 422));

/** Needs no key: the same text twice is one text. Saving one that was sent takes it back. */
policyDrafts.post('/:draftId/text', permit('policy.draft'), oneDraft, saving, async (c) => {
  const { draftId } = c.req.valid('param');
  const typed = c.req.valid('form').text;
  const content = canonicalText(typed);
  const hash = await sha256(content);
  return step(c, draftId, async (read, next) => {
    const { refused } = decideChange(read.steps);
    if (refused !== null) return refusedDraft(c, draftId, read, refused);
    const said = readPolicyText(typed, wordsOf(read));
    if (!('policy' in said)) return c.html(textPage(c, draftId, read, typed, textProblems(said, read)), 422);
    if (read.steps.at(-1)?.kind === 'saved' && read.steps.at(-1)?.hash === hash) return 'there already';
    return next({ kind: 'saved', hash, content }, 'policy_draft.save');
  });
});

const sending = form(z.strictObject({ hash: z.string().max(50) }), (c) => problem(c, 422));

policyDrafts.post('/:draftId/sending', permit('policy.draft'), oneDraft, sending, async (c) => {
  const { draftId } = c.req.valid('param');
  const { hash } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  return step(c, draftId, async (read, next) => {
    const last = read.steps.at(-1);
    if (last?.kind === 'sent' && last.hash === hash && last.actor === actor) return 'there already';
    const { refused } = decideSending(factsOf(read), hash, serviceDateOf(c.var.now));
    return refused !== null ? refusedDraft(c, draftId, read, refused) : next({ kind: 'sent', hash }, 'policy_draft.send');
  });
});

policyDrafts.post('/:draftId/withdrawal', permit('policy.draft'), oneDraft, async (c) => {
  const { draftId } = c.req.valid('param');
  return step(c, draftId, async (read, next) => {
    const last = read.steps.at(-1);
    if (last?.kind === 'withdrawn') return 'there already';
    const { refused } = decideChange(read.steps);
    return refused !== null ? refusedDraft(c, draftId, read, refused) : next({ kind: 'withdrawn', hash: last?.hash ?? '' }, 'policy_draft.withdraw');
  });
});

const shown = { step: z.string().regex(/^\d{1,4}$/).transform(Number), hash: z.string().max(50) };
const returning = form(z.strictObject({ ...shown, reason: z.string().trim().max(300) }), (c) => problem(c, 422));

policyDrafts.post('/:draftId/return', permit('policy.approve'), oneDraft, returning, async (c) => {
  const { draftId } = c.req.valid('param');
  const { reason, ...sent } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  return step(c, draftId, async (read, next) => {
    const last = read.steps.at(-1);
    if (last?.kind === 'returned' && last.actor === actor && last.number === sent.step + 1) return 'there already';
    const { refused } = decideAnswer(read.steps, sent, actor);
    if (refused !== null) return draftPage(c, draftId, read, { words: draftRefusalText[refused], reason });
    if (reason === '') return draftPage(c, draftId, read, { words: reasonMissing, reason });
    return next({ kind: 'returned', hash: sent.hash }, 'policy_draft.return', reason);
  });
});

const approving = form(z.strictObject(shown), (c) => problem(c, 422));

/** The approval puts the version in force from its day on. A second press by the same official is shown what the first one did. */
policyDrafts.post('/:draftId/approval', permit('policy.approve'), oneDraft, approving, async (c) => {
  const { draftId } = c.req.valid('param');
  const sent = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  return untilSettled(async () => {
    const read = await loadDraft(c.var.db, c.var.scope, draftId);
    if (!read) return c.notFound();
    const last = read.steps.at(-1);
    const answer = paths.policyDraft(draftId);
    if (last?.kind === 'approved' && last.actor === actor && last.hash === sent.hash) return c.redirect(answer, 303);
    const said = readPolicyText(read.content, wordsOf(read));
    const { refused } = decideApproval(factsOf(read), sent, actor, serviceDateOf(c.var.now));
    if (refused !== null || !('policy' in said)) return refusedDraft(c, draftId, read, refused ?? 'unread_problems');
    const approved = {
      id: newId(),
      policy: said.policy,
      preparedBy: last?.actor ?? '',
      step: { draftId, number: (last?.number ?? 0) + 1, kind: 'approved' as const, hash: sent.hash },
      versionIds: read.versions.map((one) => one.id),
    };
    const outcome = await approveDraft(c.var.db, auditEntry(c, actor, 'policy_draft.approve', `policy_draft:${draftId}`), approved);
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const trying = form(z.strictObject({ month }), (c) => problem(c, 422));

/** Tries the text saved last on a month that is over. The same text on the same month is the same trial. */
policyDrafts.post('/:draftId/trials', permit('policy.draft'), oneDraft, trying, async (c) => {
  const { draftId } = c.req.valid('param');
  const of = c.req.valid('form').month;
  const read = await loadDraft(c.var.db, c.var.scope, draftId);
  if (!read) return c.notFound();
  if (of >= thisMonth(c)) return problem(c, 422);
  const hash = read.steps.findLast((one) => one.kind === 'saved')?.hash ?? '';
  if (factsOf(read).next === null) return refusedDraft(c, draftId, read, 'unread_problems');
  const entry = auditEntry(c, actorRef(staffOf(c)), 'policy_trial.start', `policy_draft:${draftId}`);
  const trialId = await startTrial(c.var.db, entry, { id: newId(), draftId, hash, month: of });
  return c.redirect(paths.policyTrial(trialId), 303);
});

/** The draft's own version, where its text can be read, beside those of its policy that stand. */
function factsOf(read: DraftRead) {
  const said = readPolicyText(read.content, wordsOf(read));
  const next = 'policy' in said ? said.policy.version : null;
  return { steps: read.steps, next, others: read.versions.filter((one) => one.policyId === next?.policyId) };
}

type Next = (step: { kind: 'saved' | 'sent' | 'returned' | 'withdrawn'; hash: string; content?: string }, action: string, reason?: string) => Promise<'recorded' | 'conflict'>;
type Decided = Response | 'there already' | 'recorded' | 'conflict';

/** One step of a draft: read, decided, recorded, and decided again where somebody else was first. */
function step(c: Context<App>, draftId: string, decide: (read: DraftRead, next: Next) => Promise<Decided>): Promise<Response> {
  const actor = actorRef(staffOf(c));
  return untilSettled(async () => {
    const read = await loadDraft(c.var.db, c.var.scope, draftId);
    if (!read) return c.notFound();
    const next: Next = async ({ content, ...wanted }, action, reason) => {
      const entry = { ...auditEntry(c, actor, action, `policy_draft:${draftId}`), ...(reason === undefined ? {} : { reason }) };
      const number = (read.steps.at(-1)?.number ?? 0) + 1;
      const outcome = await recordDraftStep(c.var.db, entry, { draftId, number, ...wanted, ...(content === undefined ? {} : { content }) });
      return outcome === 'done' ? 'recorded' : outcome;
    };
    const decided = await decide(read, next);
    if (decided === 'conflict' || decided instanceof Response) return decided;
    return c.redirect(paths.policyDraft(draftId), 303);
  });
}
