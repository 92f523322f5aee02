import { adoptBlocks } from './adopt-blocks.ts';
import { heaviestRising, type Block } from './blocks.ts';
import type { FactsOfEmails } from './facts-of-email.ts';
import { findHead, type Head } from './find-head.ts';
import type { ReplyWordList } from './find-runs.ts';
import type { SentIndex } from './sent-index.ts';
import type { TextLine } from './text-line.ts';

/** A quotation of one of our emails: blocks of its words that rise in the reply and in our text. */
export interface Chain {
  readonly blocks: readonly Block[];
  readonly sent: number;
  /** The first line of the reply with our words, and the last. */
  readonly first: number;
  readonly last: number;
  readonly head: Head | undefined;
  /** The quotation marks of most of its lines. */
  readonly mark: string;
}

export interface ChainSearch {
  readonly lines: readonly TextLine[];
  readonly reply: ReplyWordList;
  readonly index: SentIndex;
  readonly facts: FactsOfEmails;
}

/** How much of the stretch that it spans in our email a quotation has. */
const LEAST_COVERED = 0.6;

/** How many words a quotation has if it is marked, and if nothing else says that it is one. */
const LEAST_MARKED = 8;
const LEAST_BARE = 25;

/** Fewer words than this are someone's own if they are only a part of a line of ours. */
const LEAST_PART = 8;

/** How many groups of words that look like ours may turn out to be none. */
const MOST_FAILURES = 200;

/** How many quotations are looked for. A thread of years has fewer. */
const MOST_CHAINS = 100;

/** A part of the reply without a quotation so far. */
interface Region {
  readonly blocks: readonly Block[];
  /** The first line below the quotation above. */
  readonly from: number;
}

/** Finds the quotations of our emails in a reply, in the order of the reply. */
export function findChains(given: readonly Block[], search: ChainSearch): Chain[] {
  const chains: Chain[] = [];
  const regions: Region[] = [{ blocks: given, from: 0 }];
  let failures = 0;
  for (
    let region = regions.pop();
    region !== undefined && chains.length < MOST_CHAINS;
    region = regions.pop()
  ) {
    const { from, blocks: all } = region;
    const rising = heaviestRising(all, search.index);
    if (rising.length === 0) continue;
    const found = strongest({ blocks: rising, from }, search);
    if (found === undefined) {
      failures += 1;
      const failed = new Set(rising);
      const blocks = all.filter((block) => !failed.has(block));
      if (failures < MOST_FAILURES) regions.push({ blocks, from });
      continue;
    }
    const chain = withAdopted(found, all, search);
    chains.push(chain);
    const { at, end } = spanOf(chain.blocks);
    regions.push(
      { blocks: all.filter((block) => block.end <= at), from },
      { blocks: all.filter((block) => block.at >= end), from: chain.last + 1 },
    );
  }
  return chains.sort((a, b) => a.first - b.first);
}

/** Returns the heaviest part of a rising sequence that is a quotation. */
function strongest({ blocks, from }: Region, search: ChainSearch): Chain | undefined {
  const parts = splitAtHeads(blocks, search).flatMap(splitAtHoles);
  const chains = parts.flatMap((part) => chainOf({ blocks: part, from }, search) ?? []);
  return chains.reduce<Chain | undefined>(
    (best, chain) => (best === undefined || weightOf(chain.blocks) > weightOf(best.blocks) ? chain : best),
    undefined,
  );
}

/** Takes in blocks among the lines of a quotation that were taken for another email with the same words. */
function withAdopted(chain: Chain, all: readonly Block[], search: ChainSearch): Chain {
  const least = search.reply.starts[chain.head?.to ?? chain.first] ?? 0;
  const accepts = (block: Block): boolean => standsAlone(block, search);
  const blocks = adoptBlocks({ blocks: chain.blocks, others: all, least, accepts }, search);
  const { at } = spanOf(blocks);
  return { ...chain, blocks, first: lineOf(at, search) };
}

/** A quotation never goes on below the head of another. */
function splitAtHeads(rising: readonly Block[], search: ChainSearch): Block[][] {
  const parts: Block[][] = [];
  for (const block of rising) {
    const last = parts.at(-1);
    const before = last?.at(-1);
    const from = before === undefined ? 0 : lineOf(before.end - 1, search) + 1;
    const line = lineOf(block.at, search);
    const isBelowHead = line > from && findHead({ ...search, from, before: line }) !== undefined;
    if (last === undefined || isBelowHead) parts.push([block]);
    else last.push(block);
  }
  return parts;
}

/** Splits a sequence that leaves out too much of our email, at what it leaves out most. */
function splitAtHoles(part: readonly Block[]): (readonly Block[])[] {
  const waiting = [part];
  const whole: (readonly Block[])[] = [];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (one.length < 2 || coverage(one) >= LEAST_COVERED) {
      whole.push(one);
      continue;
    }
    const holes = one.map((block, at) => block.place - (one[at - 1]?.stop ?? block.place));
    const widest = holes.indexOf(Math.max(...holes));
    waiting.push(one.slice(0, widest), one.slice(widest));
  }
  return whole;
}

function chainOf({ blocks: part, from }: Region, search: ChainSearch): Chain | undefined {
  const blocks = part.filter((block, at) => {
    const isGoingOn = part[at - 1]?.stop === block.place || part[at + 1]?.place === block.stop;
    return isGoingOn || standsAlone(block, search);
  });
  const [start] = blocks;
  if (start === undefined) return undefined;
  const { at, end } = spanOf(blocks);
  const first = lineOf(at, search);
  const last = lineOf(end - 1, search);
  const marks = blocks.flatMap((block) => marksOf(block, search));
  const isMarked = marks.every((mark) => mark !== '');
  const weight = weightOf(blocks);
  const head = findHead({ ...search, from, before: first });
  const isQuotation = head !== undefined || weight >= LEAST_BARE || (isMarked && weight >= LEAST_MARKED);
  return isQuotation ? { blocks, sent: start.sent, first, last, head, mark: mostCommon(marks) } : undefined;
}

/** Tells whether a block is ours although nothing around it goes on. A few words in a line may be someone's own. */
function standsAlone(block: Block, search: ChainSearch): boolean {
  const isMarked = marksOf(block, search).every((mark) => mark !== '');
  return block.weight >= LEAST_PART || isMarked || hasWholeLine(block, search);
}

function marksOf(block: Block, search: ChainSearch): string[] {
  const from = lineOf(block.at, search);
  return search.lines
    .slice(from, lineOf(block.end - 1, search) + 1)
    .flatMap(({ mark, words }) => (words.length === 0 ? [] : [mark]));
}

/** Tells whether a block has a line of ours from its first word to its last. */
function hasWholeLine(block: Block, { index }: ChainSearch): boolean {
  for (let place = block.place; place < block.stop; place += 1) {
    const line = index.lineAt(place);
    if (line === undefined) return false;
    if (line.from >= block.place && line.to <= block.stop) return true;
    place = line.to - 1;
  }
  return false;
}

function coverage(blocks: readonly Block[]): number {
  const stretch = (blocks.at(-1)?.stop ?? 0) - (blocks[0]?.place ?? 0);
  return weightOf(blocks) / Math.max(1, stretch);
}

function spanOf(blocks: readonly Block[]): { at: number; end: number } {
  return { at: blocks[0]?.at ?? 0, end: blocks.at(-1)?.end ?? 0 };
}

function weightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { weight }) => sum + weight, 0);
}

function lineOf(word: number, { reply }: ChainSearch): number {
  return reply.lineOf[word] ?? 0;
}

function mostCommon(marks: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  let common = '';
  for (const [mark, count] of counts) if (count > (counts.get(common) ?? 0)) common = mark;
  return common;
}
