import type { Instant, Month, ServiceDate } from '../../src/domain/calendar.ts';
import type { PointOfDay } from '../../src/domain/points-day.ts';
import type { MonthTotals } from '../../src/domain/statement.ts';
import { dayText, monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import { DaySteps, MonthSums, PointsDay } from '../points-day.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type CivilTodayProps = {
  frame: StaffFrame;
  date: ServiceDate;
  today: ServiceDate;
  now: Instant;
  points: readonly PointOfDay[];
  month: Month;
  totals: MonthTotals;
  /** Applications that wait for this office's word; null where it has none to give. */
  toDecide: number | null;
};

/** A town's day, or the county's: what its points cook, who came, and what the month comes to. */
export function CivilTodayPage({ frame, date, today, now, points, month, totals, toDecide }: CivilTodayProps) {
  return (
    <StaffLayout frame={frame} title={date === today ? '今天' : dayText(date, today)}>
      <div class="head">
        <h1>{dayText(date, today)}</h1>
        <DaySteps date={date} today={today} hrefOf={paths.civilToday} />
      </div>
      {toDecide ? (
        <section class="card alarm" aria-label="资格审批">
          <a class="act" href={paths.civilApplications()}>{`等您审批的申请，${toDecide} 份`}</a>
        </section>
      ) : null}
      <PointsDay points={points} now={now} complaints={paths.complaints('civil')} />
      <MonthSums title={`${monthText(month)}，到现在`} totals={totals} href={paths.civil(month)} more="各助餐点的结算单" />
    </StaffLayout>
  );
}
