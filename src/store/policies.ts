import { asc, eq } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { policyRules } from '../domain/policy-rules.ts';
import { pick, type Database } from './read.ts';
import { payer, policyDocument, policyVersion } from './schema.ts';

/** Every version of the county's subsidy policies with its document; a handful, so they are read whole. */
export function allPolicyVersions(db: Database) {
  return db
    .select(
      pick({
        id: policyVersion.id,
        policyId: policyVersion.policyDocumentId,
        fromDate: policyVersion.fromDate,
        toDate: policyVersion.toDate,
        rules: policyVersion.rules,
        documentNo: policyDocument.documentNo,
        title: policyDocument.title,
        issuer: policyDocument.issuer,
        borrowedFrom: policyDocument.borrowedFrom,
      }),
    )
    .from(policyVersion)
    .innerJoin(policyDocument, eq(policyDocument.id, policyVersion.policyDocumentId));
}

export type PolicyDocument = { documentNo: string; title: string; issuer: string; borrowedFrom: string | null };
type VersionRow = PolicyDocument & { id: string; policyId: string; fromDate: ServiceDate; toDate: ServiceDate | null; rules: string };
export type DocumentedVersion = PolicyVersion & { document: PolicyDocument };

/** Throws on rules that this program cannot read: it must not guess at money. */
export function versionsOf(rows: readonly VersionRow[]): DocumentedVersion[] {
  return rows.map(({ id, policyId, fromDate, toDate, rules, ...document }) => ({
    id,
    policyId,
    fromDate,
    toDate,
    rules: policyRules.parse(JSON.parse(rules)),
    document,
  }));
}

/** The county's payers by code, in the order in which statements list them. */
export function allPayers(db: Database) {
  return db.select(pick({ code: payer.code, name: payer.name })).from(payer).orderBy(asc(payer.position));
}
