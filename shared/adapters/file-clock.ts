import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { parseClockFile } from '../contracts/clock-file.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Creates the clock of the local runner. Other processes share it through its file. Without a file it shows the real
 * time.
 *
 * The file is read each time, because the runner can move the clock while a handler runs.
 */
export function createFileClock(path: string): Clock {
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: offsetMilliseconds(path) }),
  };
}

function offsetMilliseconds(path: string): number {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
  return parseClockFile(text).offsetMilliseconds;
}
