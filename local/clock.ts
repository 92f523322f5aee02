import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { parseClockFile } from '../shared/contracts/clock-file.ts';
import type { Clock } from '../shared/ports/clock.ts';

/** The clock of the local service: the machine's clock plus an offset. Every process reads the offset from its file. */
export interface LocalClock extends Clock {
  /** Sets the clock to an instant. From there it continues to tick. */
  setAsOf(instant: Temporal.Instant): void;
  /** Returns to the machine's own time. */
  reset(): void;
}

/** Opens the clock as an earlier run left it. */
export function openLocalClock(path: string): LocalClock {
  let offset = existsSync(path) ? parseClockFile(readFileSync(path, 'utf8')).offsetMilliseconds : 0;
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: offset }),
    setAsOf: (instant) => {
      offset = instant.epochMilliseconds - Temporal.Now.instant().epochMilliseconds;
      const unfinished = `${path}.unfinished`;
      writeFileSync(unfinished, `${JSON.stringify({ offsetMilliseconds: offset })}\n`);
      renameSync(unfinished, path);
    },
    reset: () => {
      offset = 0;
      rmSync(path, { force: true });
    },
  };
}
