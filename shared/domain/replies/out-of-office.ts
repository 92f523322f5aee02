import { isEmailAddress } from '../people/email-address.ts';
import { isBefore, type PlainDate } from '../dates.ts';
import { DATE_IN_TEXT, DAY_IN_TEXT, findDayInText } from './dates-in-text.ts';
import { wordCount } from './words-of-reply.ts';

/** What an automatic reply says about an absence. Any part of it may be missing. */
export interface Absence {
  /** The first day back. If the reply gives only the last day away, it is that day. */
  readonly until?: PlainDate;
  readonly standIn?: NamedPerson;
}

export interface NamedPerson {
  readonly name?: string;
  readonly email?: string;
}

/**
 * How programs begin the subject of an automatic reply for someone who is away. The pattern does not match after "Re:",
 * because that comes from a person's program. It does not match the start of a sentence, such as "Absence of a lead
 * officer: our answer".
 */
export const AWAY_SUBJECT =
  /^\s*(?:(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|respond(?:er)?)|out[- ]of[- ](?:the[- ])?office(?: auto ?reply)?|o\.?o\.?o|autoreply|auto|(?:vacation|holiday|absence|away) (?:reply|notice|message)|(?:ateb(?:iad)?|ymateb) awtomatig|allan o['’]?r swyddfa|automatische antwort|abwesenheits(?:notiz|nachricht)|réponse automatique|respuesta automática|automatisch antwoord|risposta automatica)\s*(?::|\bre:|$)|[^:]{1,60} is out of (?:the )?office\s*$)/iu;

const STATE = String.raw`(?:out of (?:the )?office|away from (?:the office|my desk|work)|on (?:annual |maternity |paternity |sick |study |adoption |special )?leave|on holiday|on (?:a )?(?:course|training|rest days?|secondment|late turn|nights)|not (?:in|at) (?:the office|work)|absent|off (?:duty|work|sick)|away (?:until|from|on))`;
const I_AM_AWAY = new RegExp(
  String.raw`\b(?:i am|i['’]m|i will be|i['’]ll be|i shall be)\s(?:[\w']+ ){0,4}?${STATE}\b|^\W*(?:currently |now )?(?:out of (?:the )?office|on (?:annual )?leave|on rest days?)\b|\b(?:rwyf|ryd[wy] i|rwy['’]n|byddaf|byddai)\b.{0,20}\b(?:allan o['’]?r swyddfa|ar (?:fy )?(?:n?g)?wyliau)|\byn ôl yn y swyddfa\b`,
  'iu',
);
const SOMEBODY_AWAY = new RegExp(
  String.raw`\b(?:is|are|am|currently|be)\s(?:[\w']+ ){0,4}?${STATE}\b|out of (?:the )?office|(?:back|return(?:ing)?) (?:to|in) (?:the )?(?:office|work|duty)|limited access to (?:my )?e-?mails?`,
  'iu',
);

/** Tells whether the words only say that their writer is away. */
export function saysIAmAway(words: string): boolean {
  return I_AM_AWAY.test(words) && wordCount(words) < LONGEST_AWAY_WORDS;
}

/** Tells whether an automatic text is about someone who is away. */
export function saysAway(text: string): boolean {
  return (I_AM_AWAY.test(text) || SOMEBODY_AWAY.test(text)) && wordCount(text) < LONGEST_AWAY_WORDS;
}

/** Tells whether a sentence says that someone is away, or when they are back. */
export function saysSomebodyIsAway(sentence: string): boolean {
  return (
    I_AM_AWAY.test(sentence) || SOMEBODY_AWAY.test(sentence) || BACK.test(sentence) || UNTIL.test(sentence)
  );
}

const LONGEST_AWAY_WORDS = 160;

const BACK = new RegExp(
  String.raw`\b(?:back|return(?:ing|s)?|resum(?:e|ing)|available|in the office|dychwelyd|yn ôl)\b[^.\n]{0,40}?\b(?:on|from|by|until|ar)?\s*(${DAY_IN_TEXT})`,
  'iu',
);
const UNTIL = new RegExp(
  String.raw`\b(?:until|till|til|up to|through|tan)\s+(?:and including\s+)?(${DAY_IN_TEXT})`,
  'iu',
);
/**
 * In "Monday to Wednesday", "to" names the days when someone works. In "11 to 22 April", it names the days when they
 * are away.
 */
const TO = new RegExp(String.raw`\b(?:to|and including)\s+(${DATE_IN_TEXT})`, 'iu');

/** Returns the return date and the stand-in that an automatic reply names. */
export function findAbsence(
  text: string,
  { from, sender }: { from: PlainDate; sender: string | undefined },
): Absence {
  const told = BACK.exec(text)?.[1] ?? UNTIL.exec(text)?.[1] ?? TO.exec(text)?.[1];
  const until = told === undefined ? undefined : findDayInText(told, { from });
  return {
    until: until === undefined || isBefore(until, from) ? undefined : until,
    standIn: findNamedPerson(text, { sender }),
  };
}

const RANK = String.raw`(?:(?:T\/|Temp(?:orary)? |A\/|Acting |Det(?:ective)? ){0,2}(?:Chief Superintendent|Superintendent|Chief Inspector|Inspector|Sergeant|Constable|Assistant Chief Constable|Deputy Chief Constable|Ch(?:ief)? ?Supt|D?Supt|D?C?I(?:nsp)?|DCI|DI|DS|DC|PC|PS|ACC|DCC|CC|Mr|Mrs|Ms|Miss|Dr)\.?\s+)`;
const NAME = String.raw`(?:${RANK})?[A-Z][\p{L}'’-]+(?:\s+(?:[A-Z][\p{L}'’-]+|[A-Z]\b\.?)){0,3}`;
const ASK = String.raw`(?:[Cc]ontact|[Ss]peak (?:to|with)|[Ee]-?mail|[Aa]sk|[Ff]orward (?:this |it |your (?:e-?mail|message) )?to|[Rr]edirect (?:this |it )?to|[Dd]irect (?:this |it |your (?:e-?mail|message|enquiry|query) )?to|[Ss]end (?:this |it |your (?:e-?mail|message) )?to|[Tt]ry|[Ll]iaise with|[Gg]o to|[Cc]ysylltwch â|[Aa]ddress (?:this |it )?to|replaced by|taken over by|handed (?:it |this )?(?:over )?to|passed (?:it |this )?to|[Rr]eplacement is|[Ss]uccessor is|copied (?:in|to)|cc['’]?d (?:in )?|now (?:sits|rests) with|the (?:new )?(?:lead|contact) is(?: now)?)`;
const PERSON = new RegExp(
  String.raw`\b${ASK}[\s:]+(?:please\s+)?(?:my (?:deputy|colleague|staff officer),?\s+)?(${NAME})`,
  'u',
);
const IS_NOW = new RegExp(
  String.raw`(${NAME})\s+(?:is (?:now )?(?:the (?:new )?(?:lead|contact|right person)|covering|deputising|dealing with|leading|your contact)|(?:has |have )(?:now )?(?:taken (?:it |this |on |over)|picked (?:it |this )?up)|(?:now )?(?:deals with|leads on|has responsibility for|covers))`,
  'u',
);
const ADDRESS = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/iu;

/**
 * Returns the person whom a text says to ask instead, as in "Please contact DCI Jane Jones
 * (jane.jones@essex.police.example)". If the text has only one address, the address belongs to that person, unless it
 * is the sender's own.
 */
export function findNamedPerson(
  text: string,
  { sender }: { sender: string | undefined },
): NamedPerson | undefined {
  const found = PERSON.exec(text) ?? IS_NOW.exec(text);
  const name = found?.[1]?.replace(/\s+/gu, ' ').replace(/\s+(?:On|At|By|Via|Who|And|Or|If|Tel|Email)$/u, '');
  const around = found === null ? '' : text.slice(found.index, found.index + 300);
  const asked = new RegExp(String.raw`\b${ASK}[\s:<]+(${ADDRESS.source})`, 'iu').exec(text)?.[1];
  const email = asked ?? ADDRESS.exec(around)?.[0] ?? onlyAddressIn(text, sender);
  const address = email?.toLowerCase().replace(/[.]+$/u, '');
  const valid = address !== undefined && isEmailAddress(address) ? address : undefined;
  return name === undefined && valid === undefined ? undefined : { name, email: valid };
}

function onlyAddressIn(text: string, sender: string | undefined): string | undefined {
  const all = text.match(new RegExp(ADDRESS.source, 'giu')) ?? [];
  const others = new Set(all.map((address) => address.toLowerCase()).filter((address) => address !== sender));
  return others.size === 1 ? [...others][0] : undefined;
}
