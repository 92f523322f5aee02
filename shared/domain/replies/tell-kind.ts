import { londonDate } from '../dates.ts';
import { answersInReply, saysAnything, type AnswersInReply, type ReplyContext } from './answers-in-reply.ts';
import { isCourtesyOnly } from './courtesy.ts';
import { deliveryReportIn, type DeliveryReport } from './delivery-report.ts';
import {
  absenceIn,
  AWAY_SUBJECT,
  personNamedIn,
  saysAway,
  saysIAmAway,
  type Absence,
  type NamedPerson,
} from './out-of-office.ts';
import type { ReceivedMessage } from './received-message.ts';
import type { Receipt } from './receipt.ts';
import { automaticBecause } from './sender.ts';
import { joined, wordCount, wordsOfReply } from './words-of-reply.ts';

export const replyKinds = [
  'answer',
  'out-of-office',
  'automatic',
  'delivery-report',
  'read-receipt',
  'calendar-answer',
  'not-me',
  'for-owner',
  'empty',
  'thanks',
  'unclear',
] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** What a mail is, with the reason for calling it that: one sentence without an address and without an answer. */
export type ToldReply = { readonly because: string } & (
  | { readonly kind: 'answer'; readonly answers: AnswersInReply }
  | { readonly kind: 'out-of-office'; readonly absence: Absence }
  | { readonly kind: 'delivery-report'; readonly report: DeliveryReport }
  | { readonly kind: 'not-me'; readonly instead: NamedPerson | undefined; readonly automatic: boolean }
  /** Somebody asks for something that only a person can give. */
  | { readonly kind: 'for-owner'; readonly wants: OwnerWants }
  | { readonly kind: 'automatic' | 'read-receipt' | 'calendar-answer' | 'empty' | 'thanks' }
  /** Nobody but a person can say what it is. */
  | { readonly kind: 'unclear'; readonly why: UnclearReason }
);

export type OwnerWants =
  | 'more-time'
  | 'sent-another-way'
  | 'an-answer'
  | 'a-meeting'
  | 'to-withdraw-an-answer'
  | 'to-answer-later'
  | 'help-with-the-form'
  | 'an-attachment-that-is-missing';

export type UnclearReason =
  'broken' | 'encrypted' | 'inside-quote' | 'forwarded' | 'too-long' | 'automatic-and-answers';

/** With everything that it quotes: more than a thread of years. Characters. */
const LONGEST_TEXT = 300_000;

/** More than a draft may hold: somebody pasted a document. Characters. */
const LONGEST_WORDS = 60_000;

/**
 * Tells a mail's kind by its headers and its content together. What a program sent is never an answer, whatever it says; what
 * is left is an answer only if it says something after greeting, quotation, signature and courtesy are taken away.
 */
export function tellKind(
  given: ReceivedMessage,
  { receipt, ...context }: ReplyContext & { receipt: Pick<Receipt, 'envelopeFrom' | 'receivedAt'> },
): ToldReply {
  if (given.text.length > LONGEST_TEXT && given.report === undefined) {
    return { kind: 'unclear', why: 'too-long', because: 'It is longer than a form takes.' };
  }
  const message = { ...given, text: given.text.slice(0, LONGEST_TEXT) };
  const report = deliveryReportIn(message, receipt);
  if (report !== undefined)
    return { kind: 'delivery-report', report, because: `A mail system reports: ${report.reason}.` };
  if (isReadReceipt(message))
    return { kind: 'read-receipt', because: 'It tells that an email was opened, or deleted unopened.' };
  const calendar = calendarKind(message);
  if (calendar !== undefined) return calendar;
  if (message.readable !== 'yes') {
    const because = message.readable === 'encrypted' ? 'It is encrypted.' : 'Nothing in it could be decoded.';
    return { kind: 'unclear', why: message.readable, because };
  }
  const elsewhere = saidElsewhere(message);
  if (elsewhere !== undefined) return elsewhere;
  const automatic =
    automaticBecause(message, receipt) ??
    (readsAutomatic(message) ? 'its words' : undefined) ??
    (AWAY_SUBJECT.test(message.subject) ? 'its subject' : undefined);
  return automatic === undefined
    ? tellHuman(message, { receipt, ...context })
    : tellAutomatic(message, { receipt, automatic, ...context });
}

function tellAutomatic(
  message: ReceivedMessage,
  {
    receipt,
    automatic,
    ...context
  }: ReplyContext & { receipt: Pick<Receipt, 'receivedAt'>; automatic: string },
): ToldReply {
  const reply = wordsOfReply(message.text, message.from[0]);
  const words = joined(reply);
  const text = words === '' ? message.text : words;
  if (saysGone(text)) {
    return {
      kind: 'not-me',
      automatic: true,
      instead: personNamedIn(text, { sender: message.from[0]?.address }),
      because: `An automatic reply (${automatic}) says that its owner has left the post.`,
    };
  }
  const isAway = AWAY_SUBJECT.test(message.subject) || saysAway(text);
  // A shared mailbox or a mailing list may have passed on what a person wrote.
  if (!isAway && (message.files.length > 0 || answersInReply(reply.passages, context).answers.length > 0)) {
    const because = `A program sent it (${automatic}), and it looks like an answer.`;
    return { kind: 'unclear', why: 'automatic-and-answers', because };
  }
  if (!isAway) return { kind: 'automatic', because: `A program sent it (${automatic}).` };
  return awayReply(text, {
    message,
    receipt,
    because: `An automatic reply (${automatic}) about an absence.`,
  });
}

function awayReply(
  text: string,
  of: { message: ReceivedMessage; receipt: Pick<Receipt, 'receivedAt'>; because: string },
): ToldReply {
  const from = londonDate(of.receipt.receivedAt);
  return {
    kind: 'out-of-office',
    absence: absenceIn(text, { from, sender: of.message.from[0]?.address }),
    because: of.because,
  };
}

function tellHuman(
  message: ReceivedMessage,
  { receipt, ...context }: ReplyContext & { receipt: Pick<Receipt, 'receivedAt'> },
): ToldReply {
  const reply = wordsOfReply(message.text, message.from[0]);
  if (reply.insideQuote) {
    return {
      kind: 'unclear',
      why: 'inside-quote',
      because:
        'It seems to be answered inside the text that it quotes, where nothing marks whose words are whose.',
    };
  }
  const words = joined(reply);
  const answers = answersInReply(reply.passages, context);
  if (isCourtesyOnly(words, context.ourNames)) return courtesy(message);
  if (
    answers.answers.length === 0 &&
    ATTACHED.test(words) &&
    message.files.length === 0 &&
    wordCount(words) < LONGEST_PROMISE
  ) {
    const because = 'It says that something is attached, and nothing is.';
    return { kind: 'for-owner', wants: 'an-attachment-that-is-missing', because };
  }
  if (!saysAnything(answers)) return nothingSaid(message);
  if (words.length > LONGEST_WORDS)
    return { kind: 'unclear', why: 'too-long', because: 'It is longer than a form takes.' };
  // From here on a person wrote it; what names a recommendation is about it, whatever else it says.
  if (answers.answers.length === 0) {
    if (saysIAmAway(words) && !MORE_TIME.test(words) && !NAMES_ONE.test(words)) {
      return awayReply(words, {
        message,
        receipt,
        because: 'Its words say nothing but that their writer is away.',
      });
    }
    const wanted = wantsOf(message, words);
    if (wanted !== undefined) return wanted;
  }
  const because =
    answers.answers.length > 0
      ? `It names ${answers.answers.map(({ number }) => number).join(', ')} of the recommendations.`
      : 'A person wrote it and it says something.';
  return { kind: 'answer', answers, because };
}

/** How services announce what can be read only with them. */
const WRAPPED =
  /\b(?:(?:sent|received|have) (?:you )?(?:an? )?(?:new )?(?:\w+ )?(?:secured?|protected|encrypted) (?:e-?mail|message)|(?:read|open|view) (?:this|the|your) (?:secured?|protected|encrypted) (?:e-?mail|message)|secure messaging portal)\b/iu;
const WRAPPING_FILE =
  /\.(?:rpmsg|switch|gxk|p7m|aip|pfile)$|^(?:secure|encrypted)[ _-]?(?:message|mail|doc)\w*\.html?$/iu;

const SHARED =
  /\b(?:has )?(?:shared (?:an? )?(?:file|folder|document|item)s? with you|shared ["“][^"”]{1,160}["”] with you|invited you to (?:view|edit|access))\b/iu;

/** What a mail only points to: it says nothing itself, and must not look as if nothing had come. */
function saidElsewhere({ text, subject, files }: ReceivedMessage): ToldReply | undefined {
  const isShort = wordCount(text) < LONGEST_REQUEST;
  if (files.some(({ name }) => WRAPPING_FILE.test(name)) || (WRAPPED.test(text) && isShort)) {
    const because = 'A secure-mail service announces it: what it says has to be read there.';
    return { kind: 'unclear', why: 'encrypted', because };
  }
  if (!isShort || !(SHARED.test(text) || SHARED.test(subject))) return undefined;
  const because = 'A service announces that a file was shared: it has to be read there.';
  return { kind: 'for-owner', wants: 'sent-another-way', because };
}

/** Words of a program that has no header to say so. */
const AUTOMATIC_TEXT =
  /\bthis is an automat(?:ic|ed) (?:reply|response|message|e-?mail|acknowledge?ment)\b/iu;
const NO_REPLY = /\bdo not reply to this (?:e-?mail|message|address)\b/iu;
const ACKNOWLEDGES =
  /\b(?:has been received|thank you for (?:contacting|your (?:e-?mail|enquiry|message))|aim to (?:respond|reply))\b/iu;

/** A person may ask not to be answered there; what only acknowledges and asks that is a mailbox's rule. */
function readsAutomatic({ text }: ReceivedMessage): boolean {
  if (wordCount(text) >= LONGEST_REQUEST) return false;
  return AUTOMATIC_TEXT.test(text) || (NO_REPLY.test(text) && ACKNOWLEDGES.test(text));
}

function nothingSaid(message: ReceivedMessage): ToldReply {
  if (message.files.length > 0) {
    return {
      kind: 'answer',
      answers: { answers: [], rest: '' },
      because: 'It says nothing and attaches a file.',
    };
  }
  if (/^\s*(?:fw|fwd):/iu.test(message.subject)) {
    return { kind: 'unclear', why: 'forwarded', because: 'It is forwarded without a word.' };
  }
  return { kind: 'empty', because: 'Nothing is left without what it quotes and its signature.' };
}

function courtesy(message: ReceivedMessage): ToldReply {
  return message.files.length > 0
    ? {
        kind: 'answer',
        answers: { answers: [], rest: '' },
        because: 'It says thank you and attaches a file.',
      }
    : { kind: 'thanks', because: 'It says no more than thank you.' };
}

const NOT_ME =
  /\b(?:(?:no longer|does(?:n['’]t| not)|doesn['’]t) (?:sits?|lies?|rests?) with me|(?:is not|isn['’]t|not) mine\b|nid fi (?:sy|yw)|(?:dim|ddim) yn gyfrifol|(?:i am|i['’]m|i was) (?:no longer|not) (?:the |your )?(?:\w+ ){0,3}?(?:lead|contact|right person|correct person|person|responsible|in (?:this |that )?(?:post|role)|in post|the owner)|no longer (?:the )?(?:lead|in (?:this |that )?(?:post|role|position)|in post|responsible|hold|holds|cover|deal|dealing|work|works|working|based|with the force|within)|not (?:the )?(?:right|correct|appropriate) (?:person|contact|mailbox|address)|wrong (?:person|contact|address|mailbox)|(?:i have|i['’]ve|he has|she has|has) (?:now )?(?:moved (?:to|on|from|roles?|posts?)|left|retired|changed (?:role|roles|post|posts|job)|handed over|transferred|been posted|been promoted)|nothing to do with me|not (?:one )?for me|isn['’]t (?:one )?for me|should (?:go|have gone|be (?:sent|addressed)) to|has (?:now )?taken over|is (?:now )?the (?:new )?lead)\b/iu;

const GONE =
  /\b(?:no longer (?:work|works|working|employed|with|in (?:this|that) (?:post|role)|in post|monitored|in use|a member)|(?:has|have) (?:now )?(?:left|retired|moved (?:on|to))|i (?:have|['’]ve) (?:now )?(?:left|retired)|is (?:not|no longer) (?:monitored|in use|active)|retired from)\b/iu;

function saysGone(text: string): boolean {
  return GONE.test(text) && wordCount(text) < LONGEST_REQUEST;
}

const LONGEST_REQUEST = 120;

/** "Rec 2" within a sentence: then it is about more than its writer. */
const NAMES_ONE = /\brec(?:ommendation)?s?\.? ?\d/iu;

const ATTACHED =
  /\b(?:(?:see|find|is|are|as|plan|response|update|return) (?:the |our |my )?attach(?:ed|ment)|attached (?:is|are|please|our|the|my)|i (?:have )?attach(?:ed)?)\b/iu;

const LATER =
  /\b(?:will|shall|we['’]ll|i['’]ll|going to|intend to|hope to|aim to)\b.{0,40}\b(?:respond|reply|answer|come back|get back|send (?:it|this|you|our|the|a)|submit|return (?:it|this)|complete (?:it|this|the form)|fill (?:it|this)|be (?:in touch|with you)|look at (?:it|this)|get (?:this|it) (?:done|to you|back))\b/iu;

const LONGEST_PROMISE = 40;

const HELP =
  /\b(?:link|form|page|site|web ?site|code|button)\b.{0,60}\b(?:(?:does|did|do|is|was)(?:n['’]t| not) (?:work|open|load|let)|(?:is |has |have )?(?:expired|broken|blocked)|not working|error|won['’]t (?:open|load|work|let))|\b(?:cannot|can['’]t|can not|could not|couldn['’]t|unable to) (?:open|access|get into|log ?in|use|see|find|submit|load)\b/iu;

const PASSED_ON =
  /\b(?:passed|forwarded|handed|referred|redirected) (?:this |it |your (?:e-?mail|message|request) )?(?:on |over )?to\b/iu;

const MORE_TIME =
  /\b(?:more time|extension|(?:give|allow|grant) (?:us|me) (?:until|till)|have (?:until|till)|extend (?:the |our )?(?:deadline|date|time)|extra (?:time|week|days)|another (?:\w+ )?(?:days?|weeks?|months?)|(?:a |few |couple of |\w+ )(?:more |extra )?(?:days?|weeks?|months?)(?: longer| more| extra| grace)|(?:\w+ )(?:more|extra) (?:days?|weeks?|months?)|push (?:this |it )?back|delay (?:the|our) (?:response|return)|later date|(?:days?|weeks?|bit|little|slightly|be|it) late\b|(?:unable|not able|won['’]t be able|will not be able|cannot|can['’]t|struggl\w+) (?:to )?(?:meet|make|respond|reply|return|complete|provide)\b.{0,60}\b(?:by|deadline|date|time|until|response|return|reply|answer|update))\b/iu;

const SENT_ANOTHER_WAY =
  /\b(?:(?:already|previously|have|was|were|has been|been) (?:been )?(?:sent|submitted|posted|emailed|e-mailed|provided|returned|supplied|uploaded|responded|replied)\b.{0,60}\b(?:on|in|to|by|via|last|week|month|post|letter|email|portal|you|already|january|february|march|april|may|june|july|august|september|october|november|december)|(?:sent|submitted|posted) (?:it |this |our \w+(?: \w+)? |the \w+(?: \w+)? )?(?:to you |already |through |in )?(?:by|via|on|last|through|in the) (?:post|letter|email|e-mail|portal|courier|the \d|\d|monday|tuesday|wednesday|thursday|friday|week|month))\b/iu;

const WITHDRAW =
  /\b(?:not meant (?:as|to be) (?:an |our )?(?:answer|response)|please (?:disregard|ignore)|ignore my (?:last|previous)|sent in error|(?:would like to )?recall(?:ing)? (?:this|my|the message))\b/iu;

const MEETING =
  /\b(?:(?:can|could|shall) we (?:meet|speak|talk|have a (?:call|chat|meeting))|(?:give me|please) (?:a )?(?:call|ring)|call me|ring me|speak (?:on|by) (?:the )?phone)\b/iu;

/** A request that only a person can answer: short, and about nothing else. */
function wantsOf(message: ReceivedMessage, words: string): ToldReply | undefined {
  if (wordCount(words) > LONGEST_REQUEST) return undefined;
  const isPassedOn = PASSED_ON.test(words) && wordCount(words) < LONGEST_PROMISE;
  if (NOT_ME.test(words) || isPassedOn) {
    return {
      kind: 'not-me',
      automatic: false,
      instead: withCopiedAddress(personNamedIn(words, { sender: message.from[0]?.address }), message),
      because: 'Its words say that somebody else is the right person.',
    };
  }
  if (WITHDRAW.test(words))
    return { kind: 'for-owner', wants: 'to-withdraw-an-answer', because: 'It takes an earlier email back.' };
  if (MORE_TIME.test(words))
    return { kind: 'for-owner', wants: 'more-time', because: 'It asks for more time.' };
  if (SENT_ANOTHER_WAY.test(words) && message.files.length === 0) {
    return {
      kind: 'for-owner',
      wants: 'sent-another-way',
      because: 'It says that the return was sent another way.',
    };
  }
  if (HELP.test(words)) {
    return {
      kind: 'for-owner',
      wants: 'help-with-the-form',
      because: 'It says that the form or its link does not work.',
    };
  }
  if (LATER.test(words) && wordCount(words) < LONGEST_PROMISE && message.files.length === 0) {
    return { kind: 'for-owner', wants: 'to-answer-later', because: 'It promises an answer and gives none.' };
  }
  if (MEETING.test(words))
    return { kind: 'for-owner', wants: 'a-meeting', because: 'It asks to speak to somebody.' };
  if (words.includes('?') && wordCount(words) <= LONGEST_QUESTION && message.files.length === 0) {
    return { kind: 'for-owner', wants: 'an-answer', because: 'It asks a question.' };
  }
  return undefined;
}

/** "I have copied in DCI Sam Reeve": the address is that of the copy. */
function withCopiedAddress(
  named: NamedPerson | undefined,
  { addressedTo }: ReceivedMessage,
): NamedPerson | undefined {
  const surname = named?.name?.split(' ').at(-1)?.toLowerCase();
  if (named?.email !== undefined || surname === undefined) return named;
  const copied = addressedTo.filter((address) => (address.split('@', 1)[0] ?? '').includes(surname));
  return copied.length === 1 ? { ...named, email: copied[0] } : named;
}

const LONGEST_QUESTION = 60;

const READ_SUBJECT =
  /^\s*(?:read|not read|deleted|gelezen|darllenwyd|return receipt(?: \(displayed\))?|read[- ]receipt)\s*:/iu;
const READ_TEXT =
  /\b(?:was (?:read|displayed|opened|deleted without being read)|has been (?:read|displayed|opened)|this is a (?:return|read) receipt|return receipt|receipt (?:confirms|only acknowledges))\b/iu;

function isReadReceipt(message: ReceivedMessage): boolean {
  if (message.report?.kind === 'disposition-notification') return true;
  return READ_SUBJECT.test(message.subject) && (READ_TEXT.test(message.text) || message.text.trim() === '');
}

const CALENDAR_SUBJECT =
  /^\s*(?:accepted|declined|tentative(?:ly accepted)?|new time proposed|derbyniwyd)\s*:/iu;

function calendarKind(message: ReceivedMessage): ToldReply | undefined {
  const { calendarMethod } = message;
  if (calendarMethod === 'REPLY' || calendarMethod === 'COUNTER') {
    return { kind: 'calendar-answer', because: 'It accepts or declines an appointment.' };
  }
  if (calendarMethod !== undefined && calendarMethod !== '') {
    return {
      kind: 'for-owner',
      wants: 'a-meeting',
      because: 'It invites somebody to an appointment, or calls one off.',
    };
  }
  return CALENDAR_SUBJECT.test(message.subject) && message.text.trim() === ''
    ? { kind: 'calendar-answer', because: 'Its subject accepts or declines an appointment.' }
    : undefined;
}
