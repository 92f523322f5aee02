import type { Readable, Writable } from 'node:stream';
import { publishedWords } from '../../shared/domain/publication/published-when.ts';
import type { FollowUp } from '../../shared/domain/follow-up.ts';
import { ServiceError } from '../../shared/errors.ts';
import {
  lookUpFollowUp,
  type FindFollowUpDependencies,
  type SomeFollowUp,
} from '../../shared/use-cases/finding/find-follow-up.ts';
import type { PromptStreams } from '../terminal/confirm.ts';
import { forTerminal } from '../terminal/styles.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';
import { printCommand, type CalledCommand } from './print-command.ts';

/**
 * Makes the function that turns the name of a follow-up into its exact id.
 *
 * A newer report can change what a name means. If the name is ambiguous now, the function asks which report is meant.
 * With `--yes`, or without a terminal, it refuses and lists the commands to run. If the name still has one meaning but
 * had another one before, it says which report it takes. It does so only for a command that changes something.
 */
export function createFollowUpChooser({
  agreed,
  terminal,
  streams,
  called,
  service,
}: {
  agreed: boolean;
  terminal: Terminal;
  streams: PromptStreams;
  called: CalledCommand;
  service: () => Promise<FindFollowUpDependencies>;
}): (written: string, use: { key: string; changes: boolean }) => Promise<string> {
  return async (written, { key, changes }) => {
    const match = await lookUpFollowUp(await service(), written);
    if (match.kind === 'found') {
      const before = match.ended.filter(hasRun);
      if (changes && before.length > 0) {
        terminal.progress(wrap(sayMeaning(written, { ...match, ended: before }), terminal));
      }
      return match.found.id;
    }
    const { stdin, stderr } = streams;
    if (agreed || stdin.isTTY !== true) {
      const ids = match.candidates.map(({ id }) => id);
      throw new ServiceError(
        'ambiguous',
        `"${written}" could be ${ids.join(' or ')}. Nothing was done. ${ids.length === 1 ? 'If you mean this one, run:' : 'Run the command that you mean:'}`,
        {
          field: key,
          commands: ids.map((id) => printCommand({ ...called, input: { ...called.input, [key]: id } })),
        },
      );
    }
    return ask(written, { candidates: match.candidates, stdin, stderr });
  };
}

async function ask(
  written: string,
  { candidates, stdin, stderr }: { candidates: readonly FollowUp[]; stdin: Readable; stderr: Writable },
): Promise<string> {
  const { isCancel, select } = await import('@clack/prompts');
  const chosen = await select({
    message: forTerminal(`"${written}" could be several reports. Which one do you mean?`),
    options: candidates.map((candidate) => ({
      value: candidate.id,
      label: `report of ${publishedWords(candidate)}, ${candidate.state}: ${candidate.id}`,
    })),
    input: stdin,
    output: stderr,
  });
  if (!isCancel(chosen)) return chosen;
  throw new ServiceError('bad-input', 'Nothing was done, because you did not choose a report.');
}

/** Says which report a name means now, if it may have meant another one before. */
function sayMeaning(written: string, { found, ended }: Extract<SomeFollowUp, { kind: 'found' }>): string {
  const others = ended.map((other) => `The report of ${publishedWords(other)} is ${other.state}.`);
  return `"${written}" means the report of ${publishedWords(found)} (${found.id}). ${others.join(' ')}`;
}

/** A report that never ran was moved or was a mistake. Nobody has worked with its name. */
function hasRun({ state, releasedAt }: FollowUp): boolean {
  return state === 'closed' || releasedAt !== undefined;
}
