import { headingOf } from './heading.ts';
import { saysSomebodyIsAway } from './out-of-office.ts';
import { statesPlainly } from './plain-status.ts';
import { vocabularies, type Boilerplate } from './program-words.ts';
import { wordCount } from './words-of-reply.ts';

/** The most words in a sentence that a program writes. A longer sentence says more than a program does. */
const LONGEST_SENTENCE = 45;

/** Words that belong in a return. A sentence with one of them is never boilerplate. */
const OF_AN_ANSWER =
  /\b(?:rec(?:ommendation)?s?\.? ?\d|recommendations?|areas? of concern|trained|implement(?:ed|ing|ation)|complet(?:e|ed|ion)|finished|audit(?:s|ed)?|introduced|appointed|recruited|rolled out|in place|part[- ]?way|not (?:yet )?started|no change|progress|under ?way|action plan|our (?:answer|response|update|return)|safeguarding|children have|we (?:have|now|did) (?!received|logged|passed|forwarded|opened|created|registered)\w+)\b/iu;

/** An email address, a telephone number or a web address. */
const CONTACT = /(?<!\S)\S{1,320}@\S+|\+?\d[\d ()-]{4,40}\d(?: ?ext\.? ?\d+)?|https?:\S+|www\.\S+/giu;
const SIGNED =
  /^(?:(?:with )?(?:kind|best|warm)?\s*(?:regards|wishes)|many thanks|thanks|thank you|yours \w+|cofion(?: \w+)?|diolch(?: yn fawr)?|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|cordialement|met vriendelijke groet)$/iu;
const GREETING =
  /^(?:dear|hi|hello|good (?:morning|afternoon|evening|day)|annwyl|helo|bore da|prynhawn da|hallo|guten tag|bonjour)(?: (?:all|sender|colleague|sir|madam|there|\p{Lu}[\p{L}'’-]*)){0,4}$/iu;
/** The signer's name on the last line. It is one to three words that are not an answer. */
const NAME_LINE = /^(?:\p{Lu}[\p{L}\p{M}'’.-]*\s?){1,3}$/u;
const ONE_WORD =
  /^(?:all )?(?:yes|no|none|nothing|nil|agreed|agree|accepted|done|noted|complete|completed|ongoing|started|finished|approved|rejected|refused|disagree|true|false|ie|na|nage|do|oui|non|ja|nein)\b/iu;

const POLITE = [
  /\b(?:thank you|thanks|many thanks) for (?:your |the |this )?(?:\w+ )?(?:e-?mail|message|enquiry|request|query|interest|contacting|getting in touch|writing)\b/iu,
  /\bdiolch am (?:eich|y|gysylltu|ysgrifennu)\b/iu,
  /\b(?:vielen dank|danke) für ihre\b|\bmerci (?:de|pour) votre\b|\bgracias por su\b|\bbedankt voor uw\b/iu,
  /\b(?:in an emergency|emergenc(?:y|ies)|urgent|ring|call|dial)\b.{0,80}\b(?:999|101|112)\b/iu,
  /\b(?:out of hours|office hours|opening hours|oriau swyddfa)\b/iu,
];

const ACKNOWLEDGED =
  /\b(?:your|this) (?:e-?mail|message|enquiry|request|query|mail|correspondence|ticket|case|submission)\b.{0,60}\b(?:has (?:been |now )?|have been |was |is |will be )(?:been )?(?:received|logged|registered|recorded|assigned|passed|forwarded|opened|created|queued|reached|dealt|read|answered|processed|reviewed)\b|\byour message\b.{0,20}\breached us\b|\b(?:we|i) (?:have |can confirm (?:that )?we have )?received your (?:e-?mail|message|enquiry|request|query|mail)\b|\b(?:opened|created|logged|raised)\b.{0,30}\b(?:ticket|case|request|incident|issue)\b|\b(?:ticket|case|incident|reference|request)(?: number| no\.?| id)?(?: is)?\s*[:#]?\s*\[?[\w-]*\d|\bmae eich (?:neges|e-?bost|ymholiad)\b.{0,60}\b(?:wedi|dod i law|cael ei)\b|\bihre (?:nachricht|e-?mail|anfrage)\b.{0,40}\b(?:erhalten|eingegangen|bearbeitet)\b|\bvotre (?:message|courriel|e-?mail|demande)\b.{0,40}\b(?:reçue?|enregistrée?)(?!\p{L})/iu;

const ACKNOWLEDGING = [
  ACKNOWLEDGED,
  /\b(?:we|i|our team|somebody|someone|a member of (?:our|the) \w+)\b.{0,20}\b(?:aim|will|shall|hope|endeavour|try|intend)\b.{0,40}\b(?:respond|reply|answer|contact|be in touch|get back|come back|read)\b/iu,
  /\bbyddwn (?:ni )?yn (?:ymateb|ateb|cysylltu)\b|\bwir (?:melden|werden|antworten)\b|\bnous (?:vous )?répondrons\b/iu,
  /\b(?:do not|don['’]t|no need to) (?:reply|respond) to this\b|\bpeidiwch ag ateb\b|\bnicht auf diese\b/iu,
  /\bthis is an automat(?:ic|ed) (?:reply|response|message|e-?mail|acknowledge?ment)\b|\bautomat(?:ic|ed|ically) (?:generated|reply|response|sent)\b|\b(?:ymateb|ateb|neges) awtomatig\b|\bautomatisch (?:erstellt|generiert|versandt)/iu,
  /\b(?:mailbox|inbox|account|address)\b.{0,60}\b(?:is|are) (?:only )?(?:read|staffed|open|monitored|checked|closed|not monitored|unmonitored)\b/iu,
  /\b(?:to add|please (?:quote|use|keep|leave|include|allow|note (?:your|this) reference)|quote this)\b.{0,80}\b(?:reference|subject|number|e-?mail|ticket|days|line|it)\b/iu,
  /^(?:received|acknowledged)$/iu,
  /\bwithin (?:\w+ )?(?:\w+ )?(?:working )?(?:days|hours)$/iu,
];

const ABSENT = [
  /\b(?:contact|speak (?:to|with)|e-?mail|ring|call|write to|redirect|forward|direct|refer|go to|try|see)\b.{0,120}/iu,
  /\burgent\b|\bin my absence\b|\bon my (?:return|behalf)\b|\bwhen i (?:am |get |['’]m )?(?:return|back|next|am)\b|\bduring (?:this|that) (?:time|period)\b/iu,
  /\b(?:limited|no|intermittent|sporadic|little) access to\b|\b(?:not|unable to|cannot) (?:be )?(?:read|reading|check|checking|access|accessing|monitor|monitoring|respond|responding|reply|replying)\b/iu,
  /\bworking (?:days|hours|pattern)\b|\bi work (?:part[- ]?time|monday|tuesday|wednesday|thursday|friday|full)\b|\bnon[- ]working\b|\brest days?\b|\bnext on duty\b|\bback on\b|\bback (?:mon|tues|wednes|thurs|fri|satur|sun)day\b/iu,
  /\b(?:my role|my post|my duties|\w+ (?:\w+ )?(?:is|are|be)(?: being)?) cover(?:ed|ing)\b|\bcovers\b|\bi (?:will|shall|['’]ll)(?: (?:do|deal with|read|reply to|respond to|answer|look at|pick up) )(?:this|it|your|to your|all|e-?mails?|messages?)\b/iu,
  /\bcysylltwch\b|\bdychwelyd\b|\byn ôl\b|\bwyliau\b|\bo'r swyddfa\b/iu,
  /\b(?:abwesend|nicht im büro|nicht erreichbar|im urlaub|zurück|wenden sie sich|absente?|en congé|de retour|contacter|fuera de la oficina|vacaciones|afwezig|met verlof)(?!\p{L})/iu,
  /^(?:starting|from|until|to|and) [\d/. a-z-]{3,40}(?:until|to|and)?[\d/. a-z-]{0,40}$/iu,
];

const RECEIVED = [
  /^(?:your (?:message|document|e-?mail)|return receipt|read receipt|receipt|to|subject|sent|date|from|at|for|was (?:received|read|displayed|opened) by|on|an|betreff|gesendet|pwnc|anfonwyd|objet|à|envoyé)\b\s*:?$/iu,
  /^(?:to|subject|sent|date|from|at|your (?:message|document)|was (?:received|read|opened) by|an|betreff|gesendet|pwnc|anfonwyd|objet|à|envoyé|aan|onderwerp|verzonden)\s*:/iu,
  /\b(?:was|were|has been|is) (?:read|displayed|opened|received|deleted(?: without being read)?)\b.{0,120}$/iu,
  /\bthis is (?:a|an) (?:return|read|delivery) receipt\b|\breturn receipt\b|\bno guarantee that\b|\breceipt (?:confirms|only acknowledges|verifies)\b/iu,
  /\bdarllenwyd\b|^ar \d|\bwurde\b.{0,80}\b(?:gelesen|angezeigt|gelöscht)\b|\ba été (?:lue?|affichée?|ouverte?|supprimée?)(?!\p{L})|\bha sido (?:leído|abierto)\b|\bse ha leído\b|\bis gelezen\b|\bè stato letto\b|\bfoi lida\b/iu,
];

const ACCEPTED = [
  /\bhas (?:tentatively )?(?:accepted|declined) (?:this|the|your)\b|\binvitation from google calendar\b|\bview (?:the )?(?:event|invitation) (?:in|on)\b|\bproposed a new time\b|\byou are receiving this (?:e-?mail|courtesy)/iu,
  /^(?:when|where|who|calendar|organi[sz]er|joining info|video call link|invitees?)\b\s*:?/iu,
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)),? [^.!?]{0,60}$/iu,
];

const KINDS: Readonly<Record<Boilerplate, readonly RegExp[]>> = {
  acknowledgement: ACKNOWLEDGING,
  absence: ABSENT,
  receipt: RECEIVED,
  calendar: ACCEPTED,
};

/**
 * Returns the sentences of a text that no program of these kinds writes. A program's sentence says what such emails
 * say, and has only words that such emails use. "Your message was read" is a program's sentence. "Your message was read
 * to the board" is not.
 */
export function findOwnSentences(
  text: string,
  { kinds, echoes = [] }: { kinds: readonly Boilerplate[]; echoes?: readonly string[] },
): string[] {
  const sentences = sentencesIn(text);
  return sentences.filter(
    (sentence, index) =>
      !isBoilerplate(sentence, { kinds, echoes }) &&
      !(index > 0 && index === sentences.length - 1 && isName(sentence)),
  );
}

/** What ticket systems, mailing lists and filters say. Their emails lack a header that gives them away. */
const LIKE_A_PROGRAM =
  /\b(?:moderators?|list (?:owner|administrator))\b.{0,60}\b(?:approv\w+|review\w*)\b|\b(?:is|are) being held until\b|\byou(?:r address)? (?:have|has) been (?:un)?subscribed\b|\b(?:commented on|created|updated|resolved|closed|assigned)\b.{0,20}\b(?:[A-Z]{2,10}-\d+|issue|ticket|request #?\d+)\b|\byour (?:request|ticket|case|enquiry)\b.{0,30}\bhas been (?:updated|closed|resolved|allocated|escalated)\b|\b(?:confirm|prove) that you are (?:a person|human|not a robot)\b|\bautomated (?:message|notification)\b|\byour (?:correspondence|e-?mail|message) has been allocated\b|\bto add (?:a )?comments?,? (?:reply|answer)\b|\b(?:haben|hemos|avons) (?:\w+ ){0,4}(?:erhalten|recibido|reçu)(?!\p{L})|\bhemos recibido\b|\bderbyniwyd eich\b/iu;

/**
 * Tells whether a short text reads like an email from such a program. Revisit holds it for a person. An answer with one
 * of these phrases is held too, and then someone only has to look at it.
 */
export function readsLikeAProgram(text: string): boolean {
  return wordCount(text) < LONGEST_NOTICE && LIKE_A_PROGRAM.test(text);
}

/** The number of words below which a text is short. */
const LONGEST_NOTICE = 60;

/** Tells whether a text acknowledges an email in words that people rarely use. */
export function acknowledges(text: string): boolean {
  return sentencesIn(text).some((sentence) => ACKNOWLEDGED.test(sentence));
}

function isBoilerplate(
  given: string,
  { kinds, echoes }: { kinds: readonly Boilerplate[]; echoes: readonly string[] },
): boolean {
  const sentence = given.replace(/^(?:[-•*]|\d{1,2}[.)])\s+/u, '');
  const said = echoes
    .reduce((left, echo) => (echo.length > 3 ? left.replaceAll(echo, ' ') : left), sentence)
    .replace(/[\s.!?:,;]+$/u, '')
    .trim();
  if (wordCount(said) === 0) return true;
  if (wordCount(said) > LONGEST_SENTENCE) return false;
  if (OF_AN_ANSWER.test(said) || statesPlainly(said) || headingOf(said)?.kind === 'named') return false;
  if (GREETING.test(said) || SIGNED.test(said)) return true;
  const isSaid =
    wordCount(said.replace(CONTACT, ' ')) === 0 ||
    (kinds.includes('absence') && saysSomebodyIsAway(said)) ||
    [...POLITE, ...kinds.flatMap((kind) => KINDS[kind])].some((pattern) => pattern.test(said));
  return isSaid && strangeWordsIn(said, kinds).length === 0;
}

/**
 * Returns the words of a sentence that emails of these kinds do not use. It ignores names, numbers and contact details.
 */
function strangeWordsIn(sentence: string, kinds: readonly Boilerplate[]): string[] {
  const found =
    sentence.replace(CONTACT, ' ').match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  return found.filter((word, index) => {
    const plain = word.toLowerCase().replaceAll('’', "'");
    if (kinds.some((kind) => vocabularies[kind].has(plain)) || /\d/u.test(word)) return false;
    // "Dave Shaw has accepted" begins with a name. "Forty officers" does not.
    const begins = index === 0 && !/^\p{Lu}/u.test(found[1] ?? '');
    return begins || !/^\p{Lu}/u.test(word);
  });
}

function isName(sentence: string): boolean {
  return NAME_LINE.test(sentence) && !ONE_WORD.test(sentence) && !statesPlainly(sentence);
}

/** A line of at least this many characters may go on in the next line, because a program broke it. */
const LEAST_WRAPPED = 58;

/** Splits a text into sentences. Each line is a sentence of its own, unless a program broke the line. */
function sentencesIn(text: string): string[] {
  const lines: string[] = [];
  let isBroken = false;
  for (const line of text.split('\n')) {
    const said = line.trim();
    if (isBroken && said !== '') lines.push(`${lines.pop() ?? ''} ${said}`);
    else if (said !== '') lines.push(said);
    isBroken = line.length >= LEAST_WRAPPED && !/[.!?:;]$/u.test(said);
  }
  return lines
    .flatMap((line) => line.split(/(?<=[^\s\d][.!?;]|\d[!?;]|\d{4}\.)\s+|\s\/\s/u))
    .filter((sentence) => wordCount(sentence) > 0);
}
