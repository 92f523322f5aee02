import type { OutputStream } from './terminal.ts';
import { forTerminal } from './styles.ts';

/** Wraps a stream. It lets through our own styles, and shows every other control character as a visible sign. */
export function guardOutput(stream: () => OutputStream): OutputStream {
  return {
    get isTTY() {
      return stream().isTTY;
    },
    get columns() {
      return stream().columns;
    },
    write: (text) => stream().write(forTerminal(text)),
  };
}
