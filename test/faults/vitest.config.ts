import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Runs the long form, which tries every point at which something can go wrong. It takes minutes. `npm test` tries a
 * sample in seconds.
 */
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
