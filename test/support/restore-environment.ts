import { afterAll } from 'vitest';

/**
 * Test files share the modules that one worker has loaded, and `process.env`. This restores the environment for each file
 * to what the worker began with. So no setting and no endpoint of one file's emulators reaches the next.
 */
const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) {
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, before);
});
