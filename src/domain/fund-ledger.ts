import { monthOf, serviceDateOf, type Instant, type Month, type ServiceDate } from './calendar.ts';
import { fen, sumFen, type Fen } from './money.ts';
import { freeOf, type Held } from './prepaid.ts';
import type { MonthLine } from './statement.ts';

/** A donation as the books have it. */
export type KeptDonation = {
  id: string;
  number: number;
  donor: string | null;
  anonymous: boolean;
  amountFen: Fen;
  received: ServiceDate;
  recordedAt: Instant;
  reversal: { at: Instant; reason: string } | null;
};

/** What a fund paid for in one month: of the price of meals, or beside it. `meals`: how many it gave something to. */
export type FundMonth = { month: Month; line: MonthLine; meals: number; fen: Fen };

/** One line of a fund's ledger; `amountFen` is negative where money leaves, `balanceFen` is what is left after it. */
export type FundEntry = { month: Month; balanceFen: Fen; amountFen: Fen } & (
  | { kind: 'given'; donation: KeptDonation }
  | { kind: 'returned'; donation: KeptDonation; on: ServiceDate }
  | { kind: 'spent'; line: MonthLine; meals: number }
);

type Unsummed<Entry> = Entry extends unknown ? Omit<Entry, 'balanceFen'> : never;

/**
 * Everything that moved a fund, the oldest first, with what was left after each. A month has what was given and taken back as it was
 * written into the books, whatever day it was received on, and at its end what its meals cost.
 */
export function fundLedger(donations: readonly KeptDonation[], months: readonly FundMonth[]): FundEntry[] {
  const moves = donations.flatMap((donation): (Unsummed<Extract<FundEntry, { donation: KeptDonation }>> & { at: Instant })[] => {
    const { recordedAt, amountFen, reversal } = donation;
    const given = { kind: 'given' as const, donation, month: monthAt(recordedAt), amountFen, at: recordedAt };
    return reversal ? [given, { kind: 'returned', donation, on: serviceDateOf(reversal.at), month: monthAt(reversal.at), amountFen: fen(-amountFen), at: reversal.at }] : [given];
  });
  const spent = months.filter((one) => one.fen !== 0 || one.meals !== 0).map(({ month, line, meals, fen: amount }) => ({ kind: 'spent' as const, line, meals, month, amountFen: fen(-amount) }));
  const entries: Unsummed<FundEntry>[] = [...moves.toSorted((one, other) => one.at - other.at || one.donation.number - other.donation.number).map(({ at: _at, ...move }) => move), ...spent];
  let left = fen(0);
  return entries.toSorted((one, other) => (one.month === other.month ? 0 : one.month < other.month ? -1 : 1)).map((entry) => {
    left = fen(left + entry.amountFen);
    return { ...entry, balanceFen: left };
  });
}

const monthAt = (at: Instant): Month => monthOf(serviceDateOf(at));

/** The years that a ledger has lines of, the latest first. */
export const yearsOf = (entries: readonly FundEntry[]): string[] => [...new Set(entries.map((one) => one.month.slice(0, 4)))].toReversed();

/** One year of a ledger: what it began with, its lines, and what came and went (each as a sum above nothing). */
export function ledgerOfYear(entries: readonly FundEntry[], year: string) {
  const lines = entries.filter((one) => one.month.startsWith(year));
  const before = entries.findLast((one) => one.month.slice(0, 4) < year);
  const sum = (kind: FundEntry['kind']) => sumFen(lines.filter((one) => one.kind === kind).map((one) => one.amountFen));
  const out = (kind: FundEntry['kind']) => fen(-sum(kind));
  const openingFen = before?.balanceFen ?? fen(0);
  return { openingFen, lines, givenFen: sum('given'), returnedFen: out('returned'), spentFen: out('spent'), closingFen: lines.at(-1)?.balanceFen ?? openingFen };
}

/** What a fund was given (less what went back), what its meals have cost, and what it can still give. All are positive. */
export function fundSums(entries: readonly FundEntry[], held: Held): { givenFen: Fen; spentFen: Fen; freeFen: Fen } {
  const sum = (isOf: (entry: FundEntry) => boolean) => sumFen(entries.filter(isOf).map((one) => one.amountFen));
  return { givenFen: sum((one) => one.kind !== 'spent'), spentFen: fen(-sum((one) => one.kind === 'spent')), freeFen: freeOf(held) };
}

/** What a fund bought, month by month, the latest first: how many meals it gave something to, what it gave to their price, and beside it. */
export function boughtByMonth(entries: readonly FundEntry[]): { month: Month; meals: number; mealsFen: Fen; besideFen: Fen }[] {
  const spent = entries.filter((one) => one.kind === 'spent');
  return [...Map.groupBy(spent, (one) => one.month)].toReversed().map(([month, of]) => {
    const [meal, beside] = [of.filter((one) => one.line === 'meal'), of.filter((one) => one.line !== 'meal')];
    const sum = (some: typeof of) => fen(-sumFen(some.map((one) => one.amountFen)));
    return { month, meals: meal.reduce((all, one) => all + one.meals, 0), mealsFen: sum(meal), besideFen: sum(beside) };
  });
}
