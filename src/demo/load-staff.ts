import type { GrantPlace, Role } from '../domain/access.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import * as t from '../store/schema.ts';
import { COUNTY_CODE } from './data/divisions.ts';
import { OPERATORS } from './data/operators.ts';
import { POINTS } from './data/points.ts';
import { ADMINISTRATOR, OPERATOR_MANAGER, SECOND_ADMINISTRATOR, SECOND_COOK } from './personas.ts';
import { inventName } from './people-identity.ts';
import { seeded } from './random.ts';
import type { Insert } from './rows.ts';

// Who works in the demo county. The administrators were there first; whatever others may do, one of them asked for and another confirmed.

const ASKER = `person:${ADMINISTRATOR.id}`;
const CONFIRMER = `person:${SECOND_ADMINISTRATOR.id}`;
const OFFICE = '滕州市民政局办公室';

export type DemoStaff = { id: string; name: string; unit: string; role: Role; place: GrantPlace };

/** Somebody who works here, and may do nothing yet. */
function addStaff(insert: Insert, today: ServiceDate, people: readonly { id: string; name: string; unit: string; disabledAt?: number }[]): void {
  const addedAt = instantAt(addDays(today, -201), 9 * 60);
  insert(t.person, people.map(({ id, name, disabledAt }) => ({ id, name, ...(disabledAt ? { disabledAt } : {}) })));
  insert(t.staffMember, people.map(({ id, unit }) => ({ personId: id, divisionCode: COUNTY_CODE, unit, addedAt, addedBy: ASKER })));
}

/** People with what they may do, asked for by one administrator on the day before another confirmed it. */
export function grantStaff(insert: Insert, today: ServiceDate, staff: readonly DemoStaff[]): void {
  addStaff(insert, today, staff);
  const grants = staff.map(({ id: personId, role, place }) => ({ id: `grant-${personId}`, personId, role, ...place }));
  ask(insert, addDays(today, -201), grants.map((grant) => ({ ...grant, reason: '助餐系统启用，按岗位授权' })));
  confirm(insert, addDays(today, -200), grants);
}

type DemoGrant = { id: string; personId: string; role: Role } & GrantPlace;

function ask(insert: Insert, on: ServiceDate, wishes: readonly (DemoGrant & { reason: string; replacesId?: string; requestedBy?: string })[]): void {
  insert(t.accessRequest, wishes.map((wish) => ({ kind: 'grant' as const, requestedAt: instantAt(on, 15 * 60), requestedBy: ASKER, ...wish })));
}

function confirm(insert: Insert, on: ServiceDate, grants: readonly DemoGrant[]): void {
  const [at, by] = [instantAt(on, 9 * 60), CONFIRMER];
  insert(t.accessDecision, grants.map(({ id }) => ({ requestId: id, outcome: 'confirmed' as const, decidedAt: at, decidedBy: by, shownHash: 'demo' })));
  insert(t.roleGrant, grants.map((grant) => ({ ...grant, grantedAt: at, grantedBy: by })));
}

/** Before everybody else: three administrators, so that one may be away. */
export function loadAdministrators(insert: Insert, today: ServiceDate): void {
  const three = [ADMINISTRATOR, SECOND_ADMINISTRATOR, { id: 'songlei', name: '宋磊' }];
  addStaff(insert, today, three.map((one) => ({ ...one, unit: OFFICE })));
  const granted = { grantedAt: instantAt(addDays(today, -202), 9 * 60), grantedBy: 'job:demo' };
  insert(t.roleGrant, three.map(({ id }) => ({ id: `grant-${id}`, personId: id, role: 'administrator' as const, divisionCode: COUNTY_CODE, ...granted })));
}

export function loadManagers(insert: Insert, today: ServiceDate): void {
  grantStaff(insert, today, OPERATORS.map(({ key, name: unit }): DemoStaff => {
    const person = key === OPERATOR_MANAGER.operatorKey ? OPERATOR_MANAGER : { id: `manager-${key}`, name: inventName(seeded(`manager:${key}`), 'male', 1978) };
    return { id: person.id, name: person.name, unit, role: 'operator_manager', place: { operatorId: key } };
  }));
}

/** After everybody else: who has left, who was kept out, and what waits for a second administrator today. */
export function loadAccessStory(insert: Insert, update: (sql: string, ...values: (string | number)[]) => void, today: ServiceDate): void {
  const [point, other] = POINTS.filter(({ key }) => key !== SECOND_COOK.pointKey);
  if (!point || !other) throw new Error('the demo county has several points');
  grantStaff(insert, today, [
    { id: 'left', name: '蒋红', unit: point.name, role: 'canteen_staff', place: { mealPointId: point.key } },
    { id: 'away', name: '曹军', unit: other.name, role: 'canteen_staff', place: { mealPointId: other.key } },
  ]);
  const [revokedAt, disabledAt] = [instantAt(addDays(today, -30), 16 * 60), instantAt(addDays(today, -6), 17 * 60 + 20)];
  update('UPDATE role_grant SET revoked_at = ? WHERE id = ?', revokedAt, 'grant-left');
  insert(t.grantRevocation, [{ grantId: 'grant-left', reason: '离职', revokedAt, revokedBy: CONFIRMER }]);
  update('UPDATE person SET disabled_at = ? WHERE id = ?', disabledAt, 'away');
  insert(t.personDisabling, [{ personId: 'away', disabledAt, disabledBy: ASKER, reason: '手机丢了，先停用' }]);
  addStaff(insert, today, [{ id: 'newcomer', name: '丁洁', unit: point.name }]);
  const yesterday = addDays(today, -1);
  ask(insert, yesterday, [
    { id: 'access-newcomer', personId: 'newcomer', role: 'canteen_staff', mealPointId: point.key, reason: `接替离职的蒋红，在${point.name}`, requestedBy: CONFIRMER },
    { id: 'access-second-cook', personId: SECOND_COOK.id, role: 'canteen_staff', mealPointId: point.key, reason: '周末两头顶班' },
  ]);
  insert(t.accessRequest, [{ id: 'access-away', personId: 'away', kind: 'enable' as const, reason: '手机找回来了，本人到局里办的', requestedAt: instantAt(yesterday, 16 * 60), requestedBy: CONFIRMER }]);
}
