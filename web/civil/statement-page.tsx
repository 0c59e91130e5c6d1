import { capitalYuan } from '../../src/domain/money.ts';
import { NO_PAYER, type Difference, type MonthTotals, type StatementLine, type Summary } from '../../src/domain/statement.ts';
import { ELDER_PAYER } from '../../src/domain/subsidy.ts';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { Figure } from './figure.tsx';
import { MonthNav, Running } from './month-nav.tsx';
import { Notes } from './notes.tsx';
import { payerName, pointLine, Trail, type StatementHead } from './statement-head.tsx';

/** The month counted twice: as kept with each event, and again from the hand-overs. */
export type Books = { kept: MonthTotals; recomputed: MonthTotals; differences: readonly Difference[] };

export type StatementPageProps = StatementHead & { summary: Summary; books: Books; unsubsidised: number };

/** What one point is owed for one month, category by category; every figure leads to its rows. */
export function StatementPage(props: StatementPageProps) {
  const { frame, month, point, summary } = props;
  return (
    <StaffLayout frame={frame} title={`${monthText(month)} 结算单`}>
      <Trail month={month} point={point} here="statement" />
      <div class="head">
        <div>
          <h1>{point.name}</h1>
          <p>{pointLine(point)}</p>
          <p>
            <a href={paths.pointSettings(point.id)}>这里的规定</a>
          </p>
          <Running next={props.next} />
        </div>
        <MonthNav month={month} next={props.next} hrefOf={(other) => paths.statement(point.id, other)} />
      </div>
      {props.books.differences.length > 0 ? <Drift {...props} /> : null}
      {summary.totals.meals === 0 ? (
        <section class="card">
          <p class="empty">{monthText(month)}这里没有已交付的餐，没有要结算的。只订了、没来吃的不算。</p>
        </section>
      ) : (
        <Month {...props} />
      )}
      <Notes notes={props.notes} />
    </StaffLayout>
  );
}

function Month(props: StatementPageProps) {
  const { month, point, summary, books } = props;
  return (
    <>
      <Headline {...props} />
      <section class="card">
        <h2 id="lines">{monthText(month)} 补贴汇总</h2>
        <SummaryTable {...props} />
        <p class="acts">
          <a class="act main" href={paths.statementPrint(point.id, month)}>
            打印结算单
          </a>
          <a class="act" href={paths.statementPrint(point.id, month, 'all')}>
            连明细一起打印
          </a>
          <a class="act" href={paths.statementCsv(point.id, month)} download>
            下载明细表（CSV）
          </a>
        </p>
      </section>
      {books.differences.length === 0 ? (
        <section class="card">
          <h2>核对</h2>
          <BooksTable books={books} />
          <p>
            <span class="tag done">两边一致</span> 平时每交付一份记一次的数，和现在按 {summary.totals.meals} 条交付记录重算的数，分毫不差。
          </p>
        </section>
      ) : null}
    </>
  );
}

function Headline({ month, point, summary: { totals }, unsubsidised }: StatementPageProps) {
  const rows = (payer?: string) => paths.statementRows(point.id, month, { payer });
  return (
    <section class="card" aria-label="合计">
      <div class="figures sums">
        <Figure value={yuanGrouped(totals.subsidyFen)} label="应拨补贴（元）" href="#lines" />
        <Figure value={String(totals.meals)} label="已交付（份）" href={rows()} />
        <Figure value={yuanGrouped(totals.priceFen)} label="餐费合计（元）" href={rows()} />
        <Figure value={yuanGrouped(totals.selfPayFen)} label="老人自付（元）" href={rows(ELDER_PAYER)} />
        <Figure value={String(unsubsidised)} label="没有补贴（份）" href={rows(NO_PAYER)} />
      </div>
      <p>应拨补贴 人民币{capitalYuan(totals.subsidyFen)}</p>
    </section>
  );
}

function SummaryTable(props: StatementPageProps) {
  const { month, point, summary } = props;
  const rowsOf = (line: StatementLine, text: string) => (
    <a href={paths.statementRows(point.id, month, { payer: line.payer, clause: line.clause })}>{text}</a>
  );
  if (summary.lines.length === 0) return <p class="empty">这个月的餐都没有补贴。</p>;
  return (
    <Table
      class="ledger folded even"
      columns={summaryColumns}
      rows={summary.lines.map((line) => [
        line.clause,
        payerName(props, line.payer),
        standardText(line),
        rowsOf(line, String(line.meals)),
        rowsOf(line, yuanGrouped(line.fen)),
      ])}
      foot={['应拨补贴合计', '', '', String(summary.totals.meals - props.unsubsidised), yuanGrouped(summary.totals.subsidyFen)]}
    />
  );
}

export const summaryColumns = [
  { head: '补贴依据' },
  { head: '出资方' },
  { head: '每份补贴（元）', numeric: true },
  { head: '份数', numeric: true },
  { head: '补贴（元）', numeric: true },
];

/** 8.00, or how many at each standard when it changed within the month. */
export function standardText({ standards }: StatementLine): string {
  const [only, ...others] = standards;
  if (only && others.length === 0) return yuanGrouped(only.eachFen);
  return standards.map((one) => `${yuanGrouped(one.eachFen)} × ${one.meals}`).join('，');
}

function BooksTable({ books }: { books: Books }) {
  const cells = (name: string, totals: MonthTotals) => [
    name,
    String(totals.meals),
    yuanGrouped(totals.priceFen),
    yuanGrouped(totals.subsidyFen),
    yuanGrouped(totals.selfPayFen),
  ];
  const figures = ['份数', '餐费（元）', '补贴（元）', '自付（元）'].map((head) => ({ head, numeric: true }));
  return (
    <Table
      class="ledger folded"
      columns={[{ head: '怎么算的' }, ...figures]}
      rows={[cells('平时累计', books.kept), cells('按交付记录重算', books.recomputed)]}
    />
  );
}

/** What is wrong comes first: where the two counts part, by name. */
function Drift(props: StatementPageProps) {
  return (
    <section class="card alarm" role="alert">
      <h2>平时累计和重算对不上，先不要拨付</h2>
      <p>下面每一项都不一致。本页、打印件和明细表用的是按交付记录重算的数；各助餐点总表用的是平时累计的数。请系统管理员查清以后再结算。</p>
      <BooksTable books={props.books} />
      <Table
        class="ledger folded even"
        caption="不一致的项"
        columns={differenceColumns}
        rows={props.books.differences.map(({ payer, clause, kept, recomputed }) => [
          clause === '' ? payerName(props, payer) : `${payerName(props, payer)}，${clause}`,
          String(kept.meals),
          String(recomputed.meals),
          yuanGrouped(kept.fen),
          yuanGrouped(recomputed.fen),
        ])}
      />
    </section>
  );
}

const differenceColumns = [
  { head: '哪一项' },
  { head: '累计份数', numeric: true },
  { head: '重算份数', numeric: true },
  { head: '累计（元）', numeric: true },
  { head: '重算（元）', numeric: true },
];
