import type { Temporal } from 'temporal-polyfill';
import type { Askable } from './answers-in-reply.ts';
import type { ReceivedMessage } from './received-message.ts';
import { sentAtOf, type AssumedRequest } from './understand-mail.ts';

/** An email of ours that replies are compared with, and what it asks about. */
export type SentEmail = AssumedRequest;

/** Any number may be the number of a recommendation, and no title is known. */
export const anyNumber: readonly Askable[] = Array.from({ length: 60 }, (_, index) => ({
  number: index + 1,
  title: '',
}));

/**
 * Reads an email of ours from a file. The file may be a mail, or only its text. Its numbered lines are the
 * recommendations that it asks about. If there are none, any number may be one.
 */
export function readSentEmail(message: ReceivedMessage, now: Temporal.Instant): SentEmail {
  const { text, from, addressedTo, subject } = message;
  const names = from.map(({ name }) => name).filter((name) => name !== '');
  const listed = listedIn(text);
  return {
    asked: listed.length > 0 ? listed : anyNumber,
    ourNames: signatoryIn(text),
    sents: [
      {
        subject,
        text,
        names,
        addresses: [...from.map(({ address }) => address), ...addressedTo],
        sentAt: sentAtOf(message, now).toString(),
      },
    ],
  };
}

/** Returns the recommendations that an email lists, such as "2. Recognising the signs" or "Recommendation 2: …". */
function listedIn(text: string): Askable[] {
  const listed = new Map<number, string>();
  for (const [, number = '', title = ''] of text.matchAll(
    /^[ \t•*-]{0,6}(?:Recommendation |Area |Rec )?(\d{1,2})[.:) ][ \t]{0,4}(\p{L}[^\n]{2,200})$/gmu,
  )) {
    if (!listed.has(Number(number))) listed.set(Number(number), title.trim());
  }
  return [...listed].map(([number, title]) => ({ number, title }));
}

/**
 * Returns the words of the name that signs an email of ours. It stands below a sign-off, or else above or beside the
 * telephone number at the end.
 */
function signatoryIn(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const signOff = lines.findIndex((line) =>
    /^(?:kind regards|regards|yours (?:sincerely|faithfully)),?$/iu.test(line),
  );
  const number = lines.findLastIndex((line) => /\+?\d[\d ]{8,}/u.test(line));
  const names = signOff === -1 ? [lines[number], lines[number - 1]] : [lines[signOff + 1]];
  const name = names.map((line) => line?.split(',')[0] ?? '').find((line) => NAME.test(line));
  return name?.match(/\p{L}+/gu) ?? [];
}

/** A name such as "Priya Nair". It is two to four words with a capital each. */
const NAME = /^\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u;
