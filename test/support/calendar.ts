// The calendar as two officials change it, and a subsidy that is for workdays only.
import type { Instant } from '../../src/domain/calendar.ts';
import { policyRules } from '../../src/domain/policy-rules.ts';
import type { Database } from '../../src/store/read.ts';
import { policyDocument, policyVersion } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { day } from './seed.ts';
import { visit } from './visitor.ts';

/** On workdays a lunch of 15 yuan costs 1 yuan; on other days what the seed's policy says. */
export async function seedWorkdaysOnly(db: Database): Promise<void> {
  const rules = policyRules.parse({
    place: '370481000000', payers: [{ payer: 'unspecified' }],
    benefits: [{ name: '工作日午餐', meals: { slots: ['lunch'], days: 'workdays' }, tiers: [{ clause: '工作日自付 1 元', give: { form: 'elder_pays', fen: 100 } }] }],
  });
  await db.insert(policyDocument).values({ id: 'workdays', documentNo: '测试 1 号', title: '工作日补贴', issuer: '测试', source: '测试', borrowedFrom: null });
  await db.insert(policyVersion).values({
    id: 'workdays-1', policyDocumentId: 'workdays', fromDate: day('2026-01-01'), rules: JSON.stringify(rules), preparedBy: 'person:clerk', approvedBy: 'person:clerk2', approvedAt: 0,
  });
}

const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';

/** One day of 2026, entered by the clerk: where the list stands. */
export async function enterDay(db: Database, now: Instant, date: string, kind: string, name = '试验节'): Promise<string> {
  const clerk = await visit(db, { personId: 'clerk' }, now);
  const answer = await clerk.post('/civil/calendar/days', { key: newId(), year: date.slice(0, 4), daySource: '测试通知', date, kind, name });
  const path = answer.headers.get('location');
  if (!path) throw new Error(`the day was not taken: ${answer.status}`);
  return path;
}

/** What the second official's page of a list carries. */
export async function shownTo(db: Database, now: Instant, path: string, personId = 'clerk2'): Promise<string> {
  return hidden(await (await (await visit(db, { personId }, now)).get(path)).text(), 'shown');
}

/** The second official's yes. */
export async function confirmList(db: Database, now: Instant, path: string): Promise<Response> {
  const second = await visit(db, { personId: 'clerk2' }, now);
  return second.post(`${path}/answer`, { shown: await shownTo(db, now, path), outcome: 'confirmed' });
}

export async function declareDay(db: Database, now: Instant, date: string, kind: string): Promise<void> {
  const answer = await confirmList(db, now, await enterDay(db, now, date, kind));
  if (answer.status !== 303) throw new Error(`the day was not confirmed: ${answer.status}`);
}
