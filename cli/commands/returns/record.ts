import * as z from 'zod';
import { splitRankAndName } from '../../../shared/domain/people/split-rank-and-name.ts';
import { planRecordedReturn } from '../../../shared/use-cases/returns/record-return.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { milestoneOption } from '../../input/milestone-option.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { recommendationSays } from '../../input/recommendation-input.ts';

export const recordReturn = defineCommand({
  summary: 'Record a return that came by letter or email',
  description:
    'Revisit then stops chasing this round. It records only how and when the return came and, with --says, the status of each recommendation. Keep the letter itself in your own records. If an email is cancelled, the command shows it and asks first.',
  examples: [
    {
      line: 'revisit returns record essex --how letter --received-on 2016-04-18',
      says: 'record a letter for the round that is open',
    },
    {
      line: 'revisit returns record essex --how email --received-on 2016-04-18 --from lead --says 1=done-checked --says 2=part-way',
      says: 'record an email and what it says about two recommendations',
    },
  ],
  input: {
    followUp: followUpArgument,
    how: option(z.enum(['letter', 'email', 'other'], 'must be letter, email or other.'), {
      value: '<how>',
      help: 'letter, email or other',
    }),
    receivedOn: option(dateInput, { value: '<date>', help: 'the day on which the return came' }),
    from: option(z.string().optional(), {
      value: '<contact>',
      help: 'the contact who sent it, by id, name or role',
    }),
    says: option(recommendationSays.default(new Map()), {
      value: '<number=status>',
      help: 'the status of a recommendation, e.g. 2=part-way, once for each',
      repeatable: true,
    }),
    approvedBy: option(z.string().trim().min(1).optional(), {
      value: '<name>',
      help: 'the person who signed it, e.g. "Chief Constable Kavanagh"',
    }),
    milestone: milestoneOption('the round (default: the one that is open)'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, approvedBy, ...received }, context) => {
    const change = await planRecordedReturn(await context.service(), {
      ...received,
      approvedBy: approvedBy === undefined ? undefined : splitRankAndName(approvedBy),
    });
    return carryOut(change, { context, question: 'Record it?', diff });
  },
});
