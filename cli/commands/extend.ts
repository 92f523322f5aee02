import { formatDate } from '../../shared/domain/dates.ts';
import { planExtension } from '../../shared/use-cases/clocks/extend-milestone.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { milestoneOption } from '../input/milestone-option.ts';
import { followUpArgument, reasonOption } from '../input/parameters.ts';

export const extendMilestone = defineCommand({
  summary: 'Extend a due date',
  description:
    'Revisit keeps the original date, and annual figures count against it. The command shows how other dates and emails change. It asks first if an email is added, moved or cancelled. If the body had asked for more time, this answers the request. To correct a reason, give the same day with the new reason.',
  examples: [
    {
      line: 'revisit extend essex --to 2016-05-03 --reason "New lead since April"',
      says: 'extend the round that is open',
    },
    {
      line: 'revisit extend essex --milestone revisit --to "6 October 2016" --reason "Major incident" --diff',
      says: 'show what would change',
    },
  ],
  input: {
    followUp: followUpArgument,
    to: option(dateInput, { value: '<date>', help: 'the new due date' }),
    reason: reasonOption,
    milestone: milestoneOption('the date to extend (default: the round that is open)'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, ...extension }, context) => {
    const change = await planExtension(await context.service(), { ...extension, by: context.by });
    return carryOut(change, { context, question: `Move the due date to ${formatDate(extension.to)}?`, diff });
  },
});
