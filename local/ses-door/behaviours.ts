import type { MailEventKind } from './mail-events.ts';
import type { SesRefusalCode } from './ses-refusal.ts';

export const behaviours = [
  'deliver',
  'bounce',
  'bounce-soft',
  'bounce-after-delivery',
  'complaint',
  'not-spam',
  'auth-failure',
  'out-of-office',
  'suppressed',
  'suppressed-by-account',
  'delay',
  'reject',
  'rendering-failure',
  'accept-only',
  'silent',
  'throttle',
  'unverified',
] as const;

/** What happens to mail to one address. */
export type Behaviour = (typeof behaviours)[number];

interface BehaviourRules {
  /** The refusal, if SES refuses the call itself. */
  refusal?: { code: SesRefusalCode; message: (address: string) => string };
  /** The events that SES publishes after it accepted the mail, in order. */
  events: readonly MailEventKind[];
}

export const behaviourRules: Record<Behaviour, BehaviourRules> = {
  deliver: { events: ['send', 'delivery'] },
  bounce: { events: ['send', 'bounce-permanent'] },
  'bounce-soft': { events: ['send', 'bounce-transient'] },
  'bounce-after-delivery': { events: ['send', 'delivery', 'bounce-permanent'] },
  complaint: { events: ['send', 'delivery', 'complaint'] },
  'not-spam': { events: ['send', 'delivery', 'feedback-not-spam'] },
  'auth-failure': { events: ['send', 'delivery', 'feedback-auth-failure'] },
  'out-of-office': { events: ['send', 'delivery', 'out-of-office'] },
  suppressed: { events: ['send', 'bounce-suppressed'] },
  'suppressed-by-account': { events: ['send', 'bounce-suppressed-by-account'] },
  delay: { events: ['send', 'delivery-delay'] },
  reject: { events: ['send', 'reject'] },
  'rendering-failure': { events: ['rendering-failure'] },
  'accept-only': { events: ['send'] },
  silent: { events: [] },
  throttle: { refusal: { code: 'Throttling', message: () => 'Maximum sending rate exceeded.' }, events: [] },
  unverified: {
    refusal: {
      code: 'MessageRejected',
      // SES also puts the address into the text. Do not log this text.
      message: (address) =>
        `Email address is not verified. The following identities failed the check in region EU-WEST-2: ${address}`,
    },
    events: [],
  },
};

const simulator: ReadonlyMap<string, Behaviour> = new Map([
  ['success', 'deliver'],
  ['bounce', 'bounce'],
  ['complaint', 'complaint'],
  ['ooto', 'out-of-office'],
  ['suppressionlist', 'suppressed'],
]);

/** Finds the behaviour of an address of SES's mailbox simulator. `bounce+loamshire@simulator.amazonses.com` bounces. */
export function simulatorBehaviour(address: string): Behaviour | undefined {
  const [localPart = '', domain = ''] = address.toLowerCase().split('@');
  if (domain !== 'simulator.amazonses.com') return undefined;
  return simulator.get(localPart.replace(/\+.*$/, ''));
}
