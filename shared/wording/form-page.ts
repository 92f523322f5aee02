/** The words of a page of the form. The templates lay them out and contain no sentences of their own. */
export interface PageText {
  /** The title of the browser's tab. The service's name is added, and "Error:" if something is wrong. */
  readonly title: string;
  readonly caption?: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly lead?: boolean }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'links'; readonly items: readonly Anchor[] }
  | { readonly kind: 'button'; readonly text: string; readonly href: string }
  | { readonly kind: 'inset'; readonly text: string; readonly heading?: string }
  | { readonly kind: 'warning'; readonly text: string }
  | { readonly kind: 'quote'; readonly text: string | undefined; readonly note?: string }
  | { readonly kind: 'answers'; readonly rows: readonly Row[] }
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] };

export interface Anchor {
  readonly text: string;
  readonly href: string;
  /** Screen readers say it after the text. Needed if the text alone would be ambiguous. */
  readonly about?: string;
}

export interface Row {
  readonly key: string;
  /** The value with its lines as they were typed. */
  readonly value: string;
  readonly change?: Anchor;
}

/** One question of a page, with the text that was typed into it. */
export type Field =
  | (FieldBase & {
      readonly kind: 'line';
      readonly width?: 'short' | 'code';
      readonly numeric?: boolean;
      readonly autocomplete?: string;
      readonly inputType?: 'text' | 'email';
    })
  | (FieldBase & { readonly kind: 'text'; readonly rows: number; readonly longest: number })
  | (FieldBase & { readonly kind: 'month' | 'date'; readonly parts: readonly DatePart[] })
  | (FieldBase & { readonly kind: 'one' | 'several'; readonly options: readonly Option[] })
  /** A list to choose from, below the words that it is about. */
  | (FieldBase & { readonly kind: 'choice'; readonly quote: string; readonly choices: readonly Choice[] })
  | (FieldBase & { readonly kind: 'file'; readonly accept: string; readonly limit: FileLimit });

/** The limit for a file, and what the page's script says about a file before it is sent. */
export interface FileLimit {
  readonly bytes: number;
  readonly tooLarge: string;
  readonly empty: string;
}

interface FieldBase {
  /** The name of the input. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly error?: string;
}

export interface DatePart {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly wrong: boolean;
  readonly digits: 2 | 4;
}

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  readonly checked: boolean;
  /** Shown only while the option is chosen. */
  readonly fields?: readonly Field[];
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface Button {
  readonly text: string;
  /** The value that is sent with the form. Needed if the form has several buttons. */
  readonly value?: string;
  readonly secondary?: boolean;
}
