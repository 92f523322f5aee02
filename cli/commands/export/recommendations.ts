import { findFollowUp } from '../../../shared/use-cases/finding/find-follow-up.ts';
import { followUpArgument } from '../../input/parameters.ts';
import { exportList } from '../../output/export-list.ts';

export const exportRecommendations = exportList({
  name: 'recommendations of a report',
  importedBy: 'recommendations import',
  note: 'As the report has them: no answer, no judgement. ',
  example: 'revisit export recommendations essex --out essex.csv',
  columns: ['number', 'title', 'wording', 'page', 'timescale', 'addressee', 'illustrative'],
  input: { followUp: followUpArgument },
  rows: async (ready, { followUp }) => {
    const { id } = await findFollowUp(ready, followUp);
    const { recommendations } = await ready.followUps.load(id);
    return recommendations.map(({ number, title, wording, page, timescale, addressee, illustrative }) => ({
      number: String(number),
      title,
      wording,
      page: page === undefined ? undefined : String(page),
      timescale,
      addressee,
      illustrative: illustrative ? 'yes' : 'no',
    }));
  },
});
