import { afterAll } from 'vitest';

/**
 * Test files share what one worker has loaded, and `process.env` with it. Each file finds the environment as the worker
 * began with it: no endpoint of one file's emulators, and no setting, reaches the next.
 */
const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) {
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, before);
});
