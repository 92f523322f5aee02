import { localCredentials, localRegion } from './aws-clients.ts';
import type { EmulatorEndpoints } from './emulators/start-emulators.ts';
import { queueNames, type Resources } from './resources.ts';
import type { SesAccount } from './ses-door/send-request.ts';

const localMailFrom = 'follow-up@inspectorate.example';
export const localReplyDomain = 'reply.inspectorate.example';
const localConfigurationSet = 'revisit-local';

/** The domains and configuration sets that the local SES accepts. */
export const localSesAccount: SesAccount = {
  configurationSets: [localConfigurationSet],
  verifiedDomains: ['inspectorate.example'],
};

/** Returns the environment that the stack would give every function, for the local service. */
export function buildLocalEnvironment(options: {
  endpoints: EmulatorEndpoints & { ses: string };
  resources: Resources;
  publicUrl: string;
  /** Identifies this installation to the fence. */
  stackId: string;
  clockFile?: string;
}): Record<string, string> {
  const { endpoints, resources } = options;
  return {
    AWS_REGION: localRegion,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SES: endpoints.ses,
    REVISIT_STAGE: 'local',
    REVISIT_TABLE: resources.table,
    REVISIT_STACK_ID: options.stackId,
    REVISIT_OUTGOING_QUEUE_URL: resources.queueUrls.outgoing,
    REVISIT_RAW_MAIL_BUCKET: resources.buckets['raw-mail'],
    REVISIT_ATTACHMENTS_BUCKET: resources.buckets.attachments,
    REVISIT_PUBLIC_URL: options.publicUrl,
    REVISIT_MAIL_FROM: localMailFrom,
    REVISIT_REPLY_DOMAIN: localReplyDomain,
    REVISIT_CONFIGURATION_SET: localConfigurationSet,
    REVISIT_ALLOWED_RECIPIENTS: '*',
    REVISIT_QUEUES: JSON.stringify(
      queueNames.map((name) => ({
        name,
        queueUrl: resources.queueUrls[name],
        deadLetterQueueUrl: resources.deadLetterQueueUrls[name],
      })),
    ),
    ...(options.clockFile === undefined ? {} : { REVISIT_CLOCK_FILE: options.clockFile }),
  };
}
