import { LONGEST_TEXT } from '../../../domain/returns/answer-problems.ts';
import { formatNumber } from '../phrases.ts';
import type { RoundRule } from '../../../domain/programme.ts';
import { formatDate, type PlainDate } from '../../../domain/dates.ts';
import type { WaySent } from '../../../domain/form/form.ts';
import type { UnconfirmedReturn } from '../../../domain/round.ts';
import type { Block, PageText } from '../../form-page.ts';
import { isOver } from '../ask-by.ts';
import { atTime } from './code.ts';
import { captionOf, type FormFacts } from './common.ts';

/** Pages for what a lead can do besides answering, such as passing the form on or asking for more time. */

export function passOnPage(facts: FormFacts, { domain }: { domain: string }): PageText {
  return {
    title: 'Pass this to a colleague',
    caption: captionOf(facts),
    heading: 'Pass this to a colleague',
    blocks: [
      {
        kind: 'paragraph',
        text: 'They become our lead contact. We email them a link of their own, and write to them from now on. What was saved is kept. Your own link stops working.',
      },
      {
        kind: 'paragraph',
        text: `An address that ends in @${domain} works at once. For any other we ask the owner of this follow-up first.`,
      },
      {
        kind: 'paragraph',
        text: 'You and your inspection liaison officer get an email about it. You can undo it for five working days.',
      },
    ],
  };
}

/** Returns the message for a name that contains more than a name. */
export function notAName(what: string): string {
  return `${what} must be on one line, without a web or email address. Put a space after a full stop, like “J. Smith”`;
}

export const passOnWords = {
  name: { label: 'Who should have it?', hint: 'Rank and name.' },
  email: { label: 'Their work email address' },
  button: 'Pass it on',
  problems: {
    name: 'Enter the rank and name of your colleague',
    nameLong: 'The name must be 100 characters or fewer',
    notAName: notAName('The name'),
    email: 'Enter an email address, like name@force.police.uk',
  },
} as const;

export function passedOnPage({
  answerBy,
  name,
}: {
  name: string;
  answerBy: PlainDate | undefined;
}): PageText {
  return answerBy === undefined
    ? {
        title: 'Passed on',
        heading: `Passed to ${name}`,
        blocks: [
          {
            kind: 'paragraph',
            text: 'We have emailed them a link of their own. Your link no longer opens the form.',
          },
          {
            kind: 'paragraph',
            text: 'A mistake? The email that we have just sent you has a link to undo it, for five working days.',
          },
        ],
      }
    : {
        title: 'We have asked the owner',
        heading: 'We have asked the owner of this follow-up',
        blocks: [
          {
            kind: 'paragraph',
            text: `The address of ${name} is outside your own mail domain, so we look at it first. We will answer by ${formatDate(answerBy)}. Until then nothing changes, and your link keeps working.`,
          },
        ],
      };
}

export function undoPage({ name, until }: { name: string; until: PlainDate }): PageText {
  return {
    title: 'Undo: take it back',
    heading: `Take it back from ${name}?`,
    blocks: [
      {
        kind: 'paragraph',
        text: `You passed this to ${name}. You can take it back until ${formatDate(until)}. Their link then stops working, and we email you a new link. What they saved is kept.`,
      },
    ],
  };
}

export const undoWords = { button: 'Take it back' } as const;

export function undonePage(): PageText {
  return {
    title: 'It is yours again',
    heading: 'It is yours again',
    blocks: [{ kind: 'paragraph', text: 'We have emailed you a new link to the form.' }],
  };
}

export function tooLateToUndoPage(): PageText {
  return {
    title: 'It is too late to undo this',
    heading: 'It is too late to undo this',
    blocks: [
      {
        kind: 'paragraph',
        text: 'It was undone already, or five working days have passed. Reply to any of our emails and we will put it right.',
      },
    ],
  };
}

export function moreTimePage(facts: FormFacts): PageText {
  return {
    title: 'Ask for more time',
    caption: captionOf(facts),
    heading: 'Ask for more time',
    blocks: [
      {
        kind: 'paragraph',
        text: `The date ${isOver(facts.by, facts.today) ? 'was' : 'is'} ${formatDate(facts.by)}. We will answer within two working days. For up to five working days we will not remind you while we think about it.`,
      },
      { kind: 'paragraph', text: 'You can send part of your answers now, and the rest later.' },
    ],
  };
}

export const moreTimeWords = {
  until: {
    label: 'By when can you send it?',
    hint: (on: PlainDate) => `For example, ${on.day} ${on.month} ${on.year}.`,
  },
  reason: { label: 'Why do you need more time?', hint: 'A sentence or two.' },
  button: 'Ask for more time',
  problems: {
    until: 'Enter the date by which you can send it, like 3 5 2016',
    untilPast: (by: PlainDate) => `The date must be after ${formatDate(by)}, and after today`,
    untilFar: 'The date must be within the next four months. For longer, ring us',
    reason: 'Enter why you need more time',
    reasonLong: `Why you need more time must be ${formatNumber(LONGEST_TEXT)} characters or fewer`,
  },
} as const;

export function moreTimeAskedPage({ until, answerBy }: { until: PlainDate; answerBy: PlainDate }): PageText {
  return {
    title: 'You have asked for more time',
    heading: 'You have asked for more time',
    blocks: [
      {
        kind: 'paragraph',
        text: `Until ${formatDate(until)}. We will answer by ${formatDate(answerBy)}. For up to five working days we will not remind you. The form stays open.`,
      },
    ],
  };
}

export function anotherWayPage(facts: FormFacts, { isProved }: { isProved: boolean }): PageText {
  return {
    title: 'Tell us that you sent it another way',
    caption: captionOf(facts),
    heading: `How did you send the ${facts.round.name}?`,
    blocks: [
      {
        kind: 'paragraph',
        text: isProved
          ? 'We will look for it. For up to five working days we will not remind you in the meantime. If we cannot find it, we will ring you.'
          : 'We will look for it. If we cannot find it, we will ring you.',
      },
    ],
  };
}

const wayWords: Readonly<Record<WaySent, string>> = {
  email: 'By email',
  letter: 'By letter',
  portal: 'Through a shared workspace or portal',
  'in-person': 'We gave it to an inspector',
};

export const anotherWayWords = {
  way: { label: 'How did you send it?' },
  ways: wayWords,
  details: {
    label: 'When, and to whom?',
    hint: 'For example, ‘12 April, to the follow-up team’s mailbox’. Do not copy its content here.',
  },
  button: 'Tell us',
  prove: 'Get a code, and stop our reminders while we look',
  problems: {
    way: 'Select how you sent it',
    details: 'Enter when you sent it, and to whom',
    detailsLong: 'When and to whom must be 200 characters or fewer',
  },
} as const;

export function anotherWaySaidPage({ isProved }: { isProved: boolean }): PageText {
  return {
    title: 'Thank you: we will look for it',
    heading: 'Thank you: we will look for it',
    blocks: [
      {
        kind: 'paragraph',
        text: isProved
          ? 'For up to five working days we will not remind you about this. If we find it, you do not need to do anything more. If we cannot find it, we will ring you.'
          : 'We have told the owner of this follow-up. If we find it, you do not need to do anything more. A link can be forwarded, so our reminders go on until we find it, or until you say it again with a code.',
      },
    ],
  };
}

export function notMePage(facts: FormFacts): PageText {
  return {
    title: 'Tell us that you are not the right person',
    caption: captionOf(facts),
    heading: 'Are you not the right person?',
    blocks: [
      {
        kind: 'paragraph',
        text: `Tell us, and we will find out who answers for ${facts.report.bodyName}. You do not need a code. If you know the colleague's email address, you can also pass the form on yourself.`,
      },
    ],
  };
}

export const notMeWords = {
  who: {
    label: 'Who should we ask instead? (optional)',
    hint: 'A name, a role or a telephone number.',
  },
  tooLong: 'Who we should ask must be 200 characters or fewer',
  button: 'Tell us',
} as const;

export function notMeSaidPage(): PageText {
  return {
    title: 'Thank you: we will find the right person',
    heading: 'Thank you: we will find the right person',
    blocks: [
      {
        kind: 'paragraph',
        text: 'We have told the owner of this follow-up. Our emails may still come to you until we have found the right person.',
      },
    ],
  };
}

export const backToForm = { text: 'Back to your answers', href: '/form' } as const;

export function planPage(facts: FormFacts): PageText {
  return {
    title: 'Attach your action plan',
    caption: captionOf(facts),
    heading: 'Attach your action plan',
    blocks: [
      {
        kind: 'paragraph',
        text: 'If you have a plan already, attach it. For each recommendation you can then say ‘it is in our action plan’. You do not need to type it again.',
      },
      { kind: 'warning', text: 'Please take out anything that names or describes a child or a live case.' },
    ],
  };
}

export const planWordsForFiles = {
  file: {
    label: 'Choose a file',
    hint: 'PDF, Word, Excel, PowerPoint, OpenDocument, RTF or plain text, up to 4 MB (Windows shows 4,096 KB).',
  },
  button: 'Attach',
  another: 'Attach another file',
  done: 'Continue',
  attached: 'Attached',
  remove: (name: string) => `Remove ${name}`,
  download: (name: string) => `Download ${name}`,
  hidden: 'A file was attached in another browser.',
  size: (bytes: number) =>
    // Windows counts this way, and the text of the limit does too.
    bytes < 1024 * 1024
      ? `${Math.max(1, Math.ceil(bytes / 1024))} KB`
      : `${(bytes / (1024 * 1024)).toFixed(1)} MB`,
  tooLargeToDownload:
    'came by email and is too large to download here. We have it. To get it back, reply to any of our emails.',
  problems: {
    missing: 'Choose a file',
    empty: 'The file is empty. Choose a file with something in it',
    'too-large': 'The file must be 4 MB (4,096 KB) or smaller',
    'wrong-type': 'The file must be a PDF, Word, Excel, PowerPoint, OpenDocument, RTF or plain text file',
    'too-many': 'You can attach up to 5 files. Remove one first',
  },
} as const;

export const askedForApproval = {
  page: ({ name }: { name: string }): PageText => ({
    title: 'We have asked for approval',
    heading: `We have emailed ${name}`,
    blocks: [
      {
        kind: 'paragraph',
        text: 'They have a link of their own. They can read and change the answers, and send them. Nothing reaches us until they do.',
      },
      { kind: 'paragraph', text: 'Until then you can still change answers, and you can send them yourself.' },
      {
        kind: 'paragraph',
        text: 'We have emailed the lead about it. You can take the request back on the page with your answers.',
      },
    ],
  }),
} as const;

/** The words on a return that waits for a code. */
export const confirmWords = {
  link: 'Check and confirm',
  button: 'Confirm and send',
  waits: ({ saidAt, approvedBy }: Pick<UnconfirmedReturn, 'saidAt' | 'approvedBy'>): string =>
    `Someone pressed Send for these answers at ${atTime(saidAt)}, and named ${[approvedBy.rank, approvedBy.name].join(' ').trim()} as the officer who approved them on ${approvedBy.on}. If that is right, confirm it. If not, change the answers or who approved them.`,
} as const;

export const withdrawWords = {
  button: 'Take the request back',
} as const;

export function approverStartBlocks({ from }: { from: string }): Block[] {
  return [
    {
      kind: 'paragraph',
      text: `${from} has prepared these answers and asks you to approve them. You can change them. They reach us only when you send them.`,
    },
  ];
}

export const calendarWords = {
  due: ({ body, round }: { body: string; round: RoundRule }) => `Send the ${body} ${round.name}`,
  wasDue: ({ body, round }: { body: string; round: RoundRule }) =>
    `${body} ${round.name}: asked for by this day, still useful`,
  opens: ({ body, round }: { body: string; round: RoundRule }) => `${body} ${round.name} opens`,
  description:
    'The form is behind the link in the email that the inspectorate’s follow-up team sent you. No link is kept here, so that nobody else can use it.',
} as const;
