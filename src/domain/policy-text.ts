import { jsonText, readJson, type JsonProblem } from './json-text.ts';
import { parsePolicy, type CountyWords, type Policy, type PolicyVersion } from './policy.ts';
import type { PolicyProblem } from './policy-problem.ts';

/** One version and its paper: what a draft is about. */
export type OneVersion = Omit<Policy, 'versions'> & { version: Policy['versions'][number] };

/** Why a draft's text cannot be approved as it is. */
export type TextProblems = { json: JsonProblem } | { problems: readonly PolicyProblem[] } | { versions: number };

/** The policy in a text that a clerk typed, or what is wrong with it. A draft has one version: what is approved is one set of rules. */
export function readPolicyText(text: string, county?: CountyWords): { policy: OneVersion } | TextProblems {
  const json = readJson(text);
  if ('problem' in json) return { json: json.problem };
  const read = parsePolicy(json.value, county);
  if ('problems' in read) return read;
  const { versions, ...paper } = read.policy;
  const [version, ...more] = versions;
  return version && more.length === 0 ? { policy: { ...paper, version } } : { versions: versions.length };
}

/** The one spelling of a text: its JSON in the order as written. What is the same under it is the same text, whatever its spaces and lines. */
export function canonicalText(text: string): string {
  const json = readJson(text);
  return 'problem' in json ? text.replaceAll('\r\n', '\n') : jsonText(json.value).normalize('NFC');
}

/** What a version stands on, with its rules. */
export type WrittenVersion = Pick<PolicyVersion, 'policyId' | 'fromDate' | 'toDate' | 'rules'> & {
  title: string;
  documentNo: string;
  issuer: string;
  source: string;
  borrowedFrom: string | null;
};

/** A version as a policy file, as short as it can be written: what is the default anyway is left out. */
export function policyText({ policyId, title, documentNo, issuer, source, borrowedFrom, fromDate, toDate, rules }: WrittenVersion): string {
  const borrowed = borrowedFrom === null ? {} : { borrowedFrom };
  const until = toDate === null ? {} : { before: toDate };
  const version = { from: fromDate, ...until, ...(withoutDefaults(rules) as object) };
  return jsonText({ schema: 'zhucan-policy/1', id: policyId, title, documentNo, issuer, source, ...borrowed, versions: [version] });
}

const DEFAULTS: Readonly<Record<string, unknown>> = {
  order: 'discount_first', stackable: false, sellerDiscount: 'combines', combine: 'best_tier', boundCard: false, upToFee: false, days: 'every_day',
  thenPays: 'elder', compare: '>=', measured: 'before_discount', deliveryFee: 'out', per: 'meal',
};

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (value === null || typeof value !== 'object') return value;
  // A limit must name its period; only what is given, and what stands beside the price, has a default.
  const hasPeriod = !('form' in value) && !('kind' in value);
  const said = Object.entries(value).filter(([name, part]) => {
    if (Array.isArray(part) && part.length === 0) return false;
    return DEFAULTS[name] !== part || part === undefined || (name === 'per' && hasPeriod);
  });
  return Object.fromEntries(said.map(([name, part]) => [name, withoutDefaults(part)]));
}
