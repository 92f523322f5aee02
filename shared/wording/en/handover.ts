import { formatDate, londonDate, formatTime } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type Block, type EmailContent } from '../email-content.ts';
import type { ApprovalAskedEmail, ApprovalToldEmail, HandedOverEmail, NamedEmail } from '../email-facts.ts';
import { askBy, isOver, promiseBy } from './ask-by.ts';
import { writeLetter, writeSignature } from './letter.ts';
import {
  nameRoundInSubject,
  formatProgress,
  nameRound,
  theReport,
  usefulAnswers,
  voiceOf,
} from './phrases.ts';

/** Writes to the colleague who answers from now on. */
export function namedEmail(facts: NamedEmail): EmailContent {
  const { report, round, saved, asked } = facts;
  const ask = askBy(facts);
  const kept = saved === 0 || asked === 0 ? '' : ` So far ${formatProgress(saved, asked)}, and kept for you.`;
  return writeLetter(facts, {
    subject: `${ask.subject}${nameRoundInSubject(report, round)}, passed to you`,
    blocks: [
      paragraph(
        `${facts.from} has passed ${nameRound(report, round)} to you. It concerns ${theReport(report)}.${kept}`,
      ),
      paragraphWithLink(
        `${ask.late === '' ? `Please send it${ask.byDate}.` : ask.late.trimStart()} You can stop, come back, or pass it on`,
        facts.link,
      ),
      paragraph(usefulAnswers),
      paragraph(report.care),
      paragraph(`Not for you? The same page lets you say who should have it. Or reply to this email.`),
      writeSignature(facts),
    ],
    actBy: ask.actBy,
  });
}

/** Writes to the person who passed the request on, and to the liaison mailbox. So every handover is seen. */
export function handedOverEmail(facts: HandedOverEmail): EmailContent {
  const who = facts.from ?? 'You';
  const when = `at ${formatTime(facts.at)} on ${formatDate(londonDate(facts.at))}`;
  return writeLetter(facts, {
    subject: `${nameRoundInSubject(facts.report, facts.round)}: ${facts.state.kind === 'done' ? 'passed' : 'passing it'} to ${facts.to}`,
    blocks: [
      paragraph(
        `${who} ${facts.state.kind === 'done' ? 'passed' : 'asked to pass'} ${nameRound(facts.report, facts.round)} to ${facts.to} ${when}.`,
      ),
      ...whatFollows(facts),
      writeSignature(facts),
    ],
    actBy:
      facts.state.kind === 'done'
        ? askBy({ by: facts.state.undoUntil, today: facts.today }).actBy
        : undefined,
  });
}

function whatFollows(facts: HandedOverEmail): Block[] {
  const { state, to } = facts;
  const voice = voiceOf(facts.owners);
  if (state.kind === 'awaits-approval') {
    return [
      paragraph(
        `Their address is outside the ${facts.report.body.noun}'s own mail domain, so ${voice.i} must agree first. ${voice.I} will answer${promiseBy({ by: state.answerBy, today: facts.today }, 'as soon as possible')}. Until then nothing changes.`,
      ),
      paragraph(`Is this a mistake? Please ${voice.ringMe}.`),
    ];
  }
  return [
    paragraph(`From now on we write to ${to}, who has a link of their own. What was saved is kept.`),
    howToUndo(facts, state),
  ];
}

function howToUndo(
  { owners, today }: HandedOverEmail,
  { undoUntil, undoLink }: Extract<HandedOverEmail['state'], { kind: 'done' }>,
): Block {
  const { ringMe } = voiceOf(owners);
  if (isOver(undoUntil, today)) return paragraph(`Is this a mistake? Please ${ringMe}.`);
  const until = formatDate(undoUntil);
  return undoLink === undefined
    ? paragraph(`Is this a mistake? It can be undone until ${until}. Please ${ringMe}.`)
    : paragraphWithLink(`Is this a mistake? You can undo it until ${until}`, undoLink);
}

/** Writes to the more senior officer who must approve a draft. */
export function approvalAskedEmail(facts: ApprovalAskedEmail): EmailContent {
  const { report, round } = facts;
  const ask = askBy(facts);
  return writeLetter(facts, {
    subject: `${ask.subject === '' ? 'Please ' : ask.subject}approve the ${nameRoundInSubject(report, round)}`,
    blocks: [
      paragraph(
        `${facts.from} has prepared ${nameRound(report, round)} (${facts.answered} of ${facts.asked} answers) and asks you to approve it. It concerns ${theReport(report)}.`,
      ),
      paragraphWithLink(
        `${ask.late === '' ? '' : `${ask.late.trimStart()} `}Please read it, change what you wish, and approve it${ask.byDate}`,
        facts.link,
      ),
      paragraph('It reaches us only when you approve it.'),
      paragraph(report.care),
      paragraph('Not for you? Reply to this email.'),
      writeSignature(facts),
    ],
    actBy: ask.actBy,
  });
}

/**
 * Tells the lead at once that an officer was asked to approve. A lead who did not ask can stop it before anything is
 * sent.
 */
export function approvalToldEmail(facts: ApprovalToldEmail): EmailContent {
  const { report, round, officer } = facts;
  const when = `at ${formatTime(facts.at)} on ${formatDate(londonDate(facts.at))}`;
  const { ringMe } = voiceOf(facts.owners);
  return writeLetter(facts, {
    subject: `${nameRoundInSubject(report, round)}: with ${officer} to approve`,
    blocks: [
      paragraph(
        `${facts.from ?? 'You'} asked ${officer} (${facts.address}) ${when} to approve ${nameRound(report, round)}.`,
      ),
      paragraph('They can read and change the answers, and send them to us. You do not need to do anything.'),
      paragraph(
        `Is this wrong, or was it not you? Open the form by your own link and choose "Take the request back". The officer's link then stops working at once. After that, please ${ringMe}.`,
      ),
      writeSignature(facts),
    ],
  });
}
