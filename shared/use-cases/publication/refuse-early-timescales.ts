import { endsBeforePublication } from '../../domain/clocks/timescale.ts';
import { formatDate, type PlainDate } from '../../domain/dates.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import { ServiceError, type Particular } from '../../errors.ts';

/**
 * Refuses recommendations whose date is before the publication of their report. Leaves alone what is stored already,
 * because a publication may have moved since.
 *
 * @throws ServiceError `bad-input` that names each line, or each recommendation if the lines are not known.
 */
export function refuseEarlyTimescales(
  given: readonly Recommendation[],
  {
    publishedOn,
    stored = [],
    lines,
  }: {
    publishedOn: PlainDate;
    stored?: readonly Recommendation[];
    lines?: ReadonlyMap<number, number>;
  },
): void {
  const particulars = given.flatMap(({ number, timescale = '' }): Particular[] => {
    const isStored = stored.some((one) => one.number === number && one.timescale === timescale);
    if (isStored || !endsBeforePublication(timescale, publishedOn)) return [];
    const line = lines?.get(number);
    return [
      {
        where: `${line === undefined ? `recommendation ${number}` : `line ${line}`}, timescale`,
        problem: `"${timescale}" is before the report was published, on ${formatDate(publishedOn)}. Correct the date.`,
      },
    ];
  });
  if (particulars.length === 0) return;
  throw new ServiceError(
    'bad-input',
    `${particulars.length === 1 ? 'One timescale ends' : `${particulars.length} timescales end`} before the publication. Nothing was written.`,
    { field: particulars[0]?.where ?? '', particulars },
  );
}
