import { Temporal } from 'temporal-polyfill';
import type { WorkingCalendar } from '../domain/calendar.ts';
import { londonDate, type Instant, type PlainDate } from '../domain/dates.ts';
import { forceNameOn, type Recommendation, type Round } from '../domain/follow-up.ts';
import {
  answerByOf,
  changeableUntil,
  isRoundOpen,
  KEPT_AFTER_EXPIRY_HOURS,
  roundToOpen,
  SESSION_DAYS,
  type ApprovalRequest,
  type Attachment,
  type Draft,
  type DraftMark,
  type FormSession,
  type Handover,
  type WholeDraft,
} from '../domain/form.ts';
import type { Link } from '../domain/link.ts';
import { milestonesOf, type Milestone } from '../domain/milestones.ts';
import { isAnswered, recommendationsAsked } from '../domain/rounds.ts';
import { isRoundId, type Programme, type RoundId } from '../domain/programme.ts';
import { isPastTimescale, type Asking, type SentAnswer } from '../domain/returns.ts';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  CalendarAndSuspensions,
  FollowUpWithDrafts,
  FormDetails,
  FormReading,
} from '../ports/form-reading.ts';
import type { FormSessions } from '../ports/form-sessions.ts';
import type { Tokens } from '../ports/tokens.ts';

export interface OpenFormDependencies {
  readonly clock: Clock;
  readonly formReading: FormReading;
  readonly formSessions: FormSessions;
  readonly tokens: Tokens;
  readonly programmes: ReadonlyMap<string, Programme>;
}

/** A round as its form shows it. */
export interface FormRound {
  readonly record: FollowUpWithDrafts;
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly milestones: readonly Milestone[];
  readonly milestone: Milestone;
  readonly roundId: RoundId;
  readonly round: Round;
  readonly asked: readonly Recommendation[];
  readonly now: Instant;
  readonly today: PlainDate;
  readonly answerBy: PlainDate;
  /** Set once a return has come in. */
  readonly changeableUntil: PlainDate | undefined;
  readonly isOpen: boolean;
  /** The latest return of an earlier round: what "nothing has changed" refers to. */
  readonly lastReturn:
    | {
        readonly round: RoundId;
        readonly version: number;
        readonly reference: string;
        readonly receivedAt: Instant;
      }
    | undefined;
}

/** The form of one browser: its round, what was saved, and what it may show. */
export interface Form extends FormRound {
  readonly session: FormSession;
  readonly drafts: ReadonlyMap<number, Draft>;
  /** Drafts of an earlier round that this one absorbed unanswered. */
  readonly carried: ReadonlyMap<number, Draft>;
  readonly whole: WholeDraft | undefined;
  /** What was said for the whole in the round before. */
  readonly wholeBefore: WholeDraft | undefined;
  readonly attachments: readonly Attachment[];
  /** The newest request for approval in this round. */
  readonly approval: ApprovalRequest | undefined;
  /** Whether this browser may show something that was saved: it typed it, or proved itself by a code. */
  canSee(mark: DraftMark): boolean;
  /** Force, contact and owner, and the last return's answers unless another return is named. */
  details(returned?: { round: RoundId; version: number }): Promise<FormDetails>;
}

type ClosedReason = 'unknown' | 'expired' | 'revoked' | 'ended';

export type OpenedLink =
  /** The link by which a lead takes back what was passed on. */
  | { readonly kind: 'undo'; readonly handover: Handover; readonly now: Instant; readonly link: Link }
  | {
      readonly kind: 'open';
      readonly link: Link;
      readonly round: FormRound;
      readonly details: FormDetails;
      readonly session: FormSession | undefined;
    }
  | { readonly kind: 'closed'; readonly reason: ClosedReason; readonly link: Link | undefined };

/** What a link opens. Changes nothing: mail scanners follow links. */
export async function openLink(
  { token, sessionToken }: { token: string; sessionToken: string | undefined },
  dependencies: OpenFormDependencies,
): Promise<OpenedLink> {
  const { formReading, tokens, clock } = dependencies;
  const tokenHash = tokens.hashOf(token);
  if (tokenHash === undefined) return { kind: 'closed', reason: 'unknown', link: undefined };
  const sessionHash = sessionToken === undefined ? undefined : tokens.hashOf(sessionToken);
  const found = await formReading.link({ tokenHash, sessionHash });
  const { link } = found;
  const now = clock.now();
  if (link === undefined) return { kind: 'closed', reason: 'unknown', link };
  if (link.revokedAt !== undefined) return { kind: 'closed', reason: 'revoked', link };
  if (isPast(link.expiresAt, now)) return { kind: 'closed', reason: 'expired', link };
  const record = await formReading.followUp(link.followUpId);
  if (record.followUp.state !== 'open') return { kind: 'closed', reason: 'ended', link };
  const handover = record.handovers.find(({ undoLinkHash }) => undoLinkHash === tokenHash);
  if (handover !== undefined) return { kind: 'undo', handover, now, link };
  const round = formRound(record, { ...found, linked: link.round, now, dependencies });
  const details = await formReading.details({
    followUpId: link.followUpId,
    forceId: link.forceId,
    contactId: link.contactId,
    ownerId: record.followUp.ownerId,
    returned: undefined,
  });
  const session =
    found.session !== undefined && isSameReader(found.session, link, now) ? found.session : undefined;
  return { kind: 'open', link, round, details, session };
}

/** The start page's one action: swaps the token in the address for a session in a cookie. */
export async function startForm(
  opened: Extract<OpenedLink, { kind: 'open' }>,
  { formSessions, tokens, clock }: OpenFormDependencies,
): Promise<{ sessionToken: string; maxAgeSeconds: number }> {
  const { link, round } = opened;
  const approvalId = round.record.approvals.find(({ linkHash }) => linkHash === link.tokenHash)?.id;
  // The officer who approves proves who they are by a code of their own, in whichever browser.
  const known = approvalId === undefined ? opened.session : undefined;
  const now = clock.now();
  const { token, tokenHash } = tokens.newToken();
  const inDays = now.add({ hours: 24 * SESSION_DAYS });
  const expiresAt = Temporal.Instant.compare(inDays, link.expiresAt) < 0 ? inDays : link.expiresAt;
  await formSessions.add({
    tokenHash,
    browserId: known?.browserId ?? tokens.newId(),
    linkHash: link.tokenHash,
    followUpId: link.followUpId,
    forceId: link.forceId,
    round: link.round,
    forceName: forceNameIn(opened),
    contactId: link.contactId,
    createdAt: now,
    expiresAt,
    verified: known?.verified ?? false,
    approvalId,
  });
  return {
    sessionToken: token,
    maxAgeSeconds: Math.floor((expiresAt.epochMilliseconds - now.epochMilliseconds) / 1000),
  };
}

function forceNameIn({ details, round }: Extract<OpenedLink, { kind: 'open' }>): string {
  const { force } = details;
  return force === undefined
    ? round.record.followUp.forceId
    : forceNameOn(force, round.record.followUp.publishedOn);
}

export type OpenedForm =
  | { readonly kind: 'open'; readonly form: Form }
  | { readonly kind: 'closed'; readonly reason: ClosedReason; readonly session: FormSession | undefined };

/** The form of the browser that holds a session. */
export async function openForm(
  { sessionToken }: { sessionToken: string | undefined },
  dependencies: OpenFormDependencies,
): Promise<OpenedForm> {
  const { formReading, tokens, clock } = dependencies;
  const sessionHash = sessionToken === undefined ? undefined : tokens.hashOf(sessionToken);
  if (sessionHash === undefined) return { kind: 'closed', reason: 'unknown', session: undefined };
  const { session, ...dates } = await formReading.session(sessionHash);
  if (session === undefined) return { kind: 'closed', reason: 'unknown', session };
  const now = clock.now();
  if (isPast(session.expiresAt, now)) return { kind: 'closed', reason: 'expired', session };
  return formOf(session, { dates, now, dependencies });
}

/** The form of a session that ended less than a day ago by time alone, so that what was being typed can be kept. */
export async function openForExpired(
  closed: Extract<OpenedForm, { kind: 'closed' }>,
  dependencies: OpenFormDependencies,
): Promise<Form | undefined> {
  const { session, reason } = closed;
  const now = dependencies.clock.now();
  if (session === undefined || reason !== 'expired') return undefined;
  if (isPast(session.expiresAt.add({ hours: KEPT_AFTER_EXPIRY_HOURS }), now)) return undefined;
  const dates = await dependencies.formReading.session(session.tokenHash);
  const opened = await formOf(session, { dates, now, dependencies });
  return opened.kind === 'open' ? opened.form : undefined;
}

/** The form of a session that is known already; its expiry is the caller's to judge. */
export async function formOf(
  session: FormSession,
  of: { dates: CalendarAndSuspensions; now: Instant; dependencies: OpenFormDependencies },
): Promise<OpenedForm> {
  const { formReading } = of.dependencies;
  const record = await formReading.followUp(session.followUpId);
  if (record.revokedLinks.has(session.linkHash)) return { kind: 'closed', reason: 'revoked', session };
  if (record.followUp.state !== 'open') return { kind: 'closed', reason: 'ended', session };
  const base = formRound(record, {
    ...of.dates,
    linked: session.round,
    now: of.now,
    dependencies: of.dependencies,
  });
  const inRound = <Kept extends { readonly round: RoundId }>(kept: readonly Kept[]): Kept[] =>
    kept.filter((one) => one.round === base.roundId);
  const read = new Map<string, Promise<FormDetails>>();
  return {
    kind: 'open',
    form: {
      ...base,
      session,
      drafts: new Map(inRound(record.drafts).map((draft) => [draft.number, draft])),
      carried: carriedDrafts(record, base),
      whole: inRound(record.wholes)[0],
      wholeBefore: wholeBefore(record, base),
      attachments: inRound(record.attachments),
      approval: latestApproval(inRound(record.approvals)),
      canSee: (mark) => session.verified || mark.savedIn === session.browserId,
      details: (returned = base.lastReturn) => {
        const name = returned === undefined ? '' : `${returned.round}/${returned.version}`;
        const known = read.get(name);
        if (known !== undefined) return known;
        const asked = formReading.details({
          followUpId: session.followUpId,
          forceId: session.forceId,
          contactId: session.contactId,
          ownerId: record.followUp.ownerId,
          returned,
        });
        read.set(name, asked);
        return asked;
      },
    },
  };
}

/** What decides which questions a recommendation's answer calls for. */
export function askingFor(
  form: Form,
  of: { recommendation: Recommendation; lastAnswer: SentAnswer | undefined },
): Omit<Asking, 'status'> {
  const { today, record, roundId } = form;
  return {
    round: roundId,
    today,
    pastTimescale: isPastTimescale(of.recommendation.timescale, {
      publishedOn: record.followUp.publishedOn,
      today,
    }),
    lastAnswer: of.lastAnswer,
  };
}

function formRound(
  record: FollowUpWithDrafts,
  of: CalendarAndSuspensions & { linked: RoundId; now: Instant; dependencies: OpenFormDependencies },
): FormRound {
  const { followUp } = record;
  const programme = of.dependencies.programmes.get(followUp.programmeId);
  if (programme === undefined) {
    throw new ServiceError('stored-data', `${followUp.id} names a programme that does not exist.`);
  }
  const today = londonDate(of.now);
  const milestones = milestonesOf(followUp, {
    programme,
    calendar: of.calendar,
    suspensions: of.suspensions,
  });
  const roundId = roundToOpen(record, of.linked, milestones);
  const milestone = milestones.find((candidate) => candidate.id === roundId);
  if (milestone === undefined) {
    throw new ServiceError('stored-data', `${followUp.id} has no milestone ${roundId}.`);
  }
  const round = record.rounds.find((candidate) => candidate.id === roundId) ?? {
    id: roundId,
    savedAnswers: [],
    returns: [],
    version: 0,
  };
  const askedNumbers = recommendationsAsked(record, milestone);
  const answerBy = answerByOf(record, milestone);
  const until = changeableUntil(round, { dueOn: milestone.dueOn, programme, calendar: of.calendar });
  return {
    record,
    programme,
    calendar: of.calendar,
    milestones,
    milestone,
    roundId,
    round,
    asked: record.recommendations.filter(({ number }) => askedNumbers.includes(number)),
    now: of.now,
    today,
    answerBy,
    changeableUntil: until,
    isOpen: isRoundOpen(round, { changeableUntil: until, today }),
    lastReturn: lastReturnBefore(record, { roundId, milestones }),
  };
}

function lastReturnBefore(
  record: FollowUpWithDrafts,
  { roundId, milestones }: { roundId: RoundId; milestones: readonly Milestone[] },
): FormRound['lastReturn'] {
  const own = milestones.findIndex((milestone) => milestone.id === roundId);
  for (const milestone of milestones.slice(0, own).reverse()) {
    if (!isRoundId(milestone.id)) continue;
    const sent = record.rounds.find((round) => round.id === milestone.id)?.returns.at(-1);
    if (sent !== undefined) return { ...sent, round: milestone.id };
  }
  return undefined;
}

function carriedDrafts(record: FollowUpWithDrafts, { roundId, milestones }: FormRound): Map<number, Draft> {
  const carried = new Map<number, Draft>();
  const own = milestones.findIndex((milestone) => milestone.id === roundId);
  for (const milestone of milestones.slice(0, own)) {
    if (isAnswered(record.rounds.find((round) => round.id === milestone.id))) continue;
    for (const draft of record.drafts) if (draft.round === milestone.id) carried.set(draft.number, draft);
  }
  return carried;
}

function wholeBefore(
  { wholes }: FollowUpWithDrafts,
  { roundId, milestones }: FormRound,
): WholeDraft | undefined {
  const own = milestones.findIndex((milestone) => milestone.id === roundId);
  const earlier = milestones.slice(0, own).reverse();
  for (const milestone of earlier) {
    const found = wholes.find((whole) => whole.round === milestone.id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function latestApproval(approvals: readonly ApprovalRequest[]): ApprovalRequest | undefined {
  return [...approvals].sort((a, b) => Temporal.Instant.compare(a.askedAt, b.askedAt)).at(-1);
}

/** A browser is known where it opened this person's form of this follow-up before, and not too long ago. */
function isSameReader(session: FormSession, link: Link, now: Instant): boolean {
  return (
    session.followUpId === link.followUpId &&
    session.contactId === link.contactId &&
    session.approvalId === undefined &&
    !isPast(session.expiresAt, now)
  );
}

function isPast(at: Instant, now: Instant): boolean {
  return Temporal.Instant.compare(at, now) <= 0;
}
