import { groupAlike } from '../replies/alike-mails.ts';
import { addWorkingDays } from '../clocks/calendar.ts';
import type { Contact, ContactAbsence } from '../contact.ts';
import { isBefore, londonDate, type PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import { isProblem, noticeStatus, type Notice } from '../notice.ts';
import { addresseeOf, holderOfPart, isAway, isInRole } from '../people/contacts.ts';
import { findRule, startId } from '../programme.ts';
import { isOpen } from '../recommendation.ts';
import { requestIdOf } from '../rungs.ts';
import { Situation } from '../sending/deciding/situation.ts';
import { mustBeRung, oldBeliefsIn } from '../sending/told/changes.ts';
import { findWait } from '../returns/waits.ts';
import type { TaskScene } from './task.ts';

/** Adds what to do about people: nobody to write to, emails with a problem, emails that wait, and absences. */
export function addPeopleTasks(scene: TaskScene): void {
  peopleTasks(scene);
  noticeTasks(scene);
  mailTasks(scene);
  awayTasks(scene);
  beliefTasks(scene);
}

/** Adds a call to each person who acts on what we told them before an email could reach them, or whom none reaches. */
function beliefTasks({ record, context, add }: TaskScene): void {
  const situation = new Situation(record, context);
  for (const belief of oldBeliefsIn(situation)) {
    if (!mustBeRung(belief, situation)) continue;
    add({
      kind: 'tell-them',
      milestone: startId(context.programme),
      since: londonDate(belief.since),
      contact: belief.contact,
      escalated: true,
    });
  }
}

function peopleTasks(scene: TaskScene): void {
  const { record, context, today, add } = scene;
  const revisit = scene.milestones.find(({ rule }) => rule.kind === 'visit');
  const over = record.followUp.visits.some((visit) => visit.held !== undefined);
  const nothingOpen = record.recommendations.length > 0 && !record.recommendations.some(isOpen);
  if (over || nothingOpen || (revisit !== undefined && isBefore(revisit.dueOn, today))) return;
  const since = record.followUp.publishedOn;
  if (addresseeOf(context.contacts, today) === undefined) {
    add({ kind: 'nobody-reachable', milestone: startId(context.programme), since });
  } else if (holderOfPart('answers', { contacts: context.contacts, on: today }) === undefined) {
    add({ kind: 'no-lead', milestone: startId(context.programme), since });
  }
}

/** Working days until a request appears on the desk, if the recipient's mail system has not confirmed it. */
const UNCONFIRMED_WORKING_DAYS = 2;

function noticeTasks({ record, context, today, add }: TaskScene): void {
  for (const notice of record.notices) {
    const { milestone } = notice.key;
    if (isProblem(notice) && !wasSentAgain(record, notice)) {
      const since = londonDate(notice.facts.claimed ?? context.now);
      add({ kind: 'look-at-notice', milestone, since, about: noticeStatus(notice.facts), notice });
    }
    const accepted = noticeStatus(notice.facts) === 'accepted' ? notice.facts.accepted : undefined;
    const rule = findRule(context.programme, milestone);
    if (accepted === undefined || rule === undefined || notice.rungId !== requestIdOf(rule)) continue;
    const confirmBy = addWorkingDays(londonDate(accepted), {
      days: UNCONFIRMED_WORKING_DAYS,
      calendar: context.calendar,
    });
    if (isBefore(confirmBy, today)) add({ kind: 'unconfirmed-request', milestone, since: confirmBy, notice });
  }
}

/**
 * Adds the email that waits for a human about this follow-up, including email that may concern several. Nothing that a
 * body writes stays unseen.
 */
function mailTasks({ record, context, today, add }: TaskScene): void {
  const mails = (context.heldMail ?? []).filter((mail) => {
    const ids = mail.about === undefined ? (mail.candidates ?? []) : [mail.about.followUpId];
    return ids.includes(record.followUp.id);
  });
  for (const { first: mail, more } of groupAlike(mails)) {
    const kind = mail.reason === 'names-somebody-else' ? 'change-contact' : 'look-at-mail';
    const milestone = mail.about?.round ?? startId(context.programme);
    const moreMails = more === 0 ? undefined : more;
    const round = record.rounds.find(({ id }) => id === milestone);
    // The emails of the round go on, although nobody has read what the body wrote. The programme head hears of it.
    const escalated =
      round?.mails?.some(({ mailId, state }) => mailId === mail.id && state === 'held') === true &&
      findWait(round, { today, calendar: context.calendar })?.isOver === true;
    add({
      kind,
      milestone,
      since: londonDate(mail.receivedAt),
      about: mail.id,
      mail,
      moreMails,
      escalated,
    });
  }
}

/** The parts whose absence matters. They get a round's emails. */
const ANSWERING_PARTS: ReadonlySet<Contact['part']> = new Set(['answers', 'stands-in', 'approves']);

function awayTasks({ context, today, add }: TaskScene): void {
  for (const contact of context.contacts) {
    if (contact.away === undefined || !ANSWERING_PARTS.has(contact.part)) continue;
    if (!isInRole(contact, today) || !isAway(contact, today)) continue;
    const about = isStandInKnown(contact.away, { contacts: context.contacts, on: today })
      ? undefined
      : contact.away.mailId;
    add({
      kind: 'away',
      milestone: startId(context.programme),
      since: londonDate(contact.away.since),
      contact,
      about,
    });
  }
}

/**
 * Tells whether the stand-in that an automatic reply names already gets our emails. It also says yes if the reply does
 * not give an address, because Revisit then cannot write to the stand-in.
 */
function isStandInKnown(
  { standIn }: ContactAbsence,
  { contacts, on }: { contacts: readonly Contact[]; on: PlainDate },
): boolean {
  const address = standIn?.email?.toLowerCase();
  return (
    address === undefined ||
    contacts.some((contact) => contact.email.toLowerCase() === address && isInRole(contact, on))
  );
}

function wasSentAgain(record: FollowUpRecord, notice: Notice): boolean {
  return record.notices.some(
    ({ key }) =>
      key.milestone === notice.key.milestone &&
      key.rung === notice.key.rung &&
      key.contactId === notice.key.contactId &&
      key.attempt > notice.key.attempt,
  );
}
