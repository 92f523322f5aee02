import { formatDate, londonDate, formatTime } from '../../domain/dates.ts';
import { paragraphWithLink, paragraph, type Block, type EmailContent } from '../email-content.ts';
import type { ApprovalAskedEmail, ApprovalToldEmail, HandedOverEmail, NamedEmail } from '../email-facts.ts';
import { writeLetter, writeSignature } from './letter.ts';
import {
  bySubject,
  nameRoundInSubject,
  formatProgress,
  nameRound,
  theReport,
  usefulAnswers,
  voiceOf,
} from './phrases.ts';

/** Writes to the colleague who answers from now on. */
export function namedEmail(facts: NamedEmail): EmailContent {
  const { report, round, by, saved, asked } = facts;
  const kept = saved === 0 || asked === 0 ? '' : ` So far ${formatProgress(saved, asked)}, and kept for you.`;
  return writeLetter(facts, {
    subject: `${bySubject(by)}: ${nameRoundInSubject(report, round)}, passed to you`,
    blocks: [
      paragraph(
        `${facts.from} has passed ${nameRound(report, round)} to you. It concerns ${theReport(report)}.${kept}`,
      ),
      paragraphWithLink(
        `Please send it by ${formatDate(by)}. You can stop, come back, or pass it on`,
        facts.link,
      ),
      paragraph(usefulAnswers),
      paragraph(report.care),
      paragraph(`Not for you? The same page lets you say who should have it. Or reply to this email.`),
      writeSignature(facts.owners),
    ],
    actBy: by,
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
      writeSignature(facts.owners),
    ],
    actBy: facts.state.kind === 'done' ? facts.state.undoUntil : undefined,
  });
}

function whatFollows(facts: HandedOverEmail): Block[] {
  const { state, to } = facts;
  const voice = voiceOf(facts.owners);
  if (state.kind === 'awaits-approval') {
    return [
      paragraph(
        `Their address is outside the ${facts.report.body.noun}'s own mail domain, so ${voice.i} must agree first. ${voice.I} will answer by ${formatDate(state.answerBy)}. Until then nothing changes.`,
      ),
      paragraph(`Is this a mistake? Please ${voice.ringMe}.`),
    ];
  }
  return [
    paragraph(`From now on we write to ${to}, who has a link of their own. What was saved is kept.`),
    state.undoLink === undefined
      ? paragraph(
          `Is this a mistake? It can be undone until ${formatDate(state.undoUntil)}. Please ${voice.ringMe}.`,
        )
      : paragraphWithLink(
          `Is this a mistake? You can undo it until ${formatDate(state.undoUntil)}`,
          state.undoLink,
        ),
  ];
}

/** Writes to the more senior officer who must approve a draft. */
export function approvalAskedEmail(facts: ApprovalAskedEmail): EmailContent {
  const { report, round, by } = facts;
  return writeLetter(facts, {
    subject: `${bySubject(by)}: approve the ${nameRoundInSubject(report, round)}`,
    blocks: [
      paragraph(
        `${facts.from} has prepared ${nameRound(report, round)} (${facts.answered} of ${facts.asked} answers) and asks you to approve it. It concerns ${theReport(report)}.`,
      ),
      paragraphWithLink(
        `Please read it, change what you wish, and approve it by ${formatDate(by)}`,
        facts.link,
      ),
      paragraph('It reaches us only when you approve it.'),
      paragraph(report.care),
      paragraph('Not for you? Reply to this email.'),
      writeSignature(facts.owners),
    ],
    actBy: by,
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
      writeSignature(facts.owners),
    ],
  });
}
