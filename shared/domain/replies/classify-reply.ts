import { londonDate } from '../dates.ts';
import { answersInReply, saysAnything, type ReplyContext } from './answers-in-reply.ts';
import type { SentText } from './align/sent-text.ts';
import { acknowledges, findOwnSentences, readsLikeAProgram } from './boilerplate.ts';
import type { Boilerplate } from './program-words.ts';
import { isCourtesyOnly } from './courtesy.ts';
import { readDeliveryReports } from './delivery-report.ts';
import { judgeFiles } from './files-of-reply.ts';
import { findAbsence, AWAY_SUBJECT, findNamedPerson, saysAway, saysIAmAway } from './out-of-office.ts';
import type { ReceivedMessage, UnreadableReason } from './received-message.ts';
import type { Receipt } from './receipt.ts';
import { findAutomaticSign } from './sender.ts';
import { asksToReplyAbove, isSentBySystem, repeatsOurSubject, saysAutomatic } from './program-signs.ts';
import { proveNoAction, type NoActionProof } from './silence.ts';
import type { ClassifiedReply } from './classified-reply.ts';
import {
  missesAttachment,
  MORE_TIME,
  NAMES_ONE,
  classifyPointer,
  saysGone,
  classifyRequest,
} from './wants.ts';
import { wordsOfSubject } from './words-of-subject.ts';
import { readReply, type ReadReply } from './read-reply.ts';
import { joinPassages } from './words-of-reply.ts';

/** The most characters in an email with everything that it quotes. A thread of years is shorter. */
const LONGEST_TEXT = 300_000;

/** The most characters that a draft may hold. Someone who sends more has pasted a document. */
const LONGEST_WORDS = 60_000;

/** What Revisit knows about an email besides its content. */
interface Circumstances extends ReplyContext {
  readonly receipt: Pick<Receipt, 'envelopeFrom' | 'receivedAt'>;
  /**
   * True if the sender is a contact of the body that the email is about. A mail system's report never comes from a
   * contact.
   */
  readonly isFromContact: boolean;
  /** The texts that we sent to the contacts of the follow-up. The reply may quote them. */
  readonly sents: readonly SentText[];
}

/**
 * Tells the kind of an email from its headers and its content together. A sign that a program sent it means that it is
 * not an answer. Only a proof means that nobody has to read it. Revisit sets aside quotations, signatures and the words
 * of programs. If anything is left, a person wrote it, and a person reads it.
 */
export function classifyReply(given: ReceivedMessage, circumstances: Circumstances): ToldReply {
  if (given.text.length > LONGEST_TEXT && given.report === undefined) {
    return { kind: 'unclear', why: 'too-long', because: 'It is longer than the form accepts.' };
  }
  const message = { ...given, text: given.text.slice(0, LONGEST_TEXT) };
  const reports = circumstances.isFromContact ? undefined : readDeliveryReports(message);
  if (reports !== undefined) {
    return {
      kind: 'delivery-report',
      reports,
      because: `A mail system reports: ${reports[0].reason}.`,
    };
  }
  if (message.readable !== 'yes') {
    return { kind: 'unclear', why: message.readable, because: whyUnreadable[message.readable] };
  }
  const read: Read = { message, reply: readIn(message.text, message, circumstances), ...circumstances };
  const told =
    tellReceipt(read) ??
    tellCalendar(read) ??
    classifyPointer(message) ??
    (signOf(read) === undefined ? tellHuman(read) : tellAutomatic(read));
  return { ...told, reply: read.reply };
}

const whyUnreadable: Readonly<Record<UnreadableReason, string>> = {
  encrypted: 'It is encrypted.',
  'signed-unopened': 'Its words are inside a signature that could not be opened.',
  'outlook-only': 'Its words are in a format that only Outlook reads.',
  'over-limits': 'It is too large, or has too many parts, lines or headers, to be read safely.',
  broken: 'What it says could not be decoded.',
};

/** The kind of an email, and its words. */
export type ToldReply = ClassifiedReply & {
  /** What its sender wrote. Absent if Revisit did not read the words, as in a delivery report or a very long email. */
  readonly reply?: ReadReply;
};

/** An email together with what its sender wrote in it. */
interface Read extends Circumstances {
  readonly message: ReceivedMessage;
  readonly reply: ReadReply;
}

function readIn(
  text: string,
  { from }: ReceivedMessage,
  { sents, asked }: Pick<Circumstances, 'sents' | 'asked'>,
): ReadReply {
  return readReply(text, { sents, asked, signatory: from[0] });
}

/** Returns what suggests that a program sent an email. */
function signOf({ message, receipt }: Read): string | undefined {
  return (
    findAutomaticSign(message, receipt) ?? (AWAY_SUBJECT.test(message.subject) ? 'its subject' : undefined)
  );
}

/** Returns everything in an email that no program wrote and that does not quote us. */
function leftOver(
  { message, reply, sents, asked }: Read,
  { kinds, said }: { kinds: readonly Boilerplate[]; said?: (words: string) => string[] },
): string[] {
  const other = message.otherText === undefined ? [] : [readIn(message.otherText, message, { sents, asked })];
  const without = said ?? ((words) => findOwnSentences(words, { kinds, echoes: echoesIn(message) }));
  return [
    ...[reply, ...other].flatMap((words) =>
      words.insideQuote ? ['inside what it quotes'] : [...without(joinPassages(words)), words.unproven],
    ),
    message.unshown,
    ...message.files.map(({ name }) => name),
  ];
}

/**
 * Returns what a program repeats from the email that it answers. This is the subject, with and without its prefix, and
 * the subject of an appointment.
 */
function echoesIn({ subject, calendar }: ReceivedMessage): string[] {
  const summary = /^SUMMARY[^:\n]{0,200}:(.{0,1000})/imu.exec(calendar?.text ?? '')?.[1] ?? '';
  return [subject, subject.replace(/^[^:]{1,40}:\s*/u, ''), summary.replace(/\\([,;])/gu, '$1').trim()];
}

function holdAsUnproven(because: string): ClassifiedReply {
  return { kind: 'unclear', why: 'automatic-and-answers', because };
}

function tellAutomatic(read: Read): ClassifiedReply {
  const { message, reply } = read;
  const words = joinPassages(reply);
  const sign = signOf(read);
  const text = words === '' ? message.text : words;
  if (saysGone(text)) {
    return {
      kind: 'not-me',
      automatic: true,
      instead: findNamedPerson(text, { sender: message.from[0]?.address }),
      because: `An automatic reply (${sign}) says that its owner has left the post.`,
    };
  }
  const isAway = AWAY_SUBJECT.test(message.subject) || saysAway(words);
  const proof = proveNoAction({
    ground: sign,
    leftOver: leftOver(read, { kinds: isAway ? ['absence', 'acknowledgement'] : ['acknowledgement'] }),
  });
  if (proof === undefined) {
    return holdAsUnproven(`A program seems to have sent it (${sign}), but it says more than programs do.`);
  }
  return isAway
    ? awayReply(words, { ...read, proof, because: `An automatic reply (${sign}) about an absence.` })
    : { kind: 'automatic', proof, because: `A program sent it (${sign}), and it contains nothing else.` };
}

function awayReply(
  text: string,
  { message, receipt, proof, because }: Read & { proof: NoActionProof; because: string },
): ClassifiedReply {
  const from = londonDate(receipt.receivedAt);
  const absence = findAbsence(text, { from, sender: message.from[0]?.address });
  return { kind: 'out-of-office', absence, proof, because };
}

function tellHuman(read: Read): ClassifiedReply {
  const { message, reply } = read;
  if (reply.insideQuote) return insideQuote;
  const words = joinPassages(reply);
  // Nothing below reads a text that nobody can file. Its cost would grow with what somebody sends.
  if (words.length > LONGEST_WORDS)
    return { kind: 'unclear', why: 'too-long', because: 'It is longer than the form accepts.' };
  const answers = answersInReply(reply.passages, read);
  if (isSentBySystem(message, reply)) {
    return holdAsUnproven('It says that a system sent it, and it answers no email of ours.');
  }
  if (isCourtesyOnly(words, read.ourNames)) return classifyThanks(read);
  if (answers.answers.length === 0 && missesAttachment(words, message)) {
    const because = 'It says that something is attached, but nothing is.';
    return { kind: 'for-owner', wants: 'an-attachment-that-is-missing', because };
  }
  if (!saysAnything(answers)) return nothingSaid(read);
  // If the words name a recommendation, they are about it. What else they say does not matter.
  if (answers.answers.length === 0) {
    const told =
      tellUnsigned(read, words) ??
      tellAbsence(read, words) ??
      classifyRequest(message, words) ??
      (repeatsOurSubject(words, read.sents)
        ? holdAsUnproven('It repeats the subject of our email, as programs do that write about an email.')
        : undefined);
    if (told !== undefined) return told;
  }
  const because =
    answers.answers.length > 0
      ? `It answers these recommendations: ${answers.answers.map(({ number }) => number).join(', ')}.`
      : 'A person wrote it and it says something.';
  return { kind: 'answer', answers, because };
}

const inTheSubject: ClassifiedReply = {
  kind: 'unclear',
  why: 'in-the-subject',
  because: 'Its subject says something. Below it there is at most a thank you.',
};

const insideQuote: ClassifiedReply = {
  kind: 'unclear',
  why: 'inside-quote',
  because: 'The answer seems to be inside the quoted text. Nothing marks who wrote which words.',
};

const NO_REPLY = /\bdo not reply to this (?:e-?mail|message|address)\b/iu;

/**
 * Tells the kind of an email that reads as if a program wrote it but lacks a header that says so. It is not an answer,
 * and nothing proves that a program sent it.
 */
function tellUnsigned(read: Read, words: string): ClassifiedReply | undefined {
  const saysSo = saysAutomatic(words);
  const likeOne = readsLikeAProgram(words) || asksToReplyAbove(words);
  if (!saysSo && !likeOne && !acknowledges(words)) return undefined;
  const left = leftOver(read, { kinds: ['acknowledgement'] });
  if (!saysSo && !likeOne && left.some((sentence) => sentence !== '')) return undefined;
  const ground = saysSo || NO_REPLY.test(words) ? 'its words' : undefined;
  const proof = proveNoAction({ ground, leftOver: left });
  return proof === undefined
    ? holdAsUnproven('It reads as if a program wrote it, but nothing proves this.')
    : { kind: 'automatic', proof, because: 'It says only that a program sent it.' };
}

function tellAbsence(read: Read, words: string): ClassifiedReply | undefined {
  if (!saysIAmAway(words) || MORE_TIME.test(words) || NAMES_ONE.test(words)) return undefined;
  const left = leftOver(read, { kinds: ['absence', 'acknowledgement'] });
  const proof = proveNoAction({ ground: 'its words', leftOver: left });
  return proof === undefined
    ? holdAsUnproven('It says that its writer is away, and something else.')
    : awayReply(words, { ...read, proof, because: 'It says only that its writer is away.' });
}

function nothingSaid(read: Read): ClassifiedReply {
  const { message, reply } = read;
  if (judgeFiles(message.files).some(({ fate }) => fate === 'kept')) {
    return {
      kind: 'answer',
      answers: { answers: [], rest: '' },
      because: 'It has an attached file and no words.',
    };
  }
  if (/^\s*(?:fw|fwd):/iu.test(message.subject) || message.files.some(({ name }) => /\.eml$/iu.test(name))) {
    return { kind: 'unclear', why: 'forwarded', because: 'It is a forwarded email without any words.' };
  }
  const proof = proveNoAction({
    ground: 'no words',
    leftOver: [
      ...leftOver(read, { kinds: [], said: () => [] }),
      saidInOtherForm(read),
      message.hasPicture ? 'a picture' : '',
      wordsOfSubject(message.subject),
    ],
  });
  if (proof !== undefined) {
    const because = 'It contains only quoted text and a signature.';
    return { kind: 'empty', proof, because };
  }
  if (wordsOfSubject(message.subject) !== '') return inTheSubject;
  return reply.unproven === ''
    ? { kind: 'unclear', why: 'broken', because: 'It contains something, but no words can be shown.' }
    : insideQuote;
}

/** Returns what the other form of the body says, if it is more than a greeting. */
function saidInOtherForm(read: Read): string {
  const { message } = read;
  if (message.otherText === undefined) return '';
  const { passages } = readIn(message.otherText, message, read);
  const answers = answersInReply(passages, read);
  return saysAnything(answers) ? [...answers.answers.map(({ words }) => words), answers.rest].join('\n') : '';
}

function classifyThanks(read: Read): ClassifiedReply {
  if (read.message.files.length > 0) {
    return {
      kind: 'answer',
      answers: { answers: [], rest: '' },
      because: 'It says thank you and attaches a file.',
    };
  }
  const said = (words: string): string[] =>
    words === '' || isCourtesyOnly(words, read.ourNames) ? [] : [words];
  const proof = proveNoAction({
    ground: 'words of thanks',
    leftOver: [...leftOver(read, { kinds: [], said }), ...said(wordsOfSubject(read.message.subject))],
  });
  if (proof === undefined && said(wordsOfSubject(read.message.subject)).length > 0) return inTheSubject;
  return proof === undefined ? insideQuote : { kind: 'thanks', proof, because: 'It says only thank you.' };
}

const READ_SUBJECT =
  /^\s*(?:read|not read|deleted|gelezen|gelesen|ungelesen|gelöscht|lu|non lu|leído|letto|lido|darllenwyd|return receipt(?: \(displayed\))?|read[- ]receipt|lesebestätigung|accusé de lecture)\s*:/iu;

/**
 * Recognises a receipt that says an email was opened, or deleted unopened. Returns undefined if nothing says that it is
 * a receipt.
 */
function tellReceipt(read: Read): ClassifiedReply | undefined {
  const { message } = read;
  const isReport = message.report?.kind === 'disposition-notification';
  if (!isReport && !READ_SUBJECT.test(message.subject)) return undefined;
  const receipt = (text: string): string[] =>
    findOwnSentences(text, { kinds: ['receipt'], echoes: echoesIn(message) });
  const left = [
    ...receipt(message.text),
    ...receipt(message.otherText ?? ''),
    message.unshown,
    ...message.files.map(({ name }) => name),
  ];
  const ground = isReport ? 'a report of the disposition' : 'its subject and its words';
  const proof = proveNoAction({ ground, leftOver: left });
  return proof === undefined
    ? holdAsUnproven('It looks like a receipt, but says more than receipts do.')
    : { kind: 'read-receipt', proof, because: 'It says that an email was opened, or deleted unopened.' };
}

const CALENDAR_SUBJECT =
  /^\s*(?:accepted|declined|tentative(?:ly accepted)?|new time proposed|derbyniwyd)\s*:/iu;

function tellCalendar(read: Read): ClassifiedReply | undefined {
  const { calendar, subject } = read.message;
  const isAnswer = calendar?.method === 'REPLY' || calendar?.method === 'COUNTER';
  if (!isAnswer && calendar !== undefined && calendar.method !== '') {
    return {
      kind: 'for-owner',
      wants: 'a-meeting',
      because: 'It invites someone to an appointment, or cancels one.',
    };
  }
  const isSaidInSubject = CALENDAR_SUBJECT.test(subject) && read.message.text.trim() === '';
  if (!isAnswer && !isSaidInSubject) return undefined;
  const words = (text: string): string[] =>
    findOwnSentences(text, { kinds: ['calendar'], echoes: echoesIn(read.message) }).filter(
      (sentence) => !isCourtesyOnly(sentence, read.ourNames),
    );
  const proof = proveNoAction({
    ground: isAnswer ? 'the answer to an invitation' : 'its subject',
    leftOver: [
      ...leftOver(read, { kinds: [], said: words }),
      ...commentsIn(calendar?.text ?? '').flatMap(words),
    ],
  });
  return proof === undefined
    ? holdAsUnproven('It answers an invitation, but says more than that.')
    : {
        kind: 'calendar-answer',
        proof,
        because: 'It accepts or declines an appointment and says nothing else.',
      };
}

/** Returns what someone wrote with their answer to an invitation. The calendar part has these words too. */
function commentsIn(calendar: string): string[] {
  return [...calendar.matchAll(/^COMMENT[^:]*:(.*)$/gimu)].map(([, text = '']) =>
    text.replace(/\\n/giu, '\n').replace(/\\([,;\\])/gu, '$1'),
  );
}
