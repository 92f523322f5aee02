import type { Log } from '../../shared/ports/log.ts';
import type { Terminal } from './terminal.ts';

/** What a use case logs while a command runs: warnings and errors, on stderr. */
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
