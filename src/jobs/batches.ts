/** What a job did in one call: how many, and which were left for the next call and why. Holds nothing about people. */
export type JobOutcome = { done: number; left: readonly { id: string; cause: string }[] };

/** What is left because a check of the books has stopped its place. */
export const leftStopped = (all: readonly { id: string }[]): JobOutcome['left'] => all.map(({ id }) => ({ id, cause: 'the books stand still' }));

type Settle = (ids: readonly string[]) => Promise<'done' | 'conflict'>;

/** Enough runs for a county's lunch in one batch, few enough for the limits of one. */
const BATCH = 60;

/**
 * Settles all in few batches. A batch that fails is settled one by one, so that a single bad run stops nobody else. What
 * somebody else did meanwhile is left too, and is not due any more in the next call.
 */
export async function inBatches(ids: readonly string[], settle: Settle): Promise<JobOutcome> {
  const outcomes: JobOutcome[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    outcomes.push(await oneBatch(ids.slice(from, from + BATCH), settle));
  }
  return merged(outcomes);
}

async function oneBatch(ids: readonly string[], settle: Settle): Promise<JobOutcome> {
  if ((await outcomeOf(ids, settle)) === 'done') return { done: ids.length, left: [] };
  const outcomes: JobOutcome[] = [];
  for (const id of ids) {
    const cause = await outcomeOf([id], settle);
    outcomes.push(cause === 'done' ? { done: 1, left: [] } : { done: 0, left: [{ id, cause }] });
  }
  return merged(outcomes);
}

/** 'done', 'conflict' or the words of the fault. */
async function outcomeOf(ids: readonly string[], settle: Settle): Promise<string> {
  try {
    return await settle(ids);
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'unknown';
  }
}

function merged(outcomes: readonly JobOutcome[]): JobOutcome {
  return { done: outcomes.reduce((sum, one) => sum + one.done, 0), left: outcomes.flatMap((one) => one.left) };
}
