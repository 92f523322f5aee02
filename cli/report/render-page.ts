import { sharedBodyWords } from '../../shared/domain/body-words.ts';
import { spanInWords } from '../../shared/domain/clocks/explain-due-date.ts';
import { formatDate } from '../../shared/domain/dates.ts';
import { mailOutcomes, type Report, type ReportedRevisit } from '../../shared/domain/desk/report.ts';
import { shortDate, shortDueDate, shortPublished } from '../terminal/dates.ts';
import { capitalise, countOf } from '../terminal/emails.ts';
import { standingWords } from '../terminal/standing.ts';

import {
  colours,
  drawMail,
  drawRecommendations,
  drawResponses,
  drawTimeline,
  outcomeColours,
  recommendationColours,
  recommendationKinds,
} from './draw-charts.ts';
import { html, trusted, type Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';
import { daysWords, labelOf, visitText } from './words.ts';

/** Renders the whole page as one file that needs no network. */
export function renderPage(report: Report): string {
  const title = `Revisits on ${formatDate(report.asOf)}`;
  const { markup } = html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="robots" content="noindex" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${trusted(pageStyle)}
        </style>
      </head>
      <body>
        <header>
          <p class="marking">OFFICIAL</p>
          <h1>${title}</h1>
          ${promises(report).map((promise) => html`<p class="lead">${promise}</p> `)} ${simulatedNote(report)}
          ${keyFigures(report)}
        </header>
        <main>${timelines(report)} ${recommendations(report)} ${responses(report)} ${mail(report)}</main>
        <footer>
          <p>
            This page leaves out answers, judgements, people, and the days of visits that are not announced.
            It does not count follow-ups that are prepared or withdrawn. Made by Revisit on
            ${formatDate(report.asOf)}.
          </p>
        </footer>
      </body>
    </html> `;
  return markup;
}

/** Returns what each programme promises, such as "We aim to revisit each force within six months of publication." */
function promises({ programmes }: Report): string[] {
  return programmes.flatMap(({ milestones, body, name }) => {
    const visit = milestones.find(({ kind }) => kind === 'visit');
    const start = milestones.find(({ kind }) => kind === 'start');
    if (visit === undefined || !('after' in visit.due) || visit.due.after !== start?.id) return [];
    const what = programmes.length === 1 ? '' : `${name}: `;
    return [`${what}We aim to revisit each ${body.noun} within ${spanInWords(visit.due)} of ${start.name}.`];
  });
}

/** Returns what the page calls the bodies. Programmes for several kinds share the word "body". */
function bodyWordsOf({ programmes }: Report): { noun: string; nouns: string } {
  return sharedBodyWords(programmes.map(({ body }) => body));
}

function bodyTitle(report: Report): string {
  return capitalise(bodyWordsOf(report).noun);
}

function simulatedNote({ revisits }: Report): Markup | undefined {
  const simulated = revisits.filter((revisit) => revisit.simulated).length;
  if (simulated === 0) return undefined;
  const all = simulated === revisits.length;
  return html`<p class="stamp">
    <strong>SIMULATED</strong>
    ${all ? 'None of this happened. Every report, answer and visit is simulated.' : `${simulated} of ${countOf(revisits.length, 'follow-up')} are simulated, and marked SIMULATED.`}
  </p>`;
}

function keyFigures({ revisits }: Report): Markup {
  const count = (is: (revisit: ReportedRevisit) => boolean): number => revisits.filter(is).length;
  const verdict = (wanted: string) => (revisit: ReportedRevisit) =>
    revisit.standing.kind === 'held' && revisit.standing.judgement.verdict === wanted;
  const figures: readonly (readonly [string, number])[] = [
    ['follow-ups', revisits.length],
    ['revisited in time', count(verdict('in time'))],
    ['revisited late', count(verdict('late'))],
    ['late and not held', count(({ standing }) => standing.kind === 'late')],
    ['still to come', count(({ standing }) => standing.kind === 'to-come' || standing.kind === 'booked')],
    [
      'cannot tell',
      count((revisit) => verdict('cannot tell')(revisit) || revisit.standing.kind === 'unrecorded'),
    ],
  ];
  const shown = figures.filter(([, figure], place) => place === 0 || figure > 0);
  return html`<dl class="figures">
    ${shown.map(
      ([name, figure]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${figure}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Renders the timelines. Past revisits get their own chart, because they would stretch the axis by years. */
function timelines(report: Report): Markup[] {
  const over = report.revisits.filter(({ standing }) =>
    ['held', 'unrecorded', 'not-held'].includes(standing.kind),
  );
  const running = report.revisits.filter((revisit) => !over.includes(revisit));
  const parts: readonly (readonly [string, string, readonly ReportedRevisit[]])[] = [
    ['running', 'Running follow-ups', running],
    ['over', 'Past revisits', over],
  ];
  return parts.flatMap(([id, title, revisits]) =>
    revisits.length === 0
      ? []
      : [
          section({
            id,
            title,
            says: timelineSays(revisits),
            chart: drawTimeline(revisits, report),
            legend: timelineLegend,
            columns: [
              bodyTitle(report),
              'Published',
              ...roundTitles(revisits).map(capitalise),
              'Revisit due',
              'Visit',
              'Standing',
            ],
            rows: revisits.map((revisit) => [
              labelOf(revisit),
              shortPublished(revisit),
              ...roundTitles(revisits).map((title) => {
                const round = revisit.rounds.find(({ name }) => name === title);
                return round === undefined ? '-' : shortDate(round.dueOn);
              }),
              revisit.publishedFrom !== undefined
                ? '-'
                : revisit.dueOn === undefined
                  ? `waits (was ${shortDate(revisit.originallyDueOn)})`
                  : shortDueDate({ dueOn: revisit.dueOn, originalDueOn: revisit.originallyDueOn }),
              visitText(revisit),
              standingWords(revisit.standing),
            ]),
          }),
        ],
  );
}

/** Returns the name of every round on the page, each once. Programmes with different rounds share a table. */
function roundTitles(revisits: readonly ReportedRevisit[]): string[] {
  return [...new Set(revisits.flatMap(({ rounds }) => rounds.map(({ name }) => name)))];
}

function timelineSays(revisits: readonly ReportedRevisit[]): string {
  const late = revisits.filter(
    ({ standing }) =>
      standing.kind === 'late' || (standing.kind === 'held' && standing.judgement.verdict === 'late'),
  );
  return `${countOf(revisits.length, 'follow-up')}, ${late.length === 0 ? 'none' : late.length} of them late.`;
}

const timelineLegend: readonly Markup[] = [
  html`<svg viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r="4.5" fill="white" stroke="${colours.ink}" stroke-width="1.5" /></svg
    >published`,
  html`<svg viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="3" fill="${colours.ink}" /></svg>a
    round is due`,
  html`<svg viewBox="0 0 14 14" aria-hidden="true">
      <path d="M7 0 13 7 7 14 1 7Z" fill="${colours.promise}" /></svg
    >revisit due`,
  html`<svg viewBox="0 0 14 14" aria-hidden="true">
      <rect x="1" y="3" width="12" height="8" fill="${colours.held}" /></svg
    >revisited`,
  html`<svg viewBox="0 0 14 14" aria-hidden="true">
      <rect x="1" y="3" width="12" height="8" fill="white" stroke="${colours.held}" stroke-width="1.5" /></svg
    >announced, or known to the month`,
  html`<svg viewBox="0 0 14 14" aria-hidden="true">
      <path d="M0 7H14" stroke="${colours.late}" stroke-width="3" stroke-dasharray="4 2" /></svg
    >late`,
];

function recommendations({ recommendations: counts, asOf }: Report): Markup {
  const last = counts.at(-1);
  return section({
    id: 'recommendations',
    title: 'Recommendations',
    says:
      last === undefined
        ? 'No recommendations are recorded.'
        : `${last.open} open on ${formatDate(asOf)}, ${last.closed} closed, ${last.carried} carried into another report, ${last.superseded} superseded.`,
    chart: counts.length === 0 ? undefined : drawRecommendations(counts),
    legend: recommendationKinds.map((kind) => html`${swatch(recommendationColours[kind])}${kind}`),
    columns: ['On', 'Open', 'Closed', 'Carried', 'Superseded'],
    rows: counts.map(({ on, open, closed, carried, superseded }) => [
      shortDate(on),
      open,
      closed,
      carried,
      superseded,
    ]),
  });
}

function responses(report: Report): Markup {
  const { responses: all } = report;
  const inTime = all.filter(({ daysAfter }) => daysAfter <= 0).length;
  return section({
    id: 'responses',
    title: `How soon ${bodyWordsOf(report).nouns} answered`,
    says:
      all.length === 0
        ? `No ${bodyWordsOf(report).noun} has answered yet.`
        : `${inTime} of ${countOf(all.length, 'first answer')} came by the date we asked for.`,
    chart: all.length === 0 ? undefined : drawResponses(all),
    legend: [
      html`<svg viewBox="0 0 14 14" aria-hidden="true">
          <circle cx="7" cy="7" r="5" fill="${colours.held}" /></svg
        >by the date`,
      html`<svg viewBox="0 0 14 14" aria-hidden="true"><path d="M7 1 13 13H1Z" fill="${colours.late}" /></svg
        >after it`,
    ],
    columns: [bodyTitle(report), 'Round', 'Answer by', 'Received', 'Against the date'],
    rows: all.map((response) => [
      labelOf(response),
      capitalise(response.roundName),
      shortDate(response.answerBy),
      shortDate(response.receivedOn),
      daysWords(response.daysAfter),
    ]),
  });
}

function mail({ mail: counts }: Report): Markup {
  const total = (outcome: (typeof mailOutcomes)[number]): number =>
    counts.reduce((sum, { outcomes }) => sum + outcomes[outcome], 0);
  const all = mailOutcomes.reduce((sum, outcome) => sum + total(outcome), 0);
  return section({
    id: 'mail',
    title: 'What happened to our emails',
    says:
      all === 0
        ? 'No email has left.'
        : `The recipients’ mail systems accepted ${total('accepted')} of ${countOf(all, 'notice')}. We do not know whether they were read.`,
    chart: all === 0 ? undefined : drawMail(counts),
    legend: mailOutcomes.map((outcome) => html`${swatch(outcomeColours[outcome])}${outcome}`),
    columns: ['About', ...mailOutcomes.map(capitalise)],
    rows: counts.map(({ about, outcomes }) => [about, ...mailOutcomes.map((outcome) => outcomes[outcome])]),
  });
}

function swatch(colour: string): Markup {
  return html`<svg viewBox="0 0 14 14" aria-hidden="true">
    <rect width="14" height="14" rx="2" fill="${colour}" />
  </svg>`;
}

/** Renders a chart and a table with the same numbers. On a narrow screen, each scrolls sideways on its own. */
function section({
  id,
  title,
  says,
  chart,
  legend,
  columns,
  rows,
}: {
  id: string;
  title: string;
  says: string;
  chart: Markup | undefined;
  legend: readonly Markup[];
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}): Markup {
  const keys = html`<ul class="legend">
    ${legend.map((entry) => html`<li>${entry}</li>`)}
  </ul>`;
  const shown =
    chart === undefined
      ? []
      : [
          html`${keys}
            <div class="wide" role="region" aria-label="${title}, chart" tabindex="0">
              <div
                class="chart"
                role="img"
                aria-label="${title}: ${says} The table below has the same numbers."
              >
                ${chart}
              </div>
            </div>
            <div class="wide" role="region" aria-label="${title}, table" tabindex="0">
              <table>
                <caption>
                  ${title}
                </caption>
                <thead>
                  <tr>
                    ${columns.map((column) => html`<th scope="col">${column}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map((row) => tableRow(row))}
                </tbody>
              </table>
            </div>`,
        ];
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p>${says}</p>
    ${shown}
  </section>`;
}

function tableRow([head = '', ...cells]: readonly (string | number)[]): Markup {
  return html`<tr>
    <th scope="row">${head}</th>
    ${cells.map((cell) => html`<td${typeof cell === 'number' ? trusted(' class="number"') : undefined}>${cell}</td>`)}
  </tr>`;
}
