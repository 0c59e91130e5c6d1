import type { FamilyRight } from './family.ts';

/** Who may do what, and where. A role is granted for one place; a permission without a place is nothing. */
export const ROLES = ['canteen_staff', 'county_official', 'community_worker', 'town_official', 'operator_manager', 'administrator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Managers and offices: their rights hold only where a second factor was given at sign-in. So does every role that was granted for a division. */
const WITH_SECOND_FACTOR: readonly Role[] = ['county_official', 'community_worker', 'town_official', 'operator_manager', 'administrator', 'auditor'];

export function needsSecondFactor(grant: Grant): boolean {
  return 'divisionCode' in grant || WITH_SECOND_FACTOR.includes(grant.role);
}

/**
 * How a session was begun: an elder's card, a code sent to a family's phone; at work a start code (which lets one set up a second factor
 * and nothing else), a password alone, a password and the code of an authenticator, or a PIN on a tablet that a canteen shares.
 */
export const SIGN_IN_WAYS = ['card', 'phone_code', 'start_code', 'password', 'totp', 'pin'] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];
/** Those that are not bound to a tablet. */
export type WorkWay = Exclude<SignInWay, 'card' | 'phone_code' | 'pin'>;

/** A shared tablet, and the one point that it is of. */
export type Tablet = { id: string; name: string; mealPointId: string };

/**
 * Which of a person's grants hold in a session that was begun so. By a PIN it is being a cook at the tablet's own point and nothing else: six
 * digits that are typed where others stand by are no password, and whoever also works elsewhere leaves that where it is.
 */
export function grantsUnder(way: SignInWay, grants: readonly Grant[], tablet: Tablet | null = null): readonly Grant[] {
  if (way === 'totp') return grants;
  if (way === 'pin') return grants.filter((grant) => grant.role === 'canteen_staff' && 'mealPointId' in grant && grant.mealPointId === tablet?.mealPointId);
  return way === 'password' ? grants.filter((grant) => !needsSecondFactor(grant)) : [];
}

/** One word for each thing that a route lets somebody do. Every route declares exactly one (routes/permit.ts). */
export const PERMISSIONS = [
  'menu.read',
  'sign_in',
  'outcome.own',
  'order.own',
  'meal_run.read',
  'meal_run.close',
  'sheet.print',
  'hand_over.record',
  'statement.read',
  'policy.read',
  'policy.draft',
  'policy.approve',
  'application.file',
  'application.own',
  'application.handle',
  'application.read',
  'application.decide',
  'appeal.decide',
  'roster.read',
  'roster.prepare',
  'roster.apply',
  'cash.take',
  'prepaid.read',
  'prepaid.move',
  'point.set',
  'death.note',
  'death.confirm',
  'month.read',
  'month.propose',
  'month.confirm',
  'claim.reverse',
  'calendar.read',
  'calendar.enter',
  'calendar.confirm',
  'price_change.at_point',
  'price_change.in_area',
  'payer.set',
  'category.set',
  'donation.record',
  'donation.reverse',
  'order.for_village',
  'order.by_phone',
  'card.issue',
  'card.oversee',
  'complaint.answer',
  'complaint.read',
  'message.oversee',
  'county_rule.set',
  'books_stop.end',
  'diet.record',
  'picture.set',
  'family.self',
  'family.order',
  'family.arrange',
  'family.allow',
  'family.witness',
  'operator.read',
  'person.read',
  'person.add',
  'access.ask',
  'access.confirm',
  'access.end',
  'login.manage',
  'policy_draft.read',
  'death.read',
  'claim.read',
  'point.read',
  'calendar.follow',
  'price_change.read',
  'payer.read',
  'category.read',
  'donation.read',
  'message.read',
  'county_rule.read',
  'books_stop.read',
  'application.look',
  'elder.read',
  'elder.look',
  'audit.read',
  'login.own',
  'tablet.enrol',
  'tablet.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYBODY: readonly Permission[] = ['menu.read', 'sign_in', 'outcome.own', 'application.file'];
/** Whoever prefers the plain pages orders for herself there, as her family does. */
const ELDER: readonly Permission[] = ['order.own', 'application.own', 'family.order', 'family.arrange', 'family.allow'];
const FAMILY: readonly Permission[] = ['family.self', 'family.order', 'family.arrange'];
/** What an office only looks at: of a town, and of the county. None of these changes anything. */
const READ_IN_TOWN: readonly Permission[] = [
  'statement.read', 'policy.read', 'application.read', 'death.read', 'claim.read', 'calendar.read', 'price_change.read', 'complaint.read', 'elder.read',
];
const READ_IN_COUNTY: readonly Permission[] = [
  ...READ_IN_TOWN, 'policy_draft.read', 'roster.read', 'prepaid.read', 'point.read', 'month.read', 'calendar.follow', 'payer.read', 'category.read',
  'donation.read', 'message.read', 'county_rule.read', 'books_stop.read',
];
/** Everybody at work, whatever their role, and without one; by a PIN nobody touches how they sign in. */
const PERSON: readonly Permission[] = ['login.own'];
const BY_ROLE: Record<Role, readonly Permission[]> = {
  canteen_staff: [
    'meal_run.read', 'meal_run.close', 'sheet.print', 'hand_over.record', 'cash.take', 'price_change.at_point', 'order.by_phone', 'card.issue',
    'complaint.answer', 'diet.record', 'picture.set', 'family.witness',
  ],
  county_official: [
    ...READ_IN_COUNTY, 'policy.draft', 'policy.approve', 'appeal.decide', 'roster.prepare', 'roster.apply', 'prepaid.move', 'point.set', 'month.propose',
    'month.confirm', 'death.note', 'death.confirm', 'claim.reverse', 'calendar.enter', 'calendar.confirm', 'price_change.in_area', 'payer.set',
    'category.set', 'donation.record', 'donation.reverse', 'card.oversee', 'message.oversee', 'county_rule.set', 'books_stop.end',
    'application.look', 'elder.look',
  ],
  community_worker: ['application.handle', 'order.for_village'],
  town_official: [
    ...READ_IN_TOWN, 'application.decide', 'death.note', 'death.confirm', 'claim.reverse', 'price_change.in_area', 'card.oversee', 'application.look',
    'elder.look',
  ],
  // What its canteens owe an answer, the operator's manager may answer too. The tablets are the operator's things, at points that are its own: it
  // enrols them with the second factor that its role asks for, and misses one first. All else is for reading.
  operator_manager: ['operator.read', 'complaint.answer', 'tablet.enrol'],
  administrator: ['person.read', 'person.add', 'access.ask', 'access.confirm', 'access.end', 'login.manage', 'tablet.read'],
  // Who was let in, by whom and on what, is the county's too; an official has no part in it.
  auditor: [...READ_IN_COUNTY, 'person.read', 'audit.read', 'tablet.read'],
};

/** One meal point, the points that one operator runs, or a division with everything below it. */
export type GrantPlace = { mealPointId: string } | { operatorId: string } | { divisionCode: string };

/** A role and the one place it holds for. */
export type Grant = { role: Role } & GrantPlace;

/** The same for the same place, whatever kind it is. */
export function placeKey(place: GrantPlace): string {
  if ('mealPointId' in place) return `point:${place.mealPointId}`;
  return 'operatorId' in place ? `operator:${place.operatorId}` : `division:${place.divisionCode}`;
}

export type ElderActor = {
  kind: 'elder';
  elderId: string;
  name: string;
  callAs: string | null;
  /** The point where they usually eat; its phone stands on every elder page. */
  point: { id: string; name: string; phone: string; phoneHours: string };
};
/** `tablet`: where they came in by a PIN. */
export type PersonActor = { kind: 'person'; personId: string; name: string; grants: readonly Grant[]; tablet?: Tablet };
/** A family member: signed in by their phone, for the elders who consented. */
export type FamilyActor = { kind: 'family'; personId: string; name: string };
export type Actor = { kind: 'stranger' } | ElderActor | PersonActor | FamilyActor;

/** How records name who did a thing: 'elder:…', 'person:…' or 'job:…'. */
export function actorRef(actor: ElderActor | PersonActor | FamilyActor): string {
  return actor.kind === 'elder' ? `elder:${actor.elderId}` : `person:${actor.personId}`;
}

/** What an actor may reach with one permission. Only scopeFor() makes one, and only store/scope.ts opens it. */
declare const opaque: unique symbol;
export type Scope = { readonly [opaque]: true };
export type Reach = {
  elderId: string | null;
  /** Who reaches the elders who consented to this, as long as they do. */
  familyId: string | null;
  familyRight: FamilyRight | null;
  /** Who reaches their own sign-in. */
  personId: string | null;
  mealPointIds: readonly string[];
  operatorIds: readonly string[];
  divisionPrefixes: readonly string[];
  everywhere: boolean;
};

const NOWHERE: Reach = { elderId: null, familyId: null, familyRight: null, personId: null, mealPointIds: [], operatorIds: [], divisionPrefixes: [], everywhere: false };

/** The reach of `actor` under `permission`, or null when they do not have it at all. */
export function scopeFor(actor: Actor, permission: Permission): Scope | null {
  if (EVERYBODY.includes(permission)) return sealed({ ...NOWHERE, everywhere: true });
  if (actor.kind === 'elder') return ELDER.includes(permission) ? sealed({ ...NOWHERE, elderId: actor.elderId }) : null;
  if (actor.kind === 'family') return FAMILY.includes(permission) ? sealed({ ...NOWHERE, familyId: actor.personId, familyRight: permission === 'family.arrange' ? 'arrange' : 'order' }) : null;
  if (actor.kind === 'stranger') return null;
  if (PERSON.includes(permission)) return actor.tablet ? null : sealed({ ...NOWHERE, personId: actor.personId });
  const grants = actor.grants.filter((grant) => holds(grant) && BY_ROLE[grant.role].includes(permission));
  if (grants.length === 0) return null;
  return sealed({
    ...NOWHERE,
    mealPointIds: grants.flatMap((grant) => ('mealPointId' in grant ? [grant.mealPointId] : [])),
    operatorIds: grants.flatMap((grant) => ('operatorId' in grant ? [grant.operatorId] : [])),
    divisionPrefixes: grants.flatMap((grant) => ('divisionCode' in grant ? [divisionPrefix(grant.divisionCode)] : [])),
  });
}

const isCounty = (grant: Grant) => 'divisionCode' in grant && grant.divisionCode.endsWith('000000');

/** An entry of the audit belongs to the county and to no smaller place: an auditor of anything else reads nothing. */
const holds = (grant: Grant) => grant.role !== 'auditor' || isCounty(grant);

/** Whether somebody is at work for a whole county: what is one for the county is no matter of its towns. */
export function isOfCounty(actor: Actor): boolean {
  return actor.kind === 'person' && actor.grants.some((grant) => (grant.role === 'county_official' || grant.role === 'auditor') && isCounty(grant));
}

/** Whoever is an auditor and nothing else changes nothing: no page shows them a form that would. */
export function readsOnly(actor: Actor): boolean {
  return actor.kind === 'person' && actor.grants.length > 0 && actor.grants.every((grant) => grant.role === 'auditor');
}

/** The part of a 12-digit code that everything below it shares: 370481000000 → 370481, 370481103000 → 370481103. */
export function divisionPrefix(code: string): string {
  if (code.endsWith('000000')) return code.slice(0, 6);
  return code.endsWith('000') ? code.slice(0, 9) : code;
}

function sealed(reach: Reach): Scope {
  return reach as unknown as Scope;
}

export function reachOf(scope: Scope): Reach {
  return scope as unknown as Reach;
}
