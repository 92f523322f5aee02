/** The words of an email, before they become plain text or HTML. */
export interface EmailContent {
  /** The value of the HTML attribute `lang`, e.g. "en". */
  readonly languageTag: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** The one date by which the reader must act, as the text spells it. HTML shows it in bold. */
  readonly actBy?: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly Line[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly entries: readonly (readonly Line[])[] };

/** A sentence, or a web address on a line of its own. A link text never hides its address. */
export type Line = string | { readonly url: string };

export function paragraph(...lines: readonly Line[]): Block {
  return { kind: 'paragraph', lines };
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function list(...entries: readonly (Line | readonly Line[])[]): Block {
  return {
    kind: 'list',
    entries: entries.map((entry) => (typeof entry === 'string' || 'url' in entry ? [entry] : entry)),
  };
}

/** Returns a sentence with an address under it. Without an address, the sentence ends with a full stop. */
export function paragraphWithLink(sentence: string, url: string | undefined): Block {
  return url === undefined ? paragraph(`${sentence}.`) : paragraph(`${sentence}:`, { url });
}
