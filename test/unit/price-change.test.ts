import { describe, expect, test } from 'vitest';
import { decideTelling, priceCauses } from '../../src/domain/price-change.ts';
import type { KeptAssessment } from '../../src/domain/recomputation.ts';
import type { ReassessmentReason } from '../../src/domain/reassessment.ts';
import { causesText } from '../../web/price-change-text.ts';
import { person } from '../support/subsidy.ts';

type Kept = Pick<KeptAssessment, 'facts' | 'meal'>;
const kept = (facts: Partial<Kept['facts']> = {}, meal: Partial<Kept['meal']> = {}): Kept => ({
  facts: { ...person({ age: 76 }), ...facts }, meal: { point: { id: 'p1', divisionCode: '370481001001' }, ...meal },
});
const why = (before: Kept, after: Kept, ...reasons: ReassessmentReason[]) => causesText(priceCauses(before, after, reasons), [{ code: 'low', name: '低保' }]);

describe('价钱为什么变', () => {
  test.each([
    ['不再是低保', why(kept({ categories: ['low'] }), kept({ categories: [] }), 'fact_changed'), '档案里不再是低保'],
    ['新登记低保', why(kept({ categories: [] }), kept({ categories: ['low'] }), 'fact_changed'), '档案里新登记为低保'],
    ['换了一类', why(kept({ categories: ['low'] }), kept({ categories: ['x'] }), 'fact_changed'), '档案里不再是低保，档案里新登记为x'],
    ['改成法定节假日', why(kept(), kept({}, { statutoryHoliday: true }), 'calendar_changed'), '节假日安排改了：这一天从“普通日子”改成“法定节假日”'],
    ['办法换了', why(kept(), kept(), 'policy_changed'), '补贴办法换了'],
    ['办法换了，身份也变了', why(kept({ disabilityGrade: 1 }), kept({ disabilityGrade: 2 }), 'policy_changed', 'fact_changed'), '残疾等级变了；补贴办法换了'],
    ['年龄更正', why(kept({ age: 79 }), kept({ age: 80 }), 'fact_changed'), '年龄更正：79 周岁改成 80 周岁'],
    ['搬家', why(kept({ residenceDivision: '1' }), kept({ residenceDivision: '2' }), 'fact_changed'), '户籍、居住地或常去的助餐点变了'],
    ['哪样都没变', why(kept(), kept(), 'fact_changed'), '前面的餐或补贴资金变了，这一餐的限额跟着变'],
  ])('%s', (_case, words, expected) => expect(words).toBe(expected));

  test('老的订单没有记下条件，也说得出一句', () => expect(priceCauses({}, {}, ['fact_changed'])).toEqual([{ kind: 'other' }]));
});

describe('登记已告知', () => {
  test.each([
    ['还没吃的', decideTelling({ state: 'placed', assessmentNo: 2 }, { assessmentNo: 2 }), null],
    ['吃了才告诉，也记', decideTelling({ state: 'handed_over', assessmentNo: 2 }, { assessmentNo: 2 }), null],
    ['退了的不用', decideTelling({ state: 'cancelled', assessmentNo: 2 }, { assessmentNo: 2 }), 'cancelled'],
    ['刚刚又变了', decideTelling({ state: 'placed', assessmentNo: 3 }, { assessmentNo: 2 }), 'changed_again'],
  ])('%s', (_case, { refused }, expected) => expect(refused).toBe(expected));
});
