import { londonDate, timeInWords } from '../../shared/domain/dates.ts';
import type { OwedNotice, Recipient } from '../../shared/domain/decision.ts';
import type { RungId } from '../../shared/domain/programme.ts';
import type { SimulatedEmail } from '../../shared/domain/simulate.ts';
import { shortWeekday } from './dates.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What an email is about, in the fewest words. */
export const rungWords: Readonly<Record<RungId, string>> = {
  dates: 'the dates',
  'statutory-date': 'statutory date',
  'statutory-reminder': 'statutory date again',
  request: 'request',
  nudge: 'nudge',
  'can-we-help': 'can we help?',
  'still-needed': 'still needed',
  ring: 'ring them',
  decide: 'choose the follow-up',
  book: 'book the revisit',
  unbooked: 'revisit not booked',
  'chief-inspectors-list': "chief inspector's list",
  'needs-a-reason': 'needs a reason',
  receipt: 'receipt',
  questions: 'questions',
  announced: 'visit announced',
  unreachable: 'nobody reachable',
  complaint: 'complaint',
  'more-time-asked': 'more time asked',
  handover: 'handed over',
  'reply-read': 'reply read',
  digest: 'Monday digest',
  assurance: 'weekly assurance',
};

/** Emails to come, one line each: when, to whom, about what. */
export function renderEmails(
  emails: readonly SimulatedEmail[],
  { forceName, terminal }: { forceName: (followUpId: string) => string; terminal: Terminal },
): string {
  return renderTable(
    emails.map((email) => [
      `${shortWeekday(londonDate(email.at))} ${timeInWords(email.at)}`,
      recipientWords(email.recipient),
      `${forceName(email.followUpId)}: ${email.notices.map(noticeWords).join('; ')}`,
    ]),
    {
      columns: [{ title: '' }, { title: '', flexible: true }, { title: '', flexible: true }],
      terminal,
      indent: 2,
    },
  );
}

export function recipientWords(recipient: Recipient): string {
  return recipient.kind === 'contact'
    ? `${recipient.contact.name} (${recipient.contact.role})`
    : recipient.staff.name;
}

export function noticeWords({ rungId, milestone, copy }: OwedNotice): string {
  const about =
    milestone.id === 'publication' || milestone.id === 'revisit'
      ? rungWords[rungId]
      : `${milestone.rule.name}, ${rungWords[rungId]}`;
  return copy ? `${about} (copy)` : about;
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
