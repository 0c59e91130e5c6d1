import { needsSecondFactor, placeKey, type Grant, type GrantPlace, type Role } from './access.ts';
import type { DivisionLevel } from './network.ts';
import { codesFor, codeTakesTwo, type LoginState, type Resets } from './staff-login.ts';

// Who lets whom do what (section M). A role is granted, changed and given back to somebody who was disabled by two administrators, neither of
// whom is the person meant: one asks, the other confirms exactly what was asked; so is a start code for whoever has a second factor. It is taken
// away by one of them, at once.

/** `grant`: a role for a place, beside what is held or instead of one grant; `enable`: somebody disabled comes back; `start_code`: a code for them. */
export const ACCESS_REQUEST_KINDS = ['grant', 'enable', 'start_code'] as const;
export type AccessRequestKind = (typeof ACCESS_REQUEST_KINDS)[number];

export const ACCESS_OUTCOMES = ['confirmed', 'declined'] as const;
export type AccessOutcome = (typeof ACCESS_OUTCOMES)[number];

/** What a role is granted for: one meal point, one operator, or one division of this level. */
export const PLACE_OF_ROLE = {
  canteen_staff: 'point',
  operator_manager: 'operator',
  community_worker: 'village',
  town_official: 'town',
  county_official: 'county',
  administrator: 'county',
  auditor: 'county',
} as const satisfies Record<Role, 'point' | 'operator' | DivisionLevel>;

/** The place of a grant, of the kind that the role asks for. `id`: of a point or an operator, or the code of a division. */
export function placeOfGrant(role: Role, id: string): GrantPlace {
  const kind = PLACE_OF_ROLE[role];
  if (kind === 'point') return { mealPointId: id };
  return kind === 'operator' ? { operatorId: id } : { divisionCode: id };
}

/** Somebody as they stand now. `login`: null where they have no name to sign in by. */
export type Standing = {
  personId: string;
  disabled: boolean;
  grants: readonly (Grant & { id: string })[];
  login: { hasPassword: boolean; hasSecondFactor: boolean } | null;
};

/** How they can sign in; null without a name. */
export function loginStateOf({ login, grants }: Standing): LoginState | null {
  return login && { ...login, needsSecondFactor: grants.some(needsSecondFactor) };
}

/** What is asked for. `replaces`: the id of the grant that ends with it. */
export type AccessWish = { kind: 'enable' } | { kind: 'start_code'; resets: Resets } | ({ kind: 'grant'; replaces: string | null } & Grant);

/** Whether one administrator may give somebody a name, end a lock, or sign them out. Refusals: `own` (another one does it), `disabled` (they come back first). */
export function decideLoginAct(standing: Standing, actor: string): 'own' | 'disabled' | null {
  if (actor === `person:${standing.personId}`) return 'own';
  return standing.disabled ? 'disabled' : null;
}

const START_CODE_REFUSALS = ['own', 'disabled', 'no_login', 'no_such_code'] as const;
export type StartCodeRefusal = (typeof START_CODE_REFUSALS)[number];

/**
 * Whether a start code makes sense for somebody as they stand. Refusals: `own` (nobody gives themself one), `disabled` (they come back
 * first), `no_login` (they need a name first), `no_such_code` (it would reset what they do not have, or leave a password standing).
 */
export function startCodeRefusal(standing: Standing, resets: Resets, actor: string): StartCodeRefusal | null {
  const refused = decideLoginAct(standing, actor);
  if (refused !== null) return refused;
  const state = loginStateOf(standing);
  if (state === null) return 'no_login';
  return codesFor(state).includes(resets) ? null : 'no_such_code';
}

/** Whether one administrator may give a start code alone. Refusals beside those of startCodeRefusal: `takes_two`. */
export function decideStartCode(standing: Standing, resets: Resets, actor: string): StartCodeRefusal | 'takes_two' | null {
  return startCodeRefusal(standing, resets, actor) ?? (codeNeedsTwo(standing, resets) ? 'takes_two' : null);
}

function codeNeedsTwo(standing: Standing, resets: Resets): boolean {
  const state = loginStateOf(standing);
  return state !== null && codeTakesTwo(state, resets);
}

export const ACCESS_REFUSALS = [...START_CODE_REFUSALS, 'one_is_enough', 'enabled', 'has_it', 'replaced_gone'] as const;
export type AccessRefusal = (typeof ACCESS_REFUSALS)[number];

/**
 * Whether a wish makes sense for somebody as they stand, asked or confirmed by `actor`. Refusals: `own` (nobody decides about their own
 * access), `disabled` (they come back first), `enabled` (there is nothing to give back), `has_it` (the same role for the same place),
 * `replaced_gone` (the grant to be replaced has ended); of a start code those of startCodeRefusal and `one_is_enough`.
 */
export function accessRefusal(standing: Standing, wish: AccessWish, actor: string): AccessRefusal | null {
  if (wish.kind === 'start_code') return startCodeRefusal(standing, wish.resets, actor) ?? (codeNeedsTwo(standing, wish.resets) ? null : 'one_is_enough');
  if (actor === `person:${standing.personId}`) return 'own';
  if (wish.kind === 'enable') return standing.disabled ? null : 'enabled';
  if (standing.disabled) return 'disabled';
  if (wish.replaces !== null && !standing.grants.some((grant) => grant.id === wish.replaces)) return 'replaced_gone';
  return standing.grants.some((grant) => grant.role === wish.role && placeKey(grant) === placeKey(wish)) ? 'has_it' : null;
}

export const ACCESS_ASK_REFUSALS = [...ACCESS_REFUSALS, 'waits'] as const;
export type AccessAskRefusal = (typeof ACCESS_ASK_REFUSALS)[number];

/** Whether something may be asked for. Refusals beside those of accessRefusal: `waits` (somebody has asked for it already). */
export function decideAccessRequest(standing: Standing, waiting: readonly AccessWish[], wish: AccessWish, actor: string): AccessAskRefusal | null {
  const refused = accessRefusal(standing, wish, actor);
  if (refused !== null) return refused;
  return waiting.some((one) => wishKey(one) === wishKey(wish)) ? 'waits' : null;
}

/** What is one wish, however often it is asked for. */
function wishKey(wish: AccessWish): string {
  return wish.kind === 'grant' ? `${wish.role} ${placeKey(wish)}` : wish.kind;
}

export const ACCESS_DECISION_REFUSALS = [...ACCESS_REFUSALS, 'own_request', 'asker_gone'] as const;
export type AccessDecisionRefusal = (typeof ACCESS_DECISION_REFUSALS)[number];

/**
 * Whether a request may be confirmed by `actor`. Refusals beside those of accessRefusal: `own_request` (another administrator confirms),
 * `asker_gone` (whoever asked is no administrator any more: what they asked for is void). Declining is for every administrator; of one's own
 * request it is taking it back.
 */
export function decideAccess(
  request: { requestedBy: string; askerStands: boolean; wish: AccessWish },
  standing: Standing,
  actor: string,
): AccessDecisionRefusal | null {
  if (request.requestedBy === actor) return 'own_request';
  if (!request.askerStands) return 'asker_gone';
  return accessRefusal(standing, request.wish, actor);
}

export const ACCESS_END_REFUSALS = ['own', 'ended'] as const;
export type AccessEndRefusal = (typeof ACCESS_END_REFUSALS)[number];

/**
 * Whether one administrator may take a grant away, or disable somebody, at once. Refusals: `own` (of oneself another one does it: so one
 * administrator is always left), `ended` (it was done before).
 */
export function decideAccessEnd(ended: boolean, personId: string, actor: string): AccessEndRefusal | null {
  if (actor === `person:${personId}`) return 'own';
  return ended ? 'ended' : null;
}
