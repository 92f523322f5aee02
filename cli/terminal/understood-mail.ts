import { hideTokens } from './mail.ts';
import type { UnderstoodMail } from '../../shared/domain/replies/understand-mail.ts';
import { visibleText } from '../../shared/domain/visible-text.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

/** Renders how a mail would be understood: what becomes of it, why, and what it says. */
export function renderUnderstood(
  { file, kind, place, reason, answers, unplaced, cut, outcome, evidence }: UnderstoodMail & { file: string },
  terminal: Terminal,
): string {
  const block = (text: string): string => wrap(hideTokens(visibleText(text)), { ...terminal, indent: 4 });
  const section = (title: string, text: string): string[] =>
    text === '' ? [] : [`  ${title}\n${block(text)}`];
  return [
    `${terminal.heading(file)}\n  ${kind}: ${place === 'taken' ? 'taken' : 'held for a person'} (${reason})`,
    ...section('Why', evidence.join(' ')),
    ...answers.flatMap(({ recommendation, words }) => section(`Recommendation ${recommendation}`, words)),
    ...section('About no recommendation', unplaced),
    ...(outcome === undefined
      ? []
      : [
          `  Outcome\n    ${outcome.permanent ? 'no such address' : 'not delivered this time'}: ${outcome.reason}`,
        ]),
    ...cut.flatMap(({ why, text }) => section(`Set aside: ${why}`, text)),
  ].join('\n');
}
