import { visibleJson } from '../../shared/domain/visible-text.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { Command } from './command.ts';
import { spellingOf } from './spelling.ts';
import type { OutputStream, Terminal } from '../terminal/terminal.ts';
import { wrap } from '../terminal/wrap.ts';

const DEFECT_EXIT = 1;
/** How many wrong places people see at once. The JSON document has them all. */
const MOST_PARTICULARS = 20;

/**
 * Writes to stderr what went wrong. People read sentences. With `--json`, programs read one document.
 *
 * @returns the exit code.
 */
export function writeProblem(
  error: unknown,
  place: {
    json: boolean;
    terminal: Terminal;
    command: Command | undefined;
    stderr: OutputStream;
    environment: Readonly<Record<string, string | undefined>>;
  },
): number {
  const { stderr, environment } = place;
  const known = error instanceof ServiceError ? error : undefined;
  const detail = known?.message ?? defectDetail(error);
  const exitCode = known?.exitCode ?? DEFECT_EXIT;
  if (place.json) {
    const document = {
      code: known?.code ?? 'defect',
      title: known?.title ?? 'Revisit itself went wrong',
      detail,
      field: known?.field,
      particulars: known === undefined || known.particulars.length === 0 ? undefined : known.particulars,
      commands: known === undefined || known.commands.length === 0 ? undefined : known.commands,
      exitCode,
    };
    stderr.write(`${visibleJson(JSON.stringify(document, undefined, 2))}\n`);
  } else {
    stderr.write(`${problemText(known, { ...place, detail })}\n`);
  }
  if (environment['REVISIT_DEBUG'] !== undefined && error instanceof Error) {
    stderr.write(`${error.stack ?? ''}\n`);
  }
  return exitCode;
}

function problemText(
  known: ServiceError | undefined,
  { terminal, command, detail }: { detail: string; terminal: Terminal; command: Command | undefined },
): string {
  const { width, alert } = terminal;
  const field = known?.field;
  const parameter = command?.parameters.find((candidate) => candidate.key === field);
  const where = parameter === undefined ? '' : `${spellingOf(parameter)}: `;
  const [first = '', ...lines] = wrap(`revisit: ${where}${detail}`, { width }).split('\n');
  const all = known?.particulars ?? [];
  const particulars = all
    .slice(0, MOST_PARTICULARS)
    .map((particular) => wrap(`${particular.where}: ${particular.problem}`, { width, indent: 2 }));
  if (all.length > MOST_PARTICULARS) {
    particulars.push(`  … and ${all.length - MOST_PARTICULARS} more. --json lists them all.`);
  }
  // A command stays on one line, ready to copy.
  const commands = (known?.commands ?? []).map((line) => `  > ${line}`);
  return [alert(first), ...lines.map(alert), ...particulars, ...commands].join('\n');
}

function defectDetail(error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  return `Something in Revisit itself went wrong: ${what} Set REVISIT_DEBUG=1 to see where, and report it.`;
}
