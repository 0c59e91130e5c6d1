import * as z from 'zod';
import { parseServiceDate, type ServiceDate } from './calendar.ts';
import { contradictions } from './policy-contradictions.ts';
import { problemsOf, type PolicyProblem } from './policy-problem.ts';
import { policyRules, type PolicyRules } from './policy-rules.ts';
import { word } from './policy-who.ts';

/** One dated version of a policy. Half-open: it no longer holds on `toDate`. `policyId` is the same for all its versions. */
export type PolicyVersion = {
  id: string;
  policyId: string;
  fromDate: ServiceDate;
  toDate: ServiceDate | null;
  rules: PolicyRules;
};

const paper = z.string().trim().min(1).max(300);
const date = z.string().transform((text, context) => {
  const read = parseServiceDate(text);
  if (read === null) context.addIssue({ code: 'custom' });
  return read ?? z.NEVER;
});

/** A version in a file: its dates, the paper it stands on where that is not the policy's own, and its rules. */
const versionFile = policyRules.extend({
  from: date,
  /** Half-open: the first day on which this version no longer holds; null or left out: until further notice. */
  before: date.nullish(),
  documentNo: paper.optional(),
  source: paper.optional(),
});

/** One policy document with its dated versions, as a clerk writes it: one file. */
export const policyFile = z.strictObject({
  schema: z.literal('zhucan-policy/1'),
  id: word,
  title: paper,
  /** 文号; where the paper has none, what identifies it. */
  documentNo: paper,
  issuer: paper,
  source: paper,
  borrowedFrom: paper.optional(),
  versions: z.array(versionFile).min(1),
});

export type Policy = {
  id: string;
  title: string;
  issuer: string;
  borrowedFrom: string | null;
  versions: readonly (PolicyVersion & { documentNo: string; source: string })[];
};

/** What the county has rows for. Where it is given, a policy may name nothing else. `funds`: those of the payers that can run out. */
export type CountyWords = { payers: readonly string[]; funds: readonly string[]; categories: readonly string[] };

/**
 * Reads one policy file. Refuses what it does not know and what contradicts itself, each with the place and the reason: a rule
 * that cannot be read exactly must never become money.
 */
export function parsePolicy(json: unknown, county?: CountyWords): { policy: Policy } | { problems: PolicyProblem[] } {
  const read = policyFile.safeParse(json, { reportInput: true });
  if (!read.success) return { problems: problemsOf(read.error.issues) };
  const problems = contradictions(read.data, county);
  if (problems.length > 0) return { problems };
  const { id, title, issuer, documentNo, source, borrowedFrom } = read.data;
  const versions = read.data.versions.map(({ from, before, documentNo: ownNo, source: ownSource, ...rules }, index) => ({
    id: `${id}-${index + 1}`,
    policyId: id,
    fromDate: from,
    toDate: before ?? null,
    documentNo: ownNo ?? documentNo,
    source: ownSource ?? source,
    rules,
  }));
  return { policy: { id, title, issuer, borrowedFrom: borrowedFrom ?? null, versions } };
}

/** The version in force on the service date, or null: the latest that has begun, unless it has ended. An open end lasts until the next begins. */
export function versionOn<Version extends PolicyVersion>(versions: readonly Version[], on: ServiceDate): Version | null {
  const everHeld = versions.filter((one) => one.toDate === null || one.fromDate < one.toDate);
  const begun = everHeld.filter((one) => one.fromDate <= on).toSorted((a, b) => (a.fromDate < b.fromDate ? 1 : -1));
  const [latest] = begun;
  return latest && (latest.toDate === null || on < latest.toDate) ? latest : null;
}

/** The first day on which a version no longer holds: its own end, or where it has none the day on which the next of its policy begins. */
export function endOf(version: Pick<PolicyVersion, 'policyId' | 'fromDate' | 'toDate'>, all: readonly Pick<PolicyVersion, 'policyId' | 'fromDate' | 'toDate'>[]): ServiceDate | null {
  const later = all.filter((one) => one.policyId === version.policyId && one.fromDate > version.fromDate && (one.toDate === null || one.fromDate < one.toDate));
  const ends = [version.toDate, ...later.map((one) => one.fromDate)].filter((one) => one !== null);
  return ends.sort()[0] ?? null;
}

/** The versions in force on the service date: one of each policy. */
export function versionsOn(versions: readonly PolicyVersion[], on: ServiceDate): PolicyVersion[] {
  const policies = [...new Set(versions.map((one) => one.policyId))].sort();
  return policies.flatMap((policyId) => versionOn(versions.filter((one) => one.policyId === policyId), on) ?? []);
}
