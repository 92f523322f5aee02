import { ServiceError } from '../shared/errors.ts';

export interface FoundEnvironment {
  /** What the stack gives its functions: where the table and the queues are. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends what was started for this command. */
  readonly close: () => Promise<void>;
}

/** Where the service of a stage is. */
export function findEnvironment(of: {
  stage: string;
  environment: Readonly<Record<string, string | undefined>>;
}): Promise<FoundEnvironment> {
  const { stage, environment } = of;
  if (environment['REVISIT_TABLE'] !== undefined && environment['REVISIT_STAGE'] === stage) {
    return Promise.resolve({ environment, close: () => Promise.resolve() });
  }
  throw new ServiceError('configuration', `No settings for stage ${stage} were found.`);
}
