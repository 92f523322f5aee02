import { everyFollowUp } from '../../../shared/use-cases/finding/every-follow-up.ts';
import { exportList } from '../../output/export-list.ts';

export const exportPublications = exportList({
  name: 'publications',
  importedBy: 'import',
  note: 'What was recorded since, such as visits and returns, is not in it. ',
  example: 'revisit export publications --out publications.csv',
  columns: [
    'force_id',
    'published_on',
    'report',
    'report_url',
    'source',
    'known_follow_up',
    'owner',
    'programme',
  ],
  input: {},
  rows: async (ready) =>
    (await everyFollowUp(ready))
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
      })),
});
