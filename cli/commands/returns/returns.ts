import { headingInSentence } from '../../terminal/tasks.ts';
import { findRule } from '../../../shared/domain/programme.ts';
import * as z from 'zod';
import { sentAnswerSchema } from '../../../shared/contracts/form-stored.ts';
import { instant } from '../../../shared/contracts/temporal.ts';
import { addWorkingDays } from '../../../shared/domain/clocks/calendar.ts';
import { countOf } from '../../terminal/emails.ts';
import { formatDate, isEarlier, londonDate } from '../../../shared/domain/dates.ts';
import type { SentReturn } from '../../../shared/ports/form-reading.ts';
import { seeFollowUp, type SeenFollowUp } from '../../../shared/use-cases/desk/see-follow-up.ts';
import { defineCommand, flag } from '../../command/command.ts';
import { followUpToRead } from '../../input/parameters.ts';
import { renderReturn } from '../../terminal/return-text.ts';
import { soFarWords } from '../../terminal/so-far.ts';
import { wrap } from '../../terminal/wrap.ts';

export const showReturns = defineCommand({
  summary: "Show a body's returns with every answer",
  description:
    "Shows the newest return, or every return with --all. The answers are OFFICIAL-SENSITIVE, and are the body's own view. The audit records that you read them. Record your own view with revisit judge.",
  examples: [
    { line: 'revisit returns essex', says: 'the newest return' },
    { line: 'revisit returns essex --all', says: 'every version of every return' },
  ],
  input: { followUp: followUpToRead, all: flag('show every version of every return') },
  output: z.object({
    followUp: z.string(),
    /** Emails whose text is in the form, and that the body has not sent from there. */
    unsent: z.array(
      z.object({
        mail: z.string(),
        receivedAt: instant,
        recommendations: z.array(z.int()),
        unplaced: z.int(),
      }),
    ),
    returns: z.array(
      z.object({
        reference: z.string(),
        round: z.string(),
        version: z.int(),
        receivedAt: instant,
        /** When somebody pressed Send, if they confirmed it with a code later. */
        sentAt: instant.optional(),
        how: z.enum(['form', 'letter', 'email', 'other']),
        from: z.string().optional(),
        approvedBy: z.object({ name: z.string(), rank: z.string(), on: z.string() }).optional(),
        /** What the owner should check first, such as `done-without-check:1,3`. */
        flags: z.array(z.string()),
        /** When the inspectorate accepted the return. */
        acceptedAt: instant.optional(),
        answers: z.array(z.object({ recommendation: z.int(), answer: sentAnswerSchema })),
      }),
    ),
  }),
  run: async ({ followUp, all }, { service, terminal, nameOf, by }) => {
    const revisit = await service();
    const seen = await seeFollowUp(revisit, followUp);
    const name = await nameOf(seen.followUp);
    const returns = all ? seen.returns : seen.returns.slice(-1);
    if (returns.length > 0) {
      await revisit.audits.recordReading(seen.followUp.id, {
        at: revisit.clock.now(),
        by,
        action: 'read-return',
        summary: `Read ${returns.map(({ reference }) => reference).join(', ')}.`,
      });
    }
    const document = {
      followUp: seen.followUp.id,
      unsent: seen.unsent.map(({ mailId, receivedAt, recommendations, unplaced }) => ({
        mail: mailId,
        receivedAt,
        recommendations: [...recommendations],
        unplaced,
      })),
      returns: returns.map((sent) => ({
        reference: sent.reference,
        round: sent.round,
        version: sent.version,
        receivedAt: sent.receivedAt,
        sentAt: sent.sentAt,
        how: sent.how,
        from: sent.contactId,
        approvedBy: sent.approvedBy,
        flags: [...summaryOf(sent, seen).flags],
        acceptedAt: acceptedAt(sent, seen),
        answers: Array.from(sent.sentAnswers, ([recommendation, answer]) => ({ recommendation, answer })),
      })),
    };
    const text = (): string => {
      const unsent = unsentWords(seen, name);
      if (returns.length === 0) return [notYet(seen), ...unsent].join('\n\n');
      const rendered = returns.map((sent) =>
        renderReturn(sent, {
          recommendations: seen.record.recommendations,
          contacts: seen.contacts,
          standing: standingOf(sent, { seen, name }),
          terms: seen.programme.terms,
          round: headingInSentence(findRule(seen.programme, sent.round), sent.round),
          terminal,
        }),
      );
      const earlier = seen.returns.length - returns.length;
      const more = earlier === 0 ? [] : [`For ${earlier} earlier, use revisit returns ${name} --all`];
      return ['OFFICIAL-SENSITIVE', ...rendered, ...unsent, ...more.map((line) => wrap(line, terminal))].join(
        '\n\n',
      );
    };
    return { document, text };
  },
});

/** Lists emails that wait in the form, with commands to read one and to record it if the body asks for that. */
function unsentWords({ unsent }: SeenFollowUp, name: string): string[] {
  const newest = unsent.at(-1);
  if (newest === undefined) return [];
  const mails = unsent.map(({ mailId, receivedAt, recommendations, unplaced }) => {
    const about = recommendations.length === 0 ? '' : `, about ${recommendations.join(', ')}`;
    const rest = unplaced === 0 ? '' : `, ${countOf(unplaced, 'part')} to place`;
    return `  email of ${formatDate(londonDate(receivedAt))}${about}${rest}\n  > revisit inbox show ${mailId}`;
  });
  return [
    ['These emails are in the form, and the body must check and send them:', ...mails].join('\n'),
    `If they ask you to record it for them:\n  > revisit returns record ${name} --how email --received-on ${londonDate(newest.receivedAt).toString()} --milestone ${newest.round}`,
  ];
}

function notYet({ bodyName, rounds }: SeenFollowUp): string {
  const waiting = rounds.map(({ standing }) => soFarWords(standing)).find((words) => words !== '');
  return `${bodyName} has sent no return.${waiting === undefined ? '' : ` So far: ${waiting}.`}`;
}

function roundOf(sent: SentReturn, seen: SeenFollowUp) {
  return seen.record.rounds.find(({ id }) => id === sent.round);
}

function summaryOf(sent: SentReturn, seen: SeenFollowUp): { flags: readonly string[] } {
  return roundOf(sent, seen)?.returns.find(({ version }) => version === sent.version) ?? { flags: [] };
}

/** Returns when the inspectorate accepted a return. It accepts only what it has read, so a later return is not accepted. */
function acceptedAt(sent: SentReturn, seen: SeenFollowUp) {
  const at = roundOf(sent, seen)?.acceptedAt;
  return at === undefined || isEarlier(at, sent.receivedAt) ? undefined : at;
}

function standingOf(sent: SentReturn, { seen, name }: { seen: SeenFollowUp; name: string }): string {
  const { context } = seen;
  const round = roundOf(sent, seen);
  const { flags } = summaryOf(sent, seen);
  const look = flags.length === 0 ? '' : ` Check: ${flags.map(flagWords).join('; ')}.`;
  const accepted = acceptedAt(sent, seen);
  if (accepted !== undefined) return `Accepted ${formatDate(londonDate(accepted))}.${look}`;
  const asked = round?.askedAgain;
  if (asked !== undefined && !isEarlier(asked.askedAt, sent.receivedAt)) {
    return `We asked again about ${asked.recommendations.join(', ')}, to answer by ${formatDate(asked.answerBy)}.${look}`;
  }
  const readBy = addWorkingDays(londonDate(sent.receivedAt), {
    days: context.programme.readingWorkingDays,
    calendar: context.calendar,
  });
  return `Not accepted yet. Read it by ${formatDate(readBy)}, then run revisit returns accept ${name}.${look}`;
}

/** Returns a flag in words, such as "same text in 1, 3" for `identical-text:1,3`. */
function flagWords(flag: string): string {
  const [kind = '', numbers = ''] = flag.split(':');
  const where = numbers.split(',').join(', ');
  const words: Readonly<Record<string, string>> = {
    'identical-text': 'same text in',
    'same-text-as-last-time': 'same text as last time in',
    'moved-back': 'moved back:',
    'done-without-check': 'done without a check:',
  };
  return `${words[kind] ?? kind} ${where}`;
}
