import { describe, expect, test } from 'vitest';
import { scopeFor, grantsUnder, PERMISSIONS, type Grant, type PersonActor, type Tablet } from '../../src/domain/access.ts';
import { ofPerson, onTablet, pageOfCanteen, pinProblem, readPin } from '../../src/domain/pin.ts';

describe('新的 PIN', () => {
  test.each([
    ['好的', '270518', '270518', null],
    ['全角的、分开写的也认', '２７ ０５１８', '270 518', null],
    ['少一位', '27051', '27051', 'unreadable'],
    ['多一位', '2705180', '2705180', 'unreadable'],
    ['有字母', '27051a', '27051a', 'unreadable'],
    ['空着', '', '', 'unreadable'],
    ['全是一个数', '000000', '000000', 'trivial'],
    ['全是九', '999999', '999999', 'trivial'],
    ['两个一轮', '121212', '121212', 'trivial'],
    ['三个一轮', '123123', '123123', 'trivial'],
    ['数上去', '123456', '123456', 'trivial'],
    ['从零数', '012345', '012345', 'trivial'],
    ['数过九', '890123', '890123', 'trivial'],
    ['数下来', '654321', '654321', 'trivial'],
    ['数下来过零', '321098', '321098', 'trivial'],
    ['只像一轮', '121213', '121213', null],
    ['数到一半', '123457', '123457', null],
    ['两遍不一样', '270518', '270519', 'differs'],
    ['第二遍没写全', '270518', '27051', 'differs'],
  ])('%s：%s', (_case, typed, again, problem) => expect(pinProblem(typed, again)).toBe(problem));

  test('打的时候怎么读', () => expect([readPin(' ２７0 518 '), readPin('27-05-18'), readPin('')]).toEqual(['270518', null, null]));
});

test('一人一个上限，一块平板一个上限，同一段时间', () => {
  const rule = { idleMinutes: 5, windowMinutes: 15, pinTries: 4, tabletTries: 20 };
  expect([ofPerson(rule), onTablet(rule)]).toEqual([{ windowMinutes: 15, windowTries: 4 }, { windowMinutes: 15, windowTries: 20 }]);
});

describe('锁屏以后回到哪一页', () => {
  test.each(['/canteen', '/canteen?date=2026-11-23', '/canteen/counter?elder=e1&pass=c1.AbC_-', '/canteen/meal-runs/p1-2026-11-23-lunch'])('%s', (address) => expect(pageOfCanteen(address)).toBe(address));
  test.each([
    '', '/', '/civil', '/canteens', '/canteen-x', 'canteen', '//canteen', 'https://elsewhere.test/canteen', '//elsewhere.test/canteen', '/canteen//elsewhere.test', '/canteen/../civil',
    '/canteen\\elsewhere.test', '/canteen@elsewhere.test', '/canteen\r\nSet-Cookie: x=1', '/canteen#x', '/canteen?next=https://elsewhere.test', '/canteen/%2e%2e/sign-in/own', '/canteen/.%2E/civil', '/canteen/%2F%2felsewhere.test', '/canteen/%5celsewhere.test', `/canteen?x=${'1'.repeat(500)}`,
  ])('不去 %s', (address) => expect(pageOfCanteen(address)).toBeNull());
});

describe('what holds in a session by PIN', () => {
  const tablet: Tablet = { id: 't1', name: '窗口平板', mealPointId: 'p1' };
  const here: Grant = { role: 'canteen_staff', mealPointId: 'p1' };
  const county = { divisionCode: '370481000000' };
  const everything: Grant[] = [
    here, { role: 'canteen_staff', mealPointId: 'p2' }, { role: 'canteen_staff', ...county }, { role: 'canteen_staff', operatorId: 'op1' }, { role: 'operator_manager', operatorId: 'op1' },
    { role: 'operator_manager', mealPointId: 'p1' }, { role: 'administrator', ...county }, { role: 'county_official', ...county }, { role: 'auditor', ...county }, { role: 'town_official', ...county },
  ];
  const actor = (at?: Tablet): PersonActor => ({ kind: 'person', personId: 'x', name: '李芳', grants: grantsUnder('pin', everything, at ?? null), ...(at ? { tablet: at } : {}) });
  const may = (who: PersonActor) => PERMISSIONS.filter((one) => scopeFor(who, one));

  test('being a cook at the tablet’s own point, and nothing else of whatever one is', () => {
    expect(grantsUnder('pin', everything, tablet)).toEqual([here]);
    expect(grantsUnder('pin', everything, { ...tablet, mealPointId: 'p9' })).toEqual([]);
    expect(grantsUnder('pin', everything)).toEqual([]);
  });

  test('so that everything a cook may do can be done, and nothing of one’s own sign-in is touched', () => {
    const cook: PersonActor = { kind: 'person', personId: 'x', name: '李芳', grants: [here] };
    expect(may(actor(tablet))).toEqual(may(cook).filter((one) => one !== 'login.own'));
  });
});
