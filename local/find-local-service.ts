import { resolve } from 'node:path';
import { createControlClient, type LocalControl } from './control.ts';
import { readServiceFile, type LocalEndpoints } from './service-file.ts';

/** A service that runs, in this process or another. */
export interface RunningService extends LocalControl {
  endpoints: LocalEndpoints;
  /** What the functions run with. */
  environment: Record<string, string>;
}

/**
 * The service that runs on this home in another process, if one does.
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
    // What the file tells of was killed, and another program may have its port by now.
    return undefined;
  }
  return { endpoints: file.endpoints, environment: file.environment, ...control };
}
