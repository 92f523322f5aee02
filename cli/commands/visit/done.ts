import { ServiceError } from '../../../shared/errors.ts';
import { holdVisit as run } from '../../../shared/use-cases/visits/hold-visit.ts';
import { defineCommand, option } from '../../command/command.ts';
import { dateInput, monthInput } from '../../input/date-input.ts';
import { followUpArgument, lastOption } from '../../input/parameters.ts';
import { followUpDocument, followUpOutput } from '../../output/follow-up-output.ts';
import { summarise } from '../../changes/summarise.ts';
import { timingWords, visitWords } from '../../terminal/standing.ts';

export const holdVisit = defineCommand({
  summary: 'Record that the revisit was held',
  description:
    'Its first day counts against the due date. Where only the month is known, --month says so: a month that holds the due date "cannot tell".',
  examples: [
    { line: 'revisit visit done essex --first 2016-09-05 --last 2016-09-08', says: 'the days it took' },
    {
      line: 'revisit visit done staffordshire --month "March 2023"',
      says: 'an old visit, known to the month',
    },
  ],
  input: {
    followUp: followUpArgument,
    first: option(dateInput.optional(), { value: '<date>', help: 'its first day' }),
    last: lastOption,
    month: option(monthInput.optional(), { value: '<month>', help: 'its month, where no more is known' }),
  },
  output: followUpOutput,
  run: async ({ followUp, first, last, month }, { service, by }) => {
    if (first === undefined && last !== undefined) {
      throw new ServiceError('bad-input', 'Say the first day, too.', { field: 'first' });
    }
    const revisit = await service();
    const days = first === undefined ? undefined : { firstOn: first, lastOn: last ?? first };
    const summary = await summarise(revisit, await run(revisit, { followUp, days, month, by }));
    const closed =
      summary.followUp.state === 'closed'
        ? '\nEvery recommendation has its outcome: the follow-up is closed.'
        : '';
    return {
      document: followUpDocument(summary),
      text: () =>
        `${summary.forceName}: revisit held ${visitWords(summary.followUp, summary.standing)}: ${timingWords(summary.standing)}.${closed}`,
    };
  },
});
