import { startFauxqs } from 'fauxqs';
import { loopback, listenOnLoopback } from '../loopback.ts';

export interface QueuesEmulator {
  /** The one address for SQS, SNS and S3. */
  endpoint: string;
  stop(): Promise<void>;
}

/** Starts SQS, SNS and S3 on this machine. Without a directory, their data is in memory. */
export async function startQueues(options: {
  dataDirectory?: string;
  port?: number;
}): Promise<QueuesEmulator> {
  const server = await listenOnLoopback(() =>
    startFauxqs({
      port: options.port ?? 0,
      logger: false,
      defaultRegion: 'eu-west-2',
      ...(options.dataDirectory === undefined ? {} : { dataDir: options.dataDirectory }),
    }),
  );
  return { endpoint: `http://${loopback}:${server.port}`, stop: () => server.stop() };
}
