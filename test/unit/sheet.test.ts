import { describe, expect, test } from 'vitest';
import { sheetRows } from '../../src/domain/change-sheet.ts';
import { LIST_NAMES } from '../../src/domain/equality.ts';
import { checkCode, makeSheet, planSheets, rowsOn, type Door, type SheetKind, type SheetOrder } from '../../src/domain/sheet.ts';
import { serviceDate } from '../support/demo.ts';
import { diet, facts, NO_SUGAR, order, PEANUT } from '../support/sheets.ts';

const door = (address: string): Door => ({ phone: '10000000001', address, doorNote: null });

function sheet(kind: SheetKind, orders: readonly SheetOrder[], doors = new Map<string, Door>()) {
  const made = facts(orders);
  return makeSheet(kind, made, planSheets(made), doors);
}

const shown = (kind: SheetKind, orders: readonly SheetOrder[], doors?: Map<string, Door>) =>
  sheetRows(sheet(kind, orders, doors)).map(({ row, orderId, name }) => [row, orderId, name]);

const LUNCH = [
  order(1, { name: '张秀英' }),
  order(2, { name: '陈三', mode: 'pickup' }),
  order(3, { name: '李德昌' }),
  order(4, { name: '王桂兰', mode: 'home_delivery' }),
  order(5, { name: '赵玉珍', mode: 'home_delivery', hasAddress: false }),
  order(6, { name: '孙福', mode: 'home_delivery' }),
];
const DOORS = new Map([['o4', door('东关小区 10 号楼 502')], ['o6', door('东关小区 2 号楼 101')]]);

describe('行号，从 1 起，一张单子一串', () => {
  test('堂食按姓名的读音，自取接着数', () => {
    expect(shown('pickup_list', LUNCH)).toEqual([[1, 'o3', '李德昌'], [2, 'o1', '张秀英'], [3, 'o2', '陈三']]);
  });

  test('送餐按门牌走，2 号楼在 10 号楼前；没有地址的在最后，不丢', () => {
    expect(shown('delivery_list', LUNCH, DOORS)).toEqual([[1, 'o6', '孙福'], [2, 'o4', '王桂兰'], [3, 'o5', '赵玉珍']]);
  });

  test('备餐单没有可打勾登记的行', () => expect(shown('production', LUNCH)).toEqual([]));

  test('一个人也没有，单子照样成立', () => {
    expect(sheet('pickup_list', [])).toMatchObject({ dineIn: [], pickup: [] });
    expect(sheet('delivery_list', [])).toMatchObject({ delivery: [], unassigned: [] });
  });
});

test('两张名单上的行，正好是截止的每一份', () => {
  const rows = (['pickup_list', 'delivery_list'] as const).flatMap((kind) => sheetRows(sheet(kind, LUNCH, DOORS)));
  expect(rows.map((row) => row.orderId).sort()).toEqual(LUNCH.map((one) => one.id));
  const plan = planSheets(facts(LUNCH));
  expect(plan.equality.differences).toEqual([]);
  expect(LIST_NAMES.map((name) => plan.lists[name].length)).toEqual([2, 1, 2, 1]);
  expect((['production', 'pickup_list', 'delivery_list'] as const).map((kind) => rowsOn(kind, plan.equality.line))).toEqual([6, 3, 3]);
});

test('订的套餐不在这一餐里：查得出来，不打印', () => {
  expect(planSheets(facts([order(1), order(2, { setMealId: 'Z' })])).equality.differences).toEqual([{ orderId: 'o2', kind: 'not_counted' }]);
});

test('截止以后退掉的和多出来的，都查得出来', () => {
  expect(planSheets(facts([order(1), order(3)], ['o1', 'o2'])).equality.differences).toEqual([
    { orderId: 'o2', kind: 'gone' },
    { orderId: 'o3', kind: 'not_accepted' },
  ]);
});

test('同名的写上年龄', () => {
  const twins = [
    order(1, { name: '王秀英' }),
    order(2, { name: '王秀英', mode: 'home_delivery', birthDate: serviceDate('1940-11-24') }),
    order(3, { name: '李德昌' }),
  ];
  const ages = (kind: SheetKind) => sheetRows(sheet(kind, twins)).map(({ name, namesakeAge }) => [name, namesakeAge]);
  expect(ages('pickup_list')).toEqual([['李德昌', null], ['王秀英', 76]]);
  expect(ages('delivery_list')).toEqual([['王秀英', 85]]);
});

test('出门的单子只说盒子里不能有什么，不说为什么', () => {
  const note = '糖尿病饭';
  const eater = order(1, { setMealId: 'B', mode: 'home_delivery', diet: diet({ items: [PEANUT, NO_SUGAR], note }) });
  const made = sheet('delivery_list', [eater]);
  expect(made).toMatchObject({ delivery: [{ avoids: ['peanut', 'sugar'], changed: true, hasNote: true }] });
  for (const secret of [note, 'severe', 'allergy']) expect(JSON.stringify(made)).not.toContain(secret);
});

test('屋里的名单写全：过敏多重、哪个菜里有、嘱咐', () => {
  const eater = order(1, { setMealId: 'B', diet: diet({ items: [PEANUT], note: '慢慢吃' }) });
  expect(sheet('pickup_list', [eater])).toMatchObject({
    dineIn: [{ items: [PEANUT], clashes: [{ dishName: '花生芹菜', item: PEANUT }], note: '慢慢吃', selfPayFen: 700 }],
  });
});

describe('内容校验：散列的前 32 位', () => {
  test.each([
    ['AAAAAAAA', '0000 0000'],
    ['________', 'ffff ffff'],
    ['fzqRwrcd', '7f3a 91c2'],
    ['-gAAAAAA', 'fa00 0000'],
  ])('%s → %s', (hash, code) => expect(checkCode(hash)).toBe(code));

  test('与按字节算的一样', () => {
    const bytes = Buffer.from([0x7f, 0x3a, 0x91, 0xc2, 0x55, 0x66]);
    expect(checkCode(bytes.toString('base64url')).replace(' ', '')).toBe(bytes.subarray(0, 4).toString('hex'));
  });
});
