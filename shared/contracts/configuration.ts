import * as z from 'zod';
import { emailAddress } from './email-address.ts';
import { ServiceError } from '../errors.ts';
import { parseJson } from './parse-json.ts';

/** Everything that a function reads from its environment. The stack or the local runner sets it. */
const configurationSchema = z.object({
  /** Lambda sets it. SES's message ids contain it. */
  AWS_REGION: z.string().min(1),
  /**
   * `local` runs on one machine. `production` mails real people. Other names mail only `REVISIT_ALLOWED_RECIPIENTS`.
   */
  REVISIT_STAGE: z.string().min(1),
  REVISIT_TABLE: z.string().min(1),
  /** Names this installation. A table with another name in it may not send. This is the fence. */
  REVISIT_STACK_ID: z.string().min(1),
  REVISIT_OUTGOING_QUEUE_URL: z.url(),
  REVISIT_RAW_MAIL_BUCKET: z.string().min(1),
  REVISIT_ATTACHMENTS_BUCKET: z.string().min(1),
  /** The address of the form without a trailing slash, e.g. `https://follow-up.inspectorate.example`. */
  REVISIT_PUBLIC_URL: z.url(),
  REVISIT_MAIL_FROM: emailAddress(),
  /** The domain of `reply+<token>@…`. SES receives its mail. */
  REVISIT_REPLY_DOMAIN: z.string().min(1),
  REVISIT_CONFIGURATION_SET: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /**
   * How many emails this process may hand to SES in a second. The stack sets it for the function that sends the emails of
   * the ladder. What somebody waits for at the screen is never held up, so the other functions have no such setting.
   */
  REVISIT_SENDS_PER_SECOND: z.coerce.number().positive().optional(),
  /**
   * Addresses or `@domain`s that may get mail outside production, separated by commas. `*` allows any, on stage local.
   */
  REVISIT_ALLOWED_RECIPIENTS: z.string().default(''),
  /** A file with the clock of the local runner, which all its handlers share. Set on one machine only. */
  REVISIT_CLOCK_FILE: z.string().optional(),
  /** The queues with their dead-letter queues, as JSON. For the admin's commands. */
  REVISIT_QUEUES: z.string().optional(),
  /** The function that `revisit sweep` calls on a deployed stage. For the admin's commands. */
  REVISIT_SWEEP_FUNCTION: z.string().optional(),
  /** The secret that CloudFront adds, so nobody reaches the form without CloudFront. If absent, it is not checked. */
  REVISIT_ORIGIN_SECRET: z.string().optional(),
});

const queuesSchema = z.array(
  z.object({ name: z.string().min(1), queueUrl: z.url(), deadLetterQueueUrl: z.url() }),
);

/** Parses `REVISIT_QUEUES`. @throws ServiceError `bad-input` if its format is wrong. */
export function parseQueues(configuration: Configuration): z.infer<typeof queuesSchema> {
  const text = configuration.REVISIT_QUEUES;
  return text === undefined ? [] : parseJson(text, { schema: queuesSchema, what: 'REVISIT_QUEUES' });
}

export type Configuration = z.infer<typeof configurationSchema>;

/** Parses the environment. @throws ServiceError `configuration` that names each setting that is missing or wrong. */
export function parseConfiguration(environment: Record<string, string | undefined>): Configuration {
  const parsed = configurationSchema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  throw new ServiceError(
    'configuration',
    `Settings are missing or wrong. Set these in the environment: ${names.join('; ')}.`,
  );
}
