import { blocksOf } from './blocks.ts';
import { FactsOfEmails } from './facts-of-email.ts';
import { findChains, type ChainSearch } from './find-chains.ts';
import { findRuns, listWords } from './find-runs.ts';
import { labelChain } from './label-chain.ts';
import { labelOthers } from './label-others.ts';
import type { Labels } from './label.ts';
import { giveBackEnds } from './give-back-ends.ts';
import { SentIndex } from './sent-index.ts';
import type { SentText } from './sent-text.ts';
import { linesOf } from './text-line.ts';
import type { CutText } from '../../form/form-email.ts';
import { cutOf, writeMarked } from './write-marked.ts';

/** A reply in which nobody has to guess who wrote which line. */
export interface AlignedReply {
  /**
   * Our lines, whole and marked with ">", what others wrote, marked with ">>", and the sender's own lines as they came.
   * It goes to `wordsOfReply` with `aligned: true`.
   */
  readonly text: string;
  /** What was taken away and is not ours word for word. Nothing is lost without a trace. */
  readonly cut: readonly CutText[];
}

/**
 * Compares a reply with what we sent, and marks what is ours. It works in any language and with any mail program,
 * because it recognises no program: what we sent is quotation, and the lines above it with the facts of our email are
 * its head. Returns undefined if the reply quotes nothing of ours. Then the rules for unknown text decide.
 */
export function markWhatWeSent(reply: string, sents: readonly SentText[]): AlignedReply | undefined {
  if (sents.length === 0) return undefined;
  const lines = linesOf(reply);
  const index = new SentIndex(sents);
  const words = listWords(lines, index);
  const runs = giveBackEnds(findRuns(words, index), { lines, reply: words, index });
  const blocks = blocksOf(runs, index);
  if (blocks.length === 0) return undefined;
  const search: ChainSearch = { lines, reply: words, index, facts: new FactsOfEmails(sents) };
  const chains = findChains(blocks, search);
  if (chains.length === 0) return undefined;
  const labels: Labels = lines.map(() => undefined);
  for (const { head } of chains) {
    for (let at = head?.from ?? 0; at < (head?.to ?? 0); at += 1) labels[at] = [{ kind: 'heading' }];
  }
  chains.forEach((chain, number) => {
    const next = chains[number + 1];
    labelChain(chain, search, { labels, end: next?.head?.from ?? next?.first ?? lines.length });
  });
  labelOthers(lines, labels);
  return { text: writeMarked(labels, index, lines), cut: cutOf(labels, lines) };
}
