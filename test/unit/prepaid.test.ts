import { describe, expect, test } from 'vitest';
import type { Bill, StoredTransfer } from '../../src/domain/ledger.ts';
import { fen } from '../../src/domain/money.ts';
import { decideApproval, decideRefund, decideTopUp, payAtHandOver, payListAtHandOver, type Held, type PrepaidRule } from '../../src/domain/prepaid.ts';
import { decideShiftClosing, shiftFigures, type CashEntry } from '../../src/domain/shift.ts';
import { ELDER_PAYER } from '../../src/domain/subsidy.ts';
import { changeFor, readChange, readYuan } from '../../src/domain/typed-yuan.ts';

describe('打进去的钱数', () => {
  test.each([
    ['50', 5000], ['50元', 5000], ['５０．５', 5050], ['50.5', 5050], ['12。5', 1250], ['0.01', 1], [' 1,000 ', 100_000], ['¥7', 700], ['007', 700], ['0', 0], ['7块', 700],
  ])('%s 是 %d 分', (text, amount) => expect(readYuan(text)).toEqual({ fen: amount }));

  test.each([
    ['', 'empty'], ['  ', 'empty'], ['-5', 'negative'], ['－5', 'negative'], ['1.005', 'too_precise'], ['五十', 'unreadable'], ['1e3', 'unreadable'], ['5 0 .x', 'unreadable'],
    ['1,00', 'unreadable'], ['99999999', 'too_large'], ['.5', 'unreadable'],
  ])('%s 不收：%s', (text, problem) => expect(readYuan(text)).toEqual({ problem }));

  test.each([[700, 2000, 1300], [700, 700, 0], [700, 699, null]])('该收 %d 分，给 %d 分，找 %s', (due, given, change) => {
    expect(changeFor(fen(due), fen(given))).toBe(change);
  });

  test('没写收了多少，就不算找零；写了看不懂的、不够的，都不登记', () => {
    expect(readChange('', fen(700))).toEqual({ problem: null, givenFen: null });
    expect(readChange('6', fen(700))).toEqual({ problem: 'given_too_little' });
    expect(readChange('x', fen(700))).toEqual({ problem: 'given_unreadable' });
  });
});

const RULE: PrepaidRule = { topUpMostFen: fen(100_000), heldMostFen: fen(500_000), refundAloneMostFen: fen(20_000), source: '' };
const held = (balance: number, reserved = 0): Held => ({ balanceFen: fen(balance), reservedFen: fen(reserved) });

describe('充值和退款', () => {
  test.each([
    [100_000, 400_000, RULE, false, null], [100_001, 0, RULE, false, 'above_most'], [100_000, 400_001, RULE, false, 'above_held'], [0, 0, RULE, false, 'nothing'],
    [100, 0, null, false, 'no_rule'], [100, 0, RULE, true, 'deceased'],
  ])('充 %d 分，原有 %d 分', (amount, balance, rule, deceased, refused) => expect(decideTopUp(fen(amount), held(balance), rule, deceased)).toEqual({ refused }));

  test.each([
    [20_000, 30_000, 0, { refused: null, people: 1 }], [20_001, 30_000, 0, { refused: null, people: 2 }], [300, 1000, 700, { refused: null, people: 1 }],
    [301, 1000, 700, { refused: 'reserved' }], [1001, 1000, 700, { refused: 'above_balance' }], [0, 0, 0, { refused: 'nothing' }],
  ])('退 %d 分，有 %d 分，占着 %d 分', (amount, balance, reserved, decision) => expect(decideRefund(fen(amount), held(balance, reserved), RULE)).toEqual(decision));

  test('自己提的自己不能同意，定过的不再定', () => {
    expect(decideApproval({ requestedBy: 'person:a', decided: false }, 'person:a')).toEqual({ refused: 'own_request' });
    expect(decideApproval({ requestedBy: 'person:a', decided: true }, 'person:b')).toEqual({ refused: 'decided' });
    expect(decideApproval({ requestedBy: 'person:a', decided: false }, 'person:b')).toEqual({ refused: null });
  });
});

describe('交饭时怎么付', () => {
  const bill = (payBy: Bill['payBy']): Bill => ({ split: [{ payer: ELDER_PAYER, clause: '', fen: fen(700) }], beside: [], payBy });
  const reserved: StoredTransfer = { id: 'r', kind: 'reserve', resolvesId: null, debit: 'prepaid:op1:e1', credit: 'operator:op1', amountFen: fen(700) };
  const released: StoredTransfer = { ...reserved, id: 'v', kind: 'void', resolvesId: 'r' };

  test.each([
    ['订的时候占了，不管还剩多少', bill('prepaid'), [reserved], 0, undefined, 'prepaid'], ['没来、放掉了，还够', bill('prepaid'), [reserved, released], 700, undefined, 'prepaid'],
    ['没来、放掉了，不够了', bill('prepaid'), [reserved, released], 699, undefined, 'cash'], ['说好现金，预存款够也不动', bill('cash'), [], 700, undefined, 'cash'],
    ['说好现金，要从预存款扣', bill('cash'), [], 700, 'prepaid' as const, 'prepaid'], ['要扣，不够', bill('cash'), [], 699, 'prepaid' as const, 'cash'],
  ])('%s', (_case, of, transfers, left, asked, way) => expect(payAtHandOver(of, transfers, fen(left), asked)).toBe(way));

  test('一张单上同一个人两顿补登记，只够一顿：第二顿收现金', () => {
    const order = { elderId: 'e1', run: { operatorId: 'op1' }, bill: bill('prepaid'), transfers: [reserved, released], prepaidFen: fen(1000) };
    expect(payListAtHandOver([order, order]).map((one) => one.payBy)).toEqual(['prepaid', 'cash']);
  });
});

describe('一班的账', () => {
  const entry = (debit: string, credit: string, amount: number, more: Partial<CashEntry> = {}): CashEntry => ({
    kind: 'post', debit, credit, amountFen: fen(amount), ofOrder: false, beforeOpening: false, ...more,
  });

  test('每一笔算在一项里，没开班时的不再加一遍', () => {
    const entries = [
      entry('cash:p1', 'operator:op1', 700, { ofOrder: true }), entry('operator:op1', 'cash:p1', 700, { ofOrder: true, kind: 'reverse' }),
      entry('cash:p1', 'prepaid:op1:e1', 5000), entry('prepaid:op1:e1', 'cash:p1', 2000), entry('cash:p1', 'bank:c', 1), entry('cash:p1', 'operator:op1', 300, { ofOrder: true, beforeOpening: true }),
    ];
    expect(shiftFigures(fen(10_000), entries, 'p1')).toEqual({
      beforeOpeningFen: 300, mealsFen: 700, undoneFen: -700, topUpsFen: 5000, refundsFen: -2000, otherFen: 1, expectedFen: 13_001,
    });
  });

  test.each([[100, 100, 100, '', null], [100, 90, 100, '', 'moved'], [100, 100, 99, '', 'unexplained'], [100, 100, 99, '少收', null]])(
    '该有 %d，看到 %d，点出 %d，说明“%s”', (expected, shown, counted, explanation, refused) =>
      expect(decideShiftClosing({ expectedFen: fen(expected), shownExpectedFen: fen(shown), countedFen: fen(counted), explanation })).toEqual({ refused }),
  );
});
