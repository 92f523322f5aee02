import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { emailAddress } from '../shared/contracts/email-address.ts';
import { ServiceError } from '../shared/errors.ts';

/** The folder with one file for each stage. */
export const stagesFolder = join(import.meta.dirname, 'stages');

const domainPattern = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;
const addressOrDomainPattern = /^[^@\s,]*@[^@\s,]+$/;

function domain(setting: string) {
  return z
    .string({ error: `Set it to ${setting}.` })
    .regex(domainPattern, { error: `It must be a domain in lower case: ${setting}.` });
}

const logRetentions = {
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  180: RetentionDays.SIX_MONTHS,
  365: RetentionDays.ONE_YEAR,
  731: RetentionDays.TWO_YEARS,
} as const;

const stageNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,15}$/, {
    error:
      'The name of a stage has at most 16 lower-case letters, digits and hyphens, and begins with a letter. An example is "production".',
  })
  .refine((name) => name !== 'local', {
    error: 'The stage "local" runs on your own machine and is not deployed. Run "npm start" for it.',
  });

/** The settings of one deployment. They are in infra/stages/<stage>.json. */
const stageConfigurationSchema = z
  .strictObject({
    /** Protects against deploying with the credentials of another account. If it is absent, the account of the credentials is used. */
    account: z
      .string()
      .regex(/^\d{12}$/, { error: 'An AWS account number has 12 digits, in quotes.' })
      .optional(),
    /** The region of all data and functions. SES must be able to receive mail there. */
    region: z.string().default('eu-west-2'),
    /** The host name of the form. */
    publicHostname: domain('the host name of the form, e.g. "follow-up.inspectorate.example"'),
    /** The address emails come from. Its domain becomes an SES identity with DKIM. */
    mailFrom: emailAddress(
      'Set it to the address that emails come from, on a domain whose DNS you control, e.g. "follow-up@mail.inspectorate.example".',
    ),
    /** The domain that receives replies. It must receive no other mail, because its MX record points to SES. */
    replyDomain: domain('the domain that receives replies, e.g. "reply.inspectorate.example"'),
    /** The Route 53 zone for the records. If it is absent, the stack's outputs list the records to create by hand. */
    hostedZone: z
      .strictObject({
        id: z
          .string()
          .regex(/^Z[A-Z0-9]+$/, { error: 'A hosted zone id looks like "Z0123456789ABCDEFGHIJ".' }),
        name: domain('the zone\'s domain, e.g. "inspectorate.example"'),
      })
      .optional(),
    /** The address for DMARC reports. If it is absent, Revisit asks for no reports. */
    dmarcReportsTo: emailAddress().optional(),
    /** Who may get email outside production. Each entry is an address, or a domain such as "@inspectorate.example". */
    allowedRecipients: z
      .array(z.string().regex(addressOrDomainPattern, { error: 'Write an address, or "@" and a domain.' }))
      .default([]),
    /** Who is told about an alarm, or about spending near the budget. Each person must confirm the subscription. */
    alarmRecipients: z
      .array(emailAddress())
      .min(1, { error: 'Name at least one address, because somebody must get the alarms.' }),
    /** The address of docs/runbook.md for the people who get an alarm. */
    runbookUrl: z.string().min(1).default('docs/runbook.md'),
    /**
     * The emails a second that SES allows this account. `aws ses get-send-quota` says it. A new account may send 1, and
     * most accounts outside the sandbox 14. The ladder uses four fifths of it, so that codes never wait.
     */
    sendingRate: z.number().positive().max(1000).default(1),
    monthlyBudgetDollars: z.number().positive().default(50),
    logRetentionDays: z
      .union([z.literal(30), z.literal(90), z.literal(180), z.literal(365), z.literal(731)], {
        error: 'Choose 30, 90, 180, 365 or 731.',
      })
      .default(90)
      .transform((days) => logRetentions[days]),
    /** How long Revisit keeps an incoming message in its original form. The text read from it stays in the table. */
    rawMailRetentionDays: z.int().min(30).max(3650).default(730),
    /**
     * Logs who reads the table, the mail and the attached files, with any tool. It costs about 20 cents a month. If it is
     * absent, only production has it.
     */
    readTrail: z.boolean().optional(),
    /** Limits the requests to the form per network. It costs about 6 dollars a month. */
    firewall: z.boolean().default(true),
    /**
     * Generations of the secret between CloudFront and the form. CloudFront sends the first, and the form accepts
     * all of them. docs/runbook.md says how to rotate the secret without refusing anybody.
     */
    originSecretGenerations: z
      .array(z.string().regex(/^[a-z0-9-]{1,20}$/))
      .min(1)
      .default(['first']),
    /** The account's active receipt rule set that this stage may replace. If it is absent, the stage replaces none. */
    replacesReceiptRuleSet: z.string().min(1).optional(),
    /** The table that the functions use after a restore, instead of the stack's own (docs/runbook.md). */
    restoredTable: z.string().min(3).optional(),
  })
  .superRefine((configuration, context) => {
    const addProblem = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const mailDomain = domainOf(configuration.mailFrom);
    if (mailDomain === configuration.replyDomain) {
      addProblem(
        'replyDomain',
        'It must differ from the domain of mailFrom, because it receives only replies.',
      );
    }
    const { hostedZone } = configuration;
    if (hostedZone === undefined) return;
    const names = {
      publicHostname: configuration.publicHostname,
      mailFrom: mailDomain,
      replyDomain: configuration.replyDomain,
    };
    for (const [path, name] of Object.entries(names)) {
      if (name !== hostedZone.name && !name.endsWith(`.${hostedZone.name}`)) {
        addProblem(
          path,
          `${name} is not in the hosted zone ${hostedZone.name}. Change one of them, or remove hostedZone.`,
        );
      }
    }
  });

export type StageConfiguration = z.infer<typeof stageConfigurationSchema> & { readTrail: boolean };

/** Returns the part of an address after the "@", in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * Checks the settings of a stage and fills in the defaults.
 *
 * @param stage The name given with `-c stage=`.
 * @throws ServiceError `configuration`, which names the file and each setting that is missing or wrong.
 */
export function parseStageConfiguration(stage: string, settings: unknown): StageConfiguration {
  const file = `infra/stages/${stage}.json`;
  const parsed = stageConfigurationSchema.safeParse(settings);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.') || '(file)'}: ${issue.message}`,
    );
    throw new ServiceError('configuration', `${file} cannot be used:\n${lines.join('\n')}`);
  }
  const { allowedRecipients } = parsed.data;
  if (stage === 'production' && allowedRecipients.length > 0) {
    throw new ServiceError(
      'configuration',
      `${file} cannot be used:\n  allowedRecipients: Production emails everybody who is due an email. Remove this setting.`,
    );
  }
  if (stage !== 'production' && allowedRecipients.length === 0) {
    throw new ServiceError(
      'configuration',
      `${file} cannot be used:\n  allowedRecipients: Only the stage "production" may email everybody. List who may get email from this stage, e.g. ["@inspectorate.example"].`,
    );
  }
  return { ...parsed.data, readTrail: parsed.data.readTrail ?? stage === 'production' };
}

/**
 * Reads infra/stages/<stage>.json.
 *
 * @throws ServiceError `configuration` if the file is missing or a setting is wrong.
 */
export function loadStageConfiguration(stageName: unknown): {
  stage: string;
  configuration: StageConfiguration;
} {
  const parsed = stageNameSchema.safeParse(stageName);
  if (!parsed.success) {
    throw new ServiceError(
      'configuration',
      `-c stage=: ${parsed.error.issues.map((issue) => issue.message).join(' ')}`,
    );
  }
  const stage = parsed.data;
  return { stage, configuration: parseStageConfiguration(stage, readSettings(stage)) };
}

function readSettings(stage: string): unknown {
  const file = join(stagesFolder, `${stage}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const problem =
      cause instanceof SyntaxError
        ? `infra/stages/${stage}.json is not JSON: ${cause.message}.`
        : `There is no infra/stages/${stage}.json. Copy infra/stages/example.json to it and set your own names.`;
    throw new ServiceError('configuration', problem, { cause });
  }
}
