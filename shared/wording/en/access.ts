import { paragraphWithLink, paragraph, type EmailContent } from '../email-content.ts';
import type { CodeEmail, NewLinkEmail } from '../email-facts.ts';
import { askBy } from './ask-by.ts';
import { writeLetter, writeSignature } from './letter.ts';
import { formatCount, nameRoundInSubject, nameRound, voiceOf } from './phrases.ts';

/** Writes the email with a code. The code is only in the body, because a locked telephone shows the subject. */
export function codeEmail(facts: CodeEmail): EmailContent {
  const life = formatCount(facts.lifeMinutes, { one: 'minute', many: 'minutes' });
  return writeLetter(facts, {
    subject: `Your code for the ${nameRoundInSubject(facts.report, facts.round)}`,
    blocks: [
      paragraph(
        `Someone, probably you, has opened ${nameRound(facts.report, facts.round)} in a browser that we do not know. To see the saved answers there, or to send them, enter this code:`,
      ),
      paragraph(facts.code),
      paragraph(`It works once, within ${life}. We will never ask you to tell it to us.`),
      paragraph(
        `Was this not you? Keep the code to yourself. Without it the saved answers stay hidden, and nothing is sent. Then please ${voiceOf(facts.owners).ringMe}.`,
      ),
      writeSignature(facts),
    ],
  });
}

export function newLinkEmail(facts: NewLinkEmail): EmailContent {
  const ask = askBy({ by: facts.by, today: facts.today });
  const please = ask.late === '' && ask.byDate !== '' ? ` Please send it${ask.byDate}.` : ask.late;
  return writeLetter(facts, {
    subject: `${nameRoundInSubject(facts.report, facts.round)}: your new link`,
    blocks: [
      paragraphWithLink(`Here is your new link to ${nameRound(facts.report, facts.round)}`, facts.link),
      paragraph(`What was saved is kept.${please}`),
      paragraph(
        'The link is yours alone. To give the work to a colleague, pass it on through the page itself.',
      ),
      paragraph(
        `Did you not ask for a new link? Then you do not need to do anything. If it worries you, ${voiceOf(facts.owners).ringMe}.`,
      ),
      writeSignature(facts),
    ],
    actBy: ask.actBy,
  });
}
