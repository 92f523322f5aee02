import type { Round } from '../domain/round.ts';
import type { ApprovalRequest, Attachment, Draft, WholeDraft } from '../domain/form/form.ts';
import type { FormEmail } from '../domain/form/form-email.ts';
import type { Link } from '../domain/link.ts';
import type { RoundId } from '../domain/programme.ts';

/**
 * What became of a save.
 *
 * - `conflict`: someone saved the same answer after it was read. Show both.
 * - `round-changed`: something else in the round changed. Read again and repeat.
 */
export type SaveOutcome = 'saved' | 'conflict' | 'round-changed';

/** What a body has typed but not sent. Saving a draft does not change the follow-up, so it causes no email. */
export interface Drafts {
  /**
   * Saves an answer. The draft has the version that was read, or 0 if it is new. The round is the one that was read.
   */
  save(save: { followUpId: string; draft: Draft; round: Round }): Promise<SaveOutcome>;
  /** Saves what the body says once for the whole return. */
  saveWhole(save: { followUpId: string; whole: WholeDraft }): Promise<'saved' | 'conflict'>;
  /** Removes the draft of one recommendation. Number 0 stands for the whole return. Idempotent. */
  remove(followUpId: string, which: { round: RoundId; number: number }): Promise<void>;
  /** Saves what an email left on the form. It has the version that was read, or 0 if it is new. */
  saveEmail(save: { followUpId: string; email: FormEmail }): Promise<'saved' | 'conflict'>;
  /** Removes what an email left on the form. Idempotent. */
  removeEmail(followUpId: string, which: { round: RoundId; mailId: string }): Promise<void>;
  addAttachment(followUpId: string, attachment: Attachment): Promise<void>;
  removeAttachment(followUpId: string, which: { round: RoundId; id: string }): Promise<void>;
  /** Stores a request for approval together with the link that answers it. */
  askForApproval(followUpId: string, asked: { approval: ApprovalRequest; link: Link }): Promise<void>;
  /** Replaces a request for approval, e.g. to erase who was asked. */
  changeApproval(followUpId: string, approval: ApprovalRequest): Promise<void>;
}
