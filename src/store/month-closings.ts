import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { firstDay, monthOf, serviceDateOf, type Instant, type Month } from '../domain/calendar.ts';
import { monthsBetween } from '../domain/invariants.ts';
import type { Fen } from '../domain/money.ts';
import { earliestOpen, type ClosingFacts, type MonthStepKind, type Obstacle, type ShownProposal } from '../domain/month-closing.ts';
import { ledgerAgrees, readFigures } from '../domain/month-figures.ts';
import { sha256 } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { closedMonths, lastStep } from './closed-months.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { officesOf } from './county-month.ts';
import { figuresText, lastPostedAt } from './month-figures.ts';
import { driftQuery, nothingInTheWay, obstacleQueries, obstaclesOf, uncountedCash } from './month-obstacles.ts';
import { allPayers } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import { closedPeriod, division, mealPoint, monthStep, monthTotal } from './schema.ts';
import { countyGranted, divisionGranted } from './scope.ts';

/** The month in which anything happened first: a meal run, or money that belongs to none. */
const firstMonth = sql<Month | null>`(SELECT min(month) FROM (
  SELECT substr((SELECT r.service_date FROM meal_run r WHERE r.meal_point_id = p.id ORDER BY r.service_date LIMIT 1), 1, 7) AS month FROM meal_point p
  UNION ALL SELECT min(period) FROM transfer WHERE order_id IS NULL
  UNION ALL SELECT min(period) FROM closed_period) WHERE month IS NOT NULL)`;

function chainQueries(db: Database, scope: Scope) {
  return {
    offices: officesOf(db, scope),
    counties: db.select(pick({ code: division.code })).from(division).where(and(divisionGranted(scope), eq(division.level, 'county'))),
    first: db.select(pick({ month: firstMonth })).from(sql`(SELECT 1)`),
    closings: closedMonths(db, countyGranted(scope)),
  };
}
type ChainRows = { [K in keyof ReturnType<typeof chainQueries>]: Awaited<ReturnType<typeof chainQueries>[K]> };

/** All months from the first one to the one that is running, and which of them is next to be closed. */
function chainOf(rows: ChainRows, now: Instant): { months: Month[]; earliest: Month | null } {
  const today = serviceDateOf(now);
  const first = rows.first[0]?.month ?? null;
  const months = first === null ? [] : monthsBetween(firstDay(first), today);
  return { months, earliest: earliestOpen(months, new Set(rows.closings.map((one) => one.month))) };
}

/** Every month with what it comes to, for whom the county is granted; null for anybody else. What is in the way is asked of the next one alone. */
export async function loadMonths(db: Database, scope: Scope, now: Instant) {
  const rows = await readTogether(db, {
    ...chainQueries(db, scope),
    totals: db
      .select(
        pick({ month: monthTotal.month, line: monthTotal.line, payer: monthTotal.payerCode, meals: sql<number>`sum(${monthTotal.meals})`, fen: sql<Fen>`sum(${monthTotal.fen})` }),
      )
      .from(monthTotal)
      .where(countyGranted(scope))
      .groupBy(monthTotal.month, monthTotal.line, monthTotal.payerCode),
    steps: stepsOf(db, sql`${countyGranted(scope)} AND ${monthStep.number} = (${lastStep(sql`${monthStep.period}`)})`),
  });
  if (rows.counties.length === 0) return null;
  const { months, earliest } = chainOf(rows, now);
  const isOver = earliest !== null && earliest < monthOf(serviceDateOf(now));
  const obstacles = isOver ? obstaclesOf(await readTogether(db, obstacleQueries(db, earliest, now)), { month: earliest, earliest, now }) : [];
  return { ...rows, months, earliest, obstacles };
}

function stepsOf(db: Database, which: SQL) {
  return db
    .select(
      pick({
        month: monthStep.period,
        number: monthStep.number,
        kind: monthStep.kind,
        hash: monthStep.figuresHash,
        actor: monthStep.actor,
        by: nameOfActor(monthStep.actor),
        at: monthStep.at,
        reason: monthStep.reason,
        moves: sql<string | null>`json_extract(${monthStep.figures}, '$.moves')`,
      }),
    )
    .from(monthStep)
    .where(which)
    .orderBy(asc(monthStep.period), asc(monthStep.number));
}

/** One month with everything that its closing rests on. Null where it is not one of the county's months, or for whom the county is not granted. */
export async function loadMonth(db: Database, scope: Scope, month: Month, now: Instant) {
  const rows = await readTogether(db, {
    ...chainQueries(db, scope),
    steps: stepsOf(db, eq(monthStep.period, month)),
    proposals: db
      .select(pick({ figures: sql<string>`${monthStep.figures}` }))
      .from(monthStep)
      .where(and(eq(monthStep.period, month), eq(monthStep.kind, 'proposed')))
      .orderBy(desc(monthStep.number))
      .limit(1),
    figures: db.select(pick({ text: figuresText(month), lastPostedAt: lastPostedAt(month) })).from(sql`(SELECT 1)`),
    ...obstacleQueries(db, month, now),
    drift: driftQuery(db, month, now),
    uncounted: uncountedCash(db, month),
    points: db.select(pick({ id: mealPoint.id, name: mealPoint.name })).from(mealPoint).orderBy(asc(mealPoint.name), asc(mealPoint.id)),
    payers: allPayers(db),
  });
  const { months, earliest } = chainOf(rows, now);
  const [read] = rows.figures;
  if (rows.counties.length === 0 || !months.includes(month) || !read) return null;
  const figures = readFigures(read.text);
  const facts: ClosingFacts = {
    closing: rows.closings.find((one) => one.month === month) ?? null,
    steps: rows.steps,
    hash: await sha256(read.text),
    obstacles: [...obstaclesOf(rows, { month, earliest, now }), ...doubts(rows.drift, ledgerAgrees(figures))],
    lastPostedAt: read.lastPostedAt,
  };
  const proposed = rows.proposals[0]?.figures;
  return { ...rows, facts, text: read.text, figures, proposed: proposed === undefined ? null : readFigures(proposed), closing: rows.closings.find((one) => one.month === month) ?? null };
}
export type MonthRead = NonNullable<Awaited<ReturnType<typeof loadMonth>>>;

/** What is wrong with the figures themselves. */
function doubts(points: readonly { pointId: string; pointName: string }[], agrees: boolean): Obstacle[] {
  return [...(points.length > 0 ? [{ kind: 'drift', points } as const] : []), ...(agrees ? [] : [{ kind: 'ledger_differs' } as const])];
}

export type NewMonthStep = { month: Month; number: number; kind: MonthStepKind; hash: string; figures?: string };

/** One more step before a closing. Two at once: the number of the second is taken, and it is decided again. */
export async function recordMonthStep(db: Database, entry: AuditEntry, { month, hash, figures, ...step }: NewMonthStep): Promise<'done' | Conflict> {
  const asRead = figures === undefined ? [] : [guard('figures as read', sql`SELECT ${figuresText(month)} = ${figures}`)];
  const { actor, at, reason } = entry;
  return commit(db, entry, {
    guards: asRead,
    changes: [db.insert(monthStep).values({ ...step, period: month, figures: figures ?? null, figuresHash: hash, actor, at, reason: reason ?? null })],
  });
}

/** The month rests from here on, if its figures are still those that were shown and the proposal is still the last word. A posting that commits first is a conflict. */
export async function closeMonth(db: Database, entry: AuditEntry, month: Month, shown: ShownProposal, text: string): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [
      guard('proposal stands', sql`(${lastStep(sql`${month}`)}) = ${shown.step}`),
      guard('figures as read', sql`SELECT ${figuresText(month)} = ${text}`),
      ...nothingInTheWay(month, entry.at),
    ],
    changes: [db.insert(closedPeriod).values({ period: month, closedAt: entry.at, closedBy: entry.actor })],
  });
}
