import type { Block, EmailContent, Line } from './email-content.ts';
import { onOneLine } from './on-one-line.ts';

/** Plain text: a paragraph is one long line, for the reader's program to wrap; a web address has its line to itself. */
export function renderText(content: EmailContent): string {
  return `${content.blocks.map(renderBlock).join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.map(renderLine).join('\n');
    case 'heading':
      return onOneLine(block.text);
    case 'list':
      return block.entries.map((lines) => `- ${lines.map(renderLine).join('\n  ')}`).join('\n');
  }
}

function renderLine(line: Line): string {
  return onOneLine(typeof line === 'string' ? line : line.url);
}
