import { describe, expect, test } from 'vitest';
import { instantAt, monthOf } from '../../src/domain/calendar.ts';
import { boughtByMonth, fundLedger, fundSums, ledgerOfYear, yearsOf, type FundMonth, type KeptDonation } from '../../src/domain/fund-ledger.ts';
import { fen } from '../../src/domain/money.ts';
import { found, serviceDate } from '../support/demo.ts';

const month = (text: string) => found(monthOf(serviceDate(`${text}-01`)));
const on = (date: string) => instantAt(serviceDate(date), 600);
const gift = (number: number, date: string, amount: number, reversed?: string): KeptDonation => ({
  id: `d${number}`, number, donor: null, anonymous: true, amountFen: fen(amount), received: serviceDate(date), recordedAt: on(date), reversal: reversed === undefined ? null : { at: on(reversed), reason: '记错' },
});
const spent = (of: string, line: FundMonth['line'], meals: number, amount: number): FundMonth => ({ month: month(of), line, meals, fen: fen(amount) });

const entries = fundLedger(
  [gift(3, '2027-01-05', 700), gift(1, '2026-11-03', 1000), gift(2, '2026-11-20', 500, '2026-12-01')],
  [spent('2026-11', 'meal', 2, 600), spent('2026-12', 'meal', 1, 300), spent('2026-12', 'operator', 1, 50), spent('2027-01', 'meal', 0, 0), spent('2027-01', 'delivery', 0, -50)],
);

describe('the ledger of a fund', () => {
  test('goes month by month: given, taken back, spent; and what is left after each', () => {
    expect(entries.map((one) => [one.month, one.kind, one.amountFen, one.balanceFen])).toEqual([
      ['2026-11', 'given', 1000, 1000], ['2026-11', 'given', 500, 1500], ['2026-11', 'spent', -600, 900],
      ['2026-12', 'returned', -500, 400], ['2026-12', 'spent', -300, 100], ['2026-12', 'spent', -50, 50],
      // What was claimed and taken back later comes back into the fund.
      ['2027-01', 'given', 700, 750], ['2027-01', 'spent', 50, 800],
    ]);
  });

  test('has the donations of a month in the order in which they came and went', () => {
    const lines = fundLedger([gift(1, '2026-11-06', 800, '2026-11-07'), gift(2, '2026-11-20', 20), gift(3, '2026-11-06', 5)], []);
    expect(lines.map((one) => one.balanceFen)).toEqual([800, 805, 5, 25]);
  });

  test('of one year begins with what the year before left', () => {
    expect(yearsOf(entries)).toEqual(['2027', '2026']);
    const { lines, ...sums } = ledgerOfYear(entries, '2027');
    expect([lines.length, sums]).toEqual([2, { openingFen: 50, givenFen: 700, returnedFen: 0, spentFen: -50, closingFen: 800 }]);
    expect(ledgerOfYear(entries, '2026')).toMatchObject({ openingFen: 0, givenFen: 1500, returnedFen: 500, spentFen: 950, closingFen: 50 });
    expect(ledgerOfYear(entries, '2028')).toMatchObject({ openingFen: 800, lines: [], closingFen: 800 });
  });

  test('sums up to what the account holds', () => {
    expect(fundSums(entries, { balanceFen: fen(800), reservedFen: fen(300) })).toEqual({ givenFen: 1700, spentFen: 900, freeFen: 500 });
  });

  test('says what each month bought, the latest first', () => {
    expect(boughtByMonth(entries)).toEqual([
      { month: '2027-01', meals: 0, mealsFen: 0, besideFen: -50 },
      { month: '2026-12', meals: 1, mealsFen: 300, besideFen: 50 },
      { month: '2026-11', meals: 2, mealsFen: 600, besideFen: 0 },
    ]);
  });

  test('of nothing is empty', () => {
    expect(fundLedger([], [])).toEqual([]);
    expect(ledgerOfYear([], '2026')).toMatchObject({ openingFen: 0, closingFen: 0 });
  });
});
