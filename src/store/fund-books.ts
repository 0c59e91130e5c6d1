import { asc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { fundLedger, type KeptDonation } from '../domain/fund-ledger.ts';
import type { Fen } from '../domain/money.ts';
import { countyOffice } from './county-office.ts';
import { donationsTo, fundRows, type DonationRow } from './donations.ts';
import { pick, readTogether, type Database } from './read.ts';
import { monthTotal, payer } from './schema.ts';
import { countyGranted } from './scope.ts';

/** What funds have paid for, month by month, from the totals that every hand-over keeps: what is read does not grow with the meals. */
function spentBy(db: Database, scope: Scope, fund?: string) {
  const sums = { meals: sql<number>`sum(${monthTotal.meals})`, fen: sql<Fen>`sum(${monthTotal.fen})` };
  return db
    .select(pick({ fund: monthTotal.payerCode, month: monthTotal.month, line: monthTotal.line, ...sums }))
    .from(monthTotal)
    .innerJoin(payer, eq(payer.code, monthTotal.payerCode))
    .where(sql`${payer.funded} = 1 AND ${countyGranted(scope)}${fund === undefined ? sql`` : sql` AND ${monthTotal.payerCode} = ${fund}`}`)
    .groupBy(monthTotal.payerCode, monthTotal.month, monthTotal.line)
    .orderBy(asc(monthTotal.month), asc(monthTotal.line));
}

/** Every fund with its whole ledger. Null where the whole county is not the reader's. */
export async function loadFunds(db: Database, scope: Scope) {
  const rows = await readTogether(db, { offices: countyOffice(db, scope), funds: fundRows(db, scope), donations: donationsTo(db, scope), spent: spentBy(db, scope) });
  if (rows.offices.length === 0) return null;
  const funds = rows.funds.map((fund) => ({
    ...fund,
    entries: fundLedger(rows.donations.filter((one) => one.fund === fund.code).map(keptOf), rows.spent.filter((one) => one.fund === fund.code)),
  }));
  return { offices: rows.offices, funds };
}
export type FundRead = NonNullable<Awaited<ReturnType<typeof loadFunds>>>['funds'][number];

/** One fund; null where there is none for this office. */
export async function loadFund(db: Database, scope: Scope, code: string) {
  const rows = await readTogether(db, { offices: countyOffice(db, scope), funds: fundRows(db, scope), donations: donationsTo(db, scope, code), spent: spentBy(db, scope, code) });
  const fund = rows.funds.find((one) => one.code === code);
  return fund && rows.offices.length > 0 ? { offices: rows.offices, fund: { ...fund, entries: fundLedger(rows.donations.map(keptOf), rows.spent) } } : null;
}

function keptOf({ reversedAt, reason, ...row }: DonationRow): KeptDonation {
  const { id, number, donor, amountFen, received, recordedAt } = row;
  return { id, number, donor, amountFen, received, recordedAt, anonymous: row.anonymous === 1, reversal: reversedAt === null ? null : { at: reversedAt, reason: reason ?? '' } };
}
