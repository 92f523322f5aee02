import type { Instant, PlainDate } from './dates.ts';
import type { MilestoneId } from './programme.ts';
import type { RungId } from './rungs.ts';

/** Names one email owed by one rung to one recipient. Only a moved due date or another contact makes a rung owed anew. */
export interface NoticeKey {
  readonly followUpId: string;
  readonly milestone: MilestoneId;
  readonly dueOn: PlainDate;
  /** The rung, with what sets apart those that may come more than once: `receipt-2`, `request-copy-c1`. */
  readonly rung: string;
  readonly contactId: string;
  /** 1; a human's `resend` makes the next. */
  readonly attempt: number;
}

/** The entry of the ledger for one notice: the once-only record, and its own proof. */
export interface Notice {
  readonly key: NoticeKey;
  readonly rungId: RungId;
  /** What is known to have happened, each at its instant. The status is worked out of these, in whatever order they came. */
  readonly facts: NoticeFacts;
  readonly mailId?: string;
  /** Who holds the claim: one run of send-notices. */
  readonly claimant?: string;
  /** SES's message id, for threading and as proof. */
  readonly sesMessageId?: string;
  /** The date the email asked to be answered by. */
  readonly answerBy?: PlainDate;
  /** Why it was skipped, or what the mail system said. */
  readonly reason?: string;
}

/** Each fact can only be added, with the earliest instant at which it was seen: joining facts is order-free. */
export const noticeFactNames = [
  'resendAsked',
  'skipped',
  'claimed',
  'unknown',
  'accepted',
  // Of an email that was taken and then could not be rendered; one that was refused was never accepted.
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
 * The one status that the facts add up to: of the facts known, the one that stands last in the list above. So a delivery
 * after a transient bounce is a delivery, whichever came first, and a complaint overrides a delivery.
 *
 * `accepted` is SES's word that it took the mail; `delivered` that the recipient's mail system accepted it.
 */
export type NoticeStatus = NoticeFactName;

/** How an entry of the ledger begins: claimed by its sender, skipped, or asked for again by a human. */
export const firstStatuses = ['claimed', 'skipped', 'resendAsked'] as const satisfies readonly NoticeStatus[];

/**
 * What a notice of each status may become. Mail events overtake each other, so a notice may be seen to leap several
 * steps; none leads back. docs/notice-states.md draws them.
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

/** Facts never change, and a plan of many follow-ups asks for the status of the same ones over and over. */
const statuses = new WeakMap<NoticeFacts, NoticeStatus>();

/** The join of two sets of facts: every fact of either, at the earlier instant. Commutative, associative, idempotent. */
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

/** One more thing known of a notice. */
export interface NoticeFact {
  readonly name: NoticeFactName;
  readonly at: Instant;
  readonly sesMessageId?: string;
  readonly reason?: string;
}

/**
 * A notice of which one more thing is known; the notice itself where that was known before. The reason is the one that came
 * with the fact that gives the status, so that a delay told of after the delivery explains nothing; what was written
 * before the email left stays until then.
 */
export function withFact(notice: Notice, fact: NoticeFact): Notice {
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

/** Statuses that a human must see. */
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

/** True while the outcome may still change by itself: claimed and not yet settled. */
export function isInFlight(notice: Notice): boolean {
  return noticeStatus(notice.facts) === 'claimed';
}

/** `essex-ncpi-2016-03-08/six-week-response/2016-04-19/nudge/c1`: how the CLI names a notice; a further attempt ends in `/2`. */
export function noticeId(key: NoticeKey): string {
  const base = [key.followUpId, key.milestone, key.dueOn.toString(), key.rung, key.contactId].join('/');
  return key.attempt === 1 ? base : `${base}/${key.attempt}`;
}

/** The mail service's ids of the emails that a person got about a milestone, the oldest first. */
export function threadOf(
  notices: readonly Notice[],
  { milestone, contactId }: Pick<NoticeKey, 'milestone' | 'contactId'>,
): string[] {
  return notices
    .filter(({ key }) => key.milestone === milestone && key.contactId === contactId)
    .sort((a, b) => (a.facts.claimed?.epochMilliseconds ?? 0) - (b.facts.claimed?.epochMilliseconds ?? 0))
    .flatMap(({ sesMessageId }) => sesMessageId ?? []);
}

/** The rung of a copy in its key: each request, and each chaser, to another addressee has its own copies. */
export function copyRung(rung: string, addressee: { readonly id: string }): string {
  return `${rung}-copy-${addressee.id}`;
}

/** When a claim's sender is taken for dead, and how long its mail events may still come. Seconds. */
export const CLAIM_LEASE_SECONDS = 120;
export const CLAIM_GRACE_SECONDS = 30 * 60;
