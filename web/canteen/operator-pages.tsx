import type { Instant, Month, ServiceDate } from '../../src/domain/calendar.ts';
import { sumFen, type Fen } from '../../src/domain/money.ts';
import type { PointOfDay } from '../../src/domain/points-day.ts';
import type { MonthTotals } from '../../src/domain/statement.ts';
import { Figure } from '../civil/figure.tsx';
import { MonthNav, Running } from '../civil/month-nav.tsx';
import { ClosedNote, type StatementHead } from '../civil/statement-head.tsx';
import { dateText, dayText, monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { DaySteps, MonthSums, PointsDay } from '../points-day.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';

export type OperatorOfDay = { id: string; name: string; agreementNo: string; agreementTo: ServiceDate; people: number; fen: Fen; reservedFen: Fen };

export type OperatorDayProps = {
  frame: StaffFrame;
  date: ServiceDate;
  today: ServiceDate;
  now: Instant;
  points: readonly PointOfDay[];
  operators: readonly OperatorOfDay[];
  month: Month;
  totals: MonthTotals;
};

/** The day of the points that somebody's operator runs, the elders' money that it holds, and what it is owed. */
export function OperatorDayPage({ frame, date, today, now, points, operators, month, totals }: OperatorDayProps) {
  return (
    <StaffLayout frame={frame} title={date === today ? '我的助餐点' : dayText(date, today)}>
      <div class="head">
        <h1>{dayText(date, today)}</h1>
        <DaySteps date={date} today={today} hrefOf={paths.operatorDay} />
      </div>
      <PointsDay points={points} now={now} complaints={paths.complaints('canteen')} />
      <Held operators={operators} today={today} />
      <MonthSums title={`${monthText(month)}，到现在`} totals={totals} href={paths.operatorMonth(month)} more="各助餐点应拨的补贴" />
    </StaffLayout>
  );
}

function Held({ operators, today }: Pick<OperatorDayProps, 'operators' | 'today'>) {
  return (
    <section class="card">
      <h2>存着的老人预存款，现在</h2>
      {operators.map((one) => (
        <>
          <p class="hint">
            {one.name}，{one.agreementNo}，协议到 {dateText(one.agreementTo)}
            {one.agreementTo <= today ? '，已到期' : ''}
          </p>
          <div class="figures sums">
            <Figure value={yuanGrouped(one.fen)} label="预存款（元）" />
            <Figure value={yuanGrouped(one.reservedFen)} label="其中订了饭留着的（元）" />
            <Figure value={String(one.people)} label="户" />
          </div>
        </>
      ))}
      <p class="hint">退多少、退给谁，由各食堂的工作人员办；民政看得到每一笔。</p>
    </section>
  );
}

export type OperatorMonthProps = {
  frame: StaffFrame;
  month: Month;
  next: Month | null;
  closing: StatementHead['closing'];
  points: readonly { id: string; name: string; totals: MonthTotals }[];
};

/** What the month's statements say is owed for each point: the figures that the county sees, without anybody's name. */
export function OperatorMonthPage({ frame, month, next, closing, points }: OperatorMonthProps) {
  const sum = (of: (totals: MonthTotals) => Fen) => sumFen(points.map(({ totals }) => of(totals)));
  const discount = sum((totals) => totals.discountFen);
  const amounts = [(one: MonthTotals) => one.priceFen, (one: MonthTotals) => one.dueFen, (one: MonthTotals) => one.selfPayFen];
  return (
    <StaffLayout frame={frame} title={`${monthText(month)} 应拨补贴`}>
      <div class="head">
        <div>
          <h1>{monthText(month)} 应拨补贴</h1>
          <Running next={next} />
          <ClosedNote closing={closing} />
        </div>
        <MonthNav month={month} next={next} hrefOf={paths.operatorMonth} />
      </div>
      <section class="card">
        {points.length === 0 ? (
          <p class="empty">您的机构现在没有管着助餐点。</p>
        ) : (
          <Table
            class="ledger folded even"
            columns={[{ head: '助餐点' }, ...['份数', '餐费（元）', '应拨（元）', '自付（元）'].map((head) => ({ head, numeric: true }))]}
            rows={points.map(({ name, totals }) => [name, String(totals.meals), ...amounts.map((of) => yuanGrouped(of(totals)))])}
            foot={['合计', String(points.reduce((all, { totals }) => all + totals.meals, 0)), ...amounts.map((of) => yuanGrouped(sum(of)))]}
          />
        )}
        {discount > 0 ? <p>餐费里还有 {yuanGrouped(discount)} 元是店里自己让的，没有人拨。</p> : null}
      </section>
      <p class="notes">和民政的结算单是同一本账：只算登记交付了的。应拨包括餐费补贴、运营补贴、送餐补贴；冲回的已经减去。</p>
    </StaffLayout>
  );
}
