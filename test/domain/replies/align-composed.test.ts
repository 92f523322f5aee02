import { describe, expect, it } from 'vitest';
import { isNightly } from '../../support/nightly.ts';
import { composeReply } from './align/compose-reply.ts';
import { readReply } from './align/sent-samples.ts';

const count = isNightly ? 9000 : 300;

/** Seeds of the ordinary test and of the nightly one do not overlap, so the nightly one finds something new. */
const firstSeed = isNightly ? 1_000_000 : 1;

describe('replies that were put together at random', () => {
  it(`are read exactly in 97 of 100, and lose no more than 2 of 1000 lines (${count} replies)`, () => {
    const wrong: string[] = [];
    let lines = 0;
    let lost = 0;
    let extra = 0;
    let missed = 0;
    for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
      const { text, own, style } = composeReply(seed);
      const read = readReply(text);
      lines += own.length;
      if (read.aligned === undefined) missed += 1;
      const left = [...read.own];
      let lostHere = 0;
      for (const words of own) {
        const at = left.indexOf(words);
        if (at === -1) lostHere += 1;
        else left.splice(at, 1);
      }
      lost += lostHere;
      if (left.length > 0) extra += 1;
      if (JSON.stringify(read.own) !== JSON.stringify(own)) {
        wrong.push(`seed ${seed} (${style}): lost ${lostHere}, extra ${JSON.stringify(left)}`);
      }
    }
    const measured = { replies: count, right: count - wrong.length, missed, extra, lines, lost };
    expect(
      (count - wrong.length) / count,
      `${JSON.stringify(measured)}\n${wrong.join('\n')}`,
    ).toBeGreaterThan(0.97);
    expect(lost / lines, `${JSON.stringify(measured)}\n${wrong.join('\n')}`).toBeLessThanOrEqual(0.002);
    if (isNightly) process.stdout.write(`${JSON.stringify(measured)}\n${wrong.slice(0, 60).join('\n')}\n`);
  });
});
