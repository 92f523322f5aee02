import * as z from 'zod';
import { emailAddress } from './email-address.ts';

/** Returns the name of the stack of a stage. */
export function stackNameOf(stage: string): string {
  return `revisit-${stage}`;
}

/** The outputs of the stack. The command line reaches a deployed stage with them. */
export const stackOutputsSchema = z.object({
  Region: z.string(),
  Table: z.string(),
  StackIdentity: z.string(),
  OutgoingQueueUrl: z.url(),
  OutgoingDeadLettersUrl: z.url(),
  MailEventsQueueUrl: z.url(),
  MailEventsDeadLettersUrl: z.url(),
  IncomingMailQueueUrl: z.url(),
  IncomingMailDeadLettersUrl: z.url(),
  MissedRunsUrl: z.url(),
  RawMailBucket: z.string(),
  AttachmentsBucket: z.string(),
  PublicUrl: z.url(),
  MailFrom: emailAddress(),
  ReplyDomain: z.string(),
  ConfigurationSet: z.string(),
  /** Absent in production, which mails everyone. */
  AllowedRecipients: z.string().default(''),
  ReceiptRuleSet: z.string(),
  ScheduleGroup: z.string(),
  SweepFunction: z.string(),
  AdminPolicyArn: z.string(),
});

export type StackOutputs = z.infer<typeof stackOutputsSchema>;

/** Returns the environment of the stage's functions for the command line. It lacks only the form's secret. */
export function buildEnvironment(stage: string, outputs: StackOutputs): Record<string, string> {
  return {
    AWS_REGION: outputs.Region,
    REVISIT_STAGE: stage,
    REVISIT_TABLE: outputs.Table,
    REVISIT_STACK_ID: outputs.StackIdentity,
    REVISIT_OUTGOING_QUEUE_URL: outputs.OutgoingQueueUrl,
    REVISIT_RAW_MAIL_BUCKET: outputs.RawMailBucket,
    REVISIT_ATTACHMENTS_BUCKET: outputs.AttachmentsBucket,
    REVISIT_PUBLIC_URL: outputs.PublicUrl,
    REVISIT_MAIL_FROM: outputs.MailFrom,
    REVISIT_REPLY_DOMAIN: outputs.ReplyDomain,
    REVISIT_CONFIGURATION_SET: outputs.ConfigurationSet,
    REVISIT_ALLOWED_RECIPIENTS: outputs.AllowedRecipients,
    REVISIT_SWEEP_FUNCTION: outputs.SweepFunction,
    REVISIT_QUEUES: JSON.stringify([
      {
        name: 'outgoing',
        queueUrl: outputs.OutgoingQueueUrl,
        deadLetterQueueUrl: outputs.OutgoingDeadLettersUrl,
      },
      {
        name: 'mail-events',
        queueUrl: outputs.MailEventsQueueUrl,
        deadLetterQueueUrl: outputs.MailEventsDeadLettersUrl,
      },
      {
        name: 'incoming-mail',
        queueUrl: outputs.IncomingMailQueueUrl,
        deadLetterQueueUrl: outputs.IncomingMailDeadLettersUrl,
      },
    ]),
  };
}
