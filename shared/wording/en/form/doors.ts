import type { Instant } from '../../../domain/dates.ts';
import type { Organisation } from '../../../domain/organisation.ts';
import { ringToCheck } from '../organisation.ts';
import type { PageText } from '../../form-page.ts';
import { atTime } from './code.ts';

/** Pages for a link that does not open a form, and for what went wrong. */

export function closedPage(): PageText {
  return {
    title: 'This link does not open a form',
    heading: 'This link does not open a form',
    blocks: [
      {
        kind: 'paragraph',
        text: 'It may have expired, been replaced by a newer one, or lost a few characters on its way to you.',
      },
      {
        kind: 'paragraph',
        text: 'If it belonged to a form that is still needed, we can email a new link to the person we have on record for it.',
      },
    ],
  };
}

/** The page for someone who no longer has the form. It does not name anyone, because an old link can be forwarded. */
export function leftPage(): PageText {
  return {
    title: 'This form has passed to someone else',
    heading: 'This form has passed to someone else',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Thank you for your part in it. Someone else answers it now, so this link no longer opens it. What was saved is kept for them.',
      },
      {
        kind: 'paragraph',
        text: 'Is that wrong? Ring the person who signed our email to you. Their number is in it. Or ask your inspection liaison officer.',
      },
    ],
  };
}

/** The page for an officer who was asked to approve, if only the person who asked them may do this. */
export function notTheirsPage(): PageText {
  return {
    title: 'Only the person who asked you can do this',
    heading: 'Only the person who asked you can do this',
    blocks: [
      {
        kind: 'paragraph',
        text: 'You can read the answers, change them, and approve and send them. For anything else, speak to the person who asked you to approve.',
      },
    ],
  };
}

export function tooOftenPage({ tryAgainAt }: { tryAgainAt: Instant }): PageText {
  return {
    title: 'Please wait a little',
    heading: 'Please wait a little',
    blocks: [
      {
        kind: 'paragraph',
        text: 'This was done very often just now. Each time sends email, so we limit how often. This time nothing was sent and nothing was changed.',
      },
      {
        kind: 'paragraph',
        text: `You can try again at ${atTime(tryAgainAt)}. If it cannot wait, ring the person who signed our email to you.`,
      },
      { kind: 'paragraph', text: 'Everything that was saved is kept.' },
    ],
  };
}

export const copyWords = 'Here is what you typed, so that you can copy it.';

/**
 * The page for someone who opened the form of a second report in the same browser and then sends a page of the first.
 */
export function otherFormPage(): PageText {
  return {
    title: 'This browser has another form open',
    heading: 'This browser has another form open',
    blocks: [
      {
        kind: 'paragraph',
        text: 'After you opened this page, you opened the form for another report in this browser. A browser can have one form open at a time. So this page was not saved, and nothing was sent.',
      },
      {
        kind: 'paragraph',
        text: 'To go on here, follow the link in our email about this report again, and enter this once more. Everything that was saved before is kept.',
      },
    ],
  };
}

export const closedWords = {
  button: 'Email a new link',
  typed: 'What you typed',
  typedNote:
    'This page could not be saved, because the form was closed in the meantime. Here is what you typed, so that you can copy it.',
  typedKept: 'What you typed has been saved. To go on, ask for a new link.',
} as const;

export function newLinkPage(organisation: Organisation): PageText {
  const ring = ringToCheck(organisation);
  return {
    title: 'Look in your email',
    heading: 'Look in your email',
    blocks: [
      {
        kind: 'paragraph',
        text: 'If the link belonged to a form that is still needed, we have emailed a new link to the person we have on record for it. It can take a few minutes.',
      },
      {
        kind: 'paragraph',
        text: `We email at most three a day to one person. Nothing there? Reply to the email that brought you here${ring === undefined ? '' : `, or ${ring}`}.`,
      },
    ],
  };
}

export function homePage(): PageText {
  return {
    title: 'Use the link in your email',
    heading: 'Use the link in your email',
    blocks: [
      {
        kind: 'paragraph',
        text: 'This is where police forces and other bodies tell the inspectorate how they are getting on with its recommendations.',
      },
      {
        kind: 'paragraph',
        text: 'To open your form, use the link in the email that we sent you. Lost it? Reply to any of our emails.',
      },
    ],
  };
}

export function notFoundPage(): PageText {
  return {
    title: 'Page not found',
    heading: 'Page not found',
    blocks: [
      { kind: 'paragraph', text: 'If you typed the address, check that it is right.' },
      { kind: 'paragraph', text: 'To open your form, use the link in the email that we sent you.' },
    ],
  };
}

export function forbiddenPage(): PageText {
  return {
    title: 'This could not be sent',
    heading: 'This could not be sent',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Your browser did not say that this came from our own page, so we have not taken it. Go back, open the page again and send it once more.',
      },
    ],
  };
}

export function tooLargePage(): PageText {
  return {
    title: 'This is too large',
    heading: 'This is too large',
    blocks: [
      {
        kind: 'paragraph',
        text: 'We have not taken it. Go back, shorten it or choose a file of 4 MB (4,096 KB) or smaller, and send it again.',
      },
      {
        kind: 'paragraph',
        text: 'Everything that was saved before is kept.',
      },
    ],
  };
}

export function throttledPage(): PageText {
  return {
    title: 'Please wait a little',
    heading: 'Please wait a little',
    blocks: [
      {
        kind: 'paragraph',
        text: 'This was tried very often just now. Wait a while and try again. Nothing that was saved is lost.',
      },
    ],
  };
}

export function unavailablePage(): PageText {
  return {
    title: 'Sorry, there is a problem with the service',
    heading: 'Sorry, there is a problem with the service',
    blocks: [
      {
        kind: 'paragraph',
        text: 'What you sent last may not have been saved. Your browser still has what you typed. Go back, and send it again in a few minutes.',
      },
      { kind: 'paragraph', text: 'Everything that was saved before is kept.' },
    ],
  };
}
