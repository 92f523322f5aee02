import type { Missing } from '../clocks/count-due.ts';
import type { Milestone } from '../clocks/milestones.ts';
import type { Contact } from '../contact.ts';
import type { PlainDate } from '../dates.ts';
import type { FollowUpRecord } from '../follow-up.ts';
import type { Notice } from '../notice.ts';
import type { MilestoneId, MilestoneRule } from '../programme.ts';
import type { IncomingMail } from '../replies/incoming-mail.ts';
import type { HandoverAsked } from '../round.ts';
import type { DecisionContext } from '../sending/decide-notices.ts';

/**
 * Something that the inspectorate has to do about one follow-up. It is on the desk today and in the owner's Monday
 * digest.
 */
export interface Task {
  readonly kind: TaskKind;
  readonly followUpId: string;
  readonly forceId: string;
  readonly milestone: MilestoneId;
  readonly rule: MilestoneRule | undefined;
  /** The first day when it had to be done. */
  readonly since: PlainDate;
  /** The date that the task serves, if there is one. */
  readonly dueOn?: PlainDate;
  /** True if the task is also for the head of the programme. */
  readonly escalated: boolean;
  /**
   * The reference of a return to read, the status of a notice, or the id of an email. For an absence, it is the id of
   * the email that names an unknown stand-in.
   */
  readonly about?: string;
  /** True if somebody said it without a code. Anybody who has the link may have done so. */
  readonly unproved?: true;
  /** The notice to look at. */
  readonly notice?: Notice;
  /** The email to look at. */
  readonly mail?: IncomingMail;
  /** How many emails like it wait too, if a list shows them as one. */
  readonly moreMails?: number;
  /** The handover that waits for an answer. */
  readonly handover?: HandoverAsked;
  /** The day that a clock waits for. */
  readonly waitsFor?: Extract<Missing, { kind: 'recorded-day' }>;
  /** The contact who is away, or who holds an old date. */
  readonly contact?: Contact;
}

/** The kinds of task, in order of urgency on one day. */
export const taskKinds = [
  'needs-a-reason',
  'chief-inspectors-list',
  'unbooked',
  'answer-more-time',
  'answer-handover',
  'tell-them',
  'nobody-reachable',
  'look-at-notice',
  'change-contact',
  'not-the-right-person',
  'look-at-mail',
  'ring',
  'unconfirmed-return',
  'find-return',
  'read-return',
  'unconfirmed-request',
  'book',
  'decide',
  'do-step',
  'record-day',
  'away',
  'no-lead',
  'no-local-policing-body',
  'local-policing-body-late',
] as const;
export type TaskKind = (typeof taskKinds)[number];

export interface TaskContext extends Omit<DecisionContext, 'owner'> {
  /** Every email in the holding pen. It is absent if only dates matter. */
  readonly heldMail?: readonly IncomingMail[];
}

/** One follow-up today, and where its tasks go. */
export interface TaskScene {
  readonly record: FollowUpRecord;
  readonly context: TaskContext;
  readonly milestones: readonly Milestone[];
  readonly today: PlainDate;
  readonly add: (task: Pick<Task, 'kind' | 'milestone' | 'since'> & Partial<Task>) => void;
}
