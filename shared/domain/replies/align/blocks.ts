import type { Run } from './find-runs.ts';
import type { SentIndex } from './sent-index.ts';

/** Runs that follow each other closely in the reply and in our email. */
export interface Block {
  readonly runs: readonly Run[];
  /** The email that it quotes, as a number in the index. */
  readonly sent: number;
  /** The first word in the reply, and the one after the last. */
  readonly at: number;
  readonly end: number;
  /** The first word in our email, and the one after the last. */
  readonly place: number;
  readonly stop: number;
  /** How many words match. */
  readonly weight: number;
}

/** How many words may differ within a block. */
const MOST_DIFFERENT = 2;

/** Joins runs that only a word or two separate. */
export function blocksOf(runs: readonly Run[], index: SentIndex): Block[] {
  const blocks: Block[] = [];
  for (const run of runs) {
    const sent = index.sentOf[run.place] ?? 0;
    const last = blocks.at(-1);
    const isNext =
      last?.sent === sent &&
      run.at - last.end <= MOST_DIFFERENT &&
      run.place >= last.stop &&
      run.place - last.stop <= MOST_DIFFERENT;
    if (isNext) blocks[blocks.length - 1] = joinBlocks([last, blockOf(run, sent)]);
    else blocks.push(blockOf(run, sent));
  }
  return blocks;
}

function blockOf(run: Run, sent: number): Block {
  return {
    runs: [run],
    sent,
    at: run.at,
    end: run.at + run.length,
    place: run.place,
    stop: run.place + run.length,
    weight: run.length,
  };
}

function joinBlocks([first, second]: readonly [Block, Block]): Block {
  return {
    ...first,
    runs: [...first.runs, ...second.runs],
    end: second.end,
    stop: second.stop,
    weight: first.weight + second.weight,
  };
}

/**
 * Returns the blocks with the most words that rise in one email, in the reply and in our text alike. What someone wrote
 * in words of ours at another place does not rise, and falls out.
 */
export function heaviestRising(blocks: readonly Block[], index: SentIndex): Block[] {
  let heaviest: Rising | undefined;
  for (const [sent, ofSent] of groupBySent(blocks)) {
    const { from, to } = index.sents[sent] ?? { from: 0, to: 0 };
    const rising = risingIn(ofSent, { from, to });
    if (rising !== undefined && (heaviest === undefined || rising.weight > heaviest.weight))
      heaviest = rising;
  }
  const chosen: Block[] = [];
  for (let one = heaviest; one !== undefined; one = one.before) chosen.unshift(one.block);
  return chosen;
}

interface Rising {
  readonly block: Block;
  readonly weight: number;
  readonly before: Rising | undefined;
}

function groupBySent(blocks: readonly Block[]): Map<number, Block[]> {
  const groups = new Map<number, Block[]>();
  for (const block of blocks) {
    const group = groups.get(block.sent);
    if (group === undefined) groups.set(block.sent, [block]);
    else group.push(block);
  }
  return groups;
}

/** Goes through the blocks once. A Fenwick tree gives the heaviest that ends before a place of ours. */
function risingIn(blocks: readonly Block[], { from, to }: { from: number; to: number }): Rising | undefined {
  const size = to - from + 1;
  const tree: (Rising | undefined)[] = [];
  let heaviest: Rising | undefined;
  for (const block of blocks) {
    let before: Rising | undefined;
    for (let at = block.place - from + 1; at > 0; at -= at & -at) before = heavier(before, tree[at]);
    const rising = { block, weight: block.weight + (before?.weight ?? 0), before };
    for (let at = block.stop - from + 1; at <= size; at += at & -at) tree[at] = heavier(tree[at], rising);
    if (heaviest === undefined || rising.weight > heaviest.weight) heaviest = rising;
  }
  return heaviest;
}

/** Of two with the same weight, the later one in the reply is nearer to what follows. */
function heavier(one: Rising | undefined, other: Rising | undefined): Rising | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.weight !== other.weight) return one.weight > other.weight ? one : other;
  return one.block.at > other.block.at ? one : other;
}
