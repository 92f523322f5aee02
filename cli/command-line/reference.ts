import * as z from 'zod';
import type { Command } from '../command/command.ts';
import type { Parameter } from '../command/description.ts';
import { commandsInOrder } from './parse-command-line.ts';
import { argumentSyntax, optionSyntax } from '../command/spelling.ts';

/** Renders the reference of the command line as Markdown. It is made from the commands themselves. */
export async function renderReference(): Promise<string> {
  const parts: string[] = [INTRODUCTION];
  let group = '';
  for (const listed of commandsInOrder()) {
    if (listed.group !== group) {
      group = listed.group;
      parts.push(`## ${group}`);
    }
    parts.push(renderCommand(['revisit', ...listed.words].join(' '), await listed.load()));
  }
  return `${parts.join('\n\n')}\n`;
}

const INTRODUCTION = `# The command line

\`npm run reference\` makes this file from the commands themselves. A test checks that it is up to date.

Every command takes these options:

| option | meaning |
| --- | --- |
| \`--stage <name>\` | the installation to use (default: \`local\`) |
| \`--json\` | print one JSON document to stdout and nothing else |
| \`--as-of <date or instant>\` | act as if it were then; a date means 10am in London |
| \`--yes\` | do not ask for confirmation |

Name a follow-up by its id. The name of its force is enough if only one of its follow-ups runs. \`essex-2016\` also names the year, \`essex-ncpi\` the programme, and \`essex-ncpi-2016\` both. If a name could mean several follow-ups, the command asks which one. With \`--yes\`, or without a terminal, it changes nothing and lists the commands to run. In scripts and notes use the id, because a newer report can change what a name means. A body is whoever is inspected, such as a police force. JSON documents call it \`body\`, and \`force\` for programs that know the older name. Write a date as \`2016-03-08\` or "8 March 2016". Progress goes to stderr. Set \`NO_COLOR\` to switch off colours.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | a defect of Revisit itself |
| 2 | bad input; nothing was written, and the error names the field or line |
| 3 | conflict, for example because it is recorded already or someone else changed it at the same time; the \`title\` says which |
| 4 | not found |
| 5 | a service did not answer |

With \`--json\` an error is one document on stderr: \`{ code, title, detail, field?, particulars?: [{ where, problem }], commands?: [string], exitCode }\`. In the documents below, \`?\` marks a field that may be missing. A \`date\` looks like \`2016-03-08\` and an \`instant\` like \`2016-03-08T10:00:00.000Z\`.

| variable | meaning |
| --- | --- |
| \`REVISIT_HOME\` | where local data lives (default \`.revisit\`) |
| \`REVISIT_ADMIN\` | who you are, for the audit (default: your user name) |
| \`REVISIT_OUTPUTS\` | the file that \`cdk deploy --outputs-file\` wrote, for a deployed stage |
| \`REVISIT_DEBUG\` | show where an error comes from |`;

function renderCommand(line: string, command: Command): string {
  const named = command.parameters.filter(({ kind }) => kind === 'argument').map(argumentSyntax);
  const options = command.parameters.some(({ kind }) => kind !== 'argument') ? ['[options]'] : [];
  const examples = command.examples.map(({ line: example, says }) => `${example}   # ${says}`);
  return [
    `### ${line}`,
    `${command.summary}.`,
    ...(command.description === undefined ? [] : [command.description]),
    ['```', [line, ...named, ...options].join(' '), '```'].join('\n'),
    ...(command.parameters.length === 0 ? [] : [renderParameters(command.parameters)]),
    ['```sh', ...examples, '```'].join('\n'),
    ['The document:', '', '```', shapeOf(jsonSchemaOf(command.output)), '```'].join('\n'),
  ].join('\n\n');
}

function renderParameters(parameters: readonly Parameter[]): string {
  const rows = parameters.map((parameter) => {
    const syntax = parameter.kind === 'argument' ? argumentSyntax(parameter) : optionSyntax(parameter);
    const notes = [
      ...(parameter.required && parameter.kind !== 'argument' ? ['required'] : []),
      ...(parameter.repeatable && parameter.kind !== 'argument' ? ['may be repeated'] : []),
    ];
    const help = notes.length === 0 ? parameter.help : `${parameter.help} (${notes.join(', ')})`;
    return `| \`${syntax}\` | ${help.replaceAll('|', '\\|')} |`;
  });
  return ['| | |', '| --- | --- |', ...rows].join('\n');
}

const jsonSchema = z.looseObject({
  type: z.string().optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});

/** Returns the JSON schema of the document that a program reads, with dates and instants as text. */
function jsonSchemaOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
}

/** Returns the shape of a document in a few lines, such as `{ followUps: [{ id: string, … }] }`. */
function shapeOf(schema: unknown, indent = ''): string {
  const parsed = jsonSchema.safeParse(schema);
  if (!parsed.success) return 'anything';
  const { type, format, const: constant, enum: values, properties, required = [], items } = parsed.data;
  const choices = parsed.data.anyOf ?? parsed.data.oneOf;
  if (constant !== undefined) return JSON.stringify(constant);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (choices !== undefined) return choices.map((choice) => shapeOf(choice, indent)).join(' | ');
  if (type === 'array') return `[${shapeOf(items, indent)}]`;
  if (properties !== undefined) {
    const inner = `${indent}  `;
    const lines = Object.entries(properties).flatMap(([key, value]) => {
      const rest = `${required.includes(key) ? '' : '?'}: ${shapeOf(value, inner)}`;
      // `withBody` gives each body the name of a body too.
      const names = key === 'force' && !('body' in properties) ? ['body', key] : [key];
      return names.map((name) => `${inner}${name}${rest}`);
    });
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (type === 'object') return `{ [name]: ${shapeOf(parsed.data.additionalProperties, indent)} }`;
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'instant';
  return type ?? 'anything';
}
