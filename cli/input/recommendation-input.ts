import * as z from 'zod';
import { answerStatuses, type AnswerStatus } from '../../shared/domain/answer.ts';

const NOT_A_NUMBER = 'must be the number of a recommendation, e.g. 3.';

/** Reads the number of a recommendation in the report. */
export const recommendationNumber = z
  .string()
  .regex(/^\d+$/u, NOT_A_NUMBER)
  .transform(Number)
  .pipe(z.int().positive(NOT_A_NUMBER));

/** Reads several numbers, such as `2,4` or "2 and 4". */
export const recommendationNumbers = z
  .string()
  .transform((text) => text.split(/\s*(?:,|\band\b|\s)\s*/u).filter((part) => part !== ''))
  .pipe(z.array(recommendationNumber).min(1, 'must name one recommendation or more, e.g. 2,4.'));

/** Reads what a letter says about recommendations, such as `2=part-way`. */
export const recommendationSays = z.array(z.string()).transform((pairs, context) => {
  const says = new Map<number, AnswerStatus>();
  for (const pair of pairs) {
    const found = /^(?<number>\d+)\s*[=:]\s*(?<status>.+)$/u.exec(pair.trim())?.groups;
    const written = (found?.['status'] ?? '').toLowerCase().replace(/[\s,]+/gu, '-');
    const status = answerStatuses.find((known) => known === written);
    if (status === undefined) {
      context.addIssue({
        code: 'custom',
        message: `"${pair}" is not a number and a status, e.g. 2=part-way. The statuses are ${answerStatuses.join(', ')}.`,
      });
      return z.NEVER;
    }
    says.set(Number(found?.['number']), status);
  }
  return says;
});
