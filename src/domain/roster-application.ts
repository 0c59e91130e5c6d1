import type { RosterHead } from './roster-plan.ts';

/** `own_import`: another person must; `stale`: another preview than the latest was looked at; `nothing`: there is nothing to change. */
export const APPLICATION_REFUSALS = ['own_import', 'withdrawn', 'stale', 'nothing'] as const;
export type ApplicationRefusal = (typeof APPLICATION_REFUSALS)[number];

/** Whether `actor` may apply the preview with this hash. 'applied': it is done already, and a second press is shown so. */
export function decideApplication(head: RosterHead, actor: string, hash: string): 'go' | 'applied' | { refused: ApplicationRefusal } {
  if (head.applied) return 'applied';
  if (head.uploadedBy === actor) return { refused: 'own_import' };
  if (head.withdrawn) return { refused: 'withdrawn' };
  if (head.plan.hash !== hash) return { refused: 'stale' };
  return head.plan.counts.add + head.plan.counts.change + head.plan.counts.end === 0 ? { refused: 'nothing' } : 'go';
}

/** A phone or address is taken over one at a time, by another person than the importer, when the list itself has nothing left to do. */
export function mayTakeContacts(head: RosterHead, actor: string): boolean {
  const waits = !head.applied && head.plan.counts.add + head.plan.counts.change + head.plan.counts.end > 0;
  return head.uploadedBy !== actor && !head.withdrawn && !waits;
}
