import { ServiceError } from '../../shared/errors.ts';

export interface FoundEnvironment {
  /** The variables that the stack gives its functions, such as the names of the table and the queues. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** True if this command made the table, on this machine. */
  readonly isNew: boolean;
  /** Stops what was started for this command. */
  readonly close: () => Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds where the service of a stage is. It tries these in order:
 *
 * 1. The environment itself names the stage's table.
 * 2. Stage local uses the service that runs on this machine, or else opens the local table for this command.
 * 3. A deployed stage uses the outputs of its stack, from the file in `REVISIT_OUTPUTS` or from AWS.
 */
export async function findEnvironment({
  stage,
  environment,
  tell,
}: {
  stage: string;
  environment: Environment;
  /** Tells a person that the command waits. */
  tell?: (line: string) => void;
}): Promise<FoundEnvironment> {
  if (isConfigured(environment, stage)) return { environment, isNew: false, close: nothingToClose };
  if (stage === 'local') return findLocal(environment, tell);
  const path = environment['REVISIT_OUTPUTS'];
  if (path !== undefined) {
    const { readOutputs } = await import('./read-outputs.ts');
    const outputs = await readOutputs({ path, stage });
    return { environment: { ...environment, ...outputs }, isNew: false, close: nothingToClose };
  }
  const [{ describeStack }, { buildEnvironment }] = await Promise.all([
    import('./describe-stack.ts'),
    import('../../shared/contracts/stack-outputs.ts'),
  ]);
  const { outputs } = await describeStack(stage, environment);
  return {
    environment: { ...environment, ...buildEnvironment(stage, outputs) },
    isNew: false,
    close: nothingToClose,
  };
}

/** Tells whether the environment names this stage's table, as the environment of a function does. */
export function isConfigured(environment: Environment, stage: string): boolean {
  return environment['REVISIT_TABLE'] !== undefined && environment['REVISIT_STAGE'] === stage;
}

/** Returns the folder of local data. */
export function homeOf(environment: Environment): string {
  return environment['REVISIT_HOME'] ?? '.revisit';
}

async function findLocal(
  environment: Environment,
  tell: ((line: string) => void) | undefined,
): Promise<FoundEnvironment> {
  const home = homeOf(environment);
  const { findLocalService } = await import('../../local/find-local-service.ts');
  return findOrOpen<FoundEnvironment>({
    find: async () => {
      const running = await findLocalService(home);
      return running === undefined
        ? undefined
        : { environment: running.environment, isNew: false, close: nothingToClose };
    },
    open: async () => {
      const { openLocalTable } = await import('../../local/local-table.ts');
      return openLocalTable({ home, environment, ...(tell === undefined ? {} : { tell }) });
    },
  });
}

/** Finds a running service, or opens its data. Looks again if a service starts in the meantime. */
export async function findOrOpen<T>({
  find,
  open,
}: {
  find: () => Promise<T | undefined>;
  open: () => Promise<T>;
}): Promise<T> {
  const found = await find();
  if (found !== undefined) return found;
  try {
    return await open();
  } catch (error) {
    const startedSince = error instanceof ServiceError && error.kind === 'in-use' ? await find() : undefined;
    if (startedSince === undefined) throw error;
    return startedSince;
  }
}

function nothingToClose(): Promise<void> {
  return Promise.resolve();
}
