import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// Wrangler's own lines (which secrets it found where) are noise here; its errors are not.
process.env.WRANGLER_LOG ??= 'error';

const root = dirname(import.meta.dirname);

// Keys for tests only: constant, so that a failure can be repeated.
const testKey = (fill: number) => Buffer.alloc(32, fill).toString('base64');

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          // Nothing there keeps state between files, and one process for many files is faster.
          isolate: false,
          testTimeout: 30_000,
          allowOnly: false,
        },
      },
      {
        root,
        plugins: [
          cloudflareTest(async () => ({
            main: './test/support/main.ts',
            remoteBindings: false,
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              // For tests of the demo's door; the production configuration has no such binding.
              kvNamespaces: ['DEMO'],
              bindings: {
                VAULT_KEY: testKey(1),
                INDEX_KEY: testKey(2),
                TEST_MIGRATIONS: await readD1Migrations({ projectPath: root, migrationsDir: 'migrations' }),
              },
            },
          })),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/migrate.ts'],
          // Half of a test's time is spent in workerd, beside Node: two at once fit on two cores.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          // The races take long on a busy machine; that a machine is busy is no fault.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          allowOnly: false,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/server.ts'],
          // One server and one demo clock for all of them.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          allowOnly: false,
        },
      },
    ],
  },
});
