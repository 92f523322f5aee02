/** An email in words, before it is plain text or HTML. */
export interface EmailContent {
  /** Of the language attribute: "en". */
  readonly languageTag: string;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** The one date on which the reader must act, as it is written; shown in bold where there is bold. */
  readonly actBy?: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly Line[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly entries: readonly (readonly Line[])[] };

/** A sentence, or a web address on a line of its own: never a text that hides its address. */
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

/** The sentence that leads to an address, and the address under it; without one, the sentence ends in a full stop. */
export function leadingTo(sentence: string, url: string | undefined): Block {
  return url === undefined ? paragraph(`${sentence}.`) : paragraph(`${sentence}:`, { url });
}
