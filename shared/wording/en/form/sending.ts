import { formatDate, londonDate, formatTime, type Instant, type PlainDate } from '../../../domain/dates.ts';
import type { RoundRule } from '../../../domain/programme.ts';
import type { Block, PageText } from '../../form-page.ts';
import { promiseBy } from '../ask-by.ts';
import { formatCount, receivedSentence, recommendationsNumbered } from '../phrases.ts';
import { answersWord, captionOf, type FormFacts } from './common.ts';
import { notAName } from './other-ways.ts';

/** The pages after the last answer: check the answers, approve them, send them and keep a copy. */

export function checkPage(
  facts: FormFacts,
  {
    answered,
    missing,
    planMissing,
    waits,
  }: { answered: number; missing: readonly number[]; planMissing: boolean; waits: string | undefined },
): PageText {
  const blocks: Block[] = waits === undefined ? [] : [{ kind: 'inset', text: waits }];
  if (answered === 0) {
    blocks.push({ kind: 'inset', text: 'There is nothing to send yet. Answer at least one recommendation.' });
  } else if (missing.length > 0) {
    blocks.push({
      kind: 'inset',
      text: `You have not answered ${recommendationsNumbered(missing)}. You can send what you have. A partial answer is better than none.`,
    });
  }
  if (planMissing) {
    blocks.push({
      kind: 'inset',
      text: 'You said that your action plan is attached, but no file is attached yet.',
    });
  }
  return {
    title: 'Check your answers',
    caption: captionOf(facts),
    heading: 'Check your answers before you send them',
    blocks,
  };
}

export const checkWords = {
  whole: 'For the whole return',
  contactsRight: 'Yes',
  notAsked: 'The email to the officer could not be sent. Nothing is lost. Try again, or ring us.',
  changed:
    'Someone has changed an answer since you opened this page. The page now shows all answers as they are. Please check them again.',
  tooLarge:
    'Your answers are longer than we can take in one return. Please shorten the longest, or attach a document instead.',
  hidden:
    'Some answers were saved in another browser, or came by email. Enter a code to see them before you send the return.',
} as const;

export function approvePage(facts: FormFacts): PageText {
  return {
    title: 'Who approved these answers?',
    caption: captionOf(facts),
    heading: 'Approve and send',
    blocks: [
      {
        kind: 'paragraph',
        text: `By sending this you tell us that it is ${facts.report.bodyName}’s answer. It is the ${facts.report.body.noun}’s own view. We keep our own view separate.`,
      },
    ],
  };
}

export const approveWords = {
  who: { label: 'Who approved these answers?' },
  me: 'I did',
  other: 'A more senior officer did',
  ask: 'A more senior officer still has to',
  askHint: 'We email them a link of their own. Nothing is sent until they approve it.',
  name: { label: 'Name' },
  rank: { label: 'Rank or role' },
  on: { label: 'When did they approve them?', hint: 'For example, 18 4 2016.' },
  email: {
    label: 'Their work email address',
    hint: (domain: string) => `It must end in @${domain}, as yours does.`,
  },
  problems: {
    who: 'Select who approved these answers',
    name: 'Enter the name of the officer who approved these answers',
    rank: 'Enter the rank or role of the officer who approved these answers',
    nameAsked: 'Enter the name of the officer who must approve these answers',
    rankAsked: 'Enter the rank or role of the officer who must approve these answers',
    tooLong: 'This must be 100 characters or fewer',
    notAName: notAName('This'),
    on: 'Enter the date on which they approved these answers, like 18 4 2016',
    onFuture: 'The date of approval must be today or earlier',
    email: 'Enter an email address, like name@force.police.uk',
    domain: (domain: string) => `The email address must end in @${domain}`,
  },
} as const;

export function sentPage(
  facts: FormFacts,
  {
    receivedAt,
    sentAt,
    answered,
    readBy,
    isOpen,
    changeableUntil,
    next,
    changed,
    receiptTo,
  }: {
    reference: string;
    receivedAt: Instant;
    sentAt?: Instant;
    answered: number;
    changed: boolean;
    readBy: PlainDate;
    changeableUntil: PlainDate | undefined;
    isOpen: boolean;
    /** Who gets the receipt. Undefined if nobody does, because the return did not come by the form. */
    receiptTo: 'the reader' | { name: string } | undefined;
    next: { on: PlainDate; round: RoundRule } | undefined;
  },
): PageText & { panelLabel: string } {
  const reader = facts.owner?.name ?? 'The follow-up team';
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: `${receivedSentence('it', { receivedAt, ...(sentAt === undefined ? {} : { sentAt }) })} It has ${answered} of ${formatCount(facts.asked, answersWord)}.${receiptSentence(receiptTo)}`,
    },
    { kind: 'heading', text: 'What happens next' },
    {
      kind: 'paragraph',
      text: `${reader} will read it${promiseBy({ by: readBy, today: facts.today }, 'as soon as possible')}, and will accept it or ask you about something.`,
    },
  ];
  if (isOpen && changeableUntil !== undefined) {
    blocks.push({
      kind: 'paragraph',
      text: `You can change your answers until ${formatDate(changeableUntil)}, by the same link. We keep the earlier version too.`,
    });
  }
  blocks.push({
    kind: 'paragraph',
    text:
      next === undefined
        ? 'We will not ask for anything more unless something is unclear.'
        : `The next date is ${formatDate(next.on)}, when the ${next.round.name} opens. We will not write about this again before then, unless something is unclear.`,
  });
  return {
    title: 'Received',
    caption: captionOf(facts),
    heading: changed ? 'We have received your changes' : 'We have received your answers',
    panelLabel: 'Your reference',
    blocks,
  };
}

export const sentWords = {
  copy: 'See and print a copy of your answers',
  change: 'Change your answers',
  calendar: 'Put the next date in your calendar',
} as const;

function approverWords({ rank, name, on }: { name: string; rank: string; on: string }): string {
  return `${[rank, name].filter((part) => part !== '').join(' ')}, ${on}`;
}

export function copyPage(
  facts: FormFacts,
  {
    sent,
  }: {
    sent:
      | {
          reference: string;
          receivedAt: Instant;
          /** Absent if a letter does not say. */
          approvedBy?: { name: string; rank: string; on: string };
        }
      | undefined;
  },
): PageText {
  const blocks: Block[] = [];
  if (sent === undefined) {
    blocks.push({ kind: 'inset', text: 'This is a draft. It has not been sent.' });
  } else {
    const { approvedBy } = sent;
    blocks.push({
      kind: 'answers',
      rows: [
        { key: 'Reference', value: sent.reference },
        {
          key: 'Received',
          value: `${formatTime(sent.receivedAt)} on ${formatDate(londonDate(sent.receivedAt))}`,
        },
        ...(approvedBy === undefined ? [] : [{ key: 'Approved by', value: approverWords(approvedBy) }]),
      ],
    });
  }
  return {
    title: sent === undefined ? 'Draft answers' : `Copy of ${sent.reference}`,
    caption: captionOf(facts),
    heading: sent === undefined ? 'Draft answers' : `Copy of ${sent.reference}`,
    blocks,
  };
}

function receiptSentence(receiptTo: 'the reader' | { name: string } | undefined): string {
  if (receiptTo === undefined) return '';
  const who = receiptTo === 'the reader' ? 'you' : receiptTo.name;
  return ` We are emailing ${who} a receipt, which repeats no answer.`;
}
