import type { OutputStream } from './terminal.ts';
import { forTerminal } from './styles.ts';

/** The stream with a guard before it: whatever a command writes, no control character of anybody else reaches it. */
export function guardOutput(stream: OutputStream): OutputStream {
  return {
    isTTY: stream.isTTY,
    columns: stream.columns,
    write: (text) => stream.write(forTerminal(text)),
  };
}
