import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { functionNames, serviceMap, type FunctionName } from '../../infra/service-map.ts';
import type { StackOutputs } from '../../shared/contracts/stack-outputs.ts';
import { countOf } from '../terminal/emails.ts';
import { requireAnswer, ok, toDo, type Check, type Finding } from './finding.ts';

interface Settings {
  readonly region: string;
  readonly maxAttempts: number;
}

/** Returns the checks that the schedules are enabled and that no scheduled run failed. */
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
    ? ok(`It runs on ${ScheduleExpression ?? 'its schedule'}, London time.`)
    : toDo(`It is disabled, so this function does not run. Enable ${group}/${name}, or deploy again.`);
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
  const waiting = Number(requireAnswer(Attributes?.ApproximateNumberOfMessages, 'how many runs failed'));
  return waiting === 0
    ? ok('No scheduled run failed.')
    : toDo(
        `${countOf(waiting, 'scheduled run')} failed. Read the queue revisit-${stage}-missed-runs (docs/runbook.md#a-scheduled-run-was-missed).`,
      );
}
