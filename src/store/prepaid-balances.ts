import { and, asc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import { maskPhone } from '../domain/masking.ts';
import type { Vault } from '../vault.ts';
import { pick, readTogether, type Database } from './read.ts';
import { account, balance, division, elder, mealPoint, operator } from './schema.ts';
import { divisionGranted, elderWithin } from './scope.ts';
import { waitingRequests } from './money-requests.ts';
import { operatorLimits } from './prepaid-rules.ts';

/** What every operator holds for the elders within reach at the end of a day, summed from the transfers up to then. */
export async function loadPrepaid(db: Database, scope: Scope, date: ServiceDate, kind: 'refund' | 'move') {
  const rows = await readTogether(db, {
    accounts: heldOn(db, scope, date),
    operators: db.select(pick({ id: operator.id, name: operator.name, agreementTo: operator.agreementToDate })).from(operator).orderBy(asc(operator.name)),
    offices: db.select(pick({ name: division.name })).from(division).where(divisionGranted(scope)),
    waiting: waitingRequests(db, scope, kind),
    limits: operatorLimits(db, scope),
  });
  return { ...rows, accounts: rows.accounts.filter((one) => one.fen !== 0) };
}
export type PrepaidRead = Awaited<ReturnType<typeof loadPrepaid>>;
export type PrepaidAccount = PrepaidRead['accounts'][number];

function heldOn(db: Database, scope: Scope, date: ServiceDate) {
  const until = instantAt(addDays(date, 1), 0);
  // Each half stands on a partial index of its own, so its condition is spelled as the index has it.
  const moved = (side: 'credit' | 'debit') => {
    const column = sql.raw(`t.${side}_account`);
    return sql<Fen>`(SELECT coalesce(sum(t.amount_fen), 0) FROM transfer t WHERE ${column} = ${account.id} AND ${column} >= 'prepaid:' AND ${column} < 'prepaid;'
      AND t.kind IN ('post', 'reverse') AND t.at < ${until})`;
  };
  return db
    .select(
      pick({
        operatorId: operator.id,
        operatorName: operator.name,
        elderId: elder.id,
        elderName: elder.name,
        phoneSealed: elder.phoneSealed,
        pointName: mealPoint.name,
        village: division.name,
        fen: sql<Fen>`${moved('credit')} - ${moved('debit')}`,
        reservedFen: balance.reservedFen,
      }),
    )
    .from(account)
    .innerJoin(elder, eq(elder.id, account.ownerId))
    .innerJoin(operator, eq(operator.id, account.holderId))
    .innerJoin(balance, eq(balance.accountId, account.id))
    .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .where(and(eq(account.kind, 'prepaid'), elderWithin(scope)))
    .orderBy(asc(operator.name), asc(elder.name), asc(elder.id));
}

/** The phones of those on the list, masked. */
export async function maskedPhones(vault: Vault, accounts: readonly Pick<PrepaidAccount, 'elderId' | 'phoneSealed'>[]): Promise<Map<string, string>> {
  const opened = accounts.map(async ({ elderId, phoneSealed }): Promise<[string, string]> => {
    if (phoneSealed === null) return [elderId, ''];
    return [elderId, maskPhone(await vault.open({ table: 'elder', column: 'phone_sealed', row: elderId }, phoneSealed))];
  });
  return new Map(await Promise.all(opened));
}
