import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { commandList, families } from '../../cli/command-line/command-list.ts';
import type { Command } from '../../cli/command/command.ts';
import { argumentSyntax, GLOBAL_OPTIONS, optionName, optionSyntax } from '../../cli/command/spelling.ts';

const root = join(import.meta.dirname, '../..');

/** Marks the place of a value in a template. */
const VALUE = '‹value›';

interface Mention {
  readonly place: string;
  /** The sentence from "revisit" on. */
  readonly text: string;
}

/** Finds every text in the sources that names a command. Leaves out the command's own help. */
async function findMentions(): Promise<Mention[]> {
  const mentions: Mention[] = [];
  for await (const file of glob('{cli,shared,local,functions}/**/*.ts', { cwd: root })) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
    visit(source, (text, position) => {
      const { line } = source.getLineAndCharacterOfPosition(position);
      for (const { index } of text.matchAll(/(?<![\w/.-])revisit(?= )/gu)) {
        mentions.push({ place: `${file}:${line + 1}`, text: text.slice(index) });
      }
    });
  }
  return mentions;
}

function visit(node: ts.Node, found: (text: string, position: number) => void): void {
  if (ts.isImportDeclaration(node) || isHelp(node)) return;
  if (ts.isStringLiteralLike(node)) found(node.text, node.pos);
  if (ts.isTemplateExpression(node)) {
    found(
      [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(VALUE),
      node.pos,
    );
  }
  ts.forEachChild(node, (child) => visit(child, found));
}

/** Tells whether a node is a part of a command's own help. Help explains, and the reader does not copy it. */
function isHelp(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    ['description', 'example', 'examples', 'help', 'summary'].includes(node.name.text)
  );
}

interface Call {
  readonly command: Command;
  readonly line: string;
  /** How many values stand after the words of the command. */
  readonly values: number;
  readonly options: readonly string[];
}

/** Reads the command that a sentence begins with. Returns undefined if it only speaks of a revisit. */
async function readCall({ text }: Mention): Promise<Call | undefined> {
  const tokens = text.match(/"[^"]*"|<[^>]*>|\S+/gu)?.slice(1) ?? [];
  const listed = commandList
    .filter(({ words }) => words.length > 0 && words.every((word, place) => wordIn(tokens[place]) === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
  if (listed === undefined) return undefined;
  const command = await listed.load();
  const values: string[] = [];
  const options: string[] = [];
  let place = listed.words.length;
  // A full stop or a comma ends the command.
  while (place <= tokens.length && !/[.,:;)]$/u.test(tokens[place - 1] ?? '')) {
    const token = (tokens[place] ?? '').replace(/[.,:;)]+$/u, '');
    place += 1;
    const option = command.parameters.find((one) => one.kind !== 'argument' && optionName(one) === token);
    if (option !== undefined || GLOBAL_OPTIONS.includes(token)) {
      options.push(token);
      if (option?.kind === 'option' || token === '--stage' || token === '--as-of') place += 1;
    } else if (token.startsWith('--')) {
      throw new Error(`${text}: ${listed.words.join(' ')} has no option ${token}.`);
    } else if (/^[<"‹]|\//u.test(token)) values.push(token);
    else break;
  }
  return { command, line: tokens.slice(0, place).join(' '), values: values.length, options };
}

function wordIn(token: string | undefined): string | undefined {
  return token?.replace(/[.,:;)"]+$/u, '');
}

function missingIn({ command, values, options }: Call): string[] {
  const places = command.parameters.filter(({ kind }) => kind === 'argument');
  return command.parameters
    .filter(({ required }) => required)
    .filter((one) =>
      one.kind === 'argument' ? places.indexOf(one) >= values : !options.includes(optionName(one)),
    )
    .map((one) => (one.kind === 'argument' ? argumentSyntax(one) : optionSyntax(one)));
}

test('each command that a sentence names has every argument and option that it needs, or a placeholder', async () => {
  const incomplete: string[] = [];
  const mentions = await findMentions();
  for (const mention of mentions) {
    const call = await readCall(mention);
    const missing = call === undefined ? [] : missingIn(call);
    if (missing.length > 0) {
      incomplete.push(`${mention.place}: "${mention.text.slice(0, 60)}" lacks ${missing.join(' ')}`);
    }
  }
  expect(mentions.length).toBeGreaterThan(60);
  expect(incomplete).toEqual([]);
});

test('each first word of a family is followed by a word of the family, wherever a sentence names it', async () => {
  const unknown = (await findMentions()).filter(({ text }) => {
    const [, first = '', second] = text.split(/\s+/u).map(wordIn);
    if (!(first in families)) return false;
    return !commandList.some(
      ({ words }) => words[0] === first && (words.length === 1 || words[1] === second),
    );
  });
  expect(unknown).toEqual([]);
});
