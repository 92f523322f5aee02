import { Command as Program, CommanderError, Option } from 'commander';
import { ServiceError } from '../../shared/errors.ts';
import type { Command, ListedCommand } from '../command/command.ts';
import { commandGroups, type CommandDescription, type Parameter } from '../command/description.ts';
import { findCommandCalled } from './command-called.ts';
import { commandList, families, membersOf } from './command-list.ts';
import { describeCommand } from './describe-command.ts';
import { parseGlobalOptions, type GlobalOptions } from './global-options.ts';
import { argumentSyntax, GLOBAL_OPTIONS, optionSyntax } from '../command/spelling.ts';
import { wrap } from '../terminal/wrap.ts';

export interface CommandLine {
  readonly command: Command;
  readonly words: readonly string[];
  /** What was typed, by parameter. The command parses it. */
  readonly input: Record<string, unknown>;
  readonly options: GlobalOptions;
  /** The global options as they were typed. */
  readonly typedOptions: Readonly<Record<string, unknown>>;
}

/**
 * Finds the command that was called, and its input.
 *
 * @returns undefined if the admin asked for help or the version, which is then shown.
 * @throws ServiceError `bad-input`. It suggests the nearest command or option if one was mistyped.
 */
export async function parseCommandLine(
  argv: readonly string[],
  show: { out: (text: string) => void; width: number },
): Promise<CommandLine | undefined> {
  let called: CalledNode | undefined;
  const program = createProgram(show);
  const wanted = findCommandCalled(argv);
  for (const listed of commandsInOrder()) {
    const node = nodeFor(program, listed);
    // Help lists every command. A call needs only its own.
    if (wanted !== undefined && wanted !== listed) continue;
    const description = await describeCommand(listed);
    describe(node, { description, listed });
    if (listed.words.length === 0 && wanted !== listed) continue;
    node.action(() => {
      refuseMissing(node, description);
      called = { listed, input: inputOf(node, description.parameters) };
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    if (error.code === 'commander.help') throw whichOfFamily(argv);
    throw new ServiceError('bad-input', `${sentenceOf(error)}${hintOf(error, wanted)}`, fieldOf(error));
  }
  return called === undefined ? undefined : loadCalled(called, program.opts());
}

interface CalledNode {
  readonly listed: ListedCommand;
  readonly input: Record<string, unknown>;
}

/** Loads the command that was called. */
async function loadCalled(
  { listed, input }: CalledNode,
  typedOptions: Readonly<Record<string, unknown>>,
): Promise<CommandLine> {
  const options = await parseGlobalOptions(typedOptions);
  return { command: await listed.load(), words: listed.words, input, options, typedOptions };
}

function rootOf(node: Program): Program {
  return node.parent === null ? node : rootOf(node.parent);
}

function createProgram(show: { out: (text: string) => void; width: number }): Program {
  const program = new Program('revisit')
    .description('Keeps the promise to revisit each police force within six months of its report.')
    .usage('[command] [options]')
    .version('0.1.0', '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help, here or for any command')
    .helpCommand('help [command]', 'show help for a command')
    .addOption(
      new Option('--stage <name>', 'the installation to use, local or a deployed stage').default('local'),
    )
    .addOption(new Option('--json', 'print one JSON document and nothing else'))
    .addOption(new Option('--as-of <when>', 'act as if it were that day (10am) or instant'))
    .addOption(new Option('--yes', 'do not ask for confirmation'))
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: show.width,
      sortSubcommands: false,
      // A command shows its arguments in its own help only. The list then fits a terminal of 80 columns.
      subcommandTerm: (node) => node.name(),
      // This leaves out options that only the desk, or the first command of a family, takes.
      visibleGlobalOptions: (node) => {
        const root = rootOf(node);
        return node === root ? [] : root.options.filter(({ long }) => GLOBAL_OPTIONS.includes(long ?? ''));
      },
    })
    .configureOutput({
      writeOut: show.out,
      // Errors are thrown, and runCli writes them.
      writeErr: () => undefined,
      getOutHelpWidth: () => show.width,
      getErrHelpWidth: () => show.width,
    })
    .exitOverride();
  return program;
}

/** Returns the commands in the order of help, heading by heading. */
export function commandsInOrder(): ListedCommand[] {
  return [...commandList].sort((a, b) => commandGroups.indexOf(a.group) - commandGroups.indexOf(b.group));
}

/** Finds or makes the program's node for a command, and for its family. */
function nodeFor(program: Program, listed: ListedCommand): Program {
  let node = program;
  for (const [depth, word] of listed.words.entries()) {
    const known = node.commands.find((command) => command.name() === word);
    if (known !== undefined) {
      node = known;
      continue;
    }
    node = node.command(word);
    const family = depth === 0 ? families[word] : undefined;
    if (family !== undefined) node.description(family).summary(family).helpCommand(false);
    if (depth === 0) node.helpGroup(`${listed.group}:`);
  }
  return node;
}

function describe(
  node: Program,
  { description: command, listed }: { description: CommandDescription; listed: ListedCommand },
): void {
  const isFamily = families[listed.words[0] ?? ''] !== undefined && listed.words.length === 1;
  if (listed.words.length > 0) {
    node.description(
      [command.summary, command.description ?? ''].filter((part) => part !== '').join('.\n\n'),
    );
    if (!isFamily) node.summary(command.summary);
  }
  for (const parameter of command.parameters) {
    if (parameter.kind === 'argument') node.argument(argumentSyntax(parameter), parameter.help);
    else node.addOption(optionOf(parameter));
  }
  if (command.examples.length === 0 || listed.words.length === 0) return;
  node.addHelpText('after', () => {
    const lines = command.examples.map(
      ({ line, says }) => `  ${line}\n${wrap(says, { width: 80, indent: 6 })}`,
    );
    return `\nExamples:\n${lines.join('\n')}`;
  });
}

function optionOf(parameter: Parameter): Option {
  const created = new Option(optionSyntax(parameter), parameter.help);
  if (parameter.repeatable) {
    created.argParser((value: string, earlier: string[] | undefined) => [...(earlier ?? []), value]);
  }
  return created;
}

/** Refuses missing options. This runs after Commander has seen every option, because Commander explains mistyped ones. */
function refuseMissing(node: Program, { parameters }: CommandDescription): void {
  const given = node.opts();
  for (const parameter of parameters) {
    if (parameter.kind === 'argument' || !parameter.required || given[parameter.key] !== undefined) continue;
    const line = nameOfNode(node);
    const detail = `Required option '${optionSyntax(parameter)}' not specified. See ${line} --help.`;
    throw new ServiceError('bad-input', detail, { field: parameter.key });
  }
}

/** Returns the words of a node, such as `revisit visit book`. */
function nameOfNode(node: Program): string {
  return node.parent === null ? node.name() : `${nameOfNode(node.parent)} ${node.name()}`;
}

function inputOf(node: Program, parameters: readonly Parameter[]): Record<string, unknown> {
  const options = node.opts();
  const input: Record<string, unknown> = {};
  let place = 0;
  for (const { key, kind } of parameters) {
    const typed: unknown = kind === 'argument' ? node.processedArgs[place++] : options[key];
    if (typed !== undefined) input[key] = typed;
  }
  return input;
}

/** Makes the error for the first word of a family alone, such as `revisit visit`. It lists the words that can follow. */
function whichOfFamily(argv: readonly string[]): ServiceError {
  const family = argv.find((token) => families[token] !== undefined);
  if (family === undefined) {
    return new ServiceError(
      'bad-input',
      'There is no such command. Run revisit --help to list the commands.',
    );
  }
  return new ServiceError('bad-input', `Say what to do: revisit ${family} ${membersOf(family).join(' | ')}.`);
}

/** Names the help to read, unless the error already suggests the right word. */
function hintOf({ message }: CommanderError, called: ListedCommand | undefined): string {
  if (message.includes('Did you mean')) return '';
  const line = ['revisit', ...(called?.words ?? [])].join(' ');
  return ` See ${line} --help.`;
}

function sentenceOf(error: CommanderError): string {
  const message = error.message.replace(/^error: /u, '').replace(/\s*\n\s*/gu, ' ');
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.?)]$/u.test(sentence)
    ? sentence.replace(/^(?<said>.*'.*') \(Did/u, '$<said>. (Did')
    : `${sentence}.`;
}

/** Finds the option or argument that the error is about. Commander names it only in its message. */
function fieldOf(error: CommanderError): { field?: string } {
  const named = /'(?:-\w, )?(?:--)?(?<name>[\w-]+)/u.exec(error.message)?.groups?.['name'];
  return named === undefined ? {} : { field: named };
}
