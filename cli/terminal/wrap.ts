import { textWidth } from './text-width.ts';
import { forTerminal } from './styles.ts';

/** Wraps text between words into lines of at most `width` characters. A longer word gets a line of its own. */
export function wrap(text: string, { width, indent = 0 }: { width: number; indent?: number }): string {
  const margin = ' '.repeat(indent);
  return text
    .split('\n')
    .flatMap((paragraph) => linesOf(paragraph, width - indent))
    .map((line) => `${margin}${line}`.trimEnd())
    .join('\n');
}

function linesOf(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  // A control character counts with the width of the visible sign that replaces it.
  const widthOf = (shown: string): number => textWidth(forTerminal(shown));
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line !== '' && widthOf(line) + widthOf(word) + 1 > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
