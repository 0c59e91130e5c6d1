// Who lets people in, and who manages operators, of the planted county and of another one.
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import type { Database } from '../../src/store/read.ts';
import { accessRequest, division, elder, mealPoint, mealRun, operator, person, roleGrant, session, signInTry, staffLogin, staffMember, staffPin, startCode, tablet } from '../../src/store/schema.ts';
import { openVault, sha256 } from '../../src/vault.ts';
import type { Place } from './canary-records.ts';
import { at, day, NOW, runId, seedElder, seedRun, TODAY } from './seed.ts';

const COUNTY = '370481000000';
const ELSEWHERE = '370482000000';
/** What the other county calls its own: nobody at work here reads of it. */
export const FAR_NAMES = ['远方县', '远方镇', '远方村', '远方食堂', '远方餐饮', '远方老人'];
/** By which somebody else at work signs in: theirs alone. */
export const OTHERS_LOGIN = 'kanari-zhenghong';

/** Two administrators here and one elsewhere; managers of the operator of every point, and of one that runs none. */
export async function addAdministrators(db: Database): Promise<void> {
  await addFarCounty(db);
  await db.insert(staffLogin).values({ personId: 'clerk2', login: OTHERS_LOGIN, passwordHash: 'x', passwordSetAt: 1 });
  const people = { admin1: '高静', admin2: '孟涛', 'admin-far': '远山', manager1: '秦伟', manager2: '许静' };
  await db.insert(person).values(Object.entries(people).map(([id, name]) => ({ id, name })));
  const common = { grantedAt: 0, grantedBy: 'person:clerk' };
  const administrator = { role: 'administrator', divisionCode: COUNTY } as const;
  const manager = { role: 'operator_manager', operatorId: 'op1' } as const;
  await db.insert(roleGrant).values([
    { id: 'ga1', personId: 'admin1', ...administrator, ...common },
    { id: 'ga2', personId: 'admin2', ...administrator, ...common },
    { id: 'ga3', personId: 'admin-far', ...administrator, divisionCode: ELSEWHERE, ...common },
    { id: 'ga4', personId: 'manager1', ...manager, ...common },
    { id: 'ga5', personId: 'manager2', ...manager, operatorId: 'op2', ...common },
    { id: 'ga6', personId: 'disabled', ...administrator, ...common },
    { id: 'ga7', personId: 'revoked', ...administrator, ...common, revokedAt: 1 },
    { id: 'ga8', personId: 'revoked', ...manager, ...common, revokedAt: 1 },
  ]);
  const works = { addedAt: 0, addedBy: 'person:admin1' };
  await db.insert(staffMember).values([
    ...['admin1', 'admin2', 'manager1', 'manager2'].map((personId) => ({ personId, divisionCode: COUNTY, unit: '助餐中心', ...works })),
    { personId: 'admin-far', divisionCode: ELSEWHERE, unit: '远方局', ...works },
  ]);
}

/** A county with a town, a village and a point of its own, run by an operator of its own; its lunch of today still takes orders. */
async function addFarCounty(db: Database): Promise<void> {
  const [town, village] = ['370482001000', '370482001001'];
  await db.insert(division).values([
    { code: ELSEWHERE, parentCode: null, name: '远方县', level: 'county', kind: '县' },
    { code: town, parentCode: ELSEWHERE, name: '远方镇', level: 'town', kind: '镇' },
    { code: village, parentCode: town, name: '远方村', level: 'village', kind: '村' },
  ]);
  await db.insert(operator).values({ id: 'op3', name: '远方餐饮', agreementNo: '3', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
  const [here] = await db.select().from(mealPoint).where(eq(mealPoint.id, 'p1'));
  if (!here) throw new Error('the seed has no p1');
  await db.insert(mealPoint).values({ ...here, id: 'p9', name: '远方食堂', divisionCode: village, operatorId: 'op3' });
  for (const slot of ['lunch', 'dinner'] as const) await seedRun(db, 'p9', TODAY, slot);
  await db.update(mealRun).set({ cutoffAt: at('13:00'), closeAt: at('13:10') }).where(eq(mealRun.id, runId('p9', TODAY, 'lunch')));
  await seedElder(db, { id: 'e901', name: '远方老人', point: 'p9', birthDate: day('1948-03-01') });
  await db.update(elder).set({ residenceDivision: village, registeredDivision: village }).where(eq(elder.id, 'e901'));
}

/**
 * Somebody who helps at the place, as the administrators see them, with a wish that waits; and a colleague who has a name to sign in by, a code, a session,
 * and whose name was guessed at too often. Nobody signs in as them: what takes their grant away harms no other test.
 */
export async function plantStaff(db: Database, { no, point, family }: { no: number; point: string; family: string }): Promise<Pick<Place, 'staff' | 'unit' | 'grant' | 'accessRequest' | 'colleague' | 'startCode' | 'session' | 'tablet'>> {
  const elsewhere = `nowhere-${no}`.padEnd(43, 'x');
  const [staff, colleague, unit, grant, wish, code] = [`helper-${no}0`, `helper-${no}1`, `${family}灶上`, `grant-helper-${no}0`, `access-${no}0`, `start-${no}0`];
  await db.insert(person).values([{ id: staff, name: '帮工' }, { id: colleague, name: '帮手' }]);
  await db.insert(staffMember).values([staff, colleague].map((personId) => ({ personId, divisionCode: COUNTY, unit, addedAt: 0, addedBy: 'person:admin1' })));
  await db.insert(staffLogin).values({ personId: colleague, login: colleague });
  await db.insert(startCode).values({ id: code, personId: colleague, codeHash: '', resets: 'nothing', reason: '新来的', issuedAt: 0, issuedBy: 'person:admin1', expiresAt: NOW + 86_400_000 });
  await db.insert(session).values({ tokenHash: elsewhere, personId: colleague, createdAt: 0, expiresAt: NOW + 86_400_000, way: 'password' });
  await db.insert(signInTry).values({ loginIndex: await (await openVault(env)).indexOf('login', colleague), windowAt: at('11:00'), tries: 5 });
  await db.insert(roleGrant).values({ id: grant, personId: staff, role: 'canteen_staff', mealPointId: point, grantedAt: 0, grantedBy: 'person:clerk' });
  await db.insert(accessRequest).values({ id: wish, personId: staff, kind: 'grant', role: 'operator_manager', operatorId: 'op1', reason: '顶岗', requestedAt: 1, requestedBy: 'person:admin2' });
  await db.insert(staffPin).values({ personId: colleague, pinHash: 'x', setAt: 0 });
  const shared = `tablet-${no}0`;
  await db.insert(tablet).values({ id: shared, mealPointId: point, name: `${family}窗口`, tokenHash: await sha256(shared), enrolledAt: 0, enrolledBy: 'person:manager1' });
  return { staff, unit, grant, accessRequest: wish, colleague, startCode: code, session: elsewhere, tablet: shared };
}
