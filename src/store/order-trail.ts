import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Scope } from '../domain/access.ts';
import type { KeptAssessment } from '../domain/recomputation.ts';
import type { Assessment } from '../domain/subsidy.ts';
import { nameOfActor } from './actors.ts';
import { claimTrail } from './claim-requests.ts';
import { officesOf } from './county-month.ts';
import { allPayers, allPolicyVersions } from './policies.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import {
  account, audit, cancellation, category, elder, elderFact, handOver, handOverUndo, mealOrder, mealPoint, mealRun, offer, operator,
  currentSplit, payer, priceChangeTold, printRun, reassessment, setMeal, transfer,
} from './schema.ts';
import { orderWithin } from './scope.ts';

/** Everything recorded about one order, for whoever has to show why it was paid: one trip. Null out of scope. */
export async function loadOrderTrail(db: Database, scope: Scope, orderId: string) {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    orders: orderItself(db, and(eq(mealOrder.id, orderId), orderWithin(scope))),
    categories: categoryFacts(db, orderId),
    categoryNames: db.select(pick({ code: category.code, name: category.name })).from(category).orderBy(asc(category.position)),
    payers: allPayers(db),
    policies: allPolicyVersions(db),
    split: db
      .select(pick({ payer: currentSplit.payerCode, clause: currentSplit.clause, fen: currentSplit.fen }))
      .from(currentSplit)
      .where(eq(currentSplit.orderId, orderId)),
    transfers: transfersInWords(db, orderId),
    handOvers: handOversOf(db, orderId),
    cancellations: db
      .select(pick({ at: cancellation.cancelledAt, by: nameOfActor(cancellation.cancelledBy) }))
      .from(cancellation)
      .where(eq(cancellation.orderId, orderId)),
    reassessments: reassessmentsOf(db, orderId),
    audits: auditsOf(db, orderId),
    ...claimTrail(db, scope, orderId),
  });
  const [order] = rows.orders;
  if (!order) return null;
  const { assessment, ...kept } = order;
  const after = [...rows.reassessments.slice(1).map((one) => one.assessmentBefore), assessment];
  const reassessments = rows.reassessments.map(({ assessmentBefore, ...one }, index) => ({ ...one, was: answerOf(assessmentBefore), is: answerOf(after[index] ?? assessment) }));
  return { ...rows, reassessments, order: { ...kept, ...judgedOn(assessment) }, cancelled: rows.cancellations[0] ?? null, reversal: rows.reversals[0] ?? null };
}

/** What was kept when the order was written. */
function judgedOn(assessment: string): Pick<Assessment, 'facts' | 'reasons' | 'beside'> {
  return { beside: [], ...(JSON.parse(assessment) as Pick<Assessment, 'facts' | 'reasons'>) };
}

/** What an answer rested on, for what made the next one differ. */
function answerOf(assessment: string): Partial<Pick<KeptAssessment, 'facts' | 'meal'>> {
  return JSON.parse(assessment) as Partial<KeptAssessment>;
}

/** Each time the order was judged again, and whether its person was told of that answer. */
function reassessmentsOf(db: Database, orderId: string) {
  return db
    .select(
      pick({
        at: reassessment.reassessedAt,
        by: nameOfActor(reassessment.reassessedBy),
        reason: reassessment.reason,
        beforeFen: reassessment.selfPayBeforeFen,
        afterFen: reassessment.selfPayAfterFen,
        assessmentBefore: reassessment.assessmentBefore,
        how: optional(priceChangeTold.how),
        toldByName: optional(priceChangeTold.toldByName),
        note: optional(priceChangeTold.note),
        recordedAt: optional(priceChangeTold.recordedAt),
        recordedBy: nameOfActor(priceChangeTold.recordedBy),
      }),
    )
    .from(reassessment)
    .leftJoin(priceChangeTold, and(eq(priceChangeTold.orderId, reassessment.orderId), eq(priceChangeTold.assessmentNo, reassessment.assessmentNo)))
    .where(eq(reassessment.orderId, orderId))
    .orderBy(asc(reassessment.assessmentNo));
}

function orderItself(db: Database, which: SQL | undefined) {
  return db
    .select(
      pick({
        id: mealOrder.id,
        orderNo: mealOrder.orderNo,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        mode: mealOrder.mode,
        state: mealOrder.state,
        priceFen: mealOrder.priceFen,
        selfPayFen: mealOrder.selfPayFen,
        policyVersionId: mealOrder.policyVersionId,
        assessment: mealOrder.assessment,
        channel: mealOrder.channel,
        placedBy: nameOfActor(mealOrder.placedBy),
        placedAt: mealOrder.placedAt,
        lateReason: mealOrder.lateReason,
        elderName: elder.name,
        pointId: mealPoint.id,
        pointName: mealPoint.name,
        letter: offer.letter,
        setMealName: setMeal.name,
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .innerJoin(offer, and(eq(offer.mealRunId, mealOrder.mealRunId), eq(offer.setMealId, mealOrder.setMealId)))
    .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .where(which);
}

/** The entries of the register that make somebody 低保 and the like on the service date, with the papers behind them. */
function categoryFacts(db: Database, orderId: string) {
  const held = sql`${elderFact.fromDate} <= ${mealOrder.serviceDate}
    AND (${elderFact.toDate} IS NULL OR ${mealOrder.serviceDate} < ${elderFact.toDate})`;
  return db
    .select(
      pick({
        code: elderFact.value,
        from: elderFact.fromDate,
        to: elderFact.toDate,
        source: elderFact.source,
        document: elderFact.document,
      }),
    )
    .from(mealOrder)
    .innerJoin(elderFact, eq(elderFact.elderId, mealOrder.elderId))
    .where(and(eq(mealOrder.id, orderId), eq(elderFact.kind, 'category'), held))
    .orderBy(asc(elderFact.fromDate));
}

const debit = alias(account, 'debit');
const credit = alias(account, 'credit');

/** Who owns an account: a payer, an operator, an elder, or the point whose cash box it is. */
function ownerOf(side: typeof debit | typeof credit): SQL<string> {
  return sql`coalesce(
    (SELECT ${payer.name} FROM ${payer} WHERE ${side.kind} = 'payer' AND ${payer.code} = ${side.ownerId}),
    (SELECT ${operator.name} FROM ${operator} WHERE ${side.kind} IN ('operator', 'operator_subsidy', 'delivery_subsidy') AND ${operator.id} = ${side.ownerId}),
    (SELECT ${elder.name} FROM ${elder} WHERE ${side.kind} = 'prepaid' AND ${elder.id} = ${side.ownerId}),
    (SELECT ${mealPoint.name} FROM ${mealPoint} WHERE ${side.kind} = 'cash' AND ${mealPoint.id} = ${side.ownerId}), ${side.id})`;
}

function transfersInWords(db: Database, orderId: string) {
  return db
    .select(
      pick({
        at: transfer.at,
        kind: transfer.kind,
        debitKind: debit.kind,
        debitOwner: ownerOf(debit),
        creditKind: credit.kind,
        creditOwner: ownerOf(credit),
        amountFen: transfer.amountFen,
      }),
    )
    .from(transfer)
    .innerJoin(debit, eq(debit.id, transfer.debitAccount))
    .innerJoin(credit, eq(credit.id, transfer.creditAccount))
    .where(eq(transfer.orderId, orderId))
    .orderBy(asc(transfer.at), asc(sql`${transfer.kind} = 'reserve'`), desc(transfer.debitAccount), desc(transfer.creditAccount));
}

function handOversOf(db: Database, orderId: string) {
  return db
    .select(
      pick({
        handedAt: handOver.handedAt,
        handedBy: nameOfActor(handOver.handedBy),
        tickedBy: handOver.tickedBy,
        proof: handOver.proof,
        recordedAt: handOver.recordedAt,
        recordedBy: nameOfActor(handOver.recordedBy),
        sheetNumber: optional(printRun.number),
        rowNo: handOver.rowNo,
        undoneAt: optional(handOverUndo.undoneAt),
        undoneBy: sql<string | null>`${nameOfActor(handOverUndo.undoneBy)}`,
      }),
    )
    .from(handOver)
    .leftJoin(printRun, eq(printRun.id, handOver.printRunId))
    .leftJoin(handOverUndo, eq(handOverUndo.handOverId, handOver.id))
    .where(eq(handOver.orderId, orderId))
    .orderBy(asc(handOver.attempt));
}

/** What was logged of the order itself, of its meal run, of its hand-overs, and of the paper lists that they were entered from. */
function auditsOf(db: Database, orderId: string) {
  const subjects = sql`SELECT 'order:' || ${orderId}
    UNION SELECT 'meal_run:' || ${mealOrder.mealRunId} FROM ${mealOrder} WHERE ${mealOrder.id} = ${orderId}
    UNION SELECT 'hand_over:' || ${handOver.id} FROM ${handOver} WHERE ${handOver.orderId} = ${orderId}
    UNION SELECT 'print_run:' || ${handOver.printRunId} FROM ${handOver}
      WHERE ${handOver.orderId} = ${orderId} AND ${handOver.printRunId} IS NOT NULL`;
  return db
    .select(
      pick({ at: audit.at, by: nameOfActor(audit.actor), action: audit.action, requestId: audit.requestId, reason: audit.reason }),
    )
    .from(audit)
    .where(sql`${audit.subject} IN (${subjects})`)
    .orderBy(asc(audit.at));
}
