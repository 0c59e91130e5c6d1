import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { accountId } from '../domain/ledger.ts';
import type { DraftStepKind } from '../domain/policy-draft.ts';
import type { OneVersion } from '../domain/policy-text.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { officesOf } from './county-month.ts';
import { allPayers, policyVersionsInFull } from './policies.ts';
import { inList, pick, readRows, readTogether, type Database } from './read.ts';
import { dueForPolicy } from './reassessments.ts';
import { priorAnswer } from './request-keys.ts';
import { account, category, division, payer, policyDocument, policyDraftStep, policyTrial, policyTrialStep, policyVersion } from './schema.ts';
import { countyGranted, divisionGranted } from './scope.ts';

/** All policies with their versions, and for the county's own officials the drafts. */
export async function loadPolicies(db: Database, scope: Scope) {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    counties: db.select(pick({ code: division.code })).from(division).where(and(divisionGranted(scope), eq(division.level, 'county'))),
    versions: policyVersionsInFull(db),
    drafts: latestSteps(db, scope),
    ...countyWords(db),
  });
  return { ...rows, isCounty: rows.counties.length > 0 };
}

/** One version with everything that its page shows; null where there is none. */
export async function loadPolicyVersion(db: Database, scope: Scope, versionId: string) {
  const read = await loadPolicies(db, scope);
  const version = read.versions.find((one) => one.id === versionId);
  return version ? { ...read, version } : null;
}

/** The names of the divisions that a text of rules names. */
export async function divisionNames(db: Database, text: string): Promise<{ code: string; name: string }[]> {
  const codes = [...new Set([...text.matchAll(/\b[1-9]\d{11}\b/g)].map(([code]) => code))];
  if (codes.length === 0) return [];
  return readRows(db, db.select(pick({ code: division.code, name: division.name })).from(division).where(inList(division.code, codes)));
}

function countyWords(db: Database) {
  return {
    payers: allPayers(db),
    categories: db.select(pick({ code: category.code, name: category.name })).from(category).orderBy(asc(category.position)),
  };
}

const lastNumber = sql`(SELECT max(last.number) FROM policy_draft_step last WHERE last.draft_id = ${policyDraftStep.draftId})`;

function latestSteps(db: Database, scope: Scope) {
  return db
    .select(pick({ id: policyDraftStep.draftId, kind: policyDraftStep.kind, at: policyDraftStep.at, by: nameOfActor(policyDraftStep.actor), content: lastSaved(policyDraftStep.draftId) }))
    .from(policyDraftStep)
    .where(and(countyGranted(scope), sql`${policyDraftStep.number} = ${lastNumber}`, sql`${policyDraftStep.kind} <> 'approved'`))
    .orderBy(sql`${policyDraftStep.at} DESC`)
    .limit(200);
}

function lastSaved(draftId: SQL | typeof policyDraftStep.draftId): SQL<string> {
  return sql<string>`(SELECT saved.content FROM policy_draft_step saved WHERE saved.draft_id = ${draftId} AND saved.kind = 'saved' ORDER BY saved.number DESC LIMIT 1)`;
}

/** One draft with all its steps, the policies beside it and its trials. Null where there is none, or not for this office. */
export async function loadDraft(db: Database, scope: Scope, draftId: string) {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    steps: db
      .select(
        pick({
          number: policyDraftStep.number,
          kind: policyDraftStep.kind,
          hash: policyDraftStep.contentHash,
          actor: policyDraftStep.actor,
          by: nameOfActor(policyDraftStep.actor),
          at: policyDraftStep.at,
          reason: policyDraftStep.reason,
        }),
      )
      .from(policyDraftStep)
      .where(and(eq(policyDraftStep.draftId, draftId), countyGranted(scope)))
      .orderBy(asc(policyDraftStep.number)),
    contents: db.select(pick({ content: lastSaved(sql`${draftId}`) })).from(sql`(SELECT 1)`),
    versions: policyVersionsInFull(db),
    trials: trialsOf(db, draftId),
    ...countyWords(db),
  });
  const [saved] = rows.contents;
  return rows.steps.length > 0 && saved ? { ...rows, content: saved.content } : null;
}
export type DraftRead = NonNullable<Awaited<ReturnType<typeof loadDraft>>>;

function trialsOf(db: Database, draftId: string) {
  const judged = sql<number>`(SELECT coalesce(sum(${policyTrialStep.meals}), 0) FROM ${policyTrialStep} WHERE ${policyTrialStep.trialId} = ${policyTrial.id})`;
  const done = sql<number>`EXISTS (SELECT 1 FROM ${policyTrialStep} WHERE ${policyTrialStep.trialId} = ${policyTrial.id} AND ${policyTrialStep.last} = 1)`;
  return db
    .select(pick({ id: policyTrial.id, hash: policyTrial.contentHash, month: policyTrial.month, meals: policyTrial.meals, startedAt: policyTrial.startedAt, judged, done }))
    .from(policyTrial)
    .where(eq(policyTrial.draftId, draftId))
    .orderBy(sql`${policyTrial.startedAt} DESC`);
}

/** What a draft is begun with: who may, what the county's words are, and what this request was answered before. */
export async function loadDraftStart(db: Database, scope: Scope, key = '') {
  const read = await readTogether(db, {
    offices: officesOf(db, scope),
    counties: db.select(pick({ code: division.code })).from(division).where(and(divisionGranted(scope), eq(division.level, 'county'))),
    versions: policyVersionsInFull(db),
    prior: priorAnswer(db, key),
    ...countyWords(db),
  });
  return read.counties.length > 0 ? { ...read, prior: read.prior[0] } : null;
}

export type NewDraftStep = { draftId: string; number: number; kind: DraftStepKind; hash: string; content?: string };

/** One more step. Two at once: the number of the second is taken, and it is decided again. */
export async function recordDraftStep(db: Database, entry: AuditEntry, step: NewDraftStep, keyed?: KeyedAnswer): Promise<'done' | Conflict> {
  return commit(db, entry, { ...(keyed ? { keyed } : {}), changes: [insertStep(db, entry, step)] });
}

function insertStep(db: Database, entry: AuditEntry, { hash, content, ...step }: NewDraftStep) {
  const { at, actor, reason } = entry;
  return db.insert(policyDraftStep).values({ ...step, contentHash: hash, content: content ?? null, actor, at, reason: reason ?? null });
}

export type ApprovedVersion = {
  id: string;
  policy: OneVersion;
  preparedBy: string;
  step: NewDraftStep;
  versionIds: readonly string[];
};

/** The approval and the version that it puts in force, in one batch, if no other version was approved since. What is ordered for its days is judged again. */
export async function approveDraft(db: Database, entry: AuditEntry, approved: ApprovedVersion): Promise<'done' | Conflict> {
  const { policy, step, id } = approved;
  const { version, issuer, title, borrowedFrom } = policy;
  const { documentNo, source } = version;
  const asRead = JSON.stringify([...approved.versionIds].sort());
  const paper = { documentNo, title, issuer, source, borrowedFrom };
  return commit(db, entry, {
    guards: [
      guard('its payers are there', sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(version.rules.payers.map((one) => one.payer))}) WHERE value NOT IN (SELECT code FROM ${payer}))`),
      guard('versions as read', sql`SELECT coalesce(json_group_array(id), '[]') = ${asRead} FROM (SELECT id FROM ${policyVersion} ORDER BY id)`),
    ],
    changes: [
      insertStep(db, entry, step),
      accountsOfPayers(approved),
      // Never replaced: the document of a policy is the paper of its first version.
      sql`INSERT INTO ${policyDocument} (id, document_no, title, issuer, source, borrowed_from)
        SELECT ${policy.id}, ${documentNo}, ${title}, ${issuer}, ${source}, ${borrowedFrom}
        WHERE NOT EXISTS (SELECT 1 FROM ${policyDocument} WHERE ${policyDocument.id} = ${policy.id})`,
      db.insert(policyVersion).values({
        id,
        policyDocumentId: policy.id,
        fromDate: version.fromDate,
        toDate: version.toDate,
        rules: JSON.stringify(version.rules),
        preparedBy: approved.preparedBy,
        approvedBy: entry.actor,
        approvedAt: entry.at satisfies Instant,
        ...paper,
      }),
      ...dueForPolicy(version.fromDate, entry),
    ],
  });
}

/** An order debits its payers' accounts: they must be there before the first one is placed under the version. */
function accountsOfPayers({ policy }: ApprovedVersion): SQL {
  const owners = policy.version.rules.payers.map((one) => one.payer);
  return sql`INSERT INTO ${account} (id, kind, owner_id) SELECT ${accountId('payer', '')} || value, 'payer', value
    FROM json_each(${JSON.stringify(owners)}) WHERE ${accountId('payer', '')} || value NOT IN (SELECT id FROM ${account})`;
}
