import { join } from 'node:path';
import { londonDate, formatTime, weekdayName } from '../../shared/domain/dates.ts';
import { contactOf, recipientId } from '../../shared/domain/sending/recipient.ts';
import type { MailWriter } from '../../shared/ports/mail-writer.ts';
import type { PlannedEmail } from '../../shared/use-cases/sending/render-planned.ts';
import { writeOutputFile } from '../output/write-output-file.ts';
import { html, trusted, type Markup } from '../report/markup.ts';
import { pageStyle } from '../report/page-style.ts';
import { shortDate } from '../terminal/dates.ts';
import { countOf } from '../terminal/emails.ts';

/** Writes each planned email as text, HTML and .eml, and a page that lists them. @returns the path of the page. */
export async function writePlan(
  emails: readonly PlannedEmail[],
  { directory, stretch, mailWriter }: { directory: string; stretch: string; mailWriter: MailWriter },
): Promise<string> {
  const write = (name: string, content: string | Uint8Array): Promise<void> =>
    writeOutputFile(join(directory, name), { content, field: 'render' });
  for (const [place, planned] of emails.entries()) {
    const name = fileName(planned, place);
    await write(`${name}.txt`, `Subject: ${planned.email.subject}\n\n${planned.email.text}`);
    await write(`${name}.html`, planned.email.html);
    await write(`${name}.eml`, await mailWriter.write(planned.email));
  }
  const index = 'index.html';
  await write(index, indexPage(emails, stretch));
  return join(directory, index);
}

/** Returns a name such as `003-2016-03-22-essex-ncpi-2016-03-08-lead`. The names sort in sending order. */
function fileName({ at, email, recipient }: PlannedEmail, place: number): string {
  const role = contactOf(recipient)?.role ?? recipientId(recipient);
  return [String(place + 1).padStart(3, '0'), londonDate(at), email.tags.followup, role].join('-');
}

function indexPage(emails: readonly PlannedEmail[], stretch: string): string {
  const title = `Emails to come, ${stretch}`;
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${trusted(pageStyle)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        <p class="lead">
          ${countOf(emails.length, 'email')}, if nobody does anything. Their links are made when they leave.
        </p>
        <div class="wide" role="region" aria-label="Emails" tabindex="0">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">To</th>
                <th scope="col">Subject</th>
                <th scope="col">As</th>
              </tr>
            </thead>
            <tbody>
              ${emails.map(indexRow)}
            </tbody>
          </table>
        </div>
      </body>
    </html> `.markup;
}

function indexRow(planned: PlannedEmail, place: number): Markup {
  const { at, email } = planned;
  const on = londonDate(at);
  const name = fileName(planned, place);
  return html`<tr>
    <th scope="row">${weekdayName(on).slice(0, 3)} ${shortDate(on)}, ${formatTime(at)}</th>
    <td>${email.to.name}</td>
    <td><a href="${name}.html">${email.subject}</a></td>
    <td>
      <a href="${name}.txt" aria-label="${email.subject}, plain text">text</a>
      <a href="${name}.eml" aria-label="${email.subject}, message">message</a>
    </td>
  </tr>`;
}
