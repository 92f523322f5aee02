import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { parseClockFile } from '../contracts/clock-file.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * The clock of the local runner, which other processes share through its file. No file: the real time.
 *
 * It is read each time, because the runner may move it while a handler is alive.
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
