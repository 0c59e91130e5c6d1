import type { FamilyRight } from './family.ts';

/** Who may do what, and where. A role is granted for one place; a permission without a place is nothing. */
export const ROLES = ['canteen_staff', 'county_official', 'community_worker', 'town_official'] as const;
export type Role = (typeof ROLES)[number];

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
  'diet.record',
  'picture.set',
  'family.self',
  'family.order',
  'family.arrange',
  'family.allow',
  'family.witness',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const EVERYBODY: readonly Permission[] = ['menu.read', 'sign_in', 'outcome.own', 'application.file'];
/** Whoever prefers the plain pages orders for herself there, as her family does. */
const ELDER: readonly Permission[] = ['order.own', 'application.own', 'family.order', 'family.arrange', 'family.allow'];
const FAMILY: readonly Permission[] = ['family.self', 'family.order', 'family.arrange'];
const BY_ROLE: Record<Role, readonly Permission[]> = {
  canteen_staff: [
    'meal_run.read', 'meal_run.close', 'sheet.print', 'hand_over.record', 'cash.take', 'price_change.at_point', 'order.by_phone', 'card.issue',
    'complaint.answer', 'diet.record', 'picture.set', 'family.witness',
  ],
  county_official: [
    'statement.read', 'policy.read', 'policy.draft', 'policy.approve', 'application.read', 'appeal.decide', 'roster.read', 'roster.prepare', 'roster.apply',
    'prepaid.read', 'prepaid.move', 'point.set', 'month.read', 'month.propose', 'month.confirm', 'death.note', 'death.confirm', 'claim.reverse',
    'calendar.read', 'calendar.enter', 'calendar.confirm', 'price_change.in_area', 'payer.set', 'category.set', 'donation.record', 'donation.reverse',
    'card.oversee', 'complaint.read', 'message.oversee', 'county_rule.set',
  ],
  community_worker: ['application.handle', 'order.for_village'],
  town_official: [
    'statement.read', 'policy.read', 'application.read', 'application.decide', 'death.note', 'death.confirm', 'claim.reverse', 'calendar.read',
    'price_change.in_area', 'card.oversee', 'complaint.read',
  ],
};

/** A role and the place it holds for: one meal point, or a division with everything below it. */
export type Grant = { role: Role } & ({ mealPointId: string } | { divisionCode: string });

export type ElderActor = {
  kind: 'elder';
  elderId: string;
  name: string;
  callAs: string | null;
  /** The point where they usually eat; its phone stands on every elder page. */
  point: { id: string; name: string; phone: string; phoneHours: string };
};
export type PersonActor = { kind: 'person'; personId: string; name: string; grants: readonly Grant[] };
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
  mealPointIds: readonly string[];
  divisionPrefixes: readonly string[];
  everywhere: boolean;
};

const NOWHERE: Reach = { elderId: null, familyId: null, familyRight: null, mealPointIds: [], divisionPrefixes: [], everywhere: false };

/** The reach of `actor` under `permission`, or null when they do not have it at all. */
export function scopeFor(actor: Actor, permission: Permission): Scope | null {
  if (EVERYBODY.includes(permission)) return sealed({ ...NOWHERE, everywhere: true });
  if (actor.kind === 'elder') return ELDER.includes(permission) ? sealed({ ...NOWHERE, elderId: actor.elderId }) : null;
  if (actor.kind === 'family') return FAMILY.includes(permission) ? sealed({ ...NOWHERE, familyId: actor.personId, familyRight: permission === 'family.arrange' ? 'arrange' : 'order' }) : null;
  if (actor.kind === 'stranger') return null;
  const grants = actor.grants.filter((grant) => BY_ROLE[grant.role].includes(permission));
  if (grants.length === 0) return null;
  return sealed({
    ...NOWHERE,
    mealPointIds: grants.flatMap((grant) => ('mealPointId' in grant ? [grant.mealPointId] : [])),
    divisionPrefixes: grants.flatMap((grant) => ('divisionCode' in grant ? [divisionPrefix(grant.divisionCode)] : [])),
  });
}

/** Whether somebody is an official of a whole county: what is one for the county is no matter of its towns. */
export function isOfCounty(actor: Actor): boolean {
  return actor.kind === 'person' && actor.grants.some((grant) => grant.role === 'county_official' && 'divisionCode' in grant && grant.divisionCode.endsWith('000000'));
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
