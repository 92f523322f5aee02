import { SAVED_IN_EMAIL, type Draft, type DraftMark, type EmailedWords } from '../form/form.ts';
import type { FormEmail } from '../form/form-email.ts';
import type { ReturnBody } from '../history.ts';
import type { Round, SentAnotherWay } from '../round.ts';
import { replaceShown, showText } from './shown-text.ts';

/** The person to erase, with every name and address on record, and the emails that they sent. */
export interface ErasedPerson {
  readonly contactIds: ReadonlySet<string>;
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly mailIds: ReadonlySet<string>;
}

export const ERASED_NAME = 'Erased';
/** Stands in place of words that the person typed. */
const ERASED_WORDS = '[erased]';
type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
/** A domain that cannot receive mail (RFC 2606). */
export const ERASED_ADDRESS = 'erased@erased.invalid';

/**
 * Replaces a person's names and addresses in a text, as in "I was asked by Chief Superintendent Shaw". Finds them as a
 * reader sees them, so "Sh&aacute;w" is Sháw. The other characters stay as they are.
 */
export function erasePerson(text: string, { names, emails }: ErasedPerson): string {
  const replacement = `[${ERASED_NAME.toLowerCase()}]`;
  return [...emails, ...names]
    .filter((part) => part.trim() !== '')
    .reduce((left, part) => replaceShown(left, { pattern: buildPattern(part), replacement }), text);
}

/**
 * Tells whether a name is one of theirs, in full or by its surname. For example, "David Shaw" is Chief Superintendent
 * Shaw.
 */
export function isTheirName(name: string, { names }: ErasedPerson): boolean {
  const words = wordsOf(name);
  return names.some((known) => {
    const surname = wordsOf(known).at(-1);
    return surname !== undefined && words.includes(surname);
  });
}

/** Tells whether this person wrote the words of a draft that was not sent. */
export function isTheirDraft(
  { savedBy, savedIn, emailed }: DraftMark & Pick<Draft, 'emailed'>,
  person: ErasedPerson,
): boolean {
  if (person.contactIds.has(savedBy)) return true;
  return savedIn === SAVED_IN_EMAIL && (emailed ?? []).some(({ mailId }) => person.mailIds.has(mailId));
}

/** Tells whether this person wrote an email that waits on the form. */
export function isTheirEmail(
  { savedBy, mailId }: Pick<FormEmail, 'savedBy' | 'mailId'>,
  { contactIds, mailIds }: ErasedPerson,
): boolean {
  return contactIds.has(savedBy) || mailIds.has(mailId);
}

export function keepEmailsOfOthers(
  emailed: readonly EmailedWords[] | undefined,
  { mailIds }: ErasedPerson,
): readonly EmailedWords[] | undefined {
  const left = emailed?.filter(({ mailId }) => !mailIds.has(mailId));
  return left?.length === 0 ? undefined : left;
}

/**
 * Returns a sent return without anything that identifies the person. The body's answers stay, because they belong to
 * the body.
 */
export function erasePersonFromReturn(body: ReturnBody, person: ErasedPerson): ReturnBody {
  const { approvedBy } = body;
  const isTheirs = approvedBy !== undefined && isTheirName(approvedBy.name, person);
  return {
    ...body,
    approvedBy: isTheirs ? { ...approvedBy, name: ERASED_NAME } : approvedBy,
    answers: withoutPersonIn(body.answers, person),
    whole: {
      ...withoutPersonIn(body.whole, person),
      ...officersOf(body.whole, person),
    },
  };
}

/**
 * Returns a round without what the person typed and without their name. A press of Send that waits for a code goes, if
 * it was theirs or they are the officer who approved. What others typed stays, because it belongs to the body.
 */
export function erasePersonFromRound(round: Round, person: ErasedPerson): Round {
  const { moreTime, sentAnotherWay, notRightPerson, unconfirmed, handoversAsked, approvalAsked } = round;
  const theirs = ({ by }: { readonly by: string }): boolean => person.contactIds.has(by);
  const left: Mutable<Round> = { ...round };
  if (moreTime !== undefined) {
    left.moreTime = {
      ...moreTime,
      reason: theirs(moreTime) ? ERASED_WORDS : erasePerson(moreTime.reason, person),
    };
  }
  if (sentAnotherWay !== undefined) {
    left.sentAnotherWay = { ...sentAnotherWay, how: eraseHow(sentAnotherWay, person) };
  }
  if (notRightPerson?.who !== undefined) {
    const { who, ...rest } = notRightPerson;
    left.notRightPerson =
      theirs(notRightPerson) || isTheirName(who, person) ? rest : { ...rest, who: erasePerson(who, person) };
  }
  if (unconfirmed !== undefined) {
    const { approvedBy, officer } = unconfirmed;
    const named = [approvedBy.name, ...(officer === undefined ? [] : [officer])];
    if (theirs(unconfirmed) || named.some((name) => isTheirName(name, person))) delete left.unconfirmed;
  }
  if (approvalAsked !== undefined && (theirs(approvalAsked) || isTheirName(approvalAsked.officer, person))) {
    left.approvalAsked = { ...approvalAsked, officer: ERASED_NAME };
  }
  if (handoversAsked !== undefined) {
    left.handoversAsked = handoversAsked.map((asked) =>
      isTheirName(asked.toName, person) ? { ...asked, toName: ERASED_NAME } : asked,
    );
  }
  return left;
}

/** Erases how a return was sent. The way stays, such as "email", and the details go. */
function eraseHow({ by, how }: SentAnotherWay, person: ErasedPerson): string {
  if (!person.contactIds.has(by)) return erasePerson(how, person);
  return [how.split(': ')[0], ERASED_WORDS].join(': ');
}

/**
 * Replaces the person's name as the responsible officer. A return has separate fields for the officer and for the
 * officers of single recommendations.
 */
function officersOf(whole: ReturnBody['whole'], person: ErasedPerson): Record<string, unknown> {
  const { officer, officers } = whole;
  const named = (name: unknown): unknown =>
    typeof name === 'string' && isTheirName(name, person) ? ERASED_NAME : name;
  return {
    ...(officer === undefined ? {} : { officer: named(officer) }),
    ...(isRecord(officers)
      ? {
          officers: Object.fromEntries(
            Object.entries(officers).map(([number, name]) => [number, named(name)]),
          ),
        }
      : {}),
  };
}

function withoutPersonIn(
  values: Readonly<Record<string, unknown>>,
  person: ErasedPerson,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, eraseFromValue(value, person)]),
  );
}

function eraseFromValue(value: unknown, person: ErasedPerson): unknown {
  if (typeof value === 'string') return erasePerson(value, person);
  if (Array.isArray(value)) return value.map((each: unknown) => eraseFromValue(each, person));
  return isRecord(value) ? withoutPersonIn(value, person) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordsOf(name: string): string[] {
  return (
    showText(name)
      .toLowerCase()
      .match(/[\p{L}'’-]{2,}/gu) ?? []
  );
}

/** Returns a pattern for a name or an address that stands alone. Between two words there may be any white space. */
function buildPattern(part: string): RegExp {
  const words = showText(part)
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${words.join(String.raw`\s+`)}(?![\p{L}\p{N}])`, 'giu');
}
