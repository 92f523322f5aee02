import type { HeldVisit } from '../../../shared/domain/visit.ts';
import { ServiceError } from '../../../shared/errors.ts';
import type { FollowUpSummary } from '../../../shared/use-cases/desk/list-follow-ups.ts';
import { holdVisit as run } from '../../../shared/use-cases/visits/hold-visit.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput, monthInput } from '../../input/date-input.ts';
import { followUpArgument, lastOption } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { heldWords, timingWords, visitWords } from '../../terminal/standing.ts';

export const holdVisit = defineCommand({
  summary: 'Record that the revisit was held',
  description:
    'Revisit compares the first day with the due date. If only the month is known, or a part of it, use --month: "September 2016", "late February 2023" or "late February and early March 2023". Early is the 1st to the 10th, mid the 11th to the 20th, and late the 21st to the end. If the due date is in that time, Revisit "cannot tell" whether the visit was late.',
  examples: [
    {
      line: 'revisit visit done essex --first 2016-09-05 --last 2016-09-08',
      says: 'record a visit of four days',
    },
    {
      line: 'revisit visit done staffordshire --month "March 2023"',
      says: 'record an old visit of which only the month is known',
    },
  ],
  input: {
    followUp: followUpArgument,
    first: option(dateInput.optional(), { value: '<date>', help: 'the first day' }),
    last: lastOption,
    month: option(monthInput.optional(), { value: '<month>', help: 'the month, if the days are not known' }),
  },
  output: followUpOutput,
  run: async ({ followUp, first, last, month }, { service, by }) => {
    if (first === undefined && last !== undefined) {
      throw new ServiceError('bad-input', 'Give the first day too, with --first.', { field: 'first' });
    }
    const revisit = await service();
    const days = first === undefined ? undefined : { firstOn: first, lastOn: last ?? first };
    const recorded = await run(revisit, { followUp, days, month, by });
    const summary = await summarise(revisit, recorded.followUp);
    const closed =
      summary.followUp.state === 'closed' && summary.followUp.closing === undefined
        ? '\nEvery recommendation has an outcome, so the follow-up is closed.'
        : '';
    return {
      document: followUpDocument(summary),
      text: () => `${summary.bodyName}: ${heldSentence(summary, recorded.held)}${closed}`,
    };
  },
});

/** Says when this visit was held. Only the first visit is the promised revisit, so a later one is not in time or late. */
function heldSentence({ followUp, standing }: FollowUpSummary, held: HeldVisit): string {
  const [these, first] = [heldWords(held), visitWords(followUp, standing)];
  return these === first
    ? `revisit held ${these}: ${timingWords(standing)}.`
    : `visit held ${these}. The revisit was held ${first}: ${timingWords(standing)}.`;
}
