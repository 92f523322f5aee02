import type { WorkingCalendar } from '../../domain/clocks/calendar.ts';
import type { Milestone } from '../../domain/clocks/milestones.ts';
import type { Contact } from '../../domain/contact.ts';
import type { Instant } from '../../domain/dates.ts';
import type { Handover } from '../../domain/form/form.ts';
import type { Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import type { FollowUps, LoadedFollowUp } from '../../ports/follow-ups.ts';
import type { Handovers } from '../../ports/handovers.ts';
import type { Links } from '../../ports/links.ts';
import type { People } from '../../ports/people.ts';
import type { Programmes } from '../../ports/programmes.ts';
import type { Settings } from '../../ports/settings.ts';
import type { MailPermit } from '../form/mail-permit.ts';
import type { NewLinkDependencies } from '../sending/new-link.ts';
import type { SendPersonalEmailDependencies } from '../sending/send-personal-email.ts';

export interface HandoverDependencies extends SendPersonalEmailDependencies, NewLinkDependencies {
  readonly followUps: FollowUps;
  readonly handovers: Handovers;
  readonly links: Links;
  readonly people: People;
  readonly settings: Settings;
  readonly programmes: Programmes;
}

/** What the use cases need to know about a body to change a handover. */
export interface HandoverContext {
  readonly record: LoadedFollowUp;
  readonly programme: Programme;
  readonly calendar: WorkingCalendar;
  readonly milestones: readonly Milestone[];
  readonly contacts: readonly Contact[];
  readonly now: Instant;
  readonly permit: MailPermit;
}

/** Returns the milestone of the handover's round. @throws ServiceError `stored-data` if there is none. */
export function milestoneOf(
  { round }: Handover,
  { milestones }: Pick<HandoverContext, 'milestones'>,
): Milestone {
  const milestone = milestones.find(({ id }) => id === round);
  if (milestone === undefined) throw new ServiceError('stored-data', `There is no milestone ${round}.`);
  return milestone;
}

/** Finds a handover of a follow-up by its id. @throws ServiceError `not-found`. */
export async function findHandover(
  { handovers, followUps }: HandoverDependencies,
  asked: { followUpId: string; handoverId: string },
): Promise<{ handover: Handover; record: LoadedFollowUp }> {
  const [known, record] = await Promise.all([
    handovers.ofFollowUp(asked.followUpId),
    followUps.load(asked.followUpId),
  ]);
  const handover = known.find(({ id }) => id === asked.handoverId);
  if (handover === undefined) throw new ServiceError('not-found', 'There is no such handover.');
  return { handover, record };
}
