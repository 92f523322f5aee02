import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Writes one line to the local service's log. Log only ids and codes, never an address, a token or an answer. */
export type Log = (line: string) => void;

/** Returns the name and code of an error without its message, because a message may contain an address. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown failure';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** Opens a log file. It is written line by line, so it also has the lines before a crash. */
export function openLogFile(path: string): Log {
  makeFolder(dirname(path), { mode: 0o700 });
  return (line) => {
    appendFileSync(path, `${line}\n`, { mode: 0o600 });
  };
}
