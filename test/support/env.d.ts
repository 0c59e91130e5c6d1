import type { D1Migration } from 'cloudflare:test';

declare global {
  namespace Cloudflare {
    // What `import { env } from 'cloudflare:workers'` holds in worker tests; set in vitest.config.ts.
    interface Env {
      DB: D1Database;
      PICTURES: R2Bucket;
      VAULT_KEY: string;
      INDEX_KEY: string;
      TEST_MIGRATIONS: D1Migration[];
    }
  }
}
