import { sql, type SQL } from 'drizzle-orm';
import { samePlace, type BrokenPlace, type StopPlace } from '../domain/books-stop.ts';
import type { InvariantName, MonthSpan } from '../domain/invariants.ts';
import { checkInvariant, QUESTIONS, type AskedInvariant, type Ground } from './invariants.ts';
import { pick, readRows, type Database } from './read.ts';

// Where the rows are that break an invariant: an order at the point of its run, a total at the point it is kept for, a transfer at its meal's
// point or else its cash box or whoever holds the money, an elder's purse at its operator. What is left belongs to the whole county: a fund, a
// closed month, the schema itself.

type Where = { from: SQL; point: SQL; operator: SQL };

const NOWHERE = sql`NULL`;
const OF_ORDER: Where = { from: sql`LEFT JOIN meal_order o ON o.id = b.id LEFT JOIN meal_run r ON r.id = o.meal_run_id`, point: sql`r.meal_point_id`, operator: NOWHERE };
const OF_TOTAL: Where = { from: sql``, point: sql`substr(b.id, 1, instr(b.id, ' ') - 1)`, operator: NOWHERE };
const OF_ACCOUNT: Where = { from: sql`LEFT JOIN account a ON a.id = b.id`, point: NOWHERE, operator: sql`a.holder_id` };
const SIDES = sql`(t.debit_account, t.credit_account)`;
/** Where there is a cash box, whoever holds the purse is not asked: one top-up stops one counter. */
const OF_TRANSFER: Where = {
  from: sql`LEFT JOIN transfer t ON t.id = b.id LEFT JOIN meal_order o ON o.id = t.order_id LEFT JOIN meal_run r ON r.id = o.meal_run_id
    LEFT JOIN account c ON r.id IS NULL AND c.id IN ${SIDES} AND c.kind = 'cash' LEFT JOIN account a ON r.id IS NULL AND c.id IS NULL AND a.id IN ${SIDES} AND a.holder_id IS NOT NULL`,
  point: sql`coalesce(r.meal_point_id, c.owner_id)`,
  operator: sql`a.holder_id`,
};
const OF_COUNTY: Where = { from: sql``, point: NOWHERE, operator: NOWHERE };

const PLACES: Record<AskedInvariant, Where> = {
  split_sums_to_price: OF_ORDER,
  order_fits_run: OF_ORDER,
  posted_as_state: OF_ORDER,
  reserved_as_state: OF_ORDER,
  cancelled_as_state: OF_ORDER,
  one_hand_over_stands: OF_ORDER,
  day_totals_equal_rows: OF_TOTAL,
  month_totals_equal_rows: OF_TOTAL,
  transfers_balance: OF_TRANSFER,
  closed_months_rest: OF_TRANSFER,
  balances_equal_transfers: OF_ACCOUNT,
  donations_as_transfers: OF_COUNTY,
  funds_as_given: OF_COUNTY,
  no_negative_balance: OF_ACCOUNT,
  triggers_present: OF_COUNTY,
};

function located(name: AskedInvariant, ground: Ground): SQL {
  const { from, point, operator } = PLACES[name];
  return sql`SELECT DISTINCT b.id, ${point} AS point, ${operator} AS operator FROM (${QUESTIONS[name](ground)}) b ${from}`;
}

const isAsked = (name: InvariantName): name is AskedInvariant => name in PLACES;

/** The rows that break an invariant, place by place. Asked only once something is known to be broken. */
export async function brokenPlaces(db: Database, name: InvariantName, ground: Ground): Promise<BrokenPlace[]> {
  if (!isAsked(name)) {
    const { broken, samples } = await checkInvariant(db, name, ground);
    return broken > 0 ? [{ pointId: null, operatorId: null, broken, samples }] : [];
  }
  const place = sql`PARTITION BY point, operator`;
  const numbered = sql`(SELECT *, row_number() OVER (${place} ORDER BY id) AS n, count(*) OVER (${place}) AS broken FROM (${located(name, ground)}))`;
  const rows = await readRows(
    db,
    db
      .select(pick({ pointId: sql<string | null>`point`, operatorId: sql<string | null>`operator`, broken: sql<number>`broken`, id: sql<string>`id` }))
      .from(numbered)
      .where(sql`n <= 5`)
      .orderBy(sql`point, operator, id`),
  );
  const byPlace = Map.groupBy(rows, ({ pointId, operatorId }) => JSON.stringify([pointId, operatorId]));
  return [...byPlace.values()].flatMap(([first, ...more]) => (first ? [{ pointId: first.pointId, operatorId: first.operatorId, broken: first.broken, samples: [first, ...more].map(({ id }) => id) }] : []));
}

/** How many rows of one place break an invariant now. */
export async function brokenAt(db: Database, name: InvariantName, place: StopPlace, span: MonthSpan): Promise<number> {
  const places = await brokenPlaces(db, name, { ...span, pointId: place.pointId });
  return places.find((one) => samePlace(one, place))?.broken ?? 0;
}

/** True inside the write while no row of the place breaks the invariant. What needs a hash can only be looked at before. */
export function holdsAt(name: InvariantName, { pointId, operatorId }: StopPlace, span: MonthSpan): SQL {
  if (!isAsked(name)) return sql`1`;
  return sql`NOT EXISTS (SELECT 1 FROM (${located(name, { ...span, pointId })}) WHERE point IS ${pointId} AND operator IS ${operatorId})`;
}
