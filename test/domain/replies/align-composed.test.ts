import { describe, expect, it } from 'vitest';
import { isNightly } from '../../support/nightly.ts';
import { composeReply } from './align/compose-reply.ts';
import { linesOf, plainWords } from '../../../shared/domain/replies/align/text-line.ts';
import type { SentText } from '../../../shared/domain/replies/align/sent-text.ts';
import { everySent, readReply, received, twentySents } from './align/sent-samples.ts';

const count = isNightly ? 9000 : 300;

/** Seeds of the ordinary test and of the nightly one do not overlap, so the nightly one finds something new. */
const firstSeed = isNightly ? 1_000_000 : 1;

interface Measured {
  replies: number;
  right: number;
  /** Replies in which nothing of ours was found. */
  missed: number;
  /** Replies with a line that is not the sender's own. */
  extra: number;
  lines: number;
  lost: number;
  /** Answers below another line of ours than the one they were written below. */
  misplaced: number;
}

/** Reads a composed reply, counts, and returns what is wrong with it. */
function measure(
  seed: number,
  { measured, sents }: { measured: Measured; sents: readonly SentText[] },
): string | undefined {
  const { text, own, style } = composeReply(seed);
  const read = readReply(text, sents);
  const left = [...read.own];
  const lost = own.filter(({ words }) => {
    const at = left.indexOf(words);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  const plain = (line: string): string => line.replace(/[“”]/gu, '"').replace(/’/gu, "'");
  const misplaced = own.filter(
    ({ words, below }) =>
      below !== undefined &&
      !read.passages.some((passage) => passage.words.includes(words) && passage.below === plain(below)) &&
      !/^Reference|\[/u.test(below),
  );
  measured.replies += 1;
  measured.lines += own.length;
  measured.lost += lost.length;
  measured.misplaced += misplaced.length;
  if (read.aligned === undefined) measured.missed += 1;
  if (left.length > 0) measured.extra += 1;
  const isExact = JSON.stringify(read.own) === JSON.stringify(own.map(({ words }) => words));
  if (isExact && misplaced.length === 0) {
    measured.right += 1;
    return undefined;
  }
  return `seed ${seed} (${style}): ${JSON.stringify({ lost, left, misplaced })}`;
}

describe('replies that were put together at random', () => {
  it.each([
    ['three emails', everySent],
    ['twenty emails that are alike', twentySents],
  ])('are read exactly in 97 of 100, and lose no more than 2 of 1000 lines: %s', (_, sents) => {
    const measured: Measured = { replies: 0, right: 0, missed: 0, extra: 0, lines: 0, lost: 0, misplaced: 0 };
    const wrong = Array.from(
      { length: count },
      (_none, step) => measure(firstSeed + step, { measured, sents }) ?? [],
    ).flat();
    const report = `${JSON.stringify(measured)}\n${wrong.join('\n')}`;
    if (isNightly) process.stdout.write(`${report}\n`);
    expect(measured.right / count, report).toBeGreaterThan(0.97);
    expect(measured.lost / measured.lines, report).toBeLessThanOrEqual(0.002);
  });

  it('lose no word without a trace', () => {
    const ours = new Set(everySent.flatMap((sent) => plainWords(received(sent))));
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
      const { text } = composeReply(seed);
      const { aligned } = readReply(text);
      const kept = new Set(
        plainWords([aligned?.text, ...(aligned?.cut ?? []).map((cut) => cut.text)].join('\n')),
      );
      const lost = linesOf(text)
        .flatMap(({ words }) => words.map(({ plain }) => plain))
        .filter((word) => !ours.has(word) && !kept.has(word));
      expect(lost, text).toEqual([]);
    }
  });
});
