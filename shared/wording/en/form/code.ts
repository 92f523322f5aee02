import { CODE_LIFE_MINUTES } from '../../../domain/form/form.ts';
import { formatDate, londonDate, formatTime, type Instant } from '../../../domain/dates.ts';
import type { PageText } from '../../form-page.ts';

/**
 * Why the form asks for a code. The reader wants to see what another browser saved, to do what needs more than a link,
 * or to confirm a return for which they pressed Send.
 */
export type CodeReason = 'to-see' | 'to-act' | 'to-send';

export function codePage({
  address,
  sent,
  why,
}: {
  address: string;
  /**
   * `not-this-time` means that too many were sent. This reader asked for some of them, and perhaps someone else for
   * others.
   */
  sent: 'yes' | 'no' | 'not-this-time';
  why: CodeReason;
}): PageText {
  if (sent === 'not-this-time') {
    return {
      title: 'Enter your code',
      heading: 'Enter your code',
      blocks: [{ kind: 'paragraph', text: notThisTime }],
    };
  }
  if (sent === 'yes') {
    return {
      title: 'Enter your code',
      heading: 'Enter your code',
      blocks: [
        {
          kind: 'paragraph',
          text: `We have emailed a code of six digits to ${address}. It works once, within ${CODE_LIFE_MINUTES} minutes. It usually comes within a minute or two. If it is late, leave this page open. The code still works.`,
        },
        ...(why === 'to-see'
          ? []
          : [{ kind: 'paragraph' as const, text: why === 'to-send' ? isWaiting : nothingLost }]),
      ],
    };
  }
  if (why === 'to-send') {
    return {
      title: 'Confirm your return',
      heading: 'One more step: confirm with a code',
      blocks: [
        { kind: 'inset', text: isWaiting },
        {
          kind: 'paragraph',
          text: `A link can be forwarded, so we check that it is you. We will email a code of six digits to ${address}.`,
        },
        { kind: 'paragraph', text: nothingLost },
      ],
    };
  }
  return why === 'to-see'
    ? {
        title: 'Get a code',
        heading: 'To see saved answers here, get a code',
        blocks: [
          {
            kind: 'paragraph',
            text: 'Some answers were saved in another browser, or came by email. Anyone who has this link could read them, so we show them only to the person on our record.',
          },
          { kind: 'paragraph', text: `We will email a code of six digits to ${address}.` },
        ],
      }
    : {
        title: 'Get a code',
        heading: 'To go on, get a code',
        blocks: [
          {
            kind: 'paragraph',
            text: 'A link can be forwarded. Someone else could then send your answers, pass them on or stop our reminders in your name. So we check that it is you.',
          },
          {
            kind: 'paragraph',
            text: `We will email a code of six digits to ${address}. You need it once in this browser.`,
          },
          { kind: 'paragraph', text: nothingLost },
        ],
      };
}

const notThisTime =
  'Did you ask for a code in this browser before? Then enter it here. Look at the times of our emails. A code that another browser asked for does not work here.';

const isWaiting =
  'You pressed Send, and your return now waits to be confirmed. We can see that it waits. Once you enter the code, it counts as sent when you pressed Send, even if the code comes late.';

const nothingLost = 'What you saved and typed is kept. You go on where you were.';

export const codeWords = {
  send: 'Email me a code',
  again: 'Email me another code',
  newLink: 'Email me a new link instead',
  code: { label: 'Code', hint: 'Six digits.' },
  enter: { 'to-see': 'Show the saved answers', 'to-act': 'Continue', 'to-send': 'Confirm and send' },
  showTheirs: 'Show the saved answer beside mine',
  problems: {
    missing: 'Enter the code of six digits',
    wrong: 'That is not the code. Check it and try again',
    spent: 'That code no longer works. Get another one',
    tooOften: (tryAgainAt: Instant) =>
      `We have sent as many codes for this link as we send in an hour. Try again at ${atTime(tryAgainAt)}, get a new link, or ring us`,
    notSent: 'The code could not be sent. Try again, or ring us',
  },
} as const;

/** Returns e.g. "11am on 12 April 2016". */
export function atTime(at: Instant): string {
  return `${formatTime(at)} on ${formatDate(londonDate(at))}`;
}

/** Returns what went wrong when a code was sent, or undefined if it was sent. */
export function codeProblem(
  outcome:
    { readonly kind: 'sent' | 'not-sent' } | { readonly kind: 'too-often'; readonly tryAgainAt: Instant },
): string | undefined {
  switch (outcome.kind) {
    case 'sent':
      return undefined;
    case 'too-often':
      return codeWords.problems.tooOften(outcome.tryAgainAt);
    case 'not-sent':
      return codeWords.problems.notSent;
  }
}

/** Returns e.g. "sh***@essex.police.uk". It is enough to know which mailbox to open. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.min(2, at))}***${address.slice(at)}`;
}
