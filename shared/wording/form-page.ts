/** What a page of the form says, ready to be laid out: the templates hold no sentence of their own. */
export interface PageText {
  /** For the browser's tab; the service's name is added, and "Error:" where something is wrong. */
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
  /** Spoken after the text, where the text alone would be ambiguous. */
  readonly about?: string;
}

export interface Row {
  readonly key: string;
  /** Every line as it was typed. */
  readonly value: string;
  readonly change?: Anchor;
}

/** One question of a page, with what was typed into it. */
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
  | (FieldBase & { readonly kind: 'file'; readonly accept: string; readonly limit: FileLimit });

/** What a script says of a file before it is sent. */
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

export interface Button {
  readonly text: string;
  /** Sent with the form, where it has several buttons. */
  readonly value?: string;
  readonly secondary?: boolean;
}
