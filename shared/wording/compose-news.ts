import type { EmailContent } from './email-content.ts';
import type { Language, NewsEmail } from './email-facts.ts';
import { writeNews as writeEnglish } from './en/write-news.ts';
import { putOnOneLine } from './put-on-one-line.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

export interface ComposedEmail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const writers: Record<Language, (facts: NewsEmail) => EmailContent> = { en: writeEnglish };

/** Writes an email that leaves because something happened or is due. A bundle with it lacks the words of the weekly emails. */
export function composeNews(facts: NewsEmail): ComposedEmail {
  return renderEmail(writers[facts.language](facts));
}

/** Renders an email as the mail service takes it. Every email is rendered here and nowhere else. */
export function renderEmail(content: EmailContent): ComposedEmail {
  return { subject: putOnOneLine(content.subject), text: renderText(content), html: renderHtml(content) };
}
