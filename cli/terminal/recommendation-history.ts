import { daysBetween } from '../../shared/domain/dates.ts';
import type { RecommendationView } from '../../shared/domain/returns/build-recommendation-views.ts';
import { bodySays } from './answers.ts';
import { shortDate } from './dates.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

const ourWords = { open: 'open', closed: 'closed', 'open-differs': 'open: differs' } as const;

/** Renders every view of one recommendation by date. Each row says whether the view is the body's or our own. */
export function recommendationHistory(
  { recommendation, body }: RecommendationView,
  { terminal, noun }: { terminal: Terminal; noun: string },
): string[] {
  const said = body.map(({ on, reference, answer }) => {
    return { on, who: `the ${noun}`, view: bodySays(answer), about: reference };
  });
  const judged = recommendation.judgements.map(({ on, by, view, note }) => {
    return { on, who: by, view: ourWords[view], about: note ?? '' };
  });
  const rows = [...said, ...judged].sort((a, b) => daysBetween(b.on, a.on));
  return [
    wrap(`Recommendation ${recommendation.number}: ${recommendation.title}`, terminal),
    renderTable(
      rows.map(({ on, who, view, about }) => [shortDate(on), who, view, about]),
      {
        columns: [
          { title: 'ON', align: 'right' },
          { title: 'WHO', flexible: true },
          { title: 'SAYS', flexible: true },
          { title: '', flexible: true },
        ],
        terminal,
        indent: 2,
      },
    ),
  ];
}
