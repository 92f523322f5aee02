import type { NoticeStatus } from '../../shared/domain/notice.ts';

/** What is known of an email, in words that claim no more. */
export const statusWords: Readonly<Record<NoticeStatus, string>> = {
  skipped: 'not sent',
  resendAsked: 'will be sent again',
  claimed: 'being sent',
  unknown: 'unknown: may have left',
  failed: 'not sent: failed',
  accepted: 'handed to the mail service',
  delayed: 'delayed on its way',
  transientBounce: 'came back for now',
  delivered: 'accepted by their mail system',
  suppressed: 'not accepted: suppressed',
  rejected: 'not accepted: rejected',
  permanentBounce: 'not accepted: bounced',
  complained: 'complained about',
};
