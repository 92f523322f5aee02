import * as z from 'zod';
import { ServiceError } from '../errors.ts';
import { parseJson } from './parse-json.ts';

/** Everything a function reads from its environment. Set by the stack, or by the local runner. */
const configurationSchema = z.object({
  /** Set by Lambda itself; SES's message ids carry it. */
  AWS_REGION: z.string().min(1),
  /** `local` on one machine; `production` mails real people; any other name mails only `REVISIT_ALLOWED_RECIPIENTS`. */
  REVISIT_STAGE: z.string().min(1),
  REVISIT_TABLE: z.string().min(1),
  /** Names this installation; a table that carries another name may not send (the fence). */
  REVISIT_STACK_ID: z.string().min(1),
  REVISIT_OUTGOING_QUEUE_URL: z.url(),
  REVISIT_RAW_MAIL_BUCKET: z.string().min(1),
  REVISIT_ATTACHMENTS_BUCKET: z.string().min(1),
  /** Where the form is, without a trailing slash, e.g. `https://follow-up.inspectorate.example`. */
  REVISIT_PUBLIC_URL: z.url(),
  REVISIT_MAIL_FROM: z.email(),
  /** The domain of `reply+<token>@…`, on which SES receives. */
  REVISIT_REPLY_DOMAIN: z.string().min(1),
  REVISIT_CONFIGURATION_SET: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** Comma-separated addresses or `@domain`s that may get mail outside production; `*` for any (stage local). */
  REVISIT_ALLOWED_RECIPIENTS: z.string().default(''),
  /** On one machine only: a file that holds the runner's clock, so that every handler shares it. */
  REVISIT_CLOCK_FILE: z.string().optional(),
  /** For the admin's commands: the queues with their dead-letter queues, as JSON. */
  REVISIT_QUEUES: z.string().optional(),
  /** For the admin's commands: the function that `revisit sweep` calls on a deployed stage. */
  REVISIT_SWEEP_FUNCTION: z.string().optional(),
  /** The secret that CloudFront adds, so that nobody reaches the form around it. Absent: not demanded. */
  REVISIT_ORIGIN_SECRET: z.string().optional(),
});

const queuesSchema = z.array(
  z.object({ name: z.string().min(1), queueUrl: z.url(), deadLetterQueueUrl: z.url() }),
);

/** @throws ServiceError `configuration` where `REVISIT_QUEUES` is not what the stack, or the local runner, writes. */
export function parseQueues(configuration: Configuration): z.infer<typeof queuesSchema> {
  const text = configuration.REVISIT_QUEUES;
  return text === undefined ? [] : parseJson(text, { schema: queuesSchema, what: 'REVISIT_QUEUES' });
}

export type Configuration = z.infer<typeof configurationSchema>;

/** @throws ServiceError `configuration`, naming each setting that is missing or wrong. */
export function parseConfiguration(environment: Record<string, string | undefined>): Configuration {
  const parsed = configurationSchema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  throw new ServiceError('configuration', `Set these in the environment: ${names.join('; ')}.`);
}
