import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkEquality, LIST_NAMES, type DifferenceKind, type ListName } from '../../src/domain/equality.ts';

type Found = { accepted: string[]; counted: string[]; lists: Record<ListName, string[]> };

/** 王 and 李 eat here, 张 takes away, 赵 is brought the meal, nobody knows where 孙 lives: all in order. */
const inOrder = (): Found => ({
  accepted: ['王', '李', '张', '赵', '孙'],
  counted: ['王', '李', '张', '赵', '孙'],
  lists: { dine_in: ['王', '李'], pickup: ['张'], home_delivery: ['赵'], unassigned: ['孙'] },
});

test('都对得上，可以打印', () => {
  expect(checkEquality(inOrder())).toEqual({
    line: { accepted: 5, counted: 5, lists: { dine_in: 2, pickup: 1, home_delivery: 1, unassigned: 1 } },
    differences: [],
  });
});

test('一个人也没有，也对得上', () => {
  const nobody = { accepted: [], counted: [], lists: { dine_in: [], pickup: [], home_delivery: [], unassigned: [] } };
  expect(checkEquality(nobody).differences).toEqual([]);
});

const without = (ids: string[], id: string) => ids.filter((one) => one !== id);

describe('对不上的，指名道姓', () => {
  test.each<[string, (found: Found) => void, [string, DifferenceKind][]]>([
    ['没算进备餐', (found) => { found.counted = without(found.counted, '张'); }, [['张', 'not_counted']]],
    ['备餐算了两次', (found) => { found.counted.push('李'); }, [['李', 'counted_twice']]],
    ['没有上名单（没有路线的人不能丢）', (found) => { found.lists.unassigned = []; }, [['孙', 'on_no_list']]],
    ['上了两张名单', (found) => { found.lists.pickup.push('赵'); }, [['赵', 'on_two_lists']]],
    ['在同一张名单上两次', (found) => { found.lists.dine_in.push('王'); }, [['王', 'on_two_lists']]],
    ['截止以后多出来的', (found) => { found.accepted = without(found.accepted, '王'); }, [['王', 'not_accepted']]],
    ['截止的名册里两次', (found) => { found.accepted.push('王'); }, [['王', 'accepted_twice']]],
    [
      '截止时有，现在哪里都没有',
      (found) => { found.counted = without(found.counted, '赵'); found.lists.home_delivery = []; },
      [['赵', 'gone']],
    ],
    [
      '换了人：总数一样也不行',
      (found) => { found.counted = [...without(found.counted, '王'), '周']; found.lists.dine_in = ['周', '李']; },
      [['王', 'gone'], ['周', 'not_accepted']],
    ],
    [
      '一个人两处不对，两处都说',
      (found) => { found.counted = without(found.counted, '李'); found.lists.pickup.push('李'); },
      [['李', 'not_counted'], ['李', 'on_two_lists']],
    ],
    [
      '只在名单上',
      (found) => { found.lists.home_delivery.push('周'); },
      [['周', 'not_accepted'], ['周', 'not_counted']],
    ],
  ])('%s', (_case, spoil, differences) => {
    const found = inOrder();
    spoil(found);
    expect(checkEquality(found).differences.map(({ orderId, kind }) => [orderId, kind])).toEqual(differences);
  });
});

test('没有差别，当且仅当每一份在三处各出现一次', () => {
  const few = fc.array(fc.constantFrom('王', '李', '张', '赵'), { maxLength: 5 });
  const lists = fc.record({ dine_in: few, pickup: few, home_delivery: few, unassigned: few });
  const once = (ids: readonly string[]) => JSON.stringify([...ids].sort());
  fc.assert(fc.property(few, few, lists, (accepted, counted, on) => {
    const { differences } = checkEquality({ accepted, counted, lists: on });
    const listed = LIST_NAMES.flatMap((name) => on[name]);
    const equal = once(accepted) === once(counted) && once(accepted) === once(listed) && new Set(accepted).size === accepted.length;
    expect(differences.length === 0).toBe(equal);
  }));
});
