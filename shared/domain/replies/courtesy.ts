import { wordCount } from './words-of-reply.ts';

const COURTEOUS =
  /\b(?:thanks?(?: you)?(?: very much| so much| again| indeed)?|thank you|thx|ta|many thanks|cheers|diolch(?: yn fawr)?|noted|acknowledged|received|got it|ok(?:ay)?|will do|understood|much appreciated|appreciated|great|perfect|brilliant|lovely|that['’]s (?:great|fine|helpful|noted)|all (?:good|fine|noted)|no problem|safely|with thanks|as requested|for (?:this|that|the|your|letting (?:me|us) know|getting in touch)|e-?mail|message|reminder|note|update|link|form|(?:very )?(?:helpful|useful|kind)|i|we|and|will|have|has|it|this|your|the|with|best|regards|kind|yours|very|much|all|both|hi|hello|dear|ms|mr|mrs|ma['’]?am|sir|so|to|confirm|confirming|receipt|of|safe|now|just|is|are|us|me|that|fine|good|morning|afternoon|day|have|nice|weekend|you|too|look(?:ing)? (?:forward|at it)|be in touch|in due course|shortly|soon)\b/giu;

const LONGEST_COURTESY = 25;

/** What Outlook and Gmail send when someone reacts to an email with a thumbs up. */
const REACTION =
  /^(?:\[?\p{Extended_Pictographic}\ufe0f?\]?\s*)?[^\n]{0,80}\breacted (?:to your message|via gmail)\b/iu;

/** Tells whether an email only thanks us, as in "Thanks Priya, will do.", and has nothing that could be an answer. */
export function isCourtesyOnly(said: string, ourNames: readonly string[]): boolean {
  const reaction = REACTION.exec(said.trim())?.[0];
  // What its writer says besides is no courtesy.
  if (reaction !== undefined) return wordCount(said.trim().slice(reaction.length)) === 0;
  const words = said.replace(/\p{L}+/gu, (word) => (isOurs(word, ourNames) ? 'you' : word));
  const count = wordCount(words);
  if (count === 0) return /\p{Extended_Pictographic}/u.test(words);
  if (count > LONGEST_COURTESY) return false;
  if (words.includes('?')) return false;
  const rest = words.replace(COURTEOUS, ' ');
  return (
    wordCount(rest) === 0 &&
    /\b(?:thank|thanks|thx|ta\b|cheers|diolch|noted|acknowledg|receiv|receipt|got it|ok|okay|will do|understood|appreciated|great|perfect|no problem|fine)/iu.test(
      words,
    )
  );
}

function isOurs(word: string, ourNames: readonly string[]): boolean {
  return ourNames.some((name) => name.toLowerCase() === word.toLowerCase());
}
