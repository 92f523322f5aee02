import type { Instant } from '../dates.ts';
import { SAVED_IN_EMAIL, type Draft, type EmailedWords, type WholeDraft } from '../form/form.ts';
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

/**
 * Returns the draft of one recommendation with an email's words in it, or undefined if it already has them.
 *
 * What a person typed stays as it is, and the email's words appear beside it. If nobody typed anything, the words go
 * where the form asks for words. Revisit reads a status or a month only from words that state it plainly.
 */
export function addToDraft(
  { words, number }: AnswerInReply,
  {
    mail,
    known,
    asking,
  }: { mail: DraftedMail; known: Draft | undefined; asking: Omit<QuestionContext, 'status'> },
): Draft | undefined {
  const emailed = emailedWith(known?.emailed, { mail, words });
  if (emailed === undefined) return undefined;
  if (known !== undefined && !isStillUntouched(known)) return { ...known, emailed };
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

/**
 * Does the same as `addToDraft` for words that do not name a recommendation. They go under "anything we should know".
 */
export function addToWholeDraft(
  words: string,
  { mail, known }: { mail: DraftedMail; known: WholeDraft | undefined },
): WholeDraft | undefined {
  const emailed = emailedWith(known?.emailed, { mail, words });
  if (emailed === undefined) return undefined;
  const typed = known?.answer.words['anything-else'] ?? '';
  const fromEmails = (known?.emailed ?? []).map((one) => one.words).join('\n\n');
  if (known !== undefined && typed !== fromEmails) return { ...known, emailed };
  const all = emailed.map((one) => one.words).join('\n\n');
  const answer = {
    officers: known?.answer.officers ?? {},
    words: { ...known?.answer.words, ...(fits(all) ? { 'anything-else': all } : {}) },
  };
  if (known !== undefined && known.savedIn !== SAVED_IN_EMAIL) return { ...known, answer, emailed };
  return { ...markOf(mail, known?.version ?? 0), answer, emailed };
}

/** Tells whether emailed words fit into an answer. If not, the form shows them beside it. */
function fits(words: string): boolean {
  return words.length <= LONGEST_ANSWER;
}

function markOf(mail: DraftedMail, version: number): Omit<WholeDraft, 'answer' | 'emailed'> {
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
  { mail, drafts, wholes }: { mail: DraftedMail; drafts: readonly Draft[]; wholes: readonly WholeDraft[] },
): boolean {
  const holds = (known: readonly EmailedWords[] | undefined, words: string): boolean =>
    (known ?? []).some((one) => one.mailId !== mail.mailId && one.words === words);
  const inDraft = ({ number, words }: AnswerInReply): boolean =>
    drafts.some(
      (draft) => draft.round === mail.round && draft.number === number && holds(draft.emailed, words),
    );
  const inWhole = wholes.some((whole) => whole.round === mail.round && holds(whole.emailed, rest));
  const saysAnything = answers.length > 0 || rest !== '';
  return saysAnything && answers.every(inDraft) && (rest === '' || inWhole);
}

/** Tells whether nobody has saved the draft in a browser since it was read from an email. */
function isStillUntouched(draft: Draft): boolean {
  return draft.savedIn === SAVED_IN_EMAIL;
}

/**
 * Adds an email's words to the known ones. Returns undefined if this email was added before, or the same words were
 * sent again.
 */
function emailedWith(
  known: readonly EmailedWords[] | undefined,
  { mail, words }: { mail: DraftedMail; words: string },
): readonly EmailedWords[] | undefined {
  const before = known ?? [];
  if (before.some((one) => one.mailId === mail.mailId || one.words === words)) return undefined;
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
  const questions = listQuestions(asking).map(({ id }) => id);
  const [question, field] = WORD_QUESTIONS.find(([id]) => questions.includes(id)) ?? [];
  if (field === undefined || !fits(words)) return {};
  return question === 'plan' ? { 'plan-where': 'here', [field]: words } : { [field]: words };
}
