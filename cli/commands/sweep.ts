import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { formatDate, londonDate, formatTime } from '../../shared/domain/dates.ts';
import { nameEveryFollowUp } from '../../shared/use-cases/finding/name-follow-ups.ts';
import { listNoticesSince } from '../../shared/use-cases/sending/list-notices.ts';
import { defineCommand, type CommandContext } from '../command/command.ts';
import { noticeDocument, noticeOutput } from '../output/notice-output.ts';
import { countOf } from '../terminal/emails.ts';
import { renderNotices } from '../terminal/notices.ts';
import { wrap } from '../terminal/wrap.ts';

const reportSchema = z.object({
  at: instant,
  fenced: z.boolean(),
  lookedAt: z.int(),
  wakeUps: z.int(),
  skipped: z.int(),
  lost: z.int(),
});

export const sweep = defineCommand({
  summary: 'Run the sweep now and send what is owed',
  description:
    'You can run it at any time and as often as you like, because nothing is sent twice. On stage local it waits until everything has left, and lists it. There, --as-of first moves the local clock, which stays at the new time. On a deployed stage it calls the function, which wakes the senders. It does not wait for them.',
  examples: [
    { line: 'revisit sweep', says: 'send what is owed now' },
    {
      line: 'revisit sweep --as-of 2016-03-09',
      says: 'act as if it were 10am on 9 March 2016, on this machine',
    },
  ],
  input: {},
  output: z.object({
    report: reportSchema,
    /** The emails that left. Missing on a deployed stage, where it does not wait. */
    sent: z.array(noticeOutput).optional(),
  }),
  run: async (_, context) => (context.stage === 'local' ? sweepHere(context) : sweepThere(context)),
});

/** The most rows of emails that left. `revisit notices` lists them all. */
const ROWS = 24;

async function sweepHere(context: CommandContext) {
  const { localService, terminal, asOf } = context;
  const local = await localService();
  if (asOf !== undefined) await local.setAsOf(asOf);
  const begun = asOf ?? local.service.clock.now();
  const report = reportSchema.parse(await local.invoke('sweep'));
  const { waiting } = await local.drain();
  const service = { ...local.service, clock: { now: () => begun } };
  const sent = report.fenced ? [] : await listNoticesSince(service, begun);
  const nameOf = await nameEveryFollowUp(service);
  const lines = [
    ...(asOf === undefined
      ? []
      : [`The local clock now says ${formatDate(londonDate(asOf))}, ${formatTime(asOf)}.`]),
    `Checked ${countOf(report.lookedAt, 'follow-up')}. ${countOf(new Set(sent.map(({ notice }) => notice.mailId)).size, 'email')} left.`,
    ...(report.skipped > 0
      ? [`${countOf(report.skipped, 'email')} will not be sent. revisit explain <follow-up> says why.`]
      : []),
    ...(report.lost > 0
      ? [`${countOf(report.lost, 'email')} may not have left. Check with revisit notices --status unknown.`]
      : []),
    ...(waiting > 0 ? [`${countOf(waiting, 'message')} failed and will be tried again.`] : []),
  ];
  return {
    document: { report, sent: sent.map(noticeDocument) },
    text: () => {
      if (report.fenced) return wrap(FENCED, terminal);
      const more =
        sent.length > ROWS ? [`… and ${sent.length - ROWS} more. revisit notices lists them all.`] : [];
      const table =
        sent.length === 0 ? [] : [renderNotices(sent.slice(0, ROWS), { terminal, nameOf }), ...more, ''];
      return [...table, ...lines.map((line) => wrap(line, terminal))].join('\n');
    },
  };
}

async function sweepThere({ service, terminal, stage }: CommandContext) {
  const { invokeSweep } = await import('../service/invoke-sweep.ts');
  const { configuration } = await service();
  const report = reportSchema.parse(await invokeSweep(configuration, { stage }));
  return {
    document: { report },
    text: () =>
      report.fenced
        ? wrap(FENCED, terminal)
        : `Checked ${countOf(report.lookedAt, 'follow-up')}. ${countOf(report.wakeUps, { one: 'person', many: 'people' })} may be owed an email, and the senders now decide.`,
  };
}

const FENCED =
  'The sweep did nothing, because this table may not send. If it is a restore or a copy, arm it with revisit arm --sent-since <when>. If it is new, use revisit arm.';
