import { appendFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { visibleText } from '../shared/domain/visible-text.ts';
import { ServiceError } from '../shared/errors.ts';
import { createHandlers } from './create-handlers.ts';
import { startLocalService, type LocalService } from './local-service.ts';
import type { Log } from './log.ts';
import { openHome } from './open-home.ts';

/** `npm start` runs the whole service on this machine until Ctrl-C. The log is `service.log` in REVISIT_HOME. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'port-base': { type: 'string' } } });
  const portBase = values['port-base'];
  const home = resolve(process.env['REVISIT_HOME'] ?? '.revisit');
  openHome(home);
  const log = openLog(join(home, 'service.log'));
  const service = await startLocalService({
    home,
    // This is a copy, because the functions' environment is added to the process's own environment later.
    environment: { ...process.env },
    handlersFrom: (environment) => createHandlers(environment, { log }),
    timers: true,
    log,
    tell: (line) => {
      console.error(line);
    },
    ...(portBase === undefined ? {} : { portBase: Number(portBase) }),
  });
  stopOnSignal(service);
  const { form, inbox, smtp } = service.endpoints;
  console.log(`Revisit is running. Ctrl-C stops it.

  Inbox, where every email arrives   ${inbox}
  Form, which the emails link to     ${form}
  Answers by email (SMTP)            ${smtp}
  Its data and its log               ${shortenPath(home)}

In another terminal: npx revisit`);
}

function openLog(path: string): Log {
  return (line) => {
    appendFileSync(path, `${line}\n`, { mode: 0o600 });
  };
}

function stopOnSignal(service: LocalService): void {
  let isStopping = false;
  const stop = (): void => {
    // A second signal means that the user does not want to wait.
    if (isStopping) process.exit(1);
    isStopping = true;
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        printError(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

function shortenPath(path: string): string {
  const fromHere = relative('', path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

function printError(error: unknown): void {
  if (error instanceof ServiceError) {
    console.error(visibleText(error.message));
    process.exitCode = error.exitCode;
    return;
  }
  const isUnknownOption = error instanceof TypeError && 'code' in error;
  console.error(visibleText(isUnknownOption ? error.message : explainDefect(error)));
  process.exitCode = isUnknownOption ? 2 : 1;
}

function explainDefect(error: unknown): string {
  if (process.env['REVISIT_DEBUG'] !== undefined) return inspect(error);
  const what = error instanceof Error ? error.message : String(error);
  return `Something in Revisit itself went wrong: ${what} Set REVISIT_DEBUG=1 to see where, and report it.`;
}

await main().catch(printError);
