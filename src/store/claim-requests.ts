import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ClaimOutcome } from '../domain/claim.ts';
import { nameOfActor } from './actors.ts';
import { claimQueries, claimsOf, reverseClaims, type Claim } from './claim-reversals.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { officesOf } from './county-month.ts';
import { allPayers } from './policies.ts';
import { optional, pick, readRows, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { claimDecision, claimRequest, claimReversal, elder, mealOrder, mealPoint, mealRun } from './schema.ts';
import { orderWithin } from './scope.ts';

const undecided = sql`NOT EXISTS (SELECT 1 FROM ${claimDecision} WHERE ${claimDecision.requestId} = ${claimRequest.id})`;

/** Requests with the meal that each is about, oldest first. Out of scope there are none. */
function requestLines(db: Database, scope: Scope, which: SQL) {
  return db
    .select(
      pick({
        id: claimRequest.id,
        handOverId: claimRequest.handOverId,
        orderId: claimRequest.orderId,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        elderName: elder.name,
        pointName: mealPoint.name,
        reason: claimRequest.reason,
        note: claimRequest.note,
        requestedAt: claimRequest.requestedAt,
        requestedBy: claimRequest.requestedBy,
        requestedByName: nameOfActor(claimRequest.requestedBy),
        outcome: optional(claimDecision.outcome),
        decidedAt: optional(claimDecision.decidedAt),
        decidedByName: sql<string | null>`${nameOfActor(claimDecision.decidedBy)}`,
      }),
    )
    .from(claimRequest)
    .innerJoin(mealOrder, eq(mealOrder.id, claimRequest.orderId))
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .leftJoin(claimDecision, eq(claimDecision.requestId, claimRequest.id))
    .where(and(which, orderWithin(scope)))
    .orderBy(asc(claimRequest.requestedAt));
}
export type ClaimRequestLine = Awaited<ReturnType<typeof requestLines>>[number];

/** What waits for a second official within reach. */
export async function findWaitingClaims(db: Database, scope: Scope): Promise<ClaimRequestLine[]> {
  return readRows(db, requestLines(db, scope, undecided));
}

/** What was asked about one order, and how its claim was taken back: parts of the order page's one trip. */
export function claimTrail(db: Database, scope: Scope, orderId: string) {
  return {
    claimRequests: requestLines(db, scope, sql`${claimRequest.orderId} = ${orderId}`),
    reversals: db
      .select(
        pick({
          period: claimReversal.period,
          reason: claimReversal.reason,
          note: claimReversal.note,
          at: claimReversal.reversedAt,
          by: nameOfActor(claimReversal.reversedBy),
        }),
      )
      .from(claimReversal)
      .where(eq(claimReversal.orderId, orderId)),
  };
}

/** The meal, its claim where one stands, and the payers' names; `of`: a select of the one order's id. */
function claimParts(db: Database, scope: Scope, of: SQL) {
  return {
    offices: officesOf(db, scope),
    payers: allPayers(db),
    orders: db
      .select(
        pick({ id: mealOrder.id, serviceDate: mealOrder.serviceDate, slot: mealOrder.slot, elderName: elder.name, pointName: mealPoint.name, priceFen: mealOrder.priceFen }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(elder, eq(elder.id, mealOrder.elderId))
      .where(and(sql`${mealOrder.id} IN (${of})`, orderWithin(scope))),
    ...claimQueries(db, of),
  };
}

/** Everything that asking for one claim to be taken back depends on. Null when the order is out of reach. */
export async function loadClaim(db: Database, scope: Scope, orderId: string, key = '') {
  const rows = await readTogether(db, {
    ...claimParts(db, scope, sql`SELECT ${orderId}`),
    waiting: requestLines(db, scope, sql`${claimRequest.orderId} = ${orderId} AND ${undecided}`),
    prior: priorAnswer(db, key),
  });
  const [order] = rows.orders;
  if (!order) return null;
  const { claims, closedMonths } = claimsOf(rows);
  return { order, claim: claims[0] ?? null, closedMonths, payers: rows.payers, offices: rows.offices, waiting: rows.waiting, prior: rows.prior[0] };
}
export type ClaimRead = NonNullable<Awaited<ReturnType<typeof loadClaim>>>;

export type NewClaimRequest = typeof claimRequest.$inferInsert;

/** Asks for what another official confirms; one at a time for each claim. */
export async function askForReversal(db: Database, entry: AuditEntry, asked: NewClaimRequest, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const same = sql`SELECT 1 FROM ${claimRequest} WHERE ${claimRequest.orderId} = ${asked.orderId} AND ${undecided}`;
  const reversed = sql`SELECT 1 FROM ${claimReversal} WHERE ${claimReversal.handOverId} = ${asked.handOverId}`;
  return commit(db, { ...entry, reason: asked.note }, {
    keyed,
    guards: [guard('none waits', sql`NOT EXISTS (${same})`), guard('not reversed yet', sql`NOT EXISTS (${reversed})`)],
    changes: [db.insert(claimRequest).values(asked)],
  });
}

/** One request with the claim as it stands now: null where it no longer does, or where another hand-over has taken its place. */
export async function loadClaimRequest(db: Database, scope: Scope, requestId: string) {
  const rows = await readTogether(db, {
    ...claimParts(db, scope, sql`SELECT ${claimRequest.orderId} FROM ${claimRequest} WHERE ${claimRequest.id} = ${requestId}`),
    requests: requestLines(db, scope, sql`${claimRequest.id} = ${requestId}`),
  });
  const [order, request] = [rows.orders[0], rows.requests[0]];
  if (!order || !request) return null;
  const { claims, closedMonths } = claimsOf(rows);
  const claim = claims.find((one) => one.handOverId === request.handOverId) ?? null;
  return { order, request, claim, closedMonths, payers: rows.payers, offices: rows.offices };
}
export type ClaimRequestRead = NonNullable<Awaited<ReturnType<typeof loadClaimRequest>>>;

/** The second official's word, once; where it is yes, the claim is taken back in the same commit. */
export async function decideClaim(
  db: Database,
  entry: AuditEntry,
  { request, claim, closedMonths }: ClaimRequestRead,
  { outcome, shownHash }: { outcome: ClaimOutcome; shownHash: string },
): Promise<'done' | Conflict> {
  const taken: Claim[] = outcome === 'confirmed' && claim ? [claim] : [];
  const { guards, changes } = reverseClaims(db, entry, taken, { reason: request.reason, note: request.note }, closedMonths);
  return commit(db, { ...entry, reason: request.note }, {
    guards: [guard('nobody has decided', sql`NOT EXISTS (SELECT 1 FROM ${claimDecision} WHERE request_id = ${request.id})`), ...guards],
    changes: [db.insert(claimDecision).values({ requestId: request.id, outcome, shownHash, decidedAt: entry.at, decidedBy: entry.actor }), ...changes],
  });
}
