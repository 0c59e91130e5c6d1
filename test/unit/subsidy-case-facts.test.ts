import { describe, expect, test } from 'vitest';
import { runCases } from '../../src/cli/subsidy-run.ts';
import { parsePolicy } from '../../src/domain/policy.ts';
import { reasonText } from '../../web/subsidy-text.ts';

// Every field and word of the cases' format, each against a rule that turns on it. 3 元 are given or not.

const fixed = (more: object = {}) => ({ name: '补贴', tiers: [{ clause: '每餐 3 元', give: { form: 'fixed', fen: 300 }, ...more }] });

function selfPays(rules: object, who: object, meals: object[]): number[] {
  const file = {
    schema: 'zhucan-policy/1', id: 'own', title: '自拟', documentNo: '1', issuer: '测试', source: '自拟',
    versions: [{ from: '2020-01-01', place: '440118000000', payers: [{ payer: 'gov' }], ...rules }],
  };
  const read = parsePolicy(file);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const whole = meals.map((meal) => ({ date: '2025-03-03', meal: 'lunch', price: 1500, mode: 'dine_in', ...meal }));
  const one = { id: 'own', scheme: 'own', basis: 'derived', who: { age: 70, hukou: 'here', residence: 'here', tags: [], ...who }, meals: whole, expect: meals.map(() => ({ self_meal: 999_999 })) };
  const [failed] = runCases([one], () => read, (reason) => reasonText(reason)).failed;
  const text = (failed?.lines ?? []).join('\n');
  const pays = [...text.matchAll(/"self_meal":(\d+)/g)].map((match) => Number(match[1]));
  if (pays.length !== meals.length) throw new Error(text);
  return pays;
}

const givenTo = (who: object, condition: object, meal: object = {}, rules: object = {}) =>
  selfPays({ benefits: [fixed({ who: condition })], ...rules }, who, [meal])[0] === 1200;

describe('who', () => {
  const levels = ['town', 'county', 'city'] as const;
  test.each([
    ['here', [true, true, true]],
    ['district', [false, true, true]],
    ['city', [false, false, true]],
    ['city_other_district', [false, false, true]],
    ['other_district', [false, false, true]],
    ['town', [true, true, true]],
    ['other_province', [false, false, false]],
  ])('hukou and residence %s: same town, county, city', (relation, expected) => {
    for (const place of ['440100000000', '440118000000', '440118101000', '310107000000', '500000000000']) {
      const tests = levels.map((same) => ({ same, as: 'eaten_at' }));
      expect(tests.map((one) => givenTo({ hukou: relation }, { registered: one }, {}, { place }))).toEqual(expected);
      expect(tests.map((one) => givenTo({ residence: relation }, { residence: one }, {}, { place }))).toEqual(expected);
    }
  });

  test('another city, and another village of the town', () => {
    const same = (level: string) => ({ registered: { same: level, as: 'eaten_at' } });
    expect([givenTo({ hukou: 'other_city' }, same('city')), givenTo({ hukou: 'town' }, same('village'))]).toEqual([false, false]);
  });

  test('a town’s own rule: here is in the town, another town of the district is not', () => {
    const place = { place: '440118101000' };
    expect(givenTo({ hukou: 'here' }, { registered: { same: 'town' } }, {}, place)).toBe(true);
    expect(givenTo({ hukou: 'district' }, { registered: { same: 'town' } }, {}, place)).toBe(false);
    expect(givenTo({ hukou: 'district' }, { registered: { same: 'county' } }, {}, place)).toBe(true);
  });

  test('a rule for listed towns: here is in the one listed', () => {
    const listed = { registered: { in: ['440118101000'] } };
    expect([givenTo({ hukou: 'here' }, listed), givenTo({ hukou: 'district' }, listed)]).toEqual([true, false]);
  });

  test.each<[string, object, object, boolean]>([
    ['a tag is a category', { tags: ['三属五老'] }, { anyCategory: ['三属五老'] }, true],
    ['a tag is a living situation', { tags: ['独居'] }, { living: ['独居'] }, true],
    ['the glossary’s code for a tag', { tags: ['低保'] }, { anyCategory: ['minimum_living_guarantee'] }, true],
    ['institution_resident lives in an institution', { tags: ['institution_resident'] }, { except: [{ staysIn: ['institution'] }] }, false],
    ['and is a word as well', { tags: ['institution_resident'] }, { except: [{ anyCategory: ['institution_resident'] }] }, false],
    ['ability 2 is moderate', { ability: 2 }, { ability: { scale: 'GB/T 42195', atLeast: 'moderate' } }, true],
    ['a level by its name', { ability: 'severe' }, { ability: { scale: 'GB/T 42195', atLeast: 3 } }, true],
    ['ability 1 is not', { ability: 1 }, { ability: { scale: 'GB/T 42195-2022', atLeast: 2 } }, false],
    ['disability grade 2', { disability_grade: 2 }, { disabilityGrades: [1, 2] }, true],
    ['age', { age: 59 }, { ageFrom: 60 }, false],
  ])('%s', (_case, who, condition, expected) => expect(givenTo(who, condition)).toBe(expected));

  test('used_previous_week counts in its own week, and in the month that it lies in', () => {
    const rules = (per: string) => ({ benefits: [{ ...fixed(), limits: [{ per, meals: 5 }] }] });
    const meals = [{ date: '2025-03-10' }, { date: '2025-03-11' }];
    expect(selfPays(rules('week'), { used_previous_week: 5 }, meals)).toEqual([1200, 1200]);
    expect(selfPays(rules('month'), { used_previous_week: 4 }, meals)).toEqual([1200, 1500]);
  });
});

describe('meals', () => {
  test.each([
    [undefined, [true, true, true]],
    ['other_town_same_district', [false, true, true]],
    ['other_district', [false, false, true]],
    ['某食堂', [true, true, true]],
  ])('canteen %s: same town, county, city as registered', (canteen, expected) => {
    const tests = (['town', 'county', 'city'] as const).map((same) => ({ eatenAt: { same, as: 'registered' } }));
    expect(tests.map((one) => givenTo({}, one, canteen ? { canteen } : {}))).toEqual(expected);
  });

  test('other_town_same_district is seen from where somebody is registered', () => {
    expect(givenTo({ hukou: 'city' }, { eatenAt: { same: 'county', as: 'registered' } }, { canteen: 'other_town_same_district' })).toBe(true);
  });

  test.each([
    ['the card’s own point', { bound_canteen: 'A' }, { canteen: 'A' }, 1200],
    ['another point', { bound_canteen: 'A' }, { canteen: 'B' }, 1500],
    ['no point named: the card’s own', { bound_canteen: 'A' }, {}, 1200],
    ['nothing said of a card', {}, { canteen: 'B' }, 1200],
  ])('a bound card: %s', (_case, who, meal, pays) => {
    expect(selfPays({ benefits: [{ ...fixed(), boundCard: true }] }, who, [meal])).toEqual([pays]);
  });

  test.each([
    [80, 'discount_first', 900],
    [20, 'discount_first', 900],
    [80, 'amount_first', 960],
    [95, 'amount_first', 1140],
    [0, 'amount_first', 1200],
  ])('merchant_discount_pct %s, %s: 80 and 20 are both 八折', (pct, order, pays) => {
    expect(selfPays({ order, benefits: [fixed()] }, {}, [{ merchant_discount_pct: pct }])).toEqual([pays]);
  });

  test('the delivery fee counts towards the minimum spend only where it is in', () => {
    const rules = (deliveryFee: string) => ({ benefits: [fixed({ minSpend: { fen: 1600, deliveryFee } })] });
    const meal = { mode: 'delivery', delivery_fee: 200 };
    expect([selfPays(rules('out'), {}, [meal]), selfPays(rules('in'), {}, [meal])]).toEqual([[1500], [1200]]);
  });

  test('a Saturday on which people work, said of the meal', () => {
    const rules = { benefits: [{ ...fixed(), meals: { days: 'workdays' } }] };
    const saturday = { date: '2025-03-08' };
    expect(selfPays(rules, {}, [saturday, { ...saturday, make_up_workday: true }])).toEqual([1500, 1200]);
  });

  test('a day’s or a month’s meals sold as one', () => {
    expect(selfPays({ benefits: [{ ...fixed(), meals: { slots: ['lunch'] } }] }, {}, [{ meal: 'day' }, { meal: 'month' }])).toEqual([1200, 1200]);
  });

  test('null is as good as nothing said', () => {
    const who = { hukou: null, residence: null, tags: null, ability: null, disability_grade: null, used_previous_week: null, bound_canteen: null };
    const meal = { mode: null, canteen: null, delivery_fee: null, statutory_holiday: null, merchant_discount_pct: null };
    expect(selfPays({ benefits: [{ ...fixed({ who: { registered: { same: 'town', as: 'eaten_at' } } }), boundCard: true }] }, who, [meal])).toEqual([1200]);
  });

  test('a public holiday, and delivery as a mode', () => {
    expect(selfPays({ benefits: [{ ...fixed(), meals: { days: 'workdays' } }] }, {}, [{ day_off: true }, {}])).toEqual([1500, 1200]);
    expect(selfPays({ benefits: [{ ...fixed(), meals: { statutoryHolidays: 'out' } }] }, {}, [{ statutory_holiday: true }, {}])).toEqual([1500, 1200]);
    expect(selfPays({ benefits: [{ ...fixed(), meals: { modes: ['home_delivery'] } }] }, {}, [{ mode: 'delivery' }, {}])).toEqual([1200, 1500]);
  });

  test('limits accumulate along the meals', () => {
    expect(selfPays({ benefits: [{ ...fixed(), limits: [{ per: 'day', meals: 1 }] }] }, {}, [{}, { meal: 'dinner' }, { date: '2025-03-04' }])).toEqual([1200, 1500, 1200]);
  });
});
