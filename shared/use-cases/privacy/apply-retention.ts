import { isBefore, isEarlier, londonDate, startOfLondonDay, type Instant } from '../../domain/dates.ts';
import type { Body } from '../../domain/body.ts';
import { isSamePerson } from '../../domain/people/contacts.ts';
import {
  isPastRetention,
  isPersonPastRetention,
  type RetentionMonths,
} from '../../domain/privacy/retention.ts';
import type { IncomingMail } from '../../domain/replies/incoming-mail.ts';
import { ServiceError } from '../../errors.ts';
import type { RoundId } from '../../domain/programme.ts';
import type { FollowUpWithDrafts } from '../../ports/form-reading.ts';
import type { Log } from '../../ports/log.ts';
import type { Fence, Settings } from '../../ports/settings.ts';
import { isOfBody } from '../finding/find-mail-of-body.ts';
import { findRoundInHand, type OpenRoundDependencies } from '../finding/open-round.ts';
import { isArmed } from '../finding/is-armed.ts';
import { eraseContact, eraseMail, planErasure, type EraseContactDependencies } from './erase-contact.ts';

export type ApplyRetentionDependencies = EraseContactDependencies &
  OpenRoundDependencies & {
    readonly settings: Settings;
    readonly log: Log;
  };

/** What one run erased. */
export interface RetentionReport {
  /** True if this table may not act, because it is a copy or was not armed. Then nothing was erased. */
  readonly fenced: boolean;
  readonly mails: number;
  /** Texts of emails that we sent. */
  readonly texts: number;
  /** Unsent answers. */
  readonly answers: number;
  readonly people: number;
  /** Files and long words that nothing refers to. */
  readonly files: number;
}

/** How far back a run looks for mail whose period is over. A run that failed for a year still finds all of it. */
const LOOKS_BACK_MONTHS = 60;

/**
 * The minutes for which a file may have nothing that refers to it. A file is stored before the item that refers to it.
 */
const UNUSED_MINUTES = 60;

/**
 * Erases personal data whose period is over, and files that nothing refers to, such as an attachment that somebody took
 * off. A body under a legal hold loses nothing.
 *
 * A table that is not armed erases nothing. It may be a copy, and the live table still needs the files.
 */
export async function applyRetention(
  dependencies: ApplyRetentionDependencies,
  { unusedMinutes = UNUSED_MINUTES }: { unusedMinutes?: number } = {},
): Promise<RetentionReport> {
  const { clock, settings, people, legalHolds, log } = dependencies;
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not erase until someone arms it. Nothing was erased.');
    return { fenced: true, mails: 0, texts: 0, answers: 0, people: 0, files: 0 };
  }
  const now = clock.now();
  const { months } = await settings.privacy();
  const held = new Set((await legalHolds.list()).map(({ forceId }) => forceId));
  const bodies = await people.bodies();
  const fence = await settings.fence();
  const running: Running = { dependencies, months, now, fence };
  const mails = await eraseOldMail(
    running,
    bodies.filter(({ id }) => held.has(id)),
  );
  let answers = 0;
  let erased = 0;
  let texts = 0;
  let files = 0;
  for (const { id } of bodies.filter((body) => !held.has(body.id))) {
    erased += await eraseFormerPeople(running, id);
    for (const followUp of await dependencies.followUps.ofBody(id)) {
      answers += await eraseUnsent(running, followUp.id);
      texts += await eraseOldTexts(running, followUp.id);
      files += await eraseUnused({ ...running, unusedMinutes }, followUp.id);
    }
  }
  await settings.recordHeartbeat('apply-retention', now);
  return { fenced: false, mails, texts, answers, people: erased, files };
}

interface Running {
  readonly dependencies: ApplyRetentionDependencies;
  readonly months: RetentionMonths;
  readonly now: Instant;
  readonly fence: Fence | undefined;
}

/** Erases mail that came before the period, except mail of a body that is under a legal hold. */
async function eraseOldMail({ dependencies, months, now }: Running, held: readonly Body[]): Promise<number> {
  const { inbox, rawMail, followUps, people } = dependencies;
  const last = startOfLondonDay(londonDate(now).subtract({ months: months.mail }));
  const first = startOfLondonDay(londonDate(last).subtract({ months: LOOKS_BACK_MONTHS }));
  const keeps = await Promise.all(
    held.map(async ({ id }) => ({
      followUps: await followUps.ofBody(id),
      contacts: await people.contacts(id),
    })),
  );
  const isOld = (mail: IncomingMail): boolean =>
    mail.erasedAt === undefined && isBefore(londonDate(mail.receivedAt), londonDate(last));
  const old = (await inbox.between(first, last)).filter(
    (mail) => isOld(mail) && !keeps.some((body) => isOfBody(mail, body)),
  );
  for (const mail of old) {
    await rawMail.erase(mail.rawKey);
    await inbox.change(eraseMail(mail, now));
  }
  return old.length;
}

/** Erases the texts of emails that we sent before the period. The ledger still says what was sent, when and to which role. */
async function eraseOldTexts({ dependencies, months, now }: Running, followUpId: string): Promise<number> {
  const { sentMails } = dependencies;
  const last = startOfLondonDay(londonDate(now).subtract({ months: months.mail }));
  const old = await sentMails.before(followUpId, last);
  for (const email of old) await sentMails.erase(email);
  return old.length;
}

/** Erases contacts who left all their roles so long ago that the period is over. */
async function eraseFormerPeople({ dependencies, months, now }: Running, forceId: string): Promise<number> {
  const contacts = await dependencies.people.contacts(forceId);
  const isOver = (contact: (typeof contacts)[number]): boolean =>
    isPersonPastRetention(contact, { months, now });
  const former = contacts.filter(
    (contact, index) =>
      contacts.filter((other) => isSamePerson(other, contact)).every(isOver) &&
      contacts.findIndex((other) => isSamePerson(other, contact)) === index,
  );
  for (const { id } of former) {
    const erasure = await planErasure(dependencies, { body: forceId, contact: id });
    await eraseContact(dependencies, { erasure, by: 'apply-retention' });
  }
  return former.length;
}

/**
 * Erases answers and files that nobody sent within the period. The period does not run while the form can still take them,
 * however long the clocks stop. After a withdrawal, it begins on the day of the withdrawal.
 */
async function eraseUnsent({ dependencies, months, now }: Running, followUpId: string): Promise<number> {
  const { drafts, formReading, followUps } = dependencies;
  const record = await formReading.followUp(followUpId);
  const endedOn = record.followUp.withdrawal?.on;
  const isOld = (at: Instant): boolean =>
    [londonDate(at), endedOn ?? londonDate(at)].every((neededTo) =>
      isPastRetention(neededTo, { kind: 'unsent', months, today: londonDate(now) }),
    );
  const saved = [...record.drafts, ...record.wholes.map((whole) => ({ ...whole, number: 0 }))];
  const past = saved.filter(({ savedAt }) => isOld(savedAt));
  const pastFiles = record.attachments.filter(
    ({ addedAt, round }) => isOld(addedAt) && !isSent(record, round),
  );
  const pastEmails = record.emails.filter(({ receivedAt }) => isOld(receivedAt));
  const inUse = await findRoundsInUse(record, {
    rounds: new Set([...past, ...pastFiles, ...pastEmails].map(({ round }) => round)),
    now,
    dependencies,
  });
  const old = past.filter(({ round }) => !inUse.has(round));
  const files = pastFiles.filter(({ round }) => !inUse.has(round));
  const emails = pastEmails.filter(({ round }) => !inUse.has(round));
  if (old.length === 0 && emails.length === 0 && files.length === 0) return 0;
  const rounds = record.rounds.flatMap((round) => {
    const gone = new Set(old.filter((draft) => draft.round === round.id).map(({ number }) => number));
    const savedAnswers = round.savedAnswers.filter((number) => !gone.has(number));
    return savedAnswers.length === round.savedAnswers.length ? [] : [{ ...round, savedAnswers }];
  });
  await followUps.change({
    before: record.followUp,
    rounds,
    audit: {
      at: now,
      by: 'apply-retention',
      action: 'erase-unsent',
      summary: `Erased what nobody sent for ${months.unsent} months (answers: ${old.length}, emails: ${emails.length}, files: ${files.length}).`,
    },
  });
  for (const draft of old) await drafts.remove(followUpId, draft);
  for (const email of emails) await drafts.removeEmail(followUpId, email);
  for (const file of files) await drafts.removeAttachment(followUpId, file);
  return old.length + emails.length;
}

/** Returns the rounds whose answers a form can still take, in that round or in a later one that took them over. */
async function findRoundsInUse(
  record: FollowUpWithDrafts,
  {
    rounds,
    now,
    dependencies,
  }: { rounds: ReadonlySet<RoundId>; now: Instant } & Pick<Running, 'dependencies'>,
): Promise<ReadonlySet<RoundId>> {
  if (record.followUp.state === 'withdrawn' || record.followUp.state === 'closed') return new Set();
  const inUse = new Set<RoundId>();
  for (const linked of rounds) {
    const inHand = await findRoundInHand({ linked, now, dependencies }, record);
    if (inHand?.isOpen !== true) continue;
    const isTakenOver = inHand.round.id !== linked;
    if (!isTakenOver || !isSent(record, linked)) inUse.add(linked);
  }
  return inUse;
}

function isSent({ rounds }: FollowUpWithDrafts, round: string): boolean {
  return (rounds.find(({ id }) => id === round)?.returns ?? []).length > 0;
}

/** Erases every version of the files and long words that nothing refers to any more. */
async function eraseUnused(
  { dependencies, unusedMinutes, now, fence }: Running & { unusedMinutes: number },
  followUpId: string,
): Promise<number> {
  const { attachments, formReading, log } = dependencies;
  const stored = await attachments.list(followUpId);
  const old = stored.filter(
    ({ ageMinutes }) => ageMinutes >= unusedMinutes && !mayBeLost({ ageMinutes, now, fence }),
  );
  if (old.length === 0) return 0;
  const used = await formReading.filesOf(followUpId);
  let erased = 0;
  for (const { key } of old.filter((file) => !used.has(file.key))) {
    try {
      await attachments.erase(key);
      erased += 1;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      log.error('file-not-erased', 'A file could not be erased. The next run tries again.', {
        ids: { followUp: followUpId },
        cause: error,
      });
    }
  }
  return erased;
}

/**
 * Tells whether a file came between the moment of a restore and the arming. The restored table does not know such a file,
 * but a return may list it, and an admin still has to record that return.
 */
function mayBeLost({
  ageMinutes,
  now,
  fence,
}: {
  ageMinutes: number;
  now: Instant;
  fence: Fence | undefined;
}): boolean {
  if (fence?.sentSince === undefined) return false;
  const storedAt = now.subtract({ seconds: Math.round(ageMinutes * 60) });
  return !isEarlier(storedAt, fence.sentSince) && !isEarlier(fence.armedAt, storedAt);
}
