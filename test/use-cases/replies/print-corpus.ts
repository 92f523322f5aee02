import { isDeepStrictEqual } from 'node:util';
import { replyKinds, type ReplyKind } from '../../../shared/domain/replies/classified-reply.ts';
import { expectationOf, loadCorpus, outcomeOf, tellCase } from './corpus.ts';

/** `npm run corpus` prints what each mail of the corpus was taken for, and what it is. Exit 1 if they differ. */
const corpus = await loadCorpus();
const counts = new Map<ReplyKind, Map<ReplyKind, number>>();
const wrong: string[] = [];
const families = new Map<string, Family>();
for (const one of corpus) {
  const told = await tellCase(one);
  const row = counts.get(one.expected.kind) ?? new Map<ReplyKind, number>();
  row.set(told.told.kind, (row.get(told.told.kind) ?? 0) + 1);
  counts.set(one.expected.kind, row);
  const outcome = outcomeOf(told);
  const expectation = expectationOf(one);
  const isRight = isDeepStrictEqual(withoutUndefined(outcome), withoutUndefined(expectation));
  count(one.file, { isRight, expected: one.expected.kind, told: told.told.kind });
  if (!isRight) {
    const lines = [
      `${one.file}: ${told.told.because}`,
      ` expected ${show(expectation)}`,
      ` told     ${show(outcome)}`,
    ];
    wrong.push(lines.join('\n'));
  }
}
process.stdout.write(`${matrix(counts)}\n\n${rates(families)}\n\n`);
for (const text of wrong) process.stdout.write(`${text}\n\n`);
const falseAnswers = [...counts]
  .filter(([expected]) => expected !== 'answer')
  .reduce((sum, [, row]) => sum + (row.get('answer') ?? 0), 0);
process.stdout.write(
  `${corpus.length} mails, ${wrong.length} not as expected, ${falseAnswers} taken for an answer that are none.\n`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

/** What became of the mails of one family, such as "attribution". */
interface Family {
  mails: number;
  right: number;
  /** Replies of people. */
  replies: number;
  /** Replies of people whose words went to their place without a person. */
  placed: number;
}

function count(
  file: string,
  { isRight, expected, told }: { isRight: boolean; expected: ReplyKind; told: ReplyKind },
): void {
  const name = file.split('-')[0] ?? file;
  const family = families.get(name) ?? { mails: 0, right: 0, replies: 0, placed: 0 };
  const isReply = expected === 'answer';
  families.set(name, {
    mails: family.mails + 1,
    right: family.right + (isRight ? 1 : 0),
    replies: family.replies + (isReply ? 1 : 0),
    placed: family.placed + (isReply && told === 'answer' ? 1 : 0),
  });
}

/** Prints for each family how many mails were understood, and how many replies need no person. */
function rates(all: ReadonlyMap<string, Family>): string {
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '-' : `${Math.round((part / whole) * 100)}%`;
  const row = (name: string, { mails, right, replies, placed }: Family): string =>
    `${name.padEnd(14)}${String(mails).padStart(6)}${percent(right, mails).padStart(12)}${percent(placed, replies).padStart(26)}`;
  const total = [...all.values()].reduce((sum, one) => ({
    mails: sum.mails + one.mails,
    right: sum.right + one.right,
    replies: sum.replies + one.replies,
    placed: sum.placed + one.placed,
  }));
  const head = `${'family'.padEnd(14)}${'mails'.padStart(6)}${'understood'.padStart(12)}${'replies without a person'.padStart(26)}`;
  return [head, ...[...all].sort().map(([name, family]) => row(name, family)), row('all', total)].join('\n');
}

function show(outcome: unknown): string {
  return JSON.stringify(outcome);
}

function withoutUndefined(outcome: unknown): unknown {
  return JSON.parse(JSON.stringify(outcome));
}

/** Prints a row for each real kind, and a column for each kind that a mail was taken for. */
function matrix(rows: ReadonlyMap<ReplyKind, ReadonlyMap<ReplyKind, number>>): string {
  const width = Math.max(...replyKinds.map((kind) => kind.length));
  const letters = replyKinds.map((_, index) => String.fromCharCode('a'.charCodeAt(0) + index));
  const head = `${' '.repeat(width + 4)}${letters.map((letter) => letter.padStart(4)).join('')}   taken for`;
  const body = replyKinds.map((expected, index) => {
    const cells = replyKinds.map((told) => String(rows.get(expected)?.get(told) ?? '.').padStart(4)).join('');
    return `${letters[index] ?? ''}  ${expected.padEnd(width)} ${cells}`;
  });
  return [head, ...body].join('\n');
}
