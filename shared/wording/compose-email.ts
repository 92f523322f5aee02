import { renderEmail, type ComposedEmail } from './compose-news.ts';
import type { EmailContent } from './email-content.ts';
import type { EmailFacts, Language } from './email-facts.ts';
import { writeEmail as writeEnglish } from './en/write-email.ts';

const writers: Record<Language, (facts: EmailFacts) => EmailContent> = { en: writeEnglish };

/** Writes any email from facts, the weekly emails to the inspectorate too. */
export function composeEmail(facts: EmailFacts): ComposedEmail {
  return renderEmail(writers[facts.language](facts));
}
