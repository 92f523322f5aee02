import { Readable, Writable } from 'node:stream';
import { runCli } from '../../cli/main.ts';
import type { TestStack } from './emulators.ts';

export interface CommandRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Collects everything that is written to it. */
function collector(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: unknown, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

/**
 * Runs one command as an admin types it, without a terminal for questions: `revisit extend essex --to 2016-05-03 --reason
 * "New lead"`. It finds the table and the clock of the test's own stack.
 */
export function revisit(line: string, { environment }: Pick<TestStack, 'environment'>): Promise<CommandRun> {
  return run(line, environment);
}

/** Runs a command that works without a service, as on a machine without one. */
export function revisitWithoutService(line: string): Promise<CommandRun> {
  return run(line, { REVISIT_HOME: '/nowhere/revisit' });
}

/** Splits a line into words as a shell does. */
export function argvOf(line: string): string[] {
  return [...line.matchAll(/"(?<quoted>[^"]*)"|(?<word>\S+)/gu)].map(
    ({ groups }) => groups?.['quoted'] ?? groups?.['word'] ?? '',
  );
}

/** Runs one command on a terminal and answers its question with yes. `meanwhile` runs after the question, before the yes. */
export function revisitAgreed(
  line: string,
  { environment }: Pick<TestStack, 'environment'>,
  meanwhile: () => Promise<unknown>,
): Promise<CommandRun> {
  let isAnswered = false;
  const keyboard = new Readable({
    read() {
      if (isAnswered) return;
      isAnswered = true;
      meanwhile().then(
        () => this.push('y'),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  const stdin = Object.assign(keyboard, { isTTY: true, setRawMode: () => undefined });
  return run(line, environment, { stdin });
}

/** Runs one command on a terminal and types these keys, such as an arrow and Enter, when it asks. */
export function revisitTyping(
  line: string,
  { environment }: Pick<TestStack, 'environment'>,
  keys: readonly string[],
): Promise<CommandRun> {
  const left = [...keys];
  const keyboard = new Readable({
    read() {
      const key = left.shift();
      if (key !== undefined) setImmediate(() => this.push(key));
    },
  });
  const stdin = Object.assign(keyboard, { isTTY: true, setRawMode: () => undefined });
  return run(line, environment, { stdin });
}

async function run(
  line: string,
  environment: Record<string, string>,
  { isTTY = false, stdin = Readable.from([]) }: { isTTY?: boolean; stdin?: Readable } = {},
): Promise<CommandRun> {
  const [stdout, stderr] = [collector(), collector()];
  const exitCode = await runCli(argvOf(line), {
    stdin,
    stdout: Object.assign(stdout.stream, { isTTY }),
    stderr: stderr.stream,
    environment: { COLUMNS: '80', ...environment, REVISIT_ADMIN: 'test-admin' },
  });
  return { exitCode, out: stdout.text(), err: stderr.text() };
}

/** Runs the same with --json, and returns the document. @throws if the command fails. */
export async function revisitJson(line: string, stack: TestStack): Promise<unknown> {
  const { exitCode, out, err } = await revisit(`${line} --json`, stack);
  if (exitCode !== 0) throw new Error(`revisit ${line} ended with ${exitCode}: ${err}`);
  const document: unknown = JSON.parse(out);
  return document;
}

/** Runs the same on a terminal, in colour. */
export function revisitOnTerminal(
  line: string,
  { environment }: Pick<TestStack, 'environment'>,
): Promise<CommandRun> {
  return run(line, environment, { isTTY: true });
}
