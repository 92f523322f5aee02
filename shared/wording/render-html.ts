import type { Block, EmailContent, Line } from './email-content.ts';
import { putOnOneLine } from './put-on-one-line.ts';

/**
 * Renders an email as HTML for mail programs. A table sets the width, because Outlook's engine (Word) ignores
 * `max-width`. Styles are inline, because some programs drop `<style>`.
 *
 * It sets no colours. A program in dark mode then chooses text, background and link colours that fit each other. Our
 * own colours would be inverted by some programs and kept by others.
 */
export function renderHtml(content: EmailContent): string {
  const emphasise = emphasiseOnce(content.actBy);
  return `<!DOCTYPE html>
<html lang="${escapeHtml(content.languageTag)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="date=no,address=no">
<title>${escapeHtml(content.subject)}</title>
</head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr>
<td align="center" style="padding:16px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr>
<td align="left" style="${font}">
${content.blocks.map((block) => renderBlock(block, emphasise)).join('\n')}
</td>
</tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td>
</tr>
</table>
</body>
</html>
`;
}

const font = 'font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px';

type Emphasise = (html: string) => string;

function renderBlock(block: Block, emphasise: Emphasise): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px 0;${font}">\n${renderLines(block.lines, emphasise)}\n</p>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px 0;${font};font-weight:bold">${escapeHtml(block.text)}</h2>`;
    case 'list':
      return `<ul style="margin:0 0 16px 0;padding:0 0 0 24px;${font}">\n${block.entries
        .map((lines) => `<li style="margin:0 0 4px 0;${font}">${renderLines(lines, emphasise)}</li>`)
        .join('\n')}\n</ul>`;
  }
}

function renderLines(lines: readonly Line[], emphasise: Emphasise): string {
  return lines.map((line) => renderLine(line, emphasise)).join('<br>\n');
}

/** Renders a line. The text of a link is its address, because an unexpected official email must hide nothing. */
function renderLine(line: Line, emphasise: Emphasise): string {
  if (typeof line === 'string') return emphasise(escapeHtml(line));
  const shown = escapeHtml(line.url);
  const isWebAddress = /^https?:\/\//iu.test(line.url);
  return isWebAddress ? `<a href="${shown}" style="word-break:break-all">${shown}</a>` : shown;
}

/** Makes the date to act by bold in the first place where it occurs. */
function emphasiseOnce(date: string | undefined): Emphasise {
  let done = date === undefined;
  return (html) => {
    if (done || date === undefined || !html.includes(date)) return html;
    done = true;
    return html.replace(date, `<strong style="white-space:nowrap">${date}</strong>`);
  };
}

function escapeHtml(text: string): string {
  return putOnOneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
