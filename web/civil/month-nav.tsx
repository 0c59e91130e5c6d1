import { addMonths, type Month } from '../../src/domain/calendar.ts';
import { monthText } from '../format.tsx';

export type MonthNavProps = {
  month: Month;
  /** Null at the month that is still running. */
  next: Month | null;
  /** The month that is still running, where there is more than one step back to it. */
  latest?: Month;
  hrefOf: (month: Month) => string;
};

/** From month to month of the same page. */
export function MonthNav({ month, next, latest, hrefOf }: MonthNavProps) {
  const previous = addMonths(month, -1);
  return (
    <nav class="trail" aria-label="换月份">
      <a href={hrefOf(previous)}>← {monthText(previous)}</a>
      {latest && latest !== previous ? <a href={hrefOf(latest)}>{monthText(latest)}（本月）</a> : null}
      {next ? <a href={hrefOf(next)}>{monthText(next)} →</a> : null}
    </nav>
  );
}

/** Under the heading of a month that is not over. */
export function Running({ next }: Pick<MonthNavProps, 'next'>) {
  return next === null ? <p class="hint">这个月还没过完，数字到现在为止。</p> : null;
}
