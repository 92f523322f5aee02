import { isDeepStrictEqual } from 'node:util';
import { replyKinds, type ReplyKind } from '../../../shared/domain/replies/classified-reply.ts';
import { expectationOf, loadCorpus, outcomeOf, tellCase } from './corpus.ts';

/** `npm run corpus` prints what each mail of the corpus was taken for, and what it is. Exit 1 if they differ. */
const corpus = await loadCorpus();
const counts = new Map<ReplyKind, Map<ReplyKind, number>>();
const wrong: string[] = [];
for (const one of corpus) {
  const told = await tellCase(one);
  const row = counts.get(one.expected.kind) ?? new Map<ReplyKind, number>();
  row.set(told.told.kind, (row.get(told.told.kind) ?? 0) + 1);
  counts.set(one.expected.kind, row);
  const outcome = outcomeOf(told);
  const expectation = expectationOf(one);
  if (!isDeepStrictEqual(withoutUndefined(outcome), withoutUndefined(expectation))) {
    const lines = [
      `${one.file}: ${told.told.because}`,
      ` expected ${show(expectation)}`,
      ` told     ${show(outcome)}`,
    ];
    wrong.push(lines.join('\n'));
  }
}
process.stdout.write(`${matrix(counts)}\n\n`);
for (const text of wrong) process.stdout.write(`${text}\n\n`);
const falseAnswers = [...counts]
  .filter(([expected]) => expected !== 'answer')
  .reduce((sum, [, row]) => sum + (row.get('answer') ?? 0), 0);
process.stdout.write(
  `${corpus.length} mails, ${wrong.length} not as expected, ${falseAnswers} taken for an answer that are none.\n`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

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
