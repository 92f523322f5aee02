import * as z from 'zod';
import { plainDate } from '../../shared/contracts/temporal.ts';
import { seeReport } from '../../shared/use-cases/desk/see-report.ts';
import { defineCommand, option } from '../command/command.ts';
import { writeOutputFile } from '../output/write-output-file.ts';
import { countOf } from '../terminal/emails.ts';

export const reportHtml = defineCommand({
  summary: 'Write an HTML page about all follow-ups',
  description:
    'The page shows a timeline of every follow-up, recommendations over time, how soon bodies answered, and what happened to our emails. Each chart has a table with the same numbers. The page is one file, needs no network and can be printed. It leaves out the days of visits that are not announced.',
  examples: [{ line: 'revisit report --html report.html', says: 'a page to open in a browser or to print' }],
  input: {
    html: option(z.string().min(1), { value: '<file>', help: 'the file to write' }),
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
    // Only this command needs the library for charts.
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
