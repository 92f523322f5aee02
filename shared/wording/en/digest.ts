import { formatDay, daysBetween, formatDate, type PlainDate } from '../../domain/dates.ts';
import { commandLines } from '../commands.ts';
import { heading, list, paragraph, type EmailContent, type Line } from '../email-content.ts';
import type { DigestEmail, DigestTask, DigestWait, NamedBody } from '../email-facts.ts';
import { mailReasonWords } from './mail-reasons.ts';
import { hasNothing } from '../round-standing.ts';
import { standingInShort } from './standing.ts';
import { writeInternalSignature, writeLetter } from './letter.ts';
import { formatCount, formatListedFollowUp, joinWithAnd } from './phrases.ts';

/** Writes the owner's weekly digest in the order of the desk. First comes what to do, then what bodies still owe. */
export function digestEmail(facts: DigestEmail): EmailContent {
  const { on, today, waiting } = facts;
  return writeLetter(facts, {
    subject: `Your follow-ups, ${formatDate(on)}: ${today.length === 0 ? 'nothing to do today' : `${today.length} to do`}`,
    blocks: [
      heading('Do today'),
      today.length === 0
        ? paragraph('Nothing.')
        : list(...today.map((task): Line[] => [taskLine(task, on), commandFor(task)])),
      heading(`Waiting on ${nounsOf([...today, ...waiting])}`),
      waiting.length === 0 ? paragraph('Nothing.') : list(...waiting.map((wait) => waitLine(wait, on))),
      writeInternalSignature(),
    ],
  });
}

/** Returns e.g. "forces", or "forces and fire and rescue services" if they differ. */
function nounsOf(lines: readonly { readonly body: NamedBody }[]): string {
  return joinWithAnd([...new Set(lines.map(({ body }) => body.nouns))]);
}

function taskLine(task: DigestTask, on: PlainDate): string {
  return `${formatListedFollowUp(task.body)}: ${whatToDo(task, on)}`;
}

function whatToDo(task: DigestTask, on: PlainDate): string {
  switch (task.task) {
    case 'ring':
      return `ring about the ${task.round.name}, asked for by ${formatDate(task.askedBy)}`;
    case 'decide':
      return `choose light touch or inspection by ${formatDate(task.by)}`;
    case 'book':
      return `book the revisit, due ${dueIn(task.by, on)}`;
    case 'unbooked':
      return `the revisit is not booked, due ${dueIn(task.by, on)}; the programme head knows`;
    case 'chief-inspectors-list':
      return `the revisit is not booked, due ${dueIn(task.by, on)}; it is on the chief inspector's list`;
    case 'needs-a-reason':
      return `the revisit was due ${formatDate(task.by)} and has not been held; record why`;
    case 'read-return':
      return `read the ${task.round.name} by ${formatDate(task.by)}`;
    case 'answer-more-time':
      return `answer by ${formatDate(task.by)} whether the ${task.round.name} may wait until ${formatDate(task.until)}`;
    case 'answer-handover':
      return `answer by ${formatDate(task.by)} whether ${task.to} may answer for the ${task.body.noun}`;
    case 'do-step':
      return `the ${task.step} is due ${dueIn(task.by, on)}`;
    case 'record-day':
      return `a clock waits for the day when ${task.day}; record it`;
    case 'find-somebody':
      return 'nobody there can be reached by email; ring, and record who we can write to';
    case 'no-lead':
      return 'nobody is recorded as the lead, so another contact gets the emails; record the lead';
    case 'not-the-right-person':
      return `someone said on ${formatDate(task.since)} that we ask the wrong person about the ${task.round.name}; ring`;
    case 'unconfirmed-return':
      return `they pressed Send for the ${task.round.name} on ${formatDate(task.since)} but entered no code, so it is not here yet; ring`;
    case 'find-return':
      return task.isProved
        ? `they say that the ${task.round.name} was sent another way; find it and record it`
        : `someone said without a code that the ${task.round.name} was sent another way; find it and record it, or ring`;
    case 'unconfirmed-request':
      return `their mail system has not accepted the request for the ${task.round.name}; ring, and send it again`;
    case 'no-local-policing-body':
      return `no office of the local policing body is recorded; it must publish its comments by ${formatDate(task.by)}`;
    case 'local-policing-body-late':
      return `no comments of the local policing body are recorded, and they were due by ${formatDate(task.by)}; ask its office`;
    case 'look-at-notice':
      return 'an email needs a look: nobody knows whether it arrived, or it was refused';
    case 'look-at-mail':
      return task.more === undefined
        ? `their email of ${formatDate(task.receivedOn)} waits for you (${mailReasonWords[task.reason]})`
        : `their email of ${formatDate(task.receivedOn)} and ${task.more} more from that sender wait for you (${mailReasonWords[task.reason]})`;
    case 'change-contact':
      return `they write that ${task.instead ?? 'someone else'} is the right person to ask; accept it, or refuse it with ${commandLines.refuseContact(task.mailId)}`;
    case 'tell-them':
      return `${task.who} holds an old date; ring`;
    case 'away':
      return awayWords(task);
  }
}

function awayWords(task: Extract<DigestTask, { task: 'away' }>): string {
  if (!task.saysMore) {
    return `${task.who} sent an automatic reply on ${formatDate(task.since)}, text unavailable; the deputy, if one is recorded, gets the next email too`;
  }
  const until = task.backOn === undefined ? 'away' : `away until ${formatDate(task.backOn)}`;
  const ask = task.standIn === undefined ? '' : ` and names ${task.standIn}`;
  return `${task.who} is ${until}${ask}; the deputy, if one is recorded, gets the next email too`;
}

function commandFor(task: DigestTask): string {
  const { id, followUpId } = task.body;
  switch (task.task) {
    case 'not-the-right-person':
    case 'unconfirmed-return':
    case 'ring':
      return commandLines.logCall(followUpId);
    case 'decide':
      return commandLines.decide(followUpId);
    case 'book':
    case 'unbooked':
    case 'chief-inspectors-list':
      return commandLines.bookVisit(followUpId);
    case 'needs-a-reason':
      return commandLines.sayWhyLate(followUpId);
    case 'read-return':
      return commandLines.readReturns(followUpId);
    case 'answer-more-time':
      return commandLines.grantMoreTime(followUpId);
    case 'answer-handover':
      return commandLines.listHandovers(followUpId);
    case 'do-step':
    case 'record-day':
      return commandLines.recordDay(followUpId, task.id);
    case 'find-return':
      return commandLines.recordReturn(followUpId);
    case 'find-somebody':
    case 'no-lead':
    case 'no-local-policing-body':
      return commandLines.addContact(id);
    case 'local-policing-body-late':
      return commandLines.recordComments(followUpId);
    case 'unconfirmed-request':
    case 'look-at-notice':
      return `revisit resend ${task.noticeId}`;
    case 'look-at-mail':
      return commandLines.showMail(task.mailId);
    case 'change-contact':
      return commandLines.acceptContact(task.mailId, task.named);
    case 'tell-them':
      return commandLines.told(followUpId, task.contactId);
    case 'away':
      return task.mailId === undefined
        ? commandLines.listContacts(id)
        : commandLines.acceptContact(task.mailId, task.named);
  }
}

function dueIn(by: PlainDate, on: PlainDate): string {
  const days = daysBetween(on, by);
  const span = formatCount(Math.abs(days), { one: 'day', many: 'days' });
  return `${formatDate(by)}, ${days < 0 ? `${span} ago` : days === 0 ? 'today' : `in ${span}`}`;
}

function waitLine(wait: DigestWait, today: PlainDate): string {
  const standing = standingInShort(wait.standing);
  const ring = `ring on ${formatDay(wait.ringOn, today)}${hasNothing(wait.standing) ? ' if we have not heard' : ' if it has not come'}`;
  return `${formatListedFollowUp(wait.body)}: ${wait.round.name} asked for by ${formatDate(wait.by)}${standing === '' ? '' : `; ${standing}`}; ${ring}`;
}
