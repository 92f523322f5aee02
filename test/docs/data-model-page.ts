import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** The functions here read docs/data-model.md. */

const pageUrl = new URL('../../docs/data-model.md', import.meta.url);

/** A name in the code that the page links to, such as `followUpSchema`, and its file. */
export interface NamedCode {
  readonly name: string;
  readonly url: URL;
}

export interface DocumentedKind {
  readonly kind: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly indexes: readonly string[];
  /** Absent for an item without a schema. */
  readonly schema?: NamedCode;
  /** The attributes that the store adds to those of the schema. */
  readonly added: readonly string[];
  readonly writtenBy: readonly string[];
  readonly readBy: readonly string[];
  readonly kept: string;
  readonly example: Readonly<Record<string, unknown>>;
}

export interface DocumentedQueue {
  readonly name: string;
  readonly schema: NamedCode;
  readonly writtenBy: readonly string[];
  readonly readBy: readonly string[];
  readonly example: unknown;
}

export interface DocumentedObject {
  readonly bucket: string;
  readonly key: string;
  readonly writtenBy: readonly string[];
  readonly readBy: readonly string[];
}

export interface DataModelPage {
  readonly kinds: readonly DocumentedKind[];
  readonly indexes: readonly (readonly string[])[];
  readonly queues: readonly DocumentedQueue[];
  readonly objects: readonly DocumentedObject[];
}

export function readDataModelPage(): DataModelPage {
  const chapters = partsOf(readFileSync(pageUrl, 'utf8'), '## ');
  const entries = chapters.flatMap(({ title, text }) =>
    partsOf(text, '### ')
      .filter((section) => section.title.startsWith('`'))
      .map((section) => ({ ...section, chapter: title })),
  );
  return {
    kinds: entries.filter(({ chapter }) => chapter !== 'Queues').map(readKind),
    queues: entries.filter(({ chapter }) => chapter === 'Queues').map(readQueue),
    indexes: rowsOf(chapters, 'The table').map((cells) => cells.slice(0, 4).map(withoutTicks)),
    objects: rowsOf(chapters, 'Buckets').map(([bucket = '', key = '', , writtenBy = '', readBy = '']) => ({
      bucket: withoutTicks(bucket),
      key: withoutTicks(key),
      writtenBy: listOf(writtenBy),
      readBy: listOf(readBy),
    })),
  };
}

interface Part {
  readonly title: string;
  readonly text: string;
}

function partsOf(text: string, heading: '## ' | '### '): Part[] {
  const [, ...parts] = `\n${text}`.split(`\n${heading}`);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    return { title: part.slice(0, end).trim(), text: part.slice(end) };
  });
}

function readKind({ title, text }: Part): DocumentedKind {
  const [partitionKey = '', sortKey = ''] = ticked(lineOf(text, 'Key'));
  const schema = lineOf(text, 'Schema');
  const [, added = ''] = schema.split('; the store adds ');
  return {
    kind: withoutTicks(title),
    partitionKey,
    sortKey,
    indexes: text.includes('\n- Indexes: ') ? ticked(lineOf(text, 'Indexes')) : [],
    ...(schema.startsWith('none') ? {} : { schema: namedCode(schema) }),
    added: ticked(added),
    writtenBy: listOf(lineOf(text, 'Written by')),
    readBy: listOf(lineOf(text, 'Read by')),
    kept: lineOf(text, 'Kept'),
    example: z.record(z.string(), z.unknown()).parse(exampleOf(text)),
  };
}

function readQueue({ title, text }: Part): DocumentedQueue {
  return {
    name: withoutTicks(title),
    schema: namedCode(lineOf(text, 'Schema')),
    writtenBy: listOf(lineOf(text, 'Written by')),
    readBy: listOf(lineOf(text, 'Read by')),
    example: exampleOf(text),
  };
}

function lineOf(text: string, name: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`- ${name}: `));
  if (line === undefined)
    throw new Error(`docs/data-model.md has no line "- ${name}:" in this section:${text}`);
  return line.slice(`- ${name}: `.length);
}

function exampleOf(text: string): unknown {
  const example: unknown = JSON.parse(/```json\n(?<json>[\s\S]*?)```/u.exec(text)?.groups?.['json'] ?? '');
  return example;
}

/** Returns the cells of each row in the table of a chapter, without the table head. */
function rowsOf(chapters: readonly Part[], title: string): string[][] {
  const { text = '' } = chapters.find((chapter) => chapter.title === title) ?? {};
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function namedCode(line: string): NamedCode {
  const { name = '', path = '' } = /^\[`(?<name>\w+)`\]\((?<path>[^)]+)\)/u.exec(line)?.groups ?? {};
  return { name, url: new URL(path, pageUrl) };
}

function ticked(line: string): string[] {
  return [...line.matchAll(/`(?<text>[^`]+)`/gu)].map(({ groups }) => groups?.['text'] ?? '');
}

function withoutTicks(text: string): string {
  return text.replaceAll('`', '');
}

function listOf(line: string): string[] {
  return line.split(', ').sort();
}

const INSTANT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;

/**
 * The pattern for each word in angle brackets. Any other word in angle brackets matches text without a hash or a
 * space.
 */
const places: Readonly<Record<string, string>> = {
  nn: '(?!00)\\d\\d',
  version: '\\d{4}',
  instant: INSTANT,
  'due date': '\\d{4}-\\d\\d-\\d\\d',
  month: '\\d{4}-\\d\\d',
  hash: '[0-9a-f]+',
  window: '\\d+',
  'follow-up': '(?!words/)[^# ]+',
};

/** Returns the pattern of a documented key such as `REC#<nn>`. Text in square brackets may be absent. */
export function patternOf(documented: string): RegExp {
  const source = documented
    .replaceAll('[', '(?:')
    .replaceAll(']', ')?')
    .replaceAll(/<(?<place>[^>]+)>/gu, (_, place: string) => places[place] ?? '[^# ]+');
  return new RegExp(`^${source}$`, 'u');
}
