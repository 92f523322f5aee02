import {
  keepEmailsOfOthers,
  ERASED_ADDRESS,
  ERASED_NAME,
  isTheirDraft,
  isTheirEmail,
  erasePerson,
  erasePersonFromReturn,
  erasePersonFromRound,
  type ErasedPerson,
} from '../../domain/privacy/erasure.ts';
import type { Instant } from '../../domain/dates.ts';
import { attachmentKey, type Attachments } from '../../ports/attachments.ts';
import type { Drafts } from '../../ports/drafts.ts';
import type { FollowUps } from '../../ports/follow-ups.ts';
import type { FollowUpWithDrafts, FormReading } from '../../ports/form-reading.ts';
import type { SentMails } from '../../ports/sent-mails.ts';
import type { Handovers } from '../../ports/handovers.ts';

export interface EraseFromFormDependencies {
  readonly attachments: Attachments;
  readonly drafts: Drafts;
  readonly followUps: FollowUps;
  readonly formReading: FormReading;
  readonly handovers: Handovers;
  readonly sentMails: SentMails;
}

interface Erasing {
  readonly person: ErasedPerson;
  readonly by: string;
  readonly at: Instant;
  readonly dependencies: EraseFromFormDependencies;
}

/** What erasing a person removes from the form of a follow-up. */
export interface FormErasure {
  /** Unsent answers, given by email or in the form. */
  readonly answers: number;
  /** Files that do not belong to a sent return. */
  readonly files: number;
}

/** Counts what erasing a person removes from the form of a follow-up. Erases nothing. */
export function countFormErasure(record: FollowUpWithDrafts, person: ErasedPerson): FormErasure {
  const drafts = [...record.drafts, ...record.wholes];
  const emails = record.emails.filter((email) => isTheirEmail(email, person));
  return {
    answers: drafts.filter((draft) => isTheirDraft(draft, person)).length + emails.length,
    files: filesOf(record, person).length,
  };
}

/** Returns the person's files that can go. A file that a return lists is part of what the body sent. */
function filesOf({ attachments, rounds }: FollowUpWithDrafts, { contactIds }: ErasedPerson) {
  return attachments.filter(
    ({ addedBy, round }) =>
      contactIds.has(addedBy) && (rounds.find(({ id }) => id === round)?.returns ?? []).length === 0,
  );
}

/**
 * Erases a person from the form data of a follow-up. Their unsent answers and files go. Their identity goes from what
 * was sent, passed on or approved. Running it twice has the same result as once.
 */
export async function eraseFromForm(
  followUpId: string,
  { person, by, at, dependencies }: Erasing,
): Promise<void> {
  const { attachments, drafts, followUps, formReading } = dependencies;
  const record = await formReading.followUp(followUpId);
  const used = await formReading.filesOf(followUpId);
  await eraseFromRounds(record, { person, by, at, dependencies });
  for (const attachment of filesOf(record, person)) {
    await attachments.erase(attachmentKey({ followUpId, ...attachment }));
    await drafts.removeAttachment(followUpId, attachment);
  }
  for (const draft of [...record.drafts, ...record.wholes.map((whole) => ({ ...whole, number: 0 }))]) {
    if (isTheirDraft(draft, person)) await drafts.remove(followUpId, draft);
  }
  await eraseEmailed({ person, dependencies }, record);
  await eraseFromHandovers({ person, dependencies }, record);
  for (const approval of record.approvals) {
    if (person.emails.every((email) => email.toLowerCase() !== approval.email.toLowerCase())) continue;
    await drafts.changeApproval(followUpId, {
      ...approval,
      name: ERASED_NAME,
      rank: ERASED_NAME,
      email: ERASED_ADDRESS,
      withdrawnAt: approval.withdrawnAt ?? at,
    });
  }
  for (const body of await followUps.returns(followUpId)) {
    const left = erasePersonFromReturn(body, person);
    if (JSON.stringify(left) !== JSON.stringify(body)) await followUps.redactReturn(left);
  }
  await eraseFromSentEmails(followUpId, { person, dependencies });
  // Long words are in files of their own. What was erased from an item must go there too.
  const left = await formReading.filesOf(followUpId);
  for (const key of used) if (!left.has(key)) await attachments.erase(key);
}

/** Erases the person from the rounds, and stops counting erased answers as saved. The audit says how many went. */
async function eraseFromRounds(
  record: FollowUpWithDrafts,
  { person, by, at, dependencies }: Erasing,
): Promise<void> {
  const { answers, files } = countFormErasure(record, person);
  const gone = record.drafts.filter((draft) => isTheirDraft(draft, person));
  const rounds = record.rounds.flatMap((round) => {
    const savedAnswers = round.savedAnswers.filter(
      (number) => !gone.some((draft) => draft.round === round.id && draft.number === number),
    );
    const left = erasePersonFromRound({ ...round, savedAnswers }, person);
    return JSON.stringify(left) === JSON.stringify(round) ? [] : [left];
  });
  if (answers === 0 && files === 0 && rounds.length === 0) return;
  const summary = `Erased what ${[...person.contactIds].join(', ')} had saved but not sent (answers: ${answers}, files: ${files}).`;
  await dependencies.followUps.change({
    before: record.followUp,
    rounds,
    audit: { at, by, action: 'erase-contact', summary },
  });
}

/** Erases the person's emailed words, and those that are kept with answers someone else typed. */
async function eraseEmailed(
  { person, dependencies: { drafts } }: { person: ErasedPerson; dependencies: EraseFromFormDependencies },
  { drafts: answers, wholes, emails, rounds, followUp }: FollowUpWithDrafts,
): Promise<void> {
  for (const draft of answers) {
    const emailed = keepEmailsOfOthers(draft.emailed, person);
    if (isTheirDraft(draft, person) || emailed?.length === draft.emailed?.length) continue;
    const round = rounds.find(({ id }) => id === draft.round);
    if (round !== undefined)
      await drafts.save({ followUpId: followUp.id, draft: { ...draft, emailed }, round });
  }
  for (const email of emails) {
    if (isTheirEmail(email, person)) await drafts.removeEmail(followUp.id, email);
  }
  for (const whole of wholes) {
    const emailed = keepEmailsOfOthers(whole.emailed, person);
    if (isTheirDraft(whole, person) || emailed?.length === whole.emailed?.length) continue;
    await drafts.saveWhole({ followUpId: followUp.id, whole: { ...whole, emailed } });
  }
}

/** Erases the texts that went to the person, and their name from the texts that went to others. */
async function eraseFromSentEmails(
  followUpId: string,
  { person, dependencies: { sentMails } }: { person: ErasedPerson; dependencies: EraseFromFormDependencies },
): Promise<void> {
  const emails = new Set(person.emails.map((email) => email.toLowerCase()));
  for (const kept of await sentMails.before(followUpId)) {
    if (emails.has(kept.to.address.toLowerCase())) {
      await sentMails.erase(kept);
      continue;
    }
    const left = {
      ...kept,
      subject: erasePerson(kept.subject, person),
      text: erasePerson(kept.text, person),
    };
    if (left.subject !== kept.subject || left.text !== kept.text) await sentMails.replace(left);
  }
}

async function eraseFromHandovers(
  { person, dependencies: { handovers } }: { person: ErasedPerson; dependencies: EraseFromFormDependencies },
  { handovers: known, followUp }: FollowUpWithDrafts,
): Promise<void> {
  const { contactIds, emails } = person;
  for (const handover of known) {
    const isFrom = contactIds.has(handover.fromContactId);
    const { doer } = handover;
    const erasedDoer =
      doer !== undefined && contactIds.has(doer.contactId)
        ? { doer: { ...doer, name: ERASED_NAME } }
        : undefined;
    const isTo = emails.some((email) => email.toLowerCase() === handover.toEmail.toLowerCase());
    if (!isFrom && !isTo && erasedDoer === undefined) continue;
    await handovers.put(followUp.id, {
      ...handover,
      ...(isFrom ? { fromName: ERASED_NAME } : {}),
      ...erasedDoer,
      ...(isTo ? { toName: ERASED_NAME, toEmail: ERASED_ADDRESS } : {}),
    });
  }
}
