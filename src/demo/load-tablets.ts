import { addDays, instantAt, type Instant, type ServiceDate } from '../domain/calendar.ts';
import * as t from '../store/schema.ts';
import { hashSecret, sha256 } from '../vault.ts';
import { COOK, OPERATOR_MANAGER, PINS, SECOND_COOK, TABLET } from './personas.ts';
import type { Insert } from './rows.ts';

/** The tablet at the cooks' counter, the one that it replaced, the PINs of both cooks, and who was in on each of them last. */
export async function loadTablets(insert: Insert, today: ServiceDate): Promise<void> {
  const [enrolledBy, mealPointId] = [`person:${OPERATOR_MANAGER.id}`, TABLET.pointKey];
  const [before, broken, since] = [instantAt(addDays(today, -150), 9 * 60), instantAt(addDays(today, -31), 12 * 60 + 5), instantAt(addDays(today, -31), 14 * 60 + 20)];
  insert(t.tablet, [
    { id: 'window-jinghe-before', mealPointId, name: TABLET.name, tokenHash: await sha256('demo-tablet-that-fell-down'), enrolledAt: before, enrolledBy },
    { id: TABLET.id, mealPointId, name: TABLET.name, tokenHash: await sha256(TABLET.token), enrolledAt: since, enrolledBy },
  ]);
  insert(t.tabletEnding, [{ tabletId: 'window-jinghe-before', reason: '屏幕摔碎了，换新的', endedAt: since, endedBy: enrolledBy }]);
  const hashed = PINS.map(async ({ personId, pin }) => ({ personId, pinHash: await hashSecret(pin), setAt: since }));
  insert(t.staffPin, await Promise.all(hashed));
  insertLastUse(insert, 'window-jinghe-before', COOK.id, broken);
  insertLastUse(insert, TABLET.id, SECOND_COOK.id, instantAt(addDays(today, -1), 17 * 60 + 52));
}

/** In for the last twenty minutes before `at`, and locked then. */
function insertLastUse(insert: Insert, tabletId: string, personId: string, at: Instant): void {
  const began = at - 20 * 60_000;
  insert(t.session, [{ tokenHash: `demo-last-use-of-${tabletId}`, personId, createdAt: began, expiresAt: at, endedAt: at, way: 'pin', tabletId, seenAt: at }]);
  insert(t.audit, [{ id: `demo-last-use-of-${tabletId}`, at: began, actor: `person:${personId}`, action: 'session.start_pin', subject: `tablet:${tabletId}`, requestId: `demo-last-use-of-${tabletId}` }]);
}
