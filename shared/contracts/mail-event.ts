import * as z from 'zod';
import type { MailFact } from '../domain/mail-event.ts';
import { parseJson } from './parse-json.ts';
import { instant } from './temporal.ts';

/** What SES tells about an email, as it publishes it to SNS (event publishing of a configuration set). */
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
    complaint: at.extend({ complaintSubType: z.string().nullish() }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string() }) }),
  z.object({
    eventType: z.literal('Rendering Failure'),
    mail,
    failure: z.object({ errorMessage: z.string() }),
  }),
]);

export type MailEvent = z.output<typeof mailEventSchema>;

/**
 * An event of SES in the ledger's terms; undefined for mail that we did not tag, which is none of ours.
 *
 * @throws ServiceError `bad-input` for what is no event of SES.
 */
export function mailFactOf(body: string): MailFact | undefined {
  const event = parseJson(body, { schema: mailEventSchema, what: 'A mail event' });
  const mailId = event.mail.tags['mail']?.[0];
  if (mailId === undefined) return undefined;
  return { mailId, sesMessageId: event.mail.messageId, ...factOf(event) };
}

type Fact = Omit<MailFact, 'mailId' | 'sesMessageId'>;

function factOf(event: MailEvent): Fact {
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
      const { timestamp, complaintSubType } = event.complaint;
      const suppressed = complaintSubType === 'OnAccountSuppressionList';
      return { fact: suppressed ? 'suppressed' : 'complained', at: timestamp };
    }
    case 'Reject':
      return { fact: 'rejected', at: event.mail.timestamp, reason: event.reject.reason };
    case 'Rendering Failure':
      return { fact: 'failed', at: event.mail.timestamp, reason: 'the mail service could not render it' };
  }
}

/**
 * A bounce of undetermined type may yet be followed by a delivery: it is taken as transient. One without any diagnosis is how
 * the mail service tells of an automatic reply that came back to it.
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
