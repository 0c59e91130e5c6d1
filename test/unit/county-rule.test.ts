import { describe, expect, test } from 'vitest';
import { instantAt, parseServiceDate, type ServiceDate } from '../../src/domain/calendar.ts';
import { readCountyRule } from '../../src/domain/county-rule.ts';
import { dueDateOf, isOverdue } from '../../src/domain/rating.ts';
import { hourOf, whyNoCode } from '../../src/domain/sign-in-code.ts';

const day = (text: string): ServiceDate => {
  const date = parseServiceDate(text);
  if (!date) throw new Error(text);
  return date;
};

describe('县里定的', () => {
  test('全角的数字和冒号都认，文件里多的空格去掉', () => {
    expect(readCountyRule('messages', { quietFromMinute: '２１：30', quietToMinute: '7:05', retryMinutes: ' 2 ', attempts: '１０', document: ' 滕民 9 号  第三条 ' })).toEqual({
      values: { quietFromMinute: 1290, quietToMinute: 425, retryMinutes: 2, attempts: 10 }, document: '滕民 9 号 第三条',
    });
  });
  test('什么都没写，每一处都说', () => {
    expect(readCountyRule('complaints', {})).toEqual({ problems: [{ field: 'answerDays', problem: 'missing' }, { field: 'document', problem: 'missing' }] });
  });
  test.each([['', 'missing'], ['零', 'no_number'], ['-1', 'no_number'], ['1.5', 'no_number'], ['1e1', 'no_number'], ['0', 'too_small'], ['61', 'too_large'], ['9007199254740993', 'too_large']])('几天回话，写成“%s”', (typed, problem) => {
    expect(readCountyRule('complaints', { answerDays: typed, document: 'x' })).toEqual({ problems: [{ field: 'answerDays', problem }] });
  });
  test.each(['1', '60'])('%s 天可以', (typed) => {
    expect(readCountyRule('complaints', { answerDays: typed, document: 'x' })).toEqual({ values: { answerDays: Number(typed) }, document: 'x' });
  });
});

describe('猜密码、猜 PIN 的上限，不能定得等于没有', () => {
  const SIGN_IN = { windowMinutes: '15', windowTries: '10', passwordLetters: '8', startCodeHours: '24', document: 'x' };
  const TABLETS = { idleMinutes: '5', windowMinutes: '15', pinTries: '5', tabletTries: '30', document: 'x' };
  test.each([['sign_in', SIGN_IN], ['tablets', TABLETS]] as const)('%s，最松也就这样', (name, typed) => expect(readCountyRule(name, typed)).toMatchObject({ document: 'x' }));
  test.each([
    ['sign_in', { ...SIGN_IN, windowMinutes: '14' }, 'windowMinutes', 'too_small'], ['sign_in', { ...SIGN_IN, windowMinutes: '121' }, 'windowMinutes', 'too_large'],
    ['sign_in', { ...SIGN_IN, windowTries: '11' }, 'windowTries', 'too_large'], ['sign_in', { ...SIGN_IN, windowTries: '2' }, 'windowTries', 'too_small'],
    ['tablets', { ...TABLETS, windowMinutes: '14' }, 'windowMinutes', 'too_small'], ['tablets', { ...TABLETS, pinTries: '6' }, 'pinTries', 'too_large'],
    ['tablets', { ...TABLETS, tabletTries: '31' }, 'tabletTries', 'too_large'],
  ] as const)('%s %o：%s %s', (name, typed, field, problem) => expect(readCountyRule(name, typed)).toEqual({ problems: [{ field, problem }] }));
});

describe('全市的验证码', () => {
  const RULE = { codeMinutes: 15, codeTries: 5, codesADay: 10, cardTries: 10, countyCodesAnHour: 300, countyCodesADay: 2000, addressCodesAnHour: 50 };
  test.each([
    ['都还有', 9, 299, 1999, 49, null], ['这个手机到了', 10, 0, 10, 0, 'phone'], ['这一小时到了', 0, 300, 300, 0, 'county_hour'], ['这一天到了', 0, 0, 2000, 0, 'county_day'],
    ['都到了：先说他自己的', 10, 300, 2000, 50, 'phone'], ['小时和天都到了：说明天', 0, 300, 2000, 0, 'county_day'],
    ['这个网络到了', 0, 50, 50, 50, 'address_hour'], ['全市也到了：换网络没有用', 0, 300, 300, 50, 'county_hour'],
  ] as const)('%s', (_case, phoneToday, countyHour, countyToday, addressHour, why) => {
    expect(whyNoCode({ phoneToday, countyHour, countyToday, addressHour }, RULE)).toBe(why);
  });
  test('按整点算，十点整是新的一小时', () => {
    const ten = instantAt(day('2026-11-23'), 600);
    expect([hourOf(ten - 1), hourOf(ten), hourOf(ten + 3_599_999)]).toEqual([ten - 3_600_000, ten, ten]);
  });
});

describe('意见的期限', () => {
  test('从说的那天起数，半夜说的也算那天', () => {
    expect(dueDateOf(instantAt(day('2026-11-27'), 1439), 5)).toBe('2026-12-02');
    expect(dueDateOf(instantAt(day('2026-11-28'), 0), 5)).toBe('2026-12-03');
  });
  test.each([['2026-12-02', null, false], ['2026-12-03', null, true], ['2026-12-09', 1, false]])('期限 12 月 2 日，今天 %s', (today, answeredAt, late) => {
    expect(isOverdue({ dueDate: day('2026-12-02'), answeredAt }, day(today))).toBe(late);
  });
});
