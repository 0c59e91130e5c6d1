// The people and steps of 申请—审核 as tests need them: a worker of one community, an official of its town, others beside them.
import { expect } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { person, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { one } from './books.ts';
import { seedCounty } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

const ROLES = {
  worker1: ['community_worker', '370481001001'],
  worker2: ['community_worker', '370481002001'],
  town1: ['town_official', '370481001000'],
  town1b: ['town_official', '370481001000'],
  town2: ['town_official', '370481002000'],
  both: ['community_worker', '370481001001'],
} as const;

/** worker1 and town1, town1b of 荆河街道; worker2 and town2 of 龙泉街道; `both` works at the community and at the town. */
export async function appoint(db: Database): Promise<void> {
  const ids = Object.keys(ROLES);
  await db.insert(person).values(ids.map((id, index) => ({ id, name: `经办${'甲乙丙丁戊己'[index]}` })));
  const granted = { grantedAt: 0, grantedBy: 'person:clerk' };
  await db.insert(roleGrant).values([
    ...Object.entries(ROLES).map(([personId, [role, divisionCode]]) => ({ id: `grant-${personId}`, personId, role, divisionCode, ...granted })),
    { id: 'grant-both-2', personId: 'both', role: 'town_official', divisionCode: '370481001000', ...granted },
  ]);
}

export type Offices = { db: Database; who: (personId: string) => Promise<Visitor>; worker: Visitor; town: Visitor };

/** The seed with these people; worker1 and town1 are at work, by the clock that the test moves. */
export async function openOffices(clock: () => Instant): Promise<Offices> {
  const db = await seedCounty();
  await appoint(db);
  const who = (personId: string) => visit(db, { personId }, clock);
  return { db, who, worker: await who('worker1'), town: await who('town1') };
}

/** What the tests ask for. */
export const LOW = 'category:minimum_living_guarantee';

export const stateOf = async (id: string) => (await one<{ state: string }>('SELECT state FROM application WHERE id = ?', id))?.state;

/** Takes in an application for somebody known, and answers its id. */
export async function submit(worker: Visitor, elder: string, claim: string): Promise<string> {
  const answer = await worker.post('/community/applications', { key: newId(), elder, claim });
  expect(answer.status).toBe(303);
  return (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
}

/** A step of the village, as its page sends it: how many steps there were stands in the form. */
export async function take(worker: Visitor, id: string, fields: Record<string, string>): Promise<Response> {
  const page = await (await worker.get(`/community/applications/${id}`)).text();
  const steps = /name="steps" value="(\d+)"/.exec(page)?.[1] ?? '0';
  return worker.post(`/community/applications/${id}/steps`, { steps, ...fields });
}

export const CHECK = { action: 'check', point_home_visit: 'on', note: '入户看过，情况属实。' };

/** What binds a decision to the page: its hidden fields. */
export async function bound(official: Visitor, id: string): Promise<{ shown: string; steps: string }> {
  const page = await (await official.get(`/civil/applications/${id}`)).text();
  return { shown: /name="shown" value="([\w-]+)"/.exec(page)?.[1] ?? '', steps: /name="steps" value="(\d+)"/.exec(page)?.[1] ?? '' };
}

/** The town's answer, bound to the page as it is now. */
export const decide = async (official: Visitor, id: string, fields: Record<string, string>) =>
  official.post(`/civil/applications/${id}/decision`, { ...(await bound(official, id)), ...fields });

/** Submitted and checked: the town's turn. */
export async function checked(worker: Visitor, elder: string, claim: string): Promise<string> {
  const id = await submit(worker, elder, claim);
  expect((await take(worker, id, CHECK)).status).toBe(303);
  return id;
}
