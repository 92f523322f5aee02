import { formatDate, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { Statement } from '../../domain/statement.ts';
import { paragraph, type Block } from '../email-content.ts';
import type { CorrectionSection, Report, ToldChange } from '../email-facts.ts';
import { promiseBy } from './ask-by.ts';
import { formatDays, nameReport, type Telling } from './phrases.ts';
import { addresseeName, type SectionWords } from './section-words.ts';

/** Takes back what we told somebody and what no longer holds. It never gives a day that is not announced. */
export function correctionWords(section: CorrectionSection, { today }: Telling): SectionWords {
  const { report, reader } = section;
  const sentences = changeBlocks(section, today);
  const asks = section.changes.some(({ now }) => now.says === 'answer-by');
  return {
    subject: subjectOf(section),
    severalSubject: ({ reports }) => `Changed: ${reports}`,
    letter: [
      ...(section.isClosed ? [paragraph(`Our follow-up of ${nameOfReport(report)} is closed.`)] : []),
      ...sentences,
      paragraph(asks ? 'Is a date difficult? Reply to this email.' : 'You do not need to do anything.'),
    ],
    brief: sentences,
    copy: sentences,
    briefCopy: `We have written to ${addresseeName(reader)} about a change`,
  };
}

/** Returns one paragraph for each change. Emails of the ladder begin with them if they carry a change. */
export function changeBlocks(
  { report, changes, isClosed }: Pick<CorrectionSection, 'report' | 'changes' | 'isClosed'>,
  today: PlainDate,
): Block[] {
  return changes.map((change) => {
    const when = formatDate(londonDate(change.toldAt));
    return paragraph(
      `On ${when} we ${whatWeSaid(change, report)}. ${whatIsSo(change, { report, isClosed, today })}`,
    );
  });
}

function subjectOf({ report, changes, isClosed }: CorrectionSection): string {
  const name = nameReport(report);
  if (isClosed) return `Closed: ${name} ${report.subject} follow-up`;
  const about = new Set(changes.map(({ was, name: what }) => (isAboutVisit(was) ? 'revisit' : what)));
  const [only] = about;
  return about.size === 1 && only !== undefined ? `Changed: ${name} ${only}` : `Changed: ${name} dates`;
}

function isAboutVisit({ says }: Statement): boolean {
  return ['revisit-by', 'revisit-stopped', 'no-revisit', 'visit', 'no-visit-days'].includes(says);
}

function nameOfReport(report: Report): string {
  return `the ${report.subject} ${report.document.short} on ${report.bodyName}`;
}

function whatWeSaid({ was, name }: ToldChange, report: Report): string {
  switch (was.says) {
    case 'answer-by':
    case 'comments-by':
      return `gave you ${formatDate(was.on)} as the date for the ${name}`;
    case 'not-needed':
      return `wrote that you do not need to send the ${name}`;
    case 'round-stopped':
      return `wrote that the clock of the ${name} was stopped`;
    case 'revisit-by':
      return `wrote that we aim to revisit by ${formatDate(was.on)}`;
    case 'revisit-stopped':
      return 'wrote that the clock of our revisit was stopped';
    case 'no-revisit':
      return 'wrote that there would be no revisit';
    case 'visit':
      return `wrote that we would revisit ${report.bodyName} ${formatDays(was.firstOn, was.lastOn)}`;
    case 'no-visit-days':
      return 'wrote that the days of our revisit were not fixed';
  }
}

function whatIsSo(
  { now, name }: ToldChange,
  { report, isClosed, today }: Pick<CorrectionSection, 'report' | 'isClosed'> & { today: PlainDate },
): string {
  switch (now.says) {
    case 'answer-by':
    case 'comments-by':
      return `The date is now ${formatDate(now.on)}.`;
    case 'not-needed':
      return `You no longer need to send the ${name}.`;
    case 'round-stopped':
      return 'The clock is stopped. You do not need to send it for now. We will write again when it goes on.';
    case 'revisit-by':
      return `We now aim to revisit${promiseBy({ by: now.on, today }, 'as soon as we can')}.`;
    case 'revisit-stopped':
      return 'That clock is stopped. We will write again when it goes on.';
    case 'no-revisit':
      return 'We no longer plan to revisit.';
    case 'visit':
      return `We will now revisit ${report.bodyName} ${formatDays(now.firstOn, now.lastOn)}.`;
    case 'no-visit-days':
      return `That no longer holds. We are sorry for the trouble.${isClosed ? '' : ' We will write again when new days are fixed.'}`;
  }
}
