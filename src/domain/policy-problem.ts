import type * as z from 'zod';

/** What can be wrong with a policy file. The words stand in cli and web; `detail` is what was found, or what would be right. */
export const POLICY_FAULTS = [
  'unknown_field',
  'missing',
  'wrong_kind',
  'not_one_of',
  'out_of_range',
  'not_a_division_code',
  'not_a_date',
  'too_precise',
  'duplicate',
  'empty_dates',
  'versions_overlap',
  'empty_age_range',
  'empty_price_range',
  'one_or_the_other',
  'compared_with_itself',
  'finer_than_the_place',
  'not_of_this_scale',
  'excludes_everybody',
  'never_applies',
  'never_best',
  'gives_nothing',
  'percent_over_100',
  'shares_not_100',
  'shares_not_the_amount',
  'limit_below_amount',
  'limit_never_reached',
  'meals_per_meal',
  'below_min_self_pay',
  'cannot_be_stacked',
  'who_pays',
  'unknown_payer',
  'reserved_payer',
  'fund_without_balance',
  'balance_without_fund',
  'payer_cycle',
  'unknown_category',
  'only_for_delivery',
] as const;
export type PolicyFault = (typeof POLICY_FAULTS)[number];

/** Where, as one writes it: versions[0].benefits[1].tiers[0].give.fen */
export type PolicyProblem = { path: string; reason: { code: PolicyFault; detail: string } };

export type Path = readonly PropertyKey[];

export function problem(at: Path, code: PolicyFault, detail: string | number = ''): PolicyProblem {
  return { path: pathText(at), reason: { code, detail: String(detail) } };
}

function pathText(at: Path): string {
  const text = at.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text.replace(/^\./, '');
}

type Issue = z.core.$ZodIssue;

/** What zod found, in our own words. */
export function problemsOf(issues: readonly Issue[]): PolicyProblem[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownFields(issue) : [problemOf(issue)]));
}

function unknownFields(issue: Extract<Issue, { code: 'unrecognized_keys' }>): PolicyProblem[] {
  return issue.keys.map((key) => problem([...issue.path, key], 'unknown_field', key));
}

function problemOf(issue: Issue): PolicyProblem {
  const { path: at } = issue;
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? problem(at, 'missing', issue.expected) : problem(at, 'wrong_kind', issue.expected);
  }
  if (issue.code === 'invalid_value') return problem(at, 'not_one_of', issue.values.map(String).join(', '));
  if (issue.code === 'too_small') return problem(at, 'out_of_range', `>= ${issue.minimum}`);
  if (issue.code === 'too_big') return problem(at, 'out_of_range', `<= ${issue.maximum}`);
  if (issue.code === 'not_multiple_of') return problem(at, 'too_precise', issue.divisor);
  if (issue.code === 'invalid_format') return problem(at, 'not_a_division_code');
  if (issue.code === 'custom') return problem(at, 'not_a_date');
  return problem(at, 'not_one_of', issue.code === 'invalid_union' ? unionText(issue) : '');
}

/** A union by `form` knows its members; any other is a word or a list. */
function unionText(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  return issue.discriminator ?? 'text, list';
}
