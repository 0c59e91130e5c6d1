import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf, serviceDateOf } from '../domain/calendar.ts';
import { donationAccount, donationTransfer, type Donation } from '../domain/donation.ts';
import { accountId, reversePosted, type StoredTransfer } from '../domain/ledger.ts';
import { nameOfActor } from './actors.ts';
import { commit, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { countyOffice } from './county-office.ts';
import { moneyMoves } from './prepaid.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { account, audit, balance, donation, donationReversal, payer, transfer } from './schema.ts';
import { countyGranted } from './scope.ts';
import { recordTransfers } from './transfers.ts';

/** The entry that each look at a receipt leaves: the first paper is the receipt, every later one says that it is printed again. */
export const DONATION_LOOK = 'donation.print';

/** The funds of the county with what stands on each. */
export function fundRows(db: Database, scope: Scope) {
  return db
    .select(pick({ code: payer.code, name: payer.name, balanceFen: balance.balanceFen, reservedFen: balance.reservedFen }))
    .from(payer)
    .innerJoin(balance, eq(balance.accountId, sql`${accountId('payer', '')} || ${payer.code}`))
    .where(and(eq(payer.funded, 1), countyGranted(scope)))
    .orderBy(asc(payer.position), asc(payer.code));
}

function donationRows(db: Database, which: SQL) {
  return db
    .select(
      pick({
        id: donation.id,
        number: donation.number,
        fund: donation.payerCode,
        fundName: payer.name,
        donor: optional(donation.donor),
        anonymous: sql<number>`${donation.anonymous}`,
        way: donation.way,
        amountFen: donation.amountFen,
        received: donation.receivedDate,
        note: donation.note,
        recordedAt: donation.recordedAt,
        recordedBy: donation.recordedBy,
        byName: nameOfActor(donation.recordedBy),
        reversedAt: optional(donationReversal.reversedAt),
        reversedByName: sql<string | null>`${nameOfActor(donationReversal.reversedBy)}`,
        reason: optional(donationReversal.reason),
      }),
    )
    .from(donation)
    .innerJoin(payer, eq(payer.code, donation.payerCode))
    .leftJoin(donationReversal, eq(donationReversal.donationId, donation.id))
    .where(which)
    .orderBy(asc(donation.number));
}
export type DonationRow = Awaited<ReturnType<typeof donationRows>>[number];

/** What recording a donation depends on: the fund, what was received of the same size on the same day, and this request's own answer. */
export async function loadGiving(db: Database, scope: Scope, fund: string, like: Pick<Donation, 'amountFen' | 'received'> | null, key = '') {
  const alike = like ? sql`${donation.payerCode} = ${fund} AND ${donation.amountFen} = ${like.amountFen} AND ${donation.receivedDate} = ${like.received} AND ${donationReversal.donationId} IS NULL` : sql`0`;
  const rows = await readTogether(db, { offices: countyOffice(db, scope), funds: fundRows(db, scope), alike: donationRows(db, sql`${alike} AND ${countyGranted(scope)}`), prior: priorAnswer(db, key) });
  const found = rows.funds.find((one) => one.code === fund);
  const [county] = rows.offices;
  return found && county ? { fund: found, county, offices: rows.offices, alike: rows.alike, prior: rows.prior[0] } : null;
}
export type GivingRead = NonNullable<Awaited<ReturnType<typeof loadGiving>>>;

/** The donation with the next number of the series, and its money in the fund. The county's account is there from its first donation. */
export async function recordDonation(db: Database, entry: AuditEntry, made: Donation & { id: string; fund: string; county: string }, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const { id, fund, county, way } = made;
  const from = donationAccount(way, county);
  const kind = way === 'cash' ? 'office_cash' : 'bank';
  return commit(db, entry, {
    keyed,
    changes: [
      sql`INSERT INTO ${account} (id, kind, owner_id) SELECT ${from}, ${kind}, ${county} WHERE NOT EXISTS (SELECT 1 FROM ${account} WHERE id = ${from})`,
      db.insert(donation).values({
        id, payerCode: fund, donor: made.donor, anonymous: made.anonymous ? 1 : 0, way, amountFen: made.amountFen, receivedDate: made.received, note: made.note,
        number: sql`(SELECT coalesce(max(number), 0) + 1 FROM donation)`, recordedAt: entry.at, recordedBy: entry.actor,
      }),
      ...moneyMoves(db, id, entry.at, [donationTransfer(made, county, fund)]),
    ],
  });
}

/** One donation, what its fund holds now, and the posting that a reversal would mirror. Null where there is none for this office. */
export async function loadDonation(db: Database, scope: Scope, donationId: string) {
  const one = sql`${donation.id} = ${donationId} AND ${countyGranted(scope)}`;
  const rows = await readTogether(db, {
    offices: countyOffice(db, scope),
    donations: donationRows(db, one),
    funds: fundRows(db, scope),
    looks: db.select(pick({ count: sql<number>`count(*)` })).from(audit).where(and(eq(audit.subject, `donation:${donationId}`), sql`+${audit.action} = ${DONATION_LOOK}`)),
    posted: db
      .select(pick({ id: transfer.id, kind: transfer.kind, resolvesId: transfer.resolvesId, debit: transfer.debitAccount, credit: transfer.creditAccount, amountFen: transfer.amountFen }))
      .from(transfer)
      .where(sql`${transfer.orderId} IS NULL AND ${transfer.eventId} = ${donationId} AND ${transfer.kind} = 'post'`),
  });
  const [found, posted] = [rows.donations[0], rows.posted[0]];
  const fund = rows.funds.find((each) => each.code === found?.fund);
  return found && fund && posted ? { donation: found, fund, posted, offices: rows.offices, looks: rows.looks[0]?.count ?? 0 } : null;
}
export type DonationRead = NonNullable<Awaited<ReturnType<typeof loadDonation>>>;

/** Takes a donation back, once: its posting is mirrored, and where the fund no longer reaches the batch fails whole. */
export async function reverseDonation(db: Database, entry: AuditEntry, of: { id: string; posted: StoredTransfer; reason: string; shownHash: string }): Promise<'done' | Conflict> {
  const { id, posted, reason, shownHash } = of;
  const event = { orderId: null, eventId: id, period: monthOf(serviceDateOf(entry.at)), at: entry.at };
  return commit(db, { ...entry, reason }, {
    changes: [
      db.insert(donationReversal).values({ donationId: id, reason, shownHash, reversedAt: entry.at, reversedBy: entry.actor }),
      ...recordTransfers(db, event, reversePosted([posted])),
    ],
  });
}

/** The rows of donations to one fund, or to all. */
export const donationsTo = (db: Database, scope: Scope, fund?: string) =>
  donationRows(db, fund === undefined ? countyGranted(scope) : sql`${donation.payerCode} = ${fund} AND ${countyGranted(scope)}`);
