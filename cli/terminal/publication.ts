import { formatDate, londonDate, type Instant } from '../../shared/domain/dates.ts';
import { bodyNameOn, shortenBodyName } from '../../shared/domain/body.ts';
import { FORESIGHT_DAYS } from '../../shared/use-cases/planning/foresee.ts';
import type { RecordedPublication } from '../../shared/use-cases/publication/publish-report.ts';
import { commandLines } from '../../shared/wording/commands.ts';
import { shortDate } from './dates.ts';
import { countOf, emailCount, emailLines, renderPlan } from './emails.ts';
import { holidayWarning } from './holiday-horizon.ts';
import { warnOfNobodyResponsible } from './responsible.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

interface Showing {
  readonly terminal: Terminal;
  readonly now: Instant;
}

/** Renders what recording a publication will cause, for the question before it is recorded. */
export function publicationSummary(planned: RecordedPublication, showing: Showing): string {
  return [...datesOf(planned, showing.terminal), '', ...foresightOf(planned, showing)].join('\n');
}

/** Renders what was recorded, and the emails that follow. */
export function publicationText(recorded: RecordedPublication, showing: Showing): string {
  const { terminal } = showing;
  const { followUp, outcome, replaces } = recorded;
  // Some emails of an existing follow-up have left. `revisit plan` shows those to come.
  if (outcome === 'present')
    return [
      ...datesOf(recorded, terminal),
      '',
      `This was recorded before${followUp.state === 'open' ? '' : ` and is ${followUp.state}`}. Nothing was written.`,
    ].join('\n');
  const moved = replaces === undefined ? [] : [`It replaces ${replaces.id}, which is withdrawn.`];
  return [
    ...datesOf(recorded, terminal),
    '',
    ...foresightOf(recorded, showing),
    '',
    ...[outcomeText(recorded), ...moved].map((line) => wrap(line, terminal)),
  ].join('\n');
}

function outcomeText({ followUp: { id, state }, outcome }: RecordedPublication): string {
  if (outcome === 'reopened' && state !== 'prepared')
    return `${id} is open again. Its withdrawal was taken back.`;
  if (state !== 'prepared') return `Recorded as ${id}.`;
  const silent = `No email leaves before revisit publish confirm ${id}.`;
  if (outcome === 'updated') return `${id} is up to date. ${silent}`;
  return outcome === 'added' ? `Prepared as ${id}. ${silent}` : `${id} is prepared again. ${silent}`;
}

function datesOf(planned: RecordedPublication, terminal: Terminal): string[] {
  const { body, followUp, milestones, recommendations, owner } = planned;
  const name = bodyNameOn(body, followUp.publishedOn);
  const verb = followUp.state === 'prepared' ? 'report to be published' : 'report published';
  const facts = [
    `${name}${followUp.simulated ? ' (SIMULATED)' : ''}: ${verb} on ${formatDate(followUp.publishedOn)}.`,
    `Owner: ${owner === undefined ? 'nobody yet' : owner.id === followUp.ownerId ? owner.name : `${owner.name}, the programme head`}.`,
    `${countOf(recommendations.length, 'recommendation')}.`,
    ...(recommendations.some(({ illustrative, timescale }) => illustrative && timescale !== undefined)
      ? ['Their timescales are illustrative and do not come from the report.']
      : []),
  ];
  const table = renderTable(
    milestones.map(({ dueOn, rule }) => [shortDate(dueOn), rule.name]),
    {
      columns: [
        { title: 'DUE', align: 'right' },
        { title: 'WHAT', flexible: true },
      ],
      terminal,
    },
  );
  return [
    wrap(facts.join(' '), terminal),
    ...warnOfNobodyResponsible(planned.isUnowned ? 1 : 0).map((line) => terminal.alert(wrap(line, terminal))),
    '',
    table,
    ...holidayWarning(planned.calendar, { furthestDueOn: planned.furthestDueOn, terminal }),
  ];
}

function foresightOf(planned: RecordedPublication, { terminal, now }: Showing): string[] {
  const { body, emails, isUnreachable, followUp } = planned;
  const name = shortenBodyName(bodyNameOn(body, followUp.publishedOn));
  const people = isUnreachable
    ? [
        wrap(
          `Nobody at ${name} can be written to. Before the first email, add a contact with ${commandLines.addContact(body.id)}.`,
          terminal,
        ),
      ]
    : [];
  const weeks = `the next ${FORESIGHT_DAYS / 7} weeks`;
  if (emails.length === 0) return [...people, `No email leaves in ${weeks}.`];
  return [
    ...people,
    `In ${weeks}, if nobody does anything, ${emailCount(emails)}:`,
    renderPlan(emailLines(emails, { bodyName: () => name, today: londonDate(now) }), { terminal, indent: 2 }),
  ];
}
