import { noOrganisation } from '../../shared/domain/organisation.ts';
import { waitingWords } from '../terminal/waiting.ts';
import { formatDate, formatTime, londonDate, type PlainDate } from '../../shared/domain/dates.ts';
import { isRound, type Programme, type RoundRule } from '../../shared/domain/programme.ts';
import { answerStatuses, type AnswerStatus } from '../../shared/domain/answer.ts';
import { listQuestions } from '../../shared/domain/returns/questions.ts';
import { recipientPerson } from '../../shared/domain/sending/recipient.ts';
import type { ProgrammePreview } from '../../shared/use-cases/programmes/preview-programme.ts';
import { wordsOfReport } from '../../shared/use-cases/sending/words-of-report.ts';
import { startPage } from '../../shared/wording/en/form/journey.ts';
import { planWords, questionWords, statusWords } from '../../shared/wording/en/form/questions.ts';
import { html, trusted, type Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';

/** Renders what a programme does for a sample report, as one file that needs no network. */
export function renderPreview(preview: ProgrammePreview): string {
  const { programme, publishedOn } = preview;
  const title = `${programme.name}, version ${programme.version}`;
  const { markup } = html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${trusted(pageStyle)} pre {
            white-space: pre-wrap;
          }
        </style>
      </head>
      <body>
        <header>
          <p class="marking">SIMULATED</p>
          <h1>${title}</h1>
          <p class="lead">
            A sample ${programme.report.short} on Loamshire, an invented ${programme.body.noun},
            ${programme.report.published} on ${formatDate(publishedOn)}. Nobody answers, and every email
            arrives.
          </p>
        </header>
        <main>${dates(preview)} ${emails(preview)} ${tasks(preview)} ${forms(preview)}</main>
      </body>
    </html> `;
  return markup;
}

function dates({ milestones, waiting }: ProgrammePreview): Markup {
  return html`<section>
    <h2>Dates</h2>
    <table>
      <thead>
        <tr>
          <th>Due</th>
          <th>People see</th>
          <th>What</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        ${milestones.map(
          ({ dueOn, lastWorkingDay, rule, explanation }) =>
            html`<tr>
              <td>${formatDate(dueOn)}</td>
              <td>${formatDate(lastWorkingDay)}</td>
              <td>${rule.name}</td>
              <td>${explanation} ${rule.ground}.</td>
            </tr> `,
        )}
        ${waiting.map(
          ({ rule, waitsFor }) =>
            html`<tr>
              <td>waits</td>
              <td></td>
              <td>${rule.name}</td>
              <td>It waits ${waitingWords(waitsFor)}. ${rule.ground}.</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </section> `;
}

function emails({ emails: planned }: ProgrammePreview): Markup {
  return html`<section>
    <h2>Emails</h2>
    ${planned.map(
      ({ at, recipient, email }) =>
        html`<article>
          <h3>
            ${formatDate(londonDate(at))}, ${formatTime(at)}, to ${recipientPerson(recipient).name}:
            ${email.subject}
          </h3>
          <pre>${email.text}</pre>
        </article> `,
    )}
  </section> `;
}

function tasks({ tasks: planned }: ProgrammePreview): Markup {
  return html`<section>
    <h2>Tasks on the desk</h2>
    <ul>
      ${planned.map(
        ({ on, task }) =>
          html`<li>
            ${formatDate(on)}: ${task.rule?.heading ?? task.milestone}, ${task.kind.replaceAll('-', ' ')}
          </li> `,
      )}
    </ul>
  </section> `;
}

function forms(preview: ProgrammePreview): Markup {
  return html`<section>
    <h2>What the form asks</h2>
    ${preview.milestones.flatMap(({ rule }) => (isRound(rule) ? [form(rule, preview)] : []))}
  </section> `;
}

function form(rule: RoundRule, preview: ProgrammePreview): Markup {
  const { programme, publishedOn, body, milestones } = preview;
  const by = milestones.find(({ id }) => id === rule.id)?.lastWorkingDay ?? publishedOn;
  const page = startPage(
    {
      report: { ...wordsOfReport(programme), followUpId: '', bodyName: body, publishedOn },
      round: rule,
      by,
      today: publishedOn,
      asked: SAMPLE_RECOMMENDATIONS,
      owner: undefined,
      mailbox: undefined,
      prefilled: false,
      organisation: noOrganisation,
    },
    { saved: 0, sent: undefined },
  );
  return html`<article>
    <h3>${page.heading}</h3>
    ${page.blocks.flatMap((block) =>
      'text' in block && block.text !== undefined ? [html`<p>${block.text}</p> `] : [],
    )}
    <table>
      <thead>
        <tr>
          <th>Answer</th>
          <th>Then the form asks</th>
        </tr>
      </thead>
      <tbody>
        ${answerStatuses.map(
          (status) =>
            html`<tr>
              <td>${statusWords[status]}</td>
              <td>${questionsAfter(status, { rule, today: by, programme }).join(' ')}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </article> `;
}

/** The recommendations of the sample report. */
const SAMPLE_RECOMMENDATIONS = 3;

/** Returns the questions that follow an answer, as the form writes them. */
function questionsAfter(
  status: AnswerStatus,
  { rule, today, programme }: { rule: RoundRule; today: PlainDate; programme: Programme },
): string[] {
  const { terms } = programme;
  return listQuestions({ form: rule.form, status, pastTimescale: false, today }).map(({ id }) =>
    id === 'plan' ? planWords(terms).where.label : questionWords(terms)[id].label,
  );
}
