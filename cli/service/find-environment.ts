export interface FoundEnvironment {
  /** What the stack gives its functions: where the table and the queues are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the table was made just now, on this machine. */
  readonly isNew: boolean;
  /** Ends what was started for this command. */
  readonly close: () => Promise<void>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the service of a stage is: told by the environment itself; running on this machine, or, on stage local with nothing
 * running, started for this command; else told by the outputs of its stack, saved in a file or asked for in AWS.
 */
export async function findEnvironment({
  stage,
  environment,
}: {
  stage: string;
  environment: Environment;
}): Promise<FoundEnvironment> {
  if (isConfigured(environment, stage)) return { environment, isNew: false, close: nothingToClose };
  if (stage === 'local') return findLocal(environment);
  const path = environment['REVISIT_OUTPUTS'];
  if (path !== undefined) {
    const { readOutputs } = await import('./read-outputs.ts');
    const outputs = await readOutputs({ path, stage });
    return { environment: { ...environment, ...outputs }, isNew: false, close: nothingToClose };
  }
  const [{ describeStack }, { environmentOf }] = await Promise.all([
    import('./describe-stack.ts'),
    import('../../shared/contracts/stack-outputs.ts'),
  ]);
  const { outputs } = await describeStack(stage, environment);
  return {
    environment: { ...environment, ...environmentOf(stage, outputs) },
    isNew: false,
    close: nothingToClose,
  };
}

/** Whether the environment names this very stage's table, as a function's does. */
export function isConfigured(environment: Environment, stage: string): boolean {
  return environment['REVISIT_TABLE'] !== undefined && environment['REVISIT_STAGE'] === stage;
}

/** Where local data lives. */
export function homeOf(environment: Environment): string {
  return environment['REVISIT_HOME'] ?? '.revisit';
}

async function findLocal(environment: Environment): Promise<FoundEnvironment> {
  const home = homeOf(environment);
  const { findLocalService } = await import('../../local/find-local-service.ts');
  const running = await findLocalService(home);
  if (running !== undefined) return { environment: running.environment, isNew: false, close: nothingToClose };
  const { openLocalTable } = await import('../../local/local-table.ts');
  return openLocalTable({ home, environment });
}

function nothingToClose(): Promise<void> {
  return Promise.resolve();
}
