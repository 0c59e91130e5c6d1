import { eq, SQL, sql } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import type { Instant } from '../domain/calendar.ts';
import { newId } from '../vault.ts';
import { readRows, pick, type Database } from './read.ts';
import { causeOf, DatabaseUnavailable, retried, unreached, type Failure } from './retry.ts';
import { audit, requestKey } from './schema.ts';

/** A write that failed for no reason of ours: whether it took effect is not known. Its message holds no bound values. */
export class WriteFault extends Error {}

/** The same, because the line broke: no fault of what was written. */
export class LineBroken extends WriteFault {}

/** The month that a write posts into is closed. Nothing was written, and trying again would not mend it. */
export class PeriodClosed extends Error {}

/** A check of the books has stopped the place that a write belongs to. Nothing was written; it can be done once an official has ended the stop. */
export class BooksStopped extends Error {}

/** Anything that drizzle can turn into one statement. */
export type Statement = { toSQL(): { sql: string; params: unknown[] } } | SQL;

/** Who did what to what, when, in which request, and why where a reason was asked for. */
export type AuditEntry = {
  at: Instant;
  actor: string;
  action: string;
  subject: string;
  requestId: string;
  reason?: string;
};

/** The client's own key for this request: the same key and payload get the same answer, whatever happens in between. */
export type KeyedAnswer = { key: string; payloadHash: string; answer: string };

/** The batch lost a race: what the decision relied on is no longer true, or somebody did the same thing first. Nothing was written. */
export type Conflict = 'conflict';

const dialect = new SQLiteSyncDialect();

/**
 * The one door for writes: guards, key, change, ledger and audit in one D1 batch, all or nothing. Answers 'conflict' when a
 * guard, a unique key, a room that is full or a row written once refused. A closed month throws PeriodClosed, a place that stands still BooksStopped, a database that has too much
 * to do DatabaseUnavailable, any other failure WriteFault. A broken line is tried again: each batch has its own audit row, which
 * cannot be stored twice, so a batch takes effect once, and whether it did can be asked.
 */
export async function commit(
  db: Database,
  entry: AuditEntry,
  write: { keyed?: KeyedAnswer; guards?: readonly Statement[]; changes: readonly Statement[] },
): Promise<'done' | Conflict> {
  const { keyed } = write;
  const auditId = auditIdOf(entry);
  const statements = [
    ...(write.guards ?? []),
    ...(keyed ? [db.insert(requestKey).values({ ...keyed, actor: entry.actor, at: entry.at })] : []),
    ...write.changes,
    db.insert(audit).values({ id: auditId, ...entry }),
  ];
  return retried<'done' | Conflict>(
    async () => {
      await db.$client.batch(statements.map((statement) => prepared(db, statement)));
      return 'done';
    },
    (failure) => settled(db, auditId, failure),
  );
}

/** What a failed batch comes to. Where an earlier try may have taken effect unheard, its audit row is asked for. */
async function settled(db: Database, auditId: string, { error, fault, unheard }: Failure): Promise<'done' | Conflict> {
  const recorded = unheard && (await isRecorded(db, auditId).catch(() => 'unknown'));
  if (recorded === true) return 'done';
  if (recorded === 'unknown') throw new LineBroken(`outcome unknown: ${causeOf(error)}`);
  if (lostRace(error)) return 'conflict';
  if (error instanceof Error && error.message.includes('the period is closed')) throw new PeriodClosed('the period is closed');
  if (error instanceof Error && error.message.includes('the books stand still')) throw new BooksStopped('the books stand still');
  if (fault === 'overloaded' && !unheard) throw new DatabaseUnavailable(causeOf(error));
  throw fault === 'transient' ? new LineBroken(causeOf(error)) : new WriteFault(causeOf(error));
}

/** Begins with its request, so that what a request did can be found by it: `actsOfRequest`. */
const auditIdOf = ({ requestId }: AuditEntry) => `${requestId}.${newId()}`;

async function isRecorded(db: Database, auditId: string): Promise<boolean> {
  const rows = await readRows(db, db.select(pick({ id: audit.id })).from(audit).where(eq(audit.id, auditId)));
  return rows.length > 0;
}

/** Moves on a mark of when the machine was last at work, or when a shared tablet was last touched. It is nobody's act, so it leaves no audit row, and may be moved twice; nothing else goes this way. */
export async function moveMark(db: Database, statement: SQL): Promise<void> {
  await retried(() => prepared(db, statement).run(), unreached);
}

/** A statement that fails the batch unless `condition` holds inside it. The name is for people who read the SQL. */
export function guard(name: string, condition: SQL): SQL {
  return sql`INSERT INTO guard (name) SELECT ${name} WHERE NOT coalesce((${condition}), 0)`;
}

/**
 * Reads, decides and commits again when the commit lost a race: the next decision sees who won. Each lost race means that another
 * write went through, so many at once all come to an end; forty tries, then it is a fault.
 */
export async function untilSettled<T>(attempt: () => Promise<T | Conflict>): Promise<T> {
  for (let tries = 0; tries < 40; tries += 1) {
    const outcome = await attempt();
    if (outcome !== 'conflict') return outcome;
  }
  throw new Error('could not settle: the write kept losing to others');
}

function prepared(db: Database, statement: Statement): D1PreparedStatement {
  const { sql: text, params } = statement instanceof SQL ? dialect.sqlToQuery(statement) : statement.toSQL();
  return db.$client.prepare(text).bind(...params);
}

/** What somebody else's earlier write can cause. A missing row or a malformed one is a fault at once, and trying again would not mend it. */
const LOST_RACE =
  /guard failed|UNIQUE constraint|CHECK constraint|is append-only|one active order|takes no more orders|does not move that way|posted once|balance does not reach|only a claim that stands|the claim is reversed|one shift at a time|adds up|no standing order for this day|no standing order of the dead|one standing order per|is ended once|one pause at a time|a day is skipped once|is withdrawn once|a closed month takes no step|another person confirms|two persons give this code|lies after its postings|a death is recorded once/;

function lostRace(error: unknown): boolean {
  return error instanceof Error && LOST_RACE.test(error.message);
}
