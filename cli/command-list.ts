import type { Command, CommandGroup } from './command.ts';

/** A command by its words, loaded only when it is called, so that a small one starts fast. */
export interface ListedCommand {
  /** `['visit', 'book']`; none for `revisit` alone. */
  readonly words: readonly string[];
  readonly group: CommandGroup;
  readonly load: () => Promise<Command>;
}

/** What a first word stands for where it leads to several commands. */
export const families: Readonly<Record<string, string>> = {};

// prettier-ignore
export const commandList: readonly ListedCommand[] = [
  { words: ['due-date'], group: 'Dates', load: async () => (await import('./commands/due-date.ts')).dueDate },
];
