/** Stands on a line of its own where a mail program put what it quotes without marking its lines. */
const QUOTED_FROM_HERE = '-----Original Message-----';

/** A tag, a comment, or text up to the next of them; bounded, so that a hostile page costs no more than a long one. */
const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<![^>]{0,500}>|<(\/?)([a-z][a-z0-9:]*)((?:"[^"]*"|'[^']*'|[^'"<>]){0,2000})>|[^<]+|</giu;

const SILENT = new Set(['style', 'script', 'head', 'title', 'template', 'xml', 'noscript']);
const EMPTY = new Set(['br', 'img', 'hr', 'meta', 'link', 'input', 'col', 'wbr', 'area', 'base', 'o:p']);
const BLOCKS = new Set(
  'address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
/** Blocks that stand apart from what surrounds them. */
const APART = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'blockquote', 'ul', 'ol', 'pre']);

/** How mail programs mark the block that holds what they quote. */
const QUOTE_MARKS = [
  /\bclass\s*=\s*["']?[^"'>]*\b(?:yahoo_quoted|ms-outlook-mobile-reference-message|zmail_extra|moz-forward-container)\b/iu,
  /\bid\s*=\s*["']?[^"'>]*(?:divRplyFwdMsg|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|isForwardContent|reply-intro)/iu,
  /\bname\s*=\s*["']?messageReplySection/iu,
  /\bstyle\s*=\s*["'][^"']*border(?:-top)?\s*:\s*(?:none;\s*border-top\s*:\s*)?solid\s+#(?:E1E1E1|B5C4DF)\s+1\.0pt/iu,
];

/** Threads are not deeper; hostile pages are. */
const DEEPEST_QUOTE = 20;

const HIDDEN = /\bstyle\s*=\s*["'][^"']*(?:display\s*:\s*none|mso-hide\s*:\s*all)/iu;

interface OpenList {
  readonly ordered: boolean;
  next: number;
}

/**
 * What an HTML mail says, as plain text: quotations marked with "> ", points of a list numbered, and a line of its own where
 * a program quotes without marking.
 */
export function wordsOfHtml(html: string): string {
  const page = new PageText();
  const lists: OpenList[] = [];
  const silent: string[] = [];
  for (const token of html.matchAll(TOKEN)) {
    const [whole, slash, rawName, attributes = ''] = token;
    if (rawName === undefined) {
      if (silent.length === 0 && !whole.startsWith('<!')) page.say(decodeEntities(whole));
      continue;
    }
    const name = rawName.toLowerCase();
    if (slash === '/') {
      if (silent.at(-1) === name) silent.pop();
      else if (silent.length === 0) close(name, { page, lists });
      continue;
    }
    const opens = !EMPTY.has(name) && !attributes.endsWith('/');
    if (silent.length > 0) {
      if (opens && silent.at(-1) === name) silent.push(name);
      continue;
    }
    if (opens && (SILENT.has(name) || HIDDEN.test(attributes))) silent.push(name);
    else open(name, { attributes, page, lists });
  }
  return page.text();
}

function open(
  name: string,
  { attributes, page, lists }: { attributes: string; page: PageText; lists: OpenList[] },
): void {
  if (QUOTE_MARKS.some((mark) => mark.test(attributes))) page.quoteFromHere();
  if (name === 'br') page.endLine();
  else if (name === 'hr') page.breakBlock();
  else if (name === 'td' || name === 'th') page.say(' ');
  else if (BLOCKS.has(name)) page.startBlock(APART.has(name));
  if (name === 'pre') page.preformatted += 1;
  if (name === 'blockquote') page.depth = Math.min(page.depth + 1, DEEPEST_QUOTE);
  if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', next: startOf(attributes) });
  if (name === 'li') page.say(bulletOf(lists.at(-1)));
}

function close(name: string, { page, lists }: { page: PageText; lists: OpenList[] }): void {
  if (name === 'ul' || name === 'ol') lists.pop();
  if (BLOCKS.has(name)) page.startBlock(APART.has(name));
  if (name === 'pre') page.preformatted = Math.max(0, page.preformatted - 1);
  if (name === 'blockquote') page.depth = Math.max(0, page.depth - 1);
}

function startOf(attributes: string): number {
  return Number(/\bstart\s*=\s*["']?(\d+)/iu.exec(attributes)?.[1] ?? '1');
}

function bulletOf(list: OpenList | undefined): string {
  if (list?.ordered !== true) return '- ';
  const bullet = `${list.next}. `;
  list.next += 1;
  return bullet;
}

/** Lines as they come about: space runs together, blocks begin on lines of their own. */
class PageText {
  /** Of blockquotes. */
  depth = 0;
  preformatted = 0;
  readonly #lines: string[] = [];
  #line: string[] = [];
  #lineDepth = 0;
  #endsInSpace = false;

  say(words: string): void {
    if (this.preformatted > 0) {
      const [first = '', ...more] = words.split('\n');
      this.#add(first);
      for (const line of more) {
        this.endLine();
        this.#add(line);
      }
      return;
    }
    const run = words.replace(/[\t\n\r\f ]+/gu, ' ');
    this.#add(this.#line.length === 0 || this.#endsInSpace ? run.replace(/^ /u, '') : run);
  }

  endLine(): void {
    this.#lines.push(this.#quoted(this.#line.join('')));
    this.#line = [];
  }

  startBlock(apart: boolean): void {
    if (this.#line.join('').trim() !== '') this.endLine();
    this.#line = [];
    if (apart) this.breakBlock();
  }

  breakBlock(): void {
    if (this.#line.join('').trim() !== '') this.endLine();
    if (this.#lines.length > 0 && !/^[> ]*$/u.test(this.#lines.at(-1) ?? '')) {
      this.#lines.push('> '.repeat(this.depth).trimEnd());
    }
  }

  quoteFromHere(): void {
    this.startBlock(true);
    if (this.depth === 0) this.#lines.push(QUOTED_FROM_HERE);
  }

  text(): string {
    this.startBlock(false);
    return this.#lines.join('\n').trim();
  }

  #add(words: string): void {
    if (words === '') return;
    if (this.#line.length === 0) this.#lineDepth = this.depth;
    this.#line.push(words);
    this.#endsInSpace = words.endsWith(' ');
  }

  #quoted(line: string): string {
    return `${'> '.repeat(this.#lineDepth)}${line.trimEnd()}`.trimEnd();
  }
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  euro: '€',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  bull: '•',
  middot: '·',
  eacute: 'é',
  wcirc: 'ŵ',
  ycirc: 'ŷ',
  Wcirc: 'Ŵ',
  Ycirc: 'Ŷ',
  acirc: 'â',
  ecirc: 'ê',
  icirc: 'î',
  ocirc: 'ô',
  ucirc: 'û',
  copy: '©',
  reg: '®',
  trade: '™',
  zwnj: '',
  zwj: '',
  shy: '',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/giu, (whole, decimal, hex, name) => {
    const named: unknown = typeof name === 'string' && Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    if (typeof named === 'string') return named;
    const code = Number.parseInt(String(decimal ?? hex), decimal === undefined ? 16 : 10);
    const isCharacter = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });
}
