import { findNamedPerson, type NamedPerson } from './out-of-office.ts';
import type { ReceivedMessage } from './received-message.ts';
import type { ClassifiedReply } from './classified-reply.ts';
import { wordCount } from './words-of-reply.ts';

const NOT_ME =
  /\b(?:(?:no longer|does(?:n['’]t| not)|doesn['’]t) (?:sits?|lies?|rests?) with me|(?:is not|isn['’]t|not) mine\b|nid fi (?:sy|yw)|(?:dim|ddim) yn gyfrifol|(?:i am|i['’]m|i was) (?:no longer|not) (?:the |your )?(?:\w+ ){0,3}?(?:lead|contact|right person|correct person|person|responsible|in (?:this |that )?(?:post|role)|in post|the owner)|no longer (?:the )?(?:lead|in (?:this |that )?(?:post|role|position)|in post|responsible|hold|holds|cover|deal|dealing|work|works|working|based|with the force|within)|not (?:the )?(?:right|correct|appropriate) (?:person|contact|mailbox|address)|wrong (?:person|contact|address|mailbox)|(?:i have|i['’]ve|he has|she has|has) (?:now )?(?:moved (?:to|on|from|roles?|posts?)|left|retired|changed (?:role|roles|post|posts|job)|handed over|transferred|been posted|been promoted)|nothing to do with me|not (?:one )?for me|isn['’]t (?:one )?for me|should (?:go|have gone|be (?:sent|addressed)) to|has (?:now )?taken over|i moved (?:to|on|from)|please (?:write|reply|speak|send (?:this|it|these)) to .{2,60}?\b(?:who|instead|now)|is (?:now )?the (?:new )?lead)\b/iu;

const GONE =
  /\b(?:no longer (?:work|works|working|employed|with|in (?:this|that) (?:post|role)|in post|monitored|in use|a member)|(?:has|have) (?:now )?(?:left|retired|moved (?:on|to))|i (?:have|['’]ve) (?:now )?(?:left|retired)|is (?:not|no longer) (?:monitored|in use|active)|retired from)\b/iu;

/** Tells whether an automatic reply says that its owner has left. */
export function saysGone(text: string): boolean {
  return GONE.test(text) && wordCount(text) < LONGEST_REQUEST;
}

export const LONGEST_REQUEST = 120;

/** Matches "Rec 2" within a sentence. The sentence is then about more than its writer. */
export const NAMES_ONE = /\brec(?:ommendation)?s?\.? ?\d/iu;

const ATTACHED =
  /\b(?:(?:see|find|is|are|as|plan|response|update|return) (?:the |our |my )?attach(?:ed|ment)|attached (?:is|are|please|our|the|my)|i (?:have )?attach(?:ed)?)\b/iu;

/** Tells whether an email says "See attached" but nothing is attached. */
export function missesAttachment(words: string, { files }: ReceivedMessage): boolean {
  return files.length === 0 && ATTACHED.test(words) && wordCount(words) < LONGEST_PROMISE;
}

const LATER =
  /\b(?:will|shall|we['’]ll|i['’]ll|going to|intend to|hope to|aim to)\b.{0,40}\b(?:respond|reply|answer|come back|get back|send (?:it|this|you|our|the|a)|submit|return (?:it|this)|complete (?:it|this|the form)|fill (?:it|this)|be (?:in touch|with you)|look at (?:it|this)|get (?:this|it) (?:done|to you|back))\b/iu;

const LONGEST_PROMISE = 40;

const HELP =
  /\b(?:link|form|page|site|web ?site|code|button)\b.{0,60}\b(?:(?:does|did|do|is|was)(?:n['’]t| not) (?:work|open|load|let)|(?:is |has |have )?(?:expired|broken|blocked)|not working|error|won['’]t (?:open|load|work|let))|\b(?:cannot|can['’]t|can not|could not|couldn['’]t|unable to) (?:open|access|get into|log ?in|use|see|find|submit|load)\b/iu;

const PASSED_ON =
  /\b(?:passed|forwarded|handed|referred|redirected) (?:this |it |your (?:e-?mail|message|request) )?(?:on |over )?to\b/iu;

export const MORE_TIME =
  /\b(?:more time|extension|(?:give|allow|grant) (?:us|me) (?:until|till)|have (?:until|till)|extend (?:the |our )?(?:deadline|date|time)|extra (?:time|week|days)|another (?:\w+ )?(?:days?|weeks?|months?)|(?:a |few |couple of |\w+ )(?:more |extra )?(?:days?|weeks?|months?)(?: longer| more| extra| grace)|(?:\w+ )(?:more|extra) (?:days?|weeks?|months?)|push (?:this |it )?back|delay (?:the|our) (?:response|return)|later date|(?:days?|weeks?|bit|little|slightly|be|it) late\b|(?:unable|not able|won['’]t be able|will not be able|cannot|can['’]t|struggl\w+) (?:to )?(?:meet|make|respond|reply|return|complete|provide)\b.{0,60}\b(?:by|deadline|date|time|until|response|return|reply|answer|update))\b/iu;

const SENT_ANOTHER_WAY =
  /\b(?:(?:already|previously|have|was|were|has been|been) (?:been )?(?:sent|submitted|posted|emailed|e-mailed|provided|returned|supplied|uploaded|responded|replied)\b.{0,60}\b(?:on|in|to|by|via|last|week|month|post|letter|email|portal|you|already|january|february|march|april|may|june|july|august|september|october|november|december)|(?:went|gone|goes) (?:off |out |in |on )?(?:to you )?(?:by|via|through|in the) (?:post|letter|e-?mail|courier|hand|portal)|(?:sent|submitted|posted) (?:it |this |our \w+(?: \w+)? |the \w+(?: \w+)? )?(?:to you |already |through |in )?(?:by|via|on|last|through|in the) (?:post|letter|email|e-mail|portal|courier|the \d|\d|monday|tuesday|wednesday|thursday|friday|week|month))\b/iu;

const WITHDRAW =
  /\b(?:not meant (?:as|to be) (?:an |our )?(?:answer|response)|please (?:disregard|ignore)|ignore my (?:last|previous)|sent in error|(?:would like to )?recall(?:ing)? (?:this|my|the message))\b/iu;

const MEETING =
  /\b(?:(?:can|could|shall) we (?:meet|speak|talk|have a (?:call|chat|meeting))|(?:give me|please) (?:a )?(?:call|ring)|call me|ring me|speak (?:on|by) (?:the )?phone)\b/iu;

/** Returns a request that only a person can answer. The email must be short and about nothing else. */
export function classifyRequest(message: ReceivedMessage, words: string): ClassifiedReply | undefined {
  if (wordCount(words) > LONGEST_REQUEST) return undefined;
  const isPassedOn = PASSED_ON.test(words) && wordCount(words) < LONGEST_PROMISE;
  if (NOT_ME.test(words) || isPassedOn) {
    return {
      kind: 'not-me',
      automatic: false,
      instead: withCopiedAddress(findNamedPerson(words, { sender: message.from[0]?.address }), message),
      because: 'It says that someone else is the right person.',
    };
  }
  if (WITHDRAW.test(words))
    return { kind: 'for-owner', wants: 'to-withdraw-an-answer', because: 'It withdraws an earlier email.' };
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
    return {
      kind: 'for-owner',
      wants: 'to-answer-later',
      because: 'It promises an answer but does not give one.',
    };
  }
  if (MEETING.test(words))
    return { kind: 'for-owner', wants: 'a-meeting', because: 'It asks to speak to someone.' };
  if (words.includes('?') && wordCount(words) <= LONGEST_QUESTION && message.files.length === 0) {
    return { kind: 'for-owner', wants: 'an-answer', because: 'It asks a question.' };
  }
  return undefined;
}

/** Adds the address of the copied person, as in "I have copied in DCI Sam Reeve". */
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

/** How services announce an email that people can read only in that service. */
const WRAPPED =
  /\b(?:(?:sent|received|have) (?:you )?(?:an? )?(?:new )?(?:\w+ )?(?:secured?|protected|encrypted) (?:e-?mail|message)|(?:read|open|view) (?:this|the|your) (?:secured?|protected|encrypted) (?:e-?mail|message)|secure messaging portal)\b/iu;
const WRAPPING_FILE =
  /\.(?:rpmsg|switch|gxk|p7m|aip|pfile)$|^(?:secure|encrypted)[ _-]?(?:message|mail|doc)\w*\.html?$/iu;

const SHARED =
  /\b(?:has )?(?:shared (?:an? )?(?:file|folder|document|item)s? with you|shared ["“][^"”]{1,160}["”] with you|invited you to (?:view|edit|access))\b/iu;

/** Recognises an email that only points to its content elsewhere. Revisit must not treat it as empty. */
export function classifyPointer({ text, subject, files }: ReceivedMessage): ClassifiedReply | undefined {
  const isShort = wordCount(text) < LONGEST_REQUEST;
  if (files.some(({ name }) => WRAPPING_FILE.test(name)) || (WRAPPED.test(text) && isShort)) {
    const because = 'A secure-mail service sent it. Read the message in that service.';
    return { kind: 'unclear', why: 'encrypted', because };
  }
  if (!isShort || !(SHARED.test(text) || SHARED.test(subject))) return undefined;
  const because = 'A service says that someone shared a file. Open the file in that service.';
  return { kind: 'for-owner', wants: 'sent-another-way', because };
}
