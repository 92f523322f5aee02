import * as z from 'zod';
import type { Instant } from '../domain/dates.ts';
import { isComplaint, type MailFact } from '../domain/sending/mail-event.ts';
import { parseJson } from './parse-json.ts';
import { asNotOurs, asOurs, type Reading } from './reading.ts';
import { instant } from './temporal.ts';

/** Schemas of what SES reports about an email. The configuration set publishes these events to SNS. */
const mail = z.object({
  messageId: z.string(),
  timestamp: instant,
  tags: z.record(z.string(), z.array(z.string())).nullish(),
});

/** SES may leave out what it does not know, or write null. Then the email's own time stands in. */
const at = z.object({ timestamp: instant.nullish().catch(undefined) });
const words = z.string().nullish().catch(undefined);

const mailEventSchema = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: at }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: at.extend({ delayType: words }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: at.extend({
      // A type that Revisit does not know says nothing certain about the address.
      bounceType: z.enum(['Undetermined', 'Permanent', 'Transient']).catch('Undetermined'),
      bounceSubType: words,
      bouncedRecipients: z
        .array(z.object({ status: words, diagnosticCode: words }))
        .nullish()
        .catch(undefined),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: at.extend({
      complaintSubType: words,
      complaintFeedbackType: words,
    }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: words }) }),
  z.object({
    eventType: z.literal('Rendering Failure'),
    mail,
    failure: z.object({ errorMessage: words }),
  }),
]);

export type MailEvent = z.output<typeof mailEventSchema>;

const kindSchema = z.union([
  z.object({ eventType: z.string().regex(/^[A-Za-z ]{1,40}$/), mail: z.object({ messageId: z.string() }) }),
  z.object({
    // SES publishes these to the topic of an identity, without our tags. 'Received' means incoming mail. It has its own
    // queue.
    notificationType: z.enum(['Bounce', 'Complaint', 'Delivery']),
    mail: z.object({ messageId: z.string() }),
  }),
]);

const recordedTypes: ReadonlySet<string> = new Set(
  mailEventSchema.options.map(({ shape }) => shape.eventType.value),
);

/**
 * Translates an event of SES into a fact for the ledger.
 *
 * Three kinds of event are not ours:
 *
 * - Events about email that we did not tag.
 * - Events that the ledger does not record, such as an opening, a click or anything that SES adds later.
 * - Feedback that changes nothing about an email.
 *
 * @throws ServiceError `bad-input` if the text is not an event of SES, or if one of our events misses what we record.
 */
export function readMailEvent(text: string): Reading<MailFact> {
  const kind = parseJson(text, { schema: kindSchema, what: 'A mail event' });
  if ('notificationType' in kind) {
    return asNotOurs(
      `SES reports a ${kind.notificationType} to the topic of an identity. Only events of the configuration set name our email.`,
    );
  }
  if (!recordedTypes.has(kind.eventType)) {
    return asNotOurs(`SES reports the event ${kind.eventType}, which Revisit does not record.`);
  }
  const event = parseJson(text, { schema: mailEventSchema, what: 'A mail event' });
  const mailId = event.mail.tags?.['mail']?.[0];
  if (mailId === undefined)
    return asNotOurs('SES reports an email without our tag. Revisit did not send it.');
  const fact = factOf(event);
  return fact === undefined
    ? asNotOurs(
        'SES passes on feedback that is not a complaint. Either the email was not spam, or a check of its sender failed.',
      )
    : asOurs({ mailId, sesMessageId: event.mail.messageId, ...fact });
}

type Fact = Omit<MailFact, 'mailId' | 'sesMessageId'>;

/** Returns what the event says about the email, or undefined if it changes nothing. */
function factOf(event: MailEvent): Fact | undefined {
  const sentAt = event.mail.timestamp;
  switch (event.eventType) {
    case 'Send':
      return { fact: 'accepted', at: sentAt };
    case 'Delivery':
      return { fact: 'delivered', at: event.delivery.timestamp ?? sentAt };
    case 'DeliveryDelay':
      return {
        fact: 'delayed',
        at: event.deliveryDelay.timestamp ?? sentAt,
        reason: event.deliveryDelay.delayType ?? undefined,
      };
    case 'Bounce':
      return bounceFact(event.bounce, sentAt);
    case 'Complaint': {
      const { complaintSubType, complaintFeedbackType: type } = event.complaint;
      const timestamp = event.complaint.timestamp ?? sentAt;
      // SES did not send the email, because the address bounced before or its owner complained.
      if (complaintSubType === 'OnAccountSuppressionList') return { fact: 'suppressed', at: timestamp };
      return isComplaint(type ?? undefined) ? { fact: 'complained', at: timestamp } : undefined;
    }
    case 'Reject':
      return { fact: 'rejected', at: sentAt, reason: event.reject.reason ?? undefined };
    case 'Rendering Failure':
      return { fact: 'failed', at: event.mail.timestamp, reason: 'the mail service could not render it' };
  }
}

/** SES did not even try. The address bounced before, complained, or unsubscribed. */
const SUPPRESSED: ReadonlySet<string> = new Set([
  'Suppressed',
  'OnAccountSuppressionList',
  'UnsubscribedRecipient',
]);

/**
 * Returns what a bounce says about the email.
 *
 * A bounce of undetermined type counts as transient, because a delivery can still follow. A transient bounce without
 * any diagnosis means that an automatic reply came back to the mail service.
 */
function bounceFact(
  {
    bounceType,
    bounceSubType,
    bouncedRecipients,
    timestamp,
  }: Extract<MailEvent, { eventType: 'Bounce' }>['bounce'],
  sentAt: Instant,
): Fact {
  const at = timestamp ?? sentAt;
  const recipients = bouncedRecipients ?? [];
  const reason = bounceSubType ?? undefined;
  if (bounceType !== 'Permanent') {
    const isDiagnosed = recipients.some(
      ({ status, diagnosticCode }) => (status ?? diagnosticCode ?? '') !== '',
    );
    const fact = { fact: 'transientBounce', at } as const;
    return bounceType === 'Transient' && bounceSubType === 'General' && recipients.length > 0 && !isDiagnosed
      ? { ...fact, reason: 'automatic reply, text unavailable', automaticReply: true }
      : { ...fact, reason };
  }
  const suppressed = SUPPRESSED.has(bounceSubType ?? '');
  return { fact: suppressed ? 'suppressed' : 'permanentBounce', at, reason };
}
