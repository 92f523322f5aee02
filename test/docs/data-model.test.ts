import { beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import {
  bucketNames,
  functionNames,
  queueNames,
  serviceMap,
  type FunctionName,
} from '../../infra/service-map.ts';
import { tableDefinition } from '../../infra/table-definition.ts';
import { keys } from '../../shared/adapters/dynamodb/keys.ts';
import { isNightly } from '../support/nightly.ts';
import {
  patternOf,
  readDataModelPage,
  type DocumentedKind,
  type DocumentedObject,
  type NamedCode,
} from './data-model-page.ts';
import type { ItemName, SeenKeys } from './table-calls.ts';
import { actors, runWholeCourse, type Course } from './whole-course.ts';

const page = readDataModelPage();
const everyKind = Object.keys(keys).sort();
let course: Course;

// `npm run data-model` compares the page with a complete run of the service.
beforeAll(async () => {
  if (isNightly) course = await runWholeCourse();
}, 180_000);

async function codeNamed({ name, url }: NamedCode): Promise<unknown> {
  const module: unknown = await import(url.href);
  return z.record(z.string(), z.unknown()).parse(module)[name];
}

async function schemaOf({ schema }: DocumentedKind): Promise<z.ZodType> {
  return schema === undefined ? z.object({}) : z.instanceof(z.ZodType).parse(await codeNamed(schema));
}

const documentedKeys = page.kinds.map(({ kind, partitionKey, sortKey }) => ({
  kind,
  pattern: patternOf(`${partitionKey} / ${sortKey}`),
}));
const knownNames = new Map<ItemName, readonly string[]>();

/** Returns the kinds whose documented key matches the key of an item. */
function kindsOf(name: ItemName): readonly string[] {
  const known =
    knownNames.get(name) ??
    documentedKeys.filter(({ pattern }) => pattern.test(name)).map(({ kind }) => kind);
  knownNames.set(name, known);
  return known;
}

/**
 * Returns the attributes of an item that its schema and the page do not know, and those that the schema would store in
 * another form.
 */
async function unexplained(
  kind: DocumentedKind,
  attributes: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const schema = await schemaOf(kind);
  const parsed = schema.safeParse(attributes);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const known = z.record(z.string(), z.unknown()).parse(z.encode(schema, parsed.data));
  const expected = new Set(['pk', 'sk', ...kind.added, ...indexAttributes(kind)]);
  if (kind.kept.includes('`ttl`')) expected.add(tableDefinition.timeToLiveAttribute);
  return Object.keys(attributes).filter((name) => {
    if (name in known)
      return JSON.stringify(sorted(known[name])) !== JSON.stringify(sorted(attributes[name]));
    return !expected.has(name);
  });
}

function indexAttributes({ indexes }: DocumentedKind): string[] {
  return tableDefinition.indexes
    .filter(({ name }) => indexes.includes(name))
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)] as const).sort());
}

describe('docs/data-model.md, about stored items,', () => {
  it('lists every kind of stored item and no other', () => {
    expect(page.kinds.map(({ kind }) => kind).sort()).toEqual(everyKind);
  });

  it.runIf(isNightly)('lists only kinds that a complete run of the service stores', () => {
    const stored = new Set(course.items.map(({ name }) => course.madeBy.get(name)));
    expect(everyKind.filter((kind) => !stored.has(kind))).toEqual([]);
  });

  it.runIf(isNightly)('gives the key that the code makes for each item', () => {
    const wrong = course.items
      .map(({ name }) => ({ name, made: course.madeBy.get(name), documented: kindsOf(name) }))
      .filter(({ made, documented }) => documented.length !== 1 || documented[0] !== made);
    expect(wrong).toEqual([]);
  });

  it('gives the right key for the second attempt to send a notice', () => {
    const { pk, sk } = keys.notice({
      followUpId: 'essex-ncpi-2016-03-08',
      milestone: 'six-week-response',
      dueOn: Temporal.PlainDate.from('2016-04-19'),
      rung: 'request',
      contactId: 'lead-1',
      attempt: 2,
    });
    expect(kindsOf(`${pk} / ${sk}`)).toEqual(['notice']);
  });

  it.runIf(isNightly)('names for each item a schema that has every attribute', async () => {
    const wrong: string[] = [];
    for (const { name, attributes } of course.items) {
      const kind = page.kinds.find((candidate) => candidate.kind === course.madeBy.get(name));
      if (kind === undefined) continue;
      wrong.push(...(await unexplained(kind, attributes)).map((what) => `${kind.kind}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });

  it.each(page.kinds)('gives an example of the kind "$kind" that its schema accepts', async (kind) => {
    const { pk, sk } = z.looseObject({ pk: z.string(), sk: z.string() }).parse(kind.example);
    expect(kindsOf(`${pk} / ${sk}`)).toEqual([kind.kind]);
    expect(await unexplained(kind, kind.example)).toEqual([]);
  });

  it.runIf(isNightly).each(page.kinds)(
    'gives the right indexes and expiry of the kind "$kind"',
    ({ kind, indexes, kept }) => {
      const items = course.items.filter(({ name }) => course.madeBy.get(name) === kind);
      const indexed = tableDefinition.indexes.filter(({ partitionKey }) =>
        items.some(({ attributes }) => partitionKey in attributes),
      );
      expect(indexed.map(({ name }) => name)).toEqual(indexes);
      const withTtl = items.filter(({ attributes }) => tableDefinition.timeToLiveAttribute in attributes);
      expect(withTtl).toHaveLength(kept.includes('`ttl`') ? items.length : 0);
    },
  );

  it.runIf(isNightly).each(page.kinds)(
    'names every function that writes or reads the kind "$kind"',
    ({ kind, writtenBy, readBy }) => {
      const whoDoes = (did: keyof SeenKeys): string[] =>
        actors
          .filter((actor) =>
            [...(course.seen.get(actor)?.[did] ?? [])].some((name) => kindsOf(name).includes(kind)),
          )
          .sort();
      expect({ writtenBy, readBy }).toEqual({ writtenBy: whoDoes('written'), readBy: whoDoes('read') });
    },
  );
});

describe('docs/data-model.md, about indexes, buckets and queues,', () => {
  it('lists each index of the table', () => {
    expect(page.indexes).toEqual(
      tableDefinition.indexes.map(({ name, partitionKey, sortKey, projection }) => [
        name,
        partitionKey,
        sortKey,
        projection === 'ALL' ? 'the whole item' : 'keys only',
      ]),
    );
  });

  it.runIf(isNightly)('lists each kind of object that is stored in a bucket', () => {
    const stored = bucketNames.flatMap((bucket) =>
      [...(course.objects.get(bucket) ?? [])].map((key) => ({ bucket, key })),
    );
    const isOf = (row: DocumentedObject, object: { bucket: string; key: string }): boolean =>
      row.bucket === object.bucket && patternOf(row.key).test(object.key);
    expect(stored.filter((object) => page.objects.filter((row) => isOf(row, object)).length !== 1)).toEqual(
      [],
    );
    expect(page.objects.filter((row) => !stored.some((object) => isOf(row, object)))).toEqual([]);
  });

  it.each(page.objects)(
    'names the functions that may write and read $key in the bucket $bucket',
    ({ bucket, key, ...by }) => {
      const may = (action: 'GetObject' | 'PutObject'): FunctionName[] =>
        functionNames.filter((name) =>
          serviceMap.functions[name].uses.some(
            (use) =>
              use.kind === 'bucket' &&
              use.bucket === bucket &&
              use.actions.includes(action) &&
              key.startsWith(use.below ?? ''),
          ),
        );
      expect(functionsIn(by.writtenBy)).toEqual(may('PutObject').sort());
      expect(functionsIn(by.readBy)).toEqual(may('GetObject').sort());
    },
  );

  it('lists each queue', () => {
    expect(page.queues.map(({ name }) => name)).toEqual([...queueNames]);
  });

  it.each(page.queues)(
    'names who writes and reads the queue $name, and gives an example that the reader accepts',
    async (queue) => {
      const senders = functionNames.filter((name) =>
        serviceMap.functions[name].uses.some((use) => use.kind === 'queue' && use.queue === queue.name),
      );
      const readers = functionNames.filter((name) => {
        const { trigger } = serviceMap.functions[name];
        return trigger.kind === 'queue' && trigger.queue === queue.name;
      });
      expect(functionsIn(queue.writtenBy)).toEqual([...senders].sort());
      expect(functionsIn(queue.readBy)).toEqual(readers);
      const read = z
        .function({ input: [z.string()], output: z.unknown() })
        .parse(await codeNamed(queue.schema));
      expect(read(JSON.stringify(queue.example))).toMatchObject({ kind: 'ours' });
    },
  );
});

/** Leaves out AWS services and the command line, because the service map does not hold their rights. */
function functionsIn(names: readonly string[]): string[] {
  return names.filter((name) => functionNames.some((known) => known === name));
}
