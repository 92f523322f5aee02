import type { Block, EmailContent, Line } from './email-content.ts';
import { putOnOneLine } from './put-on-one-line.ts';

/**
 * Renders an email as plain text. A paragraph is one long line, which mail programs wrap. A web address has its own
 * line.
 */
export function renderText(content: EmailContent): string {
  return `${content.blocks.map(renderBlock).join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.map(renderLine).join('\n');
    case 'heading':
      return putOnOneLine(block.text);
    case 'list':
      return block.entries.map((lines) => `- ${lines.map(renderLine).join('\n  ')}`).join('\n');
  }
}

function renderLine(line: Line): string {
  return putOnOneLine(typeof line === 'string' ? line : line.url);
}
