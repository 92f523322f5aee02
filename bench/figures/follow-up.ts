import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionNames, type FunctionName } from '../../infra/service-map.ts';
import { bundleEveryFunction } from '../../local/bundled-functions.ts';
import { replay } from '../../local/demo/replay.ts';
import { startLocalService } from '../../local/local-service.ts';
import type { Handlers } from '../../local/runner/handlers.ts';
import { figure, type Figure, type Measurement } from '../figure.ts';
import { startMeteringProxy, type MeteringProxy } from '../metering-proxy.ts';

/** Replays the demo's six months with the Lambda bundles. In them Essex answers and Loamshire stays silent. */
export const followUp: Measurement = {
  title: 'the requests of two follow-ups from publication to revisit, by function',
  measure: async () => {
    const home = await mkdtemp(join(tmpdir(), 'revisit-bench-'));
    const bundled = await bundleEveryFunction({ log: () => undefined });
    const proxies = new Map<string, MeteringProxy>();
    const calls = new Map<FunctionName, number>();
    const service = await startLocalService({
      home,
      environment: { ...process.env },
      handlersFrom: async (environment) => {
        const through: Record<string, string> = {};
        for (const name of ['DYNAMODB', 'SQS', 'SES']) {
          const variable = `AWS_ENDPOINT_URL_${name}`;
          const proxy = await startMeteringProxy(environment[variable] ?? '');
          proxies.set(name, proxy);
          through[variable] = proxy.endpoint;
        }
        const handlers = await bundled.handlersFrom(environment, (name) => ({
          ...environment,
          ...through,
          AWS_ACCESS_KEY_ID: name,
        }));
        return counted(handlers, calls);
      },
      timers: false,
      log: () => undefined,
    });
    try {
      await replay({ service, home });
      return functionNames.flatMap((name) => figuresOf(name, { calls: calls.get(name) ?? 0, proxies }));
    } finally {
      await service.stop();
      await bundled.stop();
      for (const proxy of proxies.values()) await proxy.stop();
      await rm(home, { recursive: true, force: true });
    }
  },
};

function figuresOf(
  name: FunctionName,
  { calls, proxies }: { calls: number; proxies: ReadonlyMap<string, MeteringProxy> },
): Figure[] {
  const countedBy = (proxy: string) => proxies.get(proxy)?.byCaller.get(name);
  const table = countedBy('DYNAMODB');
  const counts: readonly (readonly [string, number])[] = [
    ['calls', calls],
    ['requests to DynamoDB', table?.requests ?? 0],
    ['read units', table?.readUnits ?? 0],
    ['write units', table?.writeUnits ?? 0],
    ['requests to SQS', countedBy('SQS')?.requests ?? 0],
    ['requests to SES', countedBy('SES')?.requests ?? 0],
  ];
  return counts.map(([unit, measured]) =>
    figure({ id: `follow-up.${name}, ${unit}`, goal: 'for comparison', measured, unit }),
  );
}

function counted(handlers: Handlers, calls: Map<FunctionName, number>): Handlers {
  const count = (name: FunctionName): Handlers[FunctionName] => {
    return (event, context) => {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return handlers[name](event, context);
    };
  };
  return {
    sweep: count('sweep'),
    'send-notices': count('send-notices'),
    'record-mail-event': count('record-mail-event'),
    'progress-form': count('progress-form'),
    'receive-reply': count('receive-reply'),
    'send-digest': count('send-digest'),
    'apply-retention': count('apply-retention'),
  };
}
