import * as z from 'zod';
import { planChoice } from '../../shared/use-cases/publication/choose-follow-up.ts';
import { carryOut, changeOutput } from '../changes/carry-out.ts';
import { argument, defineCommand, option } from '../command/command.ts';
import { dateInput } from '../input/date-input.ts';
import { followUpArgument } from '../input/parameters.ts';

export const chooseFollowUp = defineCommand({
  summary: 'Record how inspectors follow up: light touch or inspection',
  description:
    'Chosen after the action plan was reviewed. A light-touch discussion does not count as the revisit unless you say so; a further inspection does. A later choice takes the place of an earlier one.',
  examples: [
    { line: 'revisit decide essex inspection', says: 'a further inspection, which is the revisit' },
    { line: 'revisit decide essex light-touch --counts-as-revisit yes', says: 'a discussion in its place' },
  ],
  input: {
    followUp: followUpArgument,
    kind: argument(
      z.enum(['light-touch', 'inspection'], 'must be light-touch or inspection.'),
      'light-touch or inspection',
    ),
    countsAsRevisit: option(z.enum(['yes', 'no'], 'must be yes or no.').optional(), {
      value: '<yes|no>',
      help: 'whether it is the revisit (default: an inspection is)',
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
