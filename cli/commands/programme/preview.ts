import * as z from 'zod';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { builtInCalendar } from '../../../shared/domain/clocks/calendar.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import { previewProgramme as preview } from '../../../shared/use-cases/programmes/preview-programme.ts';
import { fileArgument, defineCommand, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { readProgrammeFile } from '../../input/programme-input.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';
import { renderPreview } from '../../report/render-preview.ts';
import { countOf } from '../../terminal/emails.ts';

export const previewProgramme = defineCommand({
  summary: 'Show the dates, emails and pages of a programme file',
  description:
    'The command writes one HTML page about a sample report: every date and why, every email in full, every task, and what the form asks. It assumes that nobody answers. It changes nothing and sends nothing.',
  examples: [
    {
      line: 'revisit programme preview custody.json --out custody.html',
      says: 'a page about a report that is published today',
    },
    {
      line: 'revisit programme preview custody.json --on 2016-03-08 --out custody.html',
      says: 'the same for a report published on 8 March 2016',
    },
  ],
  input: {
    file: fileArgument(z.string().min(1), 'the JSON file'),
    on: option(dateInput.optional(), { value: '<date>', help: 'the day of publication (default: today)' }),
    out: option(z.string().min(1).default('preview.html'), {
      value: '<file>',
      help: 'the page to write (default: preview.html)',
    }),
  },
  output: z.object({
    file: z.string(),
    publishedOn: plainDate,
    milestones: z.int(),
    emails: z.int(),
    tasks: z.int(),
  }),
  run: async ({ file, on, out }, { service }) => {
    const programme = await readProgrammeFile(file, { field: 'file', service });
    const revisit = await service();
    const publishedOn = on ?? londonDate(revisit.clock.now());
    const seen = preview(programme, { publishedOn, calendar: builtInCalendar });
    await writeOutputFile(out, { content: renderPreview(seen), field: 'out' });
    const document = {
      file: out,
      publishedOn,
      milestones: seen.milestones.length,
      emails: seen.emails.length,
      tasks: seen.tasks.length,
    };
    return {
      document,
      text: () =>
        `${programme.name}: ${countOf(document.milestones, 'date')} and ${countOf(document.emails, 'email')} on one page: ${out}`,
    };
  },
});
