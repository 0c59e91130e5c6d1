import type { Month } from './calendar.ts';
import { ACCOUNT_KINDS, type AccountKind } from './ledger.ts';
import { fen, sumFen, type Fen } from './money.ts';
import { MONTH_LINES, monthTotals, type ClauseTotal, type MonthLine, type MonthTotals } from './statement.ts';
import { isSeller } from './policy-rules.ts';
import { ELDER_PAYER } from './subsidy.ts';

// What a county's month comes to, in the text that two officials agree on and that its hash stands for: whole fen, in a fixed order.

/** What went from accounts of one kind to those of another in the month; what was reversed is off. */
export type Move = { from: AccountKind; to: AccountKind; fen: Fen };

/** `totals`: each point's lines, as its statement has them. `reversals`: how many earlier claims were taken back in this month. */
export type MonthFigures = {
  month: Month;
  totals: readonly (ClauseTotal & { pointId: string })[];
  moves: readonly Move[];
  reversals: number;
};

type FiguresText = {
  month: Month;
  totals: [pointId: string, line: MonthLine, payer: string, clause: string, meals: number, fen: number][];
  moves: [from: AccountKind, to: AccountKind, fen: number][];
  reversals: number;
};

/** Reads the text that the database made. Throws on a line or an account that the program does not know: nobody signs what they cannot be shown. */
export function readFigures(text: string): MonthFigures {
  const { month, totals, moves, reversals }: FiguresText = JSON.parse(text);
  return {
    month,
    totals: totals.map(([pointId, line, payer, clause, meals, amount]) => ({ pointId, line: known(line, MONTH_LINES), payer, clause, meals, fen: fen(amount) })),
    moves: movesOf(moves),
    reversals,
  };
}

/** The same of the moves alone. */
export const readMoves = (text: string): Move[] => movesOf(JSON.parse(text));

function movesOf(moves: FiguresText['moves']): Move[] {
  return moves.map(([from, to, amount]) => ({ from: known(from, ACCOUNT_KINDS), to: known(to, ACCOUNT_KINDS), fen: fen(amount) }));
}

function known<T extends string>(word: T, words: readonly T[]): T {
  if (!words.includes(word)) throw new Error('figures with a word that is not known');
  return word;
}

/** What the whole county's month comes to. */
export const totalsOf = ({ totals }: Pick<MonthFigures, 'totals'>): MonthTotals => monthTotals(totals);

/** The same point by point, in the order of `pointIds`; those without a meal are left out. */
export function totalsByPoint({ totals }: Pick<MonthFigures, 'totals'>, pointIds: readonly string[]): { pointId: string; totals: MonthTotals }[] {
  const byPoint = Map.groupBy(totals, (one) => one.pointId);
  return pointIds.flatMap((pointId) => (byPoint.has(pointId) ? [{ pointId, totals: monthTotals(byPoint.get(pointId) ?? []) }] : []));
}

/** What each payer owes in all, for the price and beside it. */
export function dueByPayer({ totals }: Pick<MonthFigures, 'totals'>): { payer: string; fen: Fen }[] {
  const owed = totals.filter(({ payer }) => payer !== ELDER_PAYER && !isSeller(payer));
  return [...Map.groupBy(owed, (one) => one.payer)].map(([payer, same]) => ({ payer, fen: sumFen(same.map((one) => one.fen)) }));
}

/**
 * Elders' own money in the month: paid for meals in cash and from prepaid money (what stays with the operator of whoever did not come is
 * among it), paid in, given back, moved from one operator to another.
 */
export type OwnMoney = { cashFen: Fen; prepaidFen: Fen; topUpsFen: Fen; refundsFen: Fen; movedFen: Fen };

export function ownMoney({ moves }: Pick<MonthFigures, 'moves'>): OwnMoney {
  return {
    cashFen: movedBetween(moves, 'cash', 'operator'),
    prepaidFen: movedBetween(moves, 'prepaid', 'operator'),
    topUpsFen: movedBetween(moves, 'cash', 'prepaid'),
    refundsFen: movedBetween(moves, 'prepaid', 'cash'),
    movedFen: movedBetween(moves, 'prepaid', 'prepaid'),
  };
}

/** Whether what payers are posted to owe is what the statements say: for the price, and beside it, each on its own accounts. */
export function ledgerAgrees({ totals, moves }: Pick<MonthFigures, 'totals' | 'moves'>): boolean {
  const { subsidyFen, operatorFen, deliveryFen } = monthTotals(totals);
  const posted = (to: AccountKind) => movedBetween(moves, 'payer', to);
  return posted('operator') === subsidyFen && posted('operator_subsidy') === operatorFen && posted('delivery_subsidy') === deliveryFen;
}

function movedBetween(moves: readonly Move[], from: AccountKind, to: AccountKind): Fen {
  return sumFen(moves.filter((one) => one.from === from && one.to === to).map((one) => one.fen));
}
