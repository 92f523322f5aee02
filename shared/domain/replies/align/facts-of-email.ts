import { Temporal } from 'temporal-polyfill';
import { addDays, londonDate, type Instant } from '../../dates.ts';
import type { SentText } from './sent-text.ts';
import { plainWords } from './text-line.ts';

/** What a line says about one of our emails. */
export interface LineFacts {
  /** It names the author or an addressee. */
  readonly person: boolean;
  /** It has an email address of one of them. */
  readonly knownAddress: boolean;
  /** It has any email address. */
  readonly anyAddress: boolean;
  readonly date: boolean;
  readonly time: boolean;
  readonly subject: boolean;
  /** How many words say something else. */
  readonly others: number;
}

interface DayNumbers {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Recognises the facts of our emails in a line of any language: names, addresses, subject, date and time. It looks at
 * each line once only.
 */
export class FactsOfEmails {
  private readonly names: readonly ReadonlySet<string>[];
  private readonly addresses: readonly string[];
  private readonly subjects: readonly (readonly string[])[];
  private readonly days: readonly DayNumbers[];
  private readonly minutes: ReadonlySet<number>;
  private readonly known = new Map<string, LineFacts>();

  constructor(sents: readonly SentText[]) {
    const names = new Set(sents.flatMap((sent) => sent.names.map((name) => plainWords(name).join(' '))));
    this.names = [...names].map((name) => new Set(name.split(' '))).filter((words) => words.size > 1);
    this.addresses = [...new Set(sents.flatMap((sent) => sent.addresses.map((one) => one.toLowerCase())))];
    this.subjects = [...new Set(sents.map(({ subject }) => plainWords(subject).join(' ')))].map((subject) =>
      subject.split(' '),
    );
    const instants = [...new Set(sents.map(({ sentAt }) => sentAt))].map((at) => Temporal.Instant.from(at));
    this.days = instants.flatMap(daysAround);
    this.minutes = new Set(
      instants.flatMap((at) => {
        const minute = Math.floor(at.epochMilliseconds / 60_000);
        return [-1, 0, 1, 2].map((later) => (minute + later) % 60);
      }),
    );
  }

  of(line: string): LineFacts {
    const found = this.known.get(line) ?? this.read(line);
    this.known.set(line, found);
    return found;
  }

  private read(line: string): LineFacts {
    const text = westernDigits(line.slice(0, LONGEST_LINE)).normalize('NFKC');
    const lower = text.toLowerCase();
    const knownAddress = this.addresses.some((address) => lower.includes(address));
    const anyAddress = ANY_ADDRESS.test(text);
    const words = plainWords(text.replaceAll(EVERY_ADDRESS, ' '));
    const said = new Set(words);
    const ofPersons = new Set(
      this.names.filter((name) => [...name].every((word) => said.has(word))).flatMap((name) => [...name]),
    );
    const ofSubject = this.wordsOfSubject(words);
    const others = words.filter(
      (word) => !ofPersons.has(word) && !ofSubject.has(word) && !/\p{N}/u.test(word),
    ).length;
    const numbers = numbersIn(text);
    return {
      person: ofPersons.size > 0 || knownAddress,
      knownAddress,
      anyAddress,
      date: this.days.some((day) => hasDay(day, { numbers, text })),
      time: this.hasTime(text),
      subject: ofSubject.size > 0,
      others,
    };
  }

  /** Returns the words of a line that stand in a row in a subject of ours, at least three of them. */
  private wordsOfSubject(words: readonly string[]): Set<string> {
    for (const subject of this.subjects) {
      const joined = ` ${subject.join(' ')} `;
      for (let from = 0; from < Math.min(words.length, MOST_BEFORE_SUBJECT); from += 1) {
        const rest = words.slice(from, from + subject.length);
        const isAll = joined.includes(` ${rest.join(' ')} `);
        if (rest.length >= Math.min(LEAST_OF_SUBJECT, subject.length) && isAll) return new Set(rest);
      }
    }
    return new Set();
  }

  private hasTime(text: string): boolean {
    for (const [, hour = '', minute = ''] of text.matchAll(TIME)) {
      if (Number(hour) < 24 && this.minutes.has(Number(minute))) return true;
    }
    return false;
  }
}

const LONGEST_LINE = 600;
const MOST_BEFORE_SUBJECT = 6;
const LEAST_OF_SUBJECT = 3;

const ANY_ADDRESS = /[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/u;
const EVERY_ADDRESS = /[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/gu;

/** A time of day in any language: "10:04", "10.04", "10h04", "10時04分". */
const TIME = /(?<!\d)(\d{1,2})\s?(?:[:.h時时點点시]|Uhr)\s?(\d{2})(?!\d)/giu;

/** Returns the days on which a program may say that an email was sent. The time zone may change the day. */
function daysAround(at: Instant): DayNumbers[] {
  const sentOn = londonDate(at);
  return [-1, 0, 1].flatMap((later) => {
    const { year, month, day } = addDays(sentOn, later);
    const noon = Date.UTC(year, month - 1, day, 12);
    return [
      { year, month, day },
      { year: year + BUDDHIST, month, day },
      { year: year - MINGUO, month, day },
      ...OTHER_CALENDARS.map((calendar) => dayIn(calendar, noon)),
    ];
  });
}

/** Thailand counts years from the Buddha, Taiwan from its republic. */
const BUDDHIST = 543;
const MINGUO = 1911;

const OTHER_CALENDARS = ['persian', 'islamic-umalqura', 'hebrew'].map(
  (calendar) =>
    new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      timeZone: 'UTC',
    }),
);

function dayIn(calendar: Intl.DateTimeFormat, moment: number): DayNumbers {
  const parts = new Map(calendar.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return { year: parts.get('year') ?? 0, month: parts.get('month') ?? 0, day: parts.get('day') ?? 0 };
}

/** Tells whether a line has a day. The month may be a word of any language, or its number. */
function hasDay(
  { year, month, day }: DayNumbers,
  { numbers, text }: { numbers: readonly number[]; text: string },
): boolean {
  const atYear = numbers.findIndex((number) => number === year || number === year % 100);
  if (atYear === -1) return false;
  const rest = numbers.filter((_, at) => at !== atYear);
  const atDay = rest.indexOf(day);
  if (atDay === -1) return false;
  return rest.some((number, at) => at !== atDay && number === month) || /\p{L}{2}/u.test(text);
}

function numbersIn(text: string): number[] {
  return (text.match(/\d{1,4}/gu) ?? []).map(Number);
}

/** Returns a text in which the digits of all scripts are 0 to 9. */
function westernDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    if (code < 128) return digit;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/** The zeros of the scripts that mail programs write dates in. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810, 0xff10,
];
