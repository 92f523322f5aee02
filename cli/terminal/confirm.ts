import type { Readable, Writable } from 'node:stream';
import { ServiceError } from '../../shared/errors.ts';
import { forTerminal } from './styles.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks before something is sent or deleted: the summary of the effect first, then the question, both on stderr.
 *
 * With `--yes` nobody is asked. Without it, and without a terminal, nothing is done.
 */
export function createConfirm({
  agreed,
  terminal,
  stdin,
  stderr,
}: {
  agreed: boolean;
  terminal: Terminal;
  stdin: Readable & { readonly isTTY?: boolean };
  /** Without a guard: a prompt moves the cursor. */
  stderr: Writable;
}): (asked: { summary: string; question: string }) => Promise<void> {
  return async ({ summary, question }) => {
    if (agreed) return;
    terminal.progress(summary);
    if (stdin.isTTY !== true) {
      throw new ServiceError(
        'bad-input',
        `Nothing was done: this needs your yes, and there is no terminal to ask on. Add --yes to go on.`,
        { field: 'yes' },
      );
    }
    const { confirm } = await import('@clack/prompts');
    const answer = await confirm({
      message: forTerminal(question),
      initialValue: false,
      input: stdin,
      output: stderr,
    });
    if (answer !== true) throw new ServiceError('bad-input', 'Nothing was done: you said no.');
  };
}
