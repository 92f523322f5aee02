import { daysBetween, londonDate, formatTime, type PlainDate } from '../../shared/domain/dates.ts';
import type { OwedNotice } from '../../shared/domain/sending/decision.ts';
import {
  contactOf,
  mailboxOf,
  recipientPerson,
  type Recipient,
} from '../../shared/domain/sending/recipient.ts';
import type { MilestoneId, MilestoneRule, RungTime } from '../../shared/domain/programme.ts';
import { labelOfRung, type RungId } from '../../shared/domain/rungs.ts';
import type { SimulatedEmail } from '../../shared/domain/planning/simulate.ts';
import { shortDay, shortWeekday } from './dates.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/**
 * Returns what an email is about, such as "3-month, nudge". The rung alone says it if the milestone is the start or the
 * visit.
 */
export function noticeAbout(
  rule: MilestoneRule | undefined,
  { milestone, rungId }: { milestone: MilestoneId; rungId: RungId },
): string {
  const rung = labelOfRung(rule, rungId);
  return rule?.kind === 'start' || rule?.kind === 'visit' ? rung : `${rule?.column ?? milestone}, ${rung}`;
}

/** One line of a plan. */
export interface PlanLine {
  readonly on: PlainDate;
  readonly when: string;
  readonly who: string;
  readonly what: string;
  /** The date that the line is about, and the distance from it. */
  readonly why: string;
}

/**
 * Makes the lines of the emails to come, one for each rung, such as
 * `Fri 22 Jul 10am  lead, deputy, sign-off  Eastmarch 3-month  due 12 Jul +8 wd`.
 */
export function emailLines(
  emails: readonly SimulatedEmail[],
  { bodyName, today }: { bodyName: (followUpId: string) => string; today: PlainDate },
): PlanLine[] {
  const lines = new Map<string, { email: SimulatedEmail; notice: OwedNotice; who: string[] }>();
  for (const email of emails) {
    for (const notice of email.notices) {
      const key = [email.at, email.followUpId, notice.milestone.id, notice.rungId].join('/');
      const line = lines.get(key) ?? { email, notice, who: [] };
      line.who.push(roleOf(email.recipient));
      lines.set(key, line);
    }
  }
  return Array.from(lines.values(), ({ email, notice, who }) => {
    const on = londonDate(email.at);
    return {
      on,
      when: `${shortWeekday(on, today)} ${formatTime(email.at)}`,
      who: who.join(', '),
      what: `${bodyName(email.followUpId)} ${whatWords(notice)}`,
      why: whyThen(notice, today),
    };
  });
}

/** Renders the lines of a plan as a table, day by day. It shows the first `most` lines. */
export function renderPlan(
  lines: readonly PlanLine[],
  { terminal, indent = 0, most = Infinity }: { terminal: Terminal; indent?: number; most?: number },
): string {
  const ordered = [...lines].sort((a, b) => daysBetween(b.on, a.on));
  const table = renderTable(
    ordered.slice(0, most).map(({ when, who, what, why }) => [when, who, what, why]),
    {
      columns: [
        { title: '' },
        { title: '', flexible: true },
        { title: '', flexible: true },
        { title: '', flexible: true },
      ],
      terminal,
      indent,
    },
  );
  const more = ordered.length - most;
  return more > 0 ? `${table}\n${' '.repeat(indent)}… and ${more} more lines. --json has them all.` : table;
}

/** Returns a count such as "5 emails to 4 people". Each person counts once. */
export function emailCount(emails: readonly SimulatedEmail[]): string {
  const people = new Set(emails.map(({ recipient }) => mailboxOf(recipient)));
  const count = countOf(emails.length, 'email');
  if (emails.length === 0) return count;
  return `${count} to ${people.size === 1 ? 'one person' : `${people.size} people`}`;
}

function roleOf(recipient: Recipient): string {
  return contactOf(recipient)?.role ?? shortenPersonName(recipientPerson(recipient).name);
}

function whatWords({ milestone, rungId }: OwedNotice): string {
  const isOwn = milestone.rule.rungs.some((rung) => rung.id === rungId);
  return isOwn ? milestone.rule.column : labelOfRung(milestone.rule, rungId);
}

/** Returns the date of an email and its distance from it, such as "due 12 Jul +8 wd". */
function whyThen({ milestone, rungId, key, answerBy }: OwedNotice, today: PlainDate): string {
  const rule = milestone.rule.rungs.find((rung) => rung.id === rungId);
  if (rule === undefined) return '';
  if (rule.kind === 'request') return `asks by ${shortDay(answerBy ?? key.dueOn, today)}`;
  if (rule.at.from === 'publication')
    return `published ${shortDay(milestone.publishedOn, today)} ${offsetWords(rule.at)}`;
  return `due ${shortDay(key.dueOn, today)} ${offsetWords(rule.at)}`;
}

/** Returns a distance such as "+8 wd" or "-84 days". */
function offsetWords({ workingDays, days }: RungTime): string {
  const count = workingDays ?? days ?? 0;
  const unit = workingDays === undefined ? (Math.abs(count) === 1 ? 'day' : 'days') : 'wd';
  return `${count < 0 ? '-' : '+'}${Math.abs(count)} ${unit}`;
}

/** Returns a short name, such as "P. Nair" for "Priya Nair". */
export function shortenPersonName(name: string): string {
  const words = name.split(' ');
  const last = words.at(-1) ?? name;
  return words.length === 1 ? name : `${(words[0] ?? '').charAt(0)}. ${last}`;
}

export function countOf(count: number, noun: string | { one: string; many: string }): string {
  const { one, many } = typeof noun === 'string' ? { one: noun, many: `${noun}s` } : noun;
  return `${count} ${count === 1 ? one : many}`;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
