import { londonDate } from '../../../shared/domain/dates.ts';
import * as z from 'zod';
import { parseRecommendations } from '../../../shared/contracts/csv-recommendations.ts';
import { readCsv } from '../../../shared/contracts/csv.ts';
import { planRecommendations } from '../../../shared/use-cases/publication/import-recommendations.ts';
import { carryOut, changeOutput, diffFlag } from '../../changes/carry-out.ts';
import { fileArgument, defineCommand } from '../../command/command.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { readInputFile } from '../../input/read-file.ts';
import { ignoredColumns } from '../../terminal/import-report.ts';

export const importRecommendations = defineCommand({
  summary: "Add or correct a report's recommendations from a CSV file",
  description:
    'The file needs the columns number and title. It can also have wording, page, timescale, addressee and illustrative. Write a timescale as the report does, such as immediately, with immediate effect, within 28 days, within ten working days, within three months, by 31 August 2021 or by the end of August 2021. Revisit keeps the words and shows the day on which it ends, counted from publication. It refuses a timescale that it cannot count, and a date before publication. Judgements and closed recommendations stay, and no recommendation is removed. The command shows how dates and emails change. It asks first if an email is added, moved or cancelled. You can import the same file again, and it changes nothing.',
  examples: [
    {
      line: 'revisit recommendations import essex data/essex-2016-recommendations.csv --diff',
      says: 'show what would change',
    },
    {
      line: 'revisit recommendations import essex data/essex-2016-recommendations.csv',
      says: 'record the recommendations',
    },
  ],
  input: {
    followUp: followUpArgument,
    file: fileArgument(z.string(), 'the CSV file'),
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
    const { bytes } = await readInputFile(file, { field: 'file' });
    const table = readCsv(bytes);
    const revisit = await context.service();
    const { recommendations, ignored, lines } = parseRecommendations(table, londonDate(revisit.clock.now()));
    const { change, added, changed, unchanged, notInFile } = await planRecommendations(revisit, {
      followUp,
      recommendations,
      lines,
    });
    const notes = [
      ...(notInFile.length === 0
        ? []
        : [`These are not in the file and do not change: ${notInFile.join(', ')}.`]),
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
