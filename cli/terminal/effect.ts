import {
  formatDayAndMonth,
  londonDate,
  formatTime,
  type Instant,
  type PlainDate,
} from '../../shared/domain/dates.ts';
import { contactOf, recipientPerson, type Recipient } from '../../shared/domain/sending/recipient.ts';
import type { Effect, EmailChange, MovedDate } from '../../shared/domain/planning/work-out-effect.ts';
import { shortDate, shortWeekday } from './dates.ts';
import { countOf, noticeAbout } from './emails.ts';
import { renderTable, type Column } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** The most rows of each table. The document has them all. */
const ROWS = 24;

/** Renders what a change will do: the dates that move, and the emails that change. */
export function renderEffect(
  effect: Effect,
  rendering: {
    now: Instant;
    terminal: Terminal;
    bodyName: (followUpId: string) => string;
    several?: boolean;
  },
): string {
  return [...renderDates(effect.dates, rendering), ...renderEmailChanges(effect, rendering)].join('\n');
}

interface Rendering {
  readonly now: Instant;
  readonly terminal: Terminal;
  readonly bodyName: (followUpId: string) => string;
  /** True for a change to many follow-ups. Each row then names its body. */
  readonly several?: boolean;
}

function renderDates(dates: readonly MovedDate[], rendering: Rendering): string[] {
  if (dates.length === 0) return [];
  const table = renderTable(
    dates
      .slice(0, ROWS)
      .map((date) => [
        ...(rendering.several === true ? [rendering.bodyName(date.followUpId)] : []),
        date.name,
        dateWords(date.dueBefore, date.shownBefore),
        dateWords(date.dueAfter, date.shownAfter),
      ]),
    {
      columns: [
        ...bodyColumn(rendering),
        { title: 'DATE', flexible: true },
        { title: 'WAS', flexible: true },
        { title: 'WILL BE', flexible: true },
      ],
      terminal: rendering.terminal,
      indent: 2,
    },
  );
  return [
    `${countOf(dates.length, { one: 'date moves', many: 'dates move' })}:`,
    table,
    ...moreRowsLine(dates.length),
  ];
}

function renderEmailChanges(
  { emails, dates }: Effect,
  { now, several, bodyName, terminal }: Rendering,
): string[] {
  if (emails.length === 0) return ['No email to come is added, moved or cancelled.'];
  const rows = byRung(emails);
  const table = renderTable(
    rows
      .slice(0, ROWS)
      .map(({ email, roles }) => [
        leavesWords(email.before, { other: email.after, now }) ??
          (isWaiting(email, { dates, when: 'dueBefore' }) ? 'waits' : '-'),
        leavesWords(email.after, { other: email.before, now }) ??
          (isWaiting(email, { dates, when: 'dueAfter' }) ? 'waits' : 'not sent'),
        roles.join(', '),
        `${several === true ? `${bodyName(email.followUpId)} ` : ''}${aboutWords(email)}`,
      ]),
    {
      columns: [
        { title: 'WAS' },
        { title: 'WILL BE' },
        { title: 'TO', flexible: true },
        { title: 'EMAIL', flexible: true },
      ],
      terminal,
      indent: 2,
    },
  );
  return [wrap(countsOf(emails), terminal), table, ...moreRowsLine(rows.length)];
}

/** Tells whether an email waits because the clock of its date is stopped. It may leave when the clock starts again. */
function isWaiting(
  { followUpId, milestone }: EmailChange,
  { dates, when }: { dates: readonly MovedDate[]; when: 'dueBefore' | 'dueAfter' },
): boolean {
  const moved = dates.find((date) => date.followUpId === followUpId && date.milestone === milestone);
  return moved !== undefined && moved[when] === undefined;
}

interface RungRow {
  readonly email: EmailChange;
  readonly roles: string[];
}

/** Puts an email and its copies into one row. */
function byRung(emails: readonly EmailChange[]): RungRow[] {
  const rows = new Map<string, RungRow>();
  for (const email of emails) {
    const { followUpId, milestone, rungId, before, after } = email;
    const name = [followUpId, milestone, rungId, before?.epochMilliseconds, after?.epochMilliseconds].join(
      '/',
    );
    const row = rows.get(name) ?? { email, roles: [] };
    row.roles.push(whoWords(email.recipient));
    rows.set(name, row);
  }
  return [...rows.values()];
}

function whoWords(recipient: Recipient): string {
  return contactOf(recipient)?.role ?? recipientPerson(recipient).name;
}

/** Returns a heading such as "Emails to come, if nobody does anything else: 2 changed, 1 cancelled:". */
function countsOf(emails: readonly EmailChange[]): string {
  const added = emails.filter(({ before }) => before === undefined).length;
  const cancelled = emails.filter(({ after }) => after === undefined).length;
  const changed = emails.length - added - cancelled;
  const counts = [
    ...(added > 0 ? [`${added} added`] : []),
    ...(changed > 0 ? [`${changed} changed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
  ];
  return `Emails to come, if nobody does anything else: ${counts.join(', ')}:`;
}

function bodyColumn({ several }: Rendering): Column[] {
  return several === true ? [{ title: 'BODY', flexible: true }] : [];
}

function moreRowsLine(count: number): string[] {
  return count > ROWS ? [`  … and ${count - ROWS} more. --json lists them all.`] : [];
}

/** Returns a due date and the working day that people are shown, such as "2 May 2016 (shown as 29 April)". */
function dateWords(due: PlainDate | undefined, shown: PlainDate | undefined): string {
  if (due === undefined) return 'waits';
  return shown === undefined || shown.equals(due)
    ? shortDate(due)
    : `${shortDate(due)} (shown as ${formatDayAndMonth(shown)})`;
}

/**
 * Returns the day of an email, such as "Tue 12 Apr". It adds the year if it is not this year, and the time if only the time
 * changes.
 */
function leavesWords(
  at: Instant | undefined,
  { other, now }: { other: Instant | undefined; now: Instant },
): string | undefined {
  if (at === undefined) return undefined;
  const on = londonDate(at);
  const day = shortWeekday(on, londonDate(now));
  const isSameDay = other !== undefined && londonDate(other).equals(on);
  return isSameDay && other.epochMilliseconds !== at.epochMilliseconds ? `${day} ${formatTime(at)}` : day;
}

function aboutWords({ rule, milestone, rungId, before, after, answerBy }: EmailChange): string {
  const about = noticeAbout(rule, { milestone, rungId });
  const isSameMoment = before !== undefined && before.epochMilliseconds === after?.epochMilliseconds;
  const date = isSameMoment && answerBy !== undefined ? ` (now by ${formatDayAndMonth(answerBy)})` : '';
  return `${about}${date}`;
}
