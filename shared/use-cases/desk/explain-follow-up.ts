import { isSendingDay } from '../../domain/clocks/calendar.ts';
import { isInRole } from '../../domain/people/contacts.ts';
import {
  addDays,
  isAfter,
  londonDate,
  startOfLondonDay,
  type Instant,
  type PlainDate,
} from '../../domain/dates.ts';
import { explainDay, type ExplainedDay } from '../../domain/sending/explain-day.ts';
import { recipientId } from '../../domain/sending/recipient.ts';
import { explainLadder, type ExplainedRung } from '../../domain/planning/explain-ladder.ts';
import type { DueDateRevision } from '../../domain/follow-up.ts';
import type { StaffMember } from '../../domain/staff-member.ts';
import type { Contact } from '../../domain/contact.ts';
import { milestonesOf, buildPublicationMilestone, type Milestone } from '../../domain/clocks/milestones.ts';
import { simulate, type SimulatedEmail } from '../../domain/planning/simulate.ts';
import { ServiceError } from '../../errors.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { findContact } from '../finding/find-contact.ts';
import { findMilestone } from '../planning/find-milestone.ts';
import {
  loadForDecision,
  type ChangeDependencies,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

/** Explains one date and the emails of its ladder. */
export interface ExplainedMilestone {
  readonly milestone: Milestone;
  /** Every recorded move of the date. The last one counts. */
  readonly revisions: readonly DueDateRevision[];
  readonly ladder: readonly ExplainedRung[];
}

/** Explains why a person was or was not emailed on a day. */
export interface ExplainedPerson {
  readonly person: Contact | StaffMember;
  readonly on: PlainDate;
  readonly now: Instant;
  /** False if no emails go out on this day. */
  readonly isSendingDay: boolean;
  /** For a contact, whether they held their role on that day. */
  readonly isInRole: boolean;
  /** Why the follow-up sent no email on that day, for example because it was not released. */
  readonly notRunning: string | undefined;
  /** The day as it was. For today, the day so far. For a future day, the forecast. */
  readonly day: ExplainedDay;
  /** For a future day, the emails that leave then if nobody does anything. */
  readonly foreseen: readonly SimulatedEmail[];
}

export interface Explanation {
  readonly scene: FollowUpForDecision;
  readonly milestones: readonly ExplainedMilestone[];
  readonly person: ExplainedPerson | undefined;
}

/**
 * Explains the dates of a follow-up by publication, rule, suspension, extension and holiday. For any person and day,
 * also explains why an email was or was not sent. Uses the same rules as the sender, and what was known on that day.
 *
 * @throws ServiceError `not-found` or `ambiguous` if the follow-up, milestone or person cannot be found.
 */
export async function explainFollowUp(
  dependencies: ChangeDependencies,
  asked: {
    followUp: string;
    milestone?: string;
    contact?: string;
    on?: PlainDate;
  },
): Promise<Explanation> {
  const scene = await loadForDecision(dependencies, asked.followUp);
  const { record, context } = scene;
  const publication = buildPublicationMilestone(record.followUp.publishedOn, context);
  const every = milestonesOf(record, context);
  const chosen =
    asked.milestone === undefined
      ? every
      : [publication?.id === asked.milestone ? publication : findMilestone(scene, asked.milestone)];
  return {
    scene,
    milestones: chosen.map((milestone) => ({
      milestone,
      revisions: record.followUp.revisions.filter((revision) => revision.milestone === milestone.id),
      ladder: explainLadder(record, { milestone, context }),
    })),
    person:
      asked.contact === undefined
        ? undefined
        : explainPerson(scene, {
            person: await personOf(dependencies, {
              scene,
              written: asked.contact,
              on: asked.on ?? londonDate(context.now),
            }),
            on: asked.on ?? londonDate(context.now),
          }),
  };
}

function explainPerson(
  scene: FollowUpForDecision,
  { person, on }: { person: Contact | StaffMember; on: PlainDate },
): ExplainedPerson {
  const { record, context } = scene;
  const day = explainDay(record, { context, contactId: person.id, on });
  return {
    person,
    on,
    now: context.now,
    isSendingDay: isSendingDay(on, context.calendar),
    isInRole: 'forceId' in person ? isInRole(person, on) : true,
    notRunning: notRunning(scene, on),
    day,
    foreseen: isAfter(on, londonDate(context.now)) ? foreseeEmails(scene, { person, on }) : [],
  };
}

function foreseeEmails(
  { record, context }: FollowUpForDecision,
  { person, on }: { person: Contact | StaffMember; on: PlainDate },
): SimulatedEmail[] {
  const to = startOfLondonDay(addDays(on, 1));
  return [...simulate(record, { context, from: context.now, to })].filter(
    ({ at, recipient }) => londonDate(at).equals(on) && recipientId(recipient) === person.id,
  );
}

function notRunning({ record }: FollowUpForDecision, on: PlainDate): string | undefined {
  const { followUp } = record;
  const { releasedAt, state, withdrawal } = followUp;
  if (isAfter(followUp.publishedOn, on)) return 'the report was not published yet';
  if (releasedAt === undefined) return `the follow-up is ${state} and sends nothing until it is released`;
  if (isAfter(londonDate(releasedAt), on)) return 'the follow-up was not released yet';
  if (withdrawal !== undefined && !isAfter(withdrawal.on, on)) {
    return `the follow-up was withdrawn: ${withdrawal.reason}`;
  }
  if (state === 'withdrawn') return 'the follow-up is withdrawn';
  return state === 'closed' ? 'the follow-up is closed' : undefined;
}

/** Finds a contact of the body, or else a member of the inspectorate. */
async function personOf(
  dependencies: ChangeDependencies,
  { scene, written, on }: { scene: FollowUpForDecision; written: string; on: PlainDate },
): Promise<Contact | StaffMember> {
  const { forceId } = scene.record.followUp;
  try {
    return await findContact(dependencies, { forceId, written, on });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'not-found') throw error;
    return findStaffMember(dependencies, written).catch(() => {
      throw error;
    });
  }
}
