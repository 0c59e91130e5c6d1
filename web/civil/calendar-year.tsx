import type { DayKind } from '../../src/domain/assessed-meal.ts';
import { addDays, firstDay, lastDay, parseMonth, weekdayOf, type Month, type ServiceDate } from '../../src/domain/calendar.ts';
import type { CalendarDay } from '../../src/domain/calendar-list.ts';
import { weekdayLabel } from '../text.ts';
import { dayKindLabel, dayMark } from './calendar-text.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A year at a glance: twelve months, each marked day with a letter as well as a colour. `changed`: days that a list would change. */
export function CalendarYear({ year, days, changed = [] }: { year: number; days: readonly CalendarDay[]; changed?: readonly ServiceDate[] }) {
  const marked = new Map(days.map((one) => [one.date, one]));
  const months = Array.from({ length: 12 }, (_, index) => parseMonth(`${year}-${String(index + 1).padStart(2, '0')}`) ?? []).flat();
  return (
    <>
      <p class="year-key">
        {(['statutory_holiday', 'day_off', 'make_up_workday'] as const).map((kind) => (
          <span>
            <b class={`day ${kind}`}>{dayMark[kind]}</b> {dayKindLabel[kind]} {days.filter((one) => one.kind === kind).length} 天
          </span>
        ))}
        {changed.length > 0 ? (
          <span>
            <b class="day changed">·</b> 这一份要改的 {changed.length} 天
          </span>
        ) : null}
      </p>
      <div class="year">
        {months.map((month) => (
          <MonthGrid month={month} marked={marked} changed={changed} />
        ))}
      </div>
    </>
  );
}

function MonthGrid({ month, marked, changed }: { month: Month; marked: ReadonlyMap<ServiceDate, CalendarDay>; changed: readonly ServiceDate[] }) {
  return (
    <table class="month">
      <caption>{Number(month.slice(5))} 月</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th scope="col">{weekdayLabel[weekday].slice(-1)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr>
            {week.map((date) => (
              <DayCell date={date} day={date ? marked.get(date) : undefined} changed={date !== null && changed.includes(date)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ date, day, changed }: { date: ServiceDate | null; day: CalendarDay | undefined; changed: boolean }) {
  if (date === null) return <td></td>;
  const classes = ['day', day?.kind ?? ('ordinary' satisfies DayKind), changed ? 'changed' : ''].filter(Boolean).join(' ');
  return (
    <td class={classes} title={day ? `${day.name}，${dayKindLabel[day.kind]}` : undefined}>
      {Number(date.slice(8))}
      {day ? <small>{dayMark[day.kind]}</small> : changed ? <small>改</small> : null}
    </td>
  );
}

/** Monday to Sunday; null outside the month. */
function weeksOf(month: Month): (ServiceDate | null)[][] {
  const [first, last] = [firstDay(month), lastDay(month)];
  const weeks: (ServiceDate | null)[][] = [];
  for (let monday = addDays(first, 1 - weekdayOf(first)); monday <= last; monday = addDays(monday, 7)) {
    weeks.push(WEEKDAYS.map((weekday) => addDays(monday, weekday - 1)).map((date) => (date >= first && date <= last ? date : null)));
  }
  return weeks;
}
