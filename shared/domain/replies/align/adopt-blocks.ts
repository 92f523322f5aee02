import type { Block } from './blocks.ts';
import type { ReplyWordList } from './find-runs.ts';
import { LEAST_MATCH, type SentIndex } from './sent-index.ts';

interface Adoption {
  /** The blocks of a quotation, in order. */
  readonly blocks: readonly Block[];
  /** All blocks of the region, in order. */
  readonly others: readonly Block[];
  /** The first word of the reply that may belong to the quotation. */
  readonly least: number;
  /** Tells whether a block is enough to be ours. */
  readonly accepts: (block: Block) => boolean;
}

interface Texts {
  readonly reply: ReplyWordList;
  readonly index: SentIndex;
}

/** How much of a block has to stand in the gap as well. */
const LEAST_ADOPTED = 0.6;

/** Fewer words than this above a quotation are more likely someone's own. */
const LEAST_ABOVE = 8;

/**
 * Several emails of ours have the same lines, so a line may have been found in the wrong one. Takes in the blocks that
 * stand between those of a quotation, or right above, if the same words are missing there.
 */
export function adoptBlocks({ blocks, others, least, accepts }: Adoption, texts: Texts): Block[] {
  const [first] = blocks;
  const sent = texts.index.sents[first?.sent ?? -1];
  if (first === undefined || sent === undefined) return [...blocks];
  const stop = blocks.at(-1)?.at ?? 0;
  const own = new Set(blocks);
  const adopted: Block[] = [];
  let next = 0;
  for (const block of others) {
    if (block.at < least || block.at > stop || own.has(block)) continue;
    while ((blocks[next]?.at ?? Infinity) < block.at) adopted.push(...blocks.slice(next, ++next));
    const from = adopted.at(-1)?.stop ?? sent.from;
    const to = blocks[next]?.place ?? sent.to;
    const found = placeIn({ from, to }, block, texts);
    if (found !== undefined && accepts(found) && (next > 0 || found.weight >= LEAST_ABOVE)) {
      adopted.push({ ...found, sent: first.sent });
    }
  }
  return [...adopted, ...blocks.slice(next)];
}

/** Finds the words of a block between two places of ours. */
function placeIn(
  { from, to }: { from: number; to: number },
  block: Block,
  { reply, index }: Texts,
): Block | undefined {
  let place = from;
  let length = 0;
  for (const candidate of index.placesOf(reply.numbers, block.at)) {
    if (candidate < from || candidate >= to) continue;
    let same = 0;
    while (
      same < block.end - block.at &&
      candidate + same < to &&
      reply.numbers[block.at + same] === index.words[candidate + same]
    ) {
      same += 1;
    }
    if (same > length) [place, length] = [candidate, same];
  }
  if (length < LEAST_MATCH || length < LEAST_ADOPTED * block.weight) return undefined;
  return {
    ...block,
    runs: [{ at: block.at, place, length }],
    end: block.at + length,
    place,
    stop: place + length,
    weight: length,
  };
}
