import { and, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import type { Role, Scope } from '../domain/access.ts';
import type { AccessRequestKind } from '../domain/access-request.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Resets } from '../domain/staff-login.ts';
import { nameOfActor } from './actors.ts';
import { dateOfSubject, elderOfSubject, nameOfSubject, slotOfSubject, subjectsOfElder, wantedOfEntry } from './audit-subjects.ts';
import { officesOf } from './county-month.ts';
import { elderOfOffice } from './elder-records.ts';
import { inList, pick, readRows, readTogether, type Database } from './read.ts';
import { audit, elder, person, roleGrant } from './schema.ts';

// The audit as an auditor reads it: a page at a time from the latest on, each page by one index, however long the log is.

export type Cursor = { at: Instant; id: string };
/** `looks`: who looked at whom, whatever the action is called. `whose`: everything about one elder. */
export type AuditFilter = {
  by?: string | undefined;
  of?: string | undefined;
  whose?: string | undefined;
  kind?: string | undefined;
  since?: Instant | undefined;
  /** Exclusive. */
  until?: Instant | undefined;
  before?: Cursor | undefined;
};

/** Every action that is a look is called so (`elder.look_phone`); written as in the partial indexes, which know it by these letters. */
const isLook = sql`instr(${sql.raw('action')}, '.look') > 0`;
export const LOOKS = 'looks';

/** One kind of act of one person has no index: so many of the person's entries are looked through for one page. */
const SCAN = 2000;

type Index = 'audit_by_subject' | 'audit_look_by_actor' | 'audit_look_by_at' | 'audit_by_actor' | 'audit_by_action' | 'audit_by_at';

function indexFor({ by, of, whose, kind }: AuditFilter): Index {
  if (of !== undefined || whose !== undefined) return 'audit_by_subject';
  if (kind === LOOKS) return by === undefined ? 'audit_look_by_at' : 'audit_look_by_actor';
  if (by !== undefined) return 'audit_by_actor';
  return kind === undefined ? 'audit_by_at' : 'audit_by_action';
}

function conditions({ by, of, whose, kind, since, until, before }: AuditFilter): SQL | undefined {
  return and(
    by === undefined ? undefined : eq(audit.actor, by),
    of === undefined ? undefined : eq(audit.subject, of),
    whose === undefined ? undefined : inList(audit.subject, subjectsOfElder(whose)),
    kind === undefined ? undefined : kind === LOOKS ? isLook : eq(audit.action, kind),
    since === undefined ? undefined : gte(audit.at, since),
    // A page after the first lies before `until` already; with both, SQLite would begin at the farther one.
    until === undefined || before !== undefined ? undefined : lt(audit.at, until),
    before === undefined ? undefined : sql`(${audit.at}, ${audit.id}) < (${before.at}, ${before.id})`,
  );
}

const latestFirst = [desc(audit.at), desc(audit.id)];
const through = (index: Index) => sql`${audit} INDEXED BY ${sql.raw(index)}`;

/** Ids of a page's entries and of the one after it. */
function page(filter: AuditFilter, size: number): { ids: SQL; scanned: SQL | null } {
  const { kind, ...others } = filter;
  const some = (which: AuditFilter, limit: number) =>
    sql`SELECT id, at, action FROM ${through(indexFor(which))} WHERE ${conditions(which) ?? sql`1`} ORDER BY at DESC, id DESC LIMIT ${limit}`;
  const scans = kind !== undefined && kind !== LOOKS && filter.by !== undefined && filter.of === undefined && filter.whose === undefined;
  if (!scans) return { ids: sql`SELECT id FROM (${some(filter, size + 1)})`, scanned: null };
  return { ids: sql`SELECT id FROM (${some(others, SCAN)}) WHERE action = ${kind} LIMIT ${size + 1}`, scanned: sql`${some(others, SCAN)} OFFSET ${SCAN - 1}` };
}

function entries(db: Database, ids: SQL) {
  return db
    .select(
      pick({
        id: audit.id, at: audit.at, actor: audit.actor, action: audit.action, subject: audit.subject, requestId: audit.requestId, reason: audit.reason,
        actorName: nameOfActor(audit.actor),
        elderId: elderOfSubject,
        elderName: sql<string | null>`(SELECT ${elder.name} FROM ${elder} WHERE ${elder.id} = ${elderOfSubject})`,
        name: nameOfSubject,
        date: dateOfSubject,
        slot: slotOfSubject,
        wanted: wantedOfEntry,
      }),
    )
    .from(audit)
    .where(inList(audit.id, ids))
    .orderBy(...latestFirst);
}
type Wanted = { kind: AccessRequestKind; role: Role | null; placeName: string; resets: Resets | null };

const lineOf = ({ wanted, ...line }: Awaited<ReturnType<typeof entries>>[number]) => ({ ...line, wanted: wanted === null ? null : (JSON.parse(wanted) as Wanted) });

/** A page of the log, and where the next one begins; null at the end. Its reader is granted the county, whose log it is. */
export async function loadAudit(db: Database, scope: Scope, filter: AuditFilter, size: number) {
  const { ids, scanned } = page(filter, size);
  const { offices, found, last, who, whom } = await readTogether(db, {
    offices: officesOf(db, scope),
    found: entries(db, ids),
    last: db.select(pick({ at: sql<Instant>`at`, id: sql<string>`id` })).from(sql`(${scanned ?? sql`SELECT 0 AS at, '' AS id WHERE 0`})`),
    who: db.select(pick({ name: sql<string>`${nameOfActor(audit.actor)}` })).from(sql`(SELECT ${filter.by ?? ''} AS actor) AS audit`),
    whom: db.select(pick({ name: elder.name })).from(elder).where(eq(elder.id, filter.whose ?? '')),
  });
  const lines = found.slice(0, size).map(lineOf);
  const more = found.length > size ? lines.at(-1) : last[0];
  return { offices, lines, next: more ? { at: more.at, id: more.id } : null, who: filter.by === undefined ? null : (who[0]?.name ?? ''), whom: whom[0]?.name ?? null };
}
export type AuditRead = Awaited<ReturnType<typeof loadAudit>>;

/** More than this are not told apart by a list. */
const MOST = 20;

/** Who is called so among those who work here and the families, with their roles and where they hold. */
export async function findActors(db: Database, name: string) {
  const roles = sql<string | null>`(SELECT group_concat(DISTINCT g.role) FROM ${roleGrant} g WHERE g.person_id = ${person.id})`;
  return readRows(db, db.select(pick({ id: person.id, name: person.name, roles })).from(person).where(sql`instr(${person.name}, ${name}) > 0`).orderBy(person.name, person.id).limit(MOST));
}

/** Which of the records somebody may open of those that are named: an elder out of reach stays a name. */
export async function eldersWithin(db: Database, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  const rows = await readRows(db, db.select(pick({ id: elder.id })).from(elder).where(and(inList(elder.id, ids), elderOfOffice(scope))));
  return new Set(rows.map((one) => one.id));
}
