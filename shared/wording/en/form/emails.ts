import { formatDate, formatTime, londonDate, type Instant } from '../../../domain/dates.ts';
import type { CutText } from '../../../domain/form/form-email.ts';
import type { PageText } from '../../form-page.ts';
import { formatCount } from '../phrases.ts';
import { captionOf, type FormFacts } from './common.ts';

/** The page with what an email left on the form, and what other pages say about such emails. */

const part = { one: 'part', many: 'parts' };

/** Names an email, e.g. "Your email of 11 April 2016 at 10:05". Someone else's email has their name. */
export function nameEmail({
  receivedAt,
  writer,
}: {
  receivedAt: Instant;
  /** The name of the person who wrote it. Undefined if it is the reader. */
  writer: string | undefined;
}): string {
  const when = `${formatDate(londonDate(receivedAt))} at ${formatTime(receivedAt)}`;
  return writer === undefined ? `Your email of ${when}` : `Email from ${writer} of ${when}`;
}

export function emailPage(
  facts: FormFacts,
  { email, unplaced }: { email: string; unplaced: number },
): PageText {
  return {
    title: email,
    caption: captionOf(facts),
    heading: email,
    blocks:
      unplaced === 0
        ? [{ kind: 'paragraph', text: 'Nothing in this email waits to be placed.' }]
        : [
            {
              kind: 'paragraph',
              text: 'These words do not say which recommendation they are about, so they are in no answer yet. Say where each part belongs. You can then change it like any other answer. Nothing counts until you send the return.',
            },
          ],
  };
}

export const emailWords = {
  /** The heading of the task list's group. */
  group: 'From an email, not yet placed',
  waits: (unplaced: number) => `${formatCount(unplaced, part)} to place`,
  checkWarning: (unplaced: number) =>
    `${formatCount(unplaced, part)} of an email ${unplaced === 1 ? 'is' : 'are'} in no answer yet. What you send now does not include ${unplaced === 1 ? 'it' : 'them'}.`,
  place: 'Say where they belong',
  see: 'See what we read',
  where: ({ index, of }: { index: number; of: number }) =>
    of === 1 ? 'Where does this belong?' : `Part ${index} of ${of}: where does this belong?`,
  choose: 'Choose where it belongs',
  together: 'Together with the part above',
  recommendation: ({ number, title }: { number: number; title: string }) =>
    `Recommendation ${number}: ${title}`,
  anythingElse: 'Anything else we should know',
  leaveOut: 'Nowhere. Leave it out.',
  problems: {
    nothing: 'Choose where at least one part belongs, or leave it out',
    tooLong: '“Anything else we should know” has no room for these words. Choose a recommendation instead.',
  },
  placedHeading: 'Already placed',
  placedIn: (place: number | 'anything-else') =>
    place === 'anything-else' ? 'Anything else we should know' : `Recommendation ${place}`,
  cutHeading: 'What we did not read as the sender’s own words',
  cutNote:
    'Are any of these words part of the answer? Copy them into it. Links and codes are replaced by marks.',
} as const;

export const cutReasons: Readonly<Record<CutText['why'], string>> = {
  quotation: 'Quoted from another email',
  heading: 'The heading of a quoted email',
  banner: 'Added by a mail system',
  signature: 'Greeting, signature or disclaimer',
};
