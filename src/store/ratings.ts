import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { dueDateOf, isComplaint, type Face } from '../domain/rating.ts';
import { nameOfActor } from './actors.ts';
import { complaintRules, ownerOf, ownerWorks, whoHandedOver } from './complaints.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { complaint, complaintAnswer, elder, elderFact, mealOrder, mealPoint, mealRun, rating, setMeal } from './schema.ts';
import { orderWithin, pointWithin } from './scope.ts';

/** What somebody last said of a meal, and what was answered. A part of a page's one trip. */
export function ratingsOf(db: Database, orderId: string) {
  return db
    .select(
      pick({
        version: rating.version,
        face: rating.face,
        words: rating.words,
        complaintId: optional(complaint.id),
        answer: optional(complaintAnswer.answer),
      }),
    )
    .from(rating)
    .leftJoin(complaint, eq(complaint.orderId, rating.orderId))
    .leftJoin(complaintAnswer, eq(complaintAnswer.complaintId, complaint.id))
    .where(eq(rating.orderId, orderId))
    .orderBy(desc(rating.version))
    .limit(1);
}
export type OwnRating = Awaited<ReturnType<typeof ratingsOf>>[number];

/** One meal of her own and what she said of it. Null out of scope. */
export async function loadRated(db: Database, scope: Scope, orderId: string) {
  const rows = await readTogether(db, {
    orders: db
      .select(pick({ orderId: mealOrder.id, orderState: mealOrder.state, name: setMeal.name, ...runColumns, ...pointColumns }))
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
      .where(and(eq(mealOrder.id, orderId), orderWithin(scope))),
    ratings: ratingsOf(db, orderId),
    rules: complaintRules(db),
  });
  const [order] = rows.orders;
  const [rule] = rows.rules;
  if (!rule) throw new Error('no complaint_rule holds');
  return order ? { ...order, rating: rows.ratings[0] ?? null, answerDays: rule.answerDays } : null;
}
export type Rated = NonNullable<Awaited<ReturnType<typeof loadRated>>>;

/**
 * The next version of what she says, and once for each meal the work that it makes (`complaintId`): its owner is whoever handed her the
 * meal, its deadline what the county's rule says now.
 */
export async function recordRating(db: Database, entry: AuditEntry, rated: Rated, said: { face: Face; words: string }, complaintId: string): Promise<'done' | Conflict> {
  const { orderId, mealPointId, rating: before, answerDays } = rated;
  const opens = isComplaint(said) && !before?.complaintId;
  const work = { id: complaintId, orderId, mealPointId, owner: whoHandedOver(orderId, mealPointId), dueDate: dueDateOf(entry.at, answerDays), openedAt: entry.at };
  const lastDays = sql`(SELECT answer_days FROM complaint_rule ORDER BY set_at DESC LIMIT 1)`;
  return commit(db, entry, {
    guards: [
      guard('eaten', sql`SELECT state = 'handed_over' FROM ${mealOrder} WHERE id = ${orderId}`),
      ...(opens ? [guard('deadline as read', sql`${lastDays} = ${answerDays}`)] : []),
    ],
    changes: [
      db.insert(rating).values({ orderId, version: (before?.version ?? 0) + 1, ...said, ratedAt: entry.at, ratedBy: entry.actor }),
      ...(opens ? [db.insert(complaint).values(work)] : []),
    ],
  });
}

const latest = sql`${rating.version} = (SELECT max(r.version) FROM ${rating} AS r WHERE r.order_id = ${rating.orderId})`;

const PAGE_SIZE = 50;

function complaints(db: Database) {
  return db
    .select(
      pick({
        id: complaint.id,
        openedAt: complaint.openedAt,
        dueDate: complaint.dueDate,
        mealPointId: complaint.mealPointId,
        ownerName: sql<string | null>`iif(${ownerWorks}, ${nameOfActor(ownerOf)}, NULL)`,
        deceased: sql<number>`EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.elderId} = ${elder.id} AND ${elderFact.kind} = 'death' AND ${elderFact.toDate} IS NULL)`,
        firstWords: sql<string>`(SELECT f.words FROM ${rating} AS f WHERE f.order_id = ${complaint.orderId} AND f.face = 'poor' AND f.words <> '' ORDER BY f.version LIMIT 1)`,
        pointName: mealPoint.name,
        elderName: elder.name,
        serviceDate: mealRun.serviceDate,
        slot: mealRun.slot,
        mode: mealOrder.mode,
        setMealName: setMeal.name,
        orderNo: mealOrder.orderNo,
        face: rating.face,
        words: rating.words,
        answer: optional(complaintAnswer.answer),
        answeredAt: optional(complaintAnswer.answeredAt),
        answeredByName: sql<string | null>`${nameOfActor(complaintAnswer.answeredBy)}`,
      }),
    )
    .from(complaint)
    .innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId))
    .innerJoin(mealOrder, eq(mealOrder.id, complaint.orderId))
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .innerJoin(rating, and(eq(rating.orderId, complaint.orderId), latest))
    .leftJoin(complaintAnswer, eq(complaintAnswer.complaintId, complaint.id));
}
export type ComplaintLine = Awaited<ReturnType<typeof complaints>>[number];

/** Complaints within reach: what waits first, in the order of their deadlines, so that what is overdue stands on top; then what is answered, the latest first. */
export async function listComplaints(db: Database, scope: Scope, page: number, today: ServiceDate): Promise<{ lines: ComplaintLine[]; count: number; waiting: number; overdue: number; pages: number }> {
  const { lines, counts } = await readTogether(db, {
    lines: complaints(db)
      .where(pointWithin(scope))
      .orderBy(
        sql`${complaintAnswer.answeredAt} IS NOT NULL`,
        sql`iif(${complaintAnswer.answeredAt} IS NULL, ${complaint.dueDate}, '')`,
        sql`iif(${complaintAnswer.answeredAt} IS NULL, ${complaint.openedAt}, -${complaintAnswer.answeredAt})`,
        asc(complaint.id),
      )
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    counts: db
      .select(pick({ all: sql<number>`count(*)`, answered: sql<number>`count(${complaintAnswer.complaintId})`, overdue: sql<number>`coalesce(sum(${complaintAnswer.complaintId} IS NULL AND ${complaint.dueDate} < ${today}), 0)` }))
      .from(complaint)
      .innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId))
      .leftJoin(complaintAnswer, eq(complaintAnswer.complaintId, complaint.id))
      .where(pointWithin(scope)),
  });
  const { all, answered, overdue } = counts[0] ?? { all: 0, answered: 0, overdue: 0 };
  return { lines, count: all, waiting: all - answered, overdue, pages: Math.max(1, Math.ceil(all / PAGE_SIZE)) };
}

export async function findComplaint(db: Database, scope: Scope, complaintId: string): Promise<ComplaintLine | null> {
  const { lines } = await readTogether(db, { lines: complaints(db).where(and(eq(complaint.id, complaintId), pointWithin(scope))) });
  return lines[0] ?? null;
}

/** What was done about it, once: she reads it on the page of her meal. */
export async function answerComplaint(db: Database, entry: AuditEntry, complaintId: string, answer: string): Promise<'done' | Conflict> {
  return commit(db, entry, {
    changes: [db.insert(complaintAnswer).values({ complaintId, answer, answeredAt: entry.at, answeredBy: entry.actor })],
  });
}
