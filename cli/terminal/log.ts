import type { Log } from '../../shared/ports/log.ts';
import type { Terminal } from './terminal.ts';

/** Makes the log of a command. It writes warnings and errors of use cases to stderr, and drops the rest. */
export function createLog(terminal: Terminal): Log {
  return {
    begin: () => undefined,
    info: () => undefined,
    warn: (_code, sentence) => {
      terminal.progress(sentence);
    },
    error: (_code, sentence) => {
      terminal.progress(sentence);
    },
  };
}
