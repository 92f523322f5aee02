/**
 * Measures what follow-ups cost from publication to revisit. It replays the demo's six months. In them Essex answers and
 * Loamshire stays silent. It runs the Lambda bundles and counts every request by function. Run `npm run bench:follow-up`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionNames, type FunctionName } from '../infra/service-map.ts';
import { bundleEveryFunction } from '../local/bundled-functions.ts';
import { replay } from '../local/demo/replay.ts';
import { startLocalService } from '../local/local-service.ts';
import type { Handlers } from '../local/runner/handlers.ts';
import { startMeteringProxy, type MeteringProxy } from './metering-proxy.ts';

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
    return counted(handlers);
  },
  timers: false,
  log: () => undefined,
});
try {
  await replay({ service, home });
  print();
} finally {
  await service.stop();
  await bundled.stop();
  for (const proxy of proxies.values()) await proxy.stop();
  await rm(home, { recursive: true, force: true });
}

function counted(handlers: Handlers): Handlers {
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

function print(): void {
  const cells = (name: FunctionName): (string | number)[] => {
    const of = (proxy: string) => proxies.get(proxy)?.byCaller.get(name);
    const table = of('DYNAMODB');
    return [
      name,
      calls.get(name) ?? 0,
      table?.requests ?? 0,
      table?.readUnits ?? 0,
      table?.writeUnits ?? 0,
      of('SQS')?.requests ?? 0,
      of('SES')?.requests ?? 0,
    ];
  };
  const rows = [
    ['function', 'calls', 'DynamoDB', 'read units', 'write units', 'SQS', 'SES'],
    ...functionNames.map(cells),
  ];
  process.stdout.write('\n');
  for (const row of rows) {
    process.stdout.write(
      `${row.map((cell, place) => (place === 0 ? String(cell).padEnd(20) : String(cell).padStart(12))).join('')}\n`,
    );
  }
}
