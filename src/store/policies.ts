import { asc, eq, sql } from 'drizzle-orm';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { policyRules } from '../domain/policy-rules.ts';
import { nameOfActor } from './actors.ts';
import { fixed, pick, readRows, type Database } from './read.ts';
import { payer, policyDocument, policyVersion } from './schema.ts';

/** The paper of a version. One with a title has a paper of its own. */
export const documentColumns = {
  documentNo: fixed(sql<string>`coalesce(${policyVersion.documentNo}, ${policyDocument.documentNo})`),
  title: fixed(sql<string>`coalesce(${policyVersion.title}, ${policyDocument.title})`),
  issuer: fixed(sql<string>`coalesce(${policyVersion.issuer}, ${policyDocument.issuer})`),
  borrowedFrom: fixed(sql<string | null>`CASE WHEN ${policyVersion.title} IS NULL THEN ${policyDocument.borrowedFrom} ELSE ${policyVersion.borrowedFrom} END`),
};

const versionColumns = {
  id: policyVersion.id,
  policyId: policyVersion.policyDocumentId,
  fromDate: policyVersion.fromDate,
  toDate: policyVersion.toDate,
  rules: policyVersion.rules,
  approvedAt: policyVersion.approvedAt,
  ...documentColumns,
};

/** Every version of the county's subsidy policies with its document; a handful, so they are read whole. */
export function allPolicyVersions(db: Database) {
  return db
    .select(pick(versionColumns))
    .from(policyVersion)
    .innerJoin(policyDocument, eq(policyDocument.id, policyVersion.policyDocumentId));
}

/** The same, with who made it and where its paper was read: for whoever looks after policies. The latest first. */
export function policyVersionsInFull(db: Database) {
  return db
    .select(
      pick({
        ...versionColumns,
        source: sql<string>`coalesce(${policyVersion.source}, ${policyDocument.source})`,
        preparedBy: nameOfActor(policyVersion.preparedBy),
        approvedBy: nameOfActor(policyVersion.approvedBy),
      }),
    )
    .from(policyVersion)
    .innerJoin(policyDocument, eq(policyDocument.id, policyVersion.policyDocumentId))
    .orderBy(asc(policyVersion.policyDocumentId), sql`${policyVersion.fromDate} DESC`);
}

export type PolicyDocument = { documentNo: string; title: string; issuer: string; borrowedFrom: string | null };
type VersionRow = PolicyDocument & { id: string; policyId: string; fromDate: ServiceDate; toDate: ServiceDate | null; rules: string; approvedAt: Instant };
export type DocumentedVersion = PolicyVersion & { approvedAt: Instant; document: PolicyDocument };

/** Throws on rules that this program cannot read: it must not guess at money. */
export function versionsOf(rows: readonly VersionRow[]): DocumentedVersion[] {
  return rows.map(({ id, policyId, fromDate, toDate, rules, approvedAt, ...document }) => ({
    id,
    policyId,
    fromDate,
    toDate,
    rules: policyRules.parse(JSON.parse(rules)),
    approvedAt,
    document,
  }));
}

/** The county's payers by code, in the order in which statements list them. `most`: none, where a trip can do without. */
export function allPayers(db: Database, most?: 0) {
  const all = db.select(pick({ code: payer.code, name: payer.name, funded: payer.funded })).from(payer).orderBy(asc(payer.position), asc(payer.code));
  return most === undefined ? all : all.limit(most);
}

/** The same in a trip of its own. */
export const findPayers = (db: Database) => readRows(db, allPayers(db));
