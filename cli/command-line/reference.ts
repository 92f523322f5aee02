import * as z from 'zod';
import type { Command, Parameter } from '../command/command.ts';
import { commandsInOrder } from './parse-command-line.ts';
import { argumentSyntax, optionSyntax } from '../command/spelling.ts';

/** The reference of the command line as Markdown, made of the commands themselves: what they say of themselves is what they do. */
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

This file is made of the commands themselves by \`npm run reference\`, and a test holds it against them.

Every command takes \`--stage <name>\` (default \`local\`), \`--json\` (one document on stdout and nothing else), \`--as-of <date or instant>\` (as though it were then; a date stands for 10am in London) and \`--yes\` (go on without being asked). A follow-up is named by its id, or by its force where that is enough; \`essex-2016\` names the year. Dates are \`2016-03-08\` or "8 March 2016". \`NO_COLOR\` is honoured, and progress goes to stderr.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | a defect of Revisit itself |
| 2 | bad input: nothing was written, the field or line is named |
| 3 | conflict, for example because it is recorded already or someone else changed it at the same time. The \`title\` says which |
| 4 | not found |
| 5 | a service did not answer |

With \`--json\` a problem is one document on stderr: \`{ code, title, detail, field?, particulars?: [{ where, problem }], exitCode }\`. In the forms below \`?\` marks what may be absent, dates are \`date\` (\`2016-03-08\`) and instants are \`instant\` (\`2016-03-08T10:00:00.000Z\`).

| variable | meaning |
| --- | --- |
| \`REVISIT_HOME\` | where local data lives (default \`.revisit\`) |
| \`REVISIT_ADMIN\` | who you are, for the audit (default: your user name) |
| \`REVISIT_OUTPUTS\` | for a deployed stage: the file that \`cdk deploy --outputs-file\` wrote |
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
      ...(parameter.repeatable ? ['may be repeated'] : []),
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

/** What a program reads: dates and instants as text. */
function jsonSchemaOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
}

/** The form of a document in a line or a few: `{ followUps: [{ id: string, … }] }`. */
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
    const lines = Object.entries(properties).map(
      ([key, value]) => `${inner}${key}${required.includes(key) ? '' : '?'}: ${shapeOf(value, inner)}`,
    );
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (type === 'object') return `{ [name]: ${shapeOf(parsed.data.additionalProperties, indent)} }`;
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'instant';
  return type ?? 'anything';
}
