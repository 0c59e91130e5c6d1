import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import { decideLine, judgeDrafts, type OrderDraft } from '../../src/domain/order-draft.ts';
import { likelySitting, offersInWays, sittingsFor, usualMode, weekCell, type BookPerson, type OrderBook } from '../../src/domain/order-book.ts';
import { BOOK } from '../support/chain.ts';
import { found } from '../support/demo.ts';
import { at, facts, TODAY } from '../support/placement.ts';

// Monday, eight in the morning. Lunch has A, B (peanuts) and C; dinner A and B; breakfast one dish.

const NOW = at('08:00');
const person = (name: string) => found(BOOK.people.find((one) => one.name === name));
const draft = (name: string, setMealId: string, more: Partial<OrderDraft> = {}): OrderDraft => ({ elderId: person(name).id, runId: `${TODAY}-lunch`, setMealId, mode: 'dine_in', ...more });
const lunchOf = (book: OrderBook) => found(book.meals.find(({ run }) => run.id === `${TODAY}-lunch`));
const withLunch = (change: (lunch: OrderBook['meals'][number]) => OrderBook['meals'][number]): OrderBook => ({ ...BOOK, meals: BOOK.meals.map((one) => (one === lunchOf(BOOK) ? change(one) : one)) });

describe('一周里的一格', () => {
  const cell = (name: string, day = 0, book = BOOK, now = NOW) => weekCell(book, person(name), addDays(TODAY, day), 'lunch', now);

  test('订了、能订、截止、没有这一餐、全都过敏', () => {
    expect(cell('陈晚霞')).toMatchObject({ kind: 'ordered', order: { letter: 'A' } });
    expect(cell('李建国')).toMatchObject({ kind: 'open', runId: `${TODAY}-lunch`, choices: [{ letter: 'A', refused: null }, { letter: 'B' }, { letter: 'C' }] });
    expect(cell('李建国', 0, BOOK, at('09:40'))).toEqual({ kind: 'shut', refused: 'cutoff_passed' });
    expect(cell('李建国', 30)).toEqual({ kind: 'not_served' });
    const nuts = withLunch((lunch) => ({ ...lunch, offers: lunch.offers.filter((one) => one.letter === 'B') }));
    expect(cell('孙淑珍', 0, nuts)).toEqual({ kind: 'shut', refused: 'severe_allergy' });
  });

  test('严重过敏的选不了，忌口的标出来还能选', () => {
    expect(cell('孙淑珍')).toMatchObject({ kind: 'open', choices: [{ letter: 'A', refused: null }, { letter: 'B', refused: 'severe_allergy' }, { letter: 'C', refused: null }] });
    const mild: BookPerson = { ...person('李建国'), eater: { ...person('李建国').eater, diet: { ...person('李建国').eater.diet, items: [{ kind: 'restriction', code: 'peanut' }] } } };
    expect(weekCell(BOOK, mild, TODAY, 'lunch', NOW)).toMatchObject({ choices: [{ clashes: [] }, { refused: null, clashes: [{ dishName: '花生芹菜' }] }, { clashes: [] }] });
  });

  test('订满的、人满的', () => {
    expect(cell('李建国', 0, withLunch((lunch) => ({ ...lunch, offers: lunch.offers.map((one) => ({ ...one, taken: 50 })) })))).toEqual({ kind: 'shut', refused: 'sold_out' });
    expect(cell('李建国', 0, withLunch((lunch) => ({ ...lunch, modes: lunch.modes.map((one) => ({ ...one, taken: 40 })) })))).toEqual({ kind: 'shut', refused: 'mode_full' });
  });
});

describe('没说怎么吃', () => {
  test('照上次；上次的满了，照还有空的', () => {
    const lunch = lunchOf(BOOK);
    expect(usualMode(person('王桂兰'), lunch)).toBe('home_delivery');
    expect(usualMode(person('李建国'), lunch)).toBe('dine_in');
    expect(usualMode(person('王桂兰'), { ...lunch, modes: lunch.modes.map((one) => (one.mode === 'home_delivery' ? { ...one, taken: 40 } : one)) })).toBe('dine_in');
    expect(usualMode(person('王桂兰'), { ...lunch, modes: [] })).toBeNull();
  });
});

describe('电话里最可能问的那一餐', () => {
  test('下一顿吃过的餐次；都没吃过，就是下一顿', () => {
    const named = (name: string) => likelySitting(sittingsFor(BOOK, person(name), NOW), person(name))?.run.id;
    expect([named('王桂兰'), named('李建国'), named('陈晚霞')]).toEqual([`${TODAY}-lunch`, `${TODAY}-lunch`, `${TODAY}-dinner`]);
    expect(likelySitting([], person('王桂兰'))).toBeNull();
  });

  test('每个套餐每种吃法各判一次', () => {
    const [a, b] = offersInWays(BOOK, person('孙淑珍'), lunchOf(BOOK), NOW);
    expect(found(a).ways.map(({ mode, judged }) => [mode, judged.refused])).toEqual([['dine_in', null], ['pickup', null], ['home_delivery', null]]);
    expect(found(b).ways.map(({ judged }) => judged.refused)).toEqual(['severe_allergy', 'severe_allergy', 'severe_allergy']);
  });
});

describe('一批草稿', () => {
  const judged = (book: OrderBook, drafts: readonly OrderDraft[]) => judgeDrafts(book, drafts, NOW).map((one) => [one.person.name, one.letter, one.judged.refused]);

  test('一个人一餐只订一份；只剩一份的，先到先得', () => {
    expect(judged(BOOK, [draft('李建国', 'set-A'), draft('李建国', 'set-B')])).toEqual([['李建国', 'A', null], ['李建国', 'B', 'already_ordered']]);
    const last = withLunch((lunch) => ({ ...lunch, offers: lunch.offers.map((one) => ({ ...one, taken: 49 })) }));
    expect(judged(last, [draft('王桂兰', 'set-A'), draft('李建国', 'set-A'), draft('赵德福', 'set-C')])).toEqual([['王桂兰', 'A', null], ['李建国', 'A', 'sold_out'], ['赵德福', 'C', null]]);
    const table = withLunch((lunch) => ({ ...lunch, modes: lunch.modes.map((one) => ({ ...one, taken: 39 })) }));
    expect(judged(table, [draft('王桂兰', 'set-A'), draft('李建国', 'set-C')])).toEqual([['王桂兰', 'A', null], ['李建国', 'C', 'mode_full']]);
  });

  test('不在册上的人和餐不算进来；没有的套餐说没有', () => {
    expect(judged(BOOK, [draft('李建国', 'set-A', { elderId: 'nobody' }), draft('李建国', 'set-A', { runId: 'nowhere' }), draft('李建国', 'set-Z')])).toEqual([['李建国', null, 'not_offered']]);
  });

  test('前面的餐占了补贴的次数，后面的照没有补贴算；一个人的早的一餐在前', () => {
    const limited = { ...found(BOOK.policies[0]), rules: { ...found(BOOK.policies[0]).rules } };
    const benefits = limited.rules.benefits.map((one) => ({ ...one, limits: [{ per: 'week' as const, meals: 1 }] }));
    const book: OrderBook = { ...BOOK, policies: [{ ...limited, rules: { ...limited.rules, benefits } }] };
    const days = [addDays(TODAY, 2), TODAY].map((date) => draft('李建国', 'set-A', { runId: `${date}-lunch` }));
    const paid = judgeDrafts(book, days, NOW).map((one) => [one.meal.run.serviceDate, one.judged.refused === null ? one.judged.assessment.selfPayFen : null]);
    expect(paid).toEqual([[TODAY, 700], [addDays(TODAY, 2), 1500]]);
  });

  test('善款用完了，后面的人照没有善款算', () => {
    const version = found(BOOK.policies[0]);
    const rules = { ...version.rules, payers: version.rules.payers.map((one) => ({ ...one, balance: { openingFen: fen(800) } })) };
    const purse: OrderBook = { ...BOOK, policies: [{ ...version, rules }], people: BOOK.people.map((one) => ({ ...one, eater: { ...one.eater, history: { meals: [], balances: { unspecified: fen(800) } } } })) };
    const paid = judgeDrafts(purse, [draft('王桂兰', 'set-A'), draft('李建国', 'set-A')], NOW).map((one) => (one.judged.refused === null ? one.judged.assessment.selfPayFen : null));
    expect(paid).toEqual([700, 1500]);
  });
});

describe('确认过的一行轮到的时候', () => {
  test('价钱不变才订；不然说变了，或者说为什么订不了', () => {
    expect(decideLine(facts(), fen(700), NOW)).toMatchObject({ refused: null, assessment: { selfPayFen: 700 } });
    expect(decideLine(facts(), fen(600), NOW)).toEqual({ refused: 'price_changed' });
    expect(decideLine(facts(), fen(700), at('09:40'))).toEqual({ refused: 'cutoff_passed' });
  });
});
