import { headStyles } from './heads.ts';
import { everySent, link, received, titleLines, wrap } from './sent-samples.ts';

/** A reply that was put together at random, and what its sender wrote in it. */
export interface ComposedReply {
  readonly text: string;
  readonly own: readonly OwnLine[];
  readonly style: string;
}

export interface OwnLine {
  readonly words: string;
  /** The line of ours right above, for an answer between our lines. */
  readonly below?: string;
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
  'Useful answers',
  'Priya Nair and I spoke about this on 7 June 2016.',
  'All open recommendations in the report are with the board.',
  'We need more time.',
  'Please do not name any child in the plan that we sent.',
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

interface Plan {
  readonly random: Random;
  readonly columns: number;
  readonly prefix: string;
  readonly areOwnMarked: boolean;
  readonly isInline: boolean;
  readonly write: () => string;
}

/** Puts a reply together: own words above, a head, our text in some style with own words in it, own words below. */
export function composeReply(seed: number): ComposedReply {
  const random = randomFrom(seed);
  const own: OwnLine[] = [];
  const write = (): string => {
    const words = pick(random, sentences);
    own.push({ words });
    return words;
  };
  const style = pick(random, headStyles);
  const isMarked = style.isMarked || random() < 0.2;
  const prefix = isMarked ? pick(random, ['> ', '> ', '> ', '>', '| ', '&gt; ']) : '';
  const above = random() < 0.6 ? [write(), ...(random() < 0.4 ? [write()] : []), ''] : [];
  const signature = above.length > 0 && random() < 0.3 ? ['Kind regards', 'David Shaw', ''] : [];
  const head = random() < 0.95 ? [...style.lines, ...(random() < 0.5 ? [''] : [])] : [];
  const banner =
    random() < 0.1 ? [`${prefix}CAUTION: This email originated from outside of the force.`, ''] : [];
  const sent = pick(random, everySent);
  const plan: Plan = {
    random,
    columns: pick(random, [0, 0, 60, 72, 76]),
    prefix,
    areOwnMarked: isMarked && random() < 0.15,
    isInline: random() < 0.7 || above.length === 0,
    write,
  };
  const body = quote(cutAtRandom(rewriteAtRandom(received(sent), random), random), plan, (words, below) => {
    own.push({ words, below });
  });
  const below = random() < 0.15 ? ['', write()] : [];
  const older = below.length === 0 && random() < 0.15 ? olderQuote(plan) : [];
  return {
    text: [...above, ...signature, ...head, ...banner, ...body, ...below, ...older].join('\n'),
    own,
    style: `${style.client}, ${plan.columns} columns, '${prefix}'${plan.areOwnMarked ? ', own marked' : ''}`,
  };
}

/** An older email of ours below, as in a thread. */
function olderQuote({ random, columns, prefix }: Plan): string[] {
  const style = pick(random, headStyles);
  const text = received(pick(random, everySent));
  const lines = [...style.lines, '', ...(columns === 0 ? text : wrap(text, columns)).split('\n')];
  return ['', ...lines.map((line) => `${prefix}${style.isMarked && prefix !== '' ? '> ' : ''}${line}`)];
}

function rewriteAtRandom(text: string, random: Random): string {
  const shown = pick(random, [
    link,
    link,
    rewritten,
    `${link} <${rewritten}>`,
    `${rewritten.slice(0, 76)}\n${rewritten.slice(76)}`,
  ]);
  const withLink = text.replace(link, shown);
  return random() < 0.2 ? withLink.replaceAll('"', '”').replaceAll("'", '’') : withLink;
}

/** Cuts off the end, the beginning, or something in the middle. */
function cutAtRandom(text: string, random: Random): string[] {
  const lines = text.split('\n');
  const how = random();
  if (how < 0.12) return lines.slice(0, 6 + Math.floor(random() * (lines.length - 6)));
  if (how < 0.2) return lines.slice(Math.floor(random() * (lines.length / 2)));
  if (how < 0.26) {
    const from = 3 + Math.floor(random() * (lines.length - 8));
    return [...lines.slice(0, from), pick(random, ['[...]', '…', '']), ...lines.slice(from + 3)];
  }
  return lines;
}

/** Quotes lines, and answers below some of them, behind some of them, and in the middle of some. */
function quote(
  lines: readonly string[],
  plan: Plan,
  answer: (words: string, below: string) => void,
): string[] {
  const { random, columns, prefix, areOwnMarked, isInline } = plan;
  const body: string[] = [];
  for (const line of lines) {
    const pieces = (columns === 0 ? line : wrap(line, columns))
      .split('\n')
      .map((piece) => (piece === '' ? prefix.trimEnd() : `${prefix}${piece}`));
    const isTitle = titleLines.includes(line);
    const isPlace =
      line.trim() !== '' &&
      /\p{L}/u.test(line) &&
      !/:\/\/|%2F/u.test(line) &&
      random() < (isTitle ? 0.6 : 0.08);
    if (!isInline || !isPlace) {
      body.push(...pieces);
      continue;
    }
    const words = pick(random, sentences);
    answer(words, line);
    const where = random();
    if (where < 0.08 && isTitle) {
      body.push(...pieces.slice(0, -1), `${pieces.at(-1) ?? ''} – ${words}`);
      continue;
    }
    const blank = random() < 0.6 ? [areOwnMarked ? prefix.trimEnd() : ''] : [];
    const inserted = [...blank, areOwnMarked ? `${prefix}${words}` : words, ...blank];
    const middle = where < 0.16 && pieces.length > 1 ? 1 : pieces.length;
    body.push(...pieces.slice(0, middle), ...inserted, ...pieces.slice(middle));
  }
  return body;
}
