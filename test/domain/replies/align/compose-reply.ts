import { headStyles } from './heads.ts';
import { everySent, link, mark, received, titleLines, wrap } from './sent-samples.ts';

/** A reply that was put together at random, and what its sender wrote in it. */
export interface ComposedReply {
  readonly text: string;
  readonly own: readonly string[];
  readonly style: string;
}

const sentences = [
  'We have started.',
  'Done.',
  'Not started',
  "We don't know yet",
  'Yes',
  'N/A',
  'Ongoing – the training is booked for September.',
  'This was finished in April 2016 and we audited 30 cases.',
  'The board agreed the plan on 12 May, and Superintendent Jones now leads on it.',
  'Not yet, because the new system comes in the autumn. Until then supervisors look at every tenth case by hand.',
  'Part way: two of the three districts have it.',
  'We asked our partners for their view and are waiting for the answer of the local authority.',
  'See the attached plan, page 4.',
  'Could we have another week for this one?',
  'All risk assessments are now looked at by a supervisor within two working days.',
  '75% of staff are trained.',
  'Please tell us if you need more.',
  'No change since the last update.',
  'The pilot ended.',
  'Officers record what the child says.',
  'I will come back to you on this by Friday.',
  'We share it within one day in most cases.',
  'Dave to confirm.',
  'Complete – evidence available on request.',
];

const rewritten =
  'https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ffollow-up.inspectorate.example%2Ff%2F7k4m-x2pd&data=05%7C02&reserved=0';

type Random = () => number;

/** A generator of random numbers that gives the same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('There is nothing to pick from.');
  return picked;
}

/** Puts a reply together: own words above, a head, our text in some style with own words in it, own words below. */
export function composeReply(seed: number): ComposedReply {
  const random = randomFrom(seed);
  const own: string[] = [];
  const write = (): string => {
    const words = pick(random, sentences);
    own.push(words);
    return words;
  };
  const style = pick(random, headStyles);
  const columns = pick(random, [0, 0, 60, 72, 76]);
  const isMarked = style.isMarked || random() < 0.2;
  const areOwnMarked = isMarked && random() < 0.15;
  const text = received(pick(random, everySent)).replace(link, random() < 0.3 ? rewritten : link);
  const above = random() < 0.6 ? [write(), ...(random() < 0.4 ? [write()] : []), ''] : [];
  const signature = above.length > 0 && random() < 0.3 ? ['Kind regards', 'David Shaw', ''] : [];
  const isInline = random() < 0.7 || above.length === 0;
  const body: string[] = [];
  const all = text.split('\n');
  const quoted = random() < 0.15 ? all.slice(0, 6 + Math.floor(random() * (all.length - 6))) : all;
  for (const line of quoted) {
    const pieces = (columns === 0 ? line : wrap(line, columns)).split('\n');
    body.push(...(isMarked ? mark(pieces.join('\n')).split('\n') : pieces));
    const isPlace = line !== '' && (titleLines.includes(line) ? random() < 0.6 : random() < 0.08);
    if (!isInline || !isPlace) continue;
    const blank = random() < 0.6 ? [areOwnMarked ? '>' : ''] : [];
    const words = areOwnMarked ? `> ${write()}` : write();
    body.push(...blank, words, ...blank);
  }
  const below = random() < 0.15 ? ['', write()] : [];
  const head = random() < 0.95 ? [...style.lines, ...(random() < 0.5 ? [''] : [])] : [];
  return {
    text: [...above, ...signature, ...head, ...body, ...below].join('\n'),
    own,
    style: `${style.client}, ${columns} columns${isMarked ? ', marked' : ''}${areOwnMarked ? ', own marked' : ''}`,
  };
}
