import { countyRows } from './county.ts';
import { asD1, migrated, migrationsText } from '../../../src/cli/sqlite-d1.ts';

/** Counties in memory, one for each sequence. `rewrite`: the migrations changed on purpose, to see a broken program caught. */
export function countiesInMemory(rewrite: (migrations: string) => string = (text) => text): () => Promise<D1Database> {
  const [migrations, rows] = [rewrite(migrationsText()), countyRows().join(';\n')];
  return async () => {
    const db = migrated(migrations);
    db.exec(rows);
    return asD1(db);
  };
}
