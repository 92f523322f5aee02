import type { Programme } from '../../domain/programme.ts';
import type { Report } from '../../wording/email-facts.ts';

/** Returns the words that emails and pages about a report take from its programme. */
export function wordsOfReport({
  subject,
  body,
  report,
  care,
}: Programme): Pick<Report, 'subject' | 'body' | 'document' | 'care'> {
  return { subject, body, document: report, care };
}

/** Returns what emails to the inspectorate's own people call the body. */
export function nounsOf({ body: { noun, nouns } }: Programme): { noun: string; nouns: string } {
  return { noun, nouns };
}
