import { formatDate, londonDate, type PlainDate } from '../../domain/dates.ts';
import { commandLines } from '../commands.ts';
import { paragraph, type Block, type EmailContent } from '../email-content.ts';
import type { NamedBody, OwnerAlert, OwnerAlertsEmail, RequestsGoTo } from '../email-facts.ts';
import { changeBlocks } from './correction.ts';
import { writeInternalSignature, writeLetter } from './letter.ts';
import { nameRefusedFiles } from './refused-files.ts';
import { askBy } from './ask-by.ts';
import { capitalise, formatCount, formatListedFollowUp, formatListedBody } from './phrases.ts';

/** Writes news that cannot wait for Monday. It says what happened and what to do about it. */
export function ownerAlertsEmail(facts: OwnerAlertsEmail): EmailContent {
  const [first, ...others] = facts.alerts;
  return writeLetter(facts, {
    subject: `${subjectOf(first, facts.today)}${others.length === 0 ? '' : ` (and ${others.length} more)`}`,
    blocks: [...facts.alerts.flatMap((alert) => alertBlocks(alert, facts.today)), writeInternalSignature()],
    actBy: askBy({ by: answerByOf(first), today: facts.today }).actBy,
  });
}

function subjectOf(alert: OwnerAlert, today: PlainDate): string {
  const body = formatListedFollowUp(alert.body);
  switch (alert.alert) {
    case 'nobody-reachable':
      return `${body}: nobody can be reached by email`;
    case 'unreachable':
      return `${body}: email no longer reaches ${inSubjectOf(alert.contact)}`;
    case 'complaint':
      return `${body}: ${inSubjectOf(alert.contact)} marked our email as unwanted`;
    case 'more-time-asked':
      return `${askBy({ by: alert.answerBy, today }).subject}answer ${body} on more time`;
    case 'sent-another-way':
      return `${body}: ${alert.round.name} sent another way?`;
    case 'not-the-right-person':
      return `${body}: are we asking the wrong person?`;
    case 'holds-old-date':
      return `${body}: please ring ${alert.contact.name} today`;
    case 'files-refused':
      return `${body}: we refused ${formatCount(alert.files.length, { one: 'file', many: 'files' })} sent with an answer`;
    case 'handover':
      return alert.answerBy === undefined
        ? `${body}: ${alert.round.name} passed to ${alert.to}`
        : `${askBy({ by: alert.answerBy, today }).subject}may ${alert.to} answer for ${body}?`;
  }
}

function alertBlocks(alert: OwnerAlert, today: PlainDate): Block[] {
  const body = formatListedBody(alert.body);
  const { id, followUpId } = alert.body;
  switch (alert.alert) {
    case 'nobody-reachable':
      return [
        paragraph(
          `Nobody who answers for ${body} can be reached by email. Emails about the ${alert.about} wait.`,
        ),
        paragraph(
          `Please ring the ${alert.body.noun}, and record who we can write to:`,
          commandLines.addContact(id),
        ),
      ];
    case 'unreachable':
      return [
        paragraph(
          `Email to ${nameContact(alert.contact, body)} ${alert.reason === 'bounced' ? 'was refused for good by their mail system' : 'is on the suppression list, and was not sent'}. ${insteadOf(alert.requestsGoTo)}`,
        ),
        paragraph(
          `Please ring the ${alert.body.noun}, and record the right address:`,
          commandLines.listContacts(id),
        ),
      ];
    case 'complaint':
      return [
        paragraph(
          `${capitalise(nameContact(alert.contact, body))} marked our email as unwanted. We send nothing more to that address. ${insteadOf(alert.requestsGoTo)}`,
        ),
        paragraph(
          'This is often a mistake. Please ring them, then correct the contact:',
          commandLines.listContacts(id),
        ),
      ];
    case 'more-time-asked':
      return [
        paragraph(
          `${alert.askedBy} asks to have until ${formatDate(alert.until)} for ${body}'s ${alert.round.name}, due ${formatDate(alert.due)}. Their reason is on your desk. For up to five working days no reminder leaves.`,
        ),
        paragraph(
          `Please answer${askBy({ by: alert.answerBy, today }).byDate}, with one of these:`,
          commandLines.grantMoreTime(followUpId),
          `revisit more-time refuse ${followUpId}`,
        ),
      ];
    case 'sent-another-way':
      return [
        paragraph(
          `The link of ${alert.saidBy} was used to tell us that ${body}'s ${alert.round.name} was sent another way. ${alert.isProved ? 'It was confirmed with a code, so for up to five working days no reminder leaves while you look for it.' : 'No code was entered, so the reminders go on.'}`,
        ),
        paragraph('Please look for it, and record it:', commandLines.recordReturn(followUpId)),
      ];
    case 'not-the-right-person':
      return [
        paragraph(
          `The link of ${alert.saidBy} was used to tell us that we should ask somebody else about ${body}'s ${alert.round.name}. No code was entered, so nothing has changed. Whom they name is on your desk.`,
        ),
        paragraph(
          `Please ring the ${alert.body.noun}, and record the right person:`,
          commandLines.listContacts(id),
        ),
      ];
    case 'holds-old-date':
      return oldDateBlocks(alert, today);
    case 'files-refused':
      return refusedFilesBlocks(alert);
    case 'handover':
      return [
        paragraph(`${alert.from} passed ${body}'s ${alert.round.name} to ${alert.to}.`),
        ...handoverStep(alert.body, { answerBy: alert.answerBy, today }),
      ];
  }
}
type Alert<Kind extends OwnerAlert['alert']> = Extract<OwnerAlert, { readonly alert: Kind }>;

function oldDateBlocks(alert: Alert<'holds-old-date'>, today: PlainDate): Block[] {
  const { contact, report, changes, body } = alert;
  return [
    paragraph(
      `${contact.name} (${contact.role}, ${formatListedBody(body)}) holds something that is no longer so, and may act on it before an email reaches them.`,
    ),
    ...changeBlocks({ report, changes, isClosed: false }, today),
    paragraph('Please ring them, and then record it:', commandLines.told(body.followUpId, contact.id)),
  ];
}

function refusedFilesBlocks({ body, receivedAt, files, mailId }: Alert<'files-refused'>): Block[] {
  return [
    paragraph(
      `An answer of ${formatListedBody(body)} came by email on ${formatDate(londonDate(receivedAt))}. Its words are in the form. We did not keep ${nameRefusedFiles(files)}. The sender knows, if our reply reached them.`,
    ),
    paragraph(
      `If the ${body.noun} needs to send them another way, please ask:`,
      commandLines.showMail(mailId),
    ),
  ];
}

function handoverStep(
  { followUpId, noun }: NamedBody,
  { answerBy, today }: { answerBy: PlainDate | undefined; today: PlainDate },
): Block[] {
  return answerBy === undefined
    ? [
        paragraph(
          `The new address is in the ${noun}'s own mail domain, so it works already. You do not need to do anything.`,
        ),
      ]
    : [
        paragraph(
          `The new address is outside the ${noun}'s own mail domain, so it waits for you. Please answer${askBy({ by: answerBy, today }).byDate}:`,
          commandLines.listHandovers(followUpId),
        ),
      ];
}

type AboutContact = { readonly name: string; readonly role: string } | undefined;

function inSubjectOf(contact: AboutContact): string {
  return contact === undefined ? 'a former contact' : `the ${contact.role}`;
}

function nameContact(contact: AboutContact, body: string): string {
  return contact === undefined
    ? `a former contact at ${body}`
    : `${contact.name}, ${contact.role} of ${body},`;
}

function insteadOf(goTo: RequestsGoTo | undefined): string {
  if (goTo === undefined) return 'Nobody else there can be reached.';
  return goTo.isNew ? `Requests now go to ${goTo.name}.` : `Requests still go to ${goTo.name}.`;
}

function answerByOf(alert: OwnerAlert): PlainDate | undefined {
  return 'answerBy' in alert ? alert.answerBy : undefined;
}
