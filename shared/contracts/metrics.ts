/** What the functions measure and the alarms listen to: one set of names for both sides. */
export const metricNamespace = 'Revisit';

export const metricNames = {
  /** 1 at the end of each complete sweep; its absence is an alarm. */
  sweepRan: 'SweepRan',
  /** 1 at the end of each complete daily run, digests due or not; its absence is an alarm. */
  digestRan: 'DigestRan',
  /** Days until the bank holiday data ends, once a day, from send-digest. */
  holidayDaysLeft: 'HolidayDaysLeft',
  /** Notices of which it turned out within the last hour that nobody knows whether they were sent, once a sweep. */
  noticesUnknown: 'NoticesUnknown',
  /** Emails that the mail service refused, rejected or suppressed within the last hour, once a sweep. */
  noticesNotTaken: 'NoticesNotTaken',
  /** Mails that came before today and wait for a human in the holding pen, once a day, from send-digest. */
  mailsWaiting: 'MailsWaiting',
  /** Emails that were due and did not leave, once a day, from send-digest. */
  emailsDue: 'EmailsDue',
  /** Open follow-ups without an owner, while no programme head is recorded, once a day, from send-digest. */
  followUpsUnowned: 'FollowUpsUnowned',
} as const;

/** The dimensions an alarm must name, e.g. `{ service: 'sweep', stage: 'production' }`. */
export function metricDimensions(options: { functionName: string; stage: string }): {
  service: string;
  stage: string;
} {
  return { service: options.functionName, stage: options.stage };
}
