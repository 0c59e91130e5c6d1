import { expect, test } from 'vitest';
import { instantAt, parseServiceDate } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import type { StatementRow } from '../../src/domain/statement.ts';
import type { SplitLine } from '../../src/domain/subsidy.ts';
import { csvRows } from '../../web/civil/statement-csv.ts';

const date = parseServiceDate('2026-11-23') ?? expect.fail();
const payers = [{ code: 'city', name: '市级财政' }, { code: 'county', name: '县级财政' }, { code: 'elder', name: '本人自付' }];

/** A 15-yuan lunch that these lines pay for, the rest by the elder. */
function lunch(...given: SplitLine[]): StatementRow {
  const selfPayFen = fen(1500 - given.reduce((sum, line) => sum + line.fen, 0));
  const split = [...given, { payer: 'elder', clause: '', fen: selfPayFen }];
  const served = { orderId: 'o1', serviceDate: date, slot: 'lunch', elderName: '李秀英', age: 76, mode: 'pickup' } as const;
  return { ...served, priceFen: fen(1500), selfPayFen, split, beside: [], reversal: null, handedAt: instantAt(date, 11 * 60 + 5), recordedAt: instantAt(date, 11 * 60 + 6), handedBy: '李芳', tickedBy: null };
}
const line = (payer: string, clause: string, amount: number): SplitLine => ({ payer, clause, fen: fen(amount) });
const paidIn = (row: StatementRow) => csvRows([row], payers)[1]?.slice(6, 11);

test.each([
  ['nobody but the elder', lunch(), ['没有补贴', '15.00', '0.00', '', '15.00']],
  ['one payer', lunch(line('county', '70—79 岁', 800)), ['70—79 岁', '15.00', '8.00', '县级财政', '7.00']],
  [
    'two payers under one clause: what each gives stands beside the name',
    lunch(line('city', '70—79 岁', 300), line('county', '70—79 岁', 500)),
    ['70—79 岁', '15.00', '8.00', '市级财政 3.00；县级财政 5.00', '7.00'],
  ],
  [
    'two clauses that pay everything',
    lunch(line('county', '70—79 岁', 800), line('city', '低保', 700)),
    ['70—79 岁；低保', '15.00', '15.00', '县级财政 8.00；市级财政 7.00', '0.00'],
  ],
  ['a payer that gives nothing is not named', lunch(line('county', '70—79 岁', 0)), ['没有补贴', '15.00', '0.00', '', '15.00']],
])('%s', (_, row, cells) => expect(paidIn(row)).toEqual(cells));

test('rows are numbered and summed', () => {
  const rows = csvRows([lunch(), lunch(line('county', '70—79 岁', 800))], payers);
  expect(rows.map((row) => row[0])).toEqual(['序号', 1, 2, '合计']);
  expect(rows[2]?.slice(11)).toEqual(['0.00', '0.00', '0.00', '自取', '2026-11-23 11:05', '2026-11-23 11:06', '李芳', '']);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([19]));
  expect(rows[3]?.slice(7, 11)).toEqual(['30.00', '8.00', '', '22.00']);
});

test('from paper: who ticked the list, who entered it, and when', () => {
  const row = { ...lunch(), recordedAt: instantAt(date, (24 + 8) * 60), tickedBy: '孙师傅' };
  expect(csvRows([row], payers)[1]?.slice(15)).toEqual(['2026-11-23 11:05', '2026-11-24 08:00', '孙师傅（纸单，李芳登记）', '']);
});

test('beside the price, the shop’s discount, and a claim taken back: columns of their own', () => {
  const given = { ...lunch(line('county', '70—79 岁', 800), line('discount', '九折', 200)), beside: [{ kind: 'delivery' as const, ...line('county', '送餐', 150) }] };
  expect(csvRows([given], payers)[1]?.slice(8, 14)).toEqual(['8.00', '县级财政', '5.00', '2.00', '0.00', '1.50']);
  const back = { ...lunch(), reversal: { at: instantAt(date, 600), by: '周敏', reason: 'died_before' as const, note: '死亡证明' } };
  expect(csvRows([back], payers)[1]?.at(-1)).toBe('用餐前已去世（死亡证明），2026-11-23 周敏冲回');
});

test('of a closed month the last line says so, in as many cells as the others, and adds nothing to the sums', () => {
  const closing = { at: instantAt(parseServiceDate('2026-12-05') ?? expect.fail(), 540), proposedBy: '周敏', confirmedBy: '赵强' };
  const [open, closed] = [csvRows([lunch()], payers), csvRows([lunch()], payers, closing)];
  expect(closed.slice(0, -1)).toEqual(open);
  expect(closed.at(-1)?.slice(0, 3)).toEqual(['已关账', '2026 年 12 月 5 日，周敏提请，赵强确认', '']);
  expect(closed.at(-1)).toHaveLength(open[0]?.length ?? 0);
});
