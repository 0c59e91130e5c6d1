import { firstDay, lastDay } from '../../src/domain/calendar.ts';
import { capitalYuan, fen } from '../../src/domain/money.ts';
import type { StatementLine, StatementRow, Summary } from '../../src/domain/statement.ts';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { SheetLayout } from '../sheet-layout.tsx';
import { Table } from '../table.tsx';
import { handlerText, modeLabel, slotLabel } from '../text.ts';
import { closingText } from './month-text.ts';
import { besideOf, clausesOf, momentText, reversalText, subsidyOf } from './statement-csv.ts';
import { payerName, pointLine, type StatementHead } from './statement-head.tsx';
import { lineText, madeOf, reversalColumns, standardText, summaryColumns, type Books } from './statement-page.tsx';

export type StatementSheetProps = StatementHead & {
  summary: Summary;
  books: Books;
  reversals: readonly StatementRow[];
  /** Null: the summary alone. */
  rows: readonly StatementRow[] | null;
  check: string;
  /** 2026-12-01 09:32 */
  printed: string;
};

/** The statement on A4, to be signed and filed; with its rows when they are asked for. */
export function StatementSheet(props: StatementSheetProps) {
  const { month, point, summary } = props;
  return (
    <SheetLayout
      kind="助餐补贴结算单"
      place={`${point.name} · ${pointLine(point)}`}
      when={[monthText(month), `${firstDay(month)} 至 ${lastDay(month)}`]}
      subject={`${point.name} · ${monthText(month)}`}
      check={props.check}
      printed={`${props.printed} 打印，${props.frame.who}`}
      back={{ href: paths.statement(point.id, month), label: `返回${point.name}结算单` }}
    >
      <Standing {...props} />
      <h2>补贴汇总</h2>
      <SummaryTable {...props} />
      <table class="capital">
        <tbody>
          <tr>
            <th scope="row">应拨补贴合计</th>
            <td>
              人民币{capitalYuan(summary.totals.dueFen)}
              <br />
              ￥{yuanGrouped(summary.totals.dueFen)}
              {madeOf(summary.totals)}
            </td>
          </tr>
        </tbody>
      </table>
      <Totals {...props} />
      {props.notes.map((note) => (
        <p class="note">{note}。</p>
      ))}
      <p class="sign">
        <span>制表</span>
        <span>复核</span>
        <span>负责人</span>
      </p>
      {props.rows ? <Detail {...props} rows={props.rows} /> : null}
    </SheetLayout>
  );
}

/** Whether the numbers may be signed: the month is over and both counts agree; and whether they rest. */
function Standing({ next, books, printed, closing }: StatementSheetProps) {
  return (
    <>
      {closing ? <p class="equal">本月已关账：{closingText(closing)}。</p> : null}
      {next === null ? <p class="equal danger">本月还没过完，数字到 {printed} 为止，不能作为结算依据。</p> : null}
      {books.differences.length === 0 ? (
        <p class="equal">
          按交付记录重算 {books.recomputed.meals} 份、补贴 {yuanGrouped(books.recomputed.dueFen)} 元，与平时累计一致。
        </p>
      ) : (
        <p class="equal danger">
          按交付记录重算 {books.recomputed.meals} 份、补贴 {yuanGrouped(books.recomputed.dueFen)} 元；平时累计 {books.kept.meals} 份、补贴{' '}
          {yuanGrouped(books.kept.dueFen)} 元。两边不一致，查清以前不能作为结算依据。
        </p>
      )}
    </>
  );
}

function SummaryTable(props: StatementSheetProps) {
  const { lines, sellers } = props.summary;
  const [meal, beside] = [lines.filter((line) => line.line === 'meal'), lines.filter((line) => line.line !== 'meal')];
  return (
    <>
      {lines.length === 0 ? <p>这个月没有要拨付的补贴。</p> : null}
      {meal.length === 0 ? null : <Lines {...props} lines={meal} />}
      {beside.length === 0 ? null : <Lines {...props} lines={beside} caption="餐费以外" />}
      {sellers.length === 0 ? null : <Lines {...props} lines={sellers} caption="店里优惠、让利（店家自己少收的，不拨付）" />}
      {props.reversals.length === 0 ? null : <Reversals {...props} />}
    </>
  );
}

function Lines({ lines, caption, ...props }: StatementSheetProps & { lines: readonly StatementLine[]; caption?: string }) {
  return (
    <Table
      class="figures"
      caption={caption}
      columns={summaryColumns}
      rows={lines.map((line) => [
        lineText(line),
        payerName(props, line.payer),
        standardText(line),
        String(line.meals),
        yuanGrouped(line.fen),
      ])}
    />
  );
}

/** The summary names nobody; who was taken back stands by order number, and by name in the detail. */
function Reversals({ reversals }: StatementSheetProps) {
  return (
    <Table
      class="figures"
      caption={`冲回以前的餐，${reversals.length} 份（已在上面减去）`}
      columns={reversalColumns.map((column, index) => (index === 1 ? { head: '订单号' } : column))}
      rows={reversals.map((row) => [
        `${row.serviceDate} ${slotLabel[row.slot]}`,
        row.orderId,
        row.reversal ? reversalText(row.reversal) : '',
        yuanGrouped(subsidyOf(row)),
        yuanGrouped(besideOf(row)),
        yuanGrouped(row.selfPayFen),
      ])}
    />
  );
}

function Totals({ summary: { totals } }: StatementSheetProps) {
  return (
    <p>
      已交付 {totals.meals} 份（含没有补贴的），餐费 {yuanGrouped(totals.priceFen)} 元，其中补贴 {yuanGrouped(totals.subsidyFen)} 元，老人自付{' '}
      {yuanGrouped(totals.selfPayFen)} 元{totals.discountFen === 0 ? '' : `，店里优惠、让利 ${yuanGrouped(totals.discountFen)} 元`}。只算有交付记录的餐。
    </p>
  );
}

const detailColumns = [
  { head: '序号', numeric: true },
  { head: '供餐', class: 'whole' },
  { head: '姓名', class: 'whole' },
  { head: '年龄', numeric: true },
  { head: '补贴依据' },
  { head: '套餐价', numeric: true },
  { head: '补贴', numeric: true },
  { head: '自付', numeric: true },
  { head: '餐费以外', numeric: true },
  { head: '交付、经手人', class: 'whole' },
  { head: '订单号', class: 'whole' },
];

/** On pages of their own, so that the statement can be signed without them. */
function Detail({ rows, summary: { totals } }: StatementSheetProps & { rows: readonly StatementRow[] }) {
  return (
    <section class="detail">
      <h2>交付明细，共 {rows.filter((row) => row.reversal === null).length} 份</h2>
      <Table
        class="figures small"
        columns={detailColumns}
        rows={rows.map((row, index) => [
          index + 1,
          `${row.serviceDate.slice(5)} ${slotLabel[row.slot]} ${modeLabel[row.mode]}`,
          row.elderName,
          row.age,
          row.reversal ? `冲回：${reversalText(row.reversal)}` : clausesOf(row),
          yuanGrouped(row.priceFen),
          yuanGrouped(subsidyOf(row)),
          yuanGrouped(row.selfPayFen),
          yuanGrouped(besideOf(row)),
          `${momentText(row.handedAt).slice(5)} ${handlerText(row)}`,
          row.orderId,
        ])}
        foot={['', '合计', '', '', '', ...[totals.priceFen, totals.subsidyFen, totals.selfPayFen, fen(totals.operatorFen + totals.deliveryFen)].map(yuanGrouped), '', '']}
      />
    </section>
  );
}
