import { findBody } from '../../../shared/use-cases/finding/find-body.ts';
import { findProgramme } from '../../../shared/use-cases/finding/find-programme.ts';
import * as z from 'zod';
import { parseRecommendations } from '../../../shared/contracts/csv-recommendations.ts';
import { readCsv } from '../../../shared/contracts/csv.ts';
import { londonDate, type PlainDate } from '../../../shared/domain/dates.ts';
import {
  planPublication,
  publishReport as record,
  type PublicationToRecord,
} from '../../../shared/use-cases/publication/publish-report.ts';
import { argument, defineCommand, flag, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { programmeIdInput } from '../../input/programme-input.ts';
import { readInputFile } from '../../input/read-file.ts';
import { publicationDocument, publicationOutput } from '../../output/publication-output.ts';
import { publicationSummary, publicationText } from '../../terminal/publication.ts';

export const publishReport = defineCommand({
  summary: 'Record a published report and start its follow-up',
  description:
    'The command shows which emails leave in the next four weeks. It asks first if an email leaves at once. Use --prepare for a report that is not published yet. You can then look at everything, and no email leaves before revisit publish confirm. To move a prepared report to another day, prepare it again. If the follow-up was withdrawn, the command refuses, unless you add --reopen to take the withdrawal back. It then always asks first.\n\nThe recommendations file needs the columns number and title. It can also have wording, page, timescale, addressee and illustrative. Write a timescale as the report does, such as immediately, with immediate effect, within 28 days, within ten working days, within three months, by 31 August 2021 or by the end of August 2021. Revisit keeps the words and shows the day on which it ends, counted from publication. It refuses a timescale that it cannot count, and a date before publication. Revisit treats a timescale without wording or page as illustrative, and says so where it shows it.',
  examples: [
    {
      line: 'revisit publish essex --on 2016-03-08 --owner nair --recommendations data/essex-2016-recommendations.csv',
      says: 'start the follow-up of the Essex report',
    },
    {
      line: 'revisit publish kent --on "2 June 2016" --prepare',
      says: 'prepare a report that is not published yet',
    },
    {
      line: 'revisit publish kent --on 2016-06-02 --reopen',
      says: 'reopen a follow-up that was withdrawn by mistake',
    },
  ],
  input: {
    body: argument(z.string(), 'the body, by id or name'),
    on: option(dateInput, {
      value: '<date>',
      help: 'the original day of publication, not of a re-publication',
    }),
    recommendations: option(z.string().optional(), {
      value: '<csv>',
      help: 'the file with the recommendations',
    }),
    owner: option(z.string().optional(), {
      value: '<owner>',
      help: 'the person who is responsible, by id or name',
    }),
    title: option(z.string().min(1, 'must not be empty.').optional(), {
      value: '<title>',
      help: 'the title of the report',
    }),
    url: option(z.url({ error: 'must be a web address, e.g. https://…' }).optional(), {
      value: '<url>',
      help: 'the web address of the report',
    }),
    source: option(z.string().optional(), { value: '<text>', help: 'the source of the date' }),
    programme: option(programmeIdInput.optional(), {
      value: '<id>',
      help: 'the programme (default: the only one for bodies of this kind)',
    }),
    prepare: flag('record a report that is not published yet'),
    reopen: flag('take back a withdrawal, so that its emails go on'),
  },
  output: publicationOutput,
  run: async (input, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const body = await findBody(revisit, input.body);
    const programme = await findProgramme(revisit, { written: input.programme, body });
    const planned = await planPublication(revisit, {
      ...input,
      programme,
      publishedOn: input.on,
      reportTitle: input.title,
      reportUrl: input.url,
      ...(await recommendationsFrom(input.recommendations, londonDate(revisit.clock.now()))),
    });
    const today = londonDate(revisit.clock.now());
    const leavesToday = !input.prepare && planned.emails.some(({ at }) => londonDate(at).equals(today));
    if (planned.outcome === 'reopened' || (planned.outcome !== 'present' && leavesToday)) {
      const question = planned.outcome === 'reopened' ? 'Take its withdrawal back?' : 'Record it?';
      await confirm({
        summary: publicationSummary(planned, { terminal, now: revisit.clock.now() }),
        question,
      });
    }
    const recorded = await record(revisit, { planned, by });
    return {
      document: publicationDocument(recorded),
      text: () => publicationText(recorded, { terminal, now: revisit.clock.now() }),
    };
  },
});

async function recommendationsFrom(
  path: string | undefined,
  today: PlainDate,
): Promise<Pick<PublicationToRecord, 'recommendations' | 'lines'>> {
  if (path === undefined) return { recommendations: [] };
  const { bytes } = await readInputFile(path, { field: 'recommendations' });
  return parseRecommendations(readCsv(bytes), today);
}
