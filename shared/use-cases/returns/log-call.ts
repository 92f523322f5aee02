import { formatDate, isEarlier, londonDate, formatTime, type Instant } from '../../domain/dates.ts';
import type { Round } from '../../domain/round.ts';
import type { Call } from '../../domain/history.ts';
import { isAnswered } from '../../domain/returns/rounds.ts';
import { ServiceError } from '../../errors.ts';
import { findStaffMember } from '../finding/find-staff-member.ts';
import { findContact } from '../finding/find-contact.ts';
import { findCurrentRound } from '../planning/find-milestone.ts';
import {
  planChange,
  loadForDecision,
  type ChangeDependencies,
  type PlannedChange,
  type FollowUpForDecision,
} from '../planning/plan-change.ts';

export interface LoggedCall {
  /** The follow-up's id, or its body. */
  readonly followUp: string;
  /** The contact at the body, by id, name or role. */
  readonly contact?: string;
  /** The member of the inspectorate, by id or name. By default, the owner of the follow-up. */
  readonly staff?: string;
  readonly at?: Instant;
  readonly theyRang: boolean;
  readonly note: string;
  readonly by: string;
}

/**
 * Plans to record a telephone call and what was said. If a round is waiting for its return, Revisit does not remind the
 * owner to ring for some days.
 *
 * @throws ServiceError `not-found` for people who are not on record.
 * @throws ServiceError `bad-input` if the call is in the future.
 */
export async function planCall(dependencies: ChangeDependencies, logged: LoggedCall): Promise<PlannedChange> {
  const scene = await loadForDecision(dependencies, logged.followUp);
  const { followUp } = scene.record;
  const at = logged.at ?? scene.context.now;
  if (isEarlier(scene.context.now, at)) {
    throw new ServiceError('bad-input', 'The call is in the future. Log it after it was made.', {
      field: 'at',
    });
  }
  const contact =
    logged.contact === undefined
      ? undefined
      : await findContact(dependencies, {
          forceId: followUp.forceId,
          written: logged.contact,
          on: londonDate(at),
        });
  const staff =
    logged.staff === undefined ? scene.context.owner : await findStaffMember(dependencies, logged.staff);
  const call: Call = {
    at,
    contactId: contact?.id,
    staffId: staff?.id,
    theyRang: logged.theyRang,
    note: logged.note,
    recordedBy: logged.by,
  };
  const ours = staff?.name ?? logged.by;
  const theirs =
    contact === undefined
      ? `someone at the ${scene.context.programme.body.noun}`
      : `${contact.name} (${contact.role})`;
  const [from, to] = logged.theyRang ? [theirs, ours] : [ours, theirs];
  return planChange(scene, {
    becoming: { call, rounds: rungAbout(scene, at) },
    action: 'call',
    summary: `${from} rang ${to} at ${formatTime(at)} on ${formatDate(londonDate(at))}.`,
  });
}

function rungAbout(scene: FollowUpForDecision, at: Instant): Round[] {
  const round = findCurrentRound(scene)?.round;
  return round === undefined || isAnswered(round) ? [] : [{ ...round, rangAt: at }];
}
