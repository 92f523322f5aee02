/** The metrics that the functions write and the alarms watch. Both sides use these names. */
export const metricNamespace = 'Revisit';

export const metricNames = {
  /** 1 at the end of each complete sweep. If it is missing, an alarm goes off. */
  sweepRan: 'SweepRan',
  /** 1 at the end of each complete daily run, even if no digest was due. If it is missing, an alarm goes off. */
  digestRan: 'DigestRan',
  /** 1 at the end of each complete nightly run of apply-retention. If it is missing, an alarm goes off. */
  retentionRan: 'RetentionRan',
  /** Days until the bank holiday data ends. Written by send-digest once a day. */
  holidayDaysLeft: 'HolidayDaysLeft',
  /** Notices that became `unknown` within the last hour: nobody knows if they were sent. Written once per sweep. */
  noticesUnknown: 'NoticesUnknown',
  /** Emails that the mail service refused, rejected or suppressed within the last hour. Written once per sweep. */
  noticesNotTaken: 'NoticesNotTaken',
  /** Mails that came before today and wait in the holding pen. Written by send-digest once a day. */
  mailsWaiting: 'MailsWaiting',
  /** Emails that were due and did not leave. Written by send-digest once a day. */
  emailsDue: 'EmailsDue',
  /** Open follow-ups without an owner while there is no programme head. Written by send-digest once a day. */
  followUpsUnowned: 'FollowUpsUnowned',
  /** Messages of AWS that need nothing, such as an event of an unknown type. Written by each function of a queue. */
  messagesNotOurs: 'MessagesNotOurs',
} as const;

/** Returns the dimensions that an alarm must name, e.g. `{ service: 'sweep', stage: 'production' }`. */
export function metricDimensions(options: { functionName: string; stage: string }): {
  service: string;
  stage: string;
} {
  return { service: options.functionName, stage: options.stage };
}
