import type { Role } from './access.ts';
import type { AccessOutcome, AccessRequestKind } from './access-request.ts';
import type { Instant } from './calendar.ts';
import type { Resets } from './staff-login.ts';

/** What happened to somebody's access, one line each. `granted`: without a request, before the first administrators were there. */
export type PersonEvent = { at: Instant; byName: string } & (
  | { what: 'added' }
  | { what: 'granted'; role: Role; placeName: string }
  | { what: 'revoked'; role: Role; placeName: string; reason: string | null }
  | { what: 'disabled'; reason: string }
  | { what: 'code_given'; resets: Resets; reason: string }
  | ({ what: 'asked' | 'confirmed' | 'declined' | 'withdrawn'; reason: string } & Wanted)
);
type Wanted = { kind: AccessRequestKind; role: Role | null; placeName: string; resets: Resets | null };

export type PersonRecord = {
  person: { addedAt: Instant; addedByName: string };
  grants: readonly {
    role: Role; placeName: string; grantedAt: Instant; grantedByName: string; askedByName: string | null;
    revokedAt: Instant | null; revokedByName: string | null; revokedWhy: string | null;
  }[];
  requests: readonly (Wanted & {
    reason: string; requestedAt: Instant; requestedBy: string; requestedByName: string;
    outcome: AccessOutcome | null; decidedAt: Instant | null; decidedBy: string | null; decidedByName: string | null;
  })[];
  disablings: readonly { at: Instant; byName: string; reason: string }[];
  codes: readonly { at: Instant; byName: string; resets: Resets; reason: string }[];
};

/** Everything that was asked, confirmed, given, taken away about somebody, the latest first. What came together stands in the order of its making. */
export function personHistory({ person, grants, requests, disablings, codes }: PersonRecord): PersonEvent[] {
  const events: PersonEvent[] = [
    { what: 'added', at: person.addedAt, byName: person.addedByName },
    ...grants.flatMap(grantEvents),
    ...requests.flatMap(requestEvents),
    ...disablings.map(({ at, byName, reason }): PersonEvent => ({ what: 'disabled', at, byName, reason })),
    ...codes.map((code): PersonEvent => ({ what: 'code_given', ...code })),
  ];
  return events.toReversed().sort((one, other) => other.at - one.at);
}

function grantEvents(grant: PersonRecord['grants'][number]): PersonEvent[] {
  const { role, placeName, grantedAt, grantedByName, askedByName, revokedAt, revokedByName, revokedWhy } = grant;
  return [
    ...(askedByName === null ? [{ what: 'granted', at: grantedAt, byName: grantedByName, role, placeName } as const] : []),
    ...(revokedAt === null ? [] : [{ what: 'revoked', at: revokedAt, byName: revokedByName ?? '', role, placeName, reason: revokedWhy } as const]),
  ];
}

function requestEvents(request: PersonRecord['requests'][number]): PersonEvent[] {
  const { kind, role, placeName, resets, reason, outcome, decidedAt } = request;
  const asked = { what: 'asked', at: request.requestedAt, byName: request.requestedByName, kind, role, placeName, resets, reason } as const;
  if (outcome === null || decidedAt === null) return [asked];
  const what = outcome === 'confirmed' ? 'confirmed' : request.decidedBy === request.requestedBy ? 'withdrawn' : 'declined';
  return [asked, { ...asked, what, at: decidedAt, byName: request.decidedByName ?? '' }];
}
