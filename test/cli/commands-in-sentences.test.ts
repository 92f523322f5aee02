import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandList, families } from '../../cli/command-line/command-list.ts';
import { findMentions, missingIn, readPrintedCommand, wordIn } from '../support/printed-commands.ts';

const root = join(import.meta.dirname, '../..');

/** Marks the place of a value in a template. */
const VALUE = '‹value›';

interface Mention {
  readonly place: string;
  /** The sentence from "revisit" on. */
  readonly text: string;
}

/** Finds every text in the sources that names a command. Leaves out the command's own help. */
async function findMentionsInSources(): Promise<Mention[]> {
  const mentions: Mention[] = [];
  for await (const file of glob('{cli,shared,local,functions}/**/*.ts', { cwd: root })) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
    visit(source, (text, position) => {
      const { line } = source.getLineAndCharacterOfPosition(position);
      for (const mention of findMentions(text)) {
        mentions.push({ place: `${file}:${line + 1}`, text: mention.text });
      }
    });
  }
  return mentions;
}

function visit(node: ts.Node, found: (text: string, position: number) => void): void {
  if (ts.isImportDeclaration(node) || isHelp(node)) return;
  if (ts.isStringLiteralLike(node)) found(node.text, node.pos);
  if (ts.isTemplateExpression(node)) {
    const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
    found(parts.map(({ text }) => text).join(VALUE), node.pos);
  }
  ts.forEachChild(node, (child) => {
    visit(child, found);
  });
}

/** Tells whether a node is a part of a command's own help. Help explains, and the reader does not copy it. */
function isHelp(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    ['description', 'example', 'examples', 'help', 'summary'].includes(node.name.text)
  );
}

describe('a command that a sentence of the sources names', () => {
  let mentions: readonly Mention[];
  beforeAll(async () => {
    mentions = await findMentionsInSources();
  });

  it('is complete: each argument and option is given or has a placeholder', async () => {
    const incomplete: string[] = [];
    for (const { place, text } of mentions) {
      const printed = await readPrintedCommand(text, (token) => /^[<"‹]|\//u.test(token));
      const missing = printed === undefined ? [] : missingIn(printed);
      if (missing.length > 0) incomplete.push(`${place}: "${text.slice(0, 60)}" lacks ${missing.join(' ')}`);
    }
    expect(mentions.length).toBeGreaterThan(60);
    expect(incomplete).toEqual([]);
  });

  it('is one of the commands of its family', () => {
    const unknown = mentions.filter(({ text }) => {
      const [, first = '', second] = text.split(/\s+/u).map(wordIn);
      const isKnown = commandList.some(
        ({ words }) => words[0] === first && (words.length === 1 || words[1] === second),
      );
      return first in families && !isKnown;
    });
    expect(unknown).toEqual([]);
  });
});
