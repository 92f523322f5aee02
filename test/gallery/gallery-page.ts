import { html, trusted, type Markup } from '../../cli/report/markup.ts';
import { pageStyle } from '../../cli/report/page-style.ts';
import { composeEmail } from '../../shared/wording/compose-email.ts';
import type { EmailFacts } from '../../shared/wording/email-facts.ts';

/** Returns one page for review. It shows every email as text and HTML, and every picture of a page. */
export function galleryPage(content: {
  emails: Readonly<Record<string, EmailFacts>>;
  /** File names relative to the page, such as `pages/07-status-error-320.png`. */
  pictures: readonly string[];
}): string {
  const emails = Object.entries(content.emails);
  const pages = pagesOf(content.pictures);
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Gallery of emails and pages</title>
        <style>
          ${trusted(pageStyle + galleryStyle)}
        </style>
      </head>
      <body>
        <header>
          <h1>Gallery of emails and pages</h1>
          <p class="lead">
            ${emails.length} emails, and ${pages.size} pages of the form and of the report. Every person and
            link is invented.
          </p>
        </header>
        <main>
          <section aria-labelledby="emails">
            <h2 id="emails">Emails</h2>
            ${emails.map(([name, facts]) => emailPart(name, facts))}
          </section>
          <section aria-labelledby="pages">
            <h2 id="pages">Pages</h2>
            ${[...pages].map(([name, files]) => pagePart(name, files))}
          </section>
        </main>
      </body>
    </html> `.markup;
}

const galleryStyle = `
article { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { margin: 0; font-size: 1.0625rem; }
.kind { margin: 0; color: var(--quiet); font-size: 0.875rem; }
.pair { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; margin-top: 0.75rem; }
.pair > * { border: 1px solid var(--line); background: white; }
.pair pre { flex: 1 1 24rem; min-width: 0; margin: 0; padding: 1rem; overflow: auto; white-space: pre-wrap; font: 13px/1.45 ui-monospace, monospace; }
.pair iframe { flex: 1 1 30rem; min-width: 0; height: 46rem; }
.pair img { max-width: 100%; }
.pair img[data-width="320"] { width: 240px; }
.pair img[data-width="1280"] { width: 640px; }
`;

function emailPart(name: string, facts: EmailFacts): Markup {
  const email = composeEmail(facts);
  return html`<article>
    <h3>${email.subject}</h3>
    <p class="kind">${facts.kind}: ${name}</p>
    <div class="pair">
      <pre tabindex="0" role="region" aria-label="${name}, plain text">${email.text}</pre>
      <iframe sandbox loading="lazy" title="${name}, HTML" srcdoc="${email.html}"></iframe>
    </div>
  </article>`;
}

/** Returns the pictures of each page, in the order of the visits. */
function pagesOf(pictures: readonly string[]): Map<string, string[]> {
  const pages = new Map<string, string[]>();
  for (const file of [...pictures].sort()) {
    const name = nameOf(file);
    pages.set(name, [...(pages.get(name) ?? []), file]);
  }
  return pages;
}

function pagePart(name: string, files: readonly string[]): Markup {
  return html`<article>
    <h3>${name}</h3>
    <div class="pair">
      ${files.map(
        (file) =>
          html`<a href="${file}"
            ><img
              loading="lazy"
              src="${file}"
              alt="${name}, ${widthOf(file)} wide"
              data-width="${widthOf(file)}"
          /></a>`,
      )}
    </div>
  </article>`;
}

/** Returns the name of a page, such as "07 status error" for `pages/07-status-error-320.png`. */
function nameOf(file: string): string {
  return file
    .replace(/^.*\//u, '')
    .replace(/(?:-\d+)?\.png$/u, '')
    .replaceAll('-', ' ');
}

function widthOf(file: string): string {
  return /-(?<width>\d+)\.png$/u.exec(file)?.groups?.['width'] ?? 'page';
}
