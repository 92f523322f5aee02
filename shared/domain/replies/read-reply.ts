import { markWhatWeSent } from './align/align-reply.ts';
import type { Askable } from './answers-in-reply.ts';
import type { SentText } from './align/sent-text.ts';
import type { CutText } from '../form/form-email.ts';
import type { Signatory } from './signature.ts';
import { quotesOurEmail } from './quoted-text.ts';
import { joinPassages, wordsOfReply, type ReplyWords } from './words-of-reply.ts';

/** What someone wrote in a reply, and what was set aside. */
export interface ReadReply extends ReplyWords {
  /** True if the reply was compared with the text that it answers. False if only patterns told the words apart. */
  readonly compared: boolean;
  readonly cut: readonly CutText[];
}

/**
 * Reads a reply. If it quotes an email that we sent, compares it with that text, and then nobody has to guess who wrote
 * what. Otherwise the patterns of mail programs decide.
 */
export function readReply(
  text: string,
  {
    sents,
    signatory,
    asked,
  }: { sents: readonly SentText[]; signatory: Signatory | undefined; asked: readonly Askable[] },
): ReadReply {
  const aligned = markWhatWeSent(text, sents);
  const listed = asked.filter(({ title }) => title !== '').map(({ number, title }) => `${number}. ${title}`);
  const byPatterns = (): ReadReply => ({ ...wordsOfReply(text, signatory, { listed }), compared: false });
  if (aligned === undefined) return byPatterns();
  const reply = wordsOfReply(aligned.text, signatory, { aligned: true });
  // The reply quotes an email of ours whose text we do not have. Its lines would look like the sender's own.
  if (quotesOurEmail(joinPassages(reply))) return byPatterns();
  return { ...reply, cut: [...aligned.cut, ...reply.cut], compared: true };
}
