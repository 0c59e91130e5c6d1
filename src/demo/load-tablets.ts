import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import * as t from '../store/schema.ts';
import { hashSecret, sha256 } from '../vault.ts';
import { OPERATOR_MANAGER, PINS, TABLET } from './personas.ts';
import type { Insert } from './rows.ts';

/** The tablet at the cooks' counter, the one that it replaced, and the PINs of both cooks. */
export async function loadTablets(insert: Insert, today: ServiceDate): Promise<void> {
  const [enrolledBy, mealPointId] = [`person:${OPERATOR_MANAGER.id}`, TABLET.pointKey];
  const [before, since] = [instantAt(addDays(today, -150), 9 * 60), instantAt(addDays(today, -31), 14 * 60 + 20)];
  insert(t.tablet, [
    { id: 'window-jinghe-before', mealPointId, name: TABLET.name, tokenHash: await sha256('demo-tablet-that-fell-down'), enrolledAt: before, enrolledBy },
    { id: TABLET.id, mealPointId, name: TABLET.name, tokenHash: await sha256(TABLET.token), enrolledAt: since, enrolledBy },
  ]);
  insert(t.tabletEnding, [{ tabletId: 'window-jinghe-before', reason: '屏幕摔碎了，换新的', endedAt: since, endedBy: enrolledBy }]);
  const hashed = PINS.map(async ({ personId, pin }) => ({ personId, pinHash: await hashSecret(pin), setAt: since }));
  insert(t.staffPin, await Promise.all(hashed));
}
