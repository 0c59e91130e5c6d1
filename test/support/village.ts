// The county with a worker who looks after 东关社区, and one of another community.
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { person, roleGrant } from '../../src/store/schema.ts';
import { seedCounty } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

export async function seedWorker(now: Instant): Promise<{ db: Database; worker: Visitor }> {
  const db = await seedCounty();
  for (const [personId, name, divisionCode] of [['worker1', '孙丽', '370481001001'], ['worker2', '钱敏', '370481002001']] as const) {
    await db.insert(person).values({ id: personId, name });
    await db.insert(roleGrant).values({ id: `g-${personId}`, personId, role: 'community_worker', divisionCode, grantedAt: 0, grantedBy: 'person:seed' });
  }
  return { db, worker: await visit(db, { personId: 'worker1' }, now) };
}

/** The hidden fields of the page's form that is posted there. */
export function hiddenIn(page: string, action: string): Record<string, string> {
  const form = page.split('<form').find((one) => one.includes(`action="${action}"`))?.split('</form>')[0] ?? '';
  return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}
