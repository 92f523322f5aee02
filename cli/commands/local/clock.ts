import { join } from 'node:path';
import * as z from 'zod';
import { openLocalClock } from '../../../local/clock.ts';
import { findLocalService } from '../../../local/find-local-service.ts';
import { instant } from '../../../shared/contracts/temporal.ts';
import { formatDate, londonDate, formatTime, weekdayName } from '../../../shared/domain/dates.ts';
import { ServiceError } from '../../../shared/errors.ts';
import { argument, defineCommand, flag } from '../../command/command.ts';
import { momentInput } from '../../input/date-input.ts';
import { homeOf } from '../../service/find-environment.ts';

export const setLocalClock = defineCommand({
  summary: 'Show or move the local clock',
  description:
    'Every function and every command of stage local uses this clock. It keeps running from the time to which you set it.',
  examples: [
    { line: 'revisit local clock', says: 'the time of the local clock' },
    { line: 'revisit local clock 2016-04-12', says: 'set it to 10am in London on 12 April 2016' },
    { line: 'revisit local clock --real', says: "set it back to the machine's own time" },
  ],
  input: {
    to: argument(momentInput.optional(), 'the new time, a date (10am) or a moment such as 2016-04-12T09:00'),
    real: flag("set it back to the machine's own time"),
  },
  output: z.object({ now: instant }),
  run: async ({ to, real }, { environment }) => {
    if (to !== undefined && real) {
      throw new ServiceError('bad-input', 'Give either a time or --real, not both.', { field: 'real' });
    }
    const home = homeOf(environment);
    const clock = openLocalClock(join(home, 'clock.json'));
    const running = await findLocalService(home);
    if (to !== undefined) {
      await running?.setAsOf(to);
      clock.setAsOf(to);
    }
    if (real) {
      await running?.resetClock();
      clock.reset();
    }
    const now = clock.now();
    const on = londonDate(now);
    return {
      document: { now },
      text: () => `The local clock says ${weekdayName(on)} ${formatDate(on)}, ${formatTime(now)}.`,
    };
  },
});
