import { serviceDateOf } from '../../src/domain/calendar.ts';
import type { Fen } from '../../src/domain/money.ts';
import { yuanExact } from '../../src/domain/money.ts';
import { NO_PAYER, type RowFilter, type StatementRow } from '../../src/domain/statement.ts';
import { isSeller } from '../../src/domain/policy-rules.ts';
import { ELDER_PAYER } from '../../src/domain/subsidy.ts';
import { Money, monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { handlerText, modeLabel, monthLineLabel, slotLabel } from '../text.ts';
import { Notes } from './notes.tsx';
import { besideOf, clausesOf, momentText, reversalText, subsidyOf } from './statement-csv.ts';
import { payerName, Trail, type StatementHead } from './statement-head.tsx';

export type RowsPageProps = StatementHead & {
  filter: RowFilter;
  count: { entries: number; meals: number; fen: Fen };
  rows: readonly StatementRow[];
  place: { page: number; pages: number; first: number };
};

/** The meals behind one figure, each with its order one step further. */
export function RowsPage(props: RowsPageProps) {
  const { frame, month, point, filter, count, rows } = props;
  return (
    <StaffLayout frame={frame} title={`${monthText(month)} 明细`}>
      <Trail month={month} point={point} here="rows" />
      <div>
        <h1>{filterText(props)}</h1>
        <p>
          {point.name}，{monthText(month)}，共 {count.meals} 份，{amountWord(filter)} <Money fen={count.fen} />
          {count.entries === count.meals ? '' : `（${count.entries} 条，冲回的也列在里面，已减去）`}
        </p>
      </div>
      <section class="card">
        {rows.length === 0 ? <p class="empty">没有这样的明细。</p> : <RowTable {...props} />}
        <Pager {...props} />
        {filter.payer === undefined && filter.line === undefined ? null : (
          <p>
            <a href={paths.statementRows(point.id, month)}>看这个月的全部明细</a>
          </p>
        )}
      </section>
      <Notes notes={props.notes} />
    </StaffLayout>
  );
}

function filterText(props: RowsPageProps): string {
  const { line, payer, clause } = props.filter;
  if (line !== undefined) return clause === undefined ? `${monthLineLabel[line]}的明细` : `${monthLineLabel[line]}：${clause}`;
  if (payer === undefined) return '全部交付明细';
  if (payer === NO_PAYER) return '没有补贴的明细';
  if (payer === ELDER_PAYER) return '老人自付的明细';
  return clause === undefined ? `出资方：${payerName(props, payer)}` : clause;
}

function amountWord({ line, payer }: RowFilter): string {
  if (line !== undefined) return `${monthLineLabel[line]}合计`;
  if (payer === undefined || payer === NO_PAYER) return '餐费合计';
  if (payer === ELDER_PAYER) return '自付合计';
  return isSeller(payer) ? '店里优惠、让利合计' : '补贴合计';
}

const columns = [
  { head: '序号', numeric: true },
  { head: '供餐日' },
  { head: '餐次' },
  { head: '姓名' },
  { head: '年龄', numeric: true },
  { head: '补贴依据' },
  { head: '套餐价', numeric: true },
  { head: '补贴', numeric: true },
  { head: '自付', numeric: true },
  { head: '餐费以外', numeric: true },
  { head: '方式' },
  { head: '交付时间' },
  { head: '登记时间' },
  { head: '经手人' },
];

function RowTable({ rows, place }: RowsPageProps) {
  return (
    <Table
      class="close"
      columns={columns}
      rows={rows.map((row, index) => [
        place.first + index,
        row.serviceDate,
        slotLabel[row.slot],
        <a href={paths.civilOrder(row.orderId)}>{row.elderName}</a>,
        row.age,
        row.reversal ? `冲回：${reversalText(row.reversal)}` : clausesOf(row),
        yuanExact(row.priceFen),
        yuanExact(subsidyOf(row)),
        yuanExact(row.selfPayFen),
        yuanExact(besideOf(row)),
        modeLabel[row.mode],
        momentText(row.handedAt),
        lateness(row),
        handlerText(row),
      ])}
    />
  );
}

/** Entered on the day itself goes without saying. */
function lateness({ serviceDate, recordedAt }: StatementRow): string {
  return serviceDateOf(recordedAt) === serviceDate ? '' : momentText(recordedAt);
}

function Pager({ point, month, filter, place, rows, count }: RowsPageProps) {
  if (place.pages === 1) return null;
  const to = (page: number) => paths.statementRows(point.id, month, { ...filter, page });
  return (
    <nav class="trail" aria-label="翻页">
      {place.page > 1 ? <a href={to(place.page - 1)}>← 上一页</a> : null}
      <span>
        第 {place.first} 到 {place.first + rows.length - 1} 条，共 {count.entries} 条（第 {place.page} 页，共 {place.pages} 页）
      </span>
      {place.page < place.pages ? <a href={to(place.page + 1)}>下一页 →</a> : null}
    </nav>
  );
}
