import type { Programmes } from '../../ports/programmes.ts';
import { Temporal } from 'temporal-polyfill';
import { londonDate, type Instant } from '../../domain/dates.ts';
import type { Recommendation } from '../../domain/recommendation.ts';
import type { Organisation } from '../../domain/organisation.ts';
import { bodyNameOn } from '../../domain/body.ts';
import type { Contact } from '../../domain/contact.ts';
import {
  KEPT_AFTER_EXPIRY_HOURS,
  SESSION_DAYS,
  type ApprovalRequest,
  type Attachment,
  type Draft,
  isTypedIn,
  type FormSession,
  type Handover,
  type SavedMark,
  type WholeDraft,
} from '../../domain/form/form.ts';
import type { FormEmail } from '../../domain/form/form-email.ts';
import type { Link } from '../../domain/link.ts';
import { mayAct, type Act, type Holder, type Permission, type PeopleNow } from '../../domain/form/may-act.ts';
import { isAnswered } from '../../domain/returns/rounds.ts';
import type { RoundId } from '../../domain/programme.ts';
import { contactsInProgramme } from '../../domain/people/contacts.ts';
import { isPastTimescale, type QuestionContext } from '../../domain/returns/questions.ts';
import type { SentAnswer } from '../../domain/answer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FormSettings, FollowUpWithDrafts, FormDetails, FormReading } from '../../ports/form-reading.ts';
import type { FormSessions } from '../../ports/form-sessions.ts';
import type { People } from '../../ports/people.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { findFormRound, type FormRound } from './form-round.ts';

export interface OpenFormDependencies {
  readonly clock: Clock;
  readonly formReading: FormReading;
  readonly formSessions: FormSessions;
  readonly people: People;
  readonly tokens: Tokens;
  readonly programmes: Programmes;
}

/** The form in one browser. It holds the round, what was saved, and what this browser may see. */
export interface Form extends FormRound {
  readonly session: FormSession;
  /** Every contact that the body has on record. */
  readonly contacts: readonly Contact[];
  readonly drafts: ReadonlyMap<number, Draft>;
  /** Drafts of earlier rounds that nobody answered. This round took them over. */
  readonly carried: ReadonlyMap<number, Draft>;
  readonly whole: WholeDraft | undefined;
  /** The answers for the whole return in the round before. */
  readonly wholeBefore: WholeDraft | undefined;
  /** The emails that left something on the form, oldest first. */
  readonly emails: readonly FormEmail[];
  readonly attachments: readonly Attachment[];
  /** The newest request for approval in this round, if it is still valid. */
  readonly approval: ApprovalRequest | undefined;
  /** Tells whether this browser may do something now. Every page asks this before it shows or changes anything. */
  may(act: Act): Permission;
  /**
   * Tells whether this browser may show a saved answer. It may if the answer was typed in it, or if it has entered a
   * code.
   */
  canSee(mark: SavedMark): boolean;
  /**
   * Reads the body, the contact, the owner and a return's answers. Without `returned`, reads the answers of the last
   * return.
   */
  details(returned?: { round: RoundId; version: number }): Promise<FormDetails>;
}

/**
 * Why a link or a form does not open. `left` means that the person who was given it no longer has a role at the body.
 */
export type ClosedReason = 'unknown' | 'expired' | 'revoked' | 'ended' | 'left';

export type OpenedLink =
  /** The link that lets a lead undo a handover. */
  | {
      readonly kind: 'undo';
      readonly handover: Handover;
      readonly contacts: readonly Contact[];
      readonly now: Instant;
      readonly link: Link;
      readonly organisation: Organisation;
    }
  | {
      readonly kind: 'open';
      readonly link: Link;
      readonly round: FormRound;
      readonly details: FormDetails;
      readonly session: FormSession | undefined;
    }
  | { readonly kind: 'closed'; readonly reason: ClosedReason; readonly link: Link | undefined };

/** Finds out what a link opens. Changes nothing, because mail scanners follow links. */
export async function openLink(
  dependencies: OpenFormDependencies,
  { token, sessionToken }: { token: string; sessionToken: string | undefined },
): Promise<OpenedLink> {
  const { formReading, people, tokens, clock } = dependencies;
  const tokenHash = tokens.hashToken(token);
  if (tokenHash === undefined) return { kind: 'closed', reason: 'unknown', link: undefined };
  const sessionHash = sessionToken === undefined ? undefined : tokens.hashToken(sessionToken);
  const found = await formReading.link({ tokenHash, sessionHash });
  const { link } = found;
  const now = clock.now();
  if (link === undefined) return { kind: 'closed', reason: 'unknown', link };
  const [record, contacts] = await Promise.all([
    formReading.followUp(link.followUpId),
    people.contacts(link.forceId),
  ]);
  const isRevoked = link.revokedAt !== undefined;
  const handover = record.handovers.find(({ undoLinkHash }) => undoLinkHash === tokenHash);
  const holder = holderOfLink(link, record);
  // Tell a person who has left that they have left, even if nobody has revoked their link.
  if (handover === undefined || isRevoked) {
    const peopleNow = { contacts, approvals: record.approvals, today: londonDate(now) };
    if (mayAct(holder, { act: 'answer', people: peopleNow }) === 'has-left') {
      return { kind: 'closed', reason: 'left', link };
    }
  }
  if (isRevoked) return { kind: 'closed', reason: 'revoked', link };
  if (isPast(link.expiresAt, now)) return { kind: 'closed', reason: 'expired', link };
  if (record.followUp.state !== 'open') return { kind: 'closed', reason: 'ended', link };
  if (handover !== undefined)
    return { kind: 'undo', handover, contacts, now, link, organisation: found.organisation };
  const round = await findFormRound(record, { ...found, linked: link.round, now, dependencies });
  const details = await formReading.details({
    followUpId: link.followUpId,
    forceId: link.forceId,
    contactId: link.contactId,
    ownerId: record.followUp.ownerId,
    returned: undefined,
  });
  const session =
    found.session !== undefined && isSameReader(found.session, { link, now }) ? found.session : undefined;
  return { kind: 'open', link, round, details, session };
}

/** Opens the form from the start page. Exchanges the token in the address for a session in a cookie. */
export async function startForm(
  { formSessions, tokens, clock }: OpenFormDependencies,
  opened: Extract<OpenedLink, { kind: 'open' }>,
): Promise<{ sessionToken: string; maxAgeSeconds: number }> {
  const { link, round } = opened;
  const { approvalId } = holderOfLink(link, round.record);
  // The officer who approves must enter a code of their own, in any browser.
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
    forceName: bodyNameIn(opened),
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

/**
 * Returns the holder of a link, not verified. A link alone proves nothing, because one person can pass it to another.
 */
function holderOfLink(
  { contactId, tokenHash }: Link,
  { approvals }: Pick<FollowUpWithDrafts, 'approvals'>,
): Holder {
  const approvalId = approvals.find(({ linkHash }) => linkHash === tokenHash)?.id;
  return { contactId, approvalId, verified: false };
}

function bodyNameIn({ details, round }: Extract<OpenedLink, { kind: 'open' }>): string {
  const { body } = details;
  return body === undefined
    ? round.record.followUp.forceId
    : bodyNameOn(body, round.record.followUp.publishedOn);
}

export type OpenedForm =
  | { readonly kind: 'open'; readonly form: Form }
  | { readonly kind: 'closed'; readonly reason: ClosedReason; readonly session: FormSession | undefined };

/** Opens the form of the browser that holds a session. */
export async function openForm(
  dependencies: OpenFormDependencies,
  { sessionToken }: { sessionToken: string | undefined },
): Promise<OpenedForm> {
  const { formReading, tokens, clock } = dependencies;
  const sessionHash = sessionToken === undefined ? undefined : tokens.hashToken(sessionToken);
  if (sessionHash === undefined) return { kind: 'closed', reason: 'unknown', session: undefined };
  const { session, ...dates } = await formReading.session(sessionHash);
  if (session === undefined) return { kind: 'closed', reason: 'unknown', session };
  const now = clock.now();
  if (isPast(session.expiresAt, now)) return { kind: 'closed', reason: 'expired', session };
  return buildForm({ dates, now, dependencies }, session);
}

/**
 * Opens the form of a session that expired less than a day ago, to save what someone was typing. Returns undefined if
 * the session ended for another reason.
 */
export async function openExpiredForm(
  dependencies: OpenFormDependencies,
  closed: Extract<OpenedForm, { kind: 'closed' }>,
): Promise<Form | undefined> {
  const { session, reason } = closed;
  const now = dependencies.clock.now();
  if (session === undefined || reason !== 'expired') return undefined;
  if (isPast(session.expiresAt.add({ hours: KEPT_AFTER_EXPIRY_HOURS }), now)) return undefined;
  const dates = await dependencies.formReading.session(session.tokenHash);
  const opened = await buildForm({ dates, now, dependencies }, session);
  return opened.kind === 'open' ? opened.form : undefined;
}

/**
 * Builds the form of a session that the caller has already read. Does not check whether the session has expired. The
 * caller does that.
 */
export async function buildForm(
  { dependencies, now, dates }: { dates: FormSettings; now: Instant; dependencies: OpenFormDependencies },
  session: FormSession,
): Promise<OpenedForm> {
  const { formReading, people } = dependencies;
  const [record, contacts] = await Promise.all([
    formReading.followUp(session.followUpId),
    people.contacts(session.forceId),
  ]);
  const peopleNow: PeopleNow = { contacts, approvals: record.approvals, today: londonDate(now) };
  if (mayAct(session, { act: 'answer', people: peopleNow }) === 'has-left') {
    return { kind: 'closed', reason: 'left', session };
  }
  if (record.revokedLinks.has(session.linkHash)) return { kind: 'closed', reason: 'revoked', session };
  if (record.followUp.state !== 'open') return { kind: 'closed', reason: 'ended', session };
  const base = await findFormRound(record, {
    ...dates,
    linked: session.round,
    now,
    dependencies,
  });
  const inRound = <Kept extends { readonly round: RoundId }>(kept: readonly Kept[]): Kept[] =>
    kept.filter((one) => one.round === base.roundId);
  const read = new Map<string, Promise<FormDetails>>();
  return {
    kind: 'open',
    form: {
      ...base,
      contacts: contactsInProgramme(contacts, base.programme),
      ...sightOf(session, peopleNow),
      drafts: new Map(inRound(record.drafts).map((draft) => [draft.number, draft])),
      carried: carriedDrafts(record, base),
      whole: inRound(record.wholes)[0],
      wholeBefore: wholeBefore(record, base),
      emails: emailsOf(record, base),
      attachments: inRound(record.attachments),
      approval: latestApproval(inRound(record.approvals), peopleNow),
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

type Sight = Pick<Form, 'session' | 'may' | 'canSee'>;

function sightOf(session: FormSession, people: PeopleNow): Sight {
  const may = (act: Act): Permission => mayAct(session, { act, people });
  return {
    session,
    may,
    canSee: (mark) => may('see-saved') === 'yes' || isTypedIn(mark, session.browserId),
  };
}

/** Returns the same form after its browser has entered the right code. */
export function verifyForm(form: Form): Form {
  const { contacts, record, today } = form;
  return {
    ...form,
    ...sightOf({ ...form.session, verified: true }, { contacts, approvals: record.approvals, today }),
  };
}

/** Returns the saved draft of an answer. It may come from this round or from an earlier round that nobody answered. */
export function findSavedAnswer({ drafts, carried }: Form, number: number): Draft | undefined {
  return drafts.get(number) ?? carried.get(number);
}

/** Returns the facts that decide which questions a recommendation gets. */
export function buildQuestionContext(
  form: Form,
  { recommendation, lastAnswer }: { recommendation: Recommendation; lastAnswer: SentAnswer | undefined },
): Omit<QuestionContext, 'status'> {
  const { today, calendar, record, rule } = form;
  return {
    form: rule.form,
    today,
    pastTimescale: isPastTimescale(recommendation.timescale, {
      publishedOn: record.followUp.publishedOn,
      calendar,
      today,
    }),
    lastAnswer,
  };
}

/** Returns the emails of this round, and of earlier rounds that nobody answered. This round takes those over. */
function emailsOf(record: FollowUpWithDrafts, { roundId, milestones }: FormRound): FormEmail[] {
  const own = milestones.findIndex((milestone) => milestone.id === roundId);
  const rounds = milestones
    .slice(0, own + 1)
    .map(({ id }) => id)
    .filter((id) => id === roundId || !isAnswered(record.rounds.find((round) => round.id === id)));
  return record.emails
    .filter(({ round }) => rounds.includes(round))
    .sort((a, b) => Temporal.Instant.compare(a.receivedAt, b.receivedAt));
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

/** Returns the newest request for approval. Skips a request if its officer's link no longer opens the form. */
function latestApproval(
  approvals: readonly ApprovalRequest[],
  people: PeopleNow,
): ApprovalRequest | undefined {
  const standing = approvals.filter(({ id, askedBy }) => {
    const officer: Holder = { contactId: askedBy, approvalId: id, verified: false };
    return mayAct(officer, { act: 'answer', people }) === 'yes';
  });
  return standing.sort((a, b) => Temporal.Instant.compare(a.askedAt, b.askedAt)).at(-1);
}

/**
 * Tells whether a browser is known. It is known if it has opened this person's form of this follow-up and its session
 * has not expired.
 */
function isSameReader(session: FormSession, { link, now }: { link: Link; now: Instant }): boolean {
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
