import * as z from 'zod';
import { planClosing, planReopening } from '../../shared/use-cases/returns/close-recommendation.ts';
import { ServiceError } from '../../shared/errors.ts';
import { carryOut, changeOutput, diffFlag } from '../changes/carry-out.ts';
import { argument, defineCommand, flag, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument } from '../input/parameters.ts';
import { recommendationNumber } from '../input/recommendation-input.ts';

const reportName = z.string().trim().min(1, 'must name the report.').optional();

export const closeRecommendation = defineCommand({
  summary: 'Close a recommendation',
  description:
    'Revisit stops asking the body about it. A recommendation can also go on in another report. If an email is cancelled, the command shows it and asks first. When the last recommendation is closed and the revisit was held, the follow-up is closed too.',
  examples: [
    {
      line: 'revisit close-recommendation essex 2 --note "Seen at the revisit"',
      says: 'close it because it is done',
    },
    {
      line: 'revisit close-recommendation essex 3 --carried-into "Essex PEEL 2017"',
      says: 'record that it goes on in another report',
    },
    {
      line: 'revisit close-recommendation essex 2 --reopen --note "Closed by mistake"',
      says: 'open it again',
    },
  ],
  input: {
    followUp: followUpArgument,
    recommendation: argument(recommendationNumber, 'the number of the recommendation'),
    carriedInto: option(reportName, { value: '<report>', help: 'the report in which it goes on' }),
    supersededBy: option(reportName, { value: '<report>', help: 'the report that supersedes it' }),
    on: option(dateInput.optional(), { value: '<date>', help: 'the day of closing (default: today)' }),
    note: option(z.string().trim().min(1).optional(), {
      value: '<text>',
      asTyped: true,
      help: 'the reason, for the record',
    }),
    reopen: flag('open it again'),
    diff: diffFlag,
  },
  output: changeOutput,
  run: async ({ diff, reopen, carriedInto, supersededBy, recommendation: number, ...rest }, context) => {
    const revisit = await context.service();
    if ([reopen, carriedInto !== undefined, supersededBy !== undefined].filter(Boolean).length > 1) {
      throw new ServiceError(
        'bad-input',
        'Give only one of --carried-into, --superseded-by and --reopen. Without them the recommendation is closed.',
      );
    }
    const about = { ...rest, number, by: context.by };
    const kind =
      carriedInto === undefined ? (supersededBy === undefined ? 'closed' : 'superseded') : 'carried';
    const change = reopen
      ? await planReopening(revisit, about)
      : await planClosing(revisit, { ...about, kind, report: carriedInto ?? supersededBy });
    return carryOut(change, { context, question: reopen ? 'Open it again?' : 'Close it?', diff });
  },
});
