import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { EmulatorEndpoints } from './emulators/start-emulators.ts';

export const localRegion = 'eu-west-2';

/** The emulators accept any credentials, but the SDK requires some. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export interface LocalClients {
  dynamodb: DynamoDBClient;
  sqs: SQSClient;
  sns: SNSClient;
  s3: S3Client;
  destroy(): void;
}

/** Creates the SDK's own clients for the emulators. It takes the endpoints as an argument, not from the environment. */
export function createLocalClients(endpoints: EmulatorEndpoints): LocalClients {
  const common = { region: localRegion, credentials: localCredentials };
  const dynamodb = new DynamoDBClient({ ...common, endpoint: endpoints.dynamodb });
  // The SDK prefers a QueueUrl to the endpoint. Our queue URLs name the same server.
  const sqs = new SQSClient({ ...common, endpoint: endpoints.sqs });
  const sns = new SNSClient({ ...common, endpoint: endpoints.sns });
  const s3 = new S3Client({ ...common, endpoint: endpoints.s3, forcePathStyle: true });
  return {
    dynamodb,
    sqs,
    sns,
    s3,
    destroy: () => {
      for (const client of [dynamodb, sqs, sns, s3]) client.destroy();
    },
  };
}
