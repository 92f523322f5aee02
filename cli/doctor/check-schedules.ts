import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { functionNames, serviceMap, type FunctionName } from '../../infra/service-map.ts';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import { countOf } from '../terminal/emails.ts';
import { needed, ok, toDo, type Check, type Finding } from './finding.ts';

interface Settings {
  readonly region: string;
  readonly maxAttempts: number;
}

/** Whether the scheduled functions run by themselves, and whether a run failed. */
export function scheduleChecks({
  stage,
  settings,
  outputs,
}: {
  stage: string;
  settings: Settings;
  outputs: () => Promise<StackOutputs>;
}): Check[] {
  const scheduled = functionNames.filter((name) => serviceMap.functions[name].trigger.kind === 'schedule');
  return [
    ...scheduled.map((name): Check => ({
      name: `schedule ${name}`,
      look: async () => findSchedule(name, { settings, group: (await outputs()).ScheduleGroup }),
    })),
    {
      name: 'missed runs',
      look: async () => countMissedRuns((await outputs()).MissedRunsUrl, { settings, stage }),
    },
  ];
}

async function findSchedule(
  name: FunctionName,
  { settings, group }: { settings: Settings; group: string },
): Promise<Finding> {
  const { State, ScheduleExpression } = await new SchedulerClient(settings).send(
    new GetScheduleCommand({ Name: name, GroupName: group }),
  );
  return State === 'ENABLED'
    ? ok(`It runs by ${ScheduleExpression ?? 'its schedule'}, London time.`)
    : toDo(`It is disabled, so nothing runs by itself: enable ${group}/${name}, or deploy again.`);
}

async function countMissedRuns(
  queueUrl: string,
  { settings, stage }: { settings: Settings; stage: string },
): Promise<Finding> {
  const { Attributes } = await new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }).send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  const waiting = Number(needed(Attributes?.ApproximateNumberOfMessages, 'what was set aside'));
  return waiting === 0
    ? ok('No scheduled run was set aside.')
    : toDo(
        `${countOf(waiting, 'scheduled run')} failed and ${waiting === 1 ? 'was' : 'were'} set aside: read revisit-${stage}-missed-runs (docs/runbook.md#a-scheduled-run-was-missed).`,
      );
}
