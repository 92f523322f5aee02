import * as z from 'zod';

const sourceMapSchema = z.object({
  version: z.literal(3),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

/** Where a piece of the bundle comes from; without a source, from code that is not mapped. */
interface Segment {
  column: number;
  origin: { source: number; line: number; column: number; name: number | undefined } | undefined;
}

/**
 * Leaves other people's code out of a source map: with all of node_modules it is ten times as big.
 *
 * @param nameOf how a source is called in it.
 */
export function trimSourceMap(text: string, nameOf = (source: string): string => source): string {
  const map = sourceMapSchema.parse(JSON.parse(text));
  const ours = (source: number): boolean => map.sources[source]?.includes('node_modules/') === false;
  const lines = decode(map.mappings).map((line) => {
    const kept: Segment[] = [];
    for (const segment of line) {
      const origin = segment.origin !== undefined && ours(segment.origin.source) ? segment.origin : undefined;
      // One segment without origin ends ours; more of them would say nothing new.
      if (origin !== undefined || kept.at(-1)?.origin !== undefined) {
        kept.push({ column: segment.column, origin });
      }
    }
    return kept;
  });
  const { sources, ...rest } = renumber(lines, map);
  return JSON.stringify({ sources: sources.map(nameOf), ...rest, version: 3 });
}

function renumber(
  lines: Segment[][],
  map: { sources: string[]; names: string[] },
): { sources: string[]; names: string[]; mappings: string } {
  const sources = new Map<number, number>();
  const names = new Map<number, number>();
  const numberIn = (numbers: Map<number, number>, old: number): number => {
    const known = numbers.get(old);
    if (known !== undefined) return known;
    numbers.set(old, numbers.size);
    return numbers.size - 1;
  };
  const renumbered = lines.map((line) =>
    line.map(({ column, origin }): Segment => {
      if (origin === undefined) return { column, origin };
      const source = numberIn(sources, origin.source);
      const name = origin.name === undefined ? undefined : numberIn(names, origin.name);
      return { column, origin: { ...origin, source, name } };
    }),
  );
  return {
    sources: [...sources.keys()].map((old) => map.sources[old] ?? ''),
    names: [...names.keys()].map((old) => map.names[old] ?? ''),
    mappings: encode(renumbered),
  };
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Mappings are differences to the numbers before: columns begin anew with each line, the others run on. */
function decode(mappings: string): Segment[][] {
  let source = 0;
  let line = 0;
  let column = 0;
  let name = 0;
  return mappings.split(';').map((text) => {
    let generated = 0;
    if (text === '') return [];
    return text.split(',').map((segment): Segment => {
      const [generatedBy = 0, sourceBy, lineBy = 0, columnBy = 0, nameBy] = decodeNumbers(segment);
      generated += generatedBy;
      if (sourceBy === undefined) return { column: generated, origin: undefined };
      source += sourceBy;
      line += lineBy;
      column += columnBy;
      if (nameBy !== undefined) name += nameBy;
      return {
        column: generated,
        origin: { source, line, column, name: nameBy === undefined ? undefined : name },
      };
    });
  });
}

function encode(lines: Segment[][]): string {
  let source = 0;
  let line = 0;
  let column = 0;
  let name = 0;
  const encoded = lines.map((segments) => {
    let generated = 0;
    const texts = segments.map((segment) => {
      const numbers = [segment.column - generated];
      generated = segment.column;
      const { origin } = segment;
      if (origin !== undefined) {
        numbers.push(origin.source - source, origin.line - line, origin.column - column);
        ({ source, line, column } = origin);
        if (origin.name !== undefined) {
          numbers.push(origin.name - name);
          name = origin.name;
        }
      }
      return numbers.map(encodeNumber).join('');
    });
    return texts.join(',');
  });
  return encoded.join(';');
}

/** Base 64 digits of five bits and a flag that more follow; the lowest bit of the number is its sign. */
function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = digits.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

function encodeNumber(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return text;
}
