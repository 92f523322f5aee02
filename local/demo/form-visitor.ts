/** A page of the form as a browser without JavaScript gets it. */
interface FormPage {
  readonly url: string;
  readonly html: string;
  readonly title: string;
}

interface Input {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** Opens the form over HTTP, keeps its cookie, follows its redirects, and fills in its fields. */
export class FormVisitor {
  readonly #cookies = new Map<string, string>();
  #page: FormPage | undefined;

  get page(): FormPage {
    if (this.#page === undefined) throw new Error('No page of the form is open.');
    return this.#page;
  }

  async open(url: string): Promise<void> {
    await this.#fetch(url, undefined);
  }

  /** Returns the addresses on the page that contain a text, each of them once. */
  links(containing: string): string[] {
    const found = [...this.page.html.matchAll(/href="([^"]*)"/gu)].map(([, href = '']) => unescapeHtml(href));
    const wanted = found.filter((href) => href.includes(containing));
    return [...new Set(wanted.map((href) => new URL(href, this.page.url).href))];
  }

  /**
   * Sends the page's form. Hidden inputs keep their values, and the other inputs get their values from `answers`. A button
   * counts as pressed if `answers` has its value.
   */
  async send(answers: Readonly<Record<string, string>>): Promise<void> {
    const { html, url } = this.page;
    const form = /<form[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/iu.exec(html);
    if (form === null) throw new Error(`There is no form to send on "${this.page.title}".`);
    const action = /action="([^"]*)"/u.exec(form[0].slice(0, form[0].indexOf('>')))?.[1];
    const body = new URLSearchParams();
    for (const input of inputsOf(form[1] ?? '')) {
      if (input.type === 'hidden') body.append(input.name, input.value);
      else if (answers[input.name] !== undefined && !body.has(input.name)) {
        body.append(input.name, answers[input.name] ?? '');
      }
    }
    await this.#fetch(new URL(action === undefined ? url : unescapeHtml(action), url).href, body);
    if (this.page.title.startsWith('Error:'))
      throw new Error(`The form did not accept the answers: ${problems(this.page.html)}`);
  }

  async #fetch(url: string, body: URLSearchParams | undefined): Promise<void> {
    const origin = new URL(url).origin;
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = response.headers.get('location');
    if (next !== null) {
      await this.#fetch(new URL(next, url).href, undefined);
      return;
    }
    const html = await response.text();
    if (response.status >= 500)
      throw new Error(`The form answered ${response.status} at ${new URL(url).pathname}.`);
    const title = unescapeHtml(/<title>([\s\S]*?)<\/title>/u.exec(html)?.[1] ?? '').trim();
    this.#page = { url, html, title };
  }
}

function inputsOf(form: string): Input[] {
  return [...form.matchAll(/<(input|textarea|select|button)\b([^>]*)>/giu)].flatMap(
    ([, tag = '', attributes = '']) => {
      const attributeOf = (name: string): string =>
        unescapeHtml(new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(attributes)?.[1] ?? '');
      const name = attributeOf('name');
      return name === ''
        ? []
        : [{ name, value: attributeOf('value'), type: tag === 'input' ? attributeOf('type') : tag }];
    },
  );
}

function problems(html: string): string {
  const summary = /govuk-error-summary__list[\s\S]*?<\/ul>/u.exec(html)?.[0] ?? '';
  return summary
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
