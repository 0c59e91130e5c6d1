import { describe, expect, test } from 'vitest';
import { readPrepaidRule, type RuleField, type RuleProblem, type TypedRule } from '../../src/domain/prepaid-rule.ts';

const TYPED: TypedRule = { topUpMost: '1000', heldMost: '5,000', refundAlone: '２００元', source: ' 滕民发〔2026〕3 号  第五条 ' };

test('打进来的限额，连同凭的文件', () => {
  expect(readPrepaidRule(TYPED)).toEqual({
    rule: { topUpMostFen: 100_000, heldMostFen: 500_000, refundAloneMostFen: 20_000, source: '滕民发〔2026〕3 号 第五条' },
  });
});
test('一次可以交满，退款可以每笔都要两个人', () => {
  expect(readPrepaidRule({ ...TYPED, topUpMost: '5000', refundAlone: '0' })).toMatchObject({ rule: { topUpMostFen: 500_000, refundAloneMostFen: 0 } });
});

describe('不能这样定', () => {
  const cases: [string, Partial<TypedRule>, [RuleField, RuleProblem][]][] = [
    ['什么都没写', { topUpMost: '', heldMost: '', refundAlone: '', source: '' }, [['topUpMost', 'empty'], ['heldMost', 'empty'], ['refundAlone', 'empty'], ['source', 'no_source']]],
    ['一次最多 0 元', { topUpMost: '0' }, [['topUpMost', 'nothing']]],
    ['一共最多 0 元', { heldMost: '0' }, [['heldMost', 'nothing']]],
    ['一次比一共还多', { topUpMost: '5000.01' }, [['topUpMost', 'above_held']]],
    ['负数', { refundAlone: '-1' }, [['refundAlone', 'negative']]],
    ['分以下', { heldMost: '1.005' }, [['heldMost', 'too_precise']]],
    ['汉字', { topUpMost: '一千' }, [['topUpMost', 'unreadable']]],
    ['太大', { heldMost: '12345678' }, [['heldMost', 'too_large']]],
    ['文件名太长', { source: '长'.repeat(101) }, [['source', 'source_too_long']]],
  ];
  test.each(cases)('%s', (_case, more, wanted) => {
    const read = readPrepaidRule({ ...TYPED, ...more });
    expect('problems' in read ? read.problems.map(({ field, problem }) => [field, problem]) : read).toEqual(wanted);
  });
});
