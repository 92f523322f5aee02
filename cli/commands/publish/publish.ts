import * as z from 'zod';
import { parseRecommendations } from '../../../shared/contracts/csv-recommendations.ts';
import { readCsv } from '../../../shared/contracts/csv.ts';
import { londonDate } from '../../../shared/domain/dates.ts';
import type { Recommendation } from '../../../shared/domain/recommendation.ts';
import {
  planPublication,
  publishReport as record,
} from '../../../shared/use-cases/publication/publish-report.ts';
import { argument, defineCommand, flag, option } from '../../command/command.ts';
import { dateInput } from '../../input/date-input.ts';
import { programmeInput } from '../../input/programme-input.ts';
import { readInputFile } from '../../input/read-file.ts';
import { publicationDocument, publicationOutput } from '../../output/publication-output.ts';
import { publicationSummary, publicationText } from '../../terminal/publication.ts';

export const publishReport = defineCommand({
  summary: 'Record a published report: its follow-up begins',
  description:
    'What leaves in the next four weeks is shown; where an email would leave at once you are asked first. With --prepare the report is not out yet: everything can be looked at, and nothing leaves before publish confirm. A second --prepare with another day moves it. What was withdrawn is refused, unless --reopen takes the withdrawal back; you are always asked about that.\n\nThe recommendations file has the columns number, title, and if you like wording, page, timescale, addressee, illustrative. A timescale without wording or page is taken for illustrative, and shown as such.',
  examples: [
    {
      line: 'revisit publish essex --on 2016-03-08 --owner nair --recommendations data/essex-2016-recommendations.csv',
      says: 'the follow-up of the Essex report',
    },
    { line: 'revisit publish kent --on "2 June 2016" --prepare', says: 'a report that is still to come' },
    { line: 'revisit publish kent --on 2016-06-02 --reopen', says: 'it was withdrawn by mistake' },
  ],
  input: {
    force: argument(z.string(), 'the force, by id or name'),
    on: option(dateInput, {
      value: '<date>',
      help: 'the day of publication; the original counts, not a re-publication',
    }),
    recommendations: option(z.string().optional(), { value: '<csv>', help: 'the recommendations' }),
    owner: option(z.string().optional(), { value: '<owner>', help: 'who is responsible, by id or name' }),
    title: option(z.string().optional(), { value: '<title>', help: "the report's title" }),
    url: option(z.url({ error: 'must be a web address, e.g. https://…' }).optional(), {
      value: '<url>',
      help: 'where the report is',
    }),
    source: option(z.string().optional(), { value: '<text>', help: 'where the date is taken from' }),
    programme: option(programmeInput, { value: '<id>', help: 'the kind of inspection (default: ncpi)' }),
    prepare: flag('the report is not out yet'),
    reopen: flag('take back its withdrawal: its emails go on'),
  },
  output: publicationOutput,
  run: async (input, { service, by, confirm, terminal }) => {
    const revisit = await service();
    const planned = await planPublication(revisit, {
      ...input,
      publishedOn: input.on,
      reportTitle: input.title,
      reportUrl: input.url,
      recommendations: await recommendationsFrom(input.recommendations),
    });
    const today = londonDate(revisit.clock.now());
    const leavesToday = !input.prepare && planned.emails.some(({ at }) => londonDate(at).equals(today));
    if (planned.outcome === 'reopened' || (planned.outcome !== 'present' && leavesToday)) {
      const question = planned.outcome === 'reopened' ? 'Take its withdrawal back?' : 'Record it?';
      await confirm({ summary: publicationSummary(planned, terminal), question });
    }
    const recorded = await record(revisit, { planned, by });
    return {
      document: publicationDocument(recorded),
      text: () => publicationText(recorded, terminal),
    };
  },
});

async function recommendationsFrom(path: string | undefined): Promise<Recommendation[]> {
  if (path === undefined) return [];
  const { bytes } = await readInputFile(path, 'recommendations');
  return parseRecommendations(readCsv(bytes)).recommendations;
}
