import * as z from 'zod';
import type { RunningService } from '../../local/find-local-service.ts';
import type { Instant } from '../../shared/domain/dates.ts';
import { parseInput } from './parse-input.ts';
import type { Service } from '../service/service.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** The headings under which help lists the commands, in their order. */
export const commandGroups = [
  'Look',
  'Dates',
  'People',
  'Follow-ups',
  'Visits',
  'Returns',
  'Mail',
  'Out',
  'Running',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What a command is given besides its input. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The service of the chosen stage, opened when it is first asked for and closed after the command. */
  readonly service: () => Promise<Service>;
  /** Stage local alone: the whole service with its functions, running already or started for this command. */
  readonly localService: () => Promise<LocalService>;
  /** Who does this, for the audit. */
  readonly by: string;
  /** Asks before something is sent or deleted. @throws ServiceError `bad-input` when nobody agrees. */
  readonly confirm: (question: { summary: string; question: string }) => Promise<void>;
  readonly stage: string;
  /** Every command there is, and what a first word stands for. */
  readonly commands: readonly ListedCommand[];
  readonly families: Readonly<Record<string, string>>;
  /** The moment that `--as-of` names. */
  readonly asOf: Instant | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface LocalService extends RunningService {
  readonly service: Service;
  /** False where it was started for this command. */
  readonly wasRunning: boolean;
}

/** What a command answers: the document is for programs, the text for people. */
export interface CommandAnswer<Document> {
  readonly document: Document;
  readonly text: () => string;
  /** Where an answer was given, and yet all is not well: 0 unless told. */
  readonly exitCode?: number;
  /** Goes on after the answer was given, until this ends. */
  readonly until?: Promise<void>;
}

export interface CommandExample {
  readonly line: string;
  readonly says: string;
}

/** How a parameter is spelled on the command line; its key in the input is its name in camel case. */
interface Spelling {
  readonly kind: 'argument' | 'option' | 'flag';
  /** `<date>`, `<name>`: what stands in for the value. */
  readonly placeholder: string;
  readonly help: string;
  readonly repeatable: boolean;
}

const spellings = new WeakMap<object, Spelling>();

/** A copy of the schema, so that one schema can serve many parameters, with its spelling. */
function spelled<Schema extends z.ZodType>(schema: Schema, spelling: Spelling): Schema {
  const copy = schema.clone();
  spellings.set(copy, spelling);
  return copy;
}

/** A value given by its place: `revisit show <follow-up>`; optional where its schema is. */
export function argument<Schema extends z.ZodType>(schema: Schema, help: string): Schema {
  return spelled(schema, { kind: 'argument', placeholder: '', help, repeatable: false });
}

/** A value given by its name: `--on <date>`; one that is repeatable has an array for its schema. */
export function option<Schema extends z.ZodType>(
  schema: Schema,
  { value, help, repeatable = false }: { value: string; help: string; repeatable?: boolean },
): Schema {
  return spelled(schema, { kind: 'option', placeholder: value, help, repeatable });
}

/** A switch: `--yes`. */
export function flag(help: string): z.ZodDefault<z.ZodBoolean> {
  return spelled(z.boolean().default(false), { kind: 'flag', placeholder: '', help, repeatable: false });
}

export interface Parameter extends Spelling {
  readonly key: string;
  readonly required: boolean;
  /** Where only some words will do. */
  readonly choices: readonly string[];
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** More, for the command's own help. */
  readonly description: string | undefined;
  readonly examples: readonly CommandExample[];
  readonly parameters: readonly Parameter[];
  /** The form of the JSON document. */
  readonly output: z.ZodType;
  readonly run: (raw: Record<string, unknown>, context: CommandContext) => Promise<CommandAnswer<unknown>>;
}

/** A command by its words, loaded only when it is called, so that a small one starts fast. */
export interface ListedCommand {
  /** `['visit', 'book']`; none for `revisit` alone. */
  readonly words: readonly string[];
  readonly group: CommandGroup;
  readonly load: () => Promise<Command>;
}

/** A command of the CLI: the input is parsed before it runs, the document is encoded by its schema after. */
export function defineCommand<Input extends z.ZodRawShape, Output extends z.ZodType>(definition: {
  summary: string;
  description?: string;
  examples: readonly CommandExample[];
  input: Input;
  output: Output;
  run: (
    input: z.output<z.ZodObject<Input>>,
    context: CommandContext,
  ) => Promise<CommandAnswer<z.output<Output>>>;
}): Command {
  const schema = z.object(definition.input);
  return {
    summary: definition.summary,
    description: definition.description,
    examples: definition.examples,
    output: definition.output,
    parameters: parametersOf(definition.input),
    run: async (raw, context) => {
      const answer = await definition.run(parseInput(schema, raw), context);
      return { ...answer, document: z.encode(definition.output, answer.document) };
    },
  };
}

function parametersOf(shape: z.ZodRawShape): Parameter[] {
  return Object.entries(shape).map(([key, field]) => {
    const spelling = spellings.get(field);
    if (spelling === undefined) throw new TypeError(`Say how ${key} is spelled: argument, option or flag.`);
    const required = !z.safeParse(field, undefined).success;
    return { ...spelling, key, required, choices: choicesOf(field) };
  });
}

const choiceSchema = z.object({ enum: z.array(z.string()) });

function choicesOf(field: z.core.$ZodType): readonly string[] {
  const schema: unknown = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' });
  return choiceSchema.safeParse(schema).data?.enum ?? [];
}
