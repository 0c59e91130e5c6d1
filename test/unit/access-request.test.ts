import { describe, expect, test } from 'vitest';
import type { Grant } from '../../src/domain/access.ts';
import { decideAccess, decideAccessEnd, decideAccessRequest, placeOfGrant, type AccessWish, type Standing } from '../../src/domain/access-request.ts';
import { personHistory, type PersonRecord } from '../../src/domain/person-history.ts';

const cook = (mealPointId: string): Grant => ({ role: 'canteen_staff', mealPointId });
const who = (over: Partial<Standing> = {}): Standing => ({ personId: 'li', disabled: false, grants: [{ id: 'g1', ...cook('p1') }], ...over });
const wish = (grant: Grant, replaces: string | null = null): AccessWish => ({ kind: 'grant', replaces, ...grant });
const ENABLE: AccessWish = { kind: 'enable' };

describe('能不能提请', () => {
  test.each<[string, Standing, AccessWish[], AccessWish, string, string | null]>([
    ['再管一个助餐点', who(), [], wish(cook('p2')), 'person:a', null],
    ['换一个助餐点', who(), [], wish(cook('p2'), 'g1'), 'person:a', null],
    ['给自己提', who(), [], wish(cook('p2')), 'person:li', 'own'],
    ['给自己提启用', who({ disabled: true }), [], ENABLE, 'person:li', 'own'],
    ['停用的人', who({ disabled: true }), [], wish(cook('p2')), 'person:a', 'disabled'],
    ['停用的人，启用', who({ disabled: true }), [], ENABLE, 'person:a', null],
    ['没停用的人，启用', who(), [], ENABLE, 'person:a', 'enabled'],
    ['已经有的', who(), [], wish(cook('p1')), 'person:a', 'has_it'],
    ['同一个地方，别的事', who(), [], wish({ role: 'operator_manager', operatorId: 'p1' }), 'person:a', null],
    ['要换掉的不在了', who({ grants: [] }), [], wish(cook('p2'), 'g1'), 'person:a', 'replaced_gone'],
    ['同样的有人提了', who(), [wish(cook('p2'))], wish(cook('p2'), 'g1'), 'person:a', 'waits'],
    ['别的有人提了', who(), [wish(cook('p3')), ENABLE], wish(cook('p2')), 'person:a', null],
    ['启用有人提了', who({ disabled: true }), [ENABLE], ENABLE, 'person:a', 'waits'],
  ])('%s', (_case, standing, waiting, wanted, actor, refused) => expect(decideAccessRequest(standing, waiting, wanted, actor)).toBe(refused));
});

describe('能不能确认', () => {
  test.each<[string, boolean, Standing, AccessWish, string, string | null]>([
    ['另一位管理员', true, who(), wish(cook('p2')), 'person:b', null],
    ['提的人自己', true, who(), wish(cook('p2')), 'person:a', 'own_request'],
    ['被授权的人自己', true, who(), wish(cook('p2')), 'person:li', 'own'],
    ['提的人不再是管理员', false, who(), wish(cook('p2')), 'person:b', 'asker_gone'],
    ['提了以后停用了', true, who({ disabled: true }), wish(cook('p2')), 'person:b', 'disabled'],
    ['提了以后别的路给了', true, who({ grants: [{ id: 'g2', ...cook('p2') }] }), wish(cook('p2')), 'person:b', 'has_it'],
  ])('%s', (_case, askerStands, standing, wanted, actor, refused) => expect(decideAccess({ requestedBy: 'person:a', askerStands, wish: wanted }, standing, actor)).toBe(refused));
});

test('收回、停用：别人的可以，自己的不行，办过的不再办', () => {
  expect([decideAccessEnd(false, 'li', 'person:a'), decideAccessEnd(false, 'li', 'person:li'), decideAccessEnd(true, 'li', 'person:a')]).toEqual([null, 'own', 'ended']);
});

test('a role is granted for the one kind of place that it has', () => {
  expect([placeOfGrant('canteen_staff', 'x'), placeOfGrant('operator_manager', 'x'), placeOfGrant('administrator', 'x'), placeOfGrant('community_worker', 'x')])
    .toEqual([{ mealPointId: 'x' }, { operatorId: 'x' }, { divisionCode: 'x' }, { divisionCode: 'x' }]);
});

test('somebody’s history, the latest first: what was asked, confirmed, taken back, ended', () => {
  const request = { kind: 'grant', role: 'canteen_staff', placeName: 'A', reason: 'r', requestedBy: 'a', requestedByName: '甲' } as const;
  const record: PersonRecord = {
    person: { addedAt: 1, addedByName: '甲' },
    grants: [
      { role: 'canteen_staff', placeName: 'A', grantedAt: 3, grantedByName: '乙', askedByName: '甲', revokedAt: 6, revokedByName: '乙', revokedWhy: '离职' },
      { role: 'county_official', placeName: 'B', grantedAt: 0, grantedByName: 'job', askedByName: null, revokedAt: null, revokedByName: null, revokedWhy: null },
    ],
    requests: [
      { ...request, requestedAt: 2, outcome: 'confirmed', decidedAt: 3, decidedBy: 'b', decidedByName: '乙' },
      { ...request, requestedAt: 4, outcome: 'declined', decidedAt: 5, decidedBy: 'a', decidedByName: '甲' },
      { ...request, requestedAt: 7, outcome: null, decidedAt: null, decidedBy: null, decidedByName: null },
    ],
    disablings: [{ at: 8, byName: '丙', reason: '丢了' }],
  };
  expect(personHistory(record).map(({ at, what, byName }) => [at, what, byName])).toEqual([
    [8, 'disabled', '丙'], [7, 'asked', '甲'], [6, 'revoked', '乙'], [5, 'withdrawn', '甲'], [4, 'asked', '甲'], [3, 'confirmed', '乙'], [2, 'asked', '甲'], [1, 'added', '甲'], [0, 'granted', 'job'],
  ]);
});
