import type { SentText } from './align/sent-text.ts';
import type { ReadReply } from './read-reply.ts';
import { headerValue, type ReceivedMessage } from './received-message.ts';
import { wordCount } from './words-of-reply.ts';

/** The number of words below which an email that says so is from a program. A longer one may quote such a line. */
const LONGEST_NOTICE = 120;

/** How a program says that it is one. */
const SAYS_AUTOMATIC =
  /\bthis (?:is an )?automat(?:ic|ed) (?:reply|response|message|e-?mail|notification|acknowledge?ment)\b|\b(?:message|e-?mail|notification) (?:was|is|has been) (?:automatically |auto-?)?(?:sent|generated|created) (?:automatically\b|by (?:the|an?|our) (?:\p{L}+ ){0,2}(?:tracker|system|service|desk|tool|server|robot|application|platform)\b)|\b(?:auto-?generated|generated automatically)\b/iu;

/** Tells whether a short text says that a program wrote it. */
export function saysAutomatic(text: string): boolean {
  return SAYS_AUTOMATIC.test(text) && wordCount(text) < LONGEST_NOTICE;
}

/** What service desks write above their emails, to tell a reply from what it answers. */
const REPLY_ABOVE =
  /\b(?:type|write|enter|add|put) your (?:reply|response|answer|comments?) above this line\b/iu;

/** Tells whether a text asks to reply above a line, as service desks do. */
export function asksToReplyAbove(text: string): boolean {
  return REPLY_ABOVE.test(text);
}

/**
 * Tells whether an email says, often in its last line, that a system sent it, while nothing shows that it answers an
 * email of ours.
 */
export function isSentBySystem(message: ReceivedMessage, reply: ReadReply): boolean {
  const answersUs = reply.compared || headerValue(message, 'in-reply-to') !== undefined;
  return !answersUs && saysAutomatic(message.text);
}

/** The fewest words in a subject of ours that nobody writes by chance. */
const LEAST_SUBJECT = 6;

/**
 * Tells whether the sender's own words repeat the whole subject of an email of ours. A person answers an email. A
 * program says which email it is about, as in "Short description: Essex 2016 six-week response, about 10 minutes".
 */
export function repeatsOurSubject(words: string, sents: readonly SentText[]): boolean {
  const said = plainWords(words);
  return sents.some(({ subject }) => {
    const ours = plainWords(subject);
    return wordCount(ours) >= LEAST_SUBJECT && said.includes(ours);
  });
}

function plainWords(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}
