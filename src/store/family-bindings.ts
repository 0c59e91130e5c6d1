import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { ShownCard } from '../domain/counter.ts';
import { bindingState, CONSENT_VERSION, type BindingState, type ConsentChannel, type Relation } from '../domain/family.ts';
import { maskPhone } from '../domain/masking.ts';
import { sha256, type Vault } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { elderAtCounter, homeOf, isOfOthers } from './counter.ts';
import { optional, pick, readRows, readTogether, type Database } from './read.ts';
import { pointsOf } from './points.ts';
import { priorAnswer } from './request-keys.ts';
import { card, cardTry, elder, elderFact, familyBinding, familyConsent, familyMember, familyWithdrawal, mealPoint, person } from './schema.ts';
import { elderWithin } from './scope.ts';
import { familyRules, ruleOf } from './sign-in-codes.ts';

// Who cares for whom: asked with a card, consented to by the elder or by staff who asked her, withdrawn by either side.

const deceased = sql<number>`EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.elderId} = ${elder.id} AND ${elderFact.kind} = 'death' AND ${elderFact.toDate} IS NULL)`;

/** The words of a binding's latest consent. */
const latestConsent = sql`(SELECT c.version FROM family_consent c WHERE c.binding_id = ${familyBinding.id} ORDER BY c.given_at DESC, c.version DESC LIMIT 1)`;

function bindings(db: Database, which: SQL) {
  return db
    .select(
      pick({
        id: familyBinding.id, personId: familyBinding.personId, name: familyBinding.name, relation: familyBinding.relation, askedAt: familyBinding.askedAt,
        elderId: elder.id, elderName: elder.name, elderSex: elder.sex,
        phoneSealed: familyMember.phoneSealed,
        consentedAt: optional(familyConsent.givenAt), consentChannel: optional(familyConsent.channel), version: optional(familyConsent.version),
        witness: sql<string | null>`${nameOfActor(familyConsent.witness)}`,
        withdrawnAt: optional(familyWithdrawal.withdrawnAt), withdrawnBy: optional(familyWithdrawal.withdrawnBy),
        cardRevokedAt: card.revokedAt,
        deceased,
      }),
    )
    .from(familyBinding)
    .innerJoin(elder, eq(elder.id, familyBinding.elderId))
    .innerJoin(card, eq(card.id, familyBinding.cardId))
    .innerJoin(familyMember, eq(familyMember.personId, familyBinding.personId))
    .leftJoin(familyConsent, and(eq(familyConsent.bindingId, familyBinding.id), eq(familyConsent.version, latestConsent)))
    .leftJoin(familyWithdrawal, eq(familyWithdrawal.bindingId, familyBinding.id))
    .where(which)
    .orderBy(asc(familyBinding.askedAt), asc(familyBinding.id));
}
type BindingRow = Awaited<ReturnType<typeof bindings>>[number];
export type Binding = Omit<BindingRow, 'phoneSealed'> & { state: BindingState; /** 138****5678 */ phone: string };

async function bindingOf(vault: Vault, { phoneSealed, ...row }: BindingRow): Promise<Binding> {
  const phone = await vault.open({ table: 'family_member', column: 'phone_sealed', row: row.personId }, phoneSealed);
  return { ...row, state: bindingState(row), phone: maskPhone(phone) };
}

const asked = (state: BindingState) => state === 'asked' || state === 'standing';

/** What a family member asked for and how it stands, oldest first: of each elder the latest. */
export async function loadOwnBindings(db: Database, vault: Vault, personId: string): Promise<Binding[]> {
  const rows = await readRows(db, bindings(db, sql`${familyBinding.personId} = ${personId}`));
  const all = await Promise.all(rows.map((row) => bindingOf(vault, row)));
  return [...new Map(all.map((one) => [one.elderId, one])).values()];
}

/** Who cares for the elder who asks, and who asks to. */
export async function loadRelatives(db: Database, vault: Vault, scope: Scope): Promise<Binding[]> {
  const rows = await readRows(db, bindings(db, elderWithin(scope)));
  return (await Promise.all(rows.map((row) => bindingOf(vault, row)))).filter(({ state }) => asked(state));
}

/** The same at the counter, for whoever stands there, with what is over. Null: the counter does not reach them. */
export async function loadRelativesAtCounter(db: Database, vault: Vault, scope: Scope, caller: { elderId: string; card?: ShownCard }, today: ServiceDate) {
  const { elderId, card: shown } = caller;
  const reached = elderAtCounter(scope, today, shown);
  const rows = await readTogether(db, {
    elders: db.select(pick({ id: elder.id, name: elder.name })).from(elder).where(and(eq(elder.id, elderId), reached)),
    homes: homeOf(db, scope, elderId, today),
    points: pointsOf(db, scope),
    bindings: bindings(db, sql`${familyBinding.elderId} = ${elderId} AND ${reached}`),
  });
  const [found] = rows.elders;
  if (!found) return null;
  const all = await Promise.all(rows.bindings.map((row) => bindingOf(vault, row)));
  return { elder: found, points: rows.points, ofOthers: isOfOthers(rows.homes[0]), relatives: all };
}

/** Who asks an elder now: a part of her first page's one trip. */
export function askingOf(db: Database, elderId: string) {
  return db
    .select(pick({ bindingId: familyBinding.id, name: familyBinding.name, relation: familyBinding.relation }))
    .from(familyBinding)
    .innerJoin(card, and(eq(card.id, familyBinding.cardId), isNull(card.revokedAt)))
    .leftJoin(familyConsent, eq(familyConsent.bindingId, familyBinding.id))
    .leftJoin(familyWithdrawal, eq(familyWithdrawal.bindingId, familyBinding.id))
    .where(and(eq(familyBinding.elderId, elderId), isNull(familyConsent.bindingId), isNull(familyWithdrawal.bindingId)))
    .orderBy(asc(familyBinding.askedAt));
}

/** The canteen's telephone, for whoever cared for this person until their death. Null: they live, or it was somebody else. */
export async function phoneAfterDeath(db: Database, personId: string, elderId: string): Promise<string | null> {
  const cared = sql`${familyBinding.personId} = ${personId} AND ${familyBinding.elderId} = ${elderId} AND ${deceased}`;
  const rows = await readRows(
    db,
    db
      .select(pick({ phone: mealPoint.phone }))
      .from(familyBinding)
      .innerJoin(familyConsent, eq(familyConsent.bindingId, familyBinding.id))
      .leftJoin(familyWithdrawal, eq(familyWithdrawal.bindingId, familyBinding.id))
      .innerJoin(elder, eq(elder.id, familyBinding.elderId))
      .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .where(and(cared, isNull(familyWithdrawal.bindingId))),
  );
  return rows[0]?.phone ?? null;
}

/** One binding of an elder within scope, however it stands. */
export async function findBinding(db: Database, vault: Vault, scope: Scope, bindingId: string): Promise<Binding | null> {
  const [row] = await readRows(db, bindings(db, sql`${familyBinding.id} = ${bindingId} AND ${elderWithin(scope)}`));
  return row ? bindingOf(vault, row) : null;
}

/** One binding of a family member's own. */
export async function findOwnBinding(db: Database, vault: Vault, personId: string, bindingId: string): Promise<Binding | null> {
  const [row] = await readRows(db, bindings(db, sql`${familyBinding.id} = ${bindingId} AND ${familyBinding.personId} = ${personId}`));
  return row ? bindingOf(vault, row) : null;
}

/** A card as it is shown: by the link behind its code, or by its number. */
export type CardShown = { token: string } | { number: string };

async function cardIs(vault: Vault, shown: CardShown): Promise<SQL> {
  if ('token' in shown) return sql`${card.tokenHash} = ${await sha256(shown.token)}`;
  return sql`${card.numberIndex} = ${await vault.indexOf('card_number', shown.number)}`;
}

/** What asking depends on: the card, whether it is asked or granted already, how many cards this person typed today. */
export async function loadAsk(db: Database, vault: Vault, personId: string, shown: CardShown | null, today: ServiceDate, key = '') {
  const which = shown ? await cardIs(vault, shown) : sql`0`;
  const ofCard = sql`${familyBinding.personId} = ${personId} AND ${familyBinding.elderId} IN (SELECT ${card.elderId} FROM ${card} WHERE ${which})`;
  const dead = sql<number>`EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.elderId} = ${card.elderId} AND ${elderFact.kind} = 'death')`;
  const rows = await readTogether(db, {
    cards: db
      .select(pick({ id: card.id, elderId: card.elderId, elderName: elder.name, dead }))
      .from(card)
      .innerJoin(elder, eq(elder.id, card.elderId))
      .where(and(which, isNull(card.revokedAt))),
    bindings: bindings(db, ofCard),
    tries: db.select(pick({ tries: cardTry.tries })).from(cardTry).where(and(eq(cardTry.tryDate, today), eq(cardTry.personId, personId))),
    rules: familyRules(db),
    prior: priorAnswer(db, key),
  });
  const found = rows.cards[0];
  return {
    // Nothing is asked for somebody who has died: such a card is like one that does not exist.
    card: found && found.dead === 0 ? found : null,
    open: rows.bindings.find((row) => asked(bindingState(row))) ?? null,
    tries: rows.tries[0]?.tries ?? 0,
    rule: ruleOf(rows.rules),
    prior: rows.prior[0],
  };
}

/** Counts a card that was typed before it is looked for: nobody finds cards by trying. */
export async function countCard(db: Database, entry: AuditEntry, personId: string, today: ServiceDate, most: number): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('cards left today', sql`coalesce((SELECT tries FROM card_try WHERE try_date = ${today} AND person_id = ${personId}), 0) < ${most}`)],
    changes: [
      sql`INSERT INTO card_try (try_date, person_id, tries) VALUES (${today}, ${personId}, 1) ON CONFLICT (try_date, person_id) DO UPDATE SET tries = tries + 1`,
    ],
  });
}

export type NewBinding = { id: string; personId: string; elderId: string; cardId: string; name: string; relation: Relation };

/** Asks. The name that is given first is the person's from then on. */
export async function askToCare(db: Database, entry: AuditEntry, fresh: NewBinding, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  return commit(db, entry, {
    keyed,
    changes: [
      db.insert(familyBinding).values({ ...fresh, askedAt: entry.at }),
      db.update(person).set({ name: fresh.name }).where(and(eq(person.id, fresh.personId), eq(person.name, ''))),
    ],
  });
}

/** Somebody consents to the words of today: the elder herself, or staff who asked her and stand for it. */
export async function recordConsent(
  db: Database, entry: AuditEntry, bindingId: string, how: { channel: ConsentChannel; witness: string | null },
): Promise<'done' | Conflict> {
  const given = { bindingId, version: CONSENT_VERSION, ...how, givenAt: entry.at, givenBy: entry.actor };
  return commit(db, entry, { changes: [db.insert(familyConsent).values(given)] });
}

/** Effective at once: every later request of the family member finds nobody. */
export async function recordWithdrawal(db: Database, entry: AuditEntry, bindingId: string, channel: ConsentChannel): Promise<'done' | Conflict> {
  return commit(db, entry, { changes: [db.insert(familyWithdrawal).values({ bindingId, channel, withdrawnAt: entry.at, withdrawnBy: entry.actor })] });
}
