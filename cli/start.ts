import { findCommandCalled } from './command-line/command-called.ts';
import type { Surroundings } from './main.ts';

/**
 * Runs one command. bin.js begins here. In the bundle, `main.ts` here has only help and the command that needs neither a
 * service nor a file. `whole.ts` has everything.
 *
 * @returns the exit code, as `runCli` in main.ts.
 */
export async function runCli(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const called = findCommandCalled(argv);
  const isDueDate = called?.words[0] === 'due-date' && !argv.some((token) => token.startsWith('--programme'));
  const main = called === undefined || isDueDate ? await import('./main.ts') : await import('./whole.ts');
  return main.runCli(argv, surroundings);
}
