/** What D1 says it read and wrote, and how often it was asked. */
export type Counted = { read: number; written: number; trips: number };

/** The same database, counting on. The store asks D1 through batch() alone. `seen`: every answer, for who wants to know which statement it was. */
export function countedD1(d1: D1Database, counted: Counted, seen: (answers: readonly D1Result[]) => void = () => undefined): D1Database {
  return new Proxy(d1, {
    get(real, name) {
      if (name === 'prepare') return (text: string) => real.prepare(text);
      if (name !== 'batch') throw new Error(`the store is not expected to use ${String(name)}`);
      return async (statements: D1PreparedStatement[]) => {
        const answers = await real.batch(statements);
        counted.trips += 1;
        for (const { meta } of answers) {
          counted.read += meta.rows_read;
          counted.written += meta.rows_written;
        }
        seen(answers);
        return answers;
      };
    },
  });
}
