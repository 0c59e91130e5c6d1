import { describe, expect, test } from 'vitest';
import type { Grant } from '../../src/domain/access.ts';
import { decideAccess, decideAccessEnd, decideAccessRequest, decideStartCode, placeOfGrant, type AccessWish, type Standing } from '../../src/domain/access-request.ts';
import type { Resets } from '../../src/domain/staff-login.ts';
import { personHistory, type PersonRecord } from '../../src/domain/person-history.ts';

const cook = (mealPointId: string): Grant => ({ role: 'canteen_staff', mealPointId });
const who = (over: Partial<Standing> = {}): Standing => ({ personId: 'li', disabled: false, grants: [{ id: 'g1', ...cook('p1') }], login: null, ...over });
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

const OFFICE = { id: 'g2', role: 'town_official', divisionCode: '370481101000' } as const;
const login = (hasPassword: boolean, hasSecondFactor = false) => ({ hasPassword, hasSecondFactor });
const code = (resets: Resets): AccessWish => ({ kind: 'start_code', resets });

describe('开通码：一位管理员给，还是两位', () => {
  // 一位：null 是能给；两位：null 是能提请。
  test.each<[string, Standing, Resets, string | null, string | null]>([
    ['食堂的人，第一次', who({ login: login(false) }), 'nothing', null, 'one_is_enough'],
    ['食堂的人，忘了密码', who({ login: login(true) }), 'password', null, 'one_is_enough'],
    ['还没有授权的人，第一次', who({ grants: [], login: login(false) }), 'nothing', null, 'one_is_enough'],
    ['镇街的人，第一次', who({ grants: [OFFICE], login: login(false) }), 'nothing', 'takes_two', null],
    ['镇街的人，忘了密码，动态码还在', who({ grants: [OFFICE], login: login(true, true) }), 'password', null, 'one_is_enough'],
    ['镇街的人，密码已经作废，动态码还在', who({ grants: [OFFICE], login: login(false, true) }), 'password', null, 'one_is_enough'],
    ['镇街的人，手机丢了', who({ grants: [OFFICE], login: login(true, true) }), 'second_factor', 'takes_two', null],
    ['食堂的人到了镇街，还没有动态码', who({ grants: [OFFICE], login: login(true) }), 'second_factor', 'takes_two', null],
    ['食堂的人到了镇街，只重设密码', who({ grants: [OFFICE], login: login(true) }), 'password', 'no_such_code', 'no_such_code'],
    ['没有动态码的人，重设动态码', who({ login: login(true) }), 'second_factor', 'no_such_code', 'no_such_code'],
    ['设过密码的人，第一次', who({ login: login(true) }), 'nothing', 'no_such_code', 'no_such_code'],
    ['没有登录名', who(), 'nothing', 'no_login', 'no_login'],
    ['停用的人', who({ disabled: true, login: login(false) }), 'nothing', 'disabled', 'disabled'],
  ])('%s', (_case, standing, resets, alone, together) => {
    expect([decideStartCode(standing, resets, 'person:a'), decideAccessRequest(standing, [], code(resets), 'person:a')]).toEqual([alone, together]);
    expect([decideStartCode(standing, resets, 'person:li'), decideAccessRequest(standing, [], code(resets), 'person:li')]).toEqual(['own', 'own']);
  });

  test('有人提了一份开通码，就不再提别的开通码', () => {
    const standing = who({ grants: [OFFICE], login: login(true, true) });
    expect(decideAccessRequest(standing, [code('nothing')], code('second_factor'), 'person:a')).toBe('waits');
  });
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
  const request = { kind: 'grant', role: 'canteen_staff', placeName: 'A', resets: null, reason: 'r', requestedBy: 'a', requestedByName: '甲' } as const;
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
    codes: [{ at: 9, byName: '乙', resets: 'nothing', reason: '新来的' }],
  };
  expect(personHistory(record).map(({ at, what, byName }) => [at, what, byName])).toEqual([
    [9, 'code_given', '乙'], [8, 'disabled', '丙'], [7, 'asked', '甲'], [6, 'revoked', '乙'], [5, 'withdrawn', '甲'], [4, 'asked', '甲'], [3, 'confirmed', '乙'], [2, 'asked', '甲'], [1, 'added', '甲'], [0, 'granted', 'job'],
  ]);
});
