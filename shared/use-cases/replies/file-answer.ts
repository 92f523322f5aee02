import { splitIntoPieces, type CutText } from '../../domain/form/form-email.ts';
import type { ReplyDecision } from '../../domain/replies/decide-reply.ts';
import { isRepeated, type DraftedMail } from '../../domain/replies/drafts-from-reply.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { ReceivedFile } from '../../domain/replies/received-message.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import type { AnswerMailDependencies } from './answer-mail.ts';
import { noteMail, type NoteMailDependencies } from '../finding/note-mail.ts';
import { putIntoDraft, type PutIntoDraftDependencies } from './put-into-draft.ts';
import { tellAboutRefusedFiles } from './tell-about-files.ts';
import { sendReplyRead } from './send-reply-read.ts';

export type FileAnswerDependencies = PutIntoDraftDependencies & AnswerMailDependencies & NoteMailDependencies;

/** Puts the words of an answer into the draft, and tells the person who wrote them. */
export async function fileAnswer(
  {
    described,
    round,
    dependencies,
    files,
  }: {
    described: IncomingMail;
    files: readonly ReceivedFile[];
    round: RoundInHand;
    dependencies: FileAnswerDependencies;
  },
  {
    answers,
    cut,
    contact,
  }: Pick<Extract<ReplyDecision, { do: 'put-into-draft' }>, 'answers' | 'contact'> & {
    cut: readonly CutText[];
  },
): Promise<IncomingMail> {
  const mail: DraftedMail = {
    mailId: described.id,
    receivedAt: described.receivedAt,
    contactId: contact.id,
    round: round.round.id,
  };
  if (files.length === 0 && isRepeated(answers, { mail, ...round.record })) {
    return { ...described, place: 'taken', reason: 'duplicate' };
  }
  const put = await putIntoDraft(dependencies, {
    mail,
    answers,
    cut,
    files,
    inHand: round,
  });
  const filed: IncomingMail = {
    ...described,
    ...put,
    place: 'taken',
    reason: 'put-into-draft',
    about: { followUpId: round.record.followUp.id, contactId: contact.id, round: round.round.id },
  };
  await noteMail(dependencies, {
    followUpId: round.record.followUp.id,
    round: round.round.id,
    mail: {
      mailId: described.id,
      receivedAt: described.receivedAt,
      by: contact.id,
      state: 'on-form',
      recommendations: put.recommendations,
      unplaced: splitIntoPieces(answers.rest).length,
    },
    by: contact.id,
    summary: `The words of ${described.id} were put on the form.`,
  });
  await sendReplyRead(dependencies, { mail: filed, contact, inHand: round, saysMore: answers.rest !== '' });
  await tellAboutRefusedFiles(dependencies, { mail: filed, inHand: round });
  return filed;
}
