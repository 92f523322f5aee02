import { nameStanding } from '../sending/name-standing.ts';
import type { FollowUpRecord } from '../../domain/follow-up.ts';
import type { Contact } from '../../domain/contact.ts';
import { noticeId } from '../../domain/notice.ts';
import { isHeldReason, type IncomingMail } from '../../domain/replies/incoming-mail.ts';
import type { NamedPerson } from '../../domain/replies/out-of-office.ts';
import { findRoundRule, isRound, type Programme } from '../../domain/programme.ts';
import type { Task, WaitingOnBody } from '../../domain/desk/tasks.ts';
import type { DigestTask, DigestWait, NamedBody } from '../../wording/email-facts.ts';

/** Turns a task into a line of the digest. Returns undefined if the task does not belong in the digest. */
export function toDigestTask(
  task: Task,
  { body, record, programme }: { body: NamedBody; record: FollowUpRecord; programme: Programme },
): DigestTask | undefined {
  const round = findRoundRule(programme, task.milestone);
  const by = task.dueOn ?? task.since;
  switch (task.kind) {
    case 'needs-a-reason':
    case 'chief-inspectors-list':
    case 'unbooked':
    case 'book':
    case 'decide':
    case 'no-local-policing-body':
    case 'local-policing-body-late':
      return { body, task: task.kind, by };
    case 'do-step':
      return { body, task: task.kind, step: task.rule?.name ?? task.milestone, id: task.milestone, by };
    case 'record-day':
      return task.waitsFor === undefined
        ? undefined
        : { body, task: task.kind, day: task.waitsFor.name, id: task.waitsFor.id };
    case 'nobody-reachable':
      return { body, task: 'find-somebody' };
    case 'no-lead':
      return { body, task: 'no-lead' };
    case 'look-at-notice':
      return task.notice === undefined
        ? undefined
        : { body, task: task.kind, noticeId: noticeId(task.notice.key) };
    case 'look-at-mail':
    case 'change-contact':
      return task.mail === undefined ? undefined : mailTask(task, { body, mail: task.mail });
    case 'tell-them':
    case 'away': {
      const { contact, kind } = task;
      if (contact === undefined) return undefined;
      return kind === 'away'
        ? awayTask(task, { body, contact })
        : { body, task: kind, contactId: contact.id, who: contact.name };
    }
    case 'ring':
      return round === undefined ? undefined : { body, task: task.kind, round, askedBy: by };
    case 'read-return':
      return round === undefined ? undefined : { body, task: task.kind, round, by };
    case 'not-the-right-person':
    case 'unconfirmed-return':
      return round === undefined ? undefined : { body, task: task.kind, round, since: task.since };
    case 'find-return':
      return round === undefined
        ? undefined
        : { body, task: task.kind, round, isProved: task.unproved !== true };
    case 'unconfirmed-request':
      return round === undefined || task.notice === undefined
        ? undefined
        : { body, task: task.kind, round, noticeId: noticeId(task.notice.key) };
    case 'answer-handover':
      return task.handover === undefined
        ? undefined
        : { body, task: task.kind, to: task.handover.toName, by };
    case 'answer-more-time': {
      const until = record.rounds.find(({ id }) => id === round?.id)?.moreTime?.until;
      return round === undefined || until === undefined
        ? undefined
        : { body, task: task.kind, round, until, by };
    }
  }
}

function awayTask(
  { since, about }: Task,
  { body, contact: { name, away } }: { body: NamedBody; contact: Contact },
): DigestTask {
  return {
    body,
    task: 'away',
    who: name,
    since,
    backOn: away?.backOn,
    standIn: namedPerson(away?.standIn),
    mailId: about,
    named: away?.standIn,
    saysMore: away?.mailId !== undefined,
  };
}

/** Returns the line about an email that waits for a person. */
function mailTask(
  { kind, since, moreMails }: Task,
  { body, mail }: { body: NamedBody; mail: IncomingMail },
): DigestTask | undefined {
  const { id: mailId, reason, named } = mail;
  if (kind === 'change-contact') {
    return { body, task: kind, mailId, instead: namedPerson(named), named };
  }
  if (!isHeldReason(reason)) return undefined;
  return { body, task: 'look-at-mail', mailId, receivedOn: since, reason, more: moreMails };
}

function namedPerson(named: NamedPerson | undefined): string | undefined {
  return named?.name ?? named?.email;
}

/** Turns a round that a body has to answer into a line of the digest. */
export function toDigestWait(
  waiting: WaitingOnBody,
  { body, contacts }: { body: NamedBody; contacts: readonly Contact[] },
): DigestWait | undefined {
  const { rule } = waiting.milestone;
  if (!isRound(rule)) return undefined;
  return {
    body,
    round: rule,
    by: waiting.dueOn,
    standing: nameStanding(waiting.standing, { contacts, reader: undefined }),
    ringOn: waiting.ringOn,
  };
}
