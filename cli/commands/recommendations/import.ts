import * as z from 'zod';
import { parseRecommendations } from '../../../shared/contracts/csv-recommendations.ts';
import { readCsv } from '../../../shared/contracts/csv.ts';
import { planRecommendations } from '../../../shared/use-cases/publication/import-recommendations.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { argument, defineCommand } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { readInputFile } from '../../input/read-file.ts';
import { ignoredColumns } from '../../terminal/import-report.ts';

export const importRecommendations = defineCommand({
  summary: "Record a report's recommendations from a CSV file, or correct their wording",
  description:
    'Columns: number, title, and if you like wording, page, timescale, addressee, illustrative. What was judged or closed stays so, and none is removed. What that does to dates and emails is shown; where an email is added, moved or cancelled you are asked. The same file again changes nothing.',
  examples: [
    {
      line: 'revisit recommendations import essex data/essex-2016-recommendations.csv --diff',
      says: 'only shows what it would change',
    },
    {
      line: 'revisit recommendations import essex data/essex-2016-recommendations.csv',
      says: 'record them',
    },
  ],
  input: {
    followUp: followUpArgument,
    file: argument(z.string(), 'the CSV file'),
    diff: diffFlag,
  },
  output: changeOutput.extend({
    added: z.array(z.int()),
    changedRecommendations: z.array(z.int()),
    unchanged: z.array(z.int()),
    notInFile: z.array(z.int()),
    ignoredColumns: z.array(z.string()),
  }),
  run: async ({ followUp, file, diff }, context) => {
    const { bytes } = await readInputFile(file, 'file');
    const { recommendations, ignored } = parseRecommendations(readCsv(bytes));
    const revisit = await context.service();
    const { change, added, changed, unchanged, notInFile } = await planRecommendations(revisit, {
      followUp,
      recommendations,
    });
    const notes = [
      ...(notInFile.length === 0 ? [] : [`Not in the file, and left as they are: ${notInFile.join(', ')}.`]),
      ...ignoredColumns(ignored, context.terminal),
    ];
    const answer = await carryOut(change, { context, question: 'Record them?', diff });
    return {
      text: () => [answer.text(), ...notes].join('\n'),
      document: {
        ...answer.document,
        added: [...added],
        changedRecommendations: [...changed],
        unchanged: [...unchanged],
        notInFile: [...notInFile],
        ignoredColumns: [...ignored],
      },
    };
  },
});
