import { addMonths, type Month } from '../../src/domain/calendar.ts';
import { monthText } from '../format.tsx';

export type MonthNavProps = {
  month: Month;
  /** Null at the month that is still running. */
  next: Month | null;
  hrefOf: (month: Month) => string;
};

/** From month to month of the same page. */
export function MonthNav({ month, next, hrefOf }: MonthNavProps) {
  const previous = addMonths(month, -1);
  return (
    <nav class="trail" aria-label="换月份">
      <a href={hrefOf(previous)}>← {monthText(previous)}</a>
      {next ? <a href={hrefOf(next)}>{monthText(next)} →</a> : null}
    </nav>
  );
}

/** Under the heading of a month that is not over. */
export function Running({ next }: Pick<MonthNavProps, 'next'>) {
  return next === null ? <p class="hint">这个月还没过完，数字到现在为止。</p> : null;
}
