import * as z from 'zod';
import { planChoice } from '../../shared/use-cases/publication/choose-follow-up.ts';
import { carryOut, changeOutput } from '../changes/carry-out.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument } from '../input/parameters.ts';

export const chooseFollowUp = defineCommand({
  summary: 'Record which kind of follow-up inspectors chose',
  description:
    'Inspectors choose between a light-touch discussion and a further inspection after they have reviewed the action plan. An inspection counts as the revisit. A light-touch discussion does not, unless you say so. A later choice replaces an earlier one.',
  examples: [
    { line: 'revisit decide essex inspection', says: 'an inspection, which counts as the revisit' },
    {
      line: 'revisit decide essex light-touch --counts-as-revisit yes',
      says: 'a discussion that counts as the revisit',
    },
  ],
  input: {
    followUp: followUpArgument,
    kind: argument(
      z.enum(['light-touch', 'inspection'], 'must be light-touch or inspection.'),
      'light-touch or inspection',
    ),
    countsAsRevisit: option(z.enum(['yes', 'no'], 'must be yes or no.').optional(), {
      value: '<yes|no>',
      help: 'whether it counts as the revisit (default: only an inspection does)',
    }),
    on: option(dateInput.optional(), { value: '<date>', help: 'the day of the decision (default: today)' }),
  },
  output: changeOutput,
  run: async ({ countsAsRevisit, ...choice }, context) => {
    const counts = countsAsRevisit === undefined ? choice.kind === 'inspection' : countsAsRevisit === 'yes';
    const change = await planChoice(await context.service(), { ...choice, countsAsRevisit: counts });
    return carryOut(change, { context, question: 'Record it?' });
  },
});
