import * as Plot from '@observablehq/plot';
import { DOMParser } from 'linkedom';
import * as z from 'zod';
import { earliestDay } from '../../shared/domain/visits/visits.ts';
import { addDays, formatDate, type PlainDate } from '../../shared/domain/dates.ts';
import {
  mailOutcomes,
  type MailOutcomeCount,
  type RecommendationCount,
  type Report,
  type ReportedRevisit,
  type ResponseTime,
} from '../../shared/domain/desk/report.ts';
import { shortDate } from '../terminal/dates.ts';
import { capitalise } from '../terminal/emails.ts';
import { trusted, type Markup } from './markup.ts';
import { daysWords, labelOf } from './words.ts';

/** The colours differ in lightness too, for print without colour. Each has a contrast of 3:1 against white. */
export const colours = {
  quiet: '#8a929b',
  ink: '#1b2733',
  promise: '#1d5fa8',
  held: '#0b7a55',
  late: '#c02f1d',
  waiting: '#b26a00',
  unknown: '#6f42a8',
} as const;

const WIDTH = 960;
const ROW = 26;
/** The margin for the names at the left, and the rough width of one letter there. */
const SIDE = 190;
const LETTER = 7.4;
const FONT = { fontFamily: 'inherit', fontSize: '13px' };

const drawn = z.object({ outerHTML: z.string() });

/** Draws a chart. Plot needs a document to draw into, so this gives it one that needs no browser. */
function draw(options: Plot.PlotOptions): Markup {
  const document: unknown = new DOMParser().parseFromString('<!doctype html><html></html>', 'text/html');
  const figure: unknown = Plot.plot({ ...Object.assign(options, { document }), width: WIDTH, style: FONT });
  // The page labels the whole chart. Labels on its parts are removed, because ARIA does not allow them there and no screen
  // reader would read them.
  return trusted(drawn.parse(figure).outerHTML.replaceAll(/ aria-(?:label|hidden)="[^"]*"/gu, ''));
}

function utc(on: PlainDate): Date {
  return new Date(`${on.toString()}T00:00:00Z`);
}

interface Segment {
  readonly row: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * Draws one row for each follow-up: the line from publication to the due date, its rounds, its visit, and by how much it
 * was late.
 */
export function drawTimeline(revisits: readonly ReportedRevisit[], { asOf }: Report): Markup {
  const rows = new Map(revisits.map((revisit) => [revisit.followUpId, labelOf(revisit)]));
  const promises = revisits.flatMap(({ followUpId, publishedOn, dueOn }): Segment[] =>
    dueOn === undefined ? [] : [{ row: followUpId, from: utc(publishedOn), to: utc(dueOn) }],
  );
  const lateness = revisits.flatMap((revisit): Segment[] => {
    const until = lateUntil(revisit, asOf);
    return revisit.dueOn === undefined || until === undefined
      ? []
      : [{ row: revisit.followUpId, from: utc(revisit.dueOn), to: utc(until) }];
  });
  const dots = revisits.flatMap(({ followUpId, rounds }) =>
    rounds.map(({ name, dueOn }) => ({
      row: followUpId,
      at: utc(dueOn),
      says: `${capitalise(name)} due ${formatDate(dueOn)}`,
    })),
  );
  const visits = revisits.flatMap((revisit) => visitSegment(revisit));
  const longest = Math.max(...[...rows.values()].map((label) => label.length));
  return draw({
    height: 80 + ROW * revisits.length,
    marginLeft: Math.max(SIDE, longest * LETTER + 24),
    marginRight: 24,
    marginTop: 40,
    marginBottom: 34,
    x: { type: 'utc', axis: 'top', label: null, grid: true, nice: true },
    y: {
      type: 'band',
      label: null,
      domain: [...rows.keys()],
      tickFormat: (id: string) => rows.get(id) ?? id,
      tickSize: 0,
      padding: 0.35,
    },
    color: { type: 'identity' },
    marks: [
      Plot.link(promises, {
        x1: 'from',
        x2: 'to',
        y: 'row',
        stroke: colours.promise,
        strokeWidth: 3,
        strokeOpacity: 0.35,
      }),
      Plot.link(lateness, {
        x1: 'from',
        x2: 'to',
        y: 'row',
        stroke: colours.late,
        strokeWidth: 3,
        strokeDasharray: '5 3',
      }),
      Plot.dot(promises, { x: 'from', y: 'row', r: 4, fill: 'white', stroke: colours.ink }),
      Plot.dot(dots, { x: 'at', y: 'row', r: 2.5, fill: colours.ink, title: 'says' }),
      Plot.dot(promises, { x: 'to', y: 'row', r: 6, symbol: 'diamond', fill: colours.promise }),
      Plot.barX(visits, {
        x1: 'from',
        x2: 'to',
        y: 'row',
        fill: 'fill',
        stroke: colours.held,
        strokeWidth: 1.5,
        title: 'says',
      }),
      Plot.ruleX([utc(asOf)], { stroke: colours.ink, strokeDasharray: '2 3' }),
      Plot.text([utc(asOf)], {
        x: (at: Date) => at,
        frameAnchor: 'bottom',
        dy: 20,
        text: () => `today, ${shortDate(asOf)}`,
        fontWeight: 'bold',
      }),
    ],
  });
}

/** Returns the day until which a revisit was late, or today if it is still late. */
function lateUntil({ dueOn, held, standing }: ReportedRevisit, asOf: PlainDate): PlainDate | undefined {
  if (dueOn === undefined) return undefined;
  if (standing.kind === 'late') return asOf;
  if (standing.kind !== 'held' || standing.judgement.verdict !== 'late' || held === undefined)
    return undefined;
  return earliestDay(held);
}

/** Returns the bar of a visit. It is filled if the days are known, and hollow for a month or an announced visit. */
function visitSegment(revisit: ReportedRevisit): (Segment & { fill: string; says: string })[] {
  const { followUpId: row, held, announced } = revisit;
  if (held?.precision === 'day') {
    const { firstOn, lastOn } = held;
    return [
      {
        row,
        from: utc(firstOn),
        to: utc(addDays(lastOn, 1)),
        fill: colours.held,
        says: `Held from ${formatDate(firstOn)}`,
      },
    ];
  }
  if (held !== undefined) {
    const first = earliestDay(held);
    const end = (held.until ?? held).month.toPlainDate({ day: 1 }).add({ months: 1 });
    return [
      {
        row,
        from: utc(first),
        to: utc(end),
        fill: 'white',
        says: 'Held; its days are not known',
      },
    ];
  }
  if (announced === undefined) return [];
  const { firstOn, lastOn } = announced;
  return [
    {
      row,
      from: utc(firstOn),
      to: utc(addDays(lastOn, 1)),
      fill: 'white',
      says: `Announced from ${formatDate(firstOn)}`,
    },
  ];
}

export const recommendationKinds = ['open', 'closed', 'carried', 'superseded'] as const;
export const recommendationColours: Readonly<Record<(typeof recommendationKinds)[number], string>> = {
  open: colours.waiting,
  closed: colours.held,
  carried: colours.promise,
  superseded: colours.quiet,
};

/** Draws stacked bars of how many recommendations had each outcome at the end of each period. */
export function drawRecommendations(counts: readonly RecommendationCount[]): Markup {
  const cells = counts.flatMap((count) =>
    recommendationKinds.map((kind) => ({ on: shortDate(count.on), kind, count: count[kind] })),
  );
  return draw({
    height: 320,
    marginBottom: counts.length > 8 ? 80 : 40,
    x: {
      type: 'band',
      label: null,
      domain: counts.map(({ on }) => shortDate(on)),
      ...(counts.length > 8 ? { tickRotate: -45 } : {}),
      tickSize: 0,
      padding: 0.25,
    },
    y: { label: null, grid: true, tickFormat: wholeNumber, ticks: 5 },
    color: { domain: recommendationKinds, range: Object.values(recommendationColours) },
    marks: [
      Plot.barY(cells, { x: 'on', y: 'count', fill: 'kind', order: [...recommendationKinds], insetTop: 1 }),
      Plot.ruleY([0], { stroke: colours.ink }),
    ],
  });
}

/** Draws one dot for each return, by round. Dots left of the line are in time, dots right of it are late. */
export function drawResponses(responses: readonly ResponseTime[]): Markup {
  const days = responses.map(({ daysAfter }) => daysAfter);
  const furthest = Math.max(14, ...days.map(Math.abs)) + 2;
  const rounds = [...new Set(responses.map(({ roundHeading }) => roundHeading))];
  return draw({
    height: 70 + rounds.length * 64,
    marginLeft: SIDE,
    marginRight: 24,
    marginTop: 10,
    marginBottom: 44,
    x: {
      domain: [-furthest, furthest],
      label: 'days before and after the date we asked for',
      labelAnchor: 'center',
      labelArrow: 'none',
      grid: true,
      tickFormat: (days: number) => String(Math.abs(days)),
      ticks: 9,
    },
    fy: {
      label: null,
      axis: 'left',
      domain: rounds,
      padding: 0.1,
    },
    marks: [
      Plot.frame({ stroke: colours.quiet, strokeOpacity: 0.35 }),
      Plot.ruleX([0], { stroke: colours.ink, strokeWidth: 1.5 }),
      Plot.dot(
        responses,
        Plot.dodgeY('middle', {
          x: 'daysAfter',
          fy: 'roundHeading',
          r: 5,
          fill: ({ daysAfter }: ResponseTime) => (daysAfter > 0 ? colours.late : colours.held),
          symbol: ({ daysAfter }: ResponseTime) => (daysAfter > 0 ? 'triangle' : 'circle'),
          title: (response: ResponseTime) => `${labelOf(response)}: ${daysWords(response.daysAfter)}`,
        }),
      ),
    ],
    color: { type: 'identity' },
    symbol: { type: 'identity' },
  });
}

export const outcomeColours: Readonly<Record<(typeof mailOutcomes)[number], string>> = {
  accepted: colours.held,
  'not heard of yet': colours.quiet,
  'came back': colours.late,
  'complained of': colours.waiting,
  unknown: colours.unknown,
};

export function drawMail(mail: readonly MailOutcomeCount[]): Markup {
  const cells = mail.flatMap(({ about, outcomes }) =>
    mailOutcomes.map((outcome) => ({ about, outcome, count: outcomes[outcome] })),
  );
  return draw({
    height: 60 + mail.length * 38,
    marginLeft: SIDE,
    marginRight: 24,
    x: { label: null, grid: true, tickFormat: wholeNumber, ticks: 8 },
    y: {
      type: 'band',
      label: null,
      domain: mail.map(({ about }) => about),
      tickSize: 0,
      padding: 0.3,
    },
    color: { domain: mailOutcomes, range: Object.values(outcomeColours) },
    marks: [
      Plot.barX(cells, {
        x: 'count',
        y: 'about',
        fill: 'outcome',
        order: [...mailOutcomes],
        insetRight: 1,
      }),
      Plot.ruleX([0], { stroke: colours.ink }),
    ],
  });
}

/** Labels only whole numbers on an axis, because it shows counts. */
function wholeNumber(count: number): string {
  return Number.isInteger(count) ? String(count) : '';
}
