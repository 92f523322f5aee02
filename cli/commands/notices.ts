import * as z from 'zod';
import { isProblem, noticeStatus, noticeFactNames } from '../../shared/domain/notice.ts';
import { findFollowUp } from '../../shared/use-cases/finding/find-follow-up.ts';
import { nameEveryFollowUp } from '../../shared/use-cases/finding/name-follow-ups.ts';
import {
  listEveryNotice,
  listNoticesOf,
  type ListedNotice,
} from '../../shared/use-cases/sending/list-notices.ts';
import { summariseRounds } from '../../shared/use-cases/returns/summarise-rounds.ts';
import { defineCommand, flag, followUpArgumentOf, option } from '../command/command.ts';
import { noticeDocument, noticeOutput } from '../output/notice-output.ts';
import { roundSummaryDocument, roundSummaryOutput } from '../output/round-summary-output.ts';
import { countOf } from '../terminal/emails.ts';
import { renderNotices } from '../terminal/notices.ts';
import { renderRoundSummaries } from '../terminal/round-summaries.ts';

/** How many of the newest emails the text shows. The document has them all. */
const SHOWN = 40;

const statusInput = z.enum(
  [...noticeFactNames, 'problem'],
  `must be one of ${noticeFactNames.join(', ')}, or problem for all that someone must check.`,
);

export const listNotices = defineCommand({
  summary: 'List every email, who it went to and what we know about it',
  description:
    'An email that is "accepted by their mail system" may be unread. Revisit cannot know that. With --summary, the list shows what was due, asked, chased and answered in each round.',
  examples: [
    { line: 'revisit notices essex', says: 'every email about Essex' },
    { line: 'revisit notices --status problem', says: 'emails that someone must check' },
    { line: 'revisit notices --summary', says: 'a summary of each round' },
  ],
  input: {
    followUp: followUpArgumentOf(z.string().optional(), {
      changes: false,
      help: 'the follow-up, by id or body (default: all)',
    }),
    status: option(statusInput.optional(), {
      value: '<status>',
      help: 'show only this status, or problem for all that someone must check',
    }),
    summary: flag('show what was due, asked, chased and answered in each round'),
    skipped: flag('also show emails that were not sent, and why'),
  },
  output: z.object({
    notices: z.array(noticeOutput),
    rounds: z.array(roundSummaryOutput).optional(),
  }),
  run: async (input, { service, terminal }) => {
    const revisit = await service();
    const named = input.followUp === undefined ? undefined : await findFollowUp(revisit, input.followUp);
    const every =
      named === undefined
        ? await listEveryNotice(revisit)
        : await listNoticesOf(revisit, { followUpId: named.id });
    const notices = every.filter((listed) => isWanted(listed, input));
    const nameOf = await nameEveryFollowUp(revisit);
    if (input.summary) {
      const rounds = await summariseRounds(revisit, { followUpId: named?.id });
      return {
        document: { notices: notices.map(noticeDocument), rounds: rounds.map(roundSummaryDocument) },
        text: () => renderRoundSummaries(rounds, { terminal, nameOf }),
      };
    }
    const text = (): string => {
      if (notices.length === 0) {
        return input.status === undefined
          ? 'There are no emails on record.'
          : 'There are no emails with that status.';
      }
      const newest = notices.slice(-SHOWN);
      const older = notices.length - newest.length;
      const table = renderNotices(newest, { terminal, ...(named === undefined ? { nameOf } : {}) });
      return older === 0
        ? table
        : `${table}\n\n${countOf(older, { one: 'older email is', many: 'older emails are' })} not shown. Name a follow-up, or use --json to get them all.`;
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
