import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

// Each test file has a database of its own and starts with the schema in it.
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
