import { join } from 'node:path';
import { startDynamoDb, type DynamoDbEmulator } from './dynamodb.ts';
import { endOrphan } from './orphan.ts';
import { startQueues } from './queues.ts';

export interface EmulatorEndpoints {
  dynamodb: string;
  /** SQS, SNS and S3 share one address. */
  sqs: string;
  sns: string;
  s3: string;
}

export interface Emulators {
  endpoints: EmulatorEndpoints;
  dynamodbPid: number | undefined;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  environment: Record<string, string | undefined>;
  /** The directory for their files. Without it, everything is in memory. */
  directory?: string;
  ports?: { dynamodb: number; queues: number };
}

const databaseFile = 'dynamodb.sqlite';
const pidFile = 'dynamodb.pid';

/** Ends emulators that a killed run may have left in this directory. The caller must hold the directory's lock. */
export async function endOrphanedEmulators(directory: string): Promise<void> {
  await endOrphan({ pidPath: join(directory, pidFile), databasePath: join(directory, databaseFile) });
}

/** Starts only DynamoDB with the data of a directory. It is enough for a command that only reads and writes the table. */
export function startTableEmulator(options: {
  environment: Record<string, string | undefined>;
  directory?: string;
  port?: number;
}): Promise<DynamoDbEmulator> {
  const { directory, port } = options;
  return startDynamoDb({
    environment: options.environment,
    ...(directory === undefined
      ? {}
      : {
          databasePath: join(directory, databaseFile),
          logPath: join(directory, 'dynamodb.log'),
          pidPath: join(directory, pidFile),
        }),
    ...(port === undefined ? {} : { port }),
  });
}

/**
 * Starts DynamoDB, SQS, SNS and S3. They are empty unless the directory has data from an earlier run.
 *
 * @throws ServiceError `unreachable` if DynamoDB cannot start.
 */
export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const { directory, ports } = options;
  const dynamodb = await startTableEmulator({
    environment: options.environment,
    ...(directory === undefined ? {} : { directory }),
    ...(ports === undefined ? {} : { port: ports.dynamodb }),
  });
  try {
    const queues = await startQueues({
      ...(directory === undefined ? {} : { dataDirectory: join(directory, 'queues') }),
      ...(ports === undefined ? {} : { port: ports.queues }),
    });
    return {
      endpoints: {
        dynamodb: dynamodb.endpoint,
        sqs: queues.endpoint,
        sns: queues.endpoint,
        s3: queues.endpoint,
      },
      dynamodbPid: dynamodb.pid,
      stop: async () => {
        await Promise.all([dynamodb.stop(), queues.stop()]);
      },
    };
  } catch (error) {
    await dynamodb.stop();
    throw error;
  }
}
