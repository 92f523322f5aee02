import { findAttribution, findSeparator, isBanner } from '../quoted-text.ts';
import type { FactsOfEmails, LineFacts } from './facts-of-email.ts';
import type { TextLine } from './text-line.ts';

/** The lines that a program wrote above a quotation: the first, and the one after the last. */
export interface Head {
  readonly from: number;
  readonly to: number;
}

export interface HeadSearch {
  readonly lines: readonly TextLine[];
  readonly facts: FactsOfEmails;
  /** The first line that may belong to the head. */
  readonly from: number;
  /** The first line of the quotation. */
  readonly before: number;
}

/** How many lines up the head of a quotation may be. */
const FARTHEST = 30;

/**
 * Finds the head above a quotation by the facts of our emails, in any language. It has the author or an addressee, with
 * the date or the subject, and few other words. If no facts are found, it looks for the heads that Revisit knows by
 * their words.
 */
export function findHead(search: HeadSearch): Head | undefined {
  const least = Math.max(search.from, search.before - FARTHEST);
  for (let last = search.before - 1; last >= least; last -= 1) {
    if (!isFactLine(search, last)) continue;
    const head = growUp({ ...search, from: least }, last);
    if (head !== undefined) return { from: withRule(search, head.from), to: withRemainder(search, head.to) };
  }
  return findKnownHead(search, least);
}

/** What the lines of a head say together. */
interface Said {
  person: boolean;
  knownAddress: boolean;
  anyAddress: boolean;
  date: boolean;
  time: boolean;
  subject: boolean;
  labels: number;
  others: number;
  /** How many lines it has, and how many empty lines are between them. */
  lines: number;
  gaps: number;
}

function growUp(search: HeadSearch, last: number): Head | undefined {
  const said: Said = {
    person: false,
    knownAddress: false,
    anyAddress: false,
    date: false,
    time: false,
    subject: false,
    labels: 0,
    others: 0,
    lines: 0,
    gaps: 0,
  };
  let from = last;
  for (let at = last; at >= search.from; at -= 1) {
    if (isBlank(search, at)) {
      // Some programs put an empty line between all header lines.
      const isDoubleSpaced = said.lines > 1 && said.gaps >= said.lines - 1;
      if (said.person && said.date && !isDoubleSpaced) break;
      if (!isBlank(search, at + 1)) said.gaps += 1;
      continue;
    }
    if (isFactLine(search, at)) {
      const facts = factsAt(search, at);
      if (said.person && said.date && !addsToHead(search, at, said)) break;
      add(said, facts, isLabelled(bodyAt(search, at)));
      from = at;
    } else if (!isBridge(search, at)) break;
  }
  const ending = bodyAt(search, withRemainder(search, last + 1) - 1);
  return isHead(said, { ending, isOneLine: said.labels === 0 }) ? { from, to: last + 1 } : undefined;
}

/** A line above a head that has its author and its date belongs to it only if it says something more. */
function addsToHead(search: HeadSearch, at: number, said: Said): boolean {
  const facts = factsAt(search, at);
  if (facts.others > MOST_OTHERS_IN_A_LABEL) return false;
  if (facts.person && facts.others === 0 && !isBlank(search, at + 1)) return true;
  if (isLabelled(bodyAt(search, at))) return said.labels > 0;
  return (facts.date && !said.time && facts.time) || (facts.subject && !said.subject && said.labels > 0);
}

function add(said: Said, facts: LineFacts, isLabel: boolean): void {
  said.person ||= facts.person;
  said.knownAddress ||= facts.knownAddress;
  said.anyAddress ||= facts.anyAddress;
  said.date ||= facts.date;
  said.time ||= facts.time;
  said.subject ||= facts.subject;
  said.labels += isLabel ? 1 : 0;
  said.others += facts.others;
  said.lines += 1;
}

/** A single line needs more than a name and a date, because people write "I spoke to Priya Nair on 7 June 2016". */
function isHead(said: Said, { ending, isOneLine }: { ending: string; isOneLine: boolean }): boolean {
  const endsSentence = /[.!?]["”’')]?\s*$/u.test(ending);
  const opens = COLON_AT_END.test(ending);
  if (!isOneLine) {
    const hasMoment = said.date && (said.time || said.anyAddress);
    return (said.person && (hasMoment || said.subject)) || (said.subject && said.date);
  }
  if (said.others > MOST_OTHERS) return false;
  if (said.knownAddress && opens) return true;
  if (said.person && said.date) return opens || ((said.time || said.knownAddress) && !endsSentence);
  if (said.person && said.subject) return said.knownAddress;
  return said.date && opens && (said.time || said.anyAddress);
}

const MOST_OTHERS = 18;
const MOST_OTHERS_IN_A_LINE = 10;
const MOST_OTHERS_IN_A_LABEL = 8;

/** Programs put invisible marks around text that runs from right to left. */
const COLON_AT_END = /[:：][\s*_\u200e\u200f\u202a-\u202e\u2066-\u2069-]*$/u;

function isFactLine(search: HeadSearch, at: number): boolean {
  const body = bodyAt(search, at);
  if (body === '') return false;
  const facts = factsAt(search, at);
  const isAddressee = facts.anyAddress && isLabelled(body);
  if (!facts.person && !facts.date && !facts.subject && !isAddressee) return false;
  // The name may be another than the one we know, and then its words are others.
  const isWhole = facts.date && facts.time && facts.anyAddress;
  if (facts.others > (isWhole ? MOST_OTHERS : MOST_OTHERS_IN_A_LINE)) return false;
  const isSure = facts.knownAddress || (facts.date && facts.time) || isLabelled(body);
  return isSure || facts.others <= MOST_OTHERS_IN_A_LABEL;
}

/** A line without facts may stand between header lines: "Importance: High", or more recipients. */
function isBridge(search: HeadSearch, at: number): boolean {
  const body = bodyAt(search, at);
  const isHeader = isLabelled(body) || /^\p{L}{2,3}$/u.test(body) || /[;@]/u.test(body);
  if (!isHeader || factsAt(search, at).others > MOST_OTHERS_IN_A_LABEL) return false;
  return [at - 1, at - 2, at - 3].some((above) => above >= search.from && isFactLine(search, above));
}

/** What a label looks like in any language: "Von:", "Enviado el:", "*Od:*", "À :". */
const LABEL = /^[\s*_]*[\p{L}\p{M}][\p{L}\p{M}. -]{0,22}\s?\*{0,2}[:：](?!\/\/)/u;

function isLabelled(body: string): boolean {
  return LABEL.test(body) && !COLON_AT_END.test(body);
}

/** Above a head, programs draw a line, or write "-----Original Message-----". */
function withRule(search: HeadSearch, from: number): number {
  let top = from;
  for (let at = from - 1; at >= search.from && at >= from - 3; at -= 1) {
    const body = bodyAt(search, at);
    if (body === '') continue;
    if (!RULE.test(body) && findSeparator([body], 0) === undefined) break;
    top = at;
  }
  return top;
}

const RULE = /^[-_=*~—–]{2,}(?:[^-_=~—–]{1,50}[-_=*~—–]{2,})?$/u;

/** Below the last line with facts there may be the rest of a broken line, such as "wrote:", or other headers. */
function withRemainder(search: HeadSearch, to: number): number {
  let end = to;
  let others = 0;
  for (let at = to; at < search.before && others < MOST_REMAINDERS; at += 1) {
    const body = bodyAt(search, at);
    const words = body.split(/\s+/u).length;
    const isRest = words <= MOST_OTHERS_IN_A_LABEL && COLON_AT_END.test(body) && at === to;
    if (body === '' || !(isRest || isLabelled(body) || RULE.test(body))) break;
    if (words > MOST_OTHERS_IN_A_LABEL) break;
    others += 1;
    end = at + 1;
  }
  return end;
}

const MOST_REMAINDERS = 4;

/** Finds a head by its words, right above the quotation. */
function findKnownHead(search: HeadSearch, least: number): Head | undefined {
  const bodies = search.lines.slice(least, search.before).map(({ body }) => body);
  for (let at = 0; at < bodies.length; at += 1) {
    const found = findSeparator(bodies, at) ?? findAttribution(bodies, at);
    const rest = found === undefined ? [] : bodies.slice(at + found.length);
    if (found !== undefined && rest.every((body) => body.trim() === '' || isBanner(body))) {
      return { from: withRule(search, least + at), to: least + at + found.length };
    }
  }
  return undefined;
}

function bodyAt(search: HeadSearch, at: number): string {
  return search.lines[at]?.body.trim() ?? '';
}

function isBlank(search: HeadSearch, at: number): boolean {
  return bodyAt(search, at) === '';
}

function factsAt(search: HeadSearch, at: number): LineFacts {
  return search.facts.of(bodyAt(search, at));
}
