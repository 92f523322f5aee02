import { findFollowUp } from '../../../shared/use-cases/finding/find-follow-up.ts';
import { followUpToRead } from '../../input/parameters.ts';
import { defineCommand } from '../../command/command.ts';
import { describeExport, exportedOutput, exportRows, outOption } from '../../output/export-list.ts';

const NAME = 'recommendations of a report';
const COLUMNS = ['number', 'title', 'wording', 'page', 'timescale', 'addressee', 'illustrative'];

export const exportRecommendations = defineCommand({
  ...describeExport({
    name: NAME,
    importedBy: 'recommendations import',
    note: 'The file holds the text of the report, without answers or judgements. ',
    example: 'revisit export recommendations essex --out essex.csv',
  }),
  input: { followUp: followUpToRead, out: outOption },
  output: exportedOutput,
  run: async ({ followUp, out }, { service }) => {
    const revisit = await service();
    const { id } = await findFollowUp(revisit, followUp);
    const { recommendations } = await revisit.followUps.load(id);
    const rows = recommendations.map(
      ({ number, title, wording, page, timescale, addressee, illustrative }) => ({
        number: String(number),
        title,
        wording,
        page: page === undefined ? undefined : String(page),
        timescale,
        addressee,
        illustrative: illustrative ? 'yes' : 'no',
      }),
    );
    return exportRows(rows, { name: NAME, columns: COLUMNS, out });
  },
});
