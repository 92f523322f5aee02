import { THE_BODY } from '../domain/recommendation.ts';
import * as z from 'zod';
import { MAX_RECOMMENDATIONS } from '../domain/follow-up.ts';
import { readTimescale } from '../domain/clocks/timescale.ts';
import { findYearProblem } from '../domain/clocks/year-bound.ts';
import type { PlainDate } from '../domain/dates.ts';
import type { Recommendation } from '../domain/recommendation.ts';
import { ServiceError } from '../errors.ts';
import { type CsvTable, type RowKind, parseRows, throwProblems } from './csv.ts';
import { yesOrNoCell } from './csv-cells.ts';

/** Keeps a timescale as it is written. Refuses one that cannot be counted. */
const timescale = z.string().superRefine((text, context) => {
  const reading = readTimescale(text);
  if (!reading.ok) context.addIssue({ code: 'custom', message: reading.problem });
});

/** `force` and `body` both mean the body that the report is about. Any other word means somebody else. */
const addressee = z
  .string()
  .transform((text) => text.toLowerCase().replace(/[\s_]+/gu, '-'))
  .pipe(z.string().regex(/^[a-z][a-z-]*$/u, 'must be force, body, other or a role, in letters and hyphens.'))
  .transform((written) => (written === 'body' ? THE_BODY : written));

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,3}$/u, 'must be a whole number from 1 to 9999.')
  .transform(Number);

const schema = z.object({
  number: wholeNumber,
  title: z.string(),
  wording: z.string().optional(),
  page: wholeNumber.optional(),
  timescale: timescale.optional(),
  addressee: addressee.default(THE_BODY),
  illustrative: yesOrNoCell.optional(),
});

/** The columns of a file of recommendations. Give the exact `wording`, its `page` and the `addressee` if you can. */
const recommendationRows: RowKind<typeof schema> = {
  name: 'recommendations',
  schema,
  required: ['number', 'title'],
  optional: ['wording', 'page', 'timescale', 'addressee', 'illustrative'],
  severalLines: ['wording'],
  synonyms: { no: 'number', recommendation: 'title', text: 'wording' },
};

/**
 * Parses the recommendations of one report.
 *
 * The column `illustrative` says whether a timescale is illustrative. If the column is empty, a timescale counts as
 * illustrative when the row has neither the wording nor the page. Such a row is someone's summary. It must not be shown
 * as what the report demands.
 *
 * @throws ServiceError `bad-input` that names lines and columns, `too-large` for too many recommendations.
 */
export function parseRecommendations(
  table: CsvTable,
  today: PlainDate,
): {
  recommendations: Recommendation[];
  ignored: readonly string[];
  /** The line on which each recommendation begins, by its number. */
  lines: ReadonlyMap<number, number>;
} {
  const { rows, ignored } = parseRows(table, recommendationRows, today);
  const lineOf = new Map<number, number>();
  const problems = rows.flatMap(({ line, row }) => {
    const earlier = lineOf.get(row.number);
    lineOf.set(row.number, earlier ?? line);
    if (earlier !== undefined)
      return [{ where: `line ${line}, number`, problem: `${row.number} is on line ${earlier} already.` }];
    const problem = findTimescaleProblem(row.timescale, today);
    return problem === undefined ? [] : [{ where: `line ${line}, timescale`, problem }];
  });
  throwProblems(problems);
  const tooMany = rows[MAX_RECOMMENDATIONS];
  if (tooMany !== undefined) {
    throw new ServiceError(
      'too-large',
      `The file has ${rows.length} recommendations. A report can have at most ${MAX_RECOMMENDATIONS}. Nothing was imported.`,
      {
        field: 'file',
        particulars: [{ where: `line ${tooMany.line}`, problem: 'is the first one too many.' }],
      },
    );
  }
  const recommendations = rows.map(({ row: { illustrative, ...row } }): Recommendation => ({
    ...row,
    illustrative:
      illustrative ?? (row.timescale !== undefined && row.wording === undefined && row.page === undefined),
    judgements: [],
  }));
  return { recommendations: recommendations.sort((a, b) => a.number - b.number), ignored, lines: lineOf };
}

/** Says what is wrong with the year of a timescale that is a date. */
function findTimescaleProblem(written: string | undefined, today: PlainDate): string | undefined {
  const reading = written === undefined ? undefined : readTimescale(written);
  if (reading?.ok !== true || reading.value.kind !== 'date') return undefined;
  return findYearProblem(reading.value.on.year, today);
}
