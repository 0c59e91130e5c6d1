import { eq, min, ne, sql } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { overdueAt, type Due, type JobMark, type Overdue } from '../domain/watch.ts';
import { oldestStop } from './books-stops.ts';
import { fieldOf } from './bulk.ts';
import { moveMark } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { orderStopped } from './reassessments.ts';
import { jobMark, mealRun, message, reassessmentDue } from './schema.ts';
import { isStopped } from './stopped.ts';

/** Notes how the jobs of one call ended. What did not happen this time keeps its earlier time. */
export async function keepJobMarks(db: Database, marks: readonly JobMark[]): Promise<void> {
  await moveMark(
    db,
    sql`INSERT INTO ${jobMark} (job, ended_at, left_over, failed_at)
      SELECT ${fieldOf('job')}, ${fieldOf('endedAt')}, ${fieldOf('leftOver')}, ${fieldOf('failedAt')} FROM json_each(${JSON.stringify(marks)}) WHERE true
      ON CONFLICT (job) DO UPDATE SET ended_at = coalesce(excluded.ended_at, job_mark.ended_at), left_over = excluded.left_over,
        failed_at = coalesce(excluded.failed_at, job_mark.failed_at)`,
  );
}

/** What is late at `now`, by when each job last ended and since when the oldest work of each kind has been due, in the whole county. */
export async function loadOverdue(db: Database, now: Instant): Promise<Overdue[]> {
  const { marks, due } = await loadWatch(db, now);
  return overdueAt(now, marks, due);
}

async function loadWatch(db: Database, now: Instant): Promise<{ marks: JobMark[]; due: Due }> {
  const oldest = (instant: typeof message.writtenAt) => pick({ since: sql<Instant | null>`${min(instant)}` });
  const waiting = eq(message.state, 'waiting');
  const read = await readTogether(db, {
    marks: db.select(pick({ job: jobMark.job, endedAt: jobMark.endedAt, leftOver: jobMark.leftOver, failedAt: jobMark.failedAt })).from(jobMark),
    closing: db.select(pick({ since: sql<Instant | null>`${min(mealRun.closeAt)}` })).from(mealRun).where(sql`${mealRun.state} = 'open' AND ${mealRun.closeAt} <= ${now}`),
    // A run ends with its day, a while after the midnight that follows its serving. What stands still is left on purpose, and is told as such.
    finishing: db
      .select(pick({ since: sql<Instant | null>`min(unixepoch(${mealRun.serviceDate}, '+1 day', '-8 hours') * 1000)` }))
      .from(mealRun)
      .where(sql`${mealRun.state} = 'closed' AND unixepoch(${mealRun.serviceDate}, '+1 day', '-8 hours') * 1000 <= ${now} AND NOT ${isStopped(mealRun.mealPointId, mealRun.operatorId)}`),
    reassessment: db.select(pick({ since: sql<Instant | null>`${min(reassessmentDue.dueAt)}` })).from(reassessmentDue).where(sql`${reassessmentDue.doneAt} IS NULL AND NOT (${orderStopped})`),
    books: oldestStop(db),
    codes: db.select(oldest(message.writtenAt)).from(message).where(sql`${waiting} AND ${eq(message.kind, 'sign_in_code')}`),
    letters: db.select(oldest(message.writtenAt)).from(message).where(sql`${waiting} AND ${ne(message.kind, 'sign_in_code')}`),
  });
  const since = (rows: readonly { since: Instant | null }[]) => rows[0]?.since ?? null;
  const { closing, finishing, reassessment, books, codes, letters } = read;
  return {
    marks: read.marks,
    due: { closing: since(closing), finishing: since(finishing), reassessment: since(reassessment), books: since(books), codes: since(codes), letters: since(letters) },
  };
}
