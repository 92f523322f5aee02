import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import * as z from 'zod';

const sourceMapSchema = z.object({
  version: z.literal(3),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});
type SourceMap = z.output<typeof sourceMapSchema>;

/**
 * Removes other people's code from a source map. With all of node_modules the map is ten times as large.
 *
 * @param nameOf Returns the name that a source has in the new map.
 */
export function trimSourceMap(text: string, nameOf = (source: string): string => source): string {
  const map = sourceMapSchema.parse(JSON.parse(text));
  const mappings = decode(map.mappings).map((line) => withoutForeign(line, map));
  const { sources, ...rest } = renumber(mappings, map);
  return JSON.stringify({ sources: sources.map(nameOf), ...rest, version: 3 });
}

/** Keeps our segments. A segment is `[column]` for unmapped code, else `[column, source, line, column]` and maybe a name. */
function withoutForeign(line: readonly SourceMapSegment[], { sources }: SourceMap): SourceMapSegment[] {
  const kept: SourceMapSegment[] = [];
  for (const segment of line) {
    const isOurs = segment.length !== 1 && sources[segment[1]]?.includes('node_modules/') === false;
    if (isOurs) kept.push(segment);
    // One unmapped segment marks the end of our code. A second one in a row would add nothing.
    else if ((kept.at(-1)?.length ?? 1) !== 1) kept.push([segment[0]]);
  }
  return kept;
}

/** Gives the sources and names new numbers, and lists only those that are still used. */
function renumber(
  mappings: SourceMapMappings,
  map: SourceMap,
): { sources: string[]; names: string[]; mappings: string } {
  const sources = new Map<number, number>();
  const names = new Map<number, number>();
  const numberIn = (numbers: Map<number, number>, old: number): number => {
    const known = numbers.get(old) ?? numbers.size;
    numbers.set(old, known);
    return known;
  };
  const renumbered = mappings.map((line) =>
    line.map((segment): SourceMapSegment => {
      if (segment.length === 1) return segment;
      const [column, source, sourceLine, sourceColumn, name] = segment;
      const place = [column, numberIn(sources, source), sourceLine, sourceColumn] as const;
      return name === undefined ? [...place] : [...place, numberIn(names, name)];
    }),
  );
  return {
    sources: [...sources.keys()].map((old) => map.sources[old] ?? ''),
    names: [...names.keys()].map((old) => map.names[old] ?? ''),
    mappings: encode(renumbered),
  };
}
