import type { CutText } from '../../form/form-email.ts';
import type { Labels, Piece } from './label.ts';
import type { SentIndex } from './sent-index.ts';
import type { TextLine } from './text-line.ts';

/** Marks our lines with ">" and the quotation of others with ">>". Own lines stay as they came. */
export function writeMarked(labels: Labels, index: SentIndex, lines: readonly TextLine[]): string {
  const written: string[] = [];
  let before: 'own' | 'marked' | undefined;
  let lastOurs: string | undefined;
  const write = (kind: 'own' | 'marked', text: string): void => {
    if (before !== undefined && before !== kind && written.at(-1) !== '') written.push('');
    written.push(text);
    before = kind;
  };
  labels.forEach((pieces, at) => {
    for (const piece of pieces ?? []) {
      if (piece.kind === 'own') {
        if (piece.text.trim() === '') written.push('');
        else {
          // A figure such as "> 90% of staff" is no mark. A space in front keeps it apart from one.
          write('own', piece.text.startsWith('>') ? ` ${piece.text}` : piece.text);
          lastOurs = undefined;
        }
      } else if (piece.kind === 'ours') {
        for (const number of piece.lines) {
          const key = `${piece.sent} ${number}`;
          const text = index.sents[piece.sent]?.lines[number]?.text.trim() ?? '';
          if (text !== '' && key !== lastOurs) write('marked', `> ${text}`);
          lastOurs = key;
        }
      } else if (piece.kind === 'quotation' && !isHalfOurs(pieces)) {
        const text = lines[at]?.body.trim() ?? '';
        if (text !== '') write('marked', `>> ${text}`);
      }
    }
  });
  return written.join('\n');
}

/** A line that is ours at its start and altered behind goes on as our line only. */
function isHalfOurs(pieces: readonly Piece[] | undefined): boolean {
  return pieces?.some(({ kind }) => kind === 'ours') === true;
}

/** Returns what is neither the sender's own nor ours word for word, as it came. */
export function cutOf(labels: Labels, lines: readonly TextLine[]): CutText[] {
  const cut: { why: CutText['why']; lines: string[] }[] = [];
  let last: CutText['why'] | undefined;
  labels.forEach((pieces, at) => {
    const why = pieces?.map(whyCut).find((one) => one !== undefined);
    const { text = '', body = '' } = lines[at] ?? {};
    const isBlank = body.trim() === '';
    if (why !== undefined && !isBlank) {
      if (why === last) cut.at(-1)?.lines.push(text);
      else cut.push({ why, lines: [text] });
    }
    if (!isBlank) last = why;
  });
  return cut.map(({ why, lines: texts }) => ({ why, text: texts.join('\n') }));
}

function whyCut(piece: Piece): CutText['why'] | undefined {
  if (piece.kind === 'own') return undefined;
  if (piece.kind === 'ours') return piece.isExact ? undefined : 'quotation';
  return piece.kind;
}
