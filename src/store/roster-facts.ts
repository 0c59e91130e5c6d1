import { sql, type SQL } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';
import { ROSTER_SCALE, type RosterLine, type RosterTerms } from '../domain/roster-plan.ts';
import { newId } from '../vault.ts';
import { inParts, insertMany } from './bulk.ts';
import type { Statement } from './commit.ts';
import { dueForReassessment } from './reassessments.ts';
import { elderFact } from './schema.ts';

export type RosterSource = { terms: RosterTerms; name: string; documentNo: string; documentDate: string; recordedAt: Instant; recordedBy: string };

/**
 * The one write by which a roster changes what is known of people: facts end, and new ones begin, in the batch that applies it.
 * Whose open orders have to be judged again is due in the same batch.
 */
export function factChanges(lines: readonly RosterLine[], source: RosterSource): Statement[] {
  const ending = lines.flatMap((line) => (line.action === 'end' || line.action === 'change' ? line.ends.map(({ factId }) => ({ id: factId, on: line.endsOn })) : []));
  const { kind } = source.terms;
  const beginning = lines.flatMap((line) => {
    if ((line.action !== 'add' && line.action !== 'change') || line.elderId === null || line.value === null || line.from === null) return [];
    return [{
      id: newId(), elderId: line.elderId, kind, value: line.value, scale: kind === 'ability' ? ROSTER_SCALE : null, fromDate: line.from, toDate: null,
      source: source.name, document: `${source.documentNo} ${source.documentDate}`, recordedAt: source.recordedAt, recordedBy: source.recordedBy,
    }];
  });
  const concerned = lines.flatMap(({ action, elderId }) => (elderId !== null && ['add', 'change', 'end'].includes(action) ? [elderId] : []));
  return [
    ...inParts(ending).map(endFacts),
    ...inParts(beginning).map((part) => insertMany(elderFact, part)),
    ...inParts(concerned).flatMap((part) => dueForReassessment(part, 'fact_changed', { at: source.recordedAt, actor: source.recordedBy })),
  ];
}

function endFacts(part: readonly { id: string; on: string | null }[]): SQL {
  return sql`UPDATE elder_fact SET to_date = ended.ends_on FROM (SELECT json_extract(value, '$.id') AS fact_id, json_extract(value, '$.on') AS ends_on
    FROM json_each(${JSON.stringify(part)})) AS ended WHERE elder_fact.id = ended.fact_id`;
}
