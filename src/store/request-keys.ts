import { eq } from 'drizzle-orm';
import { pick, readRows, type Database } from './read.ts';
import { requestKey } from './schema.ts';

/** What an earlier request with this key was answered; part of a command's read batch. */
export function priorAnswer(db: Database, key: string) {
  return db
    .select(pick({ actor: requestKey.actor, payloadHash: requestKey.payloadHash, answer: requestKey.answer }))
    .from(requestKey)
    .where(eq(requestKey.key, key));
}

/** What the actor's own request with this key was answered; null when there was none. */
export async function findAnswer(db: Database, key: string, actor: string): Promise<string | null> {
  const [prior] = await readRows(db, priorAnswer(db, key));
  return prior?.actor === actor ? prior.answer : null;
}

export type PriorAnswer = { actor: string; payloadHash: string; answer: string };

/** 'fresh' when nothing was done yet; the stored answer for the same request; 'misused' when the key stood for something else. */
export function replay(
  prior: PriorAnswer | undefined,
  request: { actor: string; payloadHash: string },
): 'fresh' | 'misused' | { answer: string } {
  if (!prior) return 'fresh';
  const same = prior.actor === request.actor && prior.payloadHash === request.payloadHash;
  return same ? { answer: prior.answer } : 'misused';
}
