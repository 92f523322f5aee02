import type { Match } from './decide-reply.ts';
import type { DeliveryReport } from './delivery-report.ts';
import type { MatchGround } from './incoming-mail.ts';
import type { SenderDoubt } from './sender.ts';
import type { ToldReply } from './classify-reply.ts';

/** What speaks for what Revisit made of an email. */
interface Evidence {
  readonly told: ToldReply;
  readonly doubt: SenderDoubt | undefined;
  /** Undefined if nobody looked for the follow-up. */
  readonly match: Match | undefined;
  /** What a delivery report says about our recipient, if it is about one of our emails. */
  readonly reported: DeliveryReport | undefined;
}

/**
 * Returns the evidence as sentences, for the record and for the person who looks at the email. They have no address and
 * no words of the email.
 */
export function listEvidence({ told, doubt, match, reported }: Evidence): string[] {
  return [
    told.because,
    ...comparison(told),
    ...('proof' in told
      ? [`Nobody has to read it. The proof is ${told.proof.ground}, and nothing is left over.`]
      : []),
    ...(told.kind === 'delivery-report'
      ? [
          reported === undefined
            ? 'It names no email of ours.'
            : `It names an email of ours, and reports ${outcomeWords[reported.outcome]}.`,
        ]
      : []),
    ...(match === undefined
      ? []
      : match.kind === 'nobody'
        ? ['Nothing says which follow-up it is about.']
        : [groundWords[match.ground]]),
    ...(doubt === undefined ? [] : [doubtWords[doubt]]),
  ];
}

function comparison({ reply }: ToldReply): string[] {
  if (reply === undefined) return [];
  return [
    reply.compared
      ? 'It was compared with the email of ours that it quotes.'
      : 'Patterns of mail programs tell its words apart, because it quotes no email whose text we have.',
  ];
}

const outcomeWords: Readonly<Record<DeliveryReport['outcome'], string>> = {
  'no-such-address': 'that there is no such address',
  refused: 'that this email did not arrive',
  delayed: 'a delay',
  delivered: 'that it arrived',
};

const groundWords: Readonly<Record<MatchGround, string>> = {
  'reply-token': 'The address that it came to belongs to an email of ours.',
  thread: 'It answers an email of ours.',
  sender: 'Its sender is a contact of the body.',
  assigned: 'A person said what it is about.',
};

const doubtWords: Readonly<Record<SenderDoubt, string>> = {
  virus: 'It carries a virus.',
  spam: 'The mail service takes it for spam.',
  forged: 'Its sender is forged: DMARC failed.',
  'sender-not-proven': 'Nothing proves its sender.',
  'not-scanned': 'The mail service could not check it.',
  'no-sender': 'It names no sender.',
  'several-senders': 'It names several senders.',
};
