import type { ServiceDate } from '../src/domain/calendar.ts';
import { dayText } from './format.tsx';

export type DayBarsProps = {
  /** What is counted, for whoever does not see the bars: 订餐份数. */
  label: string;
  days: readonly { date: ServiceDate; count: number }[];
  /** The day that the page is about. */
  selected: ServiceDate;
  today: ServiceDate;
};

/** A bar for each day, the number above it and the day below. The bars are drawn, the numbers are text that can be read and printed. */
export function DayBars({ label, days, selected, today }: DayBarsProps) {
  const most = Math.max(1, ...days.map((day) => day.count));
  return (
    <ol class="bars" aria-label={label}>
      {days.map(({ date, count }) => (
        <li class={date === selected ? 'now' : undefined}>
          <b>{count}</b>
          <svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" width="10" y={100 - barHeight(count, most)} height={barHeight(count, most)} />
          </svg>
          <span>
            <time datetime={date} title={dayText(date, today)}>
              {date === today ? '今天' : Number(date.slice(8))}
            </time>
          </span>
        </li>
      ))}
    </ol>
  );
}

function barHeight(count: number, most: number): number {
  return Math.round((100 * count) / most);
}
