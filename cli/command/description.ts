/** The headings of the list of commands in help, in order. */
export const commandGroups = [
  'Look',
  'Dates',
  'People',
  'Programmes',
  'Follow-ups',
  'Visits',
  'Returns',
  'Mail',
  'Export',
  'Running',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What help says about a command. It is plain data, so the bundle holds it and help loads no command. */
export interface CommandDescription {
  /** One line for the list of commands. It begins with a verb in the imperative. */
  readonly summary: string;
  /** More sentences for the command's own help. */
  readonly description: string | undefined;
  readonly examples: readonly CommandExample[];
  readonly parameters: readonly Parameter[];
}

export interface CommandExample {
  readonly line: string;
  readonly says: string;
}

/** How a parameter is spelled on the command line. Its key in the input is the same name in camel case. */
export interface Spelling {
  readonly kind: 'argument' | 'option' | 'flag';
  /** The word for the value in help, such as `<date>` or `<name>`. */
  readonly placeholder: string;
  readonly help: string;
  readonly repeatable: boolean;
}

export interface Parameter extends Spelling {
  readonly key: string;
  readonly required: boolean;
  /** The words that are allowed, or an empty list if any word is. */
  readonly choices: readonly string[];
}
