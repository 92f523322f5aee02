import type { Readable, Writable } from 'node:stream';
import { ServiceError } from '../../shared/errors.ts';
import { forTerminal } from './styles.ts';
import type { Terminal } from './terminal.ts';

/** The streams that a question uses. They are opened only for a question. */
export interface PromptStreams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** The stream without guardOutput, because a prompt moves the cursor. */
  readonly stderr: Writable;
}

/**
 * Makes the function that asks before something is sent or deleted. It writes the summary of the effect to stderr, and then
 * the question.
 *
 * With `--yes` it does not ask. Without `--yes` and without a terminal it refuses.
 */
export function createConfirm({
  agreed,
  terminal,
  streams,
}: {
  agreed: boolean;
  terminal: Terminal;
  streams: PromptStreams;
}): (asked: { summary: string; question: string }) => Promise<void> {
  return async ({ summary, question }) => {
    if (agreed) return;
    terminal.progress(summary);
    const { stdin, stderr } = streams;
    if (stdin.isTTY !== true) {
      throw new ServiceError(
        'bad-input',
        `Nothing was done. This command asks before it goes on, and there is no terminal to ask on. Add --yes to agree.`,
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
    if (answer !== true) throw new ServiceError('bad-input', 'Nothing was done, because you said no.');
  };
}
