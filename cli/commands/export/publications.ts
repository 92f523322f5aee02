import { loadEveryFollowUp } from '../../../shared/use-cases/finding/load-every-follow-up.ts';
import { defineCommand } from '../../command/command.ts';
import { describeExport, exportedOutput, exportRows, outOption } from '../../output/export-list.ts';

const NAME = 'publications';
const COLUMNS = [
  'force_id',
  'published_on',
  'report',
  'report_url',
  'source',
  'known_follow_up',
  'owner',
  'programme',
];

export const exportPublications = defineCommand({
  ...describeExport({
    name: NAME,
    importedBy: 'import',
    note: 'The file leaves out what happened later, such as visits and returns. ',
    example: 'revisit export publications --out publications.csv',
  }),
  input: { out: outOption },
  output: exportedOutput,
  run: async ({ out }, { service }) => {
    const revisit = await service();
    const rows = (await loadEveryFollowUp(revisit))
      .filter(({ followUp }) => followUp.state !== 'prepared')
      .map(({ followUp }) => ({
        force_id: followUp.forceId,
        published_on: followUp.publishedOn.toString(),
        report: followUp.reportTitle,
        report_url: followUp.reportUrl,
        source: followUp.source,
        known_follow_up: followUp.knownFollowUp,
        owner: followUp.ownerId,
        programme: followUp.programmeId,
      }));
    return exportRows(rows, { name: NAME, columns: COLUMNS, out });
  },
});
