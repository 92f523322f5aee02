import type { Instant, PlainDate } from './dates.ts';
import type { MilestoneId } from './programme.ts';
import type { RungId } from './rungs.ts';
import type { Statement } from './statement.ts';

/**
 * Identifies one email that one rung owes to one recipient. The rung is owed again only if its due date moves or its
 * contact changes.
 */
export interface NoticeKey {
  readonly followUpId: string;
  readonly milestone: MilestoneId;
  readonly dueOn: PlainDate;
  /** The rung. A suffix separates rungs that may occur more than once, such as `receipt-2` and `request-copy-c1`. */
  readonly rung: string;
  readonly contactId: string;
  /** Starts at 1. If a person runs `resend`, the next attempt begins. */
  readonly attempt: number;
}

/** The ledger entry for one notice. It makes sure that the email goes once, and it is the proof. */
export interface Notice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  /** What is known to have happened, each with its instant. These facts give the status, in any order of arrival. */
  readonly facts: NoticeFacts;
  readonly mailId?: string;
  /** The run of send-notices that holds the claim. */
  readonly claimant?: string;
  /** The message id from SES. It serves for threading and as proof. */
  readonly sesMessageId?: string;
  /** The answer date that the email asked for. */
  readonly answerBy?: PlainDate;
  /** What the email stated. Absent in notices from before Revisit kept it, and in alerts to our own people. */
  readonly stated?: readonly Statement[] | undefined;
  /** Why the notice was skipped, or what the mail system said. */
  readonly reason?: string;
}

/**
 * The facts that a notice can have, in order of precedence. A fact can be added but never removed. It keeps the
 * earliest instant at which it was seen. So facts can be joined in any order.
 */
export const noticeFactNames = [
  'resendAsked',
  'skipped',
  'claimed',
  'unknown',
  'accepted',
  // SES accepted the email and then could not render it. An email that SES refused was never accepted.
  'failed',
  'delayed',
  'transientBounce',
  'delivered',
  'suppressed',
  'rejected',
  'permanentBounce',
  'complained',
] as const;
export type NoticeFactName = (typeof noticeFactNames)[number];
export type NoticeFacts = Readonly<Partial<Record<NoticeFactName, Instant | undefined>>>;

/**
 * The one status that the facts give. It is the known fact that comes last in the list above. A transient bounce and a
 * delivery together count as a delivery, in either order. A complaint overrides a delivery.
 *
 * `accepted` means that SES took the email. `delivered` means that the recipient's mail system accepted it.
 */
export type NoticeStatus = NoticeFactName;

/**
 * The statuses that a ledger entry can start with. The sender claimed the notice, it was skipped, or a person asked for
 * it again.
 */
export const firstStatuses = ['claimed', 'skipped', 'resendAsked'] as const satisfies readonly NoticeStatus[];

/**
 * The statuses that can follow each status. Mail events can arrive out of order, so a notice may seem to jump several
 * steps. It never goes back. docs/notice-states.md draws the steps.
 */
export const nextStatuses: Readonly<Record<NoticeStatus, readonly NoticeStatus[]>> = {
  resendAsked: ['claimed', 'skipped'],
  skipped: [],
  claimed: ['accepted', 'failed', 'unknown'],
  unknown: ['accepted'],
  failed: [],
  accepted: [
    'failed',
    'delivered',
    'delayed',
    'transientBounce',
    'permanentBounce',
    'suppressed',
    'rejected',
  ],
  delayed: ['delivered', 'transientBounce', 'permanentBounce'],
  transientBounce: ['delivered', 'permanentBounce'],
  delivered: ['permanentBounce', 'complained'],
  suppressed: [],
  rejected: [],
  permanentBounce: ['complained'],
  complained: [],
};

export function noticeStatus(facts: NoticeFacts): NoticeStatus {
  const known = statuses.get(facts);
  if (known !== undefined) return known;
  const status = noticeFactNames.findLast((name) => facts[name] !== undefined) ?? 'claimed';
  statuses.set(facts, status);
  return status;
}

/** A cache. Facts never change, and a plan for many follow-ups asks for the same statuses again and again. */
const statuses = new WeakMap<NoticeFacts, NoticeStatus>();

/**
 * Joins two sets of facts. Keeps every fact of either set, at the earlier instant. The join is commutative, associative
 * and idempotent.
 */
export function joinFacts(left: NoticeFacts, right: NoticeFacts): NoticeFacts {
  const joined: Partial<Record<NoticeFactName, Instant>> = {};
  for (const name of noticeFactNames) {
    const a = left[name];
    const b = right[name];
    const earliest =
      a === undefined ? b : b === undefined ? a : a.epochNanoseconds <= b.epochNanoseconds ? a : b;
    if (earliest !== undefined) joined[name] = earliest;
  }
  return joined;
}

/** One new fact about a notice. */
export interface NoticeFact {
  readonly name: NoticeFactName;
  readonly at: Instant;
  readonly sesMessageId?: string;
  readonly reason?: string;
}

/**
 * Adds a fact to a notice. Returns the same notice if the fact was already known.
 *
 * The reason always belongs to the fact that gives the status. If a delay is reported after the delivery, its reason is
 * ignored. A reason written before the email left stays if the next status comes without one.
 */
export function addNoticeFact(notice: Notice, fact: NoticeFact): Notice {
  const known = notice.facts[fact.name];
  const isNews = known === undefined || fact.at.epochNanoseconds < known.epochNanoseconds;
  const sesMessageId = notice.sesMessageId ?? fact.sesMessageId;
  if (!isNews) return sesMessageId === notice.sesMessageId ? notice : { ...notice, sesMessageId };
  const facts = joinFacts(notice.facts, { [fact.name]: fact.at });
  if (noticeStatus(facts) !== fact.name) return { ...notice, facts, sesMessageId };
  const before = noticeStatus(notice.facts);
  const kept = before === 'resendAsked' || before === 'claimed' ? notice.reason : undefined;
  return { ...notice, facts, sesMessageId, reason: fact.reason ?? kept };
}

/** The statuses that a person must see. */
const problemStatuses: ReadonlySet<NoticeStatus> = new Set<NoticeStatus>([
  'unknown',
  'failed',
  'transientBounce',
  'suppressed',
  'rejected',
  'permanentBounce',
  'complained',
]);

export function isProblem(notice: Notice): boolean {
  return problemStatuses.has(noticeStatus(notice.facts));
}

/** Tells whether the notice is claimed and its outcome may still change by itself. */
export function isInFlight(notice: Notice): boolean {
  return noticeStatus(notice.facts) === 'claimed';
}

/**
 * Returns the id that the CLI uses for a notice, such as `essex-ncpi-2016-03-08/six-week-response/2016-04-19/nudge/c1`.
 * A second attempt ends in `/2`.
 */
export function noticeId(key: NoticeKey): string {
  const base = [key.followUpId, key.milestone, key.dueOn.toString(), key.rung, key.contactId].join('/');
  return key.attempt === 1 ? base : `${base}/${key.attempt}`;
}

/** Returns the SES message ids of the emails that a contact got about a milestone, oldest first. */
export function threadOf(
  notices: readonly Notice[],
  { milestone, contactId }: Pick<NoticeKey, 'milestone' | 'contactId'>,
): string[] {
  return notices
    .filter(({ key }) => key.milestone === milestone && key.contactId === contactId)
    .sort((a, b) => (a.facts.claimed?.epochMilliseconds ?? 0) - (b.facts.claimed?.epochMilliseconds ?? 0))
    .flatMap(({ sesMessageId }) => sesMessageId ?? []);
}

/** Returns the rung for the key of a copy. A request or chaser to another addressee has its own copies. */
export function nameCopyRung(rung: string, addressee: { readonly id: string }): string {
  return `${rung}-copy-${addressee.id}`;
}

/**
 * How long a sender may hold a claim before Revisit treats it as dead, and how long its mail events may still come.
 * Both are in seconds.
 */
export const CLAIM_LEASE_SECONDS = 120;
export const CLAIM_GRACE_SECONDS = 30 * 60;
