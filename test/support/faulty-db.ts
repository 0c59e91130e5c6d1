// A database whose line breaks: before or after the n-th call, counted from 1, and at each one that follows, or for so many `times` only.
export type Fault = { call: number; when: 'before' | 'after'; times?: number; message?: string };

/** What D1 says when the connection breaks. */
export const LOST = 'D1_ERROR: Network connection lost.';

/** `written`: rows that reached the disk over this line, indexes included. */
export type FaultyDatabase = { db: D1Database; calls: () => number; written: () => number };

/** `fault` null: nothing fails, and `calls` says how many trips were made. Statements run through batch() and by themselves both count. */
export function faultyDatabase(real: D1Database, fault: Fault | null): FaultyDatabase {
  const made = { calls: 0, written: 0 };
  const counted = async <T>(call: () => Promise<T>): Promise<T> => {
    made.calls += 1;
    const breaks = fault !== null && made.calls >= fault.call && made.calls < fault.call + (fault.times ?? Infinity);
    const broken = () => new Error(fault?.message ?? LOST);
    if (breaks && fault.when === 'before') throw broken();
    const answer = await call();
    made.written += [answer].flat().reduce((sum: number, one) => sum + rowsWritten(one), 0);
    if (breaks) throw broken();
    return answer;
  };
  const originals = new WeakMap<object, D1PreparedStatement>();
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = new Proxy(inner, {
      get(_target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(inner.bind(...values));
        const member: unknown = Reflect.get(inner, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]) => counted(async () => member.apply(inner, given) as Promise<unknown>);
      },
    });
    originals.set(wrapped, inner);
    return wrapped;
  };
  const db = new Proxy(real, {
    get(_target, name) {
      if (name === 'prepare') return (text: string) => statement(real.prepare(text));
      if (name === 'batch') return (given: D1PreparedStatement[]) => counted(() => real.batch(given.map((one) => originals.get(one) ?? one)));
      throw new Error(`the app is not expected to use ${String(name)}`);
    },
  });
  return { db, calls: () => made.calls, written: () => made.written };
}

function rowsWritten(result: unknown): number {
  return (result as Partial<D1Result> | null)?.meta?.rows_written ?? 0;
}
