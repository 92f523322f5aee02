import { LONGEST_ANSWER, LONGEST_TEXT } from '../../../domain/returns/answer-problems.ts';
import { isImmediate } from '../../../domain/clocks/timescale.ts';
import { formatDate, londonDate, formatTime, type Instant, type PlainDate } from '../../../domain/dates.ts';
import type { Recommendation } from '../../../domain/recommendation.ts';
import type { TaskState } from '../../../domain/form/form.ts';
import type { FormTerms, RoundRule } from '../../../domain/programme.ts';
import type { Block, PageText } from '../../form-page.ts';
import {
  capitalise,
  formatCount,
  formatNumber,
  recommendationsNumbered,
  theRecommendations,
  theReport,
} from '../phrases.ts';
import { askBy } from '../ask-by.ts';
import { effortSentence } from '../effort.ts';
import { howToCheckSentence } from '../organisation.ts';
import { answersWord, captionOf, dueBlock, usefulAnswers, whoToAsk, type FormFacts } from './common.ts';

/** The pages from the link in the email to the last answer. The pages after that are in sending.ts. */

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
  const about = round.form === 'action-plan' ? 'is responding to' : 'is getting on with';
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      lead: true,
      text: `Tell us how ${report.bodyName} ${about} ${recommendations} in ${theReport(report)}.`,
    },
  ];
  if (sent === undefined) {
    blocks.push(dueBlock(facts));
    if (saved > 0) {
      blocks.push({ kind: 'inset', text: `${saved} of ${formatCount(asked, answersWord)} saved so far.` });
    }
    blocks.push(
      {
        kind: 'paragraph',
        text: `${effortSentence(round, facts)}. Each answer is saved as you go, so you can stop and come back by the same link. To send them you enter a code that we email to you.`,
      },
      { kind: 'paragraph', text: usefulAnswers },
    );
  } else {
    blocks.push({
      kind: 'inset',
      text: sent.open
        ? `We have received this: ${sent.reference}. You can change it until ${formatDate(sent.changeableUntil)}.`
        : `We have received this: ${sent.reference}. Thank you. It can no longer be changed.`,
    });
  }
  blocks.push(
    { kind: 'heading', text: 'On the next page you can also' },
    {
      kind: 'list',
      items: ['pass this to a colleague', 'ask for more time', 'tell us that you sent it another way'],
    },
    { kind: 'warning', text: report.care },
  );
  return {
    title: capitalise(round.name),
    caption: report.bodyName,
    heading: capitalise(round.name),
    blocks,
  };
}

/** Returns the text below the button of the start page. It says how to check the page and who to ring. */
export function startAfter({ owner, mailbox, organisation }: FormFacts): Block[] {
  const check = howToCheckSentence(organisation, {
    what: 'that this page',
    ...(mailbox === undefined ? {} : { others: `your ${mailbox}` }),
  });
  return [
    { kind: 'paragraph', text: whoToAsk(owner) },
    ...(check === undefined ? [] : [{ kind: 'paragraph', text: check } as const]),
  ];
}

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
    notRightPerson,
    unconfirmedSince,
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
    sentAnotherWay: 'no' | 'unproved' | 'proved';
    notRightPerson: boolean;
    unconfirmedSince: Instant | undefined;
    canRepeat: PlainDate | undefined;
  },
): PageText {
  const blocks: Block[] = [];
  if (askedAgain !== undefined) {
    const ask = askBy({ by: askedAgain.by, today: facts.today });
    blocks.push({
      kind: 'inset',
      heading: `We have a question on ${recommendationsNumbered(askedAgain.recommendations)}`,
      text: `${askedAgain.note}\n${ask.late === '' ? `Please answer${ask.byDate}.` : ask.late.trimStart()} Your other answers stay as they are.`,
    });
  } else if (sent !== undefined) {
    const received = `We received ${sent.reference} at ${formatTime(sent.receivedAt)} on ${formatDate(londonDate(sent.receivedAt))}.`;
    blocks.push({
      kind: 'inset',
      text:
        isOpen && sent.changeableUntil !== undefined
          ? `${received} You can change it until ${formatDate(sent.changeableUntil)}.${hasUnsentChanges ? ' You have made changes that you have not sent.' : ''}`
          : `${received} It can no longer be changed.`,
    });
  } else {
    blocks.push(dueBlock(facts));
  }
  blocks.push(
    ...whatWaits({
      moreTime,
      sentAnotherWay: sent === undefined ? sentAnotherWay : 'no',
      notRightPerson,
      unconfirmedSince,
      waitsFor,
    }),
  );
  if (hidden) {
    blocks.push({
      kind: 'inset',
      text: 'Some answers were saved in another browser, or came by email. To see them here you need a code, which we email to you.',
    });
  }
  if (canRepeat !== undefined && sent === undefined) {
    blocks.push({
      kind: 'paragraph',
      text: `If nothing has changed since ${formatDate(canRepeat)}, you can say so with one click.`,
    });
  }
  return {
    title: 'Your answers',
    caption: captionOf(facts),
    heading: `${answered} of ${formatCount(facts.asked, answersWord)} saved`,
    blocks,
  };
}

export const taskListWords = {
  recommendations: 'Recommendations',
  illustrative: 'The timescales are illustrative. They are not from the report.',
  send: 'Then',
  whole: 'For the whole return',
  wholeHint: 'Officer responsible, anything else, our contacts',
  plan: 'Attach your action plan',
  planHint: (count: number) => (count === 0 ? 'Instead of typing it again' : `${count} attached`),
  check: 'Check your answers and send',
  other: 'Other things you can do',
  seeSaved: 'Get a code to see saved answers',
  passOn: 'Pass this to a colleague',
  notMe: 'Tell us that you are not the right person',
  moreTime: 'Ask for more time',
  anotherWay: 'Tell us that you sent it another way',
  calendar: 'Put the date in your calendar',
  copy: 'See and print the answers',
  notYet: 'Cannot start yet',
  optional: 'Optional',
  ready: 'Ready',
  askedAgain: 'Question',
  hidden: 'Saved',
  timescale: (timescale: string, endsOn?: PlainDate) => `Timescale: ${timescaleWords(timescale, endsOn)}`,
} as const;

/** Returns the heading of a recommendation with its number in the report. A round can ask about only some of them. */
export function recommendationHeading(recommendation: Recommendation): string {
  return `Recommendation ${recommendation.number}`;
}

/**
 * Returns a timescale as the report writes it, with the day on which it ends. Leaves the day out if the words already
 * give it, and for immediate action.
 */
function timescaleWords(written: string, endsOn: PlainDate | undefined): string {
  if (endsOn === undefined || isImmediate(written)) return written;
  const day = formatDate(endsOn);
  return written.toLowerCase().includes(day.toLowerCase()) ? written : `${written} (by ${day})`;
}

/** Returns the exact text of the recommendation, its page in the report and its timescale. */
export function recommendationBlock(recommendation: Recommendation, endsOn?: PlainDate): Block {
  const notes = [
    recommendation.page === undefined ? undefined : `Page ${recommendation.page} of the report`,
    recommendation.timescale === undefined
      ? undefined
      : `Timescale: ${timescaleWords(recommendation.timescale, endsOn)}${recommendation.illustrative ? ' (illustrative, not the report’s)' : ''}`,
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
  unchanged: (on: PlainDate) => `Nothing has changed since ${formatDate(on)}`,
  lastTime: (on: PlainDate) => `What you told us on ${formatDate(on)}`,
  lastTimeHidden: (on: PlainDate) =>
    `You told us about this on ${formatDate(on)}. To see your answer here you need a code, which we email to you.`,
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
  heading: (at: Instant) => `From your email of ${formatDate(londonDate(at))}`,
  note: 'These are your words from your email. Please check them. Nothing counts until you send the return.',
} as const;

export const conflictWords = {
  heading: 'Someone else has saved this answer since you opened it',
  theirs: (at: Instant) => `Saved at ${formatTime(at)} on ${formatDate(londonDate(at))}`,
  whatToDo:
    'What you typed is below. None of it is lost. Save it to replace their answer, or go back to keep theirs.',
  hidden:
    'It was saved in another browser, or came by email. To see it here you need a code, which we email to you. What you typed is below. None of it is lost.',
} as const;

export function wholePage({ bodyName, round }: { bodyName: string; round: RoundRule }): PageText {
  return {
    title: 'For the whole return',
    caption: `${bodyName}: ${round.name}`,
    heading: 'For the whole return',
    blocks: [],
  };
}

export function wholeWords({ person }: FormTerms) {
  return {
    officer: {
      label: `Which ${person} is responsible for this work?`,
      hint: 'Rank and name.',
    },
    othersQuestion: 'Is that so for every recommendation?',
    others: `A different ${person} is responsible for some`,
    otherOfficer: (recommendation: Recommendation) =>
      `Recommendation ${recommendation.number}: ${recommendation.title} (optional)`,
    othersHint: `Leave this empty if it is the ${person} above.`,
    anythingElse: { label: 'Is there anything else we should know? (optional)' },
    contactsRight: { label: 'Are these the right people for us to write to?' },
    contactsYes: 'Yes',
    contactsNo: 'No',
    contactsChange: {
      label: 'What should change?',
      hint: 'Names, roles and email addresses.',
    },
    contactsHeading: 'Who we write to',
    problems: {
      officer: `Enter the ${person} responsible for this work`,
      officerLong: `The ${person}’s name must be 200 characters or fewer`,
      anythingElse: `What else we should know must be ${formatNumber(LONGEST_ANSWER)} characters or fewer`,
      contactsRight: 'Select whether these are the right people for us to write to',
      contactsChange: 'Enter what should change',
      contactsChangeLong: `What should change must be ${formatNumber(LONGEST_TEXT)} characters or fewer`,
    },
  };
}

/** Says what the round waits for: the owner's answer, a letter, a code or an approval. */
function whatWaits({
  moreTime,
  sentAnotherWay,
  notRightPerson,
  unconfirmedSince,
  waitsFor,
}: {
  moreTime: PlainDate | undefined;
  sentAnotherWay: 'no' | 'unproved' | 'proved';
  notRightPerson: boolean;
  unconfirmedSince: Instant | undefined;
  waitsFor: { name: string; rank: string; askedAt: Instant } | undefined;
}): Block[] {
  const blocks: Block[] = [];
  if (moreTime !== undefined) {
    blocks.push({ kind: 'inset', text: `You asked for more time, until ${formatDate(moreTime)}.` });
  }
  if (sentAnotherWay === 'proved') {
    blocks.push({
      kind: 'inset',
      text: 'You told us that you sent this another way. For up to five working days we do not remind you while we look for it.',
    });
  }
  if (sentAnotherWay === 'unproved') {
    blocks.push({
      kind: 'inset',
      text: 'Someone told us, without a code, that this was sent another way. We look for it, and our reminders go on until we find it.',
    });
  }
  if (notRightPerson) {
    blocks.push({
      kind: 'inset',
      text: 'Someone told us that we write to the wrong person about this. We look into it. Until then the form works as before.',
    });
  }
  if (unconfirmedSince !== undefined) {
    blocks.push({
      kind: 'inset',
      text: `Someone pressed Send at ${formatTime(unconfirmedSince)} on ${formatDate(londonDate(unconfirmedSince))}. It waits to be confirmed with a code, which we email to you. Until then we cannot take it, but we know that it waits. Once confirmed, it counts as sent at that time.`,
    });
  }
  if (waitsFor !== undefined) {
    blocks.push({
      kind: 'inset',
      text: `Waiting for ${[waitsFor.rank, waitsFor.name].filter((part) => part !== '').join(' ')} to approve it. We sent them a link at ${formatTime(waitsFor.askedAt)} on ${formatDate(londonDate(waitsFor.askedAt))}.`,
    });
  }
  return blocks;
}
