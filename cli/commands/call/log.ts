import * as z from 'zod';
import { planCall } from '../../../shared/use-cases/returns/log-call.ts';
import { carryOut, changeOutput } from '../../changes/carry-out.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { momentInput } from '../../input/date-input.ts';
import { followUpArgument } from '../../input/parameters.ts';

export const logCall = defineCommand({
  summary: 'Log a telephone call with a body',
  description:
    'Revisit keeps the note in the follow-up’s history and sends it to nobody. revisit brief lists the call. If a return is late, Revisit does not remind you to ring again for five working days.',
  examples: [
    {
      line: 'revisit call log essex --with lead --note "Plan signed off on Friday, will send Monday"',
      says: 'you have just rung the lead',
    },
    {
      line: 'revisit call log essex --they-rang --at 2016-07-07T15:20 --note "New lead from August"',
      says: 'someone at the body rang you',
    },
  ],
  input: {
    followUp: followUpArgument,
    note: option(z.string().trim().min(1, 'must not be empty.'), {
      value: '<text>',
      asTyped: true,
      help: 'what was said, without case details',
    }),
    with: option(z.string().optional(), {
      value: '<contact>',
      help: 'the person at the body, by id, name or role',
    }),
    by: option(z.string().optional(), {
      value: '<owner>',
      help: 'the member of the team (default: the owner of the follow-up)',
    }),
    at: option(momentInput.optional(), { value: '<when>', help: 'the time of the call (default: now)' }),
    theyRang: flag('say that the body rang us'),
  },
  output: changeOutput,
  run: async ({ with: contact, by: staff, ...call }, context) => {
    const change = await planCall(await context.service(), { ...call, contact, staff, by: context.by });
    return carryOut(change, { context, question: 'Keep it?' });
  },
});
