import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { Search } from '../domain/counter.ts';
import { maskPhone } from '../domain/masking.ts';
import { readShortName } from '../domain/short-name.ts';
import { sha256, type Vault } from '../vault.ts';
import { elderAtCounter } from './counter.ts';
import { deskQueries, type Desk } from './counter-desk.ts';
import { optional, pick, readRows, readTogether, type Database } from './read.ts';
import { card, division, elder } from './schema.ts';

/** Somebody found, with just enough to tell namesakes apart. The phone is masked. `cardId`: the card that was entered. */
export type Candidate = { elderId: string; name: string; birthDate: ServiceDate; village: string; phone: string | null; cardId?: string };

export type SearchResult = { desk: Desk; people: Candidate[]; more: boolean; revokedCard: boolean };

/** A list longer than this helps nobody at a counter: more letters do. */
const MOST = 20;

/** Who is meant, and the counter's desk, in one trip. By card anybody in the county, otherwise within the counter's reach. */
export async function searchPeople(db: Database, vault: Vault, scope: Scope, search: Search, today: ServiceDate): Promise<SearchResult> {
  const within = isCard(search) ? sql`1` : elderAtCounter(scope, today);
  const meant = await meaningOf(vault, search);
  const { found, ...desk } = await readTogether(db, { ...deskQueries(db, scope, today), found: peopleMeant(db, meant, within) });
  return { desk, ...(await candidatesOf(vault, found)) };
}

/** Who is meant among those within reach, by whatever was typed: a card too finds nobody else. */
export async function findPeople(db: Database, vault: Vault, within: SQL, search: Search): Promise<Omit<SearchResult, 'desk'>> {
  return candidatesOf(vault, await readRows(db, peopleMeant(db, await meaningOf(vault, search), within)));
}

const isCard = ({ kind }: Search) => kind === 'card_link' || kind === 'card_number';

/** `card`: which card is joined, where one was entered. */
type Meaning = { matches: SQL; card: SQL };

async function meaningOf(vault: Vault, search: Search): Promise<Meaning> {
  const byCard = await cardCondition(vault, search);
  return byCard ? { matches: byCard, card: byCard } : { matches: await personCondition(vault, search), card: sql`0` };
}

function peopleMeant(db: Database, { matches, card: entered }: Meaning, within: SQL) {
  return db
    .select(
      pick({
        elderId: elder.id,
        name: elder.name,
        birthDate: elder.birthDate,
        village: division.name,
        phoneSealed: elder.phoneSealed,
        cardId: optional(card.id),
        revokedAt: optional(card.revokedAt),
      }),
    )
    .from(elder)
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .leftJoin(card, and(eq(card.elderId, elder.id), entered))
    .where(and(matches, within))
    .orderBy(asc(elder.name), asc(elder.birthDate))
    .limit(MOST + 1);
}

async function candidatesOf(vault: Vault, found: readonly (FoundRow & { revokedAt: number | null })[]) {
  const holding = found.filter((row) => row.revokedAt === null);
  const people = await Promise.all(holding.slice(0, MOST).map((row) => candidateOf(vault, row)));
  return { people, more: found.length > MOST, revokedCard: holding.length < found.length };
}

export async function cardCondition(vault: Vault, search: Search): Promise<SQL | null> {
  if (search.kind === 'card_link') return sql`${card.tokenHash} = ${await sha256(search.token)}`;
  if (search.kind === 'card_number') return sql`${card.numberIndex} = ${await vault.indexOf('card_number', search.number)}`;
  return null;
}

/** `instr`, not LIKE: what is typed is text, and D1's patterns end at sixteen Chinese characters. */
export async function personCondition(vault: Vault, search: Search): Promise<SQL> {
  if (search.kind === 'phone_tail') return sql`${elder.phoneTailIndex} = ${await vault.indexOf('phone_tail', search.digits)}`;
  if (search.kind === 'initials') return sql`instr(' ' || ${elder.nameInitials}, ${` ${search.letters}`}) > 0`;
  if (search.kind === 'building') return sql`${elder.buildingIndex} = ${await vault.indexOf('building', search.building)}`;
  return search.kind === 'name' ? nameCondition(search.part) : sql`0`;
}

/** A name or a part of it, what somebody is called, or a surname with a word for an old person (王奶奶). */
function nameCondition(part: string): SQL {
  const named = sql`instr(${elder.name}, ${part}) > 0 OR ${elder.callAs} = ${part}`;
  const short = readShortName(part);
  if (!short) return sql`(${named})`;
  const sex = short.sex === null ? sql`1` : sql`${elder.sex} = ${short.sex}`;
  return sql`(${named} OR (substr(${elder.name}, 1, ${short.surname.length}) = ${short.surname} AND ${sex}))`;
}

type FoundRow = Omit<Candidate, 'phone' | 'cardId'> & { phoneSealed: string | null; cardId: string | null };

export async function candidateOf(vault: Vault, row: FoundRow): Promise<Candidate> {
  const { elderId, name, birthDate, village, phoneSealed, cardId } = row;
  const place = { table: 'elder', column: 'phone_sealed', row: elderId };
  const phone = phoneSealed === null ? null : maskPhone(await vault.open(place, phoneSealed));
  return { elderId, name, birthDate, village, phone, ...(cardId === null ? {} : { cardId }) };
}
