import { styled } from './styles.ts';

/** The streams and surroundings of one run; `process` has them, and a test brings its own. */
export interface Streams {
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What texts are laid out for. Colour only repeats what the words say. */
export interface Terminal {
  /** Columns; 80 where nobody says. */
  readonly width: number;
  readonly heading: (text: string) => string;
  readonly alert: (text: string) => string;
  readonly muted: (text: string) => string;
  /** A line about what is going on, on stderr. */
  readonly progress: (line: string) => void;
}

const DEFAULT_WIDTH = 80;
const NARROWEST = 40;

export function createTerminal({ stdout, stderr, environment }: Streams): Terminal {
  const colour = wantsColour(stdout, environment);
  const paint =
    (format: Parameters<typeof styled>[0]) =>
    (text: string): string =>
      colour ? styled(format, text) : text;
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

/** https://no-color.org: any value but the empty one means no colour. */
function wantsColour(stream: OutputStream, environment: Streams['environment']): boolean {
  const refused = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return stream.isTTY === true && !refused;
}

function widthOf(stream: OutputStream, environment: Streams['environment']): number {
  const told = Number(environment['COLUMNS']);
  if (Number.isInteger(told) && told > 0) return told;
  return stream.columns ?? DEFAULT_WIDTH;
}
