import type { RetentionKind } from '../../shared/domain/privacy/retention.ts';

/** Says what each kind of personal data is, and from when its period counts. */
export const retentionWords: Readonly<Record<RetentionKind, string>> = {
  mail: 'emails from bodies and the text of ours, from the day when they came or left',
  unsent: 'answers and files that nobody sent, from the day when they were saved',
  people: 'contacts, from the day when they left their last role',
};
