import * as z from 'zod';
import type { RunningService } from '../../local/find-local-service.ts';
import { findWrongYear } from '../../shared/domain/clocks/year-bound.ts';
import { londonDate, type Instant } from '../../shared/domain/dates.ts';
import type { FollowUp } from '../../shared/domain/follow-up.ts';
import { ServiceError } from '../../shared/errors.ts';
import type { MailReader } from '../../shared/ports/mail-reader.ts';
import { parseInput, tidyTyped } from './parse-input.ts';
import type {
  CommandDescription,
  CommandExample,
  CommandGroup,
  Parameter as DescribedParameter,
  Spelling as DescribedSpelling,
} from './description.ts';
import type { Service } from '../service/service.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What every command gets besides its input. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Opens the service of the chosen stage on the first call. main.ts closes it after the command. */
  readonly service: () => Promise<Service>;
  /** Gives the whole local service with its functions. Starts it for this command if it is not running. */
  readonly localService: () => Promise<LocalService>;
  /** Gives what reads mail files. It needs no service. */
  readonly mailReader: () => Promise<MailReader>;
  /** The person who runs the command, for the audit. */
  readonly by: string;
  /**
   * Returns the exact id of the follow-up that `written` names. Asks which one if the name is ambiguous.
   *
   * @throws ServiceError `ambiguous` with the commands to run, if there is nobody to ask.
   */
  readonly chooseFollowUp: (written: string, use: { key: string; changes: boolean }) => Promise<string>;
  /** Returns the shortest name of a follow-up that is unambiguous now, for a command that the text prints. */
  readonly nameOf: (followUp: FollowUp) => Promise<string>;
  /** Asks before something is sent or deleted. @throws ServiceError `bad-input` if the admin does not agree. */
  readonly confirm: (question: { summary: string; question: string }) => Promise<void>;
  readonly stage: string;
  /** Every command, in the order of help. */
  readonly commands: readonly ListedCommand[];
  /** The summary of each first word that several commands share. */
  readonly families: Readonly<Record<string, string>>;
  /** The moment that `--as-of` names. */
  readonly asOf: Instant | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface LocalService extends RunningService {
  readonly service: Service;
  /** False if it was started for this command. */
  readonly wasRunning: boolean;
}

/** The answer of a command. Programs read the document, people read the text. */
export interface CommandAnswer<Document> {
  readonly document: Document;
  readonly text: () => string;
  /** The exit code if the command answered but found a problem (default: 0). */
  readonly exitCode?: number;
  /** The command goes on after its answer until this settles. */
  readonly until?: Promise<void>;
}

interface Spelling extends DescribedSpelling {
  /** True if the command gets the text exactly as it was typed. Other texts become one line without hidden characters. */
  readonly asTyped?: boolean;
  /** Set if the value names a follow-up. The command then gets its exact id. */
  readonly followUp?: FollowUpUse;
}

/** What a command does with the follow-up that a parameter names. */
export interface FollowUpUse {
  /** True if the command changes the follow-up. It then says which report a name means, if that may have changed. */
  readonly changes: boolean;
  /** Tells whether the value is something else than the name of a follow-up. It is then passed on as it is. */
  readonly unless?: (written: string, context: CommandContext) => boolean | Promise<boolean>;
}

const spellings = new WeakMap<object, Spelling>();

/** Copies the schema and keeps a spelling for the copy, because several parameters can share one schema. */
function addSpelling<Schema extends z.ZodType>(schema: Schema, spelling: Spelling): Schema {
  const copy = schema.clone();
  spellings.set(copy, spelling);
  return copy;
}

/** Declares a value that is given by its place, as in `revisit show <follow-up>`. It is optional if its schema is. */
export function argument<Schema extends z.ZodType>(schema: Schema, help: string): Schema {
  return addSpelling(schema, { kind: 'argument', placeholder: '', help, repeatable: false });
}

/** Declares an argument that is the path of a file. */
export function fileArgument<Schema extends z.ZodType>(schema: Schema, help: string): Schema {
  return addSpelling(schema, { kind: 'argument', placeholder: '', help, repeatable: false, asTyped: true });
}

/** Declares the last argument, which may be given several times. Its schema is an array. */
export function severalArguments<Schema extends z.ZodType>(
  schema: Schema,
  help: string,
  { asTyped = false }: { asTyped?: boolean } = {},
): Schema {
  return addSpelling(schema, { kind: 'argument', placeholder: '', help, repeatable: true, asTyped });
}

/** Declares an argument that names a follow-up. Every name of it is accepted, and the command gets its exact id. */
export function followUpArgumentOf<Schema extends z.ZodType>(
  schema: Schema,
  { help, ...followUp }: FollowUpUse & { help: string },
): Schema {
  return addSpelling(schema, { kind: 'argument', placeholder: '', help, repeatable: false, followUp });
}

/** Declares a value that is given by its name, as in `--on <date>`. The schema of a repeatable one is an array. */
export function option<Schema extends z.ZodType>(
  schema: Schema,
  {
    value,
    help,
    repeatable = false,
    asTyped = value === '<file>' || value === '<csv>',
  }: { value: string; help: string; repeatable?: boolean; asTyped?: boolean },
): Schema {
  return addSpelling(schema, { kind: 'option', placeholder: value, help, repeatable, asTyped });
}

/** Declares a switch without a value, such as `--yes`. */
export function flag(help: string): z.ZodDefault<z.ZodBoolean> {
  return addSpelling(z.boolean().default(false), { kind: 'flag', placeholder: '', help, repeatable: false });
}

/** A parameter of a command, with what the command does with it. */
interface Parameter extends DescribedParameter, Spelling {}

export interface Command extends CommandDescription {
  readonly parameters: readonly Parameter[];
  /** The schema of the JSON document. */
  readonly output: z.ZodType;
  readonly run: (raw: Record<string, unknown>, context: CommandContext) => Promise<EncodedAnswer>;
}

/** The answer of a command, with the document that a program reads. It is made only if a program asks for it. */
interface EncodedAnswer extends Omit<CommandAnswer<unknown>, 'document'> {
  readonly document: () => unknown;
}

/** A command by its words. It is loaded only when it is called, to keep the start of small commands fast. */
export interface ListedCommand {
  /** Such as `['visit', 'book']`. Empty for `revisit` alone. */
  readonly words: readonly string[];
  readonly group: CommandGroup;
  readonly load: () => Promise<Command>;
}

/** Defines a command. Its input is parsed before it runs, and its document is encoded with the output schema. */
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
    // Help and errors need them. A command that runs does not.
    get parameters() {
      return parametersOf(definition.input);
    },
    run: async (typed, context) => {
      const raw = tidyTyped(typed, { asTyped: namesAsTyped(definition.input) });
      // What is wrong with the other input is said before anybody is asked which follow-up they mean.
      const bounded = boundYears(parseInput(schema, raw), context);
      if (namesFollowUp(raw, definition.input)) await bounded.service();
      const input = parseInput(
        schema,
        await withFollowUpIds(raw, { shape: definition.input, context: bounded }),
      );
      const answer = await definition.run(input, bounded);
      return { ...answer, document: () => z.encode(definition.output, answer.document) };
    },
  };
}

/**
 * Returns a context whose service refuses dates of a year that cannot be right. Only the service knows what day it is.
 * A command that opens no service stores nothing, and its reader knows the century.
 */
function boundYears(input: Readonly<Record<string, unknown>>, context: CommandContext): CommandContext {
  const service = async (): Promise<Service> => {
    const opened = await context.service();
    const wrong = findWrongYear(input, londonDate(opened.clock.now()));
    if (wrong !== undefined) throw new ServiceError('bad-input', wrong.problem, { field: wrong.field });
    return opened;
  };
  return { ...context, service };
}

/** Returns the keys of the parameters whose text stays exactly as it was typed. */
function namesAsTyped(shape: z.ZodRawShape): ReadonlySet<string> {
  const keys = Object.entries(shape).flatMap(([key, field]) =>
    spellings.get(field)?.asTyped === true ? [key] : [],
  );
  return new Set(keys);
}

/** Tells whether the input names a follow-up. */
function namesFollowUp(raw: Readonly<Record<string, unknown>>, shape: z.ZodRawShape): boolean {
  return Object.entries(shape).some(
    ([key, field]) => spellings.get(field)?.followUp !== undefined && raw[key] !== undefined,
  );
}

/** Returns the input with the exact id in place of each name of a follow-up. */
async function withFollowUpIds(
  raw: Record<string, unknown>,
  { shape, context }: { shape: z.ZodRawShape; context: CommandContext },
): Promise<Record<string, unknown>> {
  const input = { ...raw };
  for (const [key, field] of Object.entries(shape)) {
    const followUp = spellings.get(field)?.followUp;
    const written = raw[key];
    if (followUp === undefined || typeof written !== 'string') continue;
    if ((await followUp.unless?.(written, context)) === true) continue;
    input[key] = await context.chooseFollowUp(written, { key, changes: followUp.changes });
  }
  return input;
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
