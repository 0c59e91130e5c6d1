import { clockText, minuteOfDay, serviceDateOf, type Instant, type Month } from '../../src/domain/calendar.ts';
import { sumFen, yuanExact, type Fen } from '../../src/domain/money.ts';
import { sellerLines, subsidyFenOf, subsidyLines, type Reversal, type StatementRow } from '../../src/domain/statement.ts';
import type { BesideKind } from '../../src/domain/subsidy-facts.ts';
import { handlerText, modeLabel, reversalReasonLabel, slotLabel } from '../text.ts';
import { closingText } from './month-text.ts';
import { payerName, type StatementHead } from './statement-head.tsx';

const HEADERS = [
  '序号', '供餐日', '餐次', '订单号', '姓名', '年龄', '补贴依据', '套餐价', '补贴', '出资方', '自付', '店里优惠', '运营补贴', '送餐补贴', '用餐方式', '交付时间',
  '登记时间', '经手人', '冲回',
];

/** 助餐补贴明细_荆河街道长者食堂_2026-11.csv */
export function csvFileName(pointName: string, month: Month): string {
  return `助餐补贴明细_${pointName}_${month}.csv`;
}

/** One row for each claimed meal, then those taken back in negative amounts, in the columns that clerks file, and the sums last; under them whether the month is closed. Amounts in yuan; never an ID number. */
export function csvRows(rows: readonly StatementRow[], payers: StatementHead['payers'], closing: StatementHead['closing'] = null): (string | number)[][] {
  const body = rows.map((row, index) => [
    index + 1,
    row.serviceDate,
    slotLabel[row.slot],
    row.orderId,
    row.elderName,
    row.age,
    clausesOf(row),
    amountCell(row.priceFen),
    amountCell(subsidyOf(row)),
    payersOf(row, payers),
    amountCell(row.selfPayFen),
    amountCell(discountOf(row)),
    amountCell(besideOf(row, 'operator')),
    amountCell(besideOf(row, 'delivery')),
    modeLabel[row.mode],
    momentText(row.handedAt),
    momentText(row.recordedAt),
    handlerText(row),
    row.reversal ? reversalText(row.reversal) : '',
  ]);
  const sum = (amount: (row: StatementRow) => Fen) => amountCell(sumFen(rows.map(amount)));
  const beside = [sum((row) => besideOf(row, 'operator')), sum((row) => besideOf(row, 'delivery'))];
  const totals = [sum((row) => row.priceFen), sum(subsidyOf), '', sum((row) => row.selfPayFen), sum(discountOf), ...beside];
  const rest = closing === null ? [] : [['已关账', closingText(closing), ...HEADERS.slice(2).map(() => '')]];
  return [HEADERS, ...body, ['合计', '', '', '', '', '', '', ...totals, '', '', '', '', ''], ...rest];
}

/** Less than nothing goes as a number: as text its sign would be taken for the start of a formula. */
function amountCell(amount: Fen): string | number {
  return amount < 0 ? Number(yuanExact(amount)) : yuanExact(amount);
}

export function subsidyOf(row: StatementRow): Fen {
  return subsidyFenOf(row.split);
}

export function discountOf(row: StatementRow): Fen {
  return sumFen(sellerLines(row.split).map((line) => line.fen));
}

/** Public money beside the price of one meal, of one kind or of both. */
export function besideOf({ beside }: StatementRow, kind?: BesideKind): Fen {
  return sumFen(beside.filter((line) => kind === undefined || line.kind === kind).map((line) => line.fen));
}

/** 用餐前已去世（死亡证明 2026-31），2026-12-02 周敏冲回 */
export function reversalText({ reason, note, at, by }: Reversal): string {
  return `${reversalReasonLabel[reason]}${note === '' ? '' : `（${note}）`}，${serviceDateOf(at)} ${by}冲回`;
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
