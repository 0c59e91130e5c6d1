import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

// An empty database with every migration applied. Rows are not deleted one table at a time: append-only tables refuse that.
export const freshDatabase = async (): Promise<D1Database> => {
  await reset();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  return env.DB;
};
