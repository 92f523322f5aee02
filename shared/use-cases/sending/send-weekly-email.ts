import { composeEmail } from '../../wording/compose-email.ts';
import type { WeeklyEmail } from '../../wording/email-facts.ts';
import {
  sendComposedEmail,
  type PersonalEmail,
  type SendOutcome,
  type SendPersonalEmailDependencies,
} from './send-personal-email.ts';

/**
 * Writes, claims and sends a weekly email to one of the inspectorate's own people, as `sendPersonalEmail` does. It is
 * apart, because only one function needs the words of the weekly emails.
 */
export function sendWeeklyEmail(
  dependencies: SendPersonalEmailDependencies,
  {
    recipient,
    notices,
    facts,
  }: Pick<PersonalEmail, 'recipient' | 'notices'> & { readonly facts: WeeklyEmail },
): Promise<SendOutcome> {
  return sendComposedEmail(dependencies, {
    recipient,
    forceId: 'inspectorate',
    notices,
    followUps: [],
    links: [],
    content: composeEmail(facts),
    thread: [],
    round: undefined,
    answersSomebody: false,
  });
}
