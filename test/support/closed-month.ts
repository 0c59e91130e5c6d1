// A month closed on the figures that it has, whatever is still in the way: for what happens after.
import { sql } from 'drizzle-orm';
import type { Instant, Month } from '../../src/domain/calendar.ts';
import { commit, type Conflict } from '../../src/store/commit.ts';
import { figuresText } from '../../src/store/month-figures.ts';
import { pick, readRows, type Database } from '../../src/store/read.ts';
import { closedPeriod, monthStep } from '../../src/store/schema.ts';
import { sha256 } from '../../src/vault.ts';

/** Proposed by clerk2 and confirmed by clerk at that moment. */
export async function closeAsItStands(db: Database, period: Month, at: Instant): Promise<'done' | Conflict> {
  const [read] = await readRows(db, db.select(pick({ figures: figuresText(period) })).from(sql`(SELECT 1)`));
  if (!read) throw new Error('a month without figures');
  const proposal = { period, number: 1, kind: 'proposed' as const, figures: read.figures, figuresHash: await sha256(read.figures), actor: 'person:clerk2', at };
  const entry = { at, actor: 'person:clerk', action: 'month.close', subject: `month:${period}`, requestId: 'closed' };
  return commit(db, entry, { changes: [db.insert(monthStep).values(proposal), db.insert(closedPeriod).values({ period, closedAt: at, closedBy: entry.actor })] });
}
