import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { CARD_DIGITS, cardNumberOf, type CardEndReason } from '../domain/card.ts';
import type { Search } from '../domain/counter.ts';
import { newDigits, sha256, type Vault } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { candidateOf, cardCondition, personCondition, type Candidate } from './people-search.ts';
import { optional, pick, readRows, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { card, cardRevocation, division, elder, elderFact, mealPoint } from './schema.ts';
import { elderWithin } from './scope.ts';

/** A list longer than this helps nobody: more letters do. */
const MOST = 20;

/** Whose card is meant, within reach; whoever holds none is found too. */
export async function findHolders(db: Database, vault: Vault, scope: Scope, search: Search): Promise<{ people: Candidate[]; more: boolean }> {
  const byCard = await cardCondition(vault, search);
  const matches = byCard === null ? await personCondition(vault, search) : sql`${elder.id} IN (SELECT ${card.elderId} FROM ${card} WHERE ${byCard})`;
  const found = await readRows(
    db,
    db
      .select(pick({ elderId: elder.id, name: elder.name, birthDate: elder.birthDate, village: division.name, phoneSealed: elder.phoneSealed }))
      .from(elder)
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .where(and(matches, elderWithin(scope)))
      .orderBy(asc(elder.name), asc(elder.birthDate))
      .limit(MOST + 1),
  );
  const people = await Promise.all(found.slice(0, MOST).map((row) => candidateOf(vault, { ...row, cardId: null })));
  return { people, more: found.length > MOST };
}

/** One person with every card they ever had, the latest first. Null when out of reach. */
export async function loadHolder(db: Database, scope: Scope, elderId: string, key = '') {
  const rows = await readTogether(db, {
    elders: db
      .select(pick({ id: elder.id, name: elder.name, birthDate: elder.birthDate, village: division.name, pointName: mealPoint.name }))
      .from(elder)
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .where(and(eq(elder.id, elderId), elderWithin(scope))),
    facts: db
      .select(pick({ kind: elderFact.kind, value: elderFact.value, from: elderFact.fromDate, to: elderFact.toDate }))
      .from(elderFact)
      .where(and(eq(elderFact.elderId, elderId), eq(elderFact.kind, 'death'))),
    cards: db
      .select(
        pick({
          id: card.id,
          issuedAt: card.issuedAt,
          issuedByName: sql<string | null>`${nameOfActor(card.issuedBy)}`,
          revokedAt: card.revokedAt,
          revokedByName: sql<string | null>`${nameOfActor(cardRevocation.revokedBy)}`,
          reason: optional(cardRevocation.reason),
        }),
      )
      .from(card)
      .leftJoin(cardRevocation, eq(cardRevocation.cardId, card.id))
      .where(eq(card.elderId, elderId))
      .orderBy(desc(card.issuedAt), desc(card.id)),
    prior: priorAnswer(db, key),
  });
  const [found] = rows.elders;
  return found ? { elder: found, facts: rows.facts, cards: rows.cards, prior: rows.prior[0] } : null;
}
export type Holder = NonNullable<Awaited<ReturnType<typeof loadHolder>>>;

/** What is printed on a card. Null out of reach; `link` null where nobody can know it any more: only its hash is stored. */
export async function findPrintedCard(db: Database, vault: Vault, scope: Scope, cardId: string) {
  const [row] = await readRows(
    db,
    db
      .select(
        pick({
          id: card.id,
          elderId: elder.id,
          elderName: elder.name,
          numberSealed: card.numberSealed,
          tokenHash: card.tokenHash,
          issuedAt: card.issuedAt,
          revokedAt: card.revokedAt,
          pointName: mealPoint.name,
          phone: mealPoint.phone,
          phoneHours: mealPoint.phoneHours,
        }),
      )
      .from(card)
      .innerJoin(elder, eq(elder.id, card.elderId))
      .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .where(and(eq(card.id, cardId), elderWithin(scope))),
  );
  if (!row) return null;
  const { numberSealed, tokenHash, ...shown } = row;
  const token = await tokenOf(vault, cardId);
  const number = await vault.open({ table: 'card', column: 'number_sealed', row: cardId }, numberSealed);
  return { ...shown, number, token: (await sha256(token)) === tokenHash ? token : null };
}

/** The link of a card that was made here: from the key and the card's id, so that it can be printed and stands nowhere. */
const tokenOf = (vault: Vault, cardId: string) => vault.sign('card_link', cardId);

export type NewCard = { id: string; elderId: string; replaces: { cardId: string; reason: CardEndReason } | null };

/** Makes a card and ends the one before it in the same moment, if the person holds what was read and lives. */
export async function issueCard(db: Database, vault: Vault, entry: AuditEntry, made: NewCard, keyed: KeyedAnswer, today: ServiceDate): Promise<'done' | Conflict> {
  const { id, elderId, replaces } = made;
  const number = cardNumberOf(newDigits(CARD_DIGITS));
  const fresh = {
    id,
    elderId,
    numberSealed: await vault.seal({ table: 'card', column: 'number_sealed', row: id }, number),
    numberIndex: await vault.indexOf('card_number', number),
    tokenHash: await sha256(await tokenOf(vault, id)),
    issuedAt: entry.at,
    issuedBy: entry.actor,
  };
  const lives = sql`SELECT NOT EXISTS (SELECT 1 FROM ${elderFact} WHERE elder_id = ${elderId} AND kind = 'death' AND from_date <= ${today} AND (to_date IS NULL OR to_date > ${today}))`;
  return commit(db, entry, {
    keyed,
    guards: [
      guard('holds what was read', sql`SELECT coalesce((SELECT id FROM ${card} WHERE elder_id = ${elderId} AND revoked_at IS NULL), '') = ${replaces?.cardId ?? ''}`),
      guard('lives', lives),
    ],
    changes: [...(replaces ? endings(db, entry, replaces.cardId, replaces.reason) : []), db.insert(card).values(fresh)],
  });
}

/** Ends a card: whoever came in by it is a stranger from the next request on. */
export async function revokeCard(db: Database, entry: AuditEntry, cardId: string, reason: CardEndReason): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('card is in use', sql`SELECT revoked_at IS NULL FROM ${card} WHERE id = ${cardId}`)],
    changes: endings(db, entry, cardId, reason),
  });
}

function endings(db: Database, entry: AuditEntry, cardId: string, reason: CardEndReason) {
  return [
    db.update(card).set({ revokedAt: entry.at }).where(eq(card.id, cardId)),
    db.insert(cardRevocation).values({ cardId, revokedAt: entry.at, revokedBy: entry.actor, reason }),
  ];
}
