import { sumFen, yuanText, type Fen } from '../../src/domain/money.ts';
import { Figure } from '../civil/figure.tsx';
import { yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

export type PrepaidRow = { elderId: string; elderName: string; phone: string; operatorName: string; fen: Fen; reservedFen: Fen };

export type CanteenPrepaidPageProps = {
  frame: StaffFrame;
  all: readonly { fen: Fen; reservedFen: Fen }[];
  rows: readonly PrepaidRow[];
  waiting: readonly { id: string; elderName: string; amountFen: Fen; requestedByName: string }[];
  page: number;
  pages: number;
};

/** The elders' money that a canteen looks after; what waits for somebody comes first. */
export function CanteenPrepaidPage({ frame, all, rows, waiting, page, pages }: CanteenPrepaidPageProps) {
  return (
    <StaffLayout frame={frame} title="预存款">
      <h1>预存款</h1>
      {waiting.length > 0 ? (
        <section class="card alarm">
          <h2>等第二个人同意的退款</h2>
          <ul>
            {waiting.map((one) => (
              <li>
                <a href={paths.refundRequest(one.id)}>
                  {one.elderName}，退 {yuanText(one.amountFen)} 元，{one.requestedByName}提的
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        {all.length === 0 ? (
          <p class="empty">常来这里的人还没有预存款。在“登记吃饭”找到本人，按“充值”，收了现金就打收据。</p>
        ) : (
          <>
            <div class="figures sums">
              <Figure value={yuanGrouped(sumFen(all.map((one) => one.fen)))} label="预存款合计（元）" />
              <Figure value={yuanGrouped(sumFen(all.map((one) => one.reservedFen)))} label="其中已订了饭（元）" />
              <Figure value={String(all.length)} label="有预存款的人" />
            </div>
            <Rows rows={rows} />
            <Pages page={page} pages={pages} hrefOf={(other) => paths.canteenPrepaid({ page: other })} />
          </>
        )}
      </section>
    </StaffLayout>
  );
}

const COLUMNS = [{ head: '姓名' }, { head: '电话' }, { head: '存在' }, { head: '有（元）', numeric: true }, { head: '已订了饭（元）', numeric: true }];

function Rows({ rows }: { rows: readonly PrepaidRow[] }) {
  return (
    <Table
      class="ledger"
      columns={COLUMNS}
      rows={rows.map((one) => [
        <a href={paths.counter({ elder: one.elderId })}>{one.elderName}</a>,
        one.phone === '' ? '没有电话' : one.phone,
        one.operatorName,
        yuanGrouped(one.fen),
        yuanGrouped(one.reservedFen),
      ])}
    />
  );
}

/** From page to page of a long list. */
export function Pages({ page, pages, hrefOf }: { page: number; pages: number; hrefOf: (page: number) => string }) {
  if (pages === 1) return null;
  return (
    <nav class="trail" aria-label="换页">
      <span>
        第 {page} 页，共 {pages} 页
      </span>
      {page > 1 ? <a href={hrefOf(page - 1)}>← 上一页</a> : null}
      {page < pages ? <a href={hrefOf(page + 1)}>下一页 →</a> : null}
    </nav>
  );
}
