import { findAttribution, findSeparator } from '../quoted-text.ts';
import type { Labels } from './label.ts';
import type { TextLine } from './text-line.ts';

/**
 * Labels the lines outside our quotations. Marked lines, and lines below the head of another email, are quotation. The
 * rest is the sender's own.
 */
export function labelOthers(lines: readonly TextLine[], labels: Labels): void {
  const bodies = lines.map(({ text }) => text);
  const isFree = (at: number): boolean => at < lines.length && labels[at] === undefined;
  const isHead = (pieces: Labels[number]): boolean => pieces?.[0]?.kind === 'heading';
  const isNextMarked = (at: number): boolean => {
    const next = lines.findIndex(({ body }, below) => below > at && body.trim() !== '');
    return lines[next]?.mark.includes('>') === true;
  };
  const marked = lines.filter(({ mark }) => mark.includes('>')).length;
  let isBelowHead = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!isFree(at)) {
      // The head may be that of an email which was not sent by us, such as one from a colleague's own mailbox.
      isBelowHead = isHead(labels[at]) && !isNextMarked(at);
      continue;
    }
    const head = findSeparator(bodies, at) ?? findAttribution(bodies, at);
    if (head !== undefined && line?.mark.includes('>') !== true) {
      for (let step = 0; step < head.length && isFree(at + step); step += 1) {
        labels[at + step] = [{ kind: 'heading' }];
      }
      at += head.length - 1;
      isBelowHead = !isNextMarked(at);
    } else if (isBelowHead || (line?.mark.includes('>') === true && marked > 1)) {
      labels[at] = [{ kind: 'quotation' }];
    } else labels[at] = [{ kind: 'own', text: line?.text ?? '' }];
  }
}
