import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { seeReport } from '../../shared/use-cases/desk/see-report.ts';
import { defineCommand, option } from '../command/command.ts';
import { writeOutputFile } from '../output/write-output-file.ts';
import { countOf } from '../terminal/emails.ts';

export const reportHtml = defineCommand({
  summary: 'One page about all follow-ups, in one file',
  description:
    'A timeline of every follow-up, recommendations over time, how soon forces answered, and what became of our emails; each chart with a table of the same numbers. It asks the network for nothing, and prints. Days of a visit that is not announced are not in it.',
  examples: [{ line: 'revisit report --html report.html', says: 'to open in a browser, or to print' }],
  input: {
    html: option(z.string().min(1), { value: '<file>', help: 'where to write it' }),
  },
  output: z.object({
    file: z.string(),
    asOf: plainDate,
    followUps: z.int(),
    /** First answers to a round. */
    responses: z.int(),
  }),
  run: async ({ html: file }, { service }) => {
    const revisit = await service();
    const report = await seeReport(revisit, revisit.clock.now());
    // The charts need a library that no other command does.
    const { renderPage } = await import('../report/render-page.ts');
    await writeOutputFile(file, { content: renderPage(report), field: 'html' });
    const document = {
      file,
      asOf: report.asOf,
      followUps: report.revisits.length,
      responses: report.responses.length,
    };
    return { document, text: () => `${countOf(document.followUps, 'follow-up')} on one page: ${file}` };
  },
});
