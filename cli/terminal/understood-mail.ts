import { hideTokens, withoutBlankRuns } from './mail.ts';
import type { UnderstoodMail } from '../../shared/domain/replies/understand-mail.ts';
import { visibleText } from '../../shared/domain/visible-text.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** The most characters of one text on a terminal. */
const MOST_SHOWN = 4_000;

/** The most pieces set aside that are shown. */
const MOST_PIECES = 20;

/** Renders how a mail would be understood: what becomes of it, why, and what it says. */
export function renderUnderstood(
  { file, kind, place, reason, answers, unplaced, cut, outcome, evidence }: UnderstoodMail & { file: string },
  terminal: Terminal,
): string {
  const block = (text: string): string => {
    const start = withoutBlankRuns(text.slice(0, MOST_SHOWN));
    const shown = wrap(hideTokens(visibleText(start)), { ...terminal, indent: 4 });
    return text.length <= MOST_SHOWN
      ? shown
      : `${shown}\n    … and ${text.length - MOST_SHOWN} more characters. --json has all of them.`;
  };
  const section = (title: string, text: string): string[] =>
    text === '' ? [] : [`  ${title}\n${block(text)}`];
  return [
    `${terminal.heading(file)}\n  ${kind}: ${place === 'taken' ? 'taken' : 'held for a person'} (${reason})`,
    ...section('Why', evidence.join(' ')),
    ...answers
      .slice(0, MOST_PIECES)
      .flatMap(({ recommendation, words }) => section(`Recommendation ${recommendation}`, words)),
    ...section('About no recommendation', unplaced),
    ...(outcome === undefined
      ? []
      : [
          `  Outcome\n    ${outcome.permanent ? 'no such address' : 'not delivered this time'}: ${outcome.reason}`,
        ]),
    ...cut.slice(0, MOST_PIECES).flatMap(({ why, text }) => section(`Set aside: ${why}`, text)),
    ...(cut.length <= MOST_PIECES
      ? []
      : [`  … and ${cut.length - MOST_PIECES} more pieces. --json has all of them.`]),
  ].join('\n');
}
