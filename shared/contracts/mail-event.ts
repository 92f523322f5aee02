import * as z from 'zod';
import { isComplaint, type MailFact } from '../domain/sending/mail-event.ts';
import { parseJson } from './parse-json.ts';
import { asNotOurs, asOurs, type Reading } from './reading.ts';
import { instant } from './temporal.ts';

/** Schemas of what SES reports about an email. The configuration set publishes these events to SNS. */
const mail = z.object({
  messageId: z.string(),
  timestamp: instant,
  tags: z.record(z.string(), z.array(z.string())).default({}),
});

const at = z.object({ timestamp: instant });

const mailEventSchema = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: at }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: at.extend({ delayType: z.string() }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: at.extend({
      bounceType: z.enum(['Undetermined', 'Permanent', 'Transient']),
      bounceSubType: z.string(),
      bouncedRecipients: z
        .array(z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() }))
        .default([]),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: at.extend({
      complaintSubType: z.string().nullish(),
      complaintFeedbackType: z.string().nullish(),
    }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string() }) }),
  z.object({
    eventType: z.literal('Rendering Failure'),
    mail,
    failure: z.object({ errorMessage: z.string() }),
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
  const mailId = event.mail.tags['mail']?.[0];
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
  switch (event.eventType) {
    case 'Send':
      return { fact: 'accepted', at: event.mail.timestamp };
    case 'Delivery':
      return { fact: 'delivered', at: event.delivery.timestamp };
    case 'DeliveryDelay':
      return { fact: 'delayed', at: event.deliveryDelay.timestamp, reason: event.deliveryDelay.delayType };
    case 'Bounce':
      return bounceFact(event.bounce);
    case 'Complaint': {
      const { timestamp, complaintSubType, complaintFeedbackType: type } = event.complaint;
      // SES did not send the email, because the address bounced before or its owner complained.
      if (complaintSubType === 'OnAccountSuppressionList') return { fact: 'suppressed', at: timestamp };
      return isComplaint(type ?? undefined) ? { fact: 'complained', at: timestamp } : undefined;
    }
    case 'Reject':
      return { fact: 'rejected', at: event.mail.timestamp, reason: event.reject.reason };
    case 'Rendering Failure':
      return { fact: 'failed', at: event.mail.timestamp, reason: 'the mail service could not render it' };
  }
}

/**
 * Returns what a bounce says about the email.
 *
 * A bounce of undetermined type counts as transient, because a delivery can still follow. A transient bounce without
 * any diagnosis means that an automatic reply came back to the mail service.
 */
function bounceFact({
  bounceType,
  bounceSubType,
  bouncedRecipients,
  timestamp,
}: Extract<MailEvent, { eventType: 'Bounce' }>['bounce']): Fact {
  if (bounceType !== 'Permanent') {
    const isDiagnosed = bouncedRecipients.some(
      ({ status, diagnosticCode }) => status !== undefined || diagnosticCode !== undefined,
    );
    const fact = { fact: 'transientBounce', at: timestamp } as const;
    return bounceType === 'Transient' &&
      bounceSubType === 'General' &&
      bouncedRecipients.length > 0 &&
      !isDiagnosed
      ? { ...fact, reason: 'automatic reply, text unavailable', automaticReply: true }
      : { ...fact, reason: bounceSubType };
  }
  const suppressed = bounceSubType === 'Suppressed' || bounceSubType === 'OnAccountSuppressionList';
  return { fact: suppressed ? 'suppressed' : 'permanentBounce', at: timestamp, reason: bounceSubType };
}
