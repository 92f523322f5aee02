import type { Instant } from '../dates.ts';
import { SAVED_IN_EMAIL, type Draft, type DraftMark, type EmailedWords } from '../form/form.ts';
import { splitIntoPieces, type EmailPiece, type FormEmail } from '../form/form-email.ts';
import type { RoundId } from '../programme.ts';
import { isComplete, LONGEST_ANSWER } from '../returns/answer-problems.ts';
import { listQuestions, type QuestionContext, type QuestionId } from '../returns/questions.ts';
import type { AnswerField, StatusChoice } from '../answer.ts';
import type { AnswerInReply, AnswersInReply } from './answers-in-reply.ts';
import { isStatusAlone, readPlainStatus } from './plain-status.ts';

/** An email whose words go into a draft. */
export interface DraftedMail {
  readonly mailId: string;
  readonly receivedAt: Instant;
  readonly contactId: string;
  readonly round: RoundId;
}

interface Adding {
  readonly mail: DraftedMail;
  readonly known: Draft | undefined;
  readonly asking: Omit<QuestionContext, 'status'>;
}

/**
 * Returns the draft of one recommendation with an email's words in it, or undefined if it already has them.
 *
 * What a person typed stays as it is, and the email's words appear beside it. If nobody typed anything, the words go
 * where the form asks for words. Revisit reads a status or a month only from words that state it plainly.
 */
export function addToDraft(answer: AnswerInReply, adding: Adding): Draft | undefined {
  const { known, mail } = adding;
  if (known?.emailed?.some(({ mailId }) => mailId === mail.mailId) === true) return undefined;
  const emailed = emailedWith(known?.emailed, { mail, words: answer.words });
  if (emailed === undefined) return undefined;
  if (known !== undefined && !isStillUntouched(known)) return { ...known, emailed };
  return draftFromEmails(answer, { ...adding, emailed });
}

/**
 * Returns the draft of one recommendation with words of an email that a person placed there, or undefined if it already
 * has them. If someone has typed an answer, the words go below it, because the person wants them in it. If they do not
 * fit, they appear beside it.
 */
export function placeInDraft(
  answer: AnswerInReply,
  { at, ...adding }: Adding & { at: Instant },
): Draft | undefined {
  const { known, mail, asking } = adding;
  const emailed = emailedWith(known?.emailed, { mail, words: answer.words });
  if (emailed === undefined) return undefined;
  if (known === undefined || isStillUntouched(known)) {
    return { ...draftFromEmails(answer, { ...adding, emailed }), savedAt: at };
  }
  const draft = { ...known, emailed, savedAt: at };
  const { status, words } = known.answer;
  const field = status === undefined ? undefined : findWordField({ ...asking, status });
  if (status === undefined || field === undefined || words['plan-where'] === 'attached') return draft;
  const joined = [words[field] ?? '', answer.words].filter((each) => each.trim() !== '').join('\n\n');
  if (!fits(joined)) return draft;
  const longer = { ...known.answer, status, words: { ...words, [field]: joined } };
  return { ...draft, answer: longer, complete: isComplete(longer, asking) };
}

/** Returns a draft that nobody has typed. It holds the words of the emails about its recommendation. */
function draftFromEmails(
  { words, number }: AnswerInReply,
  { mail, known, asking, emailed }: Adding & { emailed: readonly EmailedWords[] },
): Draft {
  const earlier = (known?.emailed ?? []).map((one) => one.words);
  const all = [...earlier, words].join('\n\n');
  const reading = readPlainStatus(words, { form: asking.form, receivedAt: mail.receivedAt });
  const status = dropUnusableStatus(reading.status, asking);
  const answer = {
    status,
    words: status === undefined ? {} : { ...placeWords(all, { ...asking, status }), ...reading.words },
    evidence: [],
  };
  return {
    ...markOf(mail, known?.version ?? 0),
    number,
    answer,
    complete: status !== undefined && isComplete({ ...answer, status }, asking),
    emailed,
  };
}

/** Tells whether emailed words fit into an answer. If not, the form shows them beside it. */
function fits(words: string): boolean {
  return words.length <= LONGEST_ANSWER;
}

function markOf(mail: DraftedMail, version: number): Omit<DraftMark, 'emailed'> {
  return {
    round: mail.round,
    version,
    savedAt: mail.receivedAt,
    savedBy: mail.contactId,
    savedIn: SAVED_IN_EMAIL,
  };
}

/**
 * Tells whether the drafts already have every word of an email, from earlier emails. If so, a person or a program
 * repeats itself.
 */
export function isRepeated(
  { answers, rest }: AnswersInReply,
  { mail, drafts, emails }: { mail: DraftedMail; drafts: readonly Draft[]; emails: readonly FormEmail[] },
): boolean {
  const holds = (known: readonly EmailedWords[] | undefined, words: string): boolean =>
    (known ?? []).some((one) => one.mailId !== mail.mailId && one.words === words);
  const inDraft = ({ number, words }: AnswerInReply): boolean =>
    drafts.some(
      (draft) => draft.round === mail.round && draft.number === number && holds(draft.emailed, words),
    );
  const waits = emails.some(
    (one) => one.round === mail.round && one.mailId !== mail.mailId && isSameRest(one.pieces, rest),
  );
  const saysAnything = answers.length > 0 || rest !== '';
  return saysAnything && answers.every(inDraft) && (rest === '' || waits);
}

function isSameRest(pieces: readonly EmailPiece[], rest: string): boolean {
  const own = splitIntoPieces(rest);
  return own.length === pieces.length && own.every(({ words }, index) => words === pieces[index]?.words);
}

/** Tells whether nobody has saved the draft in a browser since it was read from an email. */
function isStillUntouched(draft: Draft): boolean {
  return draft.savedIn === SAVED_IN_EMAIL;
}

/** Adds an email's words to the known ones. Returns undefined if they are there already. */
function emailedWith(
  known: readonly EmailedWords[] | undefined,
  { mail, words }: { mail: DraftedMail; words: string },
): readonly EmailedWords[] | undefined {
  const before = known ?? [];
  if (before.some((one) => one.words === words)) return undefined;
  return [...before, { mailId: mail.mailId, receivedAt: mail.receivedAt, words }];
}

/** Drops the status "Nothing has changed" if the body has not answered before. */
function dropUnusableStatus(
  status: StatusChoice | undefined,
  asking: Omit<QuestionContext, 'status'>,
): StatusChoice | undefined {
  return status === 'unchanged' && asking.lastAnswer === undefined ? undefined : status;
}

/** The questions that take a person's own words, with the field of each. The most likely question comes first. */
const WORD_QUESTIONS: readonly (readonly [QuestionId, AnswerField])[] = [
  ['practice', 'practice'],
  ['plan', 'plan-what'],
  ['instead', 'instead'],
  ['waiting', 'waiting'],
  ['obstacles', 'obstacles'],
];

function placeWords(words: string, asking: QuestionContext): Partial<Record<AnswerField, string>> {
  // The status already says this. For example, "not started" is not a plan.
  if (isStatusAlone(words)) return {};
  const field = findWordField(asking);
  if (field === undefined || !fits(words)) return {};
  return field === 'plan-what' ? { 'plan-where': 'here', [field]: words } : { [field]: words };
}

/** Returns the field of the first question that asks for a person's own words. */
function findWordField(asking: QuestionContext): AnswerField | undefined {
  const questions = listQuestions(asking).map(({ id }) => id);
  return WORD_QUESTIONS.find(([id]) => questions.includes(id))?.[1];
}
