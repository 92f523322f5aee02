import { resolve } from 'node:path';
import { createControlClient, type LocalControl } from './control.ts';
import { readServiceFile, type LocalEndpoints } from './service-file.ts';

/** A running service, in this process or in another one. */
export interface RunningService extends LocalControl {
  endpoints: LocalEndpoints;
  /** The environment of the functions. */
  environment: Record<string, string>;
}

/**
 * Finds the service that runs on this home in another process. Returns undefined if there is none.
 *
 * @example `(await findLocalService('.revisit'))?.endpoints.form`
 */
export async function findLocalService(home: string): Promise<RunningService | undefined> {
  const file = readServiceFile(resolve(home));
  if (file === undefined) return undefined;
  const control = createControlClient({ endpoint: file.endpoints.control, token: file.controlToken });
  try {
    await control.status();
  } catch {
    // The service of the file was killed. Another program may have its port by now.
    return undefined;
  }
  return { endpoints: file.endpoints, environment: file.environment, ...control };
}
