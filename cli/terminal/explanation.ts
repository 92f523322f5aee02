import {
  formatDate,
  isAfter,
  londonDate,
  formatTime,
  weekdayName,
  type Instant,
} from '../../shared/domain/dates.ts';
import type { HeldRung, OwedNotice } from '../../shared/domain/sending/decision.ts';
import type { ExplainedRung } from '../../shared/domain/planning/explain-ladder.ts';
import type { Milestone } from '../../shared/domain/clocks/milestones.ts';
import { noticeId, noticeStatus, type Notice } from '../../shared/domain/notice.ts';
import { findRule, type MilestoneId, type Programme } from '../../shared/domain/programme.ts';
import { labelOfRung, type RungId } from '../../shared/domain/rungs.ts';
import type { ExplainedMilestone, ExplainedPerson } from '../../shared/use-cases/desk/explain-follow-up.ts';
import { shortDate } from './dates.ts';
import { statusWords } from './notices.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Renders one date, with the rule that gives it and every move. `withLadder` adds the table of its rungs. */
export function milestoneLines(
  { milestone, revisions, ladder }: ExplainedMilestone,
  { terminal, withLadder }: { terminal: Terminal; withLadder: boolean },
): string[] {
  const { rule, explanation } = milestone;
  const name = rule.name.charAt(0).toUpperCase() + rule.name.slice(1);
  const line = (text: string): string => wrap(text, { ...terminal, indent: 2 });
  return [
    terminal.heading(`${name}: ${dueWords(milestone)}`),
    line(explanation),
    ...revisions.map(({ revisedDueOn, recordedAt, recordedBy }) =>
      line(`Moved to ${formatDate(revisedDueOn)} on ${formatDate(londonDate(recordedAt))} by ${recordedBy}.`),
    ),
    line(`Ground: ${rule.ground}.`),
    ...(withLadder ? ['', ladderTable(ladder, terminal)] : []),
  ];
}

function dueWords({ suspended, dueOn, originalDueOn }: Milestone): string {
  if (suspended) return `waits, originally ${formatDate(originalDueOn)}`;
  return dueOn.equals(originalDueOn)
    ? formatDate(dueOn)
    : `${formatDate(dueOn)}, originally ${formatDate(originalDueOn)}`;
}

function ladderTable(ladder: readonly ExplainedRung[], terminal: Terminal): string {
  return renderTable(
    ladder.map(({ rule, day, notices }) => [
      `${weekdayName(day).slice(0, 3)} ${shortDate(day)}`,
      rule.label,
      rule.to.join(', '),
      rule.kind === 'task' ? 'on the desk, no email' : outcomeOf(notices),
    ]),
    {
      columns: [
        { title: 'FALLS ON' },
        { title: 'RUNG' },
        { title: 'TO', flexible: true },
        { title: 'OUTCOME', flexible: true },
      ],
      terminal,
      indent: 2,
    },
  );
}

function outcomeOf(notices: readonly Notice[]): string {
  const newest = notices.filter(({ key }) => !key.rung.includes('-copy-')).at(-1) ?? notices.at(-1);
  if (newest === undefined) return 'not sent yet';
  const status = noticeStatus(newest.facts);
  const at = newest.facts[status];
  if (status === 'skipped') return `not sent: ${newest.reason ?? 'no reason recorded'}`;
  return at === undefined ? statusWords[status] : `${statusWords[status]} ${momentWords(at)}`;
}

/** Returns a moment such as "22 Mar 2016, 10:01am". */
function momentWords(at: Instant): string {
  return `${shortDate(londonDate(at))}, ${formatTime(at)}`;
}

/** Renders sentences about why a person did or did not get an email on a day. They include the proof if an email left. */
export function personLines(
  explained: ExplainedPerson,
  rendering: { terminal: Terminal; programme: Programme; bodyName: string },
): string[] {
  const { person, on } = explained;
  const head = `${person.name} (${person.role}), ${weekdayName(on)} ${formatDate(on)}`;
  return [
    rendering.terminal.heading(head),
    ...sentencesOf(explained, rendering).map((sentence) =>
      wrap(sentence, { ...rendering.terminal, indent: 2 }),
    ),
  ];
}

interface Wording {
  readonly programme: Programme;
  readonly bodyName: string;
}

function sentencesOf(explained: ExplainedPerson, wording: Wording): string[] {
  const { day, foreseen, notRunning, on, now } = explained;
  if (day.sent.length > 0) return day.sent.flatMap((notice) => sentSentences(notice, wording));
  if (foreseen.length > 0) {
    return foreseen.flatMap(({ at, notices }) =>
      notices.map(
        (notice) =>
          `If nobody does anything, the ${owedName(notice)} leaves on that day at ${formatTime(at)}.`,
      ),
    );
  }
  if (notRunning !== undefined) return [`No email: ${notRunning}.`];
  const isToCome = isAfter(on, londonDate(now));
  return [
    isToCome ? 'No email is planned.' : 'No email was sent.',
    ...whyNot(explained, wording),
    ...nextSentence(explained),
  ];
}

function sentSentences(notice: Notice, { programme, bodyName }: Wording): string[] {
  const { facts, key, rungId, sesMessageId, reason } = notice;
  const name = rungName(key.milestone, { rungId, programme });
  const left = facts.claimed === undefined ? '' : `The ${name} was sent at ${formatTime(facts.claimed)}`;
  const proof = `Proof: notice ${noticeId(key)}${sesMessageId === undefined ? '' : `, mail service’s id ${sesMessageId}`}.`;
  const status = noticeStatus(facts);
  const at = facts[status];
  const when = at === undefined ? '' : ` at ${formatTime(at)} on ${formatDate(londonDate(at))}`;
  const because = reason === undefined ? '' : ` (${reason})`;
  if (status === 'delivered') return [`${left}, and accepted by ${bodyName}’s mail system${when}.`, proof];
  if (status === 'accepted') {
    return [
      `${left}, and the mail service took it${when}. The recipient’s mail system has not answered yet.`,
      proof,
    ];
  }
  if (status === 'unknown') {
    return [
      `${left}, but it may not have left${because}. Revisit does not send it again unless you ask.`,
      proof,
    ];
  }
  return [`${left}. What we know: ${statusWords[status]}${when}${because}.`, proof];
}

function whyNot({ person, isSendingDay, isInRole, day, on }: ExplainedPerson, wording: Wording): string[] {
  const reasons: string[] = [];
  if (!isInRole) reasons.push(`${person.name} was not ${person.role} on that day.`);
  const unreachable = 'unreachable' in person ? person.unreachable : undefined;
  if (unreachable !== undefined && !isAfter(londonDate(unreachable.since), on)) {
    reasons.push(
      `No email has gone to that address since ${formatDate(londonDate(unreachable.since))}, because it ${unreachable.reason}.`,
    );
  }
  if (!isSendingDay)
    reasons.push(
      'No emails leave on that day. It is not a working day, or it is between 24 December and 1 January.',
    );
  for (const notice of day.owed) {
    reasons.push(
      `Under the rules, the ${owedName(notice)} was due on that day from 10am. There is no record that it left.`,
    );
  }
  const held = day.held.map((rung) => heldSentence(rung, wording));
  const skipped = day.skipped.map(
    ({ key, rungId, reason }) =>
      `The ${rungName(key.milestone, { rungId, programme: wording.programme })} is not sent: ${reason ?? 'no reason recorded'}.`,
  );
  reasons.push(...new Set([...held, ...skipped]));
  if (reasons.length === 0) reasons.push('No email to them was due on that day.');
  return reasons;
}

function heldSentence({ milestone, rungId, reason, until }: HeldRung, { programme }: Wording): string {
  const end = until === undefined ? '' : `, until ${formatDate(until)}`;
  if (reason === 'answered') return `The ${milestoneName(milestone, programme)} is answered.`;
  return `The ${rungName(milestone, { rungId, programme })} waited: ${reason}${end}.`;
}

function nextSentence({ day }: ExplainedPerson): string[] {
  return day.nextOn === undefined || !isAfter(day.nextOn, day.on)
    ? []
    : [`The next day on which someone may be owed an email is ${formatDate(day.nextOn)}.`];
}

function owedName({ milestone, rungId, copy }: OwedNotice): string {
  const { rule } = milestone;
  const name = rule.kind === 'start' ? rule.column : `${rule.name} (${labelOfRung(rule, rungId)})`;
  return copy ? `copy of the ${name}` : name;
}

function rungName(
  milestone: MilestoneId,
  { rungId, programme }: { rungId: RungId; programme: Programme },
): string {
  const rule = findRule(programme, milestone);
  if (rule?.kind === 'start') return `email with the ${rule.column}`;
  return `${rule?.name ?? milestone} (${labelOfRung(rule, rungId)})`;
}

function milestoneName(id: MilestoneId, programme: Programme): string {
  return findRule(programme, id)?.name ?? id;
}
