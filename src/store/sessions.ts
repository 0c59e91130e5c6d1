import { and, eq, gt, isNull, sql, type SQL } from 'drizzle-orm';
import { grantsUnder, type Actor, type ElderActor, type Grant, type Role, type SignInWay, type Tablet } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { newId } from '../vault.ts';
import { insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { optional, pick, readRows, type Database } from './read.ts';
import { audit, card, elder, familyMember, mealPoint, person, roleGrant, session, tablet } from './schema.ts';
import { tabletByCookie } from './tablet-sign-in.ts';

/**
 * Who holds this session now, a row for each role of a person at work, of which those count that hold under it. Ended, expired, disabled, or the card
 * revoked since: a stranger, from this request on; so is whoever came in by a PIN, on another tablet than theirs (`tabletHash`: of the cookie of the one
 * that asks), or after its end. Such a session expires when nobody has touched the tablet for long enough (`keepAwake`).
 * `begunAfter`: any that is older is a stranger's.
 */
export async function findActor(db: Database, tokenHash: string, now: Instant, tabletHash: string | null, begunAfter: Instant = -1): Promise<Actor> {
  const alive = and(eq(session.tokenHash, tokenHash), isNull(session.endedAt), gt(session.expiresAt, now), gt(session.createdAt, begunAfter));
  const rows = await readRows(
    db,
    db
      .select(
        pick({
          elderId: optional(elder.id),
          elderName: optional(elder.name),
          callAs: optional(elder.callAs),
          pointId: optional(mealPoint.id),
          pointName: optional(mealPoint.name),
          phone: optional(mealPoint.phone),
          phoneHours: optional(mealPoint.phoneHours),
          personId: optional(person.id),
          personName: optional(person.name),
          familyId: optional(familyMember.personId),
          way: session.way,
          tabletId: optional(tablet.id),
          tabletName: optional(tablet.name),
          tabletPointId: optional(tablet.mealPointId),
          role: optional(roleGrant.role),
          mealPointId: optional(roleGrant.mealPointId),
          operatorId: optional(roleGrant.operatorId),
          divisionCode: optional(roleGrant.divisionCode),
        }),
      )
      .from(session)
      .leftJoin(elder, eq(elder.id, session.elderId))
      .leftJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .leftJoin(card, eq(card.id, session.cardId))
      .leftJoin(person, and(eq(person.id, session.personId), isNull(person.disabledAt)))
      .leftJoin(familyMember, eq(familyMember.personId, person.id))
      .leftJoin(roleGrant, and(eq(roleGrant.personId, person.id), isNull(roleGrant.revokedAt)))
      .leftJoin(tablet, and(eq(tablet.id, session.tabletId), tabletByCookie(tabletHash)))
      .where(and(alive, isNull(card.revokedAt))),
  );
  const holder = rows[0];
  if (holder?.familyId) return { kind: 'family', personId: holder.familyId, name: holder.personName ?? '' };
  if (holder?.personId) return atWork({ ...holder, personId: holder.personId }, rows.flatMap(asGrant));
  return elderOf(holder) ?? { kind: 'stranger' };
}

type AtWork = {
  personId: string;
  personName: string | null;
  way: SignInWay;
  tabletId: string | null;
  tabletName: string | null;
  tabletPointId: string | null;
};

function atWork({ personId, personName, way, ...of }: AtWork, granted: readonly Grant[]): Actor {
  const who = { kind: 'person' as const, personId, name: personName ?? '' };
  if (way !== 'pin') return { ...who, grants: grantsUnder(way, granted) };
  const tabletNow = tabletOf(of);
  const grants = grantsUnder(way, granted, tabletNow);
  return tabletNow && grants.length > 0 ? { ...who, grants, tablet: tabletNow } : { kind: 'stranger' };
}

function tabletOf({ tabletId, tabletName, tabletPointId }: Pick<AtWork, 'tabletId' | 'tabletName' | 'tabletPointId'>): Tablet | null {
  return tabletId && tabletPointId ? { id: tabletId, name: tabletName ?? '', mealPointId: tabletPointId } : null;
}

type Holder = {
  elderId: string | null;
  elderName: string | null;
  callAs: string | null;
  pointId: string | null;
  pointName: string | null;
  phone: string | null;
  phoneHours: string | null;
};

function elderOf(holder: Holder | undefined): ElderActor | null {
  if (!holder?.elderId || !holder.elderName || !holder.pointId) return null;
  const point = {
    id: holder.pointId,
    name: holder.pointName ?? '',
    phone: holder.phone ?? '',
    phoneHours: holder.phoneHours ?? '',
  };
  return { kind: 'elder', elderId: holder.elderId, name: holder.elderName, callAs: holder.callAs, point };
}

export function asGrant({ role, mealPointId, operatorId, divisionCode }: { role: Role | null; mealPointId: string | null; operatorId: string | null; divisionCode: string | null }): Grant[] {
  if (role === null) return [];
  if (mealPointId) return [{ role, mealPointId }];
  if (operatorId) return [{ role, operatorId }];
  return divisionCode ? [{ role, divisionCode }] : [];
}

/** The card that a link's token opens, unless it has been revoked. */
export async function findCard(db: Database, tokenHash: string): Promise<{ cardId: string; elderId: string } | null> {
  const rows = await readRows(
    db,
    db
      .select(pick({ cardId: card.id, elderId: card.elderId }))
      .from(card)
      .where(and(eq(card.tokenHash, tokenHash), isNull(card.revokedAt))),
  );
  return rows[0] ?? null;
}

/** `tabletId`, `seenAt`: by a PIN, and then both. */
export type NewSession = { tokenHash: string; expiresAt: Instant; way: SignInWay } & ({ elderId: string; cardId: string } | { personId: string; tabletId?: string; seenAt?: Instant });

/** What a session rests on and changes, in its own batch: the password as it was read, the step that is used up. */
export type SignInWrite = { guards?: readonly Statement[]; changes?: readonly Statement[] };

export async function startSession(db: Database, entry: AuditEntry, fresh: NewSession, write: SignInWrite = {}): Promise<'done' | Conflict> {
  return commit(db, entry, { guards: write.guards ?? [], changes: [...(write.changes ?? []), db.insert(session).values({ ...fresh, createdAt: entry.at })] });
}

export async function endSession(db: Database, entry: AuditEntry, tokenHash: string): Promise<'done' | Conflict> {
  return commit(db, entry, { changes: [endedAt(entry.at, tokenHash)] });
}

/** The same as part of another write, which begins the next one: both or neither, and a record of its own. */
export function endsToo(entry: AuditEntry, tokenHash: string): Statement[] {
  return [endedAt(entry.at, tokenHash), alsoRecorded(entry)];
}

/** What a session begins with is an act of its own in the log, beside the beginning. */
export function alsoRecorded(entry: AuditEntry): Statement {
  return insertMany(audit, [{ id: newId(), ...entry }]);
}

/** Whoever does it has not been signed out meanwhile, as every change of what somebody may do signs them out. */
export function stillSignedIn(tokenHash: string): Statement {
  return guard('still signed in', sql`EXISTS (SELECT 1 FROM ${session} WHERE token_hash = ${tokenHash} AND ended_at IS NULL)`);
}

export async function isSignedIn(db: Database, tokenHash: string): Promise<boolean> {
  return (await readRows(db, db.select(pick({ way: session.way })).from(session).where(and(eq(session.tokenHash, tokenHash), isNull(session.endedAt))))).length > 0;
}

const endedAt = (at: Instant, tokenHash: string): SQL => sql`UPDATE ${session} SET ended_at = coalesce(ended_at, ${at}) WHERE token_hash = ${tokenHash}`;
