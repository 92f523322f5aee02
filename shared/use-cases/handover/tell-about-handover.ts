import { nounsOf } from '../sending/words-of-report.ts';
import { requireRound } from '../finding/require-round.ts';
import { requestIdOf, type RungId } from '../../domain/rungs.ts';
import type { Milestone } from '../../domain/clocks/milestones.ts';
import { laterDate, londonDate, type PlainDate } from '../../domain/dates.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { bodyNameOn, type Body } from '../../domain/body.ts';
import { answerByOf, type Handover } from '../../domain/form/form.ts';
import type { Link } from '../../domain/link.ts';
import { holderOfPart } from '../../domain/people/contacts.ts';
import { ownerOf } from '../../domain/people/owner-of.ts';
import { listRecommendationsAsked } from '../../domain/returns/rounds.ts';
import { recipientId, type Recipient } from '../../domain/sending/recipient.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { NewsEmail, HandedOverEmail } from '../../wording/email-facts.ts';
import { programmeOf } from '../finding/programme-of.ts';
import { collectRoundFacts } from '../form/form-mail.ts';
import { isArmed } from '../finding/is-armed.ts';
import { newLink, type NewLink } from '../sending/new-link.ts';
import { sendPersonalEmail } from '../sending/send-personal-email.ts';
import { milestoneOf, type HandoverDependencies, type HandoverContext } from './handover-context.ts';

/** A handover as it is now, with the follow-up as it was last written. */
export interface HandoverNews extends HandoverContext {
  readonly handover: Handover;
  readonly followUp: FollowUp;
  /** When the owner answers. Undefined if the handover is done. */
  readonly answerBy?: PlainDate;
  /** The previous lead's link to undo the handover. */
  readonly undo?: NewLink;
}

/** The news, and what the emails about it say. */
interface NewsWithFacts extends HandoverNews {
  readonly milestone: Milestone;
  readonly body: Body | undefined;
  readonly owner: StaffMember | undefined;
  readonly about: Omit<Parameters<typeof collectRoundFacts>[0], 'recipientName'>;
}

interface HandoverMail {
  readonly recipient: Recipient;
  /** The new lead gets the round's own request. */
  readonly rungId: RungId;
  readonly answerBy?: PlainDate;
  readonly facts: NewsEmail;
  readonly links: readonly Link[];
}

/**
 * Sends one email each to the colleague, the previous lead, the liaison mailbox and the owner. Records each email in
 * the ledger.
 */
export async function tellAboutHandover(
  dependencies: HandoverDependencies,
  news: HandoverNews,
): Promise<void> {
  const { people, settings, log } = dependencies;
  const { followUp, handover } = news;
  if (!(await isArmed(settings))) {
    log.warn('fenced', 'This table may not send until someone arms it. Nobody was told of a handover.', {
      followUp: followUp.id,
    });
    return;
  }
  const [body, staff, organisation] = await Promise.all([
    people.body(followUp.forceId),
    people.staff(),
    settings.organisation(),
  ]);
  const owner = ownerOf(followUp, staff);
  const programme = await programmeOf(dependencies, followUp);
  const telling: NewsWithFacts = {
    ...news,
    milestone: milestoneOf(handover, news),
    body,
    owner,
    about: { followUp, body, programme, owner, round: handover.round, now: news.now, organisation },
  };
  const mails = [...mailToColleague(dependencies, telling), ...mailsToBody(telling), ...mailToOwner(telling)];
  for (const mail of mails) await send(dependencies, { ...telling, mail });
}

function mailToColleague(dependencies: HandoverDependencies, telling: NewsWithFacts): HandoverMail[] {
  const { handover, contacts, record, milestone, followUp, now, about } = telling;
  const { round } = handover;
  const colleague = contacts.find(({ id }) => id === handover.toContactId);
  if (colleague === undefined) return [];
  const { link, url } = newLink(dependencies, {
    followUp,
    round,
    dueOn: milestone.dueOn,
    contactId: colleague.id,
    now,
  });
  const by = laterDate(answerByOf(record, milestone), milestone.lastWorkingDay);
  const facts: NewsEmail = {
    kind: 'named',
    from: doerOf(handover),
    by,
    saved: record.rounds.find(({ id }) => id === round)?.savedAnswers.length ?? 0,
    asked: listRecommendationsAsked(record, milestone).length,
    link: url,
    ...collectRoundFacts({ ...about, recipientName: colleague.name }),
  };
  return [
    {
      recipient: { kind: 'contact', contact: colleague },
      rungId: requestIdOf(milestone.rule) ?? 'handover',
      answerBy: by,
      facts,
      links: [link],
    },
  ];
}

/**
 * Prepares the emails to the previous lead, who can undo the handover, and to the liaison mailbox. Skips people who
 * cannot be reached.
 */
function mailsToBody(telling: NewsWithFacts): HandoverMail[] {
  const { handover, contacts, now, undo, about } = telling;
  const former = contacts.find(({ id }) => id === handover.fromContactId);
  const liaison = holderOfPart('mailbox', { contacts, on: londonDate(now) });
  return [former, liaison].flatMap((reader): HandoverMail[] => {
    if (reader === undefined || reader.unreachable !== undefined) return [];
    const isFormer = reader.id === handover.fromContactId;
    const undoLink = isFormer ? undo : undefined;
    const facts: NewsEmail = {
      kind: 'handed-over',
      from: reader.id === (handover.doer?.contactId ?? handover.fromContactId) ? undefined : doerOf(handover),
      to: handover.toName,
      at: now,
      state: stateFor(telling, undoLink?.url),
      ...collectRoundFacts({ ...about, recipientName: reader.name }),
    };
    return [
      {
        recipient: { kind: 'contact', contact: reader },
        rungId: 'handover',
        facts,
        links: undoLink === undefined ? [] : [undoLink.link],
      },
    ];
  });
}

/** Returns the name of whoever passed the request on. */
function doerOf({ doer, fromName }: Handover): string {
  return doer?.name ?? fromName;
}

function stateFor({ handover, answerBy, now }: NewsWithFacts, undoLink?: string): HandedOverEmail['state'] {
  const { state, undoUntil } = handover;
  return state === 'done' && undoUntil !== undefined
    ? { kind: 'done', undoUntil, undoLink }
    : { kind: 'awaits-approval', answerBy: answerBy ?? londonDate(now) };
}

function mailToOwner({
  about,
  handover,
  followUp,
  body,
  owner,
  answerBy,
  now,
}: NewsWithFacts): HandoverMail[] {
  if (owner === undefined) return [];
  const { forceId, simulated, publishedOn } = followUp;
  const facts: NewsEmail = {
    kind: 'owner-alerts',
    language: 'en',
    simulated,
    noun: about.programme.body.noun,
    recipientName: owner.name,
    today: londonDate(now),
    alerts: [
      {
        alert: 'handover',
        body: {
          id: forceId,
          followUpId: followUp.id,
          name: body === undefined ? forceId : bodyNameOn(body, publishedOn),
          publishedOn,
          ...nounsOf(about.programme),
          simulated,
        },
        round: requireRound(about.programme, handover.round),
        from: doerOf(handover),
        to: handover.toName,
        answerBy,
      },
    ],
  };
  return [{ recipient: { kind: 'staff', staff: owner }, rungId: 'handover', facts, links: [] }];
}

/**
 * Sends one email about a handover. If it fails, the other emails still leave. The ladder also owes the new lead the
 * request, and the audit shows the rest.
 */
async function send(
  dependencies: HandoverDependencies,
  { mail, handover, followUp, milestone }: NewsWithFacts & { mail: HandoverMail },
): Promise<void> {
  const { recipient, rungId, answerBy, facts, links } = mail;
  const contactId = recipientId(recipient);
  const key = {
    followUpId: followUp.id,
    milestone: milestone.id,
    dueOn: milestone.dueOn,
    rung: rungId === 'handover' ? `handover-${handover.id}` : rungId,
    contactId,
    attempt: 1,
  };
  try {
    await sendPersonalEmail(dependencies, {
      recipient,
      forceId: followUp.forceId,
      notices: [{ key, rungId, answerBy }],
      followUps: [{ id: followUp.id, version: followUp.version }],
      links,
      facts,
      thread: [],
      round: handover.round,
      answersSomebody: true,
    });
  } catch (error) {
    dependencies.log.error('handover-mail-failed', 'An email about a handover did not leave.', {
      ids: { followUp: followUp.id, recipient: contactId },
      cause: error,
    });
  }
}
