import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMonth, parseServiceDate } from '../../src/domain/calendar.ts';
import { fen, type Fen } from '../../src/domain/money.ts';
import {
  clauseTotals, compareTotals, heldIn, monthTotals, subsidyLines, summarize, tallyOf, type ClauseTotal, type StatementRow,
} from '../../src/domain/statement.ts';
import { ELDER_PAYER, type SplitLine } from '../../src/domain/subsidy.ts';

const PAYERS = ['city', 'county', 'elder'];
const SEVENTIES = '70 至 79 周岁';
const EIGHTIES = '80 周岁以上';

/** One meal: who gave what under which clause, and what the elder paid. */
const meal = (self: number, ...given: [payer: string, clause: string, amount: number][]): Pick<StatementRow, 'split' | 'beside' | 'reversal'> => ({
  beside: [],
  reversal: null,
  split: [...given.map(([payer, clause, amount]) => line(payer, clause, amount)), line(ELDER_PAYER, '', self)],
});
const line = (payer: string, clause: string, amount: number): SplitLine => ({ payer, clause, fen: fen(amount) });
const total = (payer: string, clause: string, meals: number, amount: number): ClauseTotal => ({ line: 'meal', payer, clause, meals, fen: fen(amount) });

const NOTHING = { meals: 0, priceFen: 0, subsidyFen: 0, discountFen: 0, selfPayFen: 0, operatorFen: 0, deliveryFen: 0, dueFen: 0 };

describe('the summary of a month', () => {
  const rows = [
    meal(700, ['county', SEVENTIES, 800]),
    meal(600, ['county', EIGHTIES, 900]),
    meal(700, ['county', SEVENTIES, 800]),
    meal(1200),
    meal(0, ['county', EIGHTIES, 900], ['city', EIGHTIES, 600]),
  ];
  const summary = summarize(tallyOf(rows), PAYERS);

  test('one line per payer and clause, payers in the county’s order, clauses in theirs', () => {
    expect(summary.lines.map((one) => [one.payer, one.clause, one.meals, one.fen])).toEqual([
      ['city', EIGHTIES, 1, 600],
      ['county', SEVENTIES, 2, 1600],
      ['county', EIGHTIES, 2, 1800],
    ]);
    expect(summary.payers).toEqual([{ payer: 'city', fen: 600 }, { payer: 'county', fen: 3400 }]);
  });

  test('every meal counts, the unsubsidised and the free one too', () => {
    expect(summary.totals).toEqual({ ...NOTHING, meals: 5, priceFen: 7200, subsidyFen: 4000, dueFen: 4000, selfPayFen: 3200 });
  });

  test('a clause whose amount changed within the month shows both standards', () => {
    const changed = summarize(tallyOf([...rows, meal(500, ['county', SEVENTIES, 1000])]), PAYERS);
    const [, seventies] = changed.lines;
    expect(seventies).toMatchObject({ meals: 3, fen: 2600, standards: [{ eachFen: 800, meals: 2 }, { eachFen: 1000, meals: 1 }] });
  });

  test('beside the price, and what the seller took off', () => {
    const eaten = { ...meal(500, ['county', SEVENTIES, 800], ['discount', '九折', 200]), beside: [{ kind: 'operator' as const, ...line('county', '每份 2 元', 200) }] };
    const { totals, lines, sellers, payers } = summarize(tallyOf([eaten, eaten]), PAYERS);
    expect(totals).toEqual({ ...NOTHING, meals: 2, priceFen: 3000, subsidyFen: 1600, discountFen: 400, selfPayFen: 1000, operatorFen: 400, dueFen: 2000 });
    expect(lines.map((one) => [one.line, one.clause, one.meals, one.fen])).toEqual([['meal', SEVENTIES, 2, 1600], ['operator', '每份 2 元', 2, 400]]);
    expect(sellers.map((one) => [one.payer, one.fen])).toEqual([['discount', 400]]);
    expect(payers).toEqual([{ payer: 'county', fen: 2000 }]);
  });

  test('a claim taken back has a line of its own, and the totals net it', () => {
    const back = {
      split: [line('county', SEVENTIES, -800), line(ELDER_PAYER, '', -700)], beside: [],
      reversal: { at: 0, by: '周敏', reason: 'died_before' as const, note: '' },
    };
    const { totals, lines } = summarize(tallyOf([...rows, back]), PAYERS);
    expect(totals).toMatchObject({ meals: 4, priceFen: 5700, subsidyFen: 3200, selfPayFen: 2500 });
    expect(lines.filter((one) => one.clause === SEVENTIES).map((one) => [one.back, one.meals, one.fen])).toEqual([[false, 2, 1600], [true, -1, -800]]);
  });

  test('a month without meals', () => {
    expect(summarize([], PAYERS)).toEqual({ lines: [], sellers: [], payers: [], totals: NOTHING });
  });

  test('a line of nothing is no subsidy', () => {
    expect(subsidyLines(meal(1500, ['county', SEVENTIES, 0]).split)).toEqual([]);
    expect(tallyOf([meal(1500, ['county', SEVENTIES, 0])])).toEqual([{ line: 'meal', payer: 'elder', clause: '', eachFen: 1500, meals: 1, back: false }]);
  });
});

describe('kept totals against recomputed ones', () => {
  const books = [total('county', SEVENTIES, 2, 1600), total('elder', '', 3, 2600)];

  test.each<[string, ClauseTotal[], ClauseTotal[], ReturnType<typeof compareTotals>]>([
    ['the same in another order: nothing', books, books.toReversed(), []],
    ['one came back to nothing after an undo: nothing', [...books, total('county', EIGHTIES, 0, 0)], books, []],
    [
      'a meal too many was kept',
      [total('county', SEVENTIES, 3, 2400), total('elder', '', 3, 2600)],
      books,
      [{ line: 'meal', payer: 'county', clause: SEVENTIES, kept: { meals: 3, fen: fen(2400) }, recomputed: { meals: 2, fen: fen(1600) } }],
    ],
    [
      'the same number of meals for another amount',
      [total('county', SEVENTIES, 2, 1601), total('elder', '', 3, 2600)],
      books,
      [{ line: 'meal', payer: 'county', clause: SEVENTIES, kept: { meals: 2, fen: fen(1601) }, recomputed: { meals: 2, fen: fen(1600) } }],
    ],
    [
      'kept for a clause that no row has, and rows that nobody kept',
      [total('county', EIGHTIES, 2, 1600), total('elder', '', 3, 2600)],
      books,
      [
        { line: 'meal', payer: 'county', clause: EIGHTIES, kept: { meals: 2, fen: fen(1600) }, recomputed: { meals: 0, fen: fen(0) } },
        { line: 'meal', payer: 'county', clause: SEVENTIES, kept: { meals: 0, fen: fen(0) }, recomputed: { meals: 2, fen: fen(1600) } },
      ],
    ],
  ])('%s', (_, kept, recomputed, differences) => expect(compareTotals(kept, recomputed)).toEqual(differences));
});

describe('the documents of a month', () => {
  const date = (text: string) => parseServiceDate(text) ?? expect.fail(text);
  const november = parseMonth('2026-11') ?? expect.fail('2026-11');

  test.each([
    ['in force for years', '2020-12-17', null, true],
    ['from the last day of the month', '2026-11-30', null, true],
    ['from the day after', '2026-12-01', null, false],
    ['until the first day, which no longer counts', '2026-01-01', '2026-11-01', false],
    ['until the second day: the first still counts', '2026-01-01', '2026-11-02', true],
  ])('%s', (_, from, to, held) => {
    const version = { policyId: 'p', fromDate: date(from), toDate: to === null ? null : date(to) };
    expect(heldIn([version], november)).toEqual(held ? [version] : []);
  });

  test.each([
    ['followed on the first day of the month', 'p', '2026-11-01', 1],
    ['followed on its second day', 'p', '2026-11-02', 2],
    ['followed later', 'p', '2026-12-01', 1],
    ['beside another policy', 'q', '2026-11-01', 2],
  ])('an open version %s', (_, policyId, from, standing) => {
    const open = { policyId: 'p', fromDate: date('2020-01-01'), toDate: null };
    expect(heldIn([open, { policyId, fromDate: date(from), toDate: null }], november)).toHaveLength(standing);
  });
});

describe('any month', () => {
  const given = fc.tuple(fc.constantFrom('city', 'county'), fc.constantFrom(SEVENTIES, EIGHTIES), fc.nat(2000));
  const meals = fc.array(fc.tuple(fc.nat(2000), fc.uniqueArray(given, { selector: ([payer, clause]) => payer + clause })), { maxLength: 30 });

  test('summary, totals and rows agree to the fen', () => {
    fc.assert(fc.property(meals, (month) => {
      const rows = month.map(([self, lines]) => meal(self, ...lines));
      const { totals, lines, payers } = summarize(tallyOf(rows), PAYERS);
      const sum = (amounts: readonly { fen: Fen }[]) => amounts.reduce((all, one) => all + one.fen, 0);
      expect(totals.meals).toBe(rows.length);
      expect(totals.priceFen).toBe(sum(rows.flatMap((row) => row.split)));
      expect(totals.selfPayFen).toBe(month.reduce((all, [self]) => all + self, 0));
      expect([sum(lines), sum(payers)]).toEqual([totals.subsidyFen, totals.subsidyFen]);
      for (const one of lines) expect(one.standards.reduce((all, each) => all + each.eachFen * each.meals, 0)).toBe(one.fen);
      expect(monthTotals(clauseTotals(tallyOf(rows)))).toEqual(totals);
    }));
  });
});
