import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideReply } from '../../../shared/domain/replies/decide-reply.ts';
import { findSenderDoubt } from '../../../shared/domain/replies/sender.ts';
import { aContact } from '../../builders/follow-up.ts';
import { isNightly } from '../../support/nightly.ts';
import { loadCorpus, readRaw, receiptOf, tellCase, type CorpusCase } from './corpus.ts';

/**
 * Mails of the corpus whose structure is damaged in the ways of gateways, of programs and of people who mean harm. Each
 * is read from the first byte. The seed is fixed, so that a failure can be looked at again.
 */
const SEED = 20_160_412;
const RUNS = isNightly ? 2_500 : 200;

/** The most that one mail may cost. */
const MOST_SECONDS = 2;
const MOST_HEAP = 256 * 1024 * 1024;

const cases = (await loadCorpus()).filter(({ fillerMegabytes }) => fillerMegabytes === undefined);
const mails = await Promise.all(
  cases.map(async (one) => ({
    one,
    lines: Buffer.from(await readRaw(one))
      .toString('latin1')
      .split(/\r?\n/u),
  })),
);
const anyMail = fc.constantFrom(...mails);
const place = fc.nat({ max: 10_000 });

type Lines = readonly string[];
type Mutation = (lines: Lines) => Lines;

const at = (lines: Lines, where: number): number => (lines.length === 0 ? 0 : where % lines.length);
const replaceEach =
  (pattern: RegExp, by: string): Mutation =>
  (lines) =>
    lines.map((line) => line.replace(pattern, () => by));

const ENCODINGS = ['7bit', '8bit', 'base64', 'quoted-printable', 'x-uuencode', 'binary', ''];
const CHARSETS = [
  'utf-7',
  'utf-16',
  'iso-2022-kr',
  'koi8-r',
  'gb18030',
  'cp437',
  'x-user-defined',
  'nonsense',
  '',
];
const TYPES = [
  'text/html',
  'text/plain',
  'multipart/mixed; boundary=nothing',
  'multipart/signed',
  'message/rfc822',
  'application/pkcs7-mime',
  'application/ms-tnef',
  'text',
  '',
];
const HUGE = ['a', 'a@', '<a@b> ', '(', '=?utf-8?q?a?= ', ';', '"', '\\', ' '];

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(
    (where): Mutation =>
      (lines) =>
        lines.filter((_, index) => index !== at(lines, where)),
  ),
  fc
    .tuple(place, fc.nat({ max: 40 }))
    .map(([where, times]): Mutation => (lines) => [
      ...lines.slice(0, at(lines, where)),
      ...Array.from({ length: times }, () => lines[at(lines, where)] ?? ''),
      ...lines.slice(at(lines, where)),
    ]),
  place.map(
    (where): Mutation =>
      (lines) =>
        lines.slice(0, at(lines, where)),
  ),
  fc.tuple(place, place).map(
    ([where, column]): Mutation =>
      (lines) =>
        lines.map((line, index) =>
          index === at(lines, where) ? line.slice(0, column % (line.length + 1)) : line,
        ),
  ),
  fc.constantFrom('x', '', '--', '"b c"').map((by) => replaceEach(/(?<=boundary=).*$/iu, by)),
  fc
    .tuple(place, fc.constantFrom('--', '--b--', '----=_Part', ''))
    .map(([where, line]): Mutation => (lines) => [
      ...lines.slice(0, at(lines, where)),
      line,
      ...lines.slice(at(lines, where)),
    ]),
  fc.constantFrom(...ENCODINGS).map((by) => replaceEach(/(?<=^content-transfer-encoding:).*$/iu, ` ${by}`)),
  fc.constantFrom(...CHARSETS).map((by) => replaceEach(/(?<=charset=)"?[^";]*"?/iu, `"${by}"`)),
  fc.constantFrom(...TYPES).map((by) => replaceEach(/(?<=^content-type:).*$/iu, ` ${by}`)),
  fc
    .nat({ max: 60 })
    .map((depth): Mutation => (lines) => [
      ...Array.from({ length: depth }, (_, level) => [
        `Content-Type: multipart/mixed; boundary=n${level}`,
        '',
        `--n${level}`,
      ]).flat(),
      ...lines,
    ]),
  fc
    .tuple(anyMail, place)
    .map(([other, where]): Mutation => (lines) => [
      ...lines.slice(0, at(lines, where)),
      ...other.lines.slice(at(other.lines, where)),
    ]),
  fc.tuple(place, fc.string({ minLength: 1, maxLength: 200, unit: 'binary-ascii' })).map(
    ([where, text]): Mutation =>
      (lines) =>
        lines.map((line, index) => (index === at(lines, where) ? text : line)),
  ),
  fc
    .tuple(fc.constantFrom('Subject', 'References', 'From', 'X-A', 'Content-Type'), fc.constantFrom(...HUGE))
    .map(([name, text]): Mutation => (lines) => [
      `${name}: ${text.repeat(isNightly ? 90_000 : 3_000)}`,
      ...lines,
    ]),
  fc
    .tuple(place, fc.constantFrom('', '>', ' ', '<td>', 'On 1 May 2016 x wrote:', '1.', '--'))
    .map(([where, line]): Mutation => (lines) => [
      ...lines.slice(0, at(lines, where)),
      ...Array.from({ length: isNightly ? 15_000 : 1_000 }, () => line),
      ...lines.slice(at(lines, where)),
    ]),
  place.map(
    (where): Mutation =>
      (lines) =>
        lines.map((line, index) => (index > at(lines, where) ? line.replace(/[A-Za-z]/u, '\0') : line)),
  ),
);

const lead = aContact({ id: 'lead', email: 'lead@essex.police.example' });

async function outcomeOf(one: CorpusCase, raw: Buffer) {
  const { told, message } = await tellCase(one, raw);
  const decision = decideReply({
    told,
    doubt: findSenderDoubt(message, receiptOf(one)),
    match: { kind: 'found', subject: { followUpId: 'essex', contactId: 'lead' }, ground: 'reply-token' },
    sender: message.from[0]?.address === lead.email ? lead : undefined,
    round: { id: 'six-week-response', isOpen: true },
    followUpIsOpen: true,
    isDuplicate: false,
    sentToday: 1,
  });
  return { told, decision };
}

const damaged = fc.record({
  mail: anyMail,
  mutations: fc.array(mutation, { minLength: 1, maxLength: 4 }),
  lineEnd: fc.constantFrom('\r\n', '\n'),
});

const rawOf = (
  lines: Lines,
  { mutations, lineEnd }: { mutations: readonly Mutation[]; lineEnd: string },
): Buffer => Buffer.from(mutations.reduce((before, mutate) => mutate(before), lines).join(lineEnd), 'latin1');

describe('a sample email whose structure was changed (F15)', () => {
  it('has a kind and a reason, and costs little', { timeout: 1_800_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async ({ mail: { one, lines }, ...damage }) => {
        const raw = rawOf(lines, damage);
        const before = { cpu: process.threadCpuUsage(), heap: process.memoryUsage().heapUsed };
        const { told, decision } = await outcomeOf(one, raw);
        const { user, system } = process.threadCpuUsage(before.cpu);
        expect(told.because).toMatch(/\.$/u);
        expect(['hold', 'nothing', 'record-delivery', 'record-absence', 'put-into-draft']).toContain(
          decision.do,
        );
        if (decision.do === 'hold') expect(decision.reason).not.toBe('');
        if (!isNightly) return;
        expect((user + system) / 1e6, 'seconds').toBeLessThan(MOST_SECONDS);
        expect(process.memoryUsage().heapUsed - before.heap, 'heap').toBeLessThan(MOST_HEAP);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  const sentence = 'Forty officers were trained in custody by the college.';
  const people = mails.filter(({ one, lines }) => one.expected.kind === 'thanks' && lines.includes(''));

  it(
    'is never filed as nothing to do if it still has a sentence of its writer',
    { timeout: 1_800_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...people), damaged, async ({ one, lines }, damage) => {
          // The first line of the first text. Within a disclaimer it would be part of it.
          const body = lines.indexOf(
            '',
            lines.findLastIndex((line) => /^content-type: *text/iu.test(line)),
          );
          const said = [...lines.slice(0, body + 1), sentence, ...lines.slice(body + 1)];
          const raw = rawOf(said, damage);
          if (!raw.toString('latin1').split(/\r?\n/u).includes(sentence)) return;
          const { told, decision } = await outcomeOf(one, raw);
          expect(
            decision.do,
            `${told.kind}: ${told.because}\n${raw.toString('latin1').slice(0, 3_000)}`,
          ).not.toBe('nothing');
        }),
        { seed: SEED, numRuns: RUNS },
      );
    },
  );
});
