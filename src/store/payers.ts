import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { EVERYWHERE, type PayerKind } from '../domain/county-label.ts';
import { accountId } from '../domain/ledger.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { countyOffice } from './county-office.ts';
import { changesOf, nameIsFree, renameLabel, type Renaming } from './label-changes.ts';
import { policyVersionsInFull } from './policies.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { account, balance, payer } from './schema.ts';
import { countyGranted } from './scope.ts';

/** Sellers and the elder stand behind every payer of a county's own. */
const LAST_POSITION = 96;

const accountOf = sql`${accountId('payer', '')} || ${payer.code}`;

function payerRows(db: Database, scope: Scope) {
  return db
    .select(
      pick({
        code: payer.code,
        name: payer.name,
        funded: payer.funded,
        balanceFen: optional(balance.balanceFen),
        reservedFen: optional(balance.reservedFen),
        used: sql<number>`EXISTS (SELECT 1 FROM ${account} WHERE ${account.id} = ${accountOf})`,
      }),
    )
    .from(payer)
    .leftJoin(balance, eq(balance.accountId, accountOf))
    .where(countyGranted(scope))
    .orderBy(asc(payer.position), asc(payer.code));
}

/** All payers of the county, those that everybody has too. Null where the whole county is not the reader's. */
export async function loadPayers(db: Database, scope: Scope, key = '') {
  const rows = await readTogether(db, { offices: countyOffice(db, scope), payers: payerRows(db, scope), prior: priorAnswer(db, key) });
  return rows.offices.length > 0 ? { offices: rows.offices, payers: rows.payers, prior: rows.prior[0] } : null;
}
export type PayerRow = NonNullable<Awaited<ReturnType<typeof loadPayers>>>['payers'][number];

/** One payer of the county's own beside the others, what it was called before, and the policies that may name it. */
export async function loadPayer(db: Database, scope: Scope, code: string) {
  const rows = await readTogether(db, { offices: countyOffice(db, scope), payers: payerRows(db, scope), changes: changesOf(db, 'payer', code), versions: policyVersionsInFull(db) });
  const found = rows.payers.find((one) => one.code === code && !EVERYWHERE.includes(code));
  return rows.offices.length > 0 ? { ...rows, payer: found ?? null } : null;
}

/** A fund has its account and its balance from the first day; a budget gets its account with the first policy that names it. */
export async function addPayer(db: Database, entry: AuditEntry, added: { code: string; name: string; kind: PayerKind }, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const { code, name, kind } = added;
  const id = accountId('payer', code);
  const position = sql<number>`(SELECT min(${LAST_POSITION}, coalesce(max(position), 0) + 1) FROM ${payer} WHERE position <= ${LAST_POSITION})`;
  return commit(db, entry, {
    keyed,
    guards: [guard('name is free', nameIsFree('payer', name, code))],
    changes: [
      db.insert(payer).values({ code, name, position, funded: kind === 'fund' ? 1 : 0 }),
      ...(kind === 'fund' ? [db.insert(account).values({ id, kind: 'payer', ownerId: code }), db.insert(balance).values({ accountId: id })] : []),
    ],
  });
}

export async function renamePayer(db: Database, entry: AuditEntry, renaming: Renaming): Promise<'done' | Conflict> {
  return commit(db, { ...entry, reason: renaming.reason }, {
    guards: [guard('name as read', isCalled(renaming)), guard('name is free', nameIsFree('payer', renaming.name, renaming.code))],
    changes: renameLabel(db, entry, 'payer', renaming),
  });
}

const isCalled = ({ code, was }: Renaming): SQL => sql`SELECT name = ${was} FROM ${payer} WHERE code = ${code}`;

/** Only while it has no account: with one, a policy has named it or money has moved. */
export async function removePayer(db: Database, entry: AuditEntry, code: string): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('nobody uses it', sql`NOT EXISTS (SELECT 1 FROM ${account} WHERE id = ${accountId('payer', code)})`)],
    changes: [db.delete(payer).where(and(eq(payer.code, code), eq(payer.funded, 0)))],
  });
}
