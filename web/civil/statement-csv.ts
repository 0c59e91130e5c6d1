import { clockText, minuteOfDay, serviceDateOf, type Instant, type Month } from '../../src/domain/calendar.ts';
import { sumFen, yuanExact, type Fen } from '../../src/domain/money.ts';
import { subsidyLines, type StatementRow } from '../../src/domain/statement.ts';
import { handlerText, modeLabel, slotLabel } from '../text.ts';
import { payerName, type StatementHead } from './statement-head.tsx';

const HEADERS = [
  '序号', '供餐日', '餐次', '订单号', '姓名', '年龄', '补贴依据', '套餐价', '补贴', '出资方', '自付', '用餐方式', '交付时间', '登记时间',
  '经手人',
];

/** 助餐补贴明细_荆河街道长者食堂_2026-11.csv */
export function csvFileName(pointName: string, month: Month): string {
  return `助餐补贴明细_${pointName}_${month}.csv`;
}

/** One row for each claimed meal, in the columns that clerks file, and the sums last. Amounts in yuan; never an ID number. */
export function csvRows(rows: readonly StatementRow[], payers: StatementHead['payers']): (string | number)[][] {
  const body = rows.map((row, index) => [
    index + 1,
    row.serviceDate,
    slotLabel[row.slot],
    row.orderId,
    row.elderName,
    row.age,
    clausesOf(row),
    yuanExact(row.priceFen),
    yuanExact(subsidyOf(row)),
    payersOf(row, payers),
    yuanExact(row.selfPayFen),
    modeLabel[row.mode],
    momentText(row.handedAt),
    momentText(row.recordedAt),
    handlerText(row),
  ]);
  const sum = (amount: (row: StatementRow) => Fen) => yuanExact(sumFen(rows.map(amount)));
  const totals = [sum((row) => row.priceFen), sum(subsidyOf), '', sum((row) => row.selfPayFen)];
  return [HEADERS, ...body, ['合计', '', '', '', '', '', '', ...totals, '', '', '', '']];
}

export function subsidyOf(row: StatementRow): Fen {
  return sumFen(subsidyLines(row.split).map((line) => line.fen));
}

export function clausesOf(row: StatementRow): string {
  const lines = subsidyLines(row.split);
  return lines.length === 0 ? '没有补贴' : [...new Set(lines.map((line) => line.clause))].join('；');
}

/** One payer by name, several with what each gives: 市级 3.00；县级 4.00. */
export function payersOf(row: StatementRow, payers: StatementHead['payers']): string {
  const lines = subsidyLines(row.split);
  const [only, ...others] = lines;
  if (!only) return '';
  if (others.length === 0) return payerName({ payers }, only.payer);
  return lines.map((line) => `${payerName({ payers }, line.payer)} ${yuanExact(line.fen)}`).join('；');
}

/** 2026-11-23 11:42 */
export function momentText(at: Instant): string {
  return `${serviceDateOf(at)} ${clockText(minuteOfDay(at))}`;
}
