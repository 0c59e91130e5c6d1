import type { FactKind } from './elder.ts';
import { ABILITY_LEVELS } from './policy-who.ts';

// What can be applied for: the dated facts that subsidy policies ask about. Categories are the county's own rows; the others have these values.

/** What somebody says at first, on their own page or their family's: the village finds out which fact it is. */
export const WISHES = ['hardship', 'living', 'ability', 'disability', 'unsure'] as const;
export type Wish = (typeof WISHES)[number];

export const CLAIM_KINDS = ['category', 'ability', 'disability', 'living'] as const satisfies readonly FactKind[];
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** The fact that is asked for. `value` null: not known before the check (an ability level before the assessment). */
export type Claim = { kind: ClaimKind; value: string | null };

/** 能力评估: the levels that give a right to anything; 完好 is no ground to apply. */
export const CLAIM_LEVELS = ABILITY_LEVELS.filter((level) => level !== 'intact');
export const DISABILITY_GRADES = ['1', '2', '3', '4'] as const;
/** 独居, 空巢, 留守. */
export const LIVING_CLAIMS = ['alone', 'empty_nest', 'left_behind'] as const;

export const ABILITY_SCALE = 'GB/T 42195-2022';

const WISH_OF: Record<ClaimKind, Wish> = { category: 'hardship', living: 'living', ability: 'ability', disability: 'disability' };

/** The wish that a claim answers, for what is registered at the village straight away. */
export const wishOf = (kind: ClaimKind): Wish => WISH_OF[kind];

/** Every claim that a form offers, by its code `kind:value`; a kind whose value the check finds also stands alone. */
export function claimCodes(categories: readonly string[]): string[] {
  return [
    ...categories.map((code) => `category:${code}`),
    ...LIVING_CLAIMS.map((value) => `living:${value}`),
    'ability:',
    ...CLAIM_LEVELS.map((value) => `ability:${value}`),
    'disability:',
    ...DISABILITY_GRADES.map((value) => `disability:${value}`),
  ];
}

/** `category:x` as a claim; null when this county's form offers no such thing. */
export function parseClaim(code: string, categories: readonly string[]): Claim | null {
  if (!claimCodes(categories).includes(code)) return null;
  const [found, value = ''] = code.split(':');
  const kind = CLAIM_KINDS.find((one) => one === found);
  return kind ? { kind, value: value === '' ? null : value } : null;
}

export const claimCode = ({ kind, value }: Claim): string => `${kind}:${value ?? ''}`;

/** Papers by kind: 身份证, 户口簿, 困难证明, 残疾证, 能力评估报告, 居住情况说明. */
export const PAPER_KINDS = [
  'id_card', 'household_register', 'hardship_certificate', 'disability_certificate', 'ability_report', 'living_statement', 'other',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** What the village did to check: 入户看过, 核对身份, 核对材料, 邻里访问, 查名册. */
export const CHECK_POINTS = ['home_visit', 'identity', 'papers', 'neighbours', 'registers'] as const;
export type CheckPoint = (typeof CHECK_POINTS)[number];

export const REFUSAL_REASONS = ['condition_not_met', 'papers_not_enough', 'not_confirmed', 'not_resident', 'covered_already', 'other'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
