import { and, asc, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { nameOfActor } from './actors.ts';
import { pick, type Database } from './read.ts';
import { closedPeriod, monthStep } from './schema.ts';

/** The number of the last step that was taken before a month was closed. */
export const lastStep = (month: SQLWrapper) => sql`SELECT s.number FROM ${monthStep} s WHERE s.period = ${month} ORDER BY s.number DESC LIMIT 1`;

/** Closed months, each with who proposed and who confirmed it: a part of a page's one trip. */
export function closedMonths(db: Database, which?: SQL) {
  return db
    .select(
      pick({
        month: closedPeriod.period,
        at: closedPeriod.closedAt,
        by: closedPeriod.closedBy,
        confirmedBy: nameOfActor(closedPeriod.closedBy),
        proposedBy: nameOfActor(monthStep.actor),
        hash: monthStep.figuresHash,
      }),
    )
    .from(closedPeriod)
    .innerJoin(monthStep, and(eq(monthStep.period, closedPeriod.period), sql`${monthStep.number} = (${lastStep(closedPeriod.period)})`))
    .where(which)
    .orderBy(asc(closedPeriod.period));
}
export type ClosedMonth = Awaited<ReturnType<typeof closedMonths>>[number];
