/** A visitor with a browser that supports only cookies and forms. */
export interface FormReader {
  get(path: string): Promise<ReadPage>;
  /** Sends a form. Adds the hidden fields of the page if the page is given. */
  post(path: string, fields?: Fields, from?: ReadPage): Promise<ReadPage>;
  /** Does not follow a redirect. */
  request(method: string, path: string, options?: RequestInit): Promise<Response>;
  cookies: Map<string, string>;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface ReadPage {
  readonly status: number;
  /** The address after the redirects. */
  readonly path: string;
  readonly headers: Headers;
  readonly html: string;
  /** The text that a person reads, on one line. */
  readonly text: string;
  readonly title: string;
  /** The hidden inputs of the page's main form. */
  readonly hidden: Fields;
}

export function createFormReader(endpoint: string): FormReader {
  const cookies = new Map<string, string>();

  const request: FormReader['request'] = async (method, path, options = {}) => {
    const headers = new Headers(options.headers);
    if (!headers.has('origin') && method !== 'GET' && method !== 'HEAD') headers.set('origin', endpoint);
    if (cookies.size > 0) {
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    const response = await fetch(`${endpoint}${path}`, { ...options, method, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      if (line.includes('Max-Age=0')) cookies.delete(pair.slice(0, equals));
      else cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  };

  const arrive = async (response: Response, path: string): Promise<ReadPage> => {
    const location = response.headers.get('location');
    if (location !== null) return arrive(await request('GET', location), location);
    return readPage(response, path);
  };

  return {
    cookies,
    request,
    get: async (path) => arrive(await request('GET', path), path),
    post: async (path, fields = {}, from) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...from?.hidden, ...fields })) {
        for (const one of [value].flat()) body.append(name, one);
      }
      return arrive(await request('POST', path, { body }), path);
    },
  };
}

async function readPage(response: Response, path: string): Promise<ReadPage> {
  const html = await response.text();
  const main = /<main[\s\S]*<\/main>/u.exec(html)?.[0] ?? html;
  const hidden = [...main.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/gu)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  return {
    status: response.status,
    path,
    headers: response.headers,
    html,
    text: readable(main),
    title: readable(/<title>([\s\S]*?)<\/title>/u.exec(html)?.[1] ?? ''),
    hidden: Object.fromEntries(hidden),
  };
}

function readable(html: string): string {
  return html
    .replaceAll(/<[^>]+>/gu, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
