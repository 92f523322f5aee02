import * as z from 'zod';
import { planCall } from '../../../shared/use-cases/returns/log-call.ts';
import { carryOut, changeOutput } from '../../changes/carry-out.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { momentInput } from '../../input/date-input.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const logCall = defineCommand({
  summary: 'Keep what was said on the telephone',
  description:
    'The note stands in the follow-up’s history and in brief; it is sent to nobody. Where a return is waited for, you are not reminded to ring again for five working days.',
  examples: [
    {
      line: 'revisit call log essex --with lead --note "Plan signed off on Friday, will send Monday"',
      says: 'you rang the lead just now',
    },
    {
      line: 'revisit call log essex --they-rang --at 2016-07-07T15:20 --note "New lead from August"',
      says: 'somebody at the force rang',
    },
  ],
  input: {
    followUp: followUpArgument,
    note: option(z.string().trim().min(1, 'must not be empty.').max(4000, 'must be shorter.'), {
      value: '<text>',
      help: 'what was said; no case detail',
    }),
    with: option(z.string().optional(), {
      value: '<contact>',
      help: 'whom of the force, by id, name or role',
    }),
    by: option(z.string().optional(), {
      value: '<owner>',
      help: 'who of the team (default: the owner of the follow-up)',
    }),
    at: option(momentInput.optional(), { value: '<when>', help: 'when (default: now)' }),
    theyRang: flag('the force rang us'),
  },
  output: changeOutput,
  run: async ({ with: contact, by: staff, ...call }, context) => {
    const change = await planCall(await context.service(), { ...call, contact, staff, by: context.by });
    return carryOut(change, { context, question: 'Keep it?' });
  },
});
