import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { ruleOn, type ApplicationAction, type ApplicationState } from '../domain/application.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { PaperKind } from '../domain/application-claim.ts';
import { sha256, type Vault } from '../vault.ts';
import {
  allCategories, allRules, applicationRow, codesOf, eventsOf, factsOfElder, knownElder, papersOf, pointsOfTowns, village,
} from './application-rows.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { application, applicationEvent, applicationPaper, elder, mealPoint } from './schema.ts';
import { applicationWithin } from './scope.ts';

export type ApplicationRead = NonNullable<Awaited<ReturnType<typeof loadApplication>>>;

const OPEN = ['submitted', 'returned', 'checked', 'appealed'] as const;

/** One application with all that its page shows and its next step depends on, in one trip. Null when it is out of reach. */
export async function loadApplication(db: Database, scope: Scope, id: string, today: ServiceDate, key = '') {
  const which = sql`${application.id} = ${id} AND ${applicationWithin(scope)}`;
  const sameNumber = sql`${elder.idNumberIndex} = (SELECT id_number_index FROM application WHERE id = ${id})`;
  const rows = await readTogether(db, {
    applications: applicationRow(db, which),
    events: eventsOf(db, which),
    papers: papersOf(db, which),
    elders: knownElder(db, scope, sameNumber),
    facts: factsOfElder(db, sameNumber),
    rules: allRules(db),
    categories: allCategories(db),
    points: pointsOfTowns(db, sql`substr(${mealPoint.divisionCode}, 1, 9) = (SELECT substr(village_code, 1, 9) FROM application WHERE id = ${id})`),
    others: db
      .select(pick({ id: application.id, applicationNo: application.applicationNo, kind: application.kind, value: application.value }))
      .from(application)
      .innerJoin(village, eq(village.code, application.villageCode))
      .where(
        and(
          sql`${application.idNumberIndex} = (SELECT id_number_index FROM application WHERE id = ${id})`,
          ne(application.id, id),
          inArray(application.state, OPEN),
          applicationWithin(scope),
        ),
      ),
    prior: priorAnswer(db, key),
  });
  const [found] = rows.applications;
  if (!found) return null;
  const events = rows.events.map(({ codes, ...event }) => ({ ...event, codes: codesOf(codes) }));
  return {
    application: found,
    events,
    papers: rows.papers,
    elder: rows.elders[0] ?? null,
    facts: rows.facts,
    rule: ruleOn(rows.rules, today),
    categories: rows.categories,
    points: rows.points,
    others: rows.others,
    prior: rows.prior[0],
  };
}

/** Of exactly what somebody is shown before they decide: the application as it is stored, every step, every paper. */
export async function contentHash({ application: shown, events, papers }: Pick<ApplicationRead, 'application' | 'events' | 'papers'>): Promise<string> {
  const { state: _state, stateAt: _stateAt, dueDate: _dueDate, submittedName: _name, mealPointName: _point, registeredName: _place, ...stored } = shown;
  const steps = events.map(({ byName: _byName, ...event }) => event);
  const listed = papers.map(({ seenName: _seenName, ...paper }) => paper);
  return sha256(JSON.stringify([stored, steps, listed]));
}

export type NewPaper = { kind: PaperKind; number: string | null; date: ServiceDate | null; original: boolean };

export type StepToRecord = {
  action: ApplicationAction;
  to: ApplicationState;
  dueDate: ServiceDate | null;
  note: string;
  codes: readonly string[];
  fromDate?: ServiceDate;
  contentHash?: string;
  /** What the step sets on the application itself. */
  set?: Partial<typeof application.$inferInsert>;
  papers?: readonly NewPaper[];
  /** What has to happen with it: the fact that is granted. Guards come before the step, `changes` after it. */
  guards?: readonly Statement[];
  before?: readonly Statement[];
  after?: readonly Statement[];
};

type Standing = { id: string; state: ApplicationState; steps: number };

/** Records one step, if the application still stands as it was read. */
export async function recordStep(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  of: Standing & { papers: number },
  step: StepToRecord,
  keyed?: KeyedAnswer,
): Promise<'done' | Conflict> {
  const papers = await papersToInsert(db, vault, entry, of.id, of.papers, step.papers ?? []);
  return commit(db, entry, {
    ...(keyed ? { keyed } : {}),
    guards: [
      guard('application stands as read', sql`SELECT state = ${of.state} AND steps = ${of.steps} FROM ${application} WHERE id = ${of.id}`),
      ...(step.guards ?? []),
    ],
    changes: [
      ...(step.before ?? []),
      eventToInsert(db, entry, of.id, of.steps + 1, step),
      db
        .update(application)
        .set({ ...step.set, state: step.to, stateAt: entry.at, dueDate: step.dueDate, steps: of.steps + 1 })
        .where(eq(application.id, of.id)),
      ...papers,
      ...(step.after ?? []),
    ],
  });
}

export function eventToInsert(
  db: Database,
  entry: AuditEntry,
  applicationId: string,
  seq: number,
  step: Pick<StepToRecord, 'action' | 'to' | 'note' | 'codes' | 'fromDate' | 'contentHash'>,
): Statement {
  const { action, to: state, note, codes, fromDate, contentHash: hash } = step;
  return db.insert(applicationEvent).values({
    applicationId, seq, action, state, at: entry.at, by: entry.actor, note, codes: JSON.stringify(codes),
    fromDate: fromDate ?? null, contentHash: hash ?? null,
  });
}

/** A paper's number may be the ID number with a grade behind it: it is sealed like one. (Sealed first: a builder that a promise answers with would run.) */
export async function papersToInsert(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  applicationId: string,
  already: number,
  papers: readonly NewPaper[],
): Promise<Statement[]> {
  const rows = await Promise.all(
    papers.map(async ({ kind, number, date, original }, index) => {
      const position = already + index + 1;
      const place = { table: 'application_paper', column: 'number_sealed', row: `${applicationId}-${position}` };
      const numberSealed = number === null ? null : await vault.seal(place, number);
      return { applicationId, position, kind, numberSealed, paperDate: date, original: original ? 1 : 0, seenAt: entry.at, seenBy: entry.actor };
    }),
  );
  return rows.map((row) => db.insert(applicationPaper).values(row));
}
