import type { DayKind } from '../../src/domain/assessed-meal.ts';
import type { CalendarRefusal, LineProblem, ListProblem } from '../../src/domain/calendar-list.ts';

// The words of the calendar of holidays.

export const dayKindLabel: Record<DayKind, string> = { statutory_holiday: '法定节假日', day_off: '放假调休', make_up_workday: '调休上班', ordinary: '普通日子' };

/** In a cell of a year at a glance. */
export const dayMark: Record<Exclude<DayKind, 'ordinary'>, string> = { statutory_holiday: '法', day_off: '休', make_up_workday: '班' };

const problemText: Record<ListProblem, string> = {
  no_date: '没看到日期。写成 2027-02-15，或 2月15日，或 2月15日至23日',
  no_such_day: '没有这一天',
  other_year: '不是这一年的日子',
  backwards: '起止日期前后颠倒，或者超过 15 天',
  no_kind: '没写是什么日子。写“法定节假日”“放假”或“上班”',
  no_name: '没写是哪个节，或者写得太长（最多 20 个字）',
  twice: '这一天前面已经写过',
  works_on_workday: '调休上班只能是星期六、星期日',
  nothing: '还没有写日子',
  too_long: '行数太多，一年最多 200 行',
};

export const lineProblemText = ({ line, problem }: LineProblem) => (line === 0 ? problemText[problem] : `第 ${line} 行：${problemText[problem]}`);

export const sourceMissing = '写上依据的文件：哪个机关、标题、文号';

export const calendarRefusalText: Record<CalendarRefusal, string> = {
  answered: '这一份已经有结果了。',
  same_person: '自己录入的，要另一位经办人来确认。',
  not_yours: '只有录入的人能撤回。您可以退回，写上理由。',
  changed: '您看的时候，日历又变了。请再看一遍下面的变化。',
  reason_missing: '退回要写理由，录入的人才知道改什么。',
};

export const listWaits = '这一年已有一份在等确认。先把那一份确认、退回或撤回，再录入新的。';
export const nothingChanges = '和现在的日历一模一样，没有要改的。';

export const calendarOutcomeLabel = { confirmed: '已确认', returned: '退回', withdrawn: '录入的人撤回' } as const;

/** 《全国年节及纪念日放假办法》, as of 2025-01-01 (国务院令第795号): so many days a year. A list that says another number may still be right: two holidays can fall on one day. */
export const STATUTORY_DAYS = 13;
