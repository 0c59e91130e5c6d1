import { databaseFaultOf, MOST_TRIES, pauseAfter, type DatabaseFault } from '../domain/database-fault.ts';

/** The database cannot be reached, or has too much to do. Nothing was written; somewhat later the same may be asked again. */
export class DatabaseUnavailable extends Error {}

/** What is known of a call that failed: its last error, and whether an earlier try may have taken effect unheard. */
export type Failure = { error: unknown; fault: DatabaseFault; unheard: boolean };

/**
 * Makes a call up to three times while the line to the database breaks, with a pause that differs from one caller to the next. `failed` says
 * what to make of a failure that is not tried again.
 */
export async function retried<T>(call: () => Promise<T>, failed: (failure: Failure) => T | Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const fault = databaseFaultOf(error instanceof Error ? error.message : '');
      if (fault !== 'transient' || tries === MOST_TRIES) return failed({ error, fault, unheard: tries > 1 || fault === 'transient' });
      await pause(pauseAfter(tries, Math.random()));
    }
  }
}

/** Of a call that may simply be made again: nothing is known to be wrong but the line. */
export function unreached({ error, fault }: Failure): never {
  throw fault === 'transient' || fault === 'overloaded' ? new DatabaseUnavailable(causeOf(error)) : error;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** A message without bound values, short enough for a line of the log. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 200) : 'unknown';
}
