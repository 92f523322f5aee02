import { configDefaults, defineConfig } from 'vitest/config';

/** Tests of pure rules: they start no emulator, keep no state, and share what one of them has loaded. */
const rules = ['test/{domain,wording,contracts}/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'threads',
    // One more than the two cores of a small machine: a test mostly waits for an emulator or a browser.
    maxWorkers: 3,
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
      { extends: true, test: { name: 'rules', include: rules, isolate: false } },
    ],
  },
});
