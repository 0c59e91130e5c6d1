import type { ClaimRequestRefusal } from '../../src/domain/claim.ts';

/** Why a claim cannot be taken back, or not now. */
export const claimRefusalText: Record<ClaimRequestRefusal, string> = {
  already_reversed: '这一份已经冲回过了，不能再冲一次。',
  no_hand_over: '这一份没有有效的交付记录，没有申领补贴，没有可以冲回的。',
  nothing_claimed: '这一份没有人出补贴，没有可以冲回的。',
  waits: '已经有人提了，在等另一位经办人来看。',
};

/** What is missing from a request. */
export const claimNoteText = {
  no_reason: '请选为什么冲回。',
  no_note: '请写凭什么：哪份材料，或者谁查的、怎么查实的。',
  too_long: '太长了，最多写 200 个字。',
} as const;

/** What each reason takes back, under its name. */
export const reasonHint = {
  died_before: '补贴和自付都冲回',
  not_eaten: '补贴和自付都冲回',
  wrong_subsidy: '只冲回补贴，自付照旧',
} as const;
