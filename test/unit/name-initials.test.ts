import { describe, expect, test } from 'vitest';
import { inventElders, DEMO_SEED } from '../../src/demo/people.ts';
import { POINTS } from '../../src/demo/data/points.ts';
import { buildingOf, readBuilding } from '../../src/domain/building.ts';
import { BY_INITIAL, SURNAME_INITIALS } from '../../src/domain/initials-table.ts';
import { hasInitials, initialsOf, surnameOf } from '../../src/domain/name-initials.ts';
import { isCalled, readShortName } from '../../src/domain/short-name.ts';
import { serviceDate } from '../support/demo.ts';

describe('姓名的拼音首字母', () => {
  test.each([
    ['王桂兰', 'wgl'],
    ['李秀英', 'lxy'],
    ['张德昌', 'zdc'],
    ['单桂兰', 'sgl dgl'],
    ['曾传英', 'zcy ccy'],
    ['解放', 'xf jf'],
    ['仇玉珍', 'qyz cyz'],
    ['种长林', 'ccl zcl'],
    ['区德胜', 'ods qds'],
    ['翟秀云', 'zxy dxy'],
    ['欧阳桂英', 'oygy'],
    ['单于明', 'cym dym'],
    ['尉迟恭', 'ycg wcg'],
    ['任红', 'rh'],
    ['吕鑫喆', 'lxz'],
    ['', ''],
    ['Ω', ''],
  ])('%s → %j', (name, initials) => expect(initialsOf(name)).toBe(initials));

  test('演示县里没有一个人是空的', () => {
    const people = inventElders(600, DEMO_SEED, serviceDate('2026-11-23'), POINTS);
    expect(people.filter(({ name }) => initialsOf(name).split(' ').some((one) => one.length !== name.length))).toEqual([]);
  });

  test('一个字只在一个字母下面，两读的姓正音在前', () => {
    const all = Object.values(BY_INITIAL).join('');
    expect(new Set(all).size).toBe([...all].length);
    for (const [surname, readings] of Object.entries(SURNAME_INITIALS)) expect(readings.every((one) => one.length === surname.length)).toBe(true);
  });

  test.each([
    ['wgl', true], ['WG', true], ['w', true], ['gl', false], ['wgly', false],
  ])('wgl 用 %s 找：%s', (letters, found) => expect(hasInitials('wgl', letters)).toBe(found));
  test('错读的也找得到', () => expect([hasInitials('sgl dgl', 'sgl'), hasInitials('sgl dgl', 'dg'), hasInitials('sgl dgl', 'l d')]).toEqual([true, true, false]));

  test.each([['王桂兰', '王'], ['欧阳桂英', '欧阳'], ['单于明', '单于'], ['欧阳', '欧'], ['东方', '东']])('%s 姓 %s', (name, surname) => expect(surnameOf(name)).toBe(surname));
});

describe('怎么叫', () => {
  test.each([
    ['王奶奶', { surname: '王', sex: 'female' }],
    ['欧阳大娘', { surname: '欧阳', sex: 'female' }],
    ['张大爷', { surname: '张', sex: 'male' }],
    ['老李', { surname: '李', sex: null }],
    ['孙老师', { surname: '孙', sex: null }],
    ['王桂兰', null],
    ['桂兰', null],
    ['奶奶', null],
  ])('%s', (text, short) => expect(readShortName(text)).toEqual(short));

  test('姓和性别都要对', () => {
    const called = (name: string, sex: 'female' | 'male', text: string) => isCalled({ name, sex }, readShortName(text) ?? { surname: '', sex: null });
    expect([called('王桂兰', 'female', '王奶奶'), called('王建国', 'male', '王奶奶'), called('李桂兰', 'female', '王奶奶'), called('王建国', 'male', '老王')]).toEqual([true, false, false, true]);
  });
});

describe('几号楼', () => {
  test.each([
    ['东关小区 3 号楼 2 单元 502', '3'], ['东关小区12号楼', '12'], ['塔寺小区 8# 101', '8'], ['南苑 6栋', '6'], ['东关村 123 号', 'h123'], ['解放路老粮站院内', null], [null, null],
  ])('%s → %s', (address, building) => expect(buildingOf(address)).toBe(building));
  test.each([['3号楼', '3'], ['０３ 号楼', '3'], ['12栋', '12'], ['8#', '8'], ['123号', 'h123'], ['3', null], ['3号楼王奶奶', null]])('打 %s → %s', (typed, building) => expect(readBuilding(typed)).toBe(building));
});
