import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { ruleOn } from '../domain/application.ts';
import type { ClaimKind } from '../domain/application-claim.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { ReviewDecision, ReviewFinding } from '../domain/eligibility-review.ts';
import { sha256 } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { openReview, PAGE_SIZE } from './application-lists.ts';
import { allCategories, allRules, placeColumns, town, village } from './application-rows.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { officesOf } from './county-month.ts';
import { endFact } from './elder-facts.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { application, elder, elderFact, eligibility, eligibilityReview, eligibilityReviewDecision } from './schema.ts';
import { elderResidesWithin } from './scope.ts';

/** When a granted fact is to be looked at again. */
export function eligibilityToInsert(db: Database, row: { factId: string; applicationId: string; reviewDate: ServiceDate }): Statement {
  return db.insert(eligibility).values(row);
}

/** Nobody with this ID number has been recorded since. */
export function unknownStill(idNumberIndex: string): SQL {
  return guard('still unknown', sql`NOT EXISTS (SELECT 1 FROM ${elder} WHERE id_number_index = ${idNumberIndex})`);
}

/** Neither has the same fact been granted since, by a roster say, nor has the person died. */
export function stillToGrant(elderId: string, kind: string, value: string): SQL {
  return guard(
    'still to grant',
    sql`NOT EXISTS (SELECT 1 FROM ${elderFact} WHERE elder_id = ${elderId} AND to_date IS NULL AND (kind = 'death' OR (kind = ${kind} AND value = ${value})))`,
  );
}

const lineColumns = {
  factId: eligibility.factId,
  elderId: elderFact.elderId,
  applicationNo: application.applicationNo,
  applicationId: application.id,
  name: elder.name,
  // Only what can be applied for is granted here.
  kind: sql<ClaimKind>`${elderFact.kind}`,
  value: elderFact.value,
  from: elderFact.fromDate,
  to: elderFact.toDate,
  reviewDate: eligibility.reviewDate,
  reviewId: optional(eligibilityReview.id),
  finding: optional(eligibilityReview.finding),
  endDate: eligibilityReview.endDate,
  note: optional(eligibilityReview.note),
  proposedAt: optional(eligibilityReview.proposedAt),
  proposedBy: optional(eligibilityReview.proposedBy),
  proposedName: nameOfActor(eligibilityReview.proposedBy),
};

const undecided = sql`NOT EXISTS (SELECT 1 FROM ${eligibilityReviewDecision} WHERE ${eligibilityReviewDecision.reviewId} = ${eligibilityReview.id})`;

/** Granted facts with the review that is proposed and not decided, if there is one. */
function reviewLines(db: Database, which: SQL) {
  return db
    .select(pick({ ...lineColumns, ...placeColumns }))
    .from(eligibility)
    .innerJoin(elderFact, eq(elderFact.id, eligibility.factId))
    .innerJoin(elder, eq(elder.id, elderFact.elderId))
    .innerJoin(application, eq(application.id, eligibility.applicationId))
    .innerJoin(village, eq(village.code, elder.residenceDivision))
    .innerJoin(town, eq(town.code, village.parentCode))
    .leftJoin(eligibilityReview, and(eq(eligibilityReview.factId, eligibility.factId), undecided))
    .where(which)
    .orderBy(asc(eligibility.reviewDate), asc(eligibility.factId));
}

export type ReviewLine = Awaited<ReturnType<typeof loadReviews>>['lines'][number];

/** What is due within the notice that the rule gives, or proposed already: the longest overdue first. */
export async function loadReviews(db: Database, scope: Scope, today: ServiceDate, page: number) {
  const notice = sql`(SELECT review_notice_days FROM eligibility_rule WHERE from_date <= ${today} ORDER BY from_date DESC LIMIT 1)`;
  const soon = sql`${eligibility.reviewDate} <= date(${today}, '+' || ${notice} || ' days')`;
  const which = sql`${elderResidesWithin(scope)} AND ${elderFact.toDate} IS NULL AND (${soon} OR ${openReview})`;
  const { count, ...rows } = await readTogether(db, {
    offices: officesOf(db, scope),
    lines: reviewLines(db, which).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE),
    count: db
      .select(pick({ all: sql<number>`count(*)` }))
      .from(eligibility)
      .innerJoin(elderFact, eq(elderFact.id, eligibility.factId))
      .innerJoin(elder, eq(elder.id, elderFact.elderId))
      .where(which),
    categories: allCategories(db),
  });
  return { ...rows, count: count[0]?.all ?? 0 };
}

export type ReviewRead = NonNullable<Awaited<ReturnType<typeof loadReview>>>;

/** One granted fact with its reviews so far. Null when nobody within reach holds it. */
export async function loadReview(db: Database, scope: Scope, factId: string, today: ServiceDate) {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    lines: reviewLines(db, sql`${eligibility.factId} = ${factId} AND ${elderResidesWithin(scope)}`),
    past: db
      .select(
        pick({
          reviewId: eligibilityReview.id,
          attempt: eligibilityReview.attempt,
          finding: eligibilityReview.finding,
          endDate: eligibilityReview.endDate,
          note: eligibilityReview.note,
          proposedAt: eligibilityReview.proposedAt,
          proposedBy: eligibilityReview.proposedBy,
          proposedName: nameOfActor(eligibilityReview.proposedBy),
          decision: optional(eligibilityReviewDecision.decision),
          decisionNote: optional(eligibilityReviewDecision.note),
          decidedAt: optional(eligibilityReviewDecision.decidedAt),
          decidedBy: optional(eligibilityReviewDecision.decidedBy),
          decidedName: nameOfActor(eligibilityReviewDecision.decidedBy),
        }),
      )
      .from(eligibilityReview)
      .leftJoin(eligibilityReviewDecision, eq(eligibilityReviewDecision.reviewId, eligibilityReview.id))
      .where(eq(eligibilityReview.factId, factId))
      .orderBy(desc(eligibilityReview.attempt)),
    rules: allRules(db),
    categories: allCategories(db),
  });
  const [line] = rows.lines;
  if (!line) return null;
  return { offices: rows.offices, line, past: rows.past, rule: ruleOn(rows.rules, today), categories: rows.categories };
}

/** Of what the town is shown before it decides. */
export async function reviewHash({ line, past }: Pick<ReviewRead, 'line' | 'past'>): Promise<string> {
  return sha256(JSON.stringify([line, past]));
}

export type Proposal = { id: string; finding: ReviewFinding; endDate: ServiceDate | null; note: string };

export async function proposeReview(db: Database, entry: AuditEntry, { line, past }: ReviewRead, proposal: Proposal): Promise<'done' | Conflict> {
  const { factId, reviewDate } = line;
  return commit(db, entry, {
    guards: [holdsStill(factId)],
    changes: [
      db.insert(eligibilityReview).values({
        ...proposal, factId, attempt: (past[0]?.attempt ?? 0) + 1, dueDate: reviewDate, proposedAt: entry.at, proposedBy: entry.actor,
      }),
    ],
  });
}

function holdsStill(factId: string): SQL {
  return guard('fact holds still', sql`SELECT to_date IS NULL FROM ${elderFact} WHERE id = ${factId}`);
}

export type ReviewDecided = { decision: ReviewDecision; note: string; contentHash: string; nextReview: ServiceDate };

/** Confirmed: the next review. No longer: the fact ends. Sent back: the village looks again. In any case once. */
export async function recordReviewDecision(db: Database, entry: AuditEntry, { line }: ReviewRead, decided: ReviewDecided): Promise<'done' | Conflict> {
  const { factId, reviewId, finding, endDate } = line;
  const { decision, note, contentHash, nextReview } = decided;
  if (reviewId === null) throw new Error('there is no review to decide');
  const approved = decision === 'approved';
  const confirmed = approved && finding === 'still_holds';
  return commit(db, entry, {
    guards: [holdsStill(factId)],
    changes: [
      db.insert(eligibilityReviewDecision).values({
        reviewId, decision, note, reviewDate: confirmed ? nextReview : null, contentHash, decidedAt: entry.at, decidedBy: entry.actor,
      }),
      ...(confirmed ? [db.update(eligibility).set({ reviewDate: nextReview }).where(eq(eligibility.factId, factId))] : []),
      ...(approved && finding === 'no_longer' && endDate ? endFact(db, entry, line, endDate) : []),
    ],
  });
}
