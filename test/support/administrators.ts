// Three administrators of the seed's county, the manager of its operator, and everybody who is there already as people who work here.
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { Role } from '../../src/domain/access.ts';
import type { Database } from '../../src/store/read.ts';
import { person, roleGrant, staffMember } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import type { Visitor } from './visitor.ts';

export const COUNTY = '370481000000';

export async function seedAdministrators(db: Database): Promise<void> {
  await db.insert(person).values([{ id: 'admin1', name: '高静' }, { id: 'admin2', name: '孟涛' }, { id: 'admin3', name: '宋磊' }, { id: 'manager1', name: '秦伟' }, { id: 'fresh', name: '丁洁' }]);
  const granted = { grantedAt: 0, grantedBy: 'person:seed' };
  await db.insert(roleGrant).values([
    ...['admin1', 'admin2', 'admin3'].map((id) => ({ id: `grant-${id}`, personId: id, role: 'administrator' as const, divisionCode: COUNTY, ...granted })),
    { id: 'grant-manager1', personId: 'manager1', role: 'operator_manager', operatorId: 'op1', ...granted },
  ]);
  await addStaff(db);
}

/** Everybody who is a person by now and no family member works here. */
export async function addStaff(db: Database): Promise<void> {
  const { results } = await env.DB.prepare('SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM family_member) AND id NOT IN (SELECT person_id FROM staff_member)').all<{ id: string }>();
  await db.insert(staffMember).values(results.map(({ id }) => ({ personId: id, divisionCode: COUNTY, unit: '助餐中心', addedAt: 0, addedBy: 'person:seed' })));
}

export type Wish = { personId: string; role?: Role; place?: string; town?: string; replaces?: string; kind?: string; resets?: string; reason?: string };

export const ask = (by: Visitor, { personId, ...wish }: Wish, key: string = newId()) =>
  by.post(`/civil/people/${personId}/requests`, { key, reason: '顶岗', ...wish });

/** Where the request that was made stands. */
export async function asked(by: Visitor, wish: Wish): Promise<string> {
  const answer = await ask(by, wish);
  return answer.status === 303 ? (answer.headers.get('location') ?? '') : expect.fail(`not taken: ${answer.status}`);
}

export const textOf = async (by: Visitor, path: string) => (await by.get(path)).text();
export const shownTo = async (by: Visitor, path: string) => /name="shown" value="([^"]+)"/.exec(await textOf(by, path))?.[1] ?? '';
export const decide = async (by: Visitor, path: string, outcome = 'confirmed', shown?: string) => by.post(path, { outcome, shown: shown ?? (await shownTo(by, path)) });
