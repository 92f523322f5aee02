import type { Round } from '../domain/round.ts';
import type { ApprovalRequest, Attachment, Draft, WholeDraft } from '../domain/form/form.ts';
import type { Link } from '../domain/link.ts';
import type { RoundId } from '../domain/programme.ts';

/**
 * `saved`; `conflict`: somebody saved the same answer since it was read; `round-changed`: something else of the round
 * changed, read again and repeat.
 */
export type SaveOutcome = 'saved' | 'conflict' | 'round-changed';

/** What a force has typed and not yet sent. Saving it does not touch the follow-up: nothing is owed because of it. */
export interface Drafts {
  /** The draft carries the version under which it was read (0: new); the round as it was read, with its saved answers. */
  save(save: { followUpId: string; draft: Draft; round: Round }): Promise<SaveOutcome>;
  saveWhole(save: { followUpId: string; whole: WholeDraft }): Promise<'saved' | 'conflict'>;
  /** Number 0 is what is said for the whole return. Idempotent. */
  remove(followUpId: string, which: { round: RoundId; number: number }): Promise<void>;
  addAttachment(followUpId: string, attachment: Attachment): Promise<void>;
  removeAttachment(followUpId: string, which: { round: RoundId; id: string }): Promise<void>;
  /** Keeps a request for approval together with the link that answers it. */
  askForApproval(followUpId: string, asked: { approval: ApprovalRequest; link: Link }): Promise<void>;
  /** Of a request that was made: who was asked, erased. */
  changeApproval(followUpId: string, approval: ApprovalRequest): Promise<void>;
}
