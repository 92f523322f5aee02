import { addresseeOf } from '../../domain/people/contacts.ts';
import { formatDate, londonDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Contact } from '../../domain/contact.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { ReceivedMessage } from '../../domain/replies/received-message.ts';
import { classifyReply } from '../../domain/replies/classify-reply.ts';
import { ServiceError } from '../../errors.ts';
import { findContact } from '../finding/find-contact.ts';
import { findFollowUp } from '../finding/find-follow-up.ts';
import { runInBatches } from '../finding/run-in-batches.ts';
import { findSender } from './find-subject.ts';
import { findMail, readOriginal } from './look-at-mail.ts';
import { findRoundInHand, type RoundInHand } from '../finding/open-round.ts';
import { noteMailSettled } from '../finding/note-mail.ts';
import { fileAnswer } from './file-answer.ts';
import { keepIfHeld, namesOfStaff, type ReceiveReplyDependencies } from './receive-reply.ts';
import { findSentTexts } from './find-sent-texts.ts';

/** A planned assignment of an email to a follow-up. */
export interface MailAssignment {
  readonly mail: IncomingMail;
  readonly followUp: FollowUp;
  /** The contact whose words they are. This contact is told where the words are. */
  readonly contact: Contact | undefined;
  /**
   * `into-draft` puts the words into the form of the round. `on-file` keeps the email with the follow-up and does
   * nothing else.
   */
  readonly how: 'into-draft' | 'on-file';
  readonly message: ReceivedMessage | undefined;
  readonly round: RoundInHand | undefined;
}

/**
 * Plans to assign an email to the follow-up that a human names. If it was held because nobody knew whose it was, its
 * answers go into the form. An email that is not an answer is kept with the follow-up.
 *
 * @throws ServiceError `not-found` or `ambiguous`.
 * @throws ServiceError `done-already` if its words are already in a form.
 * @throws ServiceError `forbidden` if it contains a virus.
 */
export async function planMailAssignment(
  dependencies: ReceiveReplyDependencies,
  assign: { mail: string; followUp: string; contact?: string; onFile: boolean },
): Promise<MailAssignment> {
  const { people, clock, formReading } = dependencies;
  const mail = await findMail(dependencies, assign.mail);
  if (mail.reason === 'put-into-draft') {
    throw new ServiceError('done-already', `The words of ${mail.id} are already in a form.`, {
      field: 'mail',
    });
  }
  if (mail.verdicts.virus === 'FAIL') {
    throw new ServiceError('forbidden', `${mail.id} contains a virus. Discard it.`, { field: 'mail' });
  }
  const followUp = await findFollowUp(dependencies, assign.followUp);
  const message = await readOriginal(dependencies, mail);
  const contacts = await people.contacts(followUp.forceId);
  const lead = addresseeOf(contacts, londonDate(clock.now()));
  const sender =
    message === undefined
      ? undefined
      : findSender(contacts, { message, receivedAt: mail.receivedAt, addressee: lead?.id ?? '' });
  const named =
    assign.contact === undefined
      ? undefined
      : await findContact(dependencies, {
          forceId: followUp.forceId,
          written: assign.contact,
          on: londonDate(mail.receivedAt),
        });
  const record = await formReading.followUp(followUp.id);
  const linked = mail.about?.followUpId === followUp.id ? mail.about.round : undefined;
  const round = await findRoundInHand({ linked, now: clock.now(), dependencies }, record);
  const assignment = { mail, followUp, contact: named ?? sender ?? lead, message, round };
  const isAnswer =
    !assign.onFile &&
    followUp.state === 'open' &&
    round?.isOpen === true &&
    assignment.contact !== undefined &&
    (await answersOf(dependencies, assignment)) !== undefined;
  return { ...assignment, how: isAnswer ? 'into-draft' : 'on-file' };
}

/** Assigns an email as planned, and returns it as it is stored. */
export async function assignMail(
  dependencies: ReceiveReplyDependencies,
  { assignment, by }: { assignment: MailAssignment; by: string },
): Promise<IncomingMail> {
  const { inbox, clock, followUps } = dependencies;
  const { mail, followUp, contact, message, round, how } = assignment;
  const at = clock.now();
  const settled: IncomingMail = {
    ...mail,
    place: 'taken',
    reason: 'assigned',
    ground: 'assigned',
    about: { followUpId: followUp.id, contactId: contact?.id ?? 'nobody', round: round?.round.id },
    candidates: undefined,
    settledBy: { by, at },
  };
  const reply = how === 'into-draft' ? await answersOf(dependencies, assignment) : undefined;
  const filed =
    reply === undefined || contact === undefined || round === undefined || message === undefined
      ? settled
      : await fileAnswer(
          { described: settled, files: message.files, round, dependencies },
          { ...reply, contact },
        );
  await noteMailSettled(dependencies, { mail, by });
  await keepIfHeld(dependencies, filed);
  const kept = await inbox.change(filed);
  const { followUp: before } = await followUps.load(followUp.id);
  await followUps.change({
    before,
    audit: { at, by, action: 'assign-mail', summary: `${mail.id} was assigned: ${kept.reason}.` },
  });
  return kept;
}

/** Returns the answers in an email, if a person wrote it and it contains answers. */
async function answersOf(
  dependencies: ReceiveReplyDependencies,
  { mail, message, round }: Pick<MailAssignment, 'mail' | 'message' | 'round'>,
) {
  if (message === undefined) return undefined;
  const told = classifyReply(message, {
    receipt: mail,
    asked: round?.asked ?? [],
    ourNames: await namesOfStaff(dependencies),
    isFromContact: true,
    sents: await findSentTexts(dependencies, round?.record.followUp.id),
  });
  return told.kind === 'answer' ? { answers: told.answers, cut: told.reply?.cut ?? [] } : undefined;
}

/**
 * Discards an email because a human says that it needs no action. It stays on record until its retention period ends.
 *
 * @throws ServiceError `done-already` if someone discarded it for another reason, `wrong-state` if its words are in a
 * form.
 */
export async function discardMail(
  dependencies: Pick<ReceiveReplyDependencies, 'inbox' | 'clock' | 'followUps'>,
  { id, reason, by }: { id: string; reason: string; by: string },
): Promise<IncomingMail> {
  const { inbox, clock } = dependencies;
  const mail = await findMail(dependencies, id);
  if (mail.place === 'discarded' && mail.settledBy !== undefined) {
    const { by: first, at, note = '' } = mail.settledBy;
    if (note === reason) return mail;
    throw new ServiceError(
      'done-already',
      `${first} discarded ${mail.id} on ${formatDate(londonDate(at))}: ${note}. Nothing was written.`,
      { field: 'reason' },
    );
  }
  if (mail.reason === 'put-into-draft') {
    throw new ServiceError(
      'wrong-state',
      `The words of ${mail.id} are in a form. Its sender checks them there.`,
      {
        field: 'mail',
      },
    );
  }
  const settledBy = { by, at: clock.now(), note: reason };
  await noteMailSettled(dependencies, { mail, by });
  return inbox.change({ ...mail, place: 'discarded', reason: 'discarded', settledBy });
}

/**
 * Discards emails that wait. Leaves out an email that somebody settled in the meantime.
 *
 * @returns the emails as they are stored.
 */
export async function discardMails(
  { inbox, clock }: Pick<ReceiveReplyDependencies, 'inbox' | 'clock'>,
  { mails, reason, by }: { mails: readonly IncomingMail[]; reason: string; by: string },
): Promise<IncomingMail[]> {
  const settledBy = { by, at: clock.now(), note: reason };
  const discarded = await runInBatches(mails, async (mail) => {
    try {
      return [await inbox.change({ ...mail, place: 'discarded', reason: 'discarded', settledBy })];
    } catch (error) {
      if (error instanceof ServiceError && error.kind === 'race') return [];
      throw error;
    }
  });
  return discarded.flat();
}
