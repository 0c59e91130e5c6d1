import { sql, type SQL } from 'drizzle-orm';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import type { DoingKind, FamilyDoing } from '../domain/family-doing.ts';
import type { Relation } from '../domain/family.ts';
import type { MealSlot } from '../domain/meal-slot.ts';
import { pick, readRows, type Database } from './read.ts';
import { dietChange, familyBinding, pause, person, standingOrder, standingOrderSkip } from './schema.ts';

/** So many of the latest are shown. */
const LATEST = 20;

/** What family did for an elder from `since` on, the latest first. Whose they are, whoever asks has found out: a part of their trip. */
export function doingsOf(db: Database, elderId: string, since: Instant, limit = LATEST) {
  return db
    .select(
      pick({
        kind: sql<DoingKind>`d.kind`, id: sql<string>`d.id`, at: sql<Instant>`d.at`, slot: sql<MealSlot | null>`d.slot`, weekdays: sql<string | null>`d.weekdays`,
        date: sql<ServiceDate | null>`d.date`, resume: sql<ServiceDate | null>`d.resume`, beforeId: sql<string | null>`d.before_id`, stands: sql<number>`d.stands`,
        name: person.name,
        relation: sql<Relation>`(SELECT b.relation FROM ${familyBinding} b WHERE b.elder_id = ${elderId} AND b.person_id = ${person.id} ORDER BY b.asked_at DESC LIMIT 1)`,
      }),
    )
    .from(sql`(${doings(elderId)}) d`)
    .innerJoin(person, sql`${person.id} = substr(d.by, 8) AND d.by GLOB 'person:*'`)
    .where(sql`d.at >= ${since} AND EXISTS (SELECT 1 FROM ${familyBinding} b WHERE b.elder_id = ${elderId} AND b.person_id = ${person.id})`)
    .orderBy(sql`d.at DESC, d.kind`)
    .limit(limit);
}

/** The same as a trip of its own. */
export async function loadDoings(db: Database, elderId: string, since: Instant): Promise<FamilyDoing[]> {
  const rows = await readRows(db, doingsOf(db, elderId, since));
  return rows.map(({ stands, ...row }) => ({ ...row, stands: stands === 1 }));
}

/** A standing order that was followed by another did not end: it was changed. A skipped day that was taken back is nothing any more. */
function doings(elderId: string): SQL {
  const followed = sql`EXISTS (SELECT 1 FROM ${standingOrder} n WHERE n.follows_id = s.id AND n.elder_id = s.elder_id)`;
  const again = sql`EXISTS (SELECT 1 FROM ${standingOrder} n WHERE n.elder_id = s.elder_id AND n.slot = s.slot AND n.to_date IS NULL)`;
  return sql`
    SELECT iif(s.follows_id IS NULL, 'begun', 'changed') AS kind, s.id, s.set_at AS at, s.set_by AS by, s.slot, s.weekdays, NULL AS date, NULL AS resume, s.follows_id AS before_id, s.to_date IS NULL AS stands
      FROM ${standingOrder} s WHERE s.elder_id = ${elderId} AND s.channel = 'family_page'
    UNION ALL SELECT 'ended', s.id, s.ended_at, s.ended_by, s.slot, s.weekdays, NULL, NULL, NULL, NOT ${again}
      FROM ${standingOrder} s WHERE s.elder_id = ${elderId} AND s.ended_channel = 'family_page' AND NOT ${followed}
    UNION ALL SELECT 'skipped', k.id, k.set_at, k.set_by, k.slot, NULL, k.service_date, NULL, NULL, 1
      FROM ${standingOrderSkip} k WHERE k.elder_id = ${elderId} AND k.channel = 'family_page' AND k.withdrawn_at IS NULL
    UNION ALL SELECT 'paused', p.id, p.set_at, p.set_by, NULL, NULL, p.from_date, p.resume_date, NULL, p.ended_from_date IS NULL
      FROM ${pause} p WHERE p.elder_id = ${elderId} AND p.channel = 'family_page'
    UNION ALL SELECT 'diet', CAST(c.version AS TEXT), c.changed_at, c.changed_by, NULL, NULL, NULL, NULL, NULL, c.version = (SELECT max(l.version) FROM ${dietChange} l WHERE l.elder_id = c.elder_id)
      FROM ${dietChange} c WHERE c.elder_id = ${elderId} AND c.changed_by LIKE 'person:%'`;
}
