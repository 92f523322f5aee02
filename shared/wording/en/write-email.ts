import type { EmailContent } from '../email-content.ts';
import type { EmailFacts } from '../email-facts.ts';
import { assuranceEmail } from './assurance.ts';
import { digestEmail } from './digest.ts';
import { writeNews } from './write-news.ts';

/** Writes any email in English. */
export function writeEmail(facts: EmailFacts): EmailContent {
  switch (facts.kind) {
    case 'digest':
      return digestEmail(facts);
    case 'assurance':
      return assuranceEmail(facts);
    default:
      return writeNews(facts);
  }
}
