import { sharedBodyWords } from '../../shared/domain/body-words.ts';
import { labelFollowUp, type ShortName } from '../../shared/domain/finding/follow-up-names.ts';
import { londonDate, type Instant } from '../../shared/domain/dates.ts';
import { sentAtOf } from '../../shared/domain/returns/rounds.ts';
import type { RoundSummary } from '../../shared/use-cases/returns/summarise-rounds.ts';
import { shortDate } from './dates.ts';
import { soFarWords } from './so-far.ts';
import { renderTable } from './table.ts';
import type { Terminal } from './terminal.ts';

/** Renders a table of the rounds: what was due, asked, accepted by mail systems, chased and answered. */
export function renderRoundSummaries(
  rounds: readonly RoundSummary[],
  { terminal, nameOf }: { terminal: Terminal; nameOf: (followUpId: string) => ShortName },
): string {
  if (rounds.length === 0) return 'No follow-up is running.';
  const table = renderTable(
    rounds.map((summary) => [
      `${labelFollowUp(summary.bodyName, nameOf(summary.followUpId))}${summary.simulated ? ' (SIMULATED)' : ''}`,
      summary.milestone.rule.column,
      shortDate(summary.milestone.dueOn),
      dayOf(summary.askedAt),
      dayOf(summary.acceptedAt),
      summary.chased === 0 ? '-' : `${summary.chased}x`,
      answeredWords(summary),
    ]),
    {
      columns: [
        { title: sharedBodyWords(rounds.map(({ body }) => body)).column.toUpperCase(), flexible: true },
        { title: 'ROUND' },
        { title: 'DUE', align: 'right' },
        { title: 'ASKED', align: 'right' },
        { title: 'ACCEPTED', align: 'right' },
        { title: 'CHASED', align: 'right' },
        { title: 'ANSWERED', flexible: true },
      ],
      terminal,
    },
  );
  return `${table}\n\nACCEPTED is the day on which their mail system accepted the request. We do not know whether it was read.`;
}

function answeredWords({ returned, standing }: RoundSummary): string {
  if (returned !== undefined) {
    const how = returned.how === 'form' ? '' : `, by ${returned.how}`;
    return `${shortDate(londonDate(sentAtOf(returned)))}, ${returned.answered} of ${returned.asked}${how}`;
  }
  const words = soFarWords(standing);
  return words === '' ? '-' : `not yet: ${words}`;
}

function dayOf(at: Instant | undefined): string {
  return at === undefined ? '-' : shortDate(londonDate(at));
}
