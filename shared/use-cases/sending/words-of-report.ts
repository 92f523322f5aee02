import type { Programme } from '../../domain/programme.ts';
import type { Report } from '../../wording/email-facts.ts';

/** Returns the words that emails and pages about a report take from its programme. */
export function wordsOfReport({ subject, body, care }: Programme): Pick<Report, 'subject' | 'body' | 'care'> {
  return { subject, body, care };
}
