import { resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { findLocalService } from '../../../local/find-local-service.ts';
import { instant } from '../../../shared/contracts/temporal.ts';
import { formatDate, londonDate, formatTime } from '../../../shared/domain/dates.ts';
import { defineCommand } from '../../command/command.ts';
import { homeOf } from '../../service/find-environment.ts';
import { endpointsOutput, renderEndpoints } from '../../output/endpoints-output.ts';
import { countOf } from '../../terminal/emails.ts';

export const statusLocal = defineCommand({
  summary: 'Show whether the local service runs, and where',
  description: 'Also shows the time of its clock, and the messages that wait.',
  examples: [{ line: 'revisit local status --json', says: 'the status with every endpoint' }],
  input: {},
  output: z.object({
    running: z.boolean(),
    home: z.string(),
    endpoints: endpointsOutput.optional(),
    now: instant.optional(),
    /** Messages that are not handled yet, and those that wait for another try. */
    backlog: z.object({ toDo: z.int(), waiting: z.int() }).optional(),
    mailsAccepted: z.int().optional(),
  }),
  run: async (_, { environment, terminal }) => {
    const home = homeOf(environment);
    const running = await findLocalService(home);
    if (running === undefined) {
      return {
        document: { running: false, home: resolve(home) },
        text: () =>
          `Not running. Start it with revisit local start. Other commands start what they need.\nIts data is in ${home}.`,
      };
    }
    const { now: nowText, backlog, mailsAccepted } = await running.status();
    const now = Temporal.Instant.from(nowText);
    return {
      document: {
        running: true,
        home: resolve(home),
        endpoints: running.endpoints,
        now,
        backlog,
        mailsAccepted,
      },
      text: () =>
        [
          `Running. Its clock says ${formatDate(londonDate(now))}, ${formatTime(now)}.`,
          `${countOf(mailsAccepted, 'email')} so far, ${countOf(backlog.toDo, 'message')} to do, ${backlog.waiting} waiting for another try.`,
          '',
          renderEndpoints(running.endpoints, { home, terminal }),
        ].join('\n'),
    };
  },
});
