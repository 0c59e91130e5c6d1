import { accountId, type TransferKind } from './ledger.ts';
import { fen, sumFen, type Fen } from './money.ts';

/** One movement of a point's cash box. */
export type CashEntry = { kind: TransferKind; debit: string; credit: string; amountFen: Fen; ofOrder: boolean; beforeOpening: boolean };

/** What came and went in one shift, each as the box felt it: refunds and what was undone are below zero. */
export type ShiftFigures = {
  /** Taken while no shift was open: it lies among the opening money that was counted, and is not added again. */
  beforeOpeningFen: Fen;
  mealsFen: Fen;
  topUpsFen: Fen;
  refundsFen: Fen;
  undoneFen: Fen;
  otherFen: Fen;
  /** What should be in the box now. */
  expectedFen: Fen;
};

/** Adds up a shift: opening money and everything since. Each entry counts under one word. */
export function shiftFigures(openingFen: Fen, entries: readonly CashEntry[], mealPointId: string): ShiftFigures {
  const box = accountId('cash', mealPointId);
  const moved = (one: CashEntry) => fen(one.debit === box ? one.amountFen : -one.amountFen);
  const since = entries.filter((one) => !one.beforeOpening);
  const under = (word: Word) => sumFen(since.filter((one) => wordFor(one, box) === word).map(moved));
  return {
    beforeOpeningFen: sumFen(entries.filter((one) => one.beforeOpening).map(moved)),
    mealsFen: under('meals'),
    topUpsFen: under('topUps'),
    refundsFen: under('refunds'),
    undoneFen: under('undone'),
    otherFen: under('other'),
    expectedFen: sumFen([openingFen, ...since.map(moved)]),
  };
}

type Word = 'meals' | 'topUps' | 'refunds' | 'undone' | 'other';

function wordFor({ kind, debit, credit, ofOrder }: CashEntry, box: string): Word {
  if (kind === 'reverse') return 'undone';
  if (ofOrder) return 'meals';
  const prepaid = `${accountId('prepaid')}:`;
  if (debit === box && credit.startsWith(prepaid)) return 'topUps';
  return credit === box && debit.startsWith(prepaid) ? 'refunds' : 'other';
}

export type ClosingFacts = { expectedFen: Fen; shownExpectedFen: Fen; countedFen: Fen; explanation: string };

/**
 * Whether a shift may be closed: on the figures that were shown (`moved`: cash came or went meanwhile), and a difference between
 * counted and expected needs a word of explanation (`unexplained`).
 */
export function decideShiftClosing(facts: ClosingFacts): { refused: null | 'moved' | 'unexplained' } {
  if (facts.expectedFen !== facts.shownExpectedFen) return { refused: 'moved' };
  return { refused: facts.countedFen !== facts.expectedFen && facts.explanation === '' ? 'unexplained' : null };
}
