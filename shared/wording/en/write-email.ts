import type { EmailContent } from '../email-content.ts';
import type { EmailFacts } from '../email-facts.ts';
import { codeEmail, newLinkEmail } from './access.ts';
import { assuranceEmail } from './assurance.ts';
import { digestEmail } from './digest.ts';
import { approvalAskedEmail, approvalToldEmail, handedOverEmail, namedEmail } from './handover.ts';
import { moreTimeAnswerEmail } from './more-time-answer.ts';
import { ownerAlertsEmail } from './owner-alerts.ts';
import { replyReadEmail } from './reply-read.ts';
import { reportsEmail } from './reports-email.ts';

/** Writes an email in English. */
export function writeEmail(facts: EmailFacts): EmailContent {
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
    case 'reply-read':
      return replyReadEmail(facts);
    case 'owner-alerts':
      return ownerAlertsEmail(facts);
    case 'digest':
      return digestEmail(facts);
    case 'assurance':
      return assuranceEmail(facts);
  }
}
