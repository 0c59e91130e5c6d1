import type { GrantPlace, Role } from '../../domain/access.ts';
import type { AccessRequestKind, AccessWish, Standing } from '../../domain/access-request.ts';
import type { Resets } from '../../domain/staff-login.ts';
import type { PersonRead } from '../../store/people.ts';

type Columns = { mealPointId: string | null; operatorId: string | null; divisionCode: string | null };

/** The one place that the columns name; only a grant has one. */
export function grantPlaceOf({ mealPointId, operatorId, divisionCode }: Columns): GrantPlace | null {
  if (mealPointId !== null) return { mealPointId };
  if (operatorId !== null) return { operatorId };
  return divisionCode === null ? null : { divisionCode };
}

/** A stored request as a wish: exactly one. */
export function wishOf(request: Columns & { kind: AccessRequestKind; role: Role | null; replacesId: string | null; resets: Resets | null }): AccessWish[] {
  if (request.kind === 'enable') return [{ kind: 'enable' }];
  if (request.kind === 'start_code') return request.resets === null ? [] : [{ kind: 'start_code', resets: request.resets }];
  const place = grantPlaceOf(request);
  return request.role === null || place === null ? [] : [{ kind: 'grant', role: request.role, replaces: request.replacesId, ...place }];
}

export function asStanding({ person, grants, login }: PersonRead): Standing {
  const held = grants.filter((grant) => grant.revokedAt === null).flatMap((grant) => {
    const place = grantPlaceOf(grant);
    return place === null ? [] : [{ id: grant.id, role: grant.role, ...place }];
  });
  const signsIn = login && { hasPassword: login.passwordSetAt !== null, hasSecondFactor: login.secondFactorAt !== null };
  return { personId: person.id, disabled: person.disabledAt !== null, grants: held, login: signsIn };
}
