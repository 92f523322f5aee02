import { programmeOf } from '../finding/programme-of.ts';
import { isRound, type RoundId } from '../../domain/programme.ts';
import { Temporal } from 'temporal-polyfill';
import type { Contact } from '../../domain/contact.ts';
import { joinPassages } from '../../domain/replies/words-of-reply.ts';
import { mailDomain } from '../../domain/form/form.ts';
import type { Askable } from '../../domain/replies/answers-in-reply.ts';
import { decideReply, type Match, type ReplyDecision } from '../../domain/replies/decide-reply.ts';
import type { DeliveryOutcome, DeliveryReport } from '../../domain/replies/delivery-report.ts';
import { listEvidence } from '../../domain/replies/evidence.ts';
import { judgeFiles, listFiles } from '../../domain/replies/files-of-reply.ts';
import { buildUnreadMail, isSentBy, type IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { Absence } from '../../domain/replies/out-of-office.ts';
import { saysTheSame, type ReceivedMessage } from '../../domain/replies/received-message.ts';
import type { Receipt } from '../../domain/replies/receipt.ts';
import { findSenderDoubt, type SenderDoubt } from '../../domain/replies/sender.ts';
import { classifyReply, type ToldReply } from '../../domain/replies/classify-reply.ts';
import type { ClassifiedReply } from '../../domain/replies/classified-reply.ts';
import type { NoticeFactName } from '../../domain/notice.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUpWithDrafts } from '../../ports/form-reading.ts';
import type { Inbox } from '../../ports/inbox.ts';
import type { LegalHolds } from '../../ports/legal-holds.ts';
import type { MailReader } from '../../ports/mail-reader.ts';
import type { ClaimedMail } from '../../ports/notice-ledger.ts';
import type { RawMail } from '../../ports/raw-mail.ts';
import { findSentTexts, type FindSentTextsDependencies } from './find-sent-texts.ts';
import {
  findReportedMail,
  findSubject,
  findSender,
  type FindSubjectDependencies,
  type MailInHand,
} from './find-subject.ts';
import { lookAgainAtBody } from '../finding/look-again.ts';
import { isOfBody } from '../finding/find-mail-of-body.ts';
import { findRoundInHand, type OpenRoundDependencies, type RoundInHand } from '../finding/open-round.ts';
import { recordMailEvent, type RecordMailEventDependencies } from '../sending/record-mail-event.ts';
import { holdMail } from './hold-mail.ts';
import { fileAnswer, type FileAnswerDependencies } from './file-answer.ts';

export type ReceiveReplyDependencies = FindSubjectDependencies &
  OpenRoundDependencies &
  RecordMailEventDependencies &
  FindSentTextsDependencies &
  FileAnswerDependencies & {
    readonly inbox: Inbox;
    readonly legalHolds: LegalHolds;
    readonly mailReader: MailReader;
    readonly rawMail: RawMail;
  };

/**
 * Takes one email that came in. Puts it into the holding pen first. If reading it fails, a human finds it there. If the
 * mail service reports the email twice, takes it only once.
 */
export async function receiveReply(
  dependencies: ReceiveReplyDependencies,
  receipt: Receipt,
): Promise<IncomingMail> {
  const { inbox, mailReader, rawMail, log } = dependencies;
  const kept = await inbox.add(buildUnreadMail(receipt));
  if (kept.reason !== 'not-read-yet') {
    log.info('mail-known', 'The mail service reported an email again.', { mail: kept.id });
    return kept;
  }
  const message = await mailReader.read(await rawMail.read(receipt.rawKey));
  const taken = await takeMail(dependencies, { mail: kept, message, receipt });
  log.info('mail-taken', 'An email was read.', {
    mail: taken.id,
    kind: taken.kind ?? 'unknown',
    place: taken.place,
    reason: taken.reason,
  });
  return taken;
}

interface Taking {
  readonly mail: IncomingMail;
  readonly message: ReceivedMessage;
  readonly receipt: Receipt;
}

async function takeMail(dependencies: ReceiveReplyDependencies, taking: Taking): Promise<IncomingMail> {
  const { mail, message, receipt } = taking;
  const inHand: MailInHand = {
    message,
    recipients: receipt.recipients,
    receivedAt: receipt.receivedAt,
  };
  const first = await findSubject(dependencies, inHand);
  const about = first.kind === 'found' ? await readAbout({ inHand, dependencies }, first) : undefined;
  const found = withKnownRound(first, about);
  const told = classifyReply(message, {
    receipt,
    asked: listAskable(about),
    ourNames: await namesOfStaff(dependencies),
    isFromContact: about?.sender !== undefined,
    sents: await findSentTexts(dependencies, about?.record.followUp.id),
  });
  const doubt = findSenderDoubt(message, receipt);
  const from = message.from[0]?.address;
  const provenDomain = doubt === undefined && from !== undefined ? mailDomain(from) : undefined;
  const reported =
    told.kind === 'delivery-report'
      ? await findReportedMail(dependencies, { ...inHand, reports: told.reports, provenDomain })
      : undefined;
  const match = reported?.match ?? found;
  const earlier = await earlierMails(dependencies, taking);
  const decision = decideReply({
    told,
    doubt,
    match,
    reported: reported?.report,
    sender: about?.sender,
    round: about?.round === undefined ? undefined : { id: about.round.round.id, isOpen: about.round.isOpen },
    followUpIsOpen: about?.record.followUp.state === 'open',
    isDuplicate: await cameBefore(message, { earlier, dependencies }),
    sentToday: earlier.length + 1,
  });
  const evidence = listEvidence({ told, doubt, match, reported: reported?.report });
  const described = describe(mail, { told, match, message, evidence });
  const done = await act(decision, {
    taking,
    described,
    told,
    doubt,
    about,
    reported: reported?.mail,
    dependencies,
  });
  await keepIfHeld(dependencies, done);
  return dependencies.inbox.change(done);
}

/** Keeps an email beyond its retention period if there is a legal hold on its body. */
export async function keepIfHeld(
  { followUps, legalHolds, people, rawMail }: ReceiveReplyDependencies,
  mail: IncomingMail,
): Promise<void> {
  for (const { forceId } of await legalHolds.list()) {
    const [own, contacts] = await Promise.all([followUps.ofBody(forceId), people.contacts(forceId)]);
    if (isOfBody(mail, { followUps: own, contacts })) await rawMail.hold(mail.rawKey);
  }
}

/** The follow-up that an email is about, with the parts that matter for its words. */
interface About {
  readonly record: FollowUpWithDrafts;
  readonly sender: Contact | undefined;
  readonly round: RoundInHand | undefined;
  /** The ids of the programme's rounds. */
  readonly rounds: readonly RoundId[];
}

async function readAbout(
  { inHand, dependencies }: { inHand: MailInHand; dependencies: ReceiveReplyDependencies },
  { subject }: Extract<Match, { kind: 'found' }>,
): Promise<About> {
  const { formReading, people, clock } = dependencies;
  const record = await formReading.followUp(subject.followUpId);
  const [contacts, programme] = await Promise.all([
    people.contacts(record.followUp.forceId),
    programmeOf(dependencies, record.followUp),
  ]);
  return {
    record,
    rounds: programme.milestones.filter(isRound).map(({ id }) => id),
    sender: findSender(contacts, { ...inHand, addressee: subject.contactId }),
    round: await findRoundInHand({ linked: subject.round, now: clock.now(), dependencies }, record),
  };
}

/** Drops the round of a match if the email that it answers was about no round, such as the email with the dates. */
function withKnownRound(match: Match, about: About | undefined): Match {
  if (match.kind !== 'found' || about === undefined || about.rounds.includes(match.subject.round ?? '')) {
    return match;
  }
  return { ...match, subject: { ...match.subject, round: undefined } };
}

/**
 * Returns the recommendations that a number in the email may mean. These are the ones that its round asks about, or all
 * of them if the round is unknown.
 */
function listAskable(about: About | undefined): readonly Askable[] {
  return about?.round?.asked ?? about?.record.recommendations ?? [];
}

/** Returns the names of staff, which a body may use in a greeting. */
export async function namesOfStaff({ people }: Pick<ReceiveReplyDependencies, 'people'>): Promise<string[]> {
  return (await people.staff()).flatMap(({ name }) => name.match(/\p{L}+/gu) ?? []);
}

/** Returns what the same sender sent in the last 24 hours, without this email. */
async function earlierMails(
  { inbox }: ReceiveReplyDependencies,
  { mail, message, receipt }: Taking,
): Promise<IncomingMail[]> {
  const address = message.from[0]?.address;
  if (address === undefined) return [];
  const sent = await inbox.fromSender(address, receipt.receivedAt.subtract({ hours: 24 }));
  return sent.filter(
    (one) =>
      one.id !== mail.id &&
      isSentBy(one, address) &&
      Temporal.Instant.compare(one.receivedAt, receipt.receivedAt) <= 0,
  );
}

/**
 * Tells whether the same email came before, with the same Message-ID and the same words. If the words differ, it is
 * another email.
 */
async function cameBefore(
  message: ReceivedMessage,
  {
    earlier,
    dependencies: { mailReader, rawMail },
  }: { earlier: readonly IncomingMail[]; dependencies: ReceiveReplyDependencies },
): Promise<boolean> {
  const { messageId } = message;
  for (const one of earlier.filter((mail) => messageId !== undefined && mail.messageId === messageId)) {
    if (saysTheSame(await mailReader.read(await rawMail.read(one.rawKey)), message)) return true;
  }
  return false;
}

/** Returns what Revisit keeps of an email, however it is handled. */
function describe(
  mail: IncomingMail,
  {
    told,
    match,
    message,
    evidence,
  }: { told: ClassifiedReply; match: Match; message: ReceivedMessage; evidence: readonly string[] },
): IncomingMail {
  return {
    ...mail,
    kind: told.kind,
    because: told.because,
    evidence,
    sender: message.from[0],
    messageId: message.messageId,
    about: match.kind === 'found' ? match.subject : undefined,
    ground: match.kind === 'nobody' ? undefined : match.ground,
    candidates: match.kind === 'several' ? match.candidates : undefined,
    named: told.kind === 'not-me' ? told.instead : undefined,
    files: listFiles(judgeFiles(message.files), { filed: false }),
  };
}

interface Acting {
  readonly taking: Taking;
  readonly described: IncomingMail;
  readonly told: ToldReply;
  readonly doubt: SenderDoubt | undefined;
  readonly about: About | undefined;
  readonly reported: ClaimedMail | undefined;
  readonly dependencies: ReceiveReplyDependencies;
}

async function act(decision: ReplyDecision, acting: Acting): Promise<IncomingMail> {
  const { described, about, told } = acting;
  switch (decision.do) {
    case 'hold':
      return holdMail(acting.dependencies, {
        mail: described,
        reason: decision.reason,
        told,
        words: told.reply === undefined ? '' : joinPassages(told.reply),
        message: acting.taking.message,
        doubt: acting.doubt,
        sender: about?.sender,
        inHand: about?.round,
      });
    case 'nothing':
      return { ...described, place: 'taken', reason: decision.reason };
    case 'record-delivery':
      return recordDelivery(decision.report, acting);
    case 'record-absence':
      return recordAbsence(decision.absence, { contact: decision.contact, acting });
    case 'put-into-draft':
      if (about?.round === undefined)
        throw new ServiceError('race', 'The round ended while an email was being read.');
      return fileAnswer(
        { ...acting, round: about.round, files: acting.taking.message.files },
        { ...decision, cut: told.reply?.cut ?? [] },
      );
  }
}

/**
 * Translates a delivery outcome into the words of the ledger. Revisit gives up an address only if the report says that
 * it does not exist.
 */
const factOf: Readonly<Record<DeliveryOutcome, NoticeFactName>> = {
  'no-such-address': 'permanentBounce',
  refused: 'rejected',
  delayed: 'delayed',
  delivered: 'delivered',
};

async function recordDelivery(
  report: DeliveryReport,
  { taking, described, reported, dependencies }: Acting,
): Promise<IncomingMail> {
  if (reported === undefined) return { ...described, place: 'holding-pen', reason: 'unmatched-report' };
  const recipient = await addressOf(dependencies, reported);
  // If another mailbox refused a forwarded email, that says nothing about the contact's own mailbox.
  const isOthers =
    report.recipient !== undefined && recipient !== undefined && report.recipient !== recipient.toLowerCase();
  const fact = factOf[report.outcome];
  await recordMailEvent(dependencies, {
    mailId: reported.mailId,
    fact: isOthers && fact === 'permanentBounce' ? 'rejected' : fact,
    at: taking.receipt.receivedAt,
    reason: report.reason,
  });
  return { ...described, place: 'taken', reason: 'delivery-recorded' };
}

async function addressOf(
  { people }: ReceiveReplyDependencies,
  { forceId, recipientId }: ClaimedMail,
): Promise<string | undefined> {
  const contacts = await people.contacts(forceId);
  return contacts.find((contact) => contact.id === recipientId)?.email;
}

async function recordAbsence(
  absence: Absence,
  { contact, acting }: { contact: Contact; acting: Acting },
): Promise<IncomingMail> {
  const { described, taking, dependencies } = acting;
  await dependencies.people.markAway({
    forceId: contact.forceId,
    contactId: contact.id,
    away: {
      since: taking.receipt.receivedAt,
      backOn: absence.until,
      standIn: absence.standIn,
      mailId: described.id,
    },
  });
  await lookAgainAtBody(dependencies, contact.forceId);
  return {
    ...described,
    place: 'taken',
    reason: 'absence-recorded',
    backOn: absence.until,
    named: absence.standIn,
  };
}
