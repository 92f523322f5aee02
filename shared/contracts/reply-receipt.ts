import * as z from 'zod';
import { verdicts, type Receipt } from '../domain/replies/receipt.ts';
import { parseJson } from './parse-json.ts';
import { asNotOurs, asOurs, type Reading } from './reading.ts';
import { instant } from './temporal.ts';

/** A verdict that Revisit does not know becomes GRAY, which decides nothing. */
const verdict = z.object({ status: z.enum(verdicts).catch('GRAY') }).default({ status: 'GRAY' });

/**
 * What SES publishes to SNS after a receipt rule stored a mail in S3.
 * Source: Amazon SES developer guide, "Contents of notifications for Amazon SES email receiving".
 */
const receiptSchema = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({
    messageId: z.string().min(1),
    timestamp: instant,
    source: z.string().default(''),
  }),
  receipt: z.object({
    recipients: z.array(z.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    action: z.object({
      type: z.literal('S3'),
      bucketName: z.string(),
      objectKeyPrefix: z.string().nullish(),
      objectKey: z.string().min(1),
    }),
  }),
});

/** When a receipt rule is made, SES stores and reports a mail with this id. No sender can choose the id of a mail. */
const SES_HAS_TRIED_THE_RULE = 'AMAZON_SES_SETUP_NOTIFICATION';

/** Reads a notification of received mail. @throws ServiceError `bad-input` if the text is something else. */
export function readReceipt(text: string): Reading<Receipt> {
  const { mail, receipt } = parseJson(text, {
    schema: receiptSchema,
    what: 'A notification of received mail',
  });
  if (mail.messageId === SES_HAS_TRIED_THE_RULE) {
    return asNotOurs('SES has tested whether its receipt rule may store and report mail.');
  }
  return asOurs({
    id: mail.messageId,
    receivedAt: mail.timestamp,
    envelopeFrom: mail.source,
    recipients: receipt.recipients,
    rawKey: keyOf(receipt.action),
    verdicts: {
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
    },
  });
}

/** Returns the key with its prefix. The guide does not say whether SES includes the prefix, so both cases work. */
function keyOf({
  objectKey,
  objectKeyPrefix,
}: {
  objectKey: string;
  objectKeyPrefix?: string | null;
}): string {
  const prefix = objectKeyPrefix ?? '';
  return objectKey.startsWith(prefix) ? objectKey : `${prefix}${objectKey}`;
}
