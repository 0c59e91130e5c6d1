import { firstDay, lastDay, type Instant, type Month, type ServiceDate } from './calendar.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import { fen, sumFen, type Fen } from './money.ts';
import { endOf, type PolicyVersion } from './policy.ts';
import { ELDER_PAYER, type SplitLine } from './subsidy.ts';
import type { BesideKind } from './subsidy-facts.ts';

/** What a month's line is: part of the price, or public money beside it, to the operator or for bringing the meal. */
export const MONTH_LINES = ['meal', 'operator', 'delivery'] as const satisfies readonly ('meal' | BesideKind)[];
export type MonthLine = (typeof MONTH_LINES)[number];

/** All lines of one order, clause by clause. */
export type LineBill = { split: readonly SplitLine[]; beside: readonly BesideSplit[] };
export type BesideSplit = SplitLine & { kind: BesideKind };

// A month's statement of one meal point (section J): what handed-over meals cost whom. Nothing else is ever counted.

/** One claimed meal, as an auditor reads it. Its split sums to the price. */
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
  mode: ServiceMode;
  handedAt: Instant;
  /** When it came into the books: for a paper list, when that was entered. */
  recordedAt: Instant;
  handedBy: string;
  /** The name of whoever ticked the paper list; null where there was none. */
  tickedBy: string | null;
};

/** How many claimed meals have a split line of just this payer, clause and amount. */
export type SplitTally = { payer: string; clause: string; eachFen: Fen; meals: number };

/** What one payer gives under one clause in the month: as kept in month_total, or as recomputed from the rows. */
export type ClauseTotal = { payer: string; clause: string; meals: number; fen: Fen };

/** One line of the summary, category × standard: several standards only where the clause's amount changed within the month. */
export type StatementLine = ClauseTotal & { standards: readonly { eachFen: Fen; meals: number }[] };

/** `lines` are the subsidies, payer by payer; `totals.meals` counts every claimed meal, with or without a subsidy. */
export type Summary = {
  lines: readonly StatementLine[];
  payers: readonly { payer: string; fen: Fen }[];
  totals: MonthTotals;
};
export type MonthTotals = { meals: number; priceFen: Fen; subsidyFen: Fen; selfPayFen: Fen };

/** Which of a statement's rows: those to which this payer gave (under this clause), or with NO_PAYER those without any subsidy. */
export type RowFilter = { payer?: string; clause?: string };

/** "Nobody but the elder": no payer has this code. */
export const NO_PAYER = '-';

/** The lines that totals count. A line of nothing is none, but every meal has its elder's line, so that no meal is lost. */
export function linesCounted({ split, beside }: LineBill): (SplitLine & { line: MonthLine })[] {
  return [
    ...split.filter(({ fen: amount, payer }) => amount > 0 || payer === ELDER_PAYER).map((one) => ({ ...one, line: 'meal' as const })),
    ...beside.map(({ kind, ...one }) => ({ ...one, line: kind })),
  ];
}

/** What others than the elder pay of one meal. */
export function subsidyLines(split: readonly SplitLine[]): SplitLine[] {
  return split.filter((line) => line.payer !== ELDER_PAYER && line.fen > 0);
}

/** The policy versions that were in force on any day of the month: their documents stand under the month's figures. */
export function heldIn<Version extends Pick<PolicyVersion, 'policyId' | 'fromDate' | 'toDate'>>(versions: readonly Version[], month: Month): Version[] {
  return versions.filter((version) => {
    const end = endOf(version, versions);
    return version.fromDate <= lastDay(month) && (end === null || firstDay(month) < end);
  });
}

/** The same lines of many rows counted together. The elder's share counts even when it is nothing, so that no meal is lost. */
export function tallyOf(rows: readonly Pick<StatementRow, 'split'>[]): SplitTally[] {
  const lines = rows.flatMap(({ split }) => split.filter((line) => line.fen > 0 || line.payer === ELDER_PAYER));
  return grouped(lines, (line) => [line.payer, line.clause, line.fen], ({ payer, clause, fen: eachFen }, same) => ({
    payer,
    clause,
    eachFen,
    meals: same.length,
  }));
}

/** Tallies multiplied out and added up by payer and clause. */
export function clauseTotals(tallies: readonly SplitTally[]): ClauseTotal[] {
  return grouped(tallies, (tally) => [tally.payer, tally.clause], ({ payer, clause }, same) => ({
    payer,
    clause,
    meals: mealsOf(same),
    fen: sumFen(same.map((tally) => fen(tally.meals * tally.eachFen))),
  }));
}

/** What a month comes to, from totals by payer and clause. Every meal has one elder's line, so those lines count the meals. */
export function monthTotals(totals: readonly ClauseTotal[]): MonthTotals {
  const own = totals.filter((total) => total.payer === ELDER_PAYER);
  const selfPayFen = sumFen(own.map((total) => total.fen));
  const priceFen = sumFen(totals.map((total) => total.fen));
  return { meals: mealsOf(own), priceFen, subsidyFen: fen(priceFen - selfPayFen), selfPayFen };
}

/** The statement's summary. `payers` says in which order their lines stand; within a payer they stand by clause. */
export function summarize(tallies: readonly SplitTally[], payers: readonly string[]): Summary {
  const totals = clauseTotals(tallies);
  const lines = totals
    .filter((total) => total.payer !== ELDER_PAYER)
    .sort((a, b) => payers.indexOf(a.payer) - payers.indexOf(b.payer) || compareText(a.clause, b.clause))
    .map((total) => ({ ...total, standards: standardsOf(tallies, total) }));
  return {
    lines,
    payers: grouped(lines, (line) => [line.payer], ({ payer }, same) => ({ payer, fen: sumFen(same.map((line) => line.fen)) })),
    totals: monthTotals(totals),
  };
}

type Counted = Pick<ClauseTotal, 'meals' | 'fen'>;

/** A payer and clause where the total kept day by day and the one recomputed from the rows disagree. */
export type Difference = { payer: string; clause: string; kept: Counted; recomputed: Counted };

/** What differs, by name; empty when the books agree. A total that came back to nothing is as good as none. */
export function compareTotals(kept: readonly ClauseTotal[], recomputed: readonly ClauseTotal[]): Difference[] {
  return grouped([...kept, ...recomputed], (total) => [total.payer, total.clause], ({ payer, clause }) => ({
    payer,
    clause,
    kept: countedUnder({ payer, clause }, kept),
    recomputed: countedUnder({ payer, clause }, recomputed),
  })).filter((one) => one.kept.meals !== one.recomputed.meals || one.kept.fen !== one.recomputed.fen);
}

function standardsOf(tallies: readonly SplitTally[], name: ClauseName): StatementLine['standards'] {
  return tallies.filter((tally) => sameName(tally, name)).map(({ eachFen, meals }) => ({ eachFen, meals }));
}

type ClauseName = { payer: string; clause: string };

function countedUnder(name: ClauseName, totals: readonly ClauseTotal[]): Counted {
  const same = totals.filter((total) => sameName(total, name));
  return { meals: mealsOf(same), fen: sumFen(same.map((total) => total.fen)) };
}

function sameName(a: ClauseName, b: ClauseName): boolean {
  return a.payer === b.payer && a.clause === b.clause;
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
