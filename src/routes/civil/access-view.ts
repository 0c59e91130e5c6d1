import type { GrantPlace, Role } from '../../domain/access.ts';
import type { AccessRequestKind, AccessWish, Standing } from '../../domain/access-request.ts';
import type { PersonRead } from '../../store/people.ts';

type Columns = { mealPointId: string | null; operatorId: string | null; divisionCode: string | null };

/** The one place that the columns name; none for an enabling. */
export function grantPlaceOf({ mealPointId, operatorId, divisionCode }: Columns): GrantPlace | null {
  if (mealPointId !== null) return { mealPointId };
  if (operatorId !== null) return { operatorId };
  return divisionCode === null ? null : { divisionCode };
}

/** A stored request as a wish: exactly one. */
export function wishOf(request: Columns & { kind: AccessRequestKind; role: Role | null; replacesId: string | null }): AccessWish[] {
  if (request.kind === 'enable') return [{ kind: 'enable' }];
  const place = grantPlaceOf(request);
  return request.role === null || place === null ? [] : [{ kind: 'grant', role: request.role, replaces: request.replacesId, ...place }];
}

export function asStanding({ person, grants }: PersonRead): Standing {
  const held = grants.filter((grant) => grant.revokedAt === null).flatMap((grant) => {
    const place = grantPlaceOf(grant);
    return place === null ? [] : [{ id: grant.id, role: grant.role, ...place }];
  });
  return { personId: person.id, disabled: person.disabledAt !== null, grants: held };
}
