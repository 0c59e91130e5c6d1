import { addDays, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import { isAhead, type RunFigures, type RunTask, type ToWatch } from '../../src/domain/canteen-day.ts';
import type { MealRun } from '../../src/domain/meal-run.ts';
import { DayBars } from '../chart.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { PriceNotice } from '../price-changes-page.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { slotLabel } from '../text.ts';
import { RunTag } from './run-tag.tsx';
import { StoppedNotice, type StoppablePoint } from './stopped-notice.tsx';
import { UrgentList, WatchList } from './watch-list.tsx';

export type RunOfDay = { run: MealRun; figures: RunFigures; task: RunTask };

export type PointOfDay = StoppablePoint & {
  runs: readonly RunOfDay[];
  watch: readonly ToWatch[];
  /** Ordered lunches, day by day, of the two weeks up to this day. */
  lunches: readonly { date: ServiceDate; count: number }[];
};

export type TodayPageProps = {
  frame: StaffFrame;
  date: ServiceDate;
  today: ServiceDate;
  now: Instant;
  points: readonly PointOfDay[];
  untold: { people: number; rises: number } | undefined;
};

/** A canteen's day at a glance. */
export function TodayPage({ frame, date, today, now, points, untold }: TodayPageProps) {
  const named = points.length > 1;
  return (
    <StaffLayout frame={frame} title={date === today ? '今天' : dayText(date, today)} wide="split">
      <div class="stack">
        <div class="head">
          <h1>{dayText(date, today)}</h1>
          <DayTrail date={date} today={today} />
        </div>
        <StoppedNotice points={points} />
        <PriceNotice where="canteen" untold={untold} />
        {points.map((point) => (
          <>
            <UrgentList watch={point.watch} />
            <RunsCard point={point} now={now} named={named} />
            <LunchesCard {...{ point, date, today, named }} />
          </>
        ))}
      </div>
      <div class="stack">
        <p class="trail">
          <a href={paths.canteenPictures()}>菜的照片</a>
        </p>
        {points.map((point) => (
          <WatchList title={named ? `${point.name}，要留意的` : '要留意的'} watch={point.watch} />
        ))}
      </div>
    </StaffLayout>
  );
}

function DayTrail({ date, today }: { date: ServiceDate; today: ServiceDate }) {
  return (
    <nav class="trail" aria-label="换一天">
      <a href={paths.canteen(addDays(date, -1))}>前一天</a>
      {date === today ? null : <a href={paths.canteen()}>今天</a>}
      <a href={paths.canteen(addDays(date, 1))}>后一天</a>
    </nav>
  );
}

function RunsCard({ point, now, named }: { point: PointOfDay; now: Instant; named: boolean }) {
  return (
    <section class="card">
      {named ? <h2>{point.name}</h2> : null}
      {point.runs.map((one) => (
        <div class="run">
          <div>
            <a class="slot" href={paths.canteenMealRun(one.run.id)}>
              {slotLabel[one.run.slot]}
            </a>
            <br />
            <RunTag run={one.run} now={now} />
          </div>
          {figuresOf(one, now).map(([count, word]) => (
            <div>
              <b>{count}</b>
              <small>{word}</small>
            </div>
          ))}
          <TaskLink run={one} />
        </div>
      ))}
      {point.runs.length === 0 ? <p class="empty">这一天不供餐。有餐次的日子，这里写着订了几份、谁要换菜、什么时候截止。</p> : null}
    </section>
  );
}

/** Before the meal: what to make. While it is served: who has come. After it: who came, and of whom nothing is recorded yet. */
function figuresOf({ run, figures }: RunOfDay, now: Instant): (readonly [number, string])[] {
  const ordered = [figures.ordered, '订了'] as const;
  const walkIns = [figures.walkIns, '没订来吃'] as const;
  const eaten = [figures.eaten, '吃了'] as const;
  const mustChange = [figures.mustChange, '要换菜'] as const;
  if (run.state === 'done') return [ordered, eaten, [figures.missed, '没来'], walkIns];
  if (run.state === 'closed' && !isAhead(run, now)) return [ordered, eaten, [figures.ordered - figures.eaten, '没登记'], walkIns];
  if (run.state === 'closed') return [ordered, mustChange, eaten, walkIns];
  return [ordered, [figures.delivery, '要送'], mustChange, [figures.ordered - figures.delivery, '来吃来取']];
}

function TaskLink({ run: { run, task } }: { run: RunOfDay }) {
  if (task === 'close') return <a class="act main" href={paths.closing(run.id)}>截止并打印</a>;
  if (task === 'close_early') return <a class="act" href={paths.closing(run.id)}>截止并打印</a>;
  if (task === 'print') return <a class="act main" href={paths.sheets(run.id)}>打印</a>;
  if (task === 'see_sheets') return <a class="act" href={paths.sheets(run.id)}>看打印单</a>;
  return <a class="act" href={paths.canteenMealRun(run.id)}>看名单</a>;
}

type LunchesCardProps = { point: PointOfDay; date: ServiceDate; today: ServiceDate; named: boolean };

function LunchesCard({ point, date, today, named }: LunchesCardProps) {
  return (
    <section class="card">
      <h2>{named ? `${point.name}，最近每天订的午餐` : '最近每天订的午餐'}</h2>
      {point.lunches.length > 0 ? (
        <DayBars label="最近两周每天订的午餐份数" days={point.lunches} selected={date} today={today} />
      ) : (
        <p class="empty">这两周没有订午餐。有了订单，这里每天一根柱子。</p>
      )}
    </section>
  );
}
