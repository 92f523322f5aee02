import { bodyColumn } from '../../shared/domain/body-words.ts';
import type { BodyWords } from '../../shared/domain/programme.ts';
import { findTimescaleEnd, type TimescaleOrigin } from '../../shared/domain/clocks/timescale.ts';
import {
  countStatuses,
  type Expectation,
  type RecommendationView,
} from '../../shared/domain/returns/build-recommendation-views.ts';
import type { AnswerStatus, SentAnswer } from '../../shared/domain/answer.ts';
import { shortDate, shortMonth } from './dates.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** The short words for each answer of a body. */
export const answerWords: Readonly<Record<AnswerStatus, string>> = {
  'done-checked': 'done and checked',
  'done-not-checked': 'done, not checked',
  'part-way': 'part way',
  'not-started': 'not started',
  different: 'something different',
  waiting: 'waiting',
};

const LONGEST_AWAITED = 24;

/** Returns the answer of a body in short, such as "waiting: council". */
export function bodySays({ status, words }: SentAnswer): string {
  const awaited =
    (words.waiting ?? '')
      .trim()
      .split(/[\n.,:;]/u)[0]
      ?.trim() ?? '';
  if (status !== 'waiting' || awaited === '') return answerWords[status];
  const shown = awaited.length > LONGEST_AWAITED ? `${awaited.slice(0, LONGEST_AWAITED - 1)}…` : awaited;
  return `waiting: ${shown}`;
}

/** Returns our own view in short: "open", "closed", "open: differs", "carried into …" or "superseded". */
export function ourViewWords({ recommendation, judgement }: RecommendationView): string {
  const { outcome } = recommendation;
  if (outcome?.kind === 'carried') return `carried into ${outcome.report ?? 'another report'}`;
  if (outcome?.kind === 'superseded') return 'superseded';
  if (outcome?.kind === 'closed' || judgement?.view === 'closed') return 'closed';
  if (judgement?.view === 'open-differs') return 'open: differs';
  return judgement === undefined ? '-' : 'open';
}

/** Returns what the body expects, such as "checks Jul 2016" or "Oct 2016, could slip". */
export function expectsWords(expects: Expectation | undefined): string {
  if (expects === undefined) return '-';
  if (expects.kind === 'checks') return `checks ${shortMonth(expects.month)}`;
  const doubt =
    expects.likelihood === 'could-slip'
      ? ', could slip'
      : expects.likelihood === 'unknown'
        ? ', not sure'
        : '';
  return `${shortMonth(expects.month)}${doubt}`;
}

/** Renders both views side by side. If every answer has the same day, the heading shows the day. */
export function renderViews(
  views: readonly RecommendationView[],
  { terminal, body, ...origin }: TimescaleOrigin & { terminal: Terminal; body: BodyWords },
): string {
  const column = bodyColumn(body).toUpperCase();
  const said = commonDay(
    views.map(({ latest }) => (latest === undefined ? undefined : shortDate(latest.on))),
  );
  const judged = commonDay(
    views.map(({ recommendation, judgement }) => {
      const on = recommendation.outcome?.on ?? judgement?.on;
      return on === undefined ? undefined : shortDate(on);
    }),
  );
  return renderTable(
    views.map((view) => {
      const { recommendation, latest, judgement } = view;
      const endsOn = findTimescaleEnd(recommendation.timescale, origin);
      const saidOn = said === undefined && latest !== undefined ? ` (${shortDate(latest.on)})` : '';
      const judgedAt = recommendation.outcome?.on ?? judgement?.on;
      const judgedOn = judged === undefined && judgedAt !== undefined ? ` (${shortDate(judgedAt)})` : '';
      return [
        String(recommendation.number),
        recommendation.timescale ?? '-',
        endsOn === undefined ? '-' : shortDate(endsOn),
        latest === undefined ? '-' : `${bodySays(latest.answer)}${saidOn}`,
        `${ourViewWords(view)}${judgedOn}`,
        expectsWords(view.expects),
      ];
    }),
    {
      columns: [
        { title: 'REC' },
        { title: 'TIMESCALE', flexible: true },
        { title: 'BY' },
        { title: said === undefined ? `${column} SAYS` : `${column} SAYS (${said})`, flexible: true },
        { title: judged === undefined ? 'WE SAY' : `WE SAY (${judged})`, flexible: true },
        { title: `${column} EXPECTS`, flexible: true },
      ],
      terminal,
    },
  );
}

/** Returns a count such as "2 of 4 done and checked; 1 done, not checked; 1 waiting". */
export function countWords(views: readonly RecommendationView[]): string {
  const counts = [...countStatuses(views)].sort(
    ([a], [b]) => statusOrder.indexOf(a) - statusOrder.indexOf(b),
  );
  if (counts.length === 0) return 'nothing yet';
  return counts
    .map(
      ([status, count], index) =>
        `${count}${index === 0 ? ` of ${views.length}` : ''} ${answerWords[status]}`,
    )
    .join('; ');
}

const statusOrder: readonly AnswerStatus[] = [
  'done-checked',
  'done-not-checked',
  'different',
  'part-way',
  'waiting',
  'not-started',
];

function commonDay(days: readonly (string | undefined)[]): string | undefined {
  const distinct = new Set(days.filter((day) => day !== undefined));
  return distinct.size === 1 ? [...distinct][0] : undefined;
}
