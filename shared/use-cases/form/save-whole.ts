import type { WholeDraft } from '../../domain/form/form.ts';
import { findWholeProblems, type FieldProblem } from '../../domain/returns/answer-problems.ts';
import type { WholeAnswer } from '../../domain/answer.ts';
import type { SaveAnswerDependencies } from './save-answer.ts';
import type { Form } from './open-form.ts';

export type SavedWhole =
  | { readonly kind: 'saved' }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'conflict'; readonly theirs: WholeDraft | undefined };

/** Saves the answers that are given once for the whole return. */
export async function saveWhole(
  { drafts, formReading }: SaveAnswerDependencies,
  { form, answer, version }: { form: Form; answer: WholeAnswer; version: number },
): Promise<SavedWhole> {
  const problems = findWholeProblems(answer);
  if (problems.length > 0) return { kind: 'invalid', problems };
  if ((form.whole?.version ?? 0) !== version) return { kind: 'conflict', theirs: form.whole };
  const { followUpId } = form.session;
  const outcome = await drafts.saveWhole({
    followUpId,
    whole: {
      round: form.roundId,
      answer,
      version,
      savedAt: form.now,
      savedBy: form.session.contactId,
      savedIn: form.session.browserId,
      emailed: form.whole?.emailed,
    },
  });
  if (outcome === 'saved') return { kind: 'saved' };
  const { wholes } = await formReading.followUp(followUpId);
  return { kind: 'conflict', theirs: wholes.find((whole) => whole.round === form.roundId) };
}
