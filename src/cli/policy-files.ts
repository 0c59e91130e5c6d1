import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy, type Policy } from '../domain/policy.ts';
import type { PolicyFault, PolicyProblem } from '../domain/policy-problem.ts';

/** What is wrong, for whoever wrote the file. `…` stands for the detail. */
const FAULT_TEXT: Record<PolicyFault, string> = {
  unknown_field: 'there is no field …',
  missing: 'is missing (…)',
  wrong_kind: 'must be …',
  not_one_of: 'must be one of: …',
  out_of_range: 'must be …',
  not_a_division_code: 'must be a division code of 12 digits',
  not_a_date: 'must be a date that exists, YYYY-MM-DD',
  too_precise: 'must be a multiple of …',
  duplicate: '… stands twice',
  empty_dates: '`before` is the first day that no longer counts and must come after … (from)',
  versions_overlap: 'shares a day with …: end that one with `before`',
  empty_age_range: 'nobody is of this age: …',
  empty_price_range: 'no price is in this range: …',
  one_or_the_other: 'must have one of: …',
  compared_with_itself: 'compares a place with itself',
  finer_than_the_place: 'is finer than the place of the policy, …: compare with something else (`as`), or list divisions (`in`)',
  not_of_this_scale: 'is no level of …',
  excludes_everybody: 'an empty exception excludes everybody',
  never_applies: 'can never apply: …',
  never_best: 'is never the best tier: everybody in it gets more under “…”',
  gives_nothing: 'gives nothing …',
  percent_over_100: '… is more than 100 percent',
  shares_not_100: 'the percents make …, not 100',
  shares_not_the_amount: 'the shares (…) are not the amount: leave one without `fen` to bear the rest',
  limit_below_amount: 'a limit is below what one meal gives: …',
  limit_never_reached: 'can never be reached: the limit for each … is lower',
  meals_per_meal: 'a limit for each meal can only be in fen',
  below_min_self_pay: 'is below the minimum self-pay of … fen',
  cannot_be_stacked: '… cannot be added to other tiers',
  who_pays: 'say who pays … (`pays`, or `payer`)',
  unknown_payer: '… is not among the payers',
  reserved_payer: '… needs no row: everybody has it',
  fund_without_balance: '… is a fund of the county: it needs a balance',
  balance_without_fund: '… is no fund of the county: it has no balance',
  payer_cycle: 'these hand on to each other for ever: …',
  unknown_category: '… is not among the categories of the county',
  only_for_delivery: 'only a delivery subsidy has this',
};

export function problemText({ path, reason: { code, detail } }: PolicyProblem): string {
  return `${path || 'the file'}: ${FAULT_TEXT[code].replace('…', detail)}`;
}

export type PolicyFile = { policy: Policy } | { problems: string[] };

/** Reads <folder>/<name>.json. */
export function readPolicyFile(folder: string, name: string): PolicyFile {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) return { problems: ['no such file'] };
  const json = readJson(file);
  if ('problem' in json) return { problems: [json.problem] };
  const read = parsePolicy(json.value);
  return 'policy' in read ? read : { problems: read.problems.map(problemText) };
}

export function readJson(file: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { problem: `cannot be read as JSON: ${error instanceof Error ? error.message : ''}` };
  }
}
