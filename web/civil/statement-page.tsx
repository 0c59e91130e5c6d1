import { capitalYuan, type Fen } from '../../src/domain/money.ts';
import { NO_PAYER, type Difference, type MonthTotals, type StatementLine, type StatementRow, type Summary } from '../../src/domain/statement.ts';
import { ELDER_PAYER } from '../../src/domain/subsidy.ts';
import type { BesideKind } from '../../src/domain/subsidy-facts.ts';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { monthLineLabel, slotLabel } from '../text.ts';
import { Figure } from './figure.tsx';
import { MonthNav, Running } from './month-nav.tsx';
import { Notes } from './notes.tsx';
import { besideOf, reversalText, subsidyOf } from './statement-csv.ts';
import { ClosedNote, payerName, pointLine, Trail, type StatementHead } from './statement-head.tsx';

/** The month counted twice: as kept with each event, and again from the hand-overs. */
export type Books = { kept: MonthTotals; recomputed: MonthTotals; differences: readonly Difference[] };

/** `settings`: whether whoever reads this may read what is laid down for the point; a town may not. */
export type StatementPageProps = StatementHead & { settings: boolean; summary: Summary; books: Books; unsubsidised: number; reversals: readonly StatementRow[] };

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
          {props.settings ? (
            <p>
              <a href={paths.pointSettings(point.id)}>这里的规定</a>
            </p>
          ) : null}
          <Running next={props.next} />
          <ClosedNote closing={props.closing} />
        </div>
        <MonthNav month={month} next={props.next} hrefOf={(other) => paths.statement(point.id, other)} />
      </div>
      {props.books.differences.length > 0 ? <Drift {...props} /> : null}
      {summary.totals.meals === 0 && summary.lines.length === 0 && props.reversals.length === 0 ? (
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
        <SummaryTables {...props} />
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
      {props.reversals.length > 0 ? <Reversals {...props} /> : null}
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
        <Figure value={yuanGrouped(totals.dueFen)} label="应拨补贴（元）" href="#lines" />
        <Figure value={String(totals.meals)} label="已交付（份）" href={rows()} />
        <Figure value={yuanGrouped(totals.priceFen)} label="餐费合计（元）" href={rows()} />
        <Figure value={yuanGrouped(totals.selfPayFen)} label="老人自付（元）" href={rows(ELDER_PAYER)} />
        <Figure value={String(unsubsidised)} label="没有补贴（份）" href={rows(NO_PAYER)} />
        {besideLines(totals).map(([line, amount]) => (
          <Figure value={yuanGrouped(amount)} label={`${monthLineLabel[line]}（元）`} href={paths.statementRows(point.id, month, { line })} />
        ))}
        {totals.discountFen === 0 ? null : <Figure value={yuanGrouped(totals.discountFen)} label="店里优惠、让利（元）" href="#sellers" />}
      </div>
      <p>
        应拨补贴 人民币{capitalYuan(totals.dueFen)}
        {madeOf(totals)}
      </p>
    </section>
  );
}

function SummaryTables(props: StatementPageProps) {
  const { lines, sellers, totals } = props.summary;
  const meal = lines.filter((line) => line.line === 'meal');
  const beside = lines.filter((line) => line.line !== 'meal');
  const subsidised = String(totals.meals - props.unsubsidised);
  return (
    <>
      {meal.length === 0 ? <p class="empty">这个月的餐都没有补贴。</p> : (
        <Lines {...props} lines={meal} foot={[beside.length === 0 ? '应拨补贴合计' : '餐费补贴合计', '', '', subsidised, yuanGrouped(totals.subsidyFen)]} />
      )}
      {beside.length === 0 ? null : (
        <>
          <h2>餐费以外</h2>
          <Lines {...props} lines={beside} foot={['应拨补贴合计（含餐费补贴）', '', '', '', yuanGrouped(totals.dueFen)]} />
        </>
      )}
      {sellers.length === 0 ? null : (
        <>
          <h2 id="sellers">店里优惠、让利（店家自己少收的，不拨付）</h2>
          <Lines {...props} lines={sellers} foot={['合计', '', '', '', yuanGrouped(totals.discountFen)]} />
        </>
      )}
    </>
  );
}

function Lines(props: StatementPageProps & { lines: readonly StatementLine[]; foot: readonly string[] }) {
  const { month, point, lines, foot } = props;
  const rowsOf = ({ line, payer, clause }: StatementLine, text: string) => (
    <a href={paths.statementRows(point.id, month, { line: line === 'meal' ? undefined : line, payer, clause })}>{text}</a>
  );
  return (
    <Table
      class="ledger folded even"
      columns={summaryColumns}
      rows={lines.map((line) => [
        lineText(line),
        payerName(props, line.payer),
        standardText(line),
        rowsOf(line, String(line.meals)),
        rowsOf(line, yuanGrouped(line.fen)),
      ])}
      foot={foot}
    />
  );
}

/** Claims taken back in this month, each by name with what it was for and why. */
function Reversals({ reversals }: StatementPageProps) {
  return (
    <section class="card">
      <h2>冲回以前的餐，{reversals.length} 份</h2>
      <Table
        class="ledger"
        columns={reversalColumns}
        rows={reversals.map((row) => [
          `${row.serviceDate} ${slotLabel[row.slot]}`,
          <a href={paths.civilOrder(row.orderId)}>{row.elderName}</a>,
          row.reversal ? reversalText(row.reversal) : '',
          yuanGrouped(subsidyOf(row)),
          yuanGrouped(besideOf(row)),
          yuanGrouped(row.selfPayFen),
        ])}
      />
    </section>
  );
}

export const reversalColumns = [
  { head: '原供餐' },
  { head: '姓名' },
  { head: '原因' },
  { head: '补贴（元）', numeric: true },
  { head: '餐费以外（元）', numeric: true },
  { head: '自付（元）', numeric: true },
];

/** Operator and delivery subsidy, where there is any. */
export function besideLines({ operatorFen, deliveryFen }: MonthTotals): [BesideKind, Fen][] {
  const both: [BesideKind, Fen][] = [['operator', operatorFen], ['delivery', deliveryFen]];
  return both.filter(([, amount]) => amount !== 0);
}

/** ：餐费补贴 80.00 元 + 运营补贴 20.00 元; nothing where it is all for meals. */
export function madeOf(totals: MonthTotals): string {
  const beside = besideLines(totals).map(([line, amount]) => `${monthLineLabel[line]} ${yuanGrouped(amount)} 元`);
  return beside.length === 0 ? '' : `：${[`餐费补贴 ${yuanGrouped(totals.subsidyFen)} 元`, ...beside].join(' + ')}`;
}

/** 冲回：运营补贴，每份 2 元 */
export function lineText({ line, clause, back }: StatementLine): string {
  return `${back ? '冲回：' : ''}${line === 'meal' ? '' : `${monthLineLabel[line]}，`}${clause}`;
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
    yuanGrouped(totals.dueFen),
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
        rows={props.books.differences.map(({ line, payer, clause, kept, recomputed }) => [
          [payerName(props, payer), line === 'meal' ? '' : monthLineLabel[line], clause].filter(Boolean).join('，'),
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
