import * as z from 'zod';
import { writeCsv } from '../../../shared/contracts/csv.ts';
import { plainDate } from '../../../shared/contracts/temporal.ts';
import { londonDate, type Instant } from '../../../shared/domain/dates.ts';
import {
  listCalendarEntries,
  type CalendarEntry,
} from '../../../shared/domain/desk/list-calendar-entries.ts';
import {
  buildExportRow,
  isPublic,
  hideUnannouncedInSource,
  listWithheld,
  type ExportRow,
  type Withheld,
} from '../../../shared/domain/desk/export-rows.ts';
import { ServiceError } from '../../../shared/errors.ts';
import { gatherExport } from '../../../shared/use-cases/desk/gather-export.ts';
import { defineCommand, flag, option } from '../../command/command.ts';
import { heldDocument, heldOutput } from '../../output/follow-up-output.ts';
import { writeOutputFile } from '../../output/write-output-file.ts';
import { countOf } from '../../terminal/emails.ts';

const formats = ['csv', 'json', 'ics'] as const;

const rowOutput = z.object({
  followUp: z.string(),
  force: z.string(),
  forceName: z.string(),
  publishedOn: plainDate,
  /** The publication as far as it is known: a day, a month or a year. */
  published: z.string(),
  revisitOriginallyDueOn: plainDate.optional(),
  revisitDueOn: plainDate.optional(),
  booked: z.object({ firstOn: plainDate, lastOn: plainDate }).optional(),
  held: heldOutput.optional(),
  /** Judged against the original date. */
  verdict: z.enum(['in time', 'late', 'cannot tell', 'not held']),
  daysLate: z.int().optional(),
  /** True if only the month is known. The visit was then late by this many days or more. */
  atLeast: z.boolean(),
  visitReportOn: plainDate.optional(),
  recommendations: z.int(),
  recommendationsClosed: z.int(),
  roundsAnswered: z.int(),
  simulated: z.boolean(),
});

const exportOutput = z.object({
  followUps: z.array(rowOutput),
  /** With --foi, what was left out, and for how many follow-ups. */
  withheld: z.array(z.object({ what: z.string(), followUps: z.int() })).optional(),
  /** The file that was written. Missing if the export went to stdout. */
  file: z.string().optional(),
});

export const exportFollowUps = defineCommand({
  summary: 'Export every follow-up as CSV, JSON or a calendar feed',
  description:
    'The export holds dates and counts, without answers, reasons or names of people. The days of a visit that is not announced are in CSV and JSON only. For a freedom-of-information request, use --foi. It leaves out those days and every follow-up that is simulated, withdrawn or not published, and lists what was withheld. The CSV is safe to open in Excel, which runs no formula from it.',
  examples: [
    { line: 'revisit export --format csv --out follow-ups.csv', says: 'a file for a spreadsheet' },
    {
      line: 'revisit export --format ics --out revisits.ics',
      says: 'a calendar for Outlook, Google or Apple',
    },
    {
      line: 'revisit export --format csv --foi --out foi.csv',
      says: 'a file for a freedom-of-information request',
    },
  ],
  input: {
    format: option(z.enum(formats, `must be one of ${formats.join(', ')}.`), {
      value: '<format>',
      help: 'csv, json or ics',
    }),
    out: option(z.string().min(1).optional(), {
      value: '<file>',
      help: 'the file to write (default: stdout)',
    }),
    foi: flag('leave out what is not public, and list what was withheld'),
  },
  output: exportOutput,
  run: async ({ format, out, foi }, { service, terminal }) => {
    if (format === 'ics' && foi) {
      throw new ServiceError(
        'bad-input',
        'A calendar feed cannot answer a freedom-of-information request. Use csv or json with --foi.',
        {
          field: 'foi',
        },
      );
    }
    const revisit = await service();
    const now = revisit.clock.now();
    const today = londonDate(now);
    const all = await gatherExport(revisit, now);
    const settingsChanges = (await revisit.settings.audit()).length;
    const sources = foi ? all.filter((source) => isPublic(source, today)).map(hideUnannouncedInSource) : all;
    const rows = sources.map(buildExportRow);
    const withheld = foi ? listWithheld(all, today) : undefined;
    const document = {
      followUps: rows.map(({ held, body, bodyName, ...row }) => ({
        ...row,
        force: body,
        forceName: bodyName,
        held: held === undefined ? undefined : heldDocument(held),
      })),
      withheld,
      file: out,
    };
    const content = await contentOf(format, {
      rows,
      document,
      entries: sources.flatMap((source) => listCalendarEntries(source, { settingsChanges })),
      now,
      domain: revisit.configuration.REVISIT_REPLY_DOMAIN,
    });
    if (out !== undefined) await writeOutputFile(out, { content, field: 'out' });
    else for (const line of withheldLines(withheld)) terminal.progress(line);
    const text = (): string => {
      if (out === undefined) return content;
      return [`${countOf(rows.length, 'follow-up')} written to ${out}.`, ...withheldLines(withheld)].join(
        '\n',
      );
    };
    return { document, text };
  },
});

function withheldLines(withheld: readonly Withheld[] | undefined): string[] {
  if (withheld === undefined) return [];
  const lines = withheld.map(({ what, followUps }) => `  ${what} (${countOf(followUps, 'follow-up')})`);
  return lines.length === 0 ? ['Nothing was withheld.'] : ['Withheld:', ...lines];
}

async function contentOf(
  format: (typeof formats)[number],
  content: {
    rows: readonly ExportRow[];
    document: z.output<typeof exportOutput>;
    entries: readonly CalendarEntry[];
    now: Instant;
    domain: string;
  },
): Promise<string> {
  switch (format) {
    case 'csv':
      return writeCsv(csvColumns, content.rows.map(csvRow));
    case 'json':
      return `${JSON.stringify(z.encode(exportOutput, content.document), undefined, 2)}\n`;
    case 'ics':
      return calendarText(content);
  }
}

const csvColumns = [
  'follow_up',
  'force_id',
  'force',
  'published_on',
  'revisit_originally_due_on',
  'revisit_due_on',
  'booked_first_on',
  'booked_last_on',
  'held_first_on',
  'held_last_on',
  'held_month',
  'verdict',
  'days_late',
  'days_late_at_least',
  'visit_report_on',
  'recommendations',
  'recommendations_closed',
  'rounds_answered',
  'simulated',
];

function csvRow(row: ExportRow): Record<string, string> {
  return {
    follow_up: row.followUp,
    force_id: row.body,
    force: row.bodyName,
    published_on: row.published,
    revisit_originally_due_on: row.revisitOriginallyDueOn?.toString() ?? '',
    revisit_due_on: row.revisitDueOn?.toString() ?? '',
    booked_first_on: row.booked?.firstOn.toString() ?? '',
    booked_last_on: row.booked?.lastOn.toString() ?? '',
    held_first_on: row.held?.precision === 'day' ? row.held.firstOn.toString() : '',
    held_last_on: row.held?.precision === 'day' ? row.held.lastOn.toString() : '',
    held_month: row.held?.precision === 'month' ? row.held.month.toString() : '',
    verdict: row.verdict,
    days_late: row.daysLate === undefined ? '' : String(row.daysLate),
    days_late_at_least: row.atLeast ? 'yes' : '',
    visit_report_on: row.visitReportOn?.toString() ?? '',
    recommendations: String(row.recommendations),
    recommendations_closed: String(row.recommendationsClosed),
    rounds_answered: String(row.roundsAnswered),
    simulated: row.simulated ? 'yes' : 'no',
  };
}

/**
 * Renders the calendar feed. It has a METHOD, and each entry has a stable UID and a rising SEQUENCE. Outlook then replaces
 * an entry whose date has moved.
 */
async function calendarText({
  entries,
  now,
  domain,
}: {
  entries: readonly CalendarEntry[];
  now: Instant;
  domain: string;
}): Promise<string> {
  const {
    default: ical,
    ICalCalendarMethod,
    ICalEventStatus,
    ICalEventTransparency,
  } = await import('ical-generator');
  const calendar = ical({ prodId: { company: 'inspectorate', product: 'revisit', language: 'EN' } });
  calendar.method(ICalCalendarMethod.PUBLISH);
  for (const { id, sequence, on, lastOn, summary, cancelled } of entries) {
    calendar.createEvent({
      id: `${id}@${domain}`,
      sequence,
      stamp: new Date(now.epochMilliseconds),
      start: new Date(`${on.toString()}T00:00:00Z`),
      // The end of an all-day entry is the day after its last day.
      end: new Date(`${lastOn.add({ days: 1 }).toString()}T00:00:00Z`),
      allDay: true,
      timezone: 'UTC',
      summary,
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(cancelled ? { status: ICalEventStatus.CANCELLED } : {}),
    });
  }
  return calendar.toString();
}
