import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The long form: every point at which something can go wrong. Minutes, where `npm test` takes a sample in seconds. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts', 'test/faults/print-table.ts'],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60 * 60_000,
    hookTimeout: 60_000,
  },
});
