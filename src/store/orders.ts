import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf } from '../domain/calendar.ts';
import { reserveBill, type Bill, type PayWay } from '../domain/ledger.ts';
import type { ServiceMode } from '../domain/meal-slot.ts';
import { fen, sumFen, type Fen } from '../domain/money.ts';
import type { Channel, OfferedMeal, Placement, PlacementFacts } from '../domain/order.ts';
import { keepAssessment } from '../domain/recomputation.ts';
import type { Assessment } from '../domain/subsidy.ts';
import { fundsLeft, prepaidLeft } from './balances.ts';
import { dayKindOn } from './calendar-days.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { eatingElderOf } from './elders.ts';
import { pictureOf, type MenuDish } from './menus.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { tell } from './messages.ts';
import { restsAsRead, restsOf, restsRead } from './placement-rests.ts';
import { allPayers, allPolicyVersions, versionsOf, type DocumentedVersion } from './policies.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer, type PriorAnswer } from './request-keys.ts';
import { elder, mealOrder, mealPoint, mealRun, mealRunMode, offer, orderBeside, orderSplit, setMeal } from './schema.ts';
import { elderWithin } from './scope.ts';
import { servedWhileStopped } from './stopped.ts';
import { countingMeals, pastMealsOfRun, type PastMealRow } from './subsidy-history.ts';
import { countDay } from './totals.ts';
import { recordTransfers } from './transfers.ts';

/** Which meal is wanted, for whom. */
export type Wish = { runId: string; setMealId: string; mode: ServiceMode; elderId: string };

export type PlacementRead = {
  facts: Omit<PlacementFacts, 'policies' | 'offer'> & {
    policies: readonly DocumentedVersion[];
    offer: (Omit<OfferedMeal, 'dishes'> & { dishes: readonly MenuDish[]; pictureId: string | null }) | null;
  };
  /** Their names, for a page; null where a request is being written. */
  payers: readonly { code: string; name: string }[] | null;
  point: { name: string; address: string; phone: string; phoneHours: string };
  elder: { id: string; name: string; callAs: string | null; sex: 'female' | 'male' };
  /** What the decision rests on, as one text: read with the facts and compared inside the write. */
  restsOn: string;
  /** What the elder can still spend of the prepaid money that the run's operator holds. */
  prepaidFen: Fen;
  history: readonly PastMealRow[];
  prior: PriorAnswer | undefined;
};

/**
 * Everything that placing this order depends on, in one trip. Null when there is no such run or no such elder within scope.
 * `key` is the request's own key, looked up in the same trip; whoever only looks has none. `reach`: elders order for themselves at any point; the counter says
 * otherwise on both counts.
 */
export async function loadPlacement(
  db: Database,
  scope: Scope,
  wish: Wish,
  key = '',
  reach: { elder?: SQL; run?: SQL } = {},
): Promise<PlacementRead | null> {
  const rows = await readTogether(db, {
    runs: runWithOffer(db, wish, and(reach.elder ?? elderWithin(scope), reach.run)),
    policies: allPolicyVersions(db),
    history: pastMealsOfRun(db, wish.elderId, wish.runId),
    funds: fundsLeft(db),
    prepaid: prepaidLeft(db, wish.elderId, sql`(SELECT ${mealRun.operatorId} FROM ${mealRun} WHERE ${mealRun.id} = ${wish.runId})`),
    payers: allPayers(db, key === '' ? undefined : 0),
    prior: priorAnswer(db, key),
  });
  const run = rows.runs[0];
  if (!run) return null;
  const { dishes, ...known } = restsOf(run.restsOn);
  return {
    facts: {
      run,
      licenceExpires: run.licenceExpires,
      pointDivision: run.pointDivision,
      dayKind: run.dayKind,
      offer: offerOf(run, wish, dishes),
      mode: run.modeCapacity === null || run.modeTaken === null ? null : { mode: wish.mode, capacity: run.modeCapacity, taken: run.modeTaken },
      elder: eatingElderOf({ ...run, mealPointId: run.homePointId }, { ...rows, ...known }),
      onPaper: run.onPaper === 1,
      existingOrderId: run.existingOrderId,
      policies: versionsOf(rows.policies),
    },
    payers: key === '' ? rows.payers : null,
    point: { name: run.pointName, address: run.pointAddress, phone: run.phone, phoneHours: run.phoneHours },
    elder: { id: wish.elderId, name: run.elderName, callAs: run.callAs, sex: run.sex },
    restsOn: run.restsOn,
    prepaidFen: rows.prepaid[0]?.fen ?? fen(0),
    history: rows.history,
    prior: rows.prior[0],
  };
}

/** The run and the person with the meal and the way that are wished, each null where it is not offered, and the order that the elder has for the sitting already. */
function runWithOffer(db: Database, wish: Wish, within: SQL | undefined) {
  return db
    .select(
      pick({
        ...runColumns,
        ...pointColumns,
        dayKind: dayKindOn(mealRun.serviceDate),
        restsOn: restsRead(wish),
        onPaper: servedWhileStopped(mealRun),
        elderName: elder.name,
        callAs: elder.callAs,
        sex: elder.sex,
        birthDate: elder.birthDate,
        homePointId: elder.mealPointId,
        registeredDivision: elder.registeredDivision,
        residenceDivision: elder.residenceDivision,
        mealName: optional(setMeal.name),
        priceFen: optional(offer.priceFen),
        capacity: optional(offer.capacity),
        taken: optional(offer.taken),
        pictureId: pictureOf(mealRun.mealPointId, offer.setMealId),
        modeCapacity: optional(mealRunMode.capacity),
        modeTaken: optional(mealRunMode.taken),
        existingOrderId: sql<string | null>`(SELECT o.id FROM ${mealOrder} o WHERE o.elder_id = ${wish.elderId} AND o.service_date = ${mealRun.serviceDate}
          AND o.slot = ${mealRun.slot} AND o.state <> 'cancelled')`,
      }),
    )
    .from(mealRun)
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(elder, eq(elder.id, wish.elderId))
    .leftJoin(offer, and(eq(offer.mealRunId, mealRun.id), eq(offer.setMealId, wish.setMealId)))
    .leftJoin(setMeal, eq(setMeal.id, offer.setMealId))
    .leftJoin(mealRunMode, and(eq(mealRunMode.mealRunId, mealRun.id), eq(mealRunMode.mode, wish.mode)))
    .where(and(eq(mealRun.id, wish.runId), within));
}

type OfferRow = { mealName: string | null; priceFen: Fen | null; capacity: number | null; taken: number | null; pictureId: string | null };

function offerOf({ mealName, priceFen, capacity, taken, pictureId }: OfferRow, { setMealId }: Wish, dishes: readonly MenuDish[]): PlacementRead['facts']['offer'] {
  if (mealName === null || priceFen === null || capacity === null || taken === null) return null;
  return { setMealId, name: mealName, priceFen, capacity, taken, pictureId, dishes };
}

/** What is about to be recorded: the decision and the ids chosen for it. */
export type NewOrder = {
  id: string;
  wish: Wish;
  channel: Channel;
  placement: Placement;
  payBy: PayWay;
  read: PlacementRead;
  /** Why it is taken after the cut-off; only with a placement that is late. */
  lateReason?: string;
  /** Whether whoever orders still may, where somebody could have said no meanwhile. */
  allowed?: SQL;
};

/**
 * Records an order: takes its place in the run and reserves the subsidy, if all that was relied on still holds. One by her family is told
 * to her and the others. `more`: what is recorded with it, or not at all (the confirmed line that it comes from, instead of a request's key).
 */
export async function placeOrder(
  db: Database,
  entry: AuditEntry,
  order: NewOrder,
  keyed?: KeyedAnswer,
  more: { guards: readonly Statement[]; changes: readonly Statement[] } = { guards: [], changes: [] },
): Promise<'done' | Conflict> {
  const { read } = order;
  const { run } = read.facts;
  return commit(db, entry, {
    ...(keyed ? { keyed } : {}),
    guards: [
      ...more.guards,
      guard('has room, rests as read', sql`${wayHasRoom(order.wish)} AND ${restsAsRead(order, sql`taken < capacity`)}`),
      ...(order.allowed ? [guard('may order for her', order.allowed)] : []),
    ],
    changes: [
      ...insertOrder(db, entry, order, 'placed'),
      takePlace(db, order.wish, 1),
      takeMode(db, order.wish, 1),
      countDay(db, run, { ordered: 1 }),
      ...more.changes,
      ...(order.channel === 'family_page' ? [tell(entry, 'ordered', [{ orderId: order.id, event: order.id }])] : []),
    ],
  });
}

/** There is a place left of the way. Whether the run still takes orders, in time or late, the database asks of every row itself. */
function wayHasRoom({ runId, mode }: Wish): SQL {
  return sql`(SELECT taken < capacity FROM ${mealRunMode} WHERE meal_run_id = ${runId} AND mode = ${mode})`;
}

/** The order itself, its number in the run, its split and its reservation: the same for every channel. */
export function insertOrder(db: Database, entry: AuditEntry, order: NewOrder, state: 'placed' | 'handed_over'): Statement[] {
  const { id, wish, channel, placement, payBy, read, lateReason } = order;
  const { run } = read.facts;
  const { assessment } = placement;
  return [
    db.update(mealRun).set({ lastOrderNo: sql`last_order_no + 1` }).where(eq(mealRun.id, run.id)),
    db.insert(mealOrder).values({
      id,
      mealRunId: run.id,
      orderNo: sql`(SELECT last_order_no FROM meal_run WHERE id = ${run.id})`,
      elderId: wish.elderId,
      serviceDate: run.serviceDate,
      slot: run.slot,
      setMealId: wish.setMealId,
      mode: wish.mode,
      state,
      priceFen: placement.priceFen,
      selfPayFen: assessment.selfPayFen,
      policyVersionId: assessment.policyVersionId,
      assessment: assessmentText(order),
      payBy,
      channel,
      placedBy: entry.actor,
      placedAt: entry.at,
      ...(placement.late && lateReason !== undefined ? { lateReason } : {}),
    }),
    ...linesOf(db, id, assessment),
    ...(state === 'placed'
      ? recordTransfers(
          db,
          { orderId: id, eventId: id, period: monthOf(run.serviceDate), at: entry.at },
          reserveBill(billOf(order), { ...run, elderId: wish.elderId }),
        )
      : []),
  ];
}

/** What the order comes to, as the ledger takes it. */
export function billOf({ placement: { assessment }, payBy }: Pick<NewOrder, 'placement' | 'payBy'>): Bill {
  return { split: assessment.split, beside: assessment.beside, payBy };
}

/** The lines of one assessment: the price payer by payer, and what is paid beside it (two policies may give under the same words). */
export function linesToStore(orderId: string, { split, beside }: Pick<Assessment, 'split' | 'beside'>, assessmentNo: number) {
  const alike = Map.groupBy(beside, ({ kind, payer, clause }) => JSON.stringify([kind, payer, clause]));
  const besides = [...alike.values()].flatMap((same) => (same[0] ? [{ ...same[0], fen: sumFen(same.map((one) => one.fen)) }] : []));
  return {
    splits: split.map(({ payer: payerCode, clause, fen: amount }) => ({ orderId, payerCode, clause, fen: amount, assessmentNo })),
    besides: besides.map(({ kind, payer: payerCode, clause, fen: amount }) => ({ orderId, kind, payerCode, clause, fen: amount, assessmentNo })),
  };
}

export function linesOf(db: Database, orderId: string, assessment: Pick<Assessment, 'split' | 'beside'>): Statement[] {
  const { splits, besides } = linesToStore(orderId, assessment, 1);
  return [...splits.map((line) => db.insert(orderSplit).values(line)), ...besides.map((line) => db.insert(orderBeside).values(line))];
}

/** What is kept for the auditor and for later limits: the facts, the reasons, what each clause gave, what counted. The split stands in order_split. */
export function assessmentText({ placement, read }: Pick<NewOrder, 'placement' | 'read'>): string {
  const { policies, elder: person } = read.facts;
  return JSON.stringify(keepAssessment(placement.assessment, placement.meal, policies, countingMeals(read.history), person.history.balances));
}

export function takePlace(db: Database, wish: Pick<Wish, 'runId' | 'setMealId'>, by: 1 | -1): Statement {
  return db
    .update(offer)
    .set({ taken: sql`taken + ${by}` })
    .where(and(eq(offer.mealRunId, wish.runId), eq(offer.setMealId, wish.setMealId)));
}

export function takeMode(db: Database, wish: Pick<Wish, 'runId' | 'mode'>, by: 1 | -1): Statement {
  return db
    .update(mealRunMode)
    .set({ taken: sql`taken + ${by}` })
    .where(and(eq(mealRunMode.mealRunId, wish.runId), eq(mealRunMode.mode, wish.mode)));
}
