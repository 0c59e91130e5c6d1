import { ROLES, type Grant, type Role } from '../../domain/access.ts';
import { paths } from '../../../web/paths.ts';

/** Where somebody begins. */
const FIRST: Record<Role, () => string> = {
  canteen_staff: () => paths.canteen(),
  county_official: () => paths.civil(),
  community_worker: () => paths.community(),
  town_official: () => paths.civilToday(),
  operator_manager: () => paths.operatorDay(),
  administrator: () => paths.people(),
  auditor: () => paths.audit(),
};

/** An office before a canteen, where somebody has both. Whoever has no rights in this session stands before their own sign-in, which says why. */
export function firstPageOf(grants: readonly Grant[]): string {
  const role = ROLES.toReversed().find((one) => grants.some((grant) => grant.role === one));
  return role ? FIRST[role]() : paths.ownLogin();
}
