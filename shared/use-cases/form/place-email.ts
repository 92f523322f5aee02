import { countUnplaced, type FormEmail, type PiecePlace } from '../../domain/form/form-email.ts';
import type { Draft, WholeDraft } from '../../domain/form/form.ts';
import { placeInDraft } from '../../domain/replies/drafts-from-reply.ts';
import { LONGEST_ANSWER } from '../../domain/returns/answer-problems.ts';
import { ServiceError } from '../../errors.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import { noteMail, type NoteMailDependencies } from '../finding/note-mail.ts';
import { buildQuestionContext, type Form } from './open-form.ts';
import { findLastAnswer, withSavedAnswer, type SaveAnswerDependencies } from './save-answer.ts';

export type PlaceEmailDependencies = SaveAnswerDependencies & NoteMailDependencies;

export type PlacedEmail =
  | { readonly kind: 'saved' }
  /** Someone else placed a piece after this page was opened. */
  | { readonly kind: 'conflict' }
  /** "Anything else we should know" has no room for the words. */
  | { readonly kind: 'too-long' };

/**
 * Puts pieces of an email where a person says that they belong. `places` has the place of each piece by its index. A
 * piece that is already in an answer stays there.
 *
 * The answers are written first. If this stops in between, the page asks again, and the same choice adds nothing twice.
 *
 * @throws ServiceError `forbidden` if this browser may not see the email.
 * @throws ServiceError `bad-input` if the round does not ask about a recommendation.
 */
export async function placeEmail(
  dependencies: PlaceEmailDependencies,
  {
    form,
    email,
    places,
    version,
  }: { form: Form; email: FormEmail; places: ReadonlyMap<number, PiecePlace>; version: number },
): Promise<PlacedEmail> {
  if (form.may('see-saved') !== 'yes') {
    throw new ServiceError(
      'forbidden',
      'Only a browser that entered a code may place the words of an email.',
    );
  }
  if (email.version !== version) return { kind: 'conflict' };
  const pieces = email.pieces.map((piece, index) =>
    isInAnswer(piece.place) ? piece : { ...piece, place: places.get(index) ?? piece.place },
  );
  const moved = (place: PiecePlace): string =>
    pieces
      .filter((piece, index) => piece.place === place && !isInAnswer(email.pieces[index]?.place))
      .map(({ words }) => words)
      .join('\n\n');
  const numbers = new Set(pieces.flatMap(({ place }) => (typeof place === 'number' ? [place] : [])));
  for (const number of numbers) {
    const words = moved(number);
    if (words !== '') await placeUnder({ number, words }, { form, email, dependencies });
  }
  const rest = moved('anything-else');
  if (rest !== '' && !(await placeInWhole(rest, { form, dependencies }))) return { kind: 'too-long' };
  const outcome = await dependencies.drafts.saveEmail({
    followUpId: form.session.followUpId,
    email: { ...email, pieces },
  });
  if (outcome === 'saved') await notePlaces({ ...email, pieces }, { form, dependencies });
  return { kind: outcome };
}

function isInAnswer(place: PiecePlace | undefined): boolean {
  return place !== undefined && place !== 'left-out';
}

interface Placing {
  readonly form: Form;
  readonly dependencies: PlaceEmailDependencies;
}

/** Records on the round where the words of the email are now. */
async function notePlaces(email: FormEmail, { form, dependencies }: Placing): Promise<void> {
  const placed = email.pieces.flatMap(({ place }) => (typeof place === 'number' ? [place] : []));
  const { id } = form.record.followUp;
  const round = form.record.rounds.find((one) => one.id === email.round);
  const named = round?.mails?.find(({ mailId }) => mailId === email.mailId)?.recommendations ?? [];
  await noteMail(dependencies, {
    followUpId: id,
    round: email.round,
    mail: {
      mailId: email.mailId,
      receivedAt: email.receivedAt,
      by: email.savedBy,
      state: 'on-form',
      recommendations: [...new Set([...named, ...placed])].sort((a, b) => a - b),
      unplaced: countUnplaced(email),
    },
    by: form.session.contactId,
    summary: `Said where the words of ${email.mailId} belong.`,
  });
}

async function placeUnder(
  answer: { number: number; words: string },
  { form, email, dependencies }: Placing & { email: FormEmail },
): Promise<void> {
  const { followUpId } = form.session;
  const recommendation = form.asked.find(({ number }) => number === answer.number);
  if (recommendation === undefined) {
    throw new ServiceError('bad-input', `This form does not ask about recommendation ${answer.number}.`, {
      field: 'place',
    });
  }
  const lastAnswer = await findLastAnswer(form, answer.number);
  const asking = buildQuestionContext(form, { recommendation, lastAnswer });
  await retryOnConflict(async () => {
    const record = await dependencies.formReading.followUp(followUpId);
    const known = record.drafts.find(
      ({ round, number }) => round === form.roundId && number === answer.number,
    );
    const draft: Draft | undefined = placeInDraft(answer, {
      mail: { ...email, round: form.roundId, contactId: email.savedBy },
      known,
      asking,
      at: form.now,
    });
    if (draft === undefined) return;
    const round = record.rounds.find(({ id }) => id === form.roundId) ?? form.round;
    const outcome = await dependencies.drafts.save({
      followUpId,
      draft,
      round: withSavedAnswer(round, draft),
    });
    if (outcome !== 'saved') throw busy();
  });
}

/** Adds words below "anything else we should know". Returns false if they do not fit. */
async function placeInWhole(words: string, { form, dependencies }: Placing): Promise<boolean> {
  const { followUpId, contactId, browserId } = form.session;
  return retryOnConflict(async () => {
    const { wholes } = await dependencies.formReading.followUp(followUpId);
    const known = wholes.find(({ round }) => round === form.roundId);
    const typed = known?.answer.words['anything-else'] ?? '';
    if (typed.includes(words)) return true;
    const joined = [typed, words].filter((each) => each.trim() !== '').join('\n\n');
    if (joined.length > LONGEST_ANSWER) return false;
    const whole: WholeDraft = {
      round: form.roundId,
      version: known?.version ?? 0,
      savedAt: form.now,
      savedBy: contactId,
      savedIn: browserId,
      emailed: known?.emailed,
      answer: {
        officers: known?.answer.officers ?? {},
        words: { ...known?.answer.words, 'anything-else': joined },
      },
    };
    if ((await dependencies.drafts.saveWhole({ followUpId, whole })) !== 'saved') throw busy();
    return true;
  });
}

function busy(): ServiceError {
  return new ServiceError('race', 'Too many people saved answers at the same time. Try again.');
}
