/**
 * The outer fence: how often one address may knock at what everybody can reach, roughly, and by itself at each place of the network. Exact
 * counts stand in the database; this keeps the crowd from filling it. Cloudflare's rate limiting binding, or whatever a host has: where it has
 * none, there is no such fence.
 */
export type Fence = { limit(knock: { key: string }): Promise<{ success: boolean }> };

/** SIGN_INS: names, passwords and start codes of people at work. FAMILY_SIGN_INS: families' telephones and codes. CARDS: the links on cards. FORMS: what families send without an account. */
export type Fences = { SIGN_INS?: Fence; FAMILY_SIGN_INS?: Fence; CARDS?: Fence; FORMS?: Fence };

/** In how many seconds a window of any of them is over (wrangler.toml). */
export const FENCE_SECONDS = 60;
