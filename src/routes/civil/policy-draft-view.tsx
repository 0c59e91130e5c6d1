import type { Context } from 'hono';
import { actorRef } from '../../domain/access.ts';
import { addMonths, serviceDateOf } from '../../domain/calendar.ts';
import { EVERYWHERE } from '../../domain/county-label.ts';
import { endOf, versionOn, type CountyWords } from '../../domain/policy.ts';
import { compareRules } from '../../domain/policy-comparison.ts';
import { isDecided, type ApprovalRefusal } from '../../domain/policy-draft.ts';
import { policyRules } from '../../domain/policy-rules.ts';
import { canonicalText, readPolicyText, type OneVersion } from '../../domain/policy-text.ts';
import { checkCode } from '../../domain/sheet.ts';
import type { App } from '../../request.ts';
import { divisionNames, type DraftRead } from '../../store/policy-drafts.ts';
import { againstText } from '../../../web/civil/policy-draft-text.ts';
import { PolicyDraftPage } from '../../../web/civil/policy-draft-page.tsx';
import { draftRefusalText, textProblems } from '../../../web/policy-problem-text.ts';
import { staffOf } from '../canteen/frame.ts';
import { civilFrame, thisMonth } from './frame.ts';

/** What the county has rows for: a policy may name nothing else. What every county has needs no row. */
export function wordsOf({ payers, categories }: Pick<DraftRead, 'payers' | 'categories'>): CountyWords {
  const own = payers.filter((one) => !EVERYWHERE.includes(one.code));
  return { payers: own.map((one) => one.code), funds: own.filter((one) => one.funded === 1).map((one) => one.code), categories: categories.map((one) => one.code) };
}

const MONTHS_BACK = 24;

/** The draft as it stands, for whoever looks: with what it changes, what was tried, and what they may do. */
export async function draftPage(c: Context<App>, draftId: string, read: DraftRead, refused?: { words: string; reason?: string }) {
  const today = serviceDateOf(c.var.now);
  const latest = thisMonth(c);
  const text = readPolicyText(read.content, wordsOf(read));
  const policy = 'policy' in text ? text.policy : null;
  const hash = read.steps.findLast((one) => one.kind === 'saved')?.hash ?? '';
  const last = read.steps.at(-1);
  const mine = read.steps.some((one) => one.hash === hash && (one.kind === 'saved' || one.kind === 'sent') && one.actor === actorRef(staffOf(c)));
  const others = policy ? read.versions.filter((one) => one.policyId === policy.id) : [];
  const before = policy ? versionInForce(read, policy, today) : null;
  const names = { payers: read.payers, categories: read.categories, divisions: await divisionNames(c.var.db, `${read.content} ${before?.text ?? ''}`) };
  return c.html(
    <PolicyDraftPage
      frame={civilFrame(c, read.offices, 'policies')}
      {...{ draftId, names }}
      steps={read.steps}
      said={policy && saidBy(policy, others)}
      problems={'policy' in text ? [] : textProblems(text, names)}
      text={canonicalText(read.content)}
      comparison={policy && before ? { comparison: compareRules(before.rules, policy.version.rules), before: before.rules, after: policy.version.rules, against: againstText(before.fromDate) } : null}
      trials={read.trials.map((one) => ({ ...one, done: one.done === 1, current: one.hash === hash }))}
      months={Array.from({ length: MONTHS_BACK }, (_, index) => addMonths(latest, -index - 1))}
      may={last?.kind === 'sent' && !mine ? { change: false, answer: true } : { change: !isDecided(last), answer: false }}
      shown={{ step: String(last?.number ?? 0), hash }}
      checkCode={checkCode(hash)}
      {...(refused ? { refusal: refused.words, ...(refused.reason === undefined ? {} : { reason: refused.reason }) } : {})}
    />,
    refused ? 409 : 200,
  );
}

/** The draft again, and on top why the press did nothing. */
export function refusedDraft(c: Context<App>, draftId: string, read: DraftRead, refused: ApprovalRefusal) {
  return draftPage(c, draftId, read, { words: draftRefusalText[refused] });
}

function saidBy({ id: policyId, title, issuer, version }: OneVersion, others: DraftRead['versions']) {
  const { fromDate, toDate, documentNo, rules } = version;
  const end = endOf({ policyId, fromDate, toDate }, others);
  const span: [typeof fromDate, typeof end] = [fromDate, end];
  return { title, documentNo, issuer, span, rules };
}

/** What the draft is compared with: the version of its policy that holds today, else the latest one. */
function versionInForce(read: DraftRead, policy: OneVersion, today: ReturnType<typeof serviceDateOf>) {
  const own = read.versions.filter((one) => one.policyId === policy.id);
  const parsed = own.map((one) => ({ ...one, text: one.rules, rules: policyRules.parse(JSON.parse(one.rules)) }));
  return versionOn(parsed, today) ?? parsed[0] ?? null;
}
