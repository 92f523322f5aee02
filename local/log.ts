import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes one line to wherever the local service keeps its log. Ids and codes only: never an address, token or answer. */
export type Log = (line: string) => void;

/** What went wrong, without its text: an error's message may quote an address. */
export function nameOfError(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown failure';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** A log in a file, written line by line, so that what was logged before a crash is there. */
export function appendLog(path: string): Log {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return (line) => {
    appendFileSync(path, `${line}\n`, { mode: 0o600 });
  };
}
