import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { ruleOn } from '../domain/application.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { Vault } from '../vault.ts';
import { allCategories, allRules, applicationRow, codesOf, eventsOf } from './application-rows.ts';
import { commit, type AuditEntry } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { application, division, failedLookUp } from './schema.ts';

// The open page of families: nothing here says whether the county knows somebody.

/** The towns, and the villages of one of them. */
export async function loadTowns(db: Database, townCode: string) {
  const { towns, villages } = await readTogether(db, {
    towns: db.select(pick({ code: division.code, name: division.name })).from(division).where(eq(division.level, 'town')).orderBy(asc(division.code)),
    villages: db
      .select(pick({ code: division.code, name: division.name, kind: division.kind }))
      .from(division)
      .where(and(eq(division.level, 'village'), eq(division.parentCode, townCode)))
      .orderBy(asc(division.code)),
  });
  return { towns, villages };
}

export type WebAsk = { villageCode: string; wish: string; idNumberIndex: string; phoneIndex: string };

/** What asking from the open page depends on: the village, the day's room, and whether this very telephone asked the same thing before. */
export async function loadWebAsk(db: Database, { villageCode, wish, idNumberIndex, phoneIndex }: WebAsk, today: ServiceDate, key: string) {
  const rows = await readTogether(db, {
    villages: db
      .select(pick({ code: division.code, name: division.name }))
      .from(division)
      .where(and(eq(division.code, villageCode), eq(division.level, 'village'))),
    rules: allRules(db),
    today: db
      .select(pick({ count: sql<number>`count(*)` }))
      .from(application)
      .where(and(eq(application.villageCode, villageCode), eq(application.submittedDate, today), eq(application.channel, 'family_page'))),
    same: db
      .select(pick({ id: application.id }))
      .from(application)
      .where(sameAsk({ wish, idNumberIndex, phoneIndex })),
    prior: priorAnswer(db, key),
  });
  const rule = ruleOn(rows.rules, today);
  return {
    village: rows.villages[0] ?? null, rule, full: (rows.today[0]?.count ?? 0) >= rule.webLimit, asked: rows.same.length > 0, prior: rows.prior[0],
  };
}

/** Open, of the same person, about the same thing, from the same telephone: whoever sees this refusal has asked it themself. */
function sameAsk({ wish, idNumberIndex, phoneIndex }: Omit<WebAsk, 'villageCode'>): SQL {
  return sql`${application.idNumberIndex} = ${idNumberIndex} AND ${application.phoneIndex} = ${phoneIndex} AND ${application.wish} = ${wish}
    AND ${application.channel} = 'family_page' AND ${application.state} IN ('requested', 'submitted', 'returned', 'checked', 'appealed')`;
}

/** The same, as it must still be inside the write. */
export function notAsked(same: Omit<WebAsk, 'villageCode'>): SQL {
  return sql`SELECT NOT EXISTS (SELECT 1 FROM ${application} WHERE ${sameAsk(same)})`;
}

/** Eight digits, made from the application's id with the county's key: they need not be stored, and nobody else can make them. */
export async function lookUpCode(vault: Vault, applicationId: string): Promise<string> {
  const mark = await vault.sign('look_up', applicationId);
  const number = [...mark.slice(0, 8)].reduce((sum, letter) => (sum * 64 + LETTERS.indexOf(letter)) % 100_000_000, 0);
  return String(number).padStart(8, '0');
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export type LookUp = NonNullable<Awaited<ReturnType<typeof loadLookUp>>['found']>;

/** The application of that number, and how often today somebody tried it with a wrong code. */
export async function loadLookUp(db: Database, applicationNo: string, today: ServiceDate) {
  const which = sql`${application.applicationNo} = ${applicationNo}`;
  const rows = await readTogether(db, {
    applications: applicationRow(db, which),
    events: eventsOf(db, which),
    tries: db
      .select(pick({ tries: failedLookUp.tries }))
      .from(failedLookUp)
      .where(and(eq(failedLookUp.lookUpDate, today), sql`${failedLookUp.applicationId} = coalesce((SELECT id FROM application WHERE application_no = ${applicationNo}), '')`)),
    rules: allRules(db),
    categories: allCategories(db),
  });
  const rule = ruleOn(rows.rules, today);
  const [found] = rows.applications;
  const tries = rows.tries[0]?.tries ?? 0;
  const events = rows.events.map(({ codes, ...event }) => ({ ...event, codes: codesOf(codes) }));
  return {
    found: found ? { application: found, events, categories: rows.categories } : null,
    barred: found !== undefined && tries >= rule.lookUpTries,
    // Nothing more is written than says that it was too often: whoever tries on does not fill the books.
    counting: tries < rule.lookUpTries * (found ? 1 : NOBODYS_SHARE),
    rule,
  };
}

/** Numbers that nobody has are tried by everybody together. */
const NOBODYS_SHARE = 100;

/** Counts a wrong try: under the application that was meant, or under nobody's. */
export async function countFailure(db: Database, entry: AuditEntry, applicationId: string, today: ServiceDate): Promise<void> {
  const counted = sql`INSERT INTO failed_look_up (look_up_date, application_id, tries) VALUES (${today}, ${applicationId}, 1)
    ON CONFLICT (look_up_date, application_id) DO UPDATE SET tries = tries + 1`;
  if ((await commit(db, entry, { changes: [counted] })) !== 'done') throw new Error('a wrong look-up could not be counted');
}
