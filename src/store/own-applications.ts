import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { ruleOn } from '../domain/application.ts';
import type { Wish } from '../domain/application-claim.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { allCategories, allRules, applicationRow, codesOf, eventsOf, factsOfElder } from './application-rows.ts';
import { guard } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { application, division, elder } from './schema.ts';
import { applicationWithin, elderWithin } from './scope.ts';

export type OwnApplications = NonNullable<Awaited<ReturnType<typeof loadOwnApplications>>>;

/** What an elder has asked for so far, and what asking again depends on. */
export async function loadOwnApplications(db: Database, scope: Scope, today: ServiceDate, key = '') {
  const own = elderWithin(scope);
  const rows = await readTogether(db, {
    elders: db
      .select(
        pick({
          id: elder.id,
          name: elder.name,
          idNumberIndex: elder.idNumberIndex,
          villageCode: elder.residenceDivision,
          villageKind: division.kind,
          registeredDivision: elder.registeredDivision,
          registeredPlace: elder.registeredPlace,
          mealPointId: elder.mealPointId,
        }),
      )
      .from(elder)
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .where(own),
    facts: factsOfElder(db, own),
    asked: db
      .select(pick({ id: application.id, channel: application.channel, wish: application.wish, kind: application.kind, value: application.value, state: application.state }))
      .from(application)
      .where(applicationWithin(scope))
      .orderBy(desc(application.submittedAt)),
    rules: allRules(db),
    categories: allCategories(db),
    prior: priorAnswer(db, key),
  });
  const [found] = rows.elders;
  if (!found) return null;
  return { elder: found, facts: rows.facts, asked: rows.asked, rule: ruleOn(rows.rules, today), categories: rows.categories, prior: rows.prior[0] };
}

/** She has not asked for the same thing on her page and is waiting for it. */
export function notAskedByHer(elderId: string, wish: Wish): SQL {
  const waiting = sql`SELECT 1 FROM ${application} WHERE elder_id = ${elderId} AND wish = ${wish} AND channel = 'elder_page'
    AND state IN ('requested', 'submitted', 'returned', 'checked', 'appealed')`;
  return guard('not asked before', sql`SELECT NOT EXISTS (${waiting})`);
}

export type OwnApplication = NonNullable<Awaited<ReturnType<typeof loadOwnApplication>>>;

/** One of her own, with its steps. */
export async function loadOwnApplication(db: Database, scope: Scope, id: string, today: ServiceDate) {
  const which = sql`${and(eq(application.id, id), applicationWithin(scope))}`;
  const rows = await readTogether(db, {
    applications: applicationRow(db, which),
    events: eventsOf(db, which),
    rules: allRules(db),
    categories: allCategories(db),
  });
  const [found] = rows.applications;
  if (!found) return null;
  const events = rows.events.map(({ codes, ...event }) => ({ ...event, codes: codesOf(codes) }));
  return { application: found, events, rule: ruleOn(rows.rules, today), categories: rows.categories };
}
