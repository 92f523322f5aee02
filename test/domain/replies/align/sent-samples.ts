import { answersInReply, type Askable } from '../../../../shared/domain/replies/answers-in-reply.ts';
import { markWhatWeSent, type AlignedReply } from '../../../../shared/domain/replies/align/align-reply.ts';
import type { SentText } from '../../../../shared/domain/replies/align/sent-text.ts';
import { wordsOfReply, type Passage } from '../../../../shared/domain/replies/words-of-reply.ts';

/** The recommendations that the sample emails list. */
export const asked: readonly Askable[] = [
  { number: 1, title: 'Record the voice of the child in every assessment' },
  { number: 2, title: 'Recognising the signs of child sexual exploitation' },
  { number: 3, title: 'Supervise risk assessments of registered offenders' },
  { number: 5, title: 'Share information with partners within one working day' },
  { number: 7, title: 'Review every case of a child who goes missing three times' },
];

export const titleLines = asked.map(({ number, title }) => `${number}. ${title}`);

export const link = 'https://follow-up.inspectorate.example/f/7k4m-x2pd-9qwt-h6rv-c3nj-8bfa';

/** The request for the three-month update, as Revisit keeps it. A mark stands for the link and the reference. */
export const requestText = [
  'OFFICIAL',
  '',
  'Dear Detective Chief Inspector Shaw,',
  '',
  'Please tell us by 21 June 2016 how far Essex Police has got with the 5 open recommendations in the child protection inspection report published on 8 March 2016.',
  '',
  'These recommendations are open:',
  '',
  ...titleLines,
  '',
  'It takes about 10 minutes with your action plan to hand. You can stop, come back, or pass it to a colleague:',
  '[link]',
  '',
  '"Not started" and "we don\'t know yet" are useful answers.',
  '',
  'Please do not name or describe any child or live case.',
  '',
  'Need more time, or already sent it another way? The same page lets you say so. Or reply to this email.',
  '',
  'Reference: [code]',
  '',
  'Priya Nair, follow-up team, 01632 960 123',
  'Your sign-off officer and inspection liaison officer have a copy. To check this is genuine, ask them or ring the number on our website.',
  '',
].join('\n');

export const request: SentText = {
  subject: 'By 21 June: three-month update on child protection in Essex',
  text: requestText,
  names: ['Police Inspectorate follow-up team', 'Priya Nair', 'David Shaw'],
  addresses: ['reply+token@follow-up.inspectorate.example', 'david.shaw@essex.police.example'],
  sentAt: '2016-06-07T09:04:11Z',
};

export const reminder: SentText = {
  subject: 'Two days left: three-month update on child protection in Essex',
  text: [
    'OFFICIAL',
    '',
    'Dear Detective Chief Inspector Shaw,',
    '',
    'In Essex Police three-month update, 2 of 5 answers are saved, but not sent yet. Please answer the rest and send it by 21 June 2016:',
    '[link]',
    '',
    'These recommendations are open:',
    '',
    ...titleLines.slice(2),
    '',
    '"Not started" and "we don\'t know yet" are useful answers.',
    '',
    'Please do not name or describe any child or live case.',
    '',
    'Priya Nair, follow-up team, 01632 960 123',
    'Your sign-off officer and inspection liaison officer have a copy. To check this is genuine, ask them or ring the number on our website.',
    '',
  ].join('\n'),
  names: request.names,
  addresses: request.addresses,
  sentAt: '2016-06-17T08:30:40Z',
};

export const stillNeeded: SentText = {
  subject: 'Still needed: three-month update on child protection in Essex',
  text: [
    'OFFICIAL',
    '',
    'Dear Detective Chief Inspector Shaw,',
    '',
    'We still need Essex Police three-month update, which we asked for by 21 June 2016; 2 of 5 answers are saved. Anything you have is useful. "Not started" and "we don\'t know yet" are answers too.',
    '',
    'You can finish it, ask for more time, say that you sent it, or say who should have it:',
    '[link]',
    '',
    'This is the last automatic email about it.',
    '',
    'Priya Nair, follow-up team, 01632 960 123',
    '',
  ].join('\n'),
  names: request.names,
  addresses: request.addresses,
  sentAt: '2016-06-28T08:31:02Z',
};

export const everySent: readonly SentText[] = [request, reminder, stillNeeded];

/** The same emails with copies to others, and with other dates, as a follow-up has them after some months. */
export const twentySents: readonly SentText[] = Array.from({ length: 20 }, (_, at) => {
  const sent = everySent[at % 3] ?? request;
  if (at < 3) return sent;
  const to = ['Ms Green', 'Mr Brown', 'Dr Lee'][at % 3] ?? '';
  const text = sent.text
    .replace('Detective Chief Inspector Shaw', to)
    .replaceAll('21 June', `${at + 2} June`);
  return { ...sent, text, sentAt: `2016-06-${10 + at}T08:00:00Z` };
});

/** The text of an email as the contact received it, with a link and a reference. */
export function received(sent: SentText): string {
  return sent.text.replaceAll('[link]', link).replaceAll('[code]', 'ESX-2016-0042').trimEnd();
}

export interface ReadReply {
  readonly aligned: AlignedReply | undefined;
  readonly passages: readonly Passage[];
  /** All the own words, each line without its spaces around, without blank lines. */
  readonly own: string[];
}

const signatory = { name: 'David Shaw', address: 'david.shaw@essex.police.example' };

/** Reads a reply as Revisit does: alignment first, then the words. */
export function readReply(reply: string, sents: readonly SentText[] = everySent): ReadReply {
  const aligned = markWhatWeSent(reply, sents);
  const { passages } =
    aligned === undefined
      ? wordsOfReply(reply, signatory)
      : wordsOfReply(aligned.text, signatory, { aligned: true });
  const own = passages.flatMap(({ words }) => linesWithText(words));
  return { aligned, passages, own };
}

export function linesWithText(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Returns the number and the words of each answer that a reply places. */
export function placed(read: ReadReply): Record<number, string> {
  const { answers } = answersInReply(read.passages, { asked, ourNames: ['Priya', 'Nair'] });
  return Object.fromEntries(answers.map(({ number, words }) => [number, words]));
}

/** Breaks lines as mail programs do, at a column. */
export function wrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(' ')) {
        if (current !== '' && `${current} ${word}`.length > columns) {
          lines.push(current);
          current = word;
        } else current = current === '' ? word : `${current} ${word}`;
      }
      return [...lines, current].join('\n');
    })
    .join('\n');
}

export function mark(text: string, with_ = '> '): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? with_.trimEnd() : `${with_}${line}`))
    .join('\n');
}
