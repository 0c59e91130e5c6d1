import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { onDay } from '../domain/assessed-meal.ts';
import type { Instant, Month } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { daysReached } from '../domain/policy-periods.ts';
import { readPolicyText } from '../domain/policy-text.ts';
import {
  addTotals, decideTrialStep, MOST_TRIAL_FAILURES, NO_TOTALS, openingBalances, versionsTried, type ClaimedMeal, type PersonChange, type TrialStep, type TrialTotals,
} from '../domain/policy-trial.ts';
import { ELDER_PAYER } from '../domain/subsidy.ts';
import { insertMany } from './bulk.ts';
import { calendarBetween } from './calendar-days.ts';
import { commit, type AuditEntry, type Conflict } from './commit.ts';
import { officesOf } from './county-month.ts';
import { allPayers, allPolicyVersions, versionsOf } from './policies.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { elder, mealOrder, mealPoint, mealRun, policyDraftStep, policyTrial, policyTrialFailure, policyTrialPerson, policyTrialStep } from './schema.ts';
import { countyGranted } from './scope.ts';

/** So many meals in one step: a fraction of a second of work and a few megabytes, in three trips. */
export const STEP_MEALS = 4000;

export type NewTrial = { id: string; draftId: string; hash: string; month: Month };

/** Begins a trial, unless this text was already tried on this month. Answers which one it is. */
export async function startTrial(db: Database, entry: AuditEntry, trial: NewTrial): Promise<string> {
  const same = db
    .select(pick({ id: policyTrial.id }))
    .from(policyTrial)
    .where(and(eq(policyTrial.draftId, trial.draftId), eq(policyTrial.contentHash, trial.hash), eq(policyTrial.month, trial.month)));
  const [known] = await readRows(db, same);
  if (known) return known.id;
  const meals = sql`(SELECT coalesce(sum(meals), 0) FROM month_total WHERE month = ${trial.month} AND payer_code = ${ELDER_PAYER})`;
  const outcome = await commit(db, entry, {
    changes: [
      sql`INSERT INTO ${policyTrial} (id, draft_id, content_hash, month, meals, started_by, started_at)
        VALUES (${trial.id}, ${trial.draftId}, ${trial.hash}, ${trial.month}, ${meals}, ${entry.actor}, ${entry.at})`,
    ],
  });
  if (outcome === 'done') return trial.id;
  const [first] = await readRows(db, same);
  if (!first) throw new Error('a trial was neither begun nor there');
  return first.id;
}

/** Everything that a step needs, in two trips. Null when there is no such trial, or nothing left to do. */
async function loadTrialStep(db: Database, trialId: string, most: number) {
  const { trials, policies } = await readTogether(db, {
    trials: db
      .select(
        pick({
          month: policyTrial.month,
          number: lastStep(trialId, sql`number`),
          uptoElderId: lastStep(trialId, sql`upto_elder_id`),
          last: lastStep(trialId, sql`last`),
          balances: lastStep(trialId, sql`balances`),
          content: sql<string>`(SELECT content FROM ${policyDraftStep} WHERE draft_id = ${policyTrial.draftId} AND content_hash = ${policyTrial.contentHash} AND kind = 'saved' LIMIT 1)`,
        }),
      )
      .from(policyTrial)
      .where(eq(policyTrial.id, trialId)),
    policies: allPolicyVersions(db),
  });
  const [trial] = trials;
  if (!trial || trial.last === 1) return null;
  const versions = trialVersions(trial.content, versionsOf(policies), trial.month);
  const uptoElderId = String(trial.uptoElderId ?? '');
  const meals = await claimedMeals(db, versions, trial.month, sql`${elder.id} > ${uptoElderId}`, most + 1);
  const balances = trial.balances === null ? openingBalances(versions) : (JSON.parse(String(trial.balances)) as Record<string, Fen>);
  const facts = { month: trial.month, versions, balances, uptoElderId, meals, more: meals.length > most };
  return { number: Number(trial.number ?? 0), facts };
}

/** Null before the first step. */
function lastStep(trialId: string, column: SQL): SQL<string | number | null> {
  return sql`(SELECT ${column} FROM policy_trial_step WHERE trial_id = ${trialId} ORDER BY number DESC LIMIT 1)`;
}

/** Throws on a text that was saved and cannot be read: it was read when the trial began. */
export function trialVersions(content: string, all: readonly PolicyVersion[], month: Month): PolicyVersion[] {
  const read = readPolicyText(content);
  if (!('policy' in read)) throw new Error('the text of a trial cannot be read');
  return versionsTried(all, read.policy.version, month);
}

/**
 * The claimed meals of these people in the month, and what their weeks or year reach over: person by person, through the index of
 * their orders, a row for each meal and one for each person. Their days are what the calendar says now, not what it said then.
 */
export async function claimedMeals(db: Database, versions: readonly PolicyVersion[], month: Month, who: SQL, most: number): Promise<ClaimedMeal[]> {
  const { from, to } = daysReached(versions, month);
  const { rows, days } = await readTogether(db, {
    days: calendarBetween(db, from, to),
    rows: db
      .select(
        pick({
          id: mealOrder.id,
          elderId: mealOrder.elderId,
          mealRunId: mealOrder.mealRunId,
          serviceDate: mealOrder.serviceDate,
          slot: mealOrder.slot,
          mode: mealOrder.mode,
          priceFen: mealOrder.priceFen,
          selfPayFen: mealOrder.selfPayFen,
          placedAt: mealOrder.placedAt,
          assessment: mealOrder.assessment,
        }),
      )
      .from(elder)
      // Written so, the people are the outer loop whatever the planner thinks, and it ends when there are enough meals.
      .crossJoin(mealOrder)
      .where(sql`${who} AND ${mealOrder.elderId} = ${elder.id} AND ${mealOrder.serviceDate} BETWEEN ${from} AND ${to} AND ${mealOrder.state} <> 'cancelled' AND ${mealOrder.state} = 'handed_over'`)
      .orderBy(elder.id)
      .limit(most),
  });
  const kindOf = new Map(days.map((one) => [one.date, one.kind]));
  const kept = rows.map(({ assessment, ...row }) => ({ ...row, ...(JSON.parse(assessment) as Kept) }));
  const places = await placesOf(db, kept);
  return kept.map(({ grants = [], beside = [], mealRunId, meal = { point: places.get(mealRunId) ?? UNKNOWN_POINT }, ...row }) => ({
    ...row, grants, beside, meal: onDay(meal, kindOf.get(row.serviceDate) ?? null),
  }));
}

/** Orders from before these were kept lack what is optional. */
type Kept = Pick<ClaimedMeal, 'facts'> & Partial<Pick<ClaimedMeal, 'grants' | 'beside' | 'meal'>>;
type Point = ClaimedMeal['meal']['point'];
const UNKNOWN_POINT: Point = { id: '', divisionCode: '' };

/** Where meals were eaten whose orders did not keep it; no trip where all did. */
async function placesOf(db: Database, meals: readonly { mealRunId: string; meal?: unknown }[]): Promise<ReadonlyMap<string, Point>> {
  const runs = [...new Set(meals.filter((one) => !one.meal).map((one) => one.mealRunId))];
  if (runs.length === 0) return new Map();
  const rows = await readRows(
    db,
    db
      .select(pick({ runId: mealRun.id, id: mealPoint.id, divisionCode: mealPoint.divisionCode }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .where(sql`${mealRun.id} IN (SELECT value FROM json_each(${JSON.stringify(runs)}))`),
  );
  return new Map(rows.map(({ runId, ...point }) => [runId, point]));
}

/**
 * One bounded step of a trial: reads the next people, judges their meals, writes one row and one for each person who changes. The page's
 * press and the job do the same; who comes second finds the step taken. Answers 'over' when there was nothing left to do.
 */
export async function advanceTrial(db: Database, entry: AuditEntry, trialId: string, most = STEP_MEALS): Promise<'done' | 'over' | Conflict> {
  const read = await loadTrialStep(db, trialId, most);
  if (!read) return 'over';
  return recordTrialStep(db, entry, trialId, read.number + 1, decideTrialStep(read.facts));
}

async function recordTrialStep(db: Database, entry: AuditEntry, trialId: string, number: number, step: TrialStep): Promise<'done' | Conflict> {
  const { changes, totals, balances, last, ...counted } = step;
  return commit(db, entry, {
    changes: [
      db.insert(policyTrialStep).values({
        trialId, number, ...counted, last: last ? 1 : 0, totals: JSON.stringify(totals), balances: JSON.stringify(balances), at: entry.at,
      }),
      ...(changes.length > 0 ? [insertMany(policyTrialPerson, changes.map((one) => ({ trialId, ...one })))] : []),
    ],
  });
}

/** How often the job has failed since the last step that was taken. */
const failures = sql<number>`(SELECT count(*) FROM policy_trial_failure f WHERE f.trial_id = ${policyTrial.id}
  AND f.after_step = coalesce((SELECT max(s.number) FROM policy_trial_step s WHERE s.trial_id = f.trial_id), 0))`;

/** Writes down that the job could not carry it on. Two at once are one failure. */
export async function noteTrialFailure(db: Database, entry: AuditEntry, trialId: string): Promise<'done' | Conflict> {
  return commit(db, entry, {
    changes: [
      sql`INSERT INTO ${policyTrialFailure} (trial_id, after_step, number, failed_at)
        SELECT ${policyTrial.id}, coalesce(${lastStep(trialId, sql`number`)}, 0), 1 + ${failures}, ${entry.at} FROM ${policyTrial} WHERE ${policyTrial.id} = ${trialId}`,
    ],
  });
}

/**
 * Trials that are not over and that nobody has carried on since `before`: the oldest first, but one that has failed behind all that have failed
 * less often. What failed too often is nobody's turn any more.
 */
export async function idleTrials(db: Database, before: Instant, most: number): Promise<{ id: string }[]> {
  const steps = (what: SQL) => sql`(SELECT ${what} FROM policy_trial_step s WHERE s.trial_id = ${policyTrial.id})`;
  return readRows(
    db,
    db
      .select(pick({ id: policyTrial.id }))
      .from(policyTrial)
      .where(sql`coalesce(${steps(sql`max(s.last)`)}, 0) = 0 AND coalesce(${steps(sql`max(s.at)`)}, ${policyTrial.startedAt}) < ${before} AND ${failures} < ${MOST_TRIAL_FAILURES}`)
      .orderBy(failures, policyTrial.startedAt)
      .limit(most),
  );
}

export type TrialPage = { size: number; number: number };
export type TrialPerson = PersonChange & { name: string };

/** Whether there is such a trial within scope. */
export async function isTrial(db: Database, scope: Scope, trialId: string): Promise<boolean> {
  const found = await readRows(db, db.select(pick({ id: policyTrial.id })).from(policyTrial).where(and(eq(policyTrial.id, trialId), countyGranted(scope))));
  return found.length > 0;
}

/** A trial with how far it is, what it comes to so far and one page of the people who change, the biggest change first. Null out of scope. */
export async function loadTrial(db: Database, scope: Scope, trialId: string, page: TrialPage) {
  const within = and(eq(policyTrial.id, trialId), countyGranted(scope));
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    trials: trialItself(db, within),
    steps: db
      .select(pick({ meals: policyTrialStep.meals, people: policyTrialStep.people, last: policyTrialStep.last, totals: policyTrialStep.totals }))
      .from(policyTrialStep)
      .where(eq(policyTrialStep.trialId, trialId)),
    counts: db
      .select(pick({ people: sql<number>`count(*)`, meals: sql<number>`coalesce(sum(${policyTrialPerson.changedMeals}), 0)` }))
      .from(policyTrialPerson)
      .where(eq(policyTrialPerson.trialId, trialId)),
    people: db
      .select(pick({ ...personColumns, name: elder.name }))
      .from(policyTrialPerson)
      .innerJoin(elder, eq(elder.id, policyTrialPerson.elderId))
      .where(eq(policyTrialPerson.trialId, trialId))
      .orderBy(sql`max(abs(self_pay_after_fen - self_pay_before_fen), abs(subsidy_after_fen - subsidy_before_fen)) DESC`, policyTrialPerson.elderId)
      .limit(page.size)
      .offset((page.number - 1) * page.size),
    payers: allPayers(db),
  });
  const [trial] = rows.trials;
  const [changed] = rows.counts;
  if (!trial || !changed) return null;
  return { ...rows, trial, changed, ...progressOf(rows.steps) };
}

function trialItself(db: Database, within: SQL | undefined) {
  return db
    .select(
      pick({
        id: policyTrial.id,
        draftId: policyTrial.draftId,
        hash: policyTrial.contentHash,
        month: policyTrial.month,
        meals: policyTrial.meals,
        startedAt: policyTrial.startedAt,
        failures,
        content: sql<string>`(SELECT content FROM ${policyDraftStep} WHERE draft_id = ${policyTrial.draftId} AND content_hash = ${policyTrial.contentHash} AND kind = 'saved' LIMIT 1)`,
      }),
    )
    .from(policyTrial)
    .where(within);
}

const personColumns = {
  elderId: policyTrialPerson.elderId,
  meals: policyTrialPerson.meals,
  changedMeals: policyTrialPerson.changedMeals,
  subsidyBeforeFen: policyTrialPerson.subsidyBeforeFen,
  subsidyAfterFen: policyTrialPerson.subsidyAfterFen,
  selfPayBeforeFen: policyTrialPerson.selfPayBeforeFen,
  selfPayAfterFen: policyTrialPerson.selfPayAfterFen,
};

type StepRow = { meals: number; people: number; last: number; totals: string };

function progressOf(steps: readonly StepRow[]) {
  return {
    judged: steps.reduce((sum, one) => sum + one.meals, 0),
    eaters: steps.reduce((sum, one) => sum + one.people, 0),
    done: steps.some((one) => one.last === 1),
    totals: steps.reduce((sum, one) => addTotals(sum, JSON.parse(one.totals) as TrialTotals), NO_TOTALS),
  };
}

/** One person of a trial, and their meals of the month as they were. Null out of scope, and for whom nothing changes. */
export async function loadTrialPerson(db: Database, scope: Scope, trialId: string, elderId: string) {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    trials: trialItself(db, and(eq(policyTrial.id, trialId), countyGranted(scope))),
    people: db
      .select(pick({ ...personColumns, name: elder.name }))
      .from(policyTrialPerson)
      .innerJoin(elder, eq(elder.id, policyTrialPerson.elderId))
      .where(and(eq(policyTrialPerson.trialId, trialId), eq(policyTrialPerson.elderId, elderId))),
    policies: allPolicyVersions(db),
    payers: allPayers(db),
  });
  const [trial] = rows.trials;
  const [person] = rows.people;
  if (!trial || !person) return null;
  const versions = trialVersions(trial.content, versionsOf(rows.policies), trial.month);
  const meals = await claimedMeals(db, versions, trial.month, eq(elder.id, elderId), 2000);
  return { offices: rows.offices, payers: rows.payers, trial, person, versions, meals };
}
