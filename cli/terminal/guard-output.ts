import type { OutputStream } from './terminal.ts';
import { forTerminal } from './styles.ts';

/** Wraps a stream. It lets through our own styles, and shows every other control character as a visible sign. */
export function guardOutput(stream: OutputStream): OutputStream {
  return {
    isTTY: stream.isTTY,
    columns: stream.columns,
    write: (text) => stream.write(forTerminal(text)),
  };
}
