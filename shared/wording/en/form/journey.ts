import { inWords, londonDate, timeInWords, type Instant, type PlainDate } from '../../../domain/dates.ts';
import type { Recommendation } from '../../../domain/recommendation.ts';
import type { TaskState } from '../../../domain/form/form.ts';
import type { RoundId } from '../../../domain/programme.ts';
import type { Block, PageText } from '../../form-page.ts';
import {
  capitalised,
  counted,
  recommendationsNumbered,
  roundNames,
  theRecommendations,
  theReport,
} from '../phrases.ts';
import { notAName } from './other-ways.ts';
import { captionOf, dueBlock, noCaseDetail, usefulAnswers, whoToAsk, type FormFacts } from './common.ts';

/** The pages of the straight path: from the link in the email to the reference. */

export const buttons = {
  start: 'Start now',
  goOn: 'Continue',
  save: 'Save and continue',
  later: 'Save and come back later',
  approval: 'Continue to approval',
  approve: 'Approve and send',
  print: 'Print',
  leave: 'Close the form on this device',
  change: 'Change',
} as const;

export function startPage(
  facts: FormFacts,
  {
    sent,
    saved,
  }: { saved: number; sent: { reference: string; changeableUntil: PlainDate; open: boolean } | undefined },
): PageText {
  const { report, round, asked } = facts;
  const recommendations = theRecommendations(asked);
  const about = round === 'six-week-response' ? 'is responding to' : 'is getting on with';
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      lead: true,
      text: `Tell us how ${report.forceName} ${about} ${recommendations} in ${theReport(report)}.`,
    },
  ];
  if (sent === undefined) {
    blocks.push(dueBlock(facts));
    if (saved > 0) {
      blocks.push({ kind: 'inset', text: `${saved} of ${counted(asked, answersWord)} saved so far.` });
    }
    blocks.push(
      {
        kind: 'paragraph',
        text: 'It takes about 10 minutes with your action plan to hand. Each answer is saved as you go, so you can stop and come back by the same link. To send them you enter a code that we email to you.',
      },
      { kind: 'paragraph', text: usefulAnswers },
    );
  } else {
    blocks.push({
      kind: 'inset',
      text: sent.open
        ? `We have received this: ${sent.reference}. You can change it until ${inWords(sent.changeableUntil)}.`
        : `We have received this: ${sent.reference}. Thank you. It can no longer be changed.`,
    });
  }
  blocks.push(
    { kind: 'heading', text: 'On the next page you can also' },
    {
      kind: 'list',
      items: ['pass this to a colleague', 'ask for more time', 'tell us that you sent it another way'],
    },
    { kind: 'warning', text: noCaseDetail },
  );
  return {
    title: capitalised(roundNames[round]),
    caption: report.forceName,
    heading: capitalised(roundNames[round]),
    blocks,
  };
}

/** Below the button of the start page: how to be sure, and whom to ring. */
export function startAfter(facts: FormFacts): Block[] {
  return [
    { kind: 'paragraph', text: whoToAsk(facts.owner) },
    {
      kind: 'paragraph',
      text: 'To check that this page is genuine, ask your inspection liaison officer, or ring the number on our website.',
    },
  ];
}

const answersWord = { one: 'answer', many: 'answers' };

export const stateWords: Readonly<Record<TaskState, string>> = {
  'not-started': 'To do',
  'in-progress': 'In progress',
  done: 'Answered',
};

export function taskListPage(
  facts: FormFacts,
  {
    askedAgain,
    sent,
    isOpen,
    hasUnsentChanges,
    moreTime,
    sentAnotherWay,
    waitsFor,
    hidden,
    canRepeat,
    answered,
  }: {
    answered: number;
    sent: { reference: string; receivedAt: Instant; changeableUntil: PlainDate | undefined } | undefined;
    isOpen: boolean;
    hasUnsentChanges: boolean;
    askedAgain: { recommendations: readonly number[]; note: string; by: PlainDate } | undefined;
    hidden: boolean;
    waitsFor: { name: string; rank: string; askedAt: Instant } | undefined;
    moreTime: PlainDate | undefined;
    sentAnotherWay: boolean;
    canRepeat: PlainDate | undefined;
  },
): PageText {
  const blocks: Block[] = [];
  if (askedAgain !== undefined) {
    blocks.push({
      kind: 'inset',
      heading: `We have a question on ${recommendationsNumbered(askedAgain.recommendations)}`,
      text: `${askedAgain.note}\nPlease answer by ${inWords(askedAgain.by)}. Your other answers stand.`,
    });
  } else if (sent !== undefined) {
    const received = `We received ${sent.reference} at ${timeInWords(sent.receivedAt)} on ${inWords(londonDate(sent.receivedAt))}.`;
    blocks.push({
      kind: 'inset',
      text:
        isOpen && sent.changeableUntil !== undefined
          ? `${received} You can change it until ${inWords(sent.changeableUntil)}.${hasUnsentChanges ? ' You have made changes that you have not sent.' : ''}`
          : `${received} It can no longer be changed.`,
    });
  } else {
    blocks.push(dueBlock(facts));
  }
  if (moreTime !== undefined) {
    blocks.push({ kind: 'inset', text: `You asked for more time, until ${inWords(moreTime)}.` });
  }
  if (sentAnotherWay && sent === undefined) {
    blocks.push({
      kind: 'inset',
      text: 'You told us that you sent this another way. We will not remind you while we look for it.',
    });
  }
  if (waitsFor !== undefined) {
    blocks.push({
      kind: 'inset',
      text: `Waiting for ${[waitsFor.rank, waitsFor.name].filter((part) => part !== '').join(' ')} to approve it. We sent them a link at ${timeInWords(waitsFor.askedAt)} on ${inWords(londonDate(waitsFor.askedAt))}.`,
    });
  }
  if (hidden) {
    blocks.push({
      kind: 'inset',
      text: 'Some answers were saved in another browser, or came by email. To see them here you need a code, which we email to you.',
    });
  }
  if (canRepeat !== undefined && sent === undefined) {
    blocks.push({
      kind: 'paragraph',
      text: `Where nothing has changed since ${inWords(canRepeat)}, one click says so.`,
    });
  }
  return {
    title: 'Your answers',
    caption: captionOf(facts),
    heading: `${answered} of ${counted(facts.asked, answersWord)} saved`,
    blocks,
  };
}

export const taskListWords = {
  recommendations: 'Recommendations',
  illustrative: 'The timescales are illustrative: they are not the report’s.',
  send: 'Then',
  whole: 'For the whole return',
  wholeHint: 'Officer responsible, anything else, our contacts',
  plan: 'Attach your action plan',
  planHint: (count: number) => (count === 0 ? 'Instead of typing it again' : `${count} attached`),
  check: 'Check your answers and send',
  other: 'Other things you can do',
  seeSaved: 'Get a code to see saved answers',
  passOn: 'Pass this to a colleague',
  moreTime: 'Ask for more time',
  anotherWay: 'Tell us that you sent it another way',
  calendar: 'Put the date in your calendar',
  copy: 'See and print the answers',
  notYet: 'Cannot start yet',
  optional: 'Optional',
  ready: 'Ready',
  askedAgain: 'Question',
  hidden: 'Saved',
  timescale: (timescale: string) => capitalised(timescale),
} as const;

/** Its number in the report; a round may ask about some only. */
export function recommendationHeading(recommendation: Recommendation): string {
  return `Recommendation ${recommendation.number}`;
}

/** The exact text of the recommendation and where it stands in the report. */
export function recommendationBlock(recommendation: Recommendation): Block {
  const notes = [
    recommendation.page === undefined ? undefined : `Page ${recommendation.page} of the report`,
    recommendation.timescale === undefined
      ? undefined
      : `Timescale: ${recommendation.timescale}${recommendation.illustrative ? ' (illustrative, not the report’s)' : ''}`,
  ].filter((note) => note !== undefined);
  return {
    kind: 'quote',
    text: recommendation.wording,
    note: notes.length === 0 ? undefined : notes.join('. '),
  };
}

export const statusPageWords = {
  question: 'Where are you with this?',
  askedAgain: (note: string) => `We asked: ${note}`,
  unchanged: (on: PlainDate) => `Nothing has changed since ${inWords(on)}`,
  lastTime: (on: PlainDate) => `What you told us on ${inWords(on)}`,
  lastTimeHidden: (on: PlainDate) =>
    `You told us about this on ${inWords(on)}. To see your answer here you need a code, which we email to you.`,
  getCode: 'Get a code to see it',
  missing: 'Select where you are with this',
} as const;

export const detailsPageWords = {
  youSaid: (status: string) => `You said: ${status}`,
  changeStatus: 'Change',
  changeStatusAbout: 'where you are with this',
  nothingMore: 'There is nothing more to say about this one.',
} as const;

export const emailedWords = {
  heading: (at: Instant) => `From your email of ${inWords(londonDate(at))}`,
  note: 'These are your words, read from your email. Please check them: nothing counts until you send the return.',
} as const;

export const conflictWords = {
  heading: 'Somebody else has saved this answer since you opened it',
  theirs: (at: Instant) => `Saved at ${timeInWords(at)} on ${inWords(londonDate(at))}`,
  whatToDo:
    'What you typed is below, and nothing of it is lost. Save it to replace their answer, or go back to keep theirs.',
  hidden:
    'It was saved in another browser, or came by email, so it is shown here only after a code, which we email to you. Nothing that you typed is lost: it is below.',
} as const;

export function wholePage({ forceName, round }: { forceName: string; round: RoundId }): PageText {
  return {
    title: 'For the whole return',
    caption: `${forceName}: ${roundNames[round]}`,
    heading: 'For the whole return',
    blocks: [],
  };
}

export const wholeWords = {
  officer: {
    label: 'Which officer is responsible for this work?',
    hint: 'Rank and name.',
  },
  othersQuestion: 'Is that so for every recommendation?',
  others: 'A different officer is responsible for some',
  otherOfficer: (recommendation: Recommendation) =>
    `Recommendation ${recommendation.number}: ${recommendation.title} (optional)`,
  othersHint: 'Leave empty where it is the officer above.',
  anythingElse: { label: 'Is there anything else we should know? (optional)', hint: noCaseDetail },
  contactsRight: { label: 'Are these the right people for us to write to?' },
  contactsYes: 'Yes',
  contactsNo: 'No',
  contactsChange: {
    label: 'What should change?',
    hint: 'Names, roles and email addresses.',
  },
  contactsHeading: 'Who we write to',
  problems: {
    officer: 'Enter the officer responsible for this work',
    officerLong: 'The officer’s name must be 200 characters or fewer',
    anythingElse: 'What else we should know must be 4,000 characters or fewer',
    contactsRight: 'Select whether these are the right people for us to write to',
    contactsChange: 'Enter what should change',
    contactsChangeLong: 'What should change must be 4,000 characters or fewer',
  },
} as const;

export function checkPage(
  facts: FormFacts,
  { answered, missing, planMissing }: { answered: number; missing: readonly number[]; planMissing: boolean },
): PageText {
  const blocks: Block[] = [];
  if (answered === 0) {
    blocks.push({ kind: 'inset', text: 'There is nothing to send yet: answer at least one recommendation.' });
  } else if (missing.length > 0) {
    blocks.push({
      kind: 'inset',
      text: `You have not answered ${recommendationsNumbered(missing)}. You can send what you have: a partial answer is better than none.`,
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
  notAsked: 'The email to the officer could not be sent. Nothing is lost: try again, or ring us.',
  changed:
    'Somebody has changed an answer since you opened this page. Please check again: the page now shows everything as it is.',
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
        text: `By sending this you tell us that it is ${facts.report.forceName}’s answer. It is the force’s own view: we keep ours apart from it.`,
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
    nameAsked: 'Enter the name of the officer who shall approve these answers',
    rankAsked: 'Enter the rank or role of the officer who shall approve these answers',
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
    answered,
    readBy,
    isOpen,
    changeableUntil,
    next,
    changed,
  }: {
    reference: string;
    receivedAt: Instant;
    answered: number;
    changed: boolean;
    readBy: PlainDate;
    changeableUntil: PlainDate | undefined;
    isOpen: boolean;
    next: { on: PlainDate; round: RoundId } | undefined;
  },
): PageText & { panelLabel: string } {
  const reader = facts.owner?.name ?? 'The follow-up team';
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: `We received it at ${timeInWords(receivedAt)} on ${inWords(londonDate(receivedAt))}: ${answered} of ${counted(facts.asked, answersWord)}. We have emailed you a receipt, which repeats no answer.`,
    },
    { kind: 'heading', text: 'What happens next' },
    {
      kind: 'paragraph',
      text: `${reader} will read it by ${inWords(readBy)}, and will accept it or ask you about something.`,
    },
  ];
  if (isOpen && changeableUntil !== undefined) {
    blocks.push({
      kind: 'paragraph',
      text: `You can change your answers until ${inWords(changeableUntil)}, by the same link. We keep the earlier version too.`,
    });
  }
  blocks.push({
    kind: 'paragraph',
    text:
      next === undefined
        ? 'We will not ask for anything more unless something is unclear.'
        : `The next date is ${inWords(next.on)}, when the ${roundNames[next.round]} opens. We will not write about this again before then, unless something is unclear.`,
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
          /** A letter may not say. */
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
          value: `${timeInWords(sent.receivedAt)} on ${inWords(londonDate(sent.receivedAt))}`,
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
