// A shared tablet of the seed's first canteen, and PINs for those who work there.
import type { Instant } from '../../src/domain/calendar.ts';
import { TABLET_COOKIE, type Bindings } from '../../src/request.ts';
import type { Database } from '../../src/store/read.ts';
import { person, roleGrant, staffPin, tablet } from '../../src/store/schema.ts';
import { newToken, sha256 } from '../../src/vault.ts';
import { browser, cheaply, type Browser } from './staff-logins.ts';

export const PINS = { cook1: '270518', cook9: '493027' } as const;

/** A tablet as it is after its enrolment; answers the token that its browser keeps. */
export async function plantTablet(db: Database, id: string, mealPointId: string, name = '窗口平板'): Promise<string> {
  const token = newToken();
  await db.insert(tablet).values({ id, mealPointId, name, tokenHash: await sha256(token), enrolledAt: 0, enrolledBy: 'person:manager' });
  return token;
}

export async function givePin(db: Database, personId: string, pin: string): Promise<void> {
  await db.insert(staffPin).values({ personId, pinHash: await cheaply(pin), setAt: 0 });
}

/** Beside cook1, who is 李芳, a second cook of p1, and PINs of both. */
export async function twoCooks(db: Database): Promise<void> {
  await db.insert(person).values({ id: 'cook9', name: '王敏' });
  await db.insert(roleGrant).values({ id: 'grant-cook9', personId: 'cook9', role: 'canteen_staff', mealPointId: 'p1', grantedAt: 0, grantedBy: 'person:seed' });
  for (const [personId, pin] of Object.entries(PINS)) await givePin(db, personId, pin);
}

/** A browser that is the tablet of this token. */
export function tabletBrowser(clock: () => Instant, token: string, bindings?: Bindings): Browser {
  const one = browser(clock, [], bindings);
  one.keep(TABLET_COOKIE, token);
  return one;
}

export const typePin = (by: Browser, personId: string, pin: string, back = '') => by.post(`/sign-in/tablet/people/${personId}`, { pin, back });
