import { describe, expect, test } from 'vitest';
import { parseMonth, type Month } from '../../src/domain/calendar.ts';
import {
  decideConfirmation, decideProposal, decideReturn, decideWithdrawal, earliestOpen, isStale, stateOf, type ClosingFacts, type MonthStep, type MonthStepKind,
} from '../../src/domain/month-closing.ts';
import { dueByPayer, ledgerAgrees, ownMoney, readFigures, totalsByPoint, totalsOf } from '../../src/domain/month-figures.ts';

const month = (text: string): Month => parseMonth(text) ?? expect.fail();
const [ZHOU, ZHAO, SUN] = ['person:zhou', 'person:zhao', 'person:sun'];

/** Steps of Zhou on the figures 'a', unless another is named. */
const steps = (...taken: (MonthStepKind | [MonthStepKind, Partial<MonthStep>])[]): MonthStep[] =>
  taken.map((one, index) => {
    const [kind, more] = typeof one === 'string' ? [one, {}] : one;
    return { number: index + 1, kind, hash: 'a', actor: ZHOU, at: 100, reason: null, ...more };
  });
const facts = (more: Partial<ClosingFacts> = {}): ClosingFacts => ({ closing: null, steps: [], hash: 'a', obstacles: [], lastPostedAt: 50, ...more });
const CLOSED = { closing: { at: 200, by: ZHAO }, steps: steps('proposed') };
const BUSY = { obstacles: [{ kind: 'ledger_differs' } as const] };

test('months are closed in their order, without a gap', () => {
  const months = ['2026-09', '2026-10', '2026-11'].map(month);
  const next = (...closed: string[]) => earliestOpen(months, new Set(closed.map(month)));
  expect([next(), next('2026-09'), next('2026-10'), next('2026-09', '2026-10'), next('2026-09', '2026-10', '2026-11')]).toEqual(['2026-09', '2026-10', '2026-09', '2026-11', null]);
});

test('the last step is the state', () => {
  const state = (...taken: MonthStepKind[]) => stateOf(facts({ steps: steps(...taken) }));
  expect([state(), state('proposed'), state('proposed', 'withdrawn'), state('proposed', 'returned', 'proposed'), stateOf(facts(CLOSED))]).toEqual(['open', 'proposed', 'open', 'proposed', 'closed']);
  const stale = (hash: string, ...taken: MonthStepKind[]) => isStale(facts({ steps: steps(...taken), hash }));
  expect([stale('a', 'proposed'), stale('b', 'proposed'), stale('b', 'proposed', 'returned'), isStale(facts({ ...CLOSED, hash: 'b' }))]).toEqual([false, true, false, false]);
});

describe('a proposal', () => {
  test.each<[string, Partial<ClosingFacts>, string, string, ReturnType<typeof decideProposal>]>([
    ['of the figures as shown goes', {}, 'a', ZHOU, 'go'],
    ['of other figures than those now', {}, 'b', ZHOU, { refused: 'changed' }],
    ['with something in the way', BUSY, 'a', ZHOU, { refused: 'obstacles' }],
    ['of a closed month', CLOSED, 'a', ZHOU, { refused: 'closed' }],
    ['pressed twice', { steps: steps('proposed') }, 'a', ZHOU, 'there already'],
    ['of what somebody else has proposed', { steps: steps('proposed') }, 'a', ZHAO, { refused: 'already_proposed' }],
    ['in the place of a stale one, by anybody', { steps: steps('proposed'), hash: 'b' }, 'b', ZHAO, 'go'],
    ['after it was returned', { steps: steps('proposed', ['returned', { actor: ZHAO }]) }, 'a', ZHOU, 'go'],
  ])('%s', (_what, more, shown, actor, expected) => expect(decideProposal(facts(more), shown, actor)).toEqual(expected));
});

describe('a confirmation', () => {
  const SENT = { steps: steps('proposed') };
  test.each<[string, Partial<ClosingFacts>, { step?: number; hash?: string; actor?: string; now?: number }, ReturnType<typeof decideConfirmation>]>([
    ['by another of what was shown goes', SENT, {}, 'go'],
    ['by whoever proposed', SENT, { actor: ZHOU }, { refused: 'same_person' }],
    ['of figures that were not proposed', SENT, { hash: 'b' }, { refused: 'not_standing' }],
    ['of an earlier proposal', { steps: steps('proposed', 'withdrawn', 'proposed') }, {}, { refused: 'not_standing' }],
    ['of nothing', {}, {}, { refused: 'not_standing' }],
    ['of one that was withdrawn', { steps: steps('proposed', 'withdrawn') }, {}, { refused: 'not_standing' }],
    ['after the figures moved', { ...SENT, hash: 'b' }, {}, { refused: 'stale' }],
    ['with something in the way by now', { ...SENT, ...BUSY }, {}, { refused: 'obstacles' }],
    ['at the instant of the last posting goes', SENT, { now: 50 }, 'go'],
    ['before the last posting', SENT, { now: 49 }, { refused: 'posted_later' }],
    ['of a month without a posting goes', { ...SENT, lastPostedAt: null }, { now: 0 }, 'go'],
    ['pressed twice', CLOSED, {}, 'there already'],
    ['of what somebody else has closed', CLOSED, { actor: SUN }, { refused: 'closed' }],
    ['of other figures by whoever closed it', CLOSED, { hash: 'b' }, { refused: 'closed' }],
  ])('%s', (_what, more, { step = 1, hash = 'a', actor = ZHAO, now = 300 }, expected) =>
    expect(decideConfirmation(facts(more), { step, hash }, actor, now)).toEqual(expected));
});

test('a proposal is withdrawn by whoever made it and returned by anybody else, stale or not', () => {
  const sent = facts({ steps: steps('proposed'), hash: 'b', ...BUSY });
  const shown = { step: 1, hash: 'a' };
  expect([decideWithdrawal(sent, 1, ZHOU), decideWithdrawal(sent, 1, ZHAO), decideWithdrawal(sent, 2, ZHOU), decideWithdrawal(facts(CLOSED), 1, ZHOU)])
    .toEqual(['go', { refused: 'not_yours' }, { refused: 'not_standing' }, { refused: 'closed' }]);
  expect([decideReturn(sent, shown, ZHAO), decideReturn(sent, shown, ZHOU), decideReturn(sent, { ...shown, hash: 'b' }, ZHAO), decideReturn(facts(CLOSED), shown, ZHAO)])
    .toEqual(['go', { refused: 'same_person' }, { refused: 'not_standing' }, { refused: 'closed' }]);
});

/** Two meals at p1, one at p2: 8 yuan of the county, 2 beside, 1 off by the shop, 4 by the elder; cash, prepaid, and one share kept. */
const TEXT = JSON.stringify({
  month: '2026-11',
  totals: [
    ['p1', 'meal', 'county', '70', 2, 1600], ['p1', 'meal', 'discount', '九折', 2, 200], ['p1', 'meal', 'elder', '', 2, 800], ['p1', 'operator', 'town', '运营', 2, 400],
    ['p2', 'meal', 'county', '70', 1, 800], ['p2', 'meal', 'elder', '', 1, 400],
  ],
  moves: [['bank', 'payer', 9], ['cash', 'operator', 800], ['cash', 'prepaid', 5000], ['payer', 'operator', 2400], ['payer', 'operator_subsidy', 400], ['prepaid', 'cash', 300], ['prepaid', 'operator', 700], ['prepaid', 'prepaid', 50]],
  reversals: 1,
});

test('figures are read and added up: the whole, point by point, payer by payer, elders’ own money', () => {
  const figures = readFigures(TEXT);
  expect(totalsOf(figures)).toEqual({ meals: 3, priceFen: 3800, subsidyFen: 2400, discountFen: 200, selfPayFen: 1200, operatorFen: 400, deliveryFen: 0, dueFen: 2800 });
  expect(totalsByPoint(figures, ['p2', 'p3', 'p1']).map(({ pointId, totals }) => [pointId, totals.meals, totals.dueFen])).toEqual([['p2', 1, 800], ['p1', 2, 2000]]);
  expect(dueByPayer(figures)).toEqual([{ payer: 'county', fen: 2400 }, { payer: 'town', fen: 400 }]);
  expect(ownMoney(figures)).toEqual({ cashFen: 800, prepaidFen: 700, topUpsFen: 5000, refundsFen: 300, movedFen: 50 });
});

test('what payers are posted is what the statements say, line by line', () => {
  const agrees = (from: string, to: string) => ledgerAgrees(readFigures(TEXT.replace(from, to)));
  expect([agrees('', ''), agrees('["payer","operator",2400]', '["payer","operator",2399]'), agrees('"operator_subsidy"', '"delivery_subsidy"')]).toEqual([true, false, false]);
});

test.each([['"bank"', '"bitcoin"'], ['"operator","town"', '"tips","town"']])('figures with %s as %s are not shown to anybody', (from, to) => {
  expect(() => readFigures(TEXT.replace(from, to))).toThrow('not known');
});
