import { TableLines } from './table-lines.ts';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** A line that is put before a quotation if the mail program did not mark its lines. */
const QUOTED_FROM_HERE = '-----Original Message-----';

/** Elements whose content is never shown. */
const SILENT = new Set(['style', 'script', 'title', 'template', 'xml']);
const BLOCKS = new Set(
  'address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol option p pre section select table tbody textarea tfoot thead tr ul'.split(
    ' ',
  ),
);
/** Blocks with an empty line before and after them. */
const APART = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'blockquote', 'ul', 'ol', 'pre']);

/** The attributes and values by which mail programs mark the block that they quote. */
const QUOTE_MARKS: readonly (readonly [attribute: string, pattern: RegExp])[] = [
  ['class', /\b(?:yahoo_quoted|ms-outlook-mobile-reference-message|zmail_extra|moz-forward-container)\b/iu],
  [
    'id',
    /(?:divRplyFwdMsg|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|isForwardContent|reply-intro)/iu,
  ],
  ['name', /^messageReplySection/iu],
  ['style', /border(?:-top)?\s*:\s*(?:none;\s*border-top\s*:\s*)?solid\s+#(?:E1E1E1|B5C4DF)\s+1\.0pt/iu],
];

/** Real threads are never deeper than this. Hostile pages can be. */
const DEEPEST_QUOTE = 20;

/** Elements and styles of words that their writer struck out. They are shown as "~~done~~". */
const STRUCK = new Set(['del', 's', 'strike']);

const HIDDEN =
  /(?:display\s*:\s*none|(?:font-size|opacity)\s*:\s*0(?![.\d])|mso-hide\s*:\s*all|visibility\s*:\s*hidden)/iu;

/** Elements without content. They cannot hide the text after them. */
const EMPTY = new Set(['br', 'img', 'hr', 'meta', 'link', 'input', 'col', 'wbr', 'area', 'base']);

interface OpenList {
  readonly ordered: boolean;
  next: number;
}

export interface HtmlWords {
  /**
   * The plain text. Quotations are marked with "> " and the points of ordered lists have numbers. If a program quotes
   * without marks, a line says so.
   */
  readonly text: string;
  /** Text that no reader of the page sees. It is hidden, or it follows a tag or a comment that never ends. */
  readonly unshown: string;
}

/** Returns the text of an HTML mail. */
export function readHtml(html: string): HtmlWords {
  const reading = new PageReading();
  const tags = new Tags(html, reading);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, tags);
  tokenizer.write(html);
  // The part whose end the tokenizer still waits for, e.g. an attribute without its second quote or a comment without
  // end.
  const unfinished = html.slice(tags.read);
  const unclosed = reading.inSilence();
  tokenizer.end();
  return {
    text: reading.page.text(),
    unshown: [reading.hidden(), unclosed, unfinished].filter((words) => /\p{L}/u.test(words)).join('\n'),
  };
}

/**
 * Puts together what the tokenizer finds. The library's parser is not used, because it keeps a list of open elements.
 * We do not need the list, and many open tags make it slow.
 */
class Tags implements TokenizerCallbacks {
  /** The position up to which the page is read. */
  read = 0;
  readonly #html: string;
  readonly #reading: PageReading;
  #tag = '';
  #name = '';
  #value = '';
  #attributes: Record<string, string> = {};

  constructor(html: string, reading: PageReading) {
    this.#html = html;
    this.#reading = reading;
  }

  ontext(start: number, end: number): void {
    this.read = end;
    this.#reading.say(this.#html.slice(start, end));
  }

  ontextentity(codePoint: number, end: number): void {
    this.read = end;
    this.#reading.say(String.fromCodePoint(codePoint));
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase();
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    this.#name = this.#html.slice(start, end).toLowerCase();
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    this.#attributes[this.#name] ??= this.#value;
  }

  onopentagend(end: number): void {
    this.read = end + 1;
    this.#reading.open(this.#tag, this.#attributes);
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
    this.#reading.close(this.#tag);
  }

  onclosetag(start: number, end: number): void {
    this.read = end + 1;
    this.#reading.close(this.#html.slice(start, end).toLowerCase());
  }

  oncomment(_start: number, end: number): void {
    this.read = end + 1;
  }

  oncdata(_start: number, end: number): void {
    this.read = end + 1;
  }

  ondeclaration(_start: number, end: number): void {
    this.read = end + 1;
  }

  onprocessinginstruction(_start: number, end: number): void {
    this.read = end + 1;
  }

  onend(): void {
    this.read = this.#html.length;
  }
}

/** Follows the tags of a page and separates shown text from hidden text. */
class PageReading {
  readonly page = new PageText();
  readonly #lists: OpenList[] = [];
  /** Open elements whose content is not shown, outermost first. */
  readonly #silent: { readonly name: string; readonly isHidden: boolean }[] = [];
  #silentWords: string[] = [];
  readonly #hidden: string[] = [];

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const isHidden = HIDDEN.test(attributes['style'] ?? '') || Object.hasOwn(attributes, 'hidden');
    const isSilent = SILENT.has(name) || (isHidden && !EMPTY.has(name));
    if (this.#silent.length > 0 || isSilent) {
      if (isSilent || this.#silent.at(-1)?.name === name) this.#silent.push({ name, isHidden });
      return;
    }
    open(name, { attributes, page: this.page, lists: this.#lists });
  }

  close(name: string): void {
    if (this.#silent.length === 0) {
      close(name, { page: this.page, lists: this.#lists });
      return;
    }
    if (this.#silent.at(-1)?.name !== name) return;
    const closed = this.#silent.pop();
    // Hidden text in a quotation belongs to the quoted sender.
    if (closed?.isHidden === true && !this.page.isQuoting) this.#hidden.push(this.#silentWords.join(''));
    if (this.#silent.length === 0) this.#silentWords = [];
  }

  say(words: string): void {
    if (this.#silent.length > 0) this.#silentWords.push(words);
    else this.page.say(words);
  }

  /** Returns the text in a hiding element that is still open. */
  inSilence(): string {
    return this.#silent.length === 0 ? '' : this.#silentWords.join('');
  }

  hidden(): string {
    return this.#hidden.join('\n');
  }
}

interface OpenTag {
  readonly attributes: Readonly<Record<string, string>>;
  readonly page: PageText;
  readonly lists: OpenList[];
}

function open(name: string, { attributes, page, lists }: OpenTag): void {
  if (QUOTE_MARKS.some(([attribute, pattern]) => pattern.test(attributes[attribute] ?? ''))) {
    page.quoteFromHere();
  }
  if (name === 'br') page.endLine();
  else if (name === 'hr') page.breakBlock();
  else if (name === 'td' || name === 'th') page.startCell();
  else if (BLOCKS.has(name)) page.startBlock(APART.has(name));
  if (name === 'table') page.tables.openTable();
  if (name === 'tr') page.tables.openRow();
  if (STRUCK.has(name)) page.say('~~');
  if (name === 'pre') page.preformatted += 1;
  if (name === 'blockquote') page.depth = Math.min(page.depth + 1, DEEPEST_QUOTE);
  if (name === 'ul' || name === 'ol') {
    lists.push({
      ordered: name === 'ol',
      next: Number(/^\d{1,6}/u.exec(attributes['start'] ?? '')?.[0] ?? '1'),
    });
  }
  if (name === 'li') page.say(bulletOf(lists.at(-1)));
}

function close(name: string, { page, lists }: Omit<OpenTag, 'attributes'>): void {
  if (name === 'ul' || name === 'ol') lists.pop();
  if (BLOCKS.has(name)) page.startBlock(APART.has(name) && name !== 'table');
  if (name === 'table') {
    page.tables.closeTable();
    page.breakBlock();
  }
  if (STRUCK.has(name)) page.say('~~');
  if (name === 'pre') page.preformatted = Math.max(0, page.preformatted - 1);
  if (name === 'blockquote') page.depth = Math.max(0, page.depth - 1);
}

function bulletOf(list: OpenList | undefined): string {
  if (list?.ordered !== true) return '- ';
  const bullet = `${list.next}. `;
  list.next += 1;
  return bullet;
}

/** Collects the lines of a page. Runs of space become one space, and blocks begin on lines of their own. */
class PageText {
  /** How many blockquotes are open. */
  depth = 0;
  preformatted = 0;
  readonly #lines: string[] = [];
  readonly tables = new TableLines(this.#lines);
  #line: string[] = [];
  #lineDepth = 0;
  #endsInSpace = false;
  #quotes = false;

  /** Whether the text now comes from someone else. */
  get isQuoting(): boolean {
    return this.depth > 0 || this.#quotes;
  }

  say(given: string): void {
    // Soft hyphens and joiners are not letters. A hard space counts as a space.
    const words = given.replace(/[\u00AD\u200C\u200D]/gu, '').replaceAll('\u00A0', ' ');
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

  startCell(): void {
    this.startBlock(false);
    this.tables.openCell();
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
    this.#quotes = true;
  }

  text(): string {
    this.startBlock(false);
    this.tables.end();
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
