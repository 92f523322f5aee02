import { sharedBodyWords } from '../../shared/domain/body-words.ts';
import { londonDate, formatTime, type Instant } from '../../shared/domain/dates.ts';
import { labelFollowUp, type ShortName } from '../../shared/domain/finding/follow-up-names.ts';
import { isProblem, noticeStatus, type NoticeStatus } from '../../shared/domain/notice.ts';
import { startOf, type ListedNotice } from '../../shared/use-cases/sending/list-notices.ts';
import { shortDate } from './dates.ts';
import { noticeAbout } from './emails.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What we know about an email, in words that do not claim more than we know. */
export const statusWords: Readonly<Record<NoticeStatus, string>> = {
  skipped: 'not sent',
  resendAsked: 'will be sent again',
  claimed: 'being sent',
  unknown: 'unknown: may have left',
  failed: 'not sent: failed',
  accepted: 'handed to the mail service',
  delayed: 'delayed on its way',
  transientBounce: 'came back for now',
  delivered: 'accepted by their mail system',
  suppressed: 'not accepted: suppressed',
  rejected: 'not accepted: rejected',
  permanentBounce: 'not accepted: bounced',
  complained: 'complained about',
};

/** Renders the ledger as a table. With `nameOf`, it has a column for the body. */
export function renderNotices(
  notices: readonly ListedNotice[],
  { terminal, nameOf }: { terminal: Terminal; nameOf?: (followUpId: string) => ShortName },
): string {
  return renderTable(
    notices.map((listed) => {
      const { notice, bodyName, recipient } = listed;
      const status = statusWords[noticeStatus(notice.facts)];
      return [
        momentWords(startOf(notice)),
        ...(nameOf === undefined ? [] : [labelFollowUp(bodyName, nameOf(notice.key.followUpId))]),
        recipient === undefined ? notice.key.contactId : recipient.role,
        aboutWords(listed),
        isProblem(notice) ? terminal.alert(status) : statusText(listed),
      ];
    }),
    {
      columns: [
        { title: 'WHEN', align: 'right' },
        ...(nameOf === undefined
          ? []
          : [{ title: sharedBodyWords(notices.map(({ body }) => body)).column.toUpperCase() }]),
        { title: 'TO' },
        { title: 'ABOUT', flexible: true },
        { title: 'WHAT WE KNOW', flexible: true },
      ],
      terminal,
    },
  );
}

/** Returns what an email is about, such as "3-month, nudge". */
export function aboutWords({ notice, rule }: Pick<ListedNotice, 'notice' | 'rule'>): string {
  return noticeAbout(rule, { milestone: notice.key.milestone, rungId: notice.rungId });
}

function statusText({ notice }: ListedNotice): string {
  const status = noticeStatus(notice.facts);
  if (status === 'skipped' && notice.reason !== undefined) return `not sent: ${notice.reason}`;
  const at = status === 'delivered' ? momentWords(notice.facts.delivered) : '';
  return at === '' || at === momentWords(startOf(notice))
    ? statusWords[status]
    : `${statusWords[status]} ${at}`;
}

/** Returns a moment such as "22 Mar 2016 10am". */
export function momentWords(at: Instant | undefined): string {
  return at === undefined ? '' : `${shortDate(londonDate(at))} ${formatTime(at)}`;
}
