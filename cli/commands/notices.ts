import * as z from 'zod';
import { isProblem, noticeStatus, noticeFactNames } from '../../shared/domain/notice.ts';
import { findFollowUp } from '../../shared/use-cases/finding/find-follow-up.ts';
import { everyNotice, noticesOf, type ListedNotice } from '../../shared/use-cases/sending/list-notices.ts';
import { summariseRounds } from '../../shared/use-cases/returns/summarise-rounds.ts';
import { argument, defineCommand, flag, option } from '../command/command.ts';
import { noticeDocument, noticeOutput } from '../output/notice-output.ts';
import { roundSummaryDocument, roundSummaryOutput } from '../output/round-summary-output.ts';
import { countOf } from '../terminal/emails.ts';
import { renderNotices } from '../terminal/notices.ts';
import { renderRoundSummaries } from '../terminal/round-summaries.ts';

/** Of many, this many of the newest are shown to people. */
const SHOWN = 40;

const statusInput = z.enum(
  [...noticeFactNames, 'problem'],
  `must be one of ${noticeFactNames.join(', ')}, or problem for all that somebody must look at.`,
);

export const listNotices = defineCommand({
  summary: 'The ledger: every email, to whom, and what is known of it',
  description:
    '"Accepted by their mail system" is what we know; nobody knows whether it was read. With --summary: what was due, asked, chased and answered, by round.',
  examples: [
    { line: 'revisit notices essex', says: 'every email about Essex' },
    { line: 'revisit notices --status problem', says: 'what somebody must look at' },
    { line: 'revisit notices --summary', says: 'due, asked, accepted by their mail system, answered' },
  ],
  input: {
    followUp: argument(z.string().optional(), 'the follow-up, by id or force (default: all)'),
    status: option(statusInput.optional(), {
      value: '<status>',
      help: 'only these; problem: what needs a human',
    }),
    summary: flag('by round: due, asked, chased, answered'),
    skipped: flag('also what was not sent, and why'),
  },
  output: z.object({
    notices: z.array(noticeOutput),
    rounds: z.array(roundSummaryOutput).optional(),
  }),
  run: async (input, { service, terminal }) => {
    const revisit = await service();
    const named = input.followUp === undefined ? undefined : await findFollowUp(revisit, input.followUp);
    const every =
      named === undefined ? await everyNotice(revisit) : await noticesOf(revisit, { followUpId: named.id });
    const notices = every.filter((listed) => isWanted(listed, input));
    if (input.summary) {
      const rounds = await summariseRounds(revisit, { followUpId: named?.id });
      return {
        document: { notices: notices.map(noticeDocument), rounds: rounds.map(roundSummaryDocument) },
        text: () => renderRoundSummaries(rounds, terminal),
      };
    }
    const text = (): string => {
      if (notices.length === 0) {
        return input.status === undefined ? 'No email is on record.' : 'No email has that status.';
      }
      const newest = notices.slice(-SHOWN);
      const older = notices.length - newest.length;
      const table = renderNotices(newest, { terminal, withForce: named === undefined });
      return older === 0
        ? table
        : `${table}\n\n${countOf(older, 'older email')} not shown: name a follow-up, or --json shows all.`;
    };
    return { document: { notices: notices.map(noticeDocument) }, text };
  },
});

function isWanted(
  { notice }: ListedNotice,
  { status, skipped }: { status?: z.output<typeof statusInput>; skipped: boolean },
): boolean {
  const known = noticeStatus(notice.facts);
  if (status === 'problem') return isProblem(notice);
  if (status !== undefined) return known === status;
  return skipped || known !== 'skipped';
}
