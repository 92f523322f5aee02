import { withBody } from './output/with-body.ts';
import type { Readable, Writable } from 'node:stream';
import { visibleJson } from '../shared/domain/visible-text.ts';
import { ServiceError } from '../shared/errors.ts';
import type { CommandContext, LocalService } from './command/command.ts';
import { findEnvironment, homeOf, isConfigured, type Environment } from './service/find-environment.ts';
import { families } from './command-line/command-list.ts';
import { commandsInOrder, parseCommandLine, type CommandLine } from './command-line/parse-command-line.ts';
import { writeProblem } from './command/problem.ts';
import type { Service } from './service/service.ts';
import { createLog } from './terminal/log.ts';
import { createConfirm } from './terminal/confirm.ts';
import { guardOutput } from './terminal/guard-output.ts';
import { createTerminal, type Terminal } from './terminal/terminal.ts';

/** The streams and the environment that the CLI runs with. bin.js passes those of `process`, a test passes its own. */
export interface Surroundings {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Runs one command. @returns the exit code: 0 done, 1 a defect, 2 bad input, 3 conflict, 4 not found, 5 unreachable. */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { environment } = surroundings;
  const stdout = guardOutput(() => surroundings.stdout);
  const stderr = guardOutput(() => surroundings.stderr);
  const terminal = createTerminal({ stdout, stderr, environment });
  const closers: (() => Promise<void>)[] = [];
  let line: CommandLine | undefined;
  try {
    line = await parseCommandLine(argv, {
      out: (text) => stdout.write(text),
      width: terminal.width,
    });
    if (line === undefined) return 0;
    const context = await createContext(line, {
      surroundings,
      terminal,
      closeLater: (close) => closers.push(close),
    });
    const answer = await line.command.run(line.input, context);
    const text = line.options.json
      ? visibleJson(JSON.stringify(withBody(answer.document()), undefined, 2))
      : answer.text();
    if (text !== '') stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    await answer.until;
    return answer.exitCode ?? 0;
  } catch (error) {
    return writeProblem(await explainLocally(error, { line, environment }), {
      json: argv.includes('--json'),
      terminal,
      stderr,
      environment,
      command: line?.command,
    });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Says so if a command failed because the disk of the local service is full. */
async function explainLocally(
  error: unknown,
  { line, environment }: { line: CommandLine | undefined; environment: Environment },
): Promise<unknown> {
  if (line?.options.stage !== 'local' || isConfigured(environment, 'local')) return error;
  if (!(error instanceof ServiceError) || error.kind !== 'unreachable') return error;
  const { explainServiceOf } = await import('../local/open-home.ts');
  return explainServiceOf(homeOf(environment), error);
}

/** Returns the AWS identity of the caller on a deployed stage. A service on this machine has no AWS identity. */
async function callerOn(stage: string, environment: Environment): Promise<{ caller?: string }> {
  if (stage === 'local') return {};
  const { findCallerIdentity } = await import('./service/caller-identity.ts');
  return { caller: await findCallerIdentity(stage, environment) };
}

async function createContext(
  line: CommandLine,
  {
    surroundings,
    terminal,
    closeLater,
  }: {
    surroundings: Surroundings;
    terminal: Terminal;
    closeLater: (close: () => Promise<void>) => void;
  },
): Promise<CommandContext> {
  const { options } = line;
  const { environment } = surroundings;
  const { asOf } = options;
  const wireService = async (found: Environment): Promise<Service> => {
    // The SDK finds its endpoints and credentials in the process's environment.
    Object.assign(process.env, found);
    const { wire } = await import('../shared/wiring.ts');
    const clock = asOf === undefined ? {} : { clock: { now: () => asOf } };
    const caller = await callerOn(options.stage, environment);
    return wire(found, { functionName: 'cli', log: createLog(terminal), ...clock, ...caller });
  };
  let opening: Promise<Service> | undefined;
  const open = async (): Promise<Service> => {
    const found = await findEnvironment({ stage: options.stage, environment, tell: terminal.progress });
    closeLater(found.close);
    return wireService(found.environment);
  };
  const openLocal = async (): Promise<LocalService> => {
    if (options.stage !== 'local') {
      throw new ServiceError('bad-input', 'This command works only on stage local.', { field: 'stage' });
    }
    const { openLocalService } = await import('./service/open-local-service.ts');
    const { running, wasRunning, close } = await openLocalService(environment, terminal.progress);
    closeLater(close);
    return { ...running, wasRunning, service: await wireService(running.environment) };
  };
  const service = (): Promise<Service> => (opening ??= open());
  return {
    terminal,
    service,
    localService: openLocal,
    mailReader: async () => (await import('../shared/wiring.ts')).wireMailReader(),
    by: environment['REVISIT_ADMIN'] ?? (await import('node:os')).userInfo().username,
    chooseFollowUp: async (written, use) => {
      const { createFollowUpChooser } = await import('./command/choose-follow-up.ts');
      const streams = surroundings;
      return createFollowUpChooser({ streams, agreed: options.yes, terminal, called: line, service })(
        written,
        use,
      );
    },
    nameOf: async (followUp) => {
      const { nameFollowUp } = await import('../shared/use-cases/finding/name-follow-ups.ts');
      return nameFollowUp(await service(), followUp);
    },
    confirm: createConfirm({ streams: surroundings, agreed: options.yes, terminal }),
    stage: options.stage,
    commands: commandsInOrder(),
    families,
    asOf,
    environment,
  };
}
