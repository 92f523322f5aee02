import { addStyle } from './styles.ts';

/** The output and the environment of one run. bin.js passes those of `process`, a test passes its own. */
export interface Streams {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The width and the styles of the output. Colour only repeats what the words say. */
export interface Terminal {
  /** The width in columns (default: 80). */
  readonly width: number;
  readonly heading: (text: string) => string;
  readonly alert: (text: string) => string;
  readonly muted: (text: string) => string;
  /** Writes a line about progress to stderr. */
  readonly progress: (line: string) => void;
}

const DEFAULT_WIDTH = 80;
const NARROWEST = 40;

export function createTerminal({ stdout, stderr, environment }: Streams): Terminal {
  const colour = wantsColour(stdout, environment);
  const paint =
    (format: Parameters<typeof addStyle>[0]) =>
    (text: string): string =>
      colour ? addStyle(format, text) : text;
  return {
    width: Math.max(NARROWEST, widthOf(stdout, environment)),
    heading: paint('bold'),
    alert: paint('red'),
    muted: paint('dim'),
    progress: (line) => {
      stderr.write(`${line}\n`);
    },
  };
}

/** Tells whether to use colour. Any value of NO_COLOR but the empty one switches it off (https://no-color.org). */
function wantsColour(stream: OutputStream, environment: Streams['environment']): boolean {
  const refused = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return stream.isTTY === true && !refused;
}

function widthOf(stream: OutputStream, environment: Streams['environment']): number {
  const told = Number(environment['COLUMNS']);
  if (Number.isInteger(told) && told > 0) return told;
  return stream.columns ?? DEFAULT_WIDTH;
}
