import type { Overdue } from '../../src/domain/watch.ts';
import type { Month } from '../../src/domain/calendar.ts';
import type { PointKind } from '../../src/domain/network.ts';
import type { MonthTotals } from '../../src/domain/statement.ts';
import { ELDER_PAYER } from '../../src/domain/subsidy.ts';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { NoPoints, PointsTable } from '../points-table.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { monthLineLabel, pointKindLabel } from '../text.ts';
import { PriceNotice } from '../price-changes-page.tsx';
import { BooksAlarm, type BooksShown } from './books-alarm.tsx';
import { WatchAlarm } from './watch-alarm.tsx';
import { Figure } from './figure.tsx';
import { MonthNav, Running } from './month-nav.tsx';
import { Notes } from './notes.tsx';
import { ClosedNote, type StatementHead } from './statement-head.tsx';
import { besideLines } from './statement-page.tsx';
import { WaitingClaims, type WaitingClaim } from './waiting-claims.tsx';

export type PointLine = { id: string; name: string; kind: PointKind; totals: MonthTotals };
export type TownMonth = { name: string; totals: MonthTotals; points: readonly PointLine[] };

export type PointsPageProps = {
  frame: StaffFrame;
  month: Month;
  next: Month | null;
  /** The month that is still running. */
  latest: Month;
  totals: MonthTotals;
  towns: readonly TownMonth[];
  notes: readonly string[];
  books: BooksShown;
  /** What the machine owes; told to the county's own office. */
  overdue: readonly Overdue[];
  closing: StatementHead['closing'];
  waiting: readonly WaitingClaim[];
  /** Complaints that no canteen answered in time. */
  unanswered: { points: number; complaints: number };
  untold: { people: number; rises: number } | undefined;
  /** Of the county's own office: the year that has no calendar yet, the year whose list waits for a second person. */
  calendar: { missing: number | null; waiting: number | null } | undefined;
};

/** One month of every point: the whole first, then town by town. */
export function PointsPage(props: PointsPageProps) {
  const { frame, month, latest } = props;
  const ahead = month > latest;
  return (
    <StaffLayout frame={frame} title={`${monthText(month)} 月度结算`}>
      <WatchAlarm overdue={props.overdue} />
      <BooksAlarm books={props.books} />
      <WaitingClaims waiting={props.waiting} />
      <UnansweredNotice unanswered={props.unanswered} />
      <PriceNotice where="civil" untold={props.untold} />
      <CalendarNotice calendar={props.calendar} />
      <div class="head">
        <div>
          <h1>{monthText(month)} 助餐补贴</h1>
          {ahead ? <p class="hint">还没到这个月。</p> : <Running next={props.next} />}
          <ClosedNote closing={props.closing} />
        </div>
        <MonthNav month={month} next={props.next} latest={ahead ? latest : undefined} hrefOf={paths.civil} />
      </div>
      {ahead ? <NotYet month={month} /> : <Figures {...props} />}
      <Notes notes={props.notes} />
    </StaffLayout>
  );
}

function UnansweredNotice({ unanswered: { points, complaints } }: Pick<PointsPageProps, 'unanswered'>) {
  if (complaints === 0) return null;
  return (
    <section class="card alarm" aria-label="意见">
      <a class="act" href={paths.complaints('civil')}>
        {points} 家食堂有 {complaints} 条老人的意见，过了日子还没回话
      </a>
    </section>
  );
}

function CalendarNotice({ calendar }: Pick<PointsPageProps, 'calendar'>) {
  if (calendar?.waiting) return <Notice year={calendar.waiting} text={`${calendar.waiting} 年的节假日已录入，等第二个人确认`} />;
  return calendar?.missing ? <Notice year={calendar.missing} text={`${calendar.missing} 年的节假日还没有录入，1 月 1 日起按星期几算补贴`} /> : null;
}

function Notice({ year, text }: { year: number; text: string }) {
  return (
    <section class="card alarm" aria-label="节假日">
      <a class="act" href={paths.calendar(year)}>
        {text}
      </a>
    </section>
  );
}

function NotYet({ month }: { month: Month }) {
  return (
    <section class="card">
      <p class="empty">还没到 {monthText(month)}。到了那个月，食堂每登记一份交付，这里就多一份。</p>
    </section>
  );
}

function Figures(props: PointsPageProps) {
  const { month, totals } = props;
  return (
    <>
      <section class="card figures sums" aria-label="合计">
        <Figure value={yuanGrouped(totals.dueFen)} label="应拨补贴（元）" />
        {besideLines(totals).map(([line, amount]) => (
          <Figure value={yuanGrouped(amount)} label={`其中${monthLineLabel[line]}（元）`} />
        ))}
        <Figure value={String(totals.meals)} label="已交付（份）" />
        <Figure value={yuanGrouped(totals.selfPayFen)} label="老人自付（元）" />
        <Figure value={yuanGrouped(totals.priceFen)} label="餐费合计（元）" />
        <Figure value={pointCount(props)} label="个助餐点有交付" />
      </section>
      {totals.meals === 0 ? <NoMeals month={month} /> : null}
      {props.towns.length > 0 ? <Towns {...props} /> : <NoPoints />}
    </>
  );
}

function pointCount({ towns }: PointsPageProps): string {
  const all = towns.flatMap((town) => town.points);
  return `${all.filter((point) => point.totals.meals > 0).length} / ${all.length}`;
}

function NoMeals({ month }: { month: Month }) {
  return (
    <section class="card">
      <p class="empty">{monthText(month)}没有已交付的餐。食堂每登记一份交付，这里就多一份。只订了、没来吃的不算。</p>
    </section>
  );
}

function Towns({ month, frame, totals, towns }: PointsPageProps) {
  return (
    <PointsTable figures={['份数', '餐费（元）', '补贴（元）', '自付（元）']}>
      <tbody class="whole">
        <TotalRow name={`${frame.place}合计`} totals={totals} />
      </tbody>
      {towns.map((town) => (
        <tbody>
          {towns.length > 1 ? <TotalRow name={town.name} totals={town.totals} /> : null}
          {town.points.map((point) => (
            <PointRow month={month} point={point} />
          ))}
        </tbody>
      ))}
    </PointsTable>
  );
}

function TotalRow({ name, totals }: { name: string; totals: MonthTotals }) {
  return (
    <tr class="sums">
      <th scope="rowgroup">{name}</th>
      <td class="n">{totals.meals}</td>
      <td class="n">{yuanGrouped(totals.priceFen)}</td>
      <td class="n">{yuanGrouped(totals.dueFen)}</td>
      <td class="n">{yuanGrouped(totals.selfPayFen)}</td>
    </tr>
  );
}

function PointRow({ month, point: { id, name, kind, totals } }: { month: Month; point: PointLine }) {
  const rows = paths.statementRows(id, month);
  // A month may hold nothing but a claim of an earlier one taken back.
  const happened = totals.meals !== 0 || totals.dueFen !== 0 || totals.priceFen !== 0;
  const ownRows = paths.statementRows(id, month, { payer: ELDER_PAYER });
  return (
    <tr>
      <td>
        <a href={paths.statement(id, month)}>{name}</a> <small>{pointKindLabel[kind]}</small>
      </td>
      <Linked href={rows} value={happened} text={String(totals.meals)} />
      <Linked href={rows} value={happened} text={yuanGrouped(totals.priceFen)} />
      <Linked href={paths.statement(id, month)} value={happened} text={yuanGrouped(totals.dueFen)} />
      <Linked href={ownRows} value={happened} text={yuanGrouped(totals.selfPayFen)} />
    </tr>
  );
}

/** A figure with its rows behind it; a point without meals has no rows to show. */
function Linked({ href, value, text }: { href: string; value: boolean; text: string }) {
  return <td class="n">{value ? <a href={href}>{text}</a> : '–'}</td>;
}
