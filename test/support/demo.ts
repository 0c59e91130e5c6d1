import { addDays, parseServiceDate, type ServiceDate } from '../../src/domain/calendar.ts';

export function serviceDate(text: string): ServiceDate {
  return found(parseServiceDate(text));
}

export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('not there');
  return value;
}

/** Those that come a second time. */
export function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) < index);
}

export function daysFrom(first: ServiceDate, count: number): ServiceDate[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}
