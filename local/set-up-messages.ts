import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Clock } from '../shared/ports/clock.ts';
import { INCOMING_MAIL } from '../shared/ports/raw-mail.ts';
import type { LocalClients } from './aws-clients.ts';
import type { Resources } from './resources.ts';

/** The id of the mail that SES writes to itself. */
const setUpMailId = 'AMAZON_SES_SETUP_NOTIFICATION';

/**
 * Sends the messages that SES sends when a stage is created. SES tests the topic of a new event destination, and the bucket
 * and the topic of a new receipt rule. So every local service starts with the same messages as a deployed stage.
 */
export async function sendSetUpMessages({
  resources,
  clients,
  clock,
}: {
  resources: Resources;
  clients: LocalClients;
  clock: Clock;
}): Promise<void> {
  const publish = (TopicArn: string, Message: string): Promise<unknown> =>
    clients.sns.send(new PublishCommand({ TopicArn, Message }));
  await publish(
    resources.topicArns['mail-events'],
    'Successfully validated SNS topic for Amazon SES event publishing.',
  );
  const objectKey = `${INCOMING_MAIL}${setUpMailId}`;
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: resources.buckets['raw-mail'],
      Key: objectKey,
      Body: 'Subject: Amazon SES Setup Notification\r\n\r\nSES may store mail in this bucket.\r\n',
    }),
  );
  const timestamp = clock.now().toString();
  await publish(
    resources.topicArns['incoming-mail'],
    JSON.stringify({
      notificationType: 'Received',
      mail: {
        timestamp,
        source: 'no-reply-aws@amazon.com',
        messageId: setUpMailId,
        destination: ['recipient@example.com'],
      },
      receipt: {
        timestamp,
        processingTimeMillis: 0,
        recipients: ['recipient@example.com'],
        action: {
          type: 'S3',
          topicArn: resources.topicArns['incoming-mail'],
          bucketName: resources.buckets['raw-mail'],
          objectKeyPrefix: INCOMING_MAIL,
          objectKey,
        },
      },
    }),
  );
}
