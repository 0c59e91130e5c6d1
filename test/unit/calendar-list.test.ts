import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assessedMeal, dayKindOf, onDay, type DayKind } from '../../src/domain/assessed-meal.ts';
import {
  calendarChanges, calendarText, daysToJudge, decideCalendarAnswer, readCalendarList, withDay, type CalendarDay, type CalendarOutcome,
} from '../../src/domain/calendar-list.ts';
import { fen } from '../../src/domain/money.ts';
import { dayKindLabel } from '../../web/civil/calendar-text.ts';
import { serviceDate } from '../support/demo.ts';

/** 国办发明电〔2025〕7号, as it was published, and under it what the notice leaves to 《全国年节及纪念日放假办法》. */
const NOTICE_2026 = `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`;
const STATUTORY_2026 = `1月1日 法定节假日 元旦
2月16日至19日 法定节假日 春节
4月5日 法定节假日 清明节
5月1日至2日 法定节假日 劳动节
6月19日 法定节假日 端午节
9月25日 法定节假日 中秋节
10月1日至3日 法定节假日 国庆节`;

const read = (text: string, year = 2026) => readCalendarList(text, year);
const daysOf = (text: string, year = 2026): CalendarDay[] => {
  const said = read(text, year);
  return 'days' in said ? said.days : expect.fail(JSON.stringify(said.problems));
};
const short = (text: string) => daysOf(text).map(({ date, kind, name }) => [date.slice(5), kind, name]);
const problems = (text: string) => {
  const said = read(text);
  return 'problems' in said ? said.problems.map(({ line, problem }) => [line, problem]) : [];
};

describe('一年的节假日，照通知贴进来', () => {
  test('通知正文加上法定的 13 天，就是随系统装好的 2026 年', () => {
    const days = daysOf(`${NOTICE_2026}\n${STATUTORY_2026}`);
    const migration = readFileSync(join(import.meta.dirname, '../../migrations/0013_holidays.sql'), 'utf8');
    const stored = /VALUES \('published-2026', 2026,\n {2}'(.*)',\n/.exec(migration)?.[1] ?? '';
    expect(JSON.stringify(days.map(({ date, kind, name }) => [date, kind, name]))).toBe(stored);
    expect(days.filter((one) => one.kind === 'statutory_holiday')).toHaveLength(13);
    expect(days.filter((one) => one.kind === 'make_up_workday')).toHaveLength(6);
  });

  test('写出来再贴回去，一天不差', () => {
    const days = daysOf(`${NOTICE_2026}\n${STATUTORY_2026}`);
    expect(daysOf(calendarText(days, dayKindLabel))).toEqual(days);
  });

  test.each([
    ['一天', '2026-10-01 法定节假日 国庆节', [['10-01', 'statutory_holiday', '国庆节']]],
    ['从表格里贴，用制表符', '2026/10/10\t上班\t国庆节', [['10-10', 'make_up_workday', '国庆节']]],
    ['全角数字', '１０月１日　法定　国庆节', [['10-01', 'statutory_holiday', '国庆节']]],
    ['跨月的一段', '1月30日至2月1日 放假 春节', [['01-30', 'day_off', '春节'], ['01-31', 'day_off', '春节'], ['02-01', 'day_off', '春节']]],
    ['补假', '4月6日 补假 清明节', [['04-06', 'day_off', '清明节']]],
    ['节日本身落在放假的一段里，先写后写都一样', '10月1日 法定 国庆节\n10月1日至2日 放假 国庆节', [['10-01', 'statutory_holiday', '国庆节'], ['10-02', 'day_off', '国庆节']]],
  ])('%s', (_case, text, expected) => expect(short(text)).toEqual(expected));

  test.each([
    ['没有日期', '放假 元旦', [[1, 'no_date']]],
    ['没有这一天', '2月30日 放假 春节', [[1, 'no_such_day']]],
    ['别的年份', '2027-01-01 法定 元旦', [[1, 'other_year']]],
    ['前后颠倒', '10月3日至1日 放假 国庆节', [[1, 'backwards']]],
    ['一段长过 15 天', '2月1日至20日 放假 春节', [[1, 'backwards']]],
    ['没写是什么日子', '10月1日 国庆节', [[1, 'no_kind']]],
    ['没写哪个节', '10月1日 法定节假日', [[1, 'no_name']]],
    ['星期三上班', '10月14日 上班 国庆节', [[1, 'works_on_workday']]],
    ['同一天写两遍', '10月1日 放假 国庆节\n10月1日 放假 国庆节', [[2, 'twice']]],
    ['又放假又上班', '10月10日 放假 国庆节\n10月10日 上班 国庆节', [[2, 'twice']]],
    ['空的', ' \n ', [[0, 'nothing']]],
    ['太长', '10月1日 放假 国庆节\n'.repeat(201), [[0, 'too_long']]],
    ['两处错，都说', '放假\n\n10月1日', [[1, 'no_date'], [3, 'no_kind']]],
  ])('%s：不收，说是哪一行', (_case, text, expected) => expect(problems(text)).toEqual(expected));
});

describe('和现在的日历比', () => {
  const now = daysOf('10月1日 法定 国庆节\n10月10日 上班 国庆节');
  const [first, second] = [serviceDate('2026-10-01'), serviceDate('2026-10-02')];

  test('一样就没有变化', () => expect(calendarChanges(now, now)).toEqual([]));

  test('多的、少的、改的各是一天', () => {
    const list = daysOf('10月1日 放假 国庆节\n10月2日 放假 国庆节');
    expect(calendarChanges(now, list).map(({ date, before, after }) => [date.slice(5), before?.kind ?? null, after?.kind ?? null])).toEqual([
      ['10-01', 'statutory_holiday', 'day_off'], ['10-02', null, 'day_off'], ['10-10', 'make_up_workday', null],
    ]);
  });

  test('只改叫法，不重新算', () => {
    const changes = calendarChanges(now, daysOf('10月1日 法定 国庆\n10月10日 上班 国庆节'));
    expect(changes).toHaveLength(1);
    expect(daysToJudge(changes)).toEqual([]);
  });

  test('只改一天：换、加、去掉', () => {
    expect(withDay(now, second, { date: second, kind: 'day_off', name: '国庆节' }).map((one) => one.date.slice(5))).toEqual(['10-01', '10-02', '10-10']);
    expect(withDay(now, first, null).map((one) => one.date.slice(5))).toEqual(['10-10']);
  });
});

describe('第二个人确认', () => {
  const answer = (outcome: CalendarOutcome, actor: string, more: { reason?: string; asShown?: boolean; before?: CalendarOutcome } = {}) =>
    decideCalendarAnswer({ enteredBy: 'person:a', outcome: more.before ?? null }, { outcome, actor, reason: more.reason ?? '', asShown: more.asShown ?? true }).refused;

  test.each([
    ['别人确认', answer('confirmed', 'person:b'), null],
    ['自己不能确认', answer('confirmed', 'person:a'), 'same_person'],
    ['自己不能退回', answer('returned', 'person:a', { reason: '错' }), 'same_person'],
    ['看的时候日历变了', answer('confirmed', 'person:b', { asShown: false }), 'changed'],
    ['退回要写理由', answer('returned', 'person:b'), 'reason_missing'],
    ['退回', answer('returned', 'person:b', { reason: '少了一天' }), null],
    ['自己撤回', answer('withdrawn', 'person:a'), null],
    ['别人不能撤回', answer('withdrawn', 'person:b'), 'not_yours'],
    ['一份只有一个结果', answer('confirmed', 'person:b', { before: 'returned' }), 'answered'],
  ])('%s', (_case, refused, expected) => expect(refused).toBe(expected));
});

describe('一餐是哪种日子的', () => {
  const meal = { serviceDate: serviceDate('2026-10-01'), slot: 'lunch' as const, mode: 'dine_in' as const, priceFen: fen(1500) };
  const point = { id: 'p1', divisionCode: '370481001001' };
  const kinds: (DayKind | null)[] = ['statutory_holiday', 'day_off', 'make_up_workday', 'ordinary', null];

  test.each(kinds)('%s', (kind) => expect(dayKindOf(assessedMeal(meal, point, kind))).toBe(kind ?? 'ordinary'));

  test('普通日子什么也不记', () => expect(assessedMeal(meal, point, null)).toEqual({ ...meal, point }));

  test('试算按现在的日历：记过的换掉', () => {
    expect(onDay({ point, statutoryHoliday: true }, 'make_up_workday')).toEqual({ point, makeUpWorkday: true });
    expect(onDay({ point, dayOff: true }, null)).toEqual({ point });
  });
});
