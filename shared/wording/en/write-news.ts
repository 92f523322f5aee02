import type { EmailContent } from '../email-content.ts';
import type { NewsEmail } from '../email-facts.ts';
import { codeEmail, newLinkEmail } from './access.ts';
import { approvalAskedEmail, approvalToldEmail, handedOverEmail, namedEmail } from './handover.ts';
import { moreTimeAnswerEmail } from './more-time-answer.ts';
import { ownerAlertsEmail } from './owner-alerts.ts';
import { mailReceivedEmail } from './mail-received.ts';
import { replyReadEmail } from './reply-read.ts';
import { reportsEmail } from './reports-email.ts';

/** Writes an email in English that leaves because something happened or is due. */
export function writeNews(facts: NewsEmail): EmailContent {
  switch (facts.kind) {
    case 'reports':
      return reportsEmail(facts);
    case 'code':
      return codeEmail(facts);
    case 'new-link':
      return newLinkEmail(facts);
    case 'named':
      return namedEmail(facts);
    case 'handed-over':
      return handedOverEmail(facts);
    case 'approval-asked':
      return approvalAskedEmail(facts);
    case 'approval-told':
      return approvalToldEmail(facts);
    case 'more-time-answer':
      return moreTimeAnswerEmail(facts);
    case 'mail-received':
      return mailReceivedEmail(facts);
    case 'reply-read':
      return replyReadEmail(facts);
    case 'owner-alerts':
      return ownerAlertsEmail(facts);
  }
}
