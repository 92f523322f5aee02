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
  /** Where their files are kept; absent: everything in memory. */
  directory?: string;
  ports?: { dynamodb: number; queues: number };
}

const databaseFile = 'dynamodb.sqlite';
const pidFile = 'dynamodb.pid';

/** Ends what a killed run may have left running on this directory. Whoever calls this holds the directory's lock. */
export async function endOrphanedEmulators(directory: string): Promise<void> {
  await endOrphan({ pidPath: join(directory, pidFile), databasePath: join(directory, databaseFile) });
}

/** DynamoDB alone, on what a directory holds: enough for a command that only reads and writes the table. */
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
 * Starts DynamoDB, SQS, SNS and S3, empty unless the directory holds what an earlier run left.
 *
 * @throws ServiceError `unreachable` when DynamoDB cannot be had.
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
