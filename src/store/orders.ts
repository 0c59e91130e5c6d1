import { and, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf, type Instant } from '../domain/calendar.ts';
import { reserveBill, type Bill, type PayWay } from '../domain/ledger.ts';
import type { ServiceMode } from '../domain/meal-slot.ts';
import { fen, sumFen, type Fen } from '../domain/money.ts';
import type { Channel, OfferedMeal, Placement, PlacementFacts } from '../domain/order.ts';
import { keepAssessment } from '../domain/recomputation.ts';
import type { Assessment } from '../domain/subsidy.ts';
import { fundsLeft, prepaidLeft } from './balances.ts';
import { dayKindOn, dayOn } from './calendar-days.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { eatingElderOf, elderQueries } from './elders.ts';
import { dishesOfSetMeal, dishOf, modesOf, offersOf, type MenuDish } from './menus.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { tell } from './messages.ts';
import { allPayers, allPolicyVersions, versionsOf, type DocumentedVersion } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer, type PriorAnswer } from './request-keys.ts';
import { mealOrder, mealPoint, mealRun, mealRunMode, offer, orderBeside, orderSplit } from './schema.ts';
import { countingMeals, pastMeals, sameHistory, type PastMealRow } from './subsidy-history.ts';
import { countDay } from './totals.ts';
import { recordTransfers } from './transfers.ts';

/** Which meal is wanted, for whom. */
export type Wish = { runId: string; setMealId: string; mode: ServiceMode; elderId: string };

export type PlacementRead = {
  facts: Omit<PlacementFacts, 'policies' | 'offer'> & {
    policies: readonly DocumentedVersion[];
    offer: (Omit<OfferedMeal, 'dishes'> & { dishes: readonly MenuDish[]; pictureId: string | null }) | null;
  };
  payers: readonly { code: string; name: string }[];
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
 * `key` is the request's own key, looked up in the same trip. `reach`: elders order for themselves at any point; the counter says
 * otherwise on both counts.
 */
export async function loadPlacement(
  db: Database,
  scope: Scope,
  wish: Wish,
  key = '',
  reach: { elder?: SQL; run?: SQL } = {},
): Promise<PlacementRead | null> {
  const ofRun = sql`${mealRun.id} = ${wish.runId} AND ${reach.run ?? sql`1`}`;
  const rows = await readTogether(db, {
    runs: db
      .select(pick({ ...runColumns, ...pointColumns, dayKind: dayKindOn(mealRun.serviceDate), restsOn: restsOn(wish) }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .where(ofRun),
    offers: offersOf(db, sql`${ofRun} AND ${offer.setMealId} = ${wish.setMealId}`),
    dishes: dishesOfSetMeal(db, wish.setMealId),
    modes: modesOf(db, sql`${ofRun} AND ${mealRunMode.mode} = ${wish.mode}`),
    ...elderQueries(db, scope, wish.elderId, reach.elder),
    existing: db
      .select(pick({ id: mealOrder.id }))
      .from(mealOrder)
      .innerJoin(mealRun, ofRun)
      .where(
        and(
          eq(mealOrder.elderId, wish.elderId),
          eq(mealOrder.serviceDate, mealRun.serviceDate),
          eq(mealOrder.slot, mealRun.slot),
          ne(mealOrder.state, 'cancelled'),
        ),
      ),
    policies: allPolicyVersions(db),
    history: pastMeals(db, wish.elderId, ofRunColumn(wish.runId, mealRun.serviceDate)),
    funds: fundsLeft(db),
    prepaid: prepaidLeft(db, wish.elderId, ofRunColumn(wish.runId, mealRun.operatorId)),
    payers: allPayers(db),
    prior: priorAnswer(db, key),
  });
  const run = rows.runs[0];
  const elder = rows.elders[0];
  if (!run || !elder) return null;
  const offered = rows.offers[0];
  return {
    facts: {
      run,
      licenceExpires: run.licenceExpires,
      pointDivision: run.pointDivision,
      dayKind: run.dayKind,
      offer: offered ? { ...offered, dishes: rows.dishes.map(dishOf) } : null,
      mode: rows.modes[0] ?? null,
      elder: eatingElderOf(elder, rows),
      existingOrderId: rows.existing[0]?.id ?? null,
      policies: versionsOf(rows.policies),
    },
    payers: rows.payers,
    point: { name: run.pointName, address: run.pointAddress, phone: run.phone, phoneHours: run.phoneHours },
    elder: { id: elder.id, name: elder.name, callAs: elder.callAs, sex: elder.sex },
    restsOn: run.restsOn,
    prepaidFen: rows.prepaid[0]?.fen ?? fen(0),
    history: rows.history,
    prior: rows.prior[0],
  };
}

function ofRunColumn(runId: string, column: typeof mealRun.serviceDate | typeof mealRun.operatorId): SQL {
  return sql`(SELECT ${column} FROM ${mealRun} WHERE ${mealRun.id} = ${runId})`;
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
      takesIt(order, entry.at),
      guard('offer has room', sql`SELECT taken < capacity FROM ${offer} WHERE meal_run_id = ${run.id} AND set_meal_id = ${order.wish.setMealId}`),
      guard('mode has room', sql`SELECT taken < capacity FROM ${mealRunMode} WHERE meal_run_id = ${run.id} AND mode = ${order.wish.mode}`),
      ...(order.allowed ? [guard('may order for her', order.allowed)] : []),
      ...restsAsRead(order),
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

/** The run takes it: in time, or late until the serving ends. The database asks the same of every row. */
function takesIt({ placement: { late }, read }: NewOrder, now: Instant): SQL {
  const takes = late ? sql`state <> 'done' AND serve_to_at > ${now}` : sql`state = 'open' AND cutoff_at > ${now}`;
  return guard('run takes orders', sql`SELECT ${takes} FROM ${mealRun} WHERE id = ${read.facts.run.id}`);
}

/** Everything that the price and the permission rest on: the person and their places, dated facts (ended ones too), diet, what is in the dishes, licence, price, what the day is, policy. */
function restsOn({ runId, setMealId, elderId }: Wish): SQL<string> {
  return sql<string>`json_array(
    (SELECT json_array(birth_date, registered_division, residence_division, meal_point_id) FROM elder WHERE id = ${elderId}),
    (SELECT json_group_array(json_array(id, to_date) ORDER BY id) FROM elder_fact WHERE elder_id = ${elderId}),
    (SELECT json_group_array(json_array(kind, code, severity) ORDER BY kind, code) FROM elder_diet_item WHERE elder_id = ${elderId}),
    (SELECT texture FROM elder_diet WHERE elder_id = ${elderId}),
    (SELECT json_group_array(json_array(dish_id, d.contains, d.textures) ORDER BY position) FROM set_meal_dish s JOIN dish d ON d.id = s.dish_id WHERE s.set_meal_id = ${setMealId}),
    (SELECT price_fen FROM offer WHERE meal_run_id = ${runId} AND set_meal_id = ${setMealId}),
    (SELECT licence_expires_date FROM meal_point WHERE id = (SELECT meal_point_id FROM meal_run WHERE id = ${runId})),
    ${dayOn(sql`(SELECT service_date FROM meal_run WHERE id = ${runId})`)},
    (SELECT json_group_array(id ORDER BY id) FROM policy_version))`;
}

/** Nothing that the decision rests on has changed since it was read, the earlier meals that count against limits included. */
export function restsAsRead({ wish, read }: Pick<NewOrder, 'wish' | 'read'>): SQL[] {
  return [
    guard('rests as read', sql`${restsOn(wish)} = ${read.restsOn}`),
    guard('same history', sameHistory(wish.elderId, read.facts.run.serviceDate, read.history)),
  ];
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
  const { policies, elder } = read.facts;
  return JSON.stringify(keepAssessment(placement.assessment, placement.meal, policies, countingMeals(read.history), elder.history.balances));
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
