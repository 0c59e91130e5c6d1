import type { Instant } from '../domain/calendar.ts';
import { resealSome } from '../store/key-rotations.ts';
import type { Database } from '../store/read.ts';
import { newId, type Vault } from '../vault.ts';
import type { JobOutcome } from './batches.ts';

/** Twenty batches, at most four thousand values a minute: a county of a hundred thousand is through in some hours, beside its other work. */
const BATCHES = 20;

/** While the vault has another key (VAULT_KEY_OTHER), what is sealed under it is sealed anew. */
export async function rotateKeys(db: Database, now: Instant, { vault }: { vault: Vault }): Promise<JobOutcome> {
  const entry = { at: now, actor: 'job:rotate-keys', action: 'vault.reseal', subject: `vault_key:${vault.keys.seals}`, requestId: newId() };
  const outcome = await resealSome(db, vault, entry, BATCHES);
  if (outcome === 'conflict') return { done: 0, left: [{ id: vault.keys.seals, cause: 'conflict' }] };
  return { done: outcome.resealed, left: outcome.left };
}
