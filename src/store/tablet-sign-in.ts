import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Tablet } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { GuessLimit } from '../domain/guess.ts';
import { ofPerson, onTablet } from '../domain/pin.ts';
import { WORKDAY_MS } from '../domain/staff-login.ts';
import { guard, moveMark } from './commit.ts';
import type { Counter } from './guesses.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { mealPoint, person, pinTry, roleGrant, session, staffPin, tablet, tabletEnding, tabletRule } from './schema.ts';
import type { SignInWrite } from './sessions.ts';

// Switching on a shared tablet. Whether somebody is known, works at the point or has a PIN makes no difference to what is read, counted, written or hashed.

/** The tablet whose cookie this is, while nobody has ended it. */
export const tabletByCookie = (tokenHash: string | null) =>
  and(eq(tablet.tokenHash, tokenHash ?? ''), sql`NOT EXISTS (SELECT 1 FROM ${tabletEnding} WHERE ${tabletEnding.tabletId} = ${tablet.id})`);

function tabletsOf(db: Database, tokenHash: string) {
  return db
    .select(pick({ id: tablet.id, name: tablet.name, mealPointId: tablet.mealPointId, pointName: mealPoint.name }))
    .from(tablet)
    .innerJoin(mealPoint, eq(mealPoint.id, tablet.mealPointId))
    .where(tabletByCookie(tokenHash));
}

/** Who may switch in on it: cooks of its point who are not disabled and have set a PIN. */
function staffOn(db: Database, tokenHash: string) {
  return db
    .select(pick({ id: person.id, name: person.name, pinHash: staffPin.pinHash }))
    .from(tablet)
    .innerJoin(roleGrant, and(eq(roleGrant.mealPointId, tablet.mealPointId), eq(roleGrant.role, 'canteen_staff'), isNull(roleGrant.revokedAt)))
    .innerJoin(person, and(eq(person.id, roleGrant.personId), isNull(person.disabledAt)))
    .innerJoin(staffPin, eq(staffPin.personId, person.id))
    .where(tabletByCookie(tokenHash))
    .groupBy(person.id)
    .orderBy(asc(person.name), asc(person.id));
}

/** The locked screen of the tablet whose cookie this is: null where there is no cookie, it is none of a tablet, or that was ended. */
export async function loadLockedTablet(db: Database, tokenHash: string | null) {
  if (tokenHash === null) return null;
  const { tablets, staff } = await readTogether(db, { tablets: tabletsOf(db, tokenHash), staff: staffOn(db, tokenHash) });
  const [found] = tablets;
  return found ? { tablet: found, staff: staff.map(({ id, name }) => ({ id, name })) } : null;
}

/** The tablet whose cookie this was until somebody ended it; null where it is in use, and on any other browser. */
export async function loadEndedTablet(db: Database, tokenHash: string | null) {
  if (tokenHash === null) return null;
  const rows = await readRows(
    db,
    db
      .select(pick({ name: tablet.name, pointName: mealPoint.name, endedAt: tabletEnding.endedAt }))
      .from(tablet)
      .innerJoin(tabletEnding, eq(tabletEnding.tabletId, tablet.id))
      .innerJoin(mealPoint, eq(mealPoint.id, tablet.mealPointId))
      .where(eq(tablet.tokenHash, tokenHash)),
  );
  return rows[0] ?? null;
}

/** The settings that hold: what was set last. */
function tabletRules(db: Database) {
  return db
    .select(pick({ idleMinutes: tabletRule.idleMinutes, windowMinutes: tabletRule.windowMinutes, pinTries: tabletRule.pinTries, tabletTries: tabletRule.tabletTries }))
    .from(tabletRule)
    .orderBy(desc(tabletRule.setAt))
    .limit(1);
}

/**
 * Everything that a guess at somebody's PIN may need. `lastPersonId`: who was in before. Null where the cookie is no tablet's. Guesses at whoever
 * cannot switch in here are counted for this tablet alone, so that a tablet of one point locks nobody of another.
 */
export async function loadPinGuess(db: Database, tokenHash: string, personId: string) {
  const [personKey, hereOnly] = [`person:${personId}`, `/person:${personId}`];
  const { tablets, staff, rules, tried, before } = await readTogether(db, {
    tablets: tabletsOf(db, tokenHash),
    staff: staffOn(db, tokenHash),
    rules: tabletRules(db),
    tried: db
      .select(pick({ subject: pinTry.subject, windowAt: pinTry.windowAt, tries: pinTry.tries }))
      .from(pinTry)
      .where(sql`${pinTry.subject} IN (SELECT ${personKey} UNION ALL SELECT 'tablet:' || t.id || s.value FROM ${tablet} t, (SELECT '' value UNION ALL SELECT ${hereOnly}) s WHERE t.token_hash = ${tokenHash})`),
    before: db
      .select(pick({ personId: session.personId }))
      .from(session)
      .innerJoin(tablet, eq(tablet.id, session.tabletId))
      .where(eq(tablet.tokenHash, tokenHash))
      .orderBy(desc(session.createdAt))
      .limit(1),
  });
  const [[found], [rule]] = [tablets, rules];
  if (!found) return null;
  if (!rule) throw new Error('no tablet_rule holds');
  const tabletKey = `tablet:${found.id}`;
  const counter = (key: string, limit: GuessLimit): Counter => ({ kind: 'pin', key, limit, tried: tried.find(({ subject }) => subject === key) });
  const meant = staff.find(({ id }) => id === personId);
  return {
    tablet: found,
    staff: staff.map(({ id, name }) => ({ id, name })),
    rule,
    pinHash: meant?.pinHash ?? null,
    lastPersonId: before[0]?.personId ?? null,
    person: counter(meant ? personKey : `${tabletKey}${hereOnly}`, ofPerson(rule)),
    onTablet: counter(tabletKey, onTablet(rule)),
  };
}
export type PinGuess = NonNullable<Awaited<ReturnType<typeof loadPinGuess>>>;

/** What a session by PIN rests on: the PIN as it was read, a person who is not disabled, a tablet that was not ended. Whoever was in on it before no longer is. */
export function switchingIn(at: Instant, { id: tabletId }: Tablet, personId: string, pinHash: string): Required<SignInWrite> {
  return {
    guards: [
      guard('pin as read', sql`SELECT 1 FROM ${staffPin} s JOIN ${person} p ON p.id = s.person_id AND p.disabled_at IS NULL WHERE s.person_id = ${personId} AND s.pin_hash = ${pinHash}`),
      guard('tablet in use', sql`NOT EXISTS (SELECT 1 FROM ${tabletEnding} WHERE tablet_id = ${tabletId})`),
    ],
    changes: [sql`UPDATE ${session} SET ended_at = ${at} WHERE tablet_id = ${tabletId} AND ended_at IS NULL`],
  };
}

/**
 * Each request of a session by PIN keeps it alive for the minutes that the county has set by then, within the working day: once over it stays over,
 * whatever is set afterwards. Nobody's act, and so no audit.
 */
export async function keepAwake(db: Database, sessionHash: string, now: Instant): Promise<void> {
  const awakeUntil = sql`max(seen_at, ${now}) + 60000 * (SELECT r.idleMinutes FROM ${tabletRules(db)} r)`;
  await moveMark(
    db,
    sql`UPDATE ${session} SET seen_at = max(seen_at, ${now}), expires_at = min(created_at + ${WORKDAY_MS}, ${awakeUntil}) WHERE token_hash = ${sessionHash} AND ended_at IS NULL`,
  );
}

