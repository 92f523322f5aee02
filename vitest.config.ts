import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Tests of pure rules. They start no emulator. */
const rules = ['test/{domain,wording,contracts}/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'threads',
    // Two more than the two cores of a small machine, because a test mostly waits for an emulator or a browser.
    maxWorkers: 4,
    // Without isolation the workers load the code only once. Loading it again for each file takes a third of the
    // processor's time. Each file uses its own table, queues and buckets, and `restore-environment.ts` gives each file
    // the same environment.
    isolate: false,
    setupFiles: ['test/support/restore-environment.ts'],
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...rules],
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
      { extends: true, test: { name: 'rules', include: rules } },
    ],
  },
});
