import { inWords } from '../../shared/domain/dates.ts';
import { planExtension } from '../../shared/use-cases/clocks/extend-milestone.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { milestoneOption } from '../input/milestone-option.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const extendMilestone = defineCommand({
  summary: 'Give a date a later day, with the reason; the original is kept',
  description:
    'Annual figures count against the original. What it does to the other dates and to emails to come is shown; where an email is sent, moved or cancelled you are asked. Where the force had asked for more time, this answers it.',
  examples: [
    {
      line: 'revisit extend essex --to 2016-05-03 --reason "New lead since April"',
      says: 'the round that is open',
    },
    {
      line: 'revisit extend essex --milestone revisit --to "6 October 2016" --reason "Major incident" --diff',
      says: 'only shows what it would change',
    },
  ],
  input: {
    followUp: followUpArgument,
    to: option(dateInput, { value: '<date>', help: 'the day on which it is due now' }),
    reason: reasonOption,
    milestone: milestoneOption('which date moves (default: the round that is open)'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...extension }, context) => {
    const change = await planExtension(await context.service(), { ...extension, by: context.by });
    return carryOut(change, { context, question: `Make it due ${inWords(extension.to)}?`, diff });
  },
});
