import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Fen } from '../domain/money.ts';
import type { ToldHow } from '../domain/price-change.ts';
import type { ReassessmentReason } from '../domain/reassessment.ts';
import type { KeptAssessment } from '../domain/recomputation.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { officesOf } from './county-month.ts';
import { pointsOf } from './points.ts';
import { pick, readTogether, type Database } from './read.ts';
import { category, elder, mealOrder, mealPoint, mealRun, priceChangeTold, reassessment } from './schema.ts';
import { orderWithin } from './scope.ts';

/** `open`: to be eaten, and not told. `told`. `past`: eaten or missed without anybody telling. */
export const PRICE_LISTS = ['open', 'told', 'past'] as const;
export type PriceList = (typeof PRICE_LISTS)[number];

/** The answer that the person knows: the last she was told, or the one she ordered at. */
const knownNo = sql`coalesce((SELECT max(told.assessment_no) FROM price_change_told told WHERE told.order_id = ${mealOrder.id}), 1)`;
const afterKnown = sql`${reassessment.orderId} = ${mealOrder.id} AND ${reassessment.assessmentNo} = ${knownNo} + 1`;
/** The condition of the index comes first: few orders are ever judged again. */
const unknownPrice = sql`${mealOrder.assessmentNo} > 1 AND ${reassessment.selfPayBeforeFen} <> ${mealOrder.selfPayFen}`;
const openStates = sql`${mealOrder.state} = 'placed'`;
const pastStates = sql`${mealOrder.state} IN ('handed_over', 'missed')`;

const orderColumns = {
  orderId: mealOrder.id,
  elderId: mealOrder.elderId,
  elderName: elder.name,
  phoneSealed: elder.phoneSealed,
  serviceDate: mealOrder.serviceDate,
  slot: mealOrder.slot,
  mode: mealOrder.mode,
  state: mealOrder.state,
  assessmentNo: mealOrder.assessmentNo,
  pointName: mealPoint.name,
};
const changeColumns = {
  ...orderColumns,
  beforeFen: reassessment.selfPayBeforeFen,
  afterFen: mealOrder.selfPayFen,
  assessmentBefore: reassessment.assessmentBefore,
  assessment: mealOrder.assessment,
  reasons: sql<string>`(SELECT json_group_array(DISTINCT later.reason) FROM reassessment later WHERE later.order_id = ${mealOrder.id} AND later.assessment_no > ${knownNo})`,
};

function changes(db: Database, which: SQL | undefined) {
  return db
    .select(pick(changeColumns))
    .from(mealOrder)
    .innerJoin(reassessment, afterKnown)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .where(which);
}

function tellings(db: Database, which: SQL | undefined) {
  const before = sql<Fen>`(SELECT first.self_pay_before_fen FROM reassessment first WHERE first.order_id = ${priceChangeTold.orderId} AND first.assessment_no = 1 + coalesce(
    (SELECT max(earlier.assessment_no) FROM price_change_told earlier WHERE earlier.order_id = ${priceChangeTold.orderId} AND earlier.assessment_no < ${priceChangeTold.assessmentNo}), 1))`;
  return db
    .select(
      pick({
        ...orderColumns,
        beforeFen: before,
        afterFen: priceChangeTold.selfPayFen,
        toldNo: priceChangeTold.assessmentNo,
        how: priceChangeTold.how,
        toldByName: priceChangeTold.toldByName,
        note: priceChangeTold.note,
        recordedAt: priceChangeTold.recordedAt,
        recordedBy: nameOfActor(priceChangeTold.recordedBy),
      }),
    )
    .from(priceChangeTold)
    .innerJoin(mealOrder, eq(mealOrder.id, priceChangeTold.orderId))
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .where(which)
    .orderBy(desc(priceChangeTold.recordedAt), priceChangeTold.orderId);
}

/** How many people wait to be told, and of how many the price rises: for the first pages. */
export function untoldPrices(db: Database, scope: Scope) {
  return db
    .select(pick({ people: sql<number>`count(DISTINCT ${mealOrder.elderId})`, rises: sql<number>`count(DISTINCT CASE WHEN ${mealOrder.selfPayFen} > ${reassessment.selfPayBeforeFen} THEN ${mealOrder.elderId} END)` }))
    .from(mealOrder)
    .innerJoin(reassessment, afterKnown)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .where(and(unknownPrice, openStates, orderWithin(scope)));
}

type Asked = { list: PriceList; size: number; number: number };

/** One page of a list: rises before falls, the next meal first. What is told, the latest first. */
export async function loadPriceChanges(db: Database, scope: Scope, { list, size, number }: Asked) {
  const first = (number - 1) * size;
  const untold = and(unknownPrice, list === 'past' ? pastStates : openStates, orderWithin(scope));
  const order = list === 'past' ? [desc(mealOrder.serviceDate), mealOrder.id] : [sql`${mealOrder.selfPayFen} < ${reassessment.selfPayBeforeFen}`, mealOrder.serviceDate, mealRun.serveFromAt, mealOrder.id];
  const rows = await readTogether(db, {
    ...workplaces(db, scope),
    counted: db
      .select(pick({ count: sql<number>`count(*)` }))
      .from(mealOrder)
      .innerJoin(reassessment, afterKnown)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .where(untold),
    told: db
      .select(pick({ count: sql<number>`count(*)` }))
      .from(priceChangeTold)
      .innerJoin(mealOrder, eq(mealOrder.id, priceChangeTold.orderId))
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .where(orderWithin(scope)),
    changes: changes(db, list === 'told' ? sql`0` : untold).orderBy(...order).limit(size).offset(first),
    tellings: tellings(db, list === 'told' ? orderWithin(scope) : sql`0`).limit(size).offset(first),
  });
  const count = (list === 'told' ? rows.told : rows.counted)[0]?.count ?? 0;
  return { ...rows, count, changes: rows.changes.map(changeOf) };
}

/** What stands around the pages: the offices, the points, what the county calls its categories. */
function workplaces(db: Database, scope: Scope) {
  return {
    offices: officesOf(db, scope),
    points: pointsOf(db, scope),
    categories: db.select(pick({ code: category.code, name: category.name })).from(category),
  };
}

type ChangeRow = { assessmentBefore: string; assessment: string; reasons: string };
type Kept = Partial<Pick<KeptAssessment, 'facts' | 'meal'>>;

function changeOf<Row extends ChangeRow>({ assessmentBefore, assessment, reasons, ...row }: Row) {
  return { ...row, was: JSON.parse(assessmentBefore) as Kept, is: JSON.parse(assessment) as Kept, reasons: JSON.parse(reasons) as ReassessmentReason[] };
}
export type PriceChange = Awaited<ReturnType<typeof loadPriceChanges>>['changes'][number];
export type Telling = Awaited<ReturnType<typeof loadPriceChanges>>['tellings'][number];

/** One order whose price has changed: what is not told, and what was. Null out of scope, and where it was never judged again. */
export async function loadPriceChange(db: Database, scope: Scope, orderId: string) {
  const within = and(eq(mealOrder.id, orderId), orderWithin(scope));
  const rows = await readTogether(db, {
    ...workplaces(db, scope),
    orders: db
      .select(pick({ ...orderColumns, selfPayFen: mealOrder.selfPayFen }))
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(elder, eq(elder.id, mealOrder.elderId))
      .where(and(within, sql`${mealOrder.assessmentNo} > 1`)),
    changes: changes(db, and(within, unknownPrice)),
    tellings: tellings(db, within),
  });
  const [order] = rows.orders;
  const [change] = rows.changes;
  return order ? { ...rows, order, change: change ? changeOf(change) : null } : null;
}
export type PriceChangeRead = NonNullable<Awaited<ReturnType<typeof loadPriceChange>>>;

export type NewTelling = { orderId: string; assessmentNo: number; selfPayFen: Fen; how: ToldHow; toldByName: string; note: string };

/** Somebody was told what she pays now; of each answer once. */
export async function recordTelling(db: Database, entry: AuditEntry, telling: NewTelling): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('price as told', sql`SELECT 1 FROM ${mealOrder} WHERE id = ${telling.orderId} AND assessment_no = ${telling.assessmentNo} AND self_pay_fen = ${telling.selfPayFen} AND state <> 'cancelled'`)],
    changes: [db.insert(priceChangeTold).values({ ...telling, recordedAt: entry.at, recordedBy: entry.actor })],
  });
}
