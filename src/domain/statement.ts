import { firstDay, lastDay, type Instant, type Month, type ServiceDate } from './calendar.ts';
import type { ClaimReversalReason } from './claim.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import { fen, sumFen, type Fen } from './money.ts';
import { endOf, type PolicyVersion } from './policy.ts';
import { isSeller } from './policy-rules.ts';
import { ELDER_PAYER, type SplitLine } from './subsidy.ts';
import type { BesideKind } from './subsidy-facts.ts';

/** What a month's line is: part of the price, or public money beside it, to the operator or for bringing the meal. */
export const MONTH_LINES = ['meal', 'operator', 'delivery'] as const satisfies readonly ('meal' | BesideKind)[];
export type MonthLine = (typeof MONTH_LINES)[number];

/** All lines of one order, clause by clause. */
export type LineBill = { split: readonly SplitLine[]; beside: readonly BesideSplit[] };
export type BesideSplit = SplitLine & { kind: BesideKind };

// A month's statement of one meal point (section J): what handed-over meals cost whom. Nothing else is ever counted.

/** One claimed meal, as an auditor reads it, or one taken back: its amounts are then negative. The split sums to the price. */
export type StatementRow = {
  orderId: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  elderName: string;
  /** Full years on the service date, as judged when the order was written. */
  age: number;
  priceFen: Fen;
  selfPayFen: Fen;
  split: readonly SplitLine[];
  beside: readonly BesideSplit[];
  mode: ServiceMode;
  handedAt: Instant;
  /** When it came into the books: for a paper list, when that was entered. */
  recordedAt: Instant;
  handedBy: string;
  /** The name of whoever ticked the paper list; null where there was none. */
  tickedBy: string | null;
  reversal: Reversal | null;
};

/** Why a claim was taken back (claim.ts), by whom and when, and the paper behind it. */
export type Reversal = { at: Instant; by: string; reason: ClaimReversalReason; note: string };

/** How many claims have a line of just this payer, clause and amount. Those taken back (`back`) are counted apart, in negative meals. */
export type SplitTally = { line: MonthLine; payer: string; clause: string; eachFen: Fen; meals: number; back: boolean };

/** What one payer gives under one clause in the month: as kept in month_total, or as recomputed from the rows. */
export type ClauseTotal = { line: MonthLine; payer: string; clause: string; meals: number; fen: Fen };

/** One line of the summary, category × standard: several standards only where the clause's amount changed within the month. */
export type StatementLine = ClauseTotal & { back: boolean; standards: readonly { eachFen: Fen; meals: number }[] };

/**
 * `lines`: what payers owe, for the price and beside it, payer by payer; what was taken back stands in lines of its own. `sellers`: what
 * the shop took off its own price, which nobody owes. `totals.meals` counts every claimed meal, with or without a subsidy.
 */
export type Summary = {
  lines: readonly StatementLine[];
  sellers: readonly StatementLine[];
  payers: readonly { payer: string; fen: Fen }[];
  totals: MonthTotals;
};

/**
 * The price is subsidy, what the seller took off, and the elder's share; operator and delivery subsidy are beside it. `dueFen` is what
 * payers owe in all: the three subsidies together.
 */
export type MonthTotals = {
  meals: number;
  priceFen: Fen;
  subsidyFen: Fen;
  discountFen: Fen;
  selfPayFen: Fen;
  operatorFen: Fen;
  deliveryFen: Fen;
  dueFen: Fen;
};

/**
 * Which of a statement's rows: those to which this payer gave (under this clause), or with NO_PAYER those without any subsidy. `line`:
 * of public money beside the price, the part of the price where it is left out.
 */
export type RowFilter = { line?: BesideKind; payer?: string; clause?: string };

/** "Nobody but the elder": no payer has this code. */
export const NO_PAYER = '-';

/** The lines that totals count. A line of nothing is none, but every meal has its elder's line, so that no meal is lost. */
export function linesCounted({ split, beside }: LineBill): (SplitLine & { line: MonthLine })[] {
  return [
    ...split.filter(({ fen: amount, payer }) => amount > 0 || payer === ELDER_PAYER).map((one) => ({ ...one, line: 'meal' as const })),
    ...beside.map(({ kind, ...one }) => ({ ...one, line: kind })),
  ];
}

/** What payers give of one meal's price: neither the elder nor the seller. */
export function subsidyLines(split: readonly SplitLine[]): SplitLine[] {
  return split.filter(({ payer, fen: amount }) => payer !== ELDER_PAYER && !isSeller(payer) && amount !== 0);
}

/** What the subsidy gives of one meal's price. */
export function subsidyFenOf(split: readonly SplitLine[]): Fen {
  return sumFen(subsidyLines(split).map((line) => line.fen));
}

/** What the seller takes off its own price. */
export function sellerLines(split: readonly SplitLine[]): SplitLine[] {
  return split.filter(({ payer, fen: amount }) => isSeller(payer) && amount !== 0);
}

/** The policy versions that were in force on any day of the month: their documents stand under the month's figures. */
export function heldIn<Version extends Pick<PolicyVersion, 'policyId' | 'fromDate' | 'toDate'>>(versions: readonly Version[], month: Month): Version[] {
  return versions.filter((version) => {
    const end = endOf(version, versions);
    return version.fromDate <= lastDay(month) && (end === null || firstDay(month) < end);
  });
}

/** The same lines of many rows counted together. The elder's share counts even when it is nothing, so that no meal is lost. */
export function tallyOf(rows: readonly Pick<StatementRow, 'split' | 'beside' | 'reversal'>[]): SplitTally[] {
  const lines = rows.flatMap(({ reversal, ...bill }) => {
    const [back, sign] = reversal ? [true, -1] : [false, 1];
    const positive = <L extends SplitLine>(line: L): L => ({ ...line, fen: fen(sign * line.fen) });
    const counted = linesCounted({ split: bill.split.map(positive), beside: bill.beside.map(positive) });
    return counted.map(({ line, payer, clause, fen: eachFen }) => ({ line, payer, clause, eachFen, meals: sign, back }));
  });
  return grouped(lines, ({ line, payer, clause, eachFen, back }) => [line, payer, clause, eachFen, back], (first, same) => ({ ...first, meals: mealsOf(same) }));
}

/** Tallies multiplied out and added up by line, payer and clause; what was taken back is off. */
export function clauseTotals(tallies: readonly SplitTally[]): ClauseTotal[] {
  return grouped(tallies, nameOf, ({ line, payer, clause }, same) => ({
    line,
    payer,
    clause,
    meals: mealsOf(same),
    fen: sumFen(same.map((tally) => fen(tally.meals * tally.eachFen))),
  }));
}

/** What a month comes to, from totals by line, payer and clause. Every meal has one elder's line, so those lines count the meals. */
export function monthTotals(totals: readonly ClauseTotal[]): MonthTotals {
  const sumOf = (which: (total: ClauseTotal) => boolean) => sumFen(totals.filter(which).map((total) => total.fen));
  const own = ({ line, payer }: ClauseTotal) => line === 'meal' && payer === ELDER_PAYER;
  const selfPayFen = sumOf(own);
  const priceFen = sumOf(({ line }) => line === 'meal');
  const discountFen = sumOf(({ payer }) => isSeller(payer));
  const operatorFen = sumOf(({ line }) => line === 'operator');
  const deliveryFen = sumOf(({ line }) => line === 'delivery');
  const subsidyFen = fen(priceFen - selfPayFen - discountFen);
  const dueFen = sumFen([subsidyFen, operatorFen, deliveryFen]);
  return { meals: mealsOf(totals.filter(own)), priceFen, subsidyFen, discountFen, selfPayFen, operatorFen, deliveryFen, dueFen };
}

/** The statement's summary. `payers` says in which order their lines stand; within a payer what is beside the price comes after it. */
export function summarize(tallies: readonly SplitTally[], payers: readonly string[]): Summary {
  const standing = linesOf(tallies.filter((tally) => !tally.back), false);
  const lines = [...standing, ...linesOf(tallies.filter((tally) => tally.back), true)].sort(
    (a, b) =>
      payers.indexOf(a.payer) - payers.indexOf(b.payer) ||
      MONTH_LINES.indexOf(a.line) - MONTH_LINES.indexOf(b.line) || compareText(a.clause, b.clause) || Number(a.back) - Number(b.back),
  );
  const owed = lines.filter((one) => !isSeller(one.payer));
  return {
    lines: owed,
    sellers: lines.filter((one) => isSeller(one.payer)),
    payers: grouped(owed, (line) => [line.payer], ({ payer }, same) => ({ payer, fen: sumFen(same.map((line) => line.fen)) })),
    totals: monthTotals(clauseTotals(tallies)),
  };
}

function linesOf(tallies: readonly SplitTally[], back: boolean): StatementLine[] {
  return clauseTotals(tallies)
    .filter((total) => total.payer !== ELDER_PAYER)
    .map((total) => ({ ...total, back, standards: standardsOf(tallies, total) }));
}

type Counted = Pick<ClauseTotal, 'meals' | 'fen'>;

/** A line, payer and clause where the total kept day by day and the one recomputed from the rows disagree. */
export type Difference = { line: MonthLine; payer: string; clause: string; kept: Counted; recomputed: Counted };

/** What differs, by name; empty when the books agree. A total that came back to nothing is as good as none. */
export function compareTotals(kept: readonly ClauseTotal[], recomputed: readonly ClauseTotal[]): Difference[] {
  return grouped([...kept, ...recomputed], nameOf, ({ line, payer, clause }) => ({
    line,
    payer,
    clause,
    kept: countedUnder({ line, payer, clause }, kept),
    recomputed: countedUnder({ line, payer, clause }, recomputed),
  })).filter((one) => one.kept.meals !== one.recomputed.meals || one.kept.fen !== one.recomputed.fen);
}

function standardsOf(tallies: readonly SplitTally[], name: ClauseName): StatementLine['standards'] {
  return tallies.filter((tally) => sameName(tally, name)).map(({ eachFen, meals }) => ({ eachFen, meals }));
}

type ClauseName = Pick<ClauseTotal, 'line' | 'payer' | 'clause'>;

const nameOf = ({ line, payer, clause }: ClauseName) => [line, payer, clause];

function countedUnder(name: ClauseName, totals: readonly ClauseTotal[]): Counted {
  const same = totals.filter((total) => sameName(total, name));
  return { meals: mealsOf(same), fen: sumFen(same.map((total) => total.fen)) };
}

function sameName(a: ClauseName, b: ClauseName): boolean {
  return a.line === b.line && a.payer === b.payer && a.clause === b.clause;
}

function mealsOf(totals: readonly { meals: number }[]): number {
  return totals.reduce((sum, total) => sum + total.meals, 0);
}

/** One result for each group of items with the same key, in the order in which the groups first appear. */
function grouped<T, R>(items: readonly T[], key: (item: T) => readonly unknown[], result: (first: T, same: T[]) => R): R[] {
  const groups = Map.groupBy(items, (item) => JSON.stringify(key(item)));
  return [...groups.values()].flatMap((same) => (same[0] === undefined ? [] : [result(same[0], same)]));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
