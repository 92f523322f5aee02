import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { isNightly } from './test/support/nightly.ts';

/** Tests of pure rules. They start no emulator. */
const rules = ['test/{domain,wording,contracts}/**/*.test.ts'];

/** Tests in a real browser. */
const browser = ['test/browser/**/*.test.ts'];

/** Tests that run each night only, by a command of their own. They take too long for `npm test`. */
const nightly = [
  'test/infra/{on-bundles,with-and-without-account}.test.ts',
  'test/browser/report.test.ts',
  'test/faults/{killed-between-emails,killed-recovery}.test.ts',
];

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
          exclude: [...configDefaults.exclude, ...rules, ...browser, ...(isNightly ? [] : nightly)],
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: [...configDefaults.exclude, ...(isNightly ? [] : nightly)],
          globalSetup: ['test/browser/global-setup.ts'],
        },
      },
      { extends: true, test: { name: 'rules', include: rules } },
    ],
  },
});
