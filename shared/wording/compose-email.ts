import type { EmailContent } from './email-content.ts';
import type { EmailFacts, Language } from './email-facts.ts';
import { writeEmail as writeEnglish } from './en/write-email.ts';
import { putOnOneLine } from './put-on-one-line.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

export interface ComposedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const writers: Record<Language, (facts: EmailFacts) => EmailContent> = { en: writeEnglish };

/** Writes an email from facts. Every email is put into words here and nowhere else. */
export function composeEmail(facts: EmailFacts): ComposedEmail {
  const content = writers[facts.language](facts);
  return { subject: putOnOneLine(content.subject), text: renderText(content), html: renderHtml(content) };
}
