import * as z from 'zod';
import { instant } from '../../shared/contracts/temporal.ts';
import { inWords, londonDate, timeInWords } from '../../shared/domain/dates.ts';
import { noticesSince } from '../../shared/use-cases/sending/list-notices.ts';
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
  summary: 'Do the scheduled run now: find what is owed, and send it',
  description:
    'Safe at any time, any number of times: nothing is sent twice. On stage local it waits until everything has left and tells what did; --as-of moves the local clock there first, where it stays. On a deployed stage it calls the function itself, which wakes the senders, and does not wait for them.',
  examples: [
    { line: 'revisit sweep', says: 'now' },
    {
      line: 'revisit sweep --as-of 2016-03-09',
      says: 'on this machine, as though it were 9 March 2016, 10am',
    },
  ],
  input: {},
  output: z.object({
    report: reportSchema,
    /** What left by it; absent where it does not wait. */
    sent: z.array(noticeOutput).optional(),
  }),
  run: async (_, context) => (context.stage === 'local' ? sweepHere(context) : sweepThere(context)),
});

/** Rows of what left; who wants more asks for the ledger. */
const ROWS = 24;

async function sweepHere(context: CommandContext) {
  const { localService, terminal, asOf } = context;
  const local = await localService();
  if (asOf !== undefined) await local.setAsOf(asOf);
  const begun = asOf ?? local.service.clock.now();
  const report = reportSchema.parse(await local.invoke('sweep'));
  const { waiting } = await local.drain();
  const service = { ...local.service, clock: { now: () => begun } };
  const sent = report.fenced ? [] : await noticesSince(service, begun);
  const lines = [
    ...(asOf === undefined
      ? []
      : [`The local clock stands at ${inWords(londonDate(asOf))}, ${timeInWords(asOf)} from now on.`]),
    `Looked at ${countOf(report.lookedAt, 'follow-up')}; ${countOf(new Set(sent.map(({ notice }) => notice.mailId)).size, 'email')} left.`,
    ...(report.skipped > 0
      ? [`${countOf(report.skipped, 'rung')} will not be sent: revisit explain tells why.`]
      : []),
    ...(report.lost > 0
      ? [`${countOf(report.lost, 'email')} may or may not have left: revisit notices --status unknown.`]
      : []),
    ...(waiting > 0 ? [`${countOf(waiting, 'message')} failed and will be tried again.`] : []),
  ];
  return {
    document: { report, sent: sent.map(noticeDocument) },
    text: () => {
      if (report.fenced) return wrap(FENCED, terminal);
      const more =
        sent.length > ROWS ? [`… and ${sent.length - ROWS} more: revisit notices lists them.`] : [];
      const table = sent.length === 0 ? [] : [renderNotices(sent.slice(0, ROWS), { terminal }), ...more, ''];
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
        : `Looked at ${countOf(report.lookedAt, 'follow-up')}; ${countOf(report.wakeUps, { one: 'person', many: 'people' })} may be owed an email, and the senders are awake.`,
  };
}

const FENCED =
  'Nothing was looked at: this table may not send until it is armed. It may be a restore or a copy; revisit arm --sent-since <when> arms it.';
