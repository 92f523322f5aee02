/**
 * The partitions of the table that each policy of people opens. IAM sees the partition key of a request and not the sort
 * key. docs/data-model.md lists the items of each partition, and docs/permissions.md says what IAM cannot part.
 */

/**
 * What the commands read that only look. The codes and sessions of the form are not here, so nobody can work out a code from
 * its hash.
 */
export const partitionsToLookAt = [
  'FOLLOWUP#*',
  'HISTORY#*',
  'INBOX#*',
  'FORCE#*',
  'FORCES',
  'STAFF',
  'PROGRAMMES',
  'SETTINGS',
  'SYSTEM',
] as const;

/** An email that an owner sends has a claim, a link and an address for the reply. If SES refuses it, all of them go again. */
export const partitionsOfEmails = ['LINK#*', 'MAIL#*', 'SENT#*', 'ALIAS#reply#*', 'ALIAS#message#*'] as const;

/**
 * What an owner reads besides: the state of an email, and the imports that `revisit release` can name. `ALIAS#address#*` is
 * not here. It leads to the mail of an address, and an erasure looks there before it erases anything.
 */
export const partitionsToLookAtAsOwner = [
  ...partitionsToLookAt,
  ...partitionsOfEmails,
  'IMPORTS',
  'IMPORT#*',
] as const;

/** What an owner changes: the follow-up with all its parts, and what belongs to an email. */
export const partitionsToChange = ['FOLLOWUP#*', ...partitionsOfEmails] as const;

/**
 * Where an owner puts whole items and deletes none: the audit with returns and calls, mail that is settled, and the contact
 * that a handover or a mail makes.
 */
export const partitionsToPutInto = ['HISTORY#*', 'INBOX#*', 'ALIAS#address#*', 'FORCE#*'] as const;

/** The partition that has the audit of a follow-up, of a body or of the settings. It also has returns and calls. */
export const PARTITION_OF_AUDIT = 'HISTORY#*';

/** The fence, which says whether the table may send. */
export const PARTITION_OF_FENCE = 'SYSTEM';
