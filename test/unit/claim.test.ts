import { describe, expect, test } from 'vitest';
import {
  CLAIM_REQUEST_REFUSALS, CLAIM_REVERSAL_REASONS, CLAIM_REVERSAL_REFUSALS, claimedFen, decideClaimRequest, decideClaimReversal, openMonthFrom, reversedLines,
  type ClaimRequestRefusal, type ClaimReversalRefusal,
} from '../../src/domain/claim.ts';
import { parseMonth, parseServiceDate, type Month } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';

const month = (text: string): Month => parseMonth(text) ?? expect.fail(text);
const date = parseServiceDate('2026-09-15') ?? expect.fail();

describe('迟到的消息冲在哪个月', () => {
  test.each([
    ['当月还开着，就在当月', [], '2026-09'],
    ['别的月关了不相干', ['2026-08'], '2026-09'],
    ['当月关了，在下个月', ['2026-09'], '2026-10'],
    ['连着关了几个月，在头一个没关的', ['2026-08', '2026-09', '2026-10'], '2026-11'],
    ['跨年', ['2026-09', '2026-10', '2026-11', '2026-12'], '2027-01'],
  ])('%s', (_case, closed, period) => {
    const months = closed.map(month);
    expect(openMonthFrom(month('2026-09'), months)).toBe(period);
    expect(decideClaimReversal({ serviceDate: date, handOver: 'stands', reversed: false }, months)).toEqual({ refused: null, period });
  });
});

describe('冲不了的', () => {
  const cases: [string, 'stands' | 'undone' | null, boolean, ClaimReversalRefusal][] = [
    ['没有交餐', null, false, 'no_hand_over'],
    ['交了又撤了', 'undone', false, 'no_hand_over'],
    ['冲过了', 'stands', true, 'already_reversed'],
  ];
  test.each(cases)('%s', (_case, handOver, reversed, refused) => {
    expect(decideClaimReversal({ serviceDate: date, handOver, reversed }, [])).toEqual({ refused });
  });
  test('每一种都有例子', () => expect(new Set(cases.map((one) => one[3]))).toEqual(new Set(CLAIM_REVERSAL_REFUSALS)));
});

describe('冲哪几行', () => {
  const bill = {
    split: [
      { payer: 'city', clause: 'a', fen: fen(500) },
      { payer: 'discount', clause: 'b', fen: fen(100) },
      { payer: 'elder', clause: '', fen: fen(900) },
    ],
    beside: [{ kind: 'operator' as const, payer: 'county', clause: 'c', fen: fen(200) }],
  };
  test.each(CLAIM_REVERSAL_REASONS)('%s', (reason) => {
    const kept = reversedLines(bill, reason).split.map((line) => line.payer);
    expect(kept).toEqual(reason === 'wrong_subsidy' ? ['city'] : ['city', 'discount', 'elder']);
    expect(reversedLines(bill, reason).beside).toEqual(bill.beside);
  });
});

describe('请第二个人来看', () => {
  const lines = (...payers: string[]) => payers.map((payer) => ({ payer, clause: '', fen: fen(100) }));
  const claim = { serviceDate: date, handOver: 'stands' as const, reversed: false, waits: false, bill: { split: lines('city', 'elder'), beside: [] } };
  const cases: [string, Partial<Parameters<typeof decideClaimRequest>[0]>, ClaimRequestRefusal][] = [
    ['没有交餐', { handOver: null }, 'no_hand_over'],
    ['冲过了，就不再说别的', { reversed: true, waits: true }, 'already_reversed'],
    ['没有人补贴过：本人付的、店里让的不是申领', { bill: { split: lines('elder', 'discount', 'operator_concession'), beside: [] } }, 'nothing_claimed'],
    ['已经有人提了', { waits: true }, 'waits'],
  ];
  test.each(cases)('%s', (_case, more, refused) => expect(decideClaimRequest({ ...claim, ...more }, [])).toEqual({ refused }));
  test('每一种都有例子', () => expect(new Set(cases.map((one) => one[2]))).toEqual(new Set(CLAIM_REQUEST_REFUSALS)));
  test('能提的，说出冲在哪个月', () => expect(decideClaimRequest(claim, [month('2026-09')])).toEqual({ refused: null, period: '2026-10' }));
  test('只有运营补贴，也是申领', () => {
    const bill = { split: lines('elder'), beside: [{ kind: 'operator' as const, payer: 'county', clause: 'c', fen: fen(200) }] };
    expect([claimedFen(bill), decideClaimRequest({ ...claim, bill }, []).refused]).toEqual([200, null]);
  });
});
