import { londonDate } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import type { Attachment } from '../../domain/form/form.ts';
import { splitIntoPieces } from '../../domain/form/form-email.ts';
import { keepCut } from '../../domain/replies/keep-cut.ts';
import type { CutText } from '../../domain/form/form-email.ts';
import { isPastTimescale } from '../../domain/returns/questions.ts';
import type { AnswerInReply, AnswersInReply } from '../../domain/replies/answers-in-reply.ts';
import { addToDraft, type DraftedMail } from '../../domain/replies/drafts-from-reply.ts';
import { judgeFiles, listFiles } from '../../domain/replies/files-of-reply.ts';
import type { MailFile } from '../../domain/replies/incoming-mail.ts';
import type { ReceivedFile } from '../../domain/replies/received-message.ts';
import { ServiceError } from '../../errors.ts';
import { attachmentKey, type Attachments } from '../../ports/attachments.ts';
import type { Drafts } from '../../ports/drafts.ts';
import type { FormReading } from '../../ports/form-reading.ts';
import { retryOnConflict } from '../finding/retry-on-conflict.ts';
import type { RoundInHand } from '../finding/open-round.ts';
import { withSavedAnswer } from '../form/save-answer.ts';

export interface PutIntoDraftDependencies {
  readonly attachments: Attachments;
  readonly drafts: Drafts;
  readonly formReading: FormReading;
}

/** How many times a save is tried in all. Several emails for one round may be read at the same time. */
const tries = 8;

/**
 * Puts the words of an email into the draft of its round, under the recommendations that it names. Also keeps its
 * files. The rest waits on the form until the body places it. Running it twice adds nothing, because a draft records the
 * emails whose words it holds.
 */
export async function putIntoDraft(
  dependencies: PutIntoDraftDependencies,
  put: {
    mail: DraftedMail;
    answers: AnswersInReply;
    /** What was not taken as the sender's own words. */
    cut: readonly CutText[];
    files: readonly ReceivedFile[];
    inHand: RoundInHand;
  },
): Promise<{ recommendations: number[]; files: MailFile[] }> {
  const { mail, answers, cut, inHand } = put;
  for (const answer of answers.answers) await saveAnswer(answer, { mail, inHand, dependencies });
  await saveRest({ rest: answers.rest, cut }, { mail, inHand, dependencies });
  const files = await keepFiles(put.files, { mail, inHand, dependencies });
  return { recommendations: answers.answers.map(({ number }) => number), files };
}

interface Putting {
  readonly mail: DraftedMail;
  readonly inHand: RoundInHand;
  readonly dependencies: PutIntoDraftDependencies;
}

async function saveAnswer(answer: AnswerInReply, { mail, inHand, dependencies }: Putting): Promise<void> {
  const { followUp, recommendations } = inHand.record;
  const today = londonDate(mail.receivedAt);
  const timescale = recommendations.find(({ number }) => number === answer.number)?.timescale;
  await retryOnConflict(
    async () => {
      const record = await dependencies.formReading.followUp(followUp.id);
      const known = record.drafts.find((one) => one.round === mail.round && one.number === answer.number);
      const draft = addToDraft(answer, {
        mail,
        known,
        asking: {
          form: inHand.rule.form,
          today,
          pastTimescale: isPastTimescale(timescale, {
            publishedOn: followUp.publishedOn,
            calendar: inHand.calendar,
            today,
          }),
          lastAnswer: inHand.lastAnswers.get(answer.number),
        },
      });
      if (draft === undefined) return;
      const round = record.rounds.find((one) => one.id === mail.round) ?? emptyRound(mail);
      const outcome = await dependencies.drafts.save({
        followUpId: followUp.id,
        draft,
        round: withSavedAnswer(round, draft),
      });
      if (outcome !== 'saved') throw busy();
    },
    { tries },
  );
}

/** Keeps what the email left: words that name no recommendation, for the body to place, and what was cut. */
async function saveRest(
  { rest, cut }: { rest: string; cut: readonly CutText[] },
  { mail, inHand, dependencies: { drafts } }: Putting,
): Promise<void> {
  const { round, mailId, receivedAt, contactId } = mail;
  const left = { pieces: splitIntoPieces(rest), cut: keepCut(cut) };
  if (left.pieces.length === 0 && left.cut.length === 0) return;
  // A conflict means that an earlier try kept it. Someone may already have placed a piece.
  await drafts.saveEmail({
    followUpId: inHand.record.followUp.id,
    email: { round, mailId, receivedAt, savedBy: contactId, version: 0, ...left },
  });
}

async function keepFiles(
  files: readonly ReceivedFile[],
  { mail, inHand, dependencies }: Putting,
): Promise<MailFile[]> {
  const followUpId = inHand.record.followUp.id;
  const judged = judgeFiles(files);
  for (const [index, { name, contentType, content, fate }] of judged.entries()) {
    if (fate !== 'kept') continue;
    const attachment: Attachment = {
      id: `${mail.mailId}-${index + 1}`,
      name,
      bytes: content.byteLength,
      contentType,
      round: mail.round,
      addedAt: mail.receivedAt,
      addedBy: mail.contactId,
    };
    await dependencies.attachments.put(attachmentKey({ followUpId, ...attachment }), {
      contentType,
      content,
    });
    await dependencies.drafts.addAttachment(followUpId, attachment);
  }
  return listFiles(judged, { filed: true });
}

function emptyRound({ round }: DraftedMail): Round {
  return { id: round, savedAnswers: [], returns: [], version: 0 };
}

function busy(): ServiceError {
  return new ServiceError('race', 'Too many people saved answers at the same time. Try again.');
}
