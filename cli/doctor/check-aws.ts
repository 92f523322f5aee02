import { SESv2Client } from '@aws-sdk/client-sesv2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import type { Instant } from '../../shared/domain/dates.ts';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import type { DeployedStack } from '../service/describe-stack.ts';
import { incomingMailChecks } from './check-incoming-mail.ts';
import { outgoingMailChecks } from './check-outgoing-mail.ts';
import { scheduleChecks } from './check-schedules.ts';
import { requireAnswer, ok, runOnce, toDo, type Check, type Finding } from './finding.ts';

/** AWS refuses signatures only beyond five minutes. Emails that leave at 10am are wrong sooner than that. */
const CLOCK_TOLERANCE_SECONDS = 60;

export interface AwsToLookAt {
  readonly stage: string;
  readonly region: string;
  readonly stack: () => Promise<DeployedStack>;
  /** The clock of this machine, or undefined if `--as-of` replaces it. */
  readonly now: (() => Instant) | undefined;
  /** The day of the next month with the most planned emails. */
  readonly busiestDay: () => Promise<{ emails: number; on: string }>;
}

/** Returns the checks of a deployed stage that only AWS can answer. */
export function awsChecks({ stage, region, stack, now, busiestDay }: AwsToLookAt): Check[] {
  const settings = { region, maxAttempts: 2 };
  const ses = new SESv2Client(settings);
  const outputs = async (): Promise<StackOutputs> => (await stack()).outputs;
  const caller = runOnce(() => askWhoWeAre(settings));
  return [
    { name: 'credentials', look: async () => ok((await caller()).arn) },
    {
      name: 'clock',
      look: async () => clockFinding({ aws: (await caller()).at, now }),
    },
    { name: 'stack', look: async () => stackFinding(await stack()) },
    ...outgoingMailChecks({ ses, settings, outputs, busiestDay }),
    ...incomingMailChecks({ ses, settings, outputs }),
    ...scheduleChecks({ stage, settings, outputs }),
  ];
}

function stackFinding({ name, status, outputs }: DeployedStack): Finding {
  if (status.endsWith('_IN_PROGRESS')) {
    return toDo(`${name} is ${status}. Wait until the deployment is done, and run the doctor again.`);
  }
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE'
    ? ok(`${name} in ${outputs.Region} is deployed (${status}).`)
    : toDo(
        `${name} is ${status}, so the last deployment failed. Read its events in CloudFormation, and deploy again.`,
      );
}

const answeredSchema = z.looseObject({ headers: z.record(z.string(), z.string()) });

/** Asks AWS whose credentials these are and what the time is. */
async function askWhoWeAre(settings: {
  region: string;
  maxAttempts: number;
}): Promise<{ arn: string; at: number | undefined }> {
  const client = new STSClient(settings);
  let at: number | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = answeredSchema.safeParse(result.response).data?.headers['date'];
      at = date === undefined ? undefined : Date.parse(date);
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const { Arn } = await client.send(new GetCallerIdentityCommand({}));
  return { arn: requireAnswer(Arn, 'whose credentials these are'), at };
}

function clockFinding({ aws, now }: { aws: number | undefined; now: AwsToLookAt['now'] }): Finding {
  if (now === undefined)
    return { kind: 'unknown', says: 'The clock was not compared, because --as-of replaces it.' };
  const apart = Math.abs(now().epochMilliseconds - requireAnswer(aws, 'the time')) / 1000;
  return apart <= CLOCK_TOLERANCE_SECONDS
    ? ok('This machine and AWS have the same time.')
    : toDo(`The clock of this machine differs from AWS by ${Math.round(apart)} seconds. Set it.`);
}
