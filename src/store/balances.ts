import { and, eq, sql } from 'drizzle-orm';
import { accountId } from '../domain/ledger.ts';
import type { Fen } from '../domain/money.ts';
import { inList, pick, type Database } from './read.ts';
import { account, balance, payer } from './schema.ts';

/** What can still be spent: what stands on the account less what is reserved. */
const available = sql<Fen>`${balance.balanceFen} - ${balance.reservedFen}`;

/** What payers that can run out (a charity fund) still have to give. Written as the index payer_funded is: a bound 1 would not find it. */
export function fundsLeft(db: Database) {
  return db
    .select(pick({ payer: payer.code, fen: available }))
    .from(payer)
    .innerJoin(balance, eq(balance.accountId, sql`${`${accountId('payer')}:`} || ${payer.code}`))
    .where(sql`${payer.funded} = 1`);
}
export type FundLeft = Awaited<ReturnType<typeof fundsLeft>>[number];

/** What an elder can still spend of the prepaid money that the operator of a run holds. No row: none was ever paid in. */
export function prepaidLeft(db: Database, elderId: string, operatorId: ReturnType<typeof sql>) {
  return db
    .select(pick({ fen: available }))
    .from(account)
    .innerJoin(balance, eq(balance.accountId, account.id))
    .where(and(eq(account.kind, 'prepaid'), eq(account.ownerId, elderId), eq(account.holderId, operatorId)));
}

/** What an elder can still spend with each operator that holds money of theirs. */
export function prepaidByOperator(db: Database, elderId: string) {
  return db
    .select(pick({ operatorId: sql<string>`${account.holderId}`, fen: available }))
    .from(account)
    .innerJoin(balance, eq(balance.accountId, account.id))
    .where(and(eq(account.kind, 'prepaid'), eq(account.ownerId, elderId)));
}

/** The same of many elders, operator by operator. */
export function prepaidOfElders(db: Database, elderIds: readonly string[]) {
  return db
    .select(pick({ elderId: account.ownerId, operatorId: sql<string>`coalesce(${account.holderId}, '')`, fen: available }))
    .from(account)
    .innerJoin(balance, eq(balance.accountId, account.id))
    .where(and(eq(account.kind, 'prepaid'), inList(account.ownerId, elderIds)));
}
